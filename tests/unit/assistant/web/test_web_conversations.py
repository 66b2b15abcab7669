"""Conversations over HTTP and as pages: kept, found, renamed, deleted, judged; answers followed, resumed, stopped."""

from __future__ import annotations

import html
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import fastapi.routing
import pytest
import uvicorn
from fastapi.testclient import TestClient
from httpx import Client

from assistant.conversations.asking import Asking
from assistant.conversations.models import AnswerState
from assistant.models import Question
from assistant.web.app import create_app
from assistant.wiring import House
from corpus.texts import conversations as texts
from corpus.texts import web
from tests.paced import PacedAssistant

STREAM = {"accept": "text/event-stream"}
ALL = 1000

Paced = tuple[Client, PacedAssistant, House]


@pytest.fixture
def paced(house: House) -> Iterator[Paced]:
    """A server whose answers come event by event as the test permits."""
    assistant = PacedAssistant(house.corpus)
    assistant.hold()
    with closing(Asking(assistant, house.conversations)) as asking:
        slow = replace(house, assistant=assistant, asking=asking)
        config = uvicorn.Config(create_app(slow), port=0, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            yield client, assistant, slow
        assistant.permits.release(ALL)
        server.should_exit = True
        thread.join()


def ask(client: TestClient, question: str, conversation: str | None = None) -> dict[str, Any]:
    body = {"question": question, "conversation": conversation}
    answer: dict[str, Any] = client.post("/api/v1/questions", json=body).json()
    return answer


def read(lines: Iterator[str], *, until: str = "") -> list[dict[str, Any]]:
    """The events of a stream, at most to the first of this name."""
    events: list[dict[str, Any]] = []
    event: dict[str, Any] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if name:
            event[name] = json.loads(value) if name == "data" else value
        elif "data" in event:
            events.append(event)
            if event["event"] == until:
                return events
            event = {}
    return events


def test_an_answer_knows_its_conversation_and_can_be_asked_for_again(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    stored = client.get(f"/api/v1/answers/{answer['id']}").json()
    assert stored["answer"] == {name: answer[name] for name in stored["answer"]}
    assert (stored["state"], stored["position"], stored["feedback"]) == ("done", 1, None)
    second = ask(client, "Und wer bezahlt das?", answer["conversation"])
    whole = client.get(f"/api/v1/conversations/{answer['conversation']}").json()
    assert whole["title"] == question
    assert [turn["id"] for turn in whole["answers"]] == [answer["id"], second["id"]]


def test_conversations_are_listed_searched_renamed_and_deleted(client: TestClient) -> None:
    answer = ask(client, "Wann war die Klausurtagung Zebrastreifen?")
    address = f"/api/v1/conversations/{answer['conversation']}"
    assert client.get("/api/v1/conversations").json()["conversations"][0]["id"] == answer["conversation"]
    assert client.patch(address, json={"title": "Überwege"}).json()["title"] == "Überwege"
    for words, found in (("ÜBERWEGE", 1), ("zebrastreifen überwege", 1), ("überwege giraffe", 0)):
        listed = client.get("/api/v1/conversations", params={"q": words}).json()["conversations"]
        assert len(listed) == found, words
    refused = client.patch(address, json={"title": " "})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert client.delete(address).status_code == 204
    for gone in (
        client.get(address),
        client.delete(address),
        client.patch(address, json={"title": "Neu"}),
        client.post("/api/v1/questions", json={"question": "Und?", "conversation": answer["conversation"]}),
    ):
        assert (gone.status_code, gone.json()["detail"]) == (404, texts.NOT_FOUND)
    for method, path in (("GET", ""), ("GET", "/events"), ("POST", "/stop"), ("DELETE", "/feedback")):
        gone = client.request(method, f"/api/v1/answers/{answer['id']}{path}")
        assert (gone.status_code, gone.json()["detail"]) == (404, texts.ANSWER_NOT_FOUND), path


def test_a_verdict_is_kept_replaced_and_withdrawn(client: TestClient, question: str) -> None:
    address = f"/api/v1/answers/{ask(client, question)['id']}/feedback"
    assert client.post(address, json={"helpful": True}).json()["feedback"]["helpful"] is True
    body = {"helpful": False, "reasons": ["source_wrong", "outdated"], "text": "Stand 2019"}
    given = client.post(address, json=body).json()["feedback"]
    assert {name: given[name] for name in body} == body | {"reasons": ["outdated", "source_wrong"]}
    assert client.delete(address).status_code == 204
    assert client.get(address.removesuffix("/feedback")).json()["feedback"] is None
    for wrong in ({}, {"helpful": False, "reasons": ["dull"]}, {"helpful": False, "text": "x" * 2001}):
        assert client.post(address, json=wrong).status_code == 422, wrong


def test_a_stream_is_taken_up_again_after_the_last_event(paced: Paced, question: str) -> None:
    client, assistant, house = paced
    assistant.permits.release(3)
    with client.stream("POST", "/api/v1/questions", json={"question": question}, headers=STREAM) as response:
        first = read(response.iter_lines(), until="block")
    (stored,) = house.conversations.answers(first[0]["data"]["conversation"])
    assert stored.state is AnswerState.RUNNING, "who goes away stops nothing"
    assert [event.get("id") for event in first] == [None, "1", "2", "3"]
    assistant.permits.release(ALL)
    address = f"/api/v1/answers/{stored.id}/events"
    with client.stream("GET", address, headers=STREAM | {"last-event-id": "3"}) as response:
        rest = read(response.iter_lines())
    with client.stream("GET", address) as response:
        assert response.headers["x-accel-buffering"] == "no"
        everything = read(response.iter_lines())
    assert everything == first + rest[1:]
    assert everything[-1]["event"] == "done"
    assert int(rest[1]["id"]) == 4
    assert client.get(address, headers={"last-event-id": "x"}).status_code == 422
    with client.stream("GET", address, headers={"last-event-id": "999"}) as response:
        assert [event["event"] for event in read(response.iter_lines())] == ["turn", "done"]


def test_an_answer_from_the_store_is_told_as_a_whole(client: TestClient, house: House, question: str) -> None:
    answer = ask(client, question)
    with closing(Asking(house.assistant, house.conversations)) as asking:
        restarted = TestClient(create_app(replace(house, asking=asking)), base_url="http://127.0.0.1:8000")
        turn, done = read(iter(restarted.get(f"/api/v1/answers/{answer['id']}/events").text.split("\n")))
    assert turn["data"] == {"id": answer["id"], "conversation": answer["conversation"]}
    assert done["event"] == "done"
    assert done["data"]["answer"] == answer
    assert len(done["data"]["blocks"]) == len(answer["sentences"])


def test_a_stopped_answer_tells_every_listener_what_was_there(paced: Paced, question: str) -> None:
    client, assistant, house = paced
    assistant.permits.release(3)
    with client.stream("POST", "/api/v1/questions", json={"question": question}, headers=STREAM) as response:
        lines = response.iter_lines()
        first = read(lines, until="block")
        id = first[0]["data"]["id"]
        stopped = client.post(f"/api/v1/answers/{id}/stop").json()
        last = read(lines)[-1]
    assert stopped["state"] == last["event"] == "stopped"
    assert stopped["answer"]["sentences"] == [first[-1]["data"]["sentence"]]
    assert last["data"]["blocks"] == [first[-1]["data"]["html"]]
    assert texts.ASK_AGAIN in last["data"]["html"]
    page = client.get(f"/fragen/{stopped['conversation']}").text
    assert texts.STOPPED in page
    assert first[-1]["data"]["html"] in page
    assistant.permits.release(1)
    assert assistant.closed.wait(20)
    assert house.conversations.answer(id).state is AnswerState.STOPPED


def test_who_waits_for_json_gets_what_was_there_when_it_was_stopped(paced: Paced, question: str) -> None:
    client, assistant, house = paced
    assistant.permits.release(3)
    answers: list[dict[str, Any]] = []
    waiting = threading.Thread(
        target=lambda: answers.append(client.post("/api/v1/questions", json={"question": question}).json())
    )
    waiting.start()
    while not assistant.asked:
        time.sleep(0.01)
    stored = house.conversations.answers(house.conversations.newest()[0].id)[-1]
    client.post(f"/api/v1/answers/{stored.id}/stop")
    waiting.join(20)
    assert answers[0]["status"] == "partial"
    assert answers[0]["notes"] == [texts.STOPPED]


def test_silence_is_broken_by_a_heartbeat(paced: Paced, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fastapi.routing._PING_INTERVAL == 15
    monkeypatch.setattr(fastapi.routing, "_PING_INTERVAL", 0.1)
    client, assistant, _ = paced
    with client.stream("POST", "/api/v1/questions", json={"question": question}, headers=STREAM) as response:
        lines = (line for line in response.iter_lines() if line)
        assert next(line for line in lines if line.startswith(":")) == ": ping"
        assistant.permits.release(ALL)
        assert any(line == "event: done" for line in lines)


def test_many_silent_listeners_keep_nobody_waiting(paced: Paced, question: str) -> None:
    client, assistant, house = paced
    stored = house.asking.begin(Question(question))
    with closing(Client(base_url=client.base_url, timeout=20)) as crowd:
        requests = [
            crowd.send(crowd.build_request("GET", f"/api/v1/answers/{stored.id}/events"), stream=True)
            for _ in range(60)
        ]
        begun = time.monotonic()
        assert client.get("/healthz").is_success
        assert time.monotonic() - begun < 5
        assistant.permits.release(ALL)
        for response in requests:
            assert read(response.iter_lines())[-1]["event"] == "done"
            response.close()


def test_the_page_of_a_conversation_shows_all_its_turns(client: TestClient, question: str) -> None:
    response = client.post("/fragen", data={"frage": question})
    conversation = re.search(r'name="gespraech" value="(\w{32})"', response.text)
    assert conversation
    assert response.url.path == f"/fragen/{conversation[1]}"
    again = client.post("/fragen", data={"frage": "Und wer bezahlt das?", "gespraech": conversation[1]})
    assert re.findall(r'<h2 class="question">([^<]+)</h2>', again.text) == [question, "Und wer bezahlt das?"]
    assert again.text.count('class="feedback"') >= 1
    anchors = re.findall(r'<article class="turn" id="(\w{32})"', again.text)
    moved = client.post(
        "/fragen", data={"frage": question, "gespraech": conversation[1]}, follow_redirects=False
    ).headers["location"]
    assert moved.startswith(f"/fragen/{conversation[1]}#")
    assert moved.rpartition("#")[2] not in anchors
    assert client.get("/fragen/weg").status_code == 404


def test_a_refused_question_shows_the_conversation_and_stays_in_the_field(client: TestClient, question: str) -> None:
    known = ask(client, question)["conversation"]
    page = client.post("/fragen", data={"frage": "x" * 2001, "gespraech": known})
    assert page.status_code == 422
    assert f'<h2 class="question">{html.escape(question)}</h2>' in page.text
    assert f">{'x' * 2001}</textarea>" in page.text
    gone = client.post("/fragen", data={"frage": question, "gespraech": "weg"})
    assert gone.status_code == 404
    assert f">{html.escape(question)}</textarea>" in gone.text


def test_a_failed_turn_says_why_and_offers_to_ask_again(client: TestClient, house: House) -> None:
    stored = house.conversations.begin(Question("Wer baute den <Turm>?"), None)
    house.conversations.finish(stored.id, AnswerState.FAILED, None, texts.INTERRUPTED)
    page = client.get(f"/fragen/{stored.conversation_id}").text
    assert texts.INTERRUPTED in page
    button = re.search(r'<button[^>]* name="frage" value="([^"]+)"', page)
    assert button
    again = client.post("/fragen", data={"frage": html.unescape(button[1]), "gespraech": stored.conversation_id}).text
    assert again.count('<h2 class="question">Wer baute den &lt;Turm&gt;?</h2>') == 2


def test_a_running_turn_is_marked_for_the_script_and_can_be_reloaded_without(paced: Paced, question: str) -> None:
    client, _, house = paced
    stored = house.asking.begin(Question(question))
    page = client.get(f"/fragen/{stored.conversation_id}").text
    assert f'id="{stored.id}" data-running' in page
    assert web.ANSWERING in page
    assert f'<noscript><p><a href="">{texts.RELOAD}</a></p></noscript>' in page


def test_without_a_script_a_verdict_is_given_and_taken_back(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    address = f"/antworten/{answer['id']}/rueckmeldung"
    page = client.post(address, data={"hilfreich": "nein", "grund": ["false", "outdated"], "text": "Alt."})
    assert page.url.path == f"/fragen/{answer['conversation']}"
    assert texts.FEEDBACK_GIVEN.format(verdict="Nicht hilfreich (Falsch, Veraltet)") in page.text
    stored = client.get(f"/api/v1/answers/{answer['id']}").json()
    assert stored["feedback"]["text"] == "Alt."
    assert texts.HELPFUL_QUESTION in client.post(address, data={"hilfreich": ""}).text
    assert client.get(f"/api/v1/answers/{answer['id']}").json()["feedback"] is None
    assert client.post(address, data={"hilfreich": "nein", "grund": "egal"}).status_code == 422


def test_the_list_is_searched_renamed_and_deleted_without_a_script(client: TestClient) -> None:
    known = ask(client, "Was kostet der Zaunkönig-Steg?")["conversation"]
    assert f'<a href="/fragen/{known}" aria-current="page">' in client.get(f"/fragen/{known}").text
    page = client.post(f"/fragen/{known}/umbenennen", data={"titel": "Der <Steg>"})
    assert '<h1 id="titel" class="kern-sr-only">Der &lt;Steg&gt;</h1>' in page.text
    found = client.get("/", params={"suche": "zaunkönig steg"}).text
    assert found.count(f'href="/fragen/{known}"') == 1
    assert texts.TODAY in found
    assert html.escape(texts.NONE_FOUND.format(words="giraffenhals")) in client.get("/?suche=giraffenhals").text
    assert client.post(f"/fragen/{known}/loeschen", follow_redirects=False).headers["location"] == "/"
    assert client.get(f"/fragen/{known}").status_code == 404


@pytest.mark.parametrize("path", ["/fragen/x/loeschen", "/fragen/x/umbenennen", "/antworten/x/rueckmeldung"])
def test_other_sites_cannot_change_conversations(client: TestClient, path: str) -> None:
    assert client.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
