"""A real server whose every text comes from an attacker, filled over HTTP as people fill it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from hostile_texts import FORMULA, KINDS, file_name, hostile, short, written

from assistant.people.models import Role
from assistant.web.csrf import HEADER, csrf_token
from assistant.wiring import open_house
from corpus.settings import Settings
from tests.conftest import serving
from tests.faults.small_corpus import EMBEDDINGS
from tests.servers.listener import Listener
from tests.servers.openai_chat import KEY, MODEL, ChatService, chat_service

QUESTION = "Was kostet der Brunnen?"
FIELDS = ("title", "municipality", "publisher", "contact", "licence", "document_type", "field_of_action", "supersedes")
SAID = "said.txt"
LONGEST_READING = 90  # seconds, with other tests beside


@dataclass(frozen=True)
class Attacked:
    """The server, how its administrator gets in, and the ids of what is in it."""

    url: str
    data: Path
    token: str
    client: httpx.Client
    listener: Listener
    service: ChatService
    documents: dict[str, str] = field(default_factory=dict)
    conversations: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def text(self, place: str) -> str:
        return hostile(place, self.listener.url)

    def posted(self, path: str, **more: object) -> httpx.Response:
        response = self.client.post(path, **more)  # type: ignore[arg-type]
        assert response.status_code < 400, (path, response.status_code, response.text[-500:])
        return response


@contextmanager
def attacked_town(folder: Path, listener: Listener, site: Path) -> Iterator[Attacked]:
    """The town; Python files in `site` are found by the server first."""
    data = folder / "data"
    with open_house(Settings.model_validate({"data_dir": data, **EMBEDDINGS})) as house:
        signs_in_as = short("name", listener.url).replace(" ", "/")
        house.people.register.add(short("person", listener.url), signs_in_as, Role.READER)
        boss = house.people.register.add(short("boss", listener.url), "<b>vera</b>", Role.ADMINISTRATOR)
        token = house.people.sessions.begin(boss.id)
    logo = folder / "logo.svg"
    image = f"<image href='{listener.url}/logo'/>"
    logo.write_text(f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>{image}</svg>")
    with ExitStack() as here:
        service = here.enter_context(chat_service())
        settings = {
            **EMBEDDINGS,
            "sign_in": "true",
            "chat_model": f"openai:{MODEL}",
            "chat_model_options": f'{{"base_url": "{service.url}", "api_key": "{KEY}"}}',
            "house_name": hostile("house", listener.url),
            "logo_file": str(logo),
        }
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(site))
            served = serving(data, examples=False, output=folder / SAID, log_level="debug", **settings)
            url = here.enter_context(served)
        shown = {HEADER: csrf_token(token)}
        client = here.enter_context(
            httpx.Client(base_url=url, headers=shown, cookies={"transferlotse": token}, timeout=60)
        )
        town = Attacked(url, data, token, client, listener, service)
        _fill(town, folder)
        yield town


def _fill(town: Attacked, folder: Path) -> None:
    _hand_over(town, folder)
    for kind, document_id in town.documents.items():
        if kind not in ("md", "pdf"):  # these keep what the sidecar says
            said = {name: town.text(f"{kind}-{name}")[:999] for name in FIELDS}
            described = town.client.put(f"/api/v1/documents/{document_id}", json=said)
            assert described.status_code == 200, described.text
    town.service.reply = f"Der Brunnen kostet 8.500 Euro. [1] {town.text('model')}"
    for question in (QUESTION, f"{QUESTION} {town.text('question')}"[:900], FORMULA):
        asked = town.posted("/api/v1/questions", json={"question": question}).json()
        town.conversations.append(asked["conversation"])
        town.answers.append(asked["id"])
        town.posted(f"/api/v1/answers/{asked['id']}/feedback", json={"helpful": False, "text": town.text("feedback")})
    town.posted(f"/api/v1/answers/{town.answers[2]}/report", json={"note": town.text("note")})
    title = {"title": town.text("conversation")[:200]}
    assert town.client.patch(f"/api/v1/conversations/{town.conversations[0]}", json=title).status_code == 200


def _hand_over(town: Attacked, folder: Path) -> None:
    """All kinds at once, with one sidecar for all of them."""
    files = [("file", (file_name(kind), written(folder, kind, town.text(kind)).read_bytes())) for kind in KINDS]
    says = {"titel": town.text("sidecar")[:200], "herausgeber": town.text("sidecar-publisher")[:200]}
    beside = (file_name("md").removesuffix("md") + "yaml", yaml.safe_dump(says, allow_unicode=True).encode())
    taken = town.posted("/api/v1/documents", files=[*files, ("sidecar", beside)]).json()
    assert taken["ended"] == []
    deadline = time.monotonic() + LONGEST_READING
    while {job["state"] for job in _jobs(town)} != {"done"}:
        assert time.monotonic() < deadline, _jobs(town)
        time.sleep(0.2)
    for job in _jobs(town):
        assert job["document_id"], job
        town.documents[Path(job["file_name"]).suffix[1:]] = job["document_id"]


def _jobs(town: Attacked) -> list[dict[str, Any]]:
    jobs: list[dict[str, Any]] = town.client.get("/api/v1/jobs").json()["jobs"]
    return jobs
