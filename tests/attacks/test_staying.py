"""Who listens to an answer is sent out when they may be here no longer, whoever says so and wherever."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from sqlalchemy import select
from typer.testing import CliRunner

from assistant.__main__ import app as command
from assistant.conversations.asking import Asking
from assistant.conversations.models import AnswerState
from assistant.people.models import Role
from assistant.web import staying
from assistant.web.app import create_app
from assistant.web.csrf import HEADER, csrf_token
from assistant.web.patience import PatientProtocol
from assistant.wiring import open_house
from corpus.schema import answers, conversations
from corpus.settings import Settings
from tests.paced import PacedAssistant
from tests.signing_in import PASSWORD, Town, signing_in

QUESTION = {"question": "Wie hoch ist der Zuschuss für eine Zisterne in Ottersfurt?"}
STREAM = {"accept": "text/event-stream"}
ALL = 1000
End = Callable[[Town, httpx.Client, str], object]


@contextmanager
def serving_town(folder: Path) -> Iterator[tuple[Town, str, PacedAssistant]]:
    """A real server over a house whose answers come event by event as the test permits."""
    with open_house(Settings(data_dir=folder)) as house:
        assistant = PacedAssistant(house.corpus)
        assistant.hold()
        with (
            closing(Asking(assistant, house.conversations)) as asking,
            signing_in(replace(house, assistant=assistant, asking=asking)) as town,
        ):
            app = create_app(town.house)
            server = uvicorn.Server(
                uvicorn.Config(app, port=0, http=PatientProtocol, lifespan="off", log_level="error", ws="none")
            )
            with ThreadPoolExecutor(1) as pool:
                running = pool.submit(server.run)
                while not server.started:
                    time.sleep(0.02)
                try:
                    port = server.servers[0].sockets[0].getsockname()[1]
                    yield town, f"http://127.0.0.1:{port}", assistant
                finally:
                    assistant.permits.release(ALL)
                    server.should_exit = True
                    running.result(20)


def states(town: Town, owner: str) -> list[str]:
    """What became of somebody's answers, whether they are there to ask or not."""
    owned = select(answers.c.state).join(conversations).where(conversations.c.owner == owner)
    with town.house.corpus.catalogue.reading() as connection:
        return list(connection.execute(owned).scalars())


def by_administrator(town: Town, _: httpx.Client, url: str) -> None:
    anna = town.house.people.register.named("anna").id
    with closing(signed_in(town, url, "vera", Role.ADMINISTRATOR)) as admin:
        assert admin.post(f"/verwaltung/personen/{anna}/sperren").status_code == 303


def by_removal(town: Town, _: httpx.Client, url: str) -> None:
    anna = town.house.people.register.named("anna").id
    with closing(signed_in(town, url, "vera", Role.ADMINISTRATOR)) as admin:
        assert admin.post(f"/verwaltung/personen/{anna}/loeschen").status_code == 303


def by_command(town: Town, _: httpx.Client, __: str) -> None:
    folder = str(town.house.settings.data_dir)
    town.person("vera", Role.ADMINISTRATOR)
    result = CliRunner().invoke(command, ["people", "disable", "anna", "--data", folder])
    assert result.exit_code == 0, result.output


def by_signing_out(_: Town, anna: httpx.Client, __: str) -> None:
    assert anna.post("/konto/abmelden").status_code == 303


def signed_in(town: Town, url: str, name: str, role: Role = Role.READER) -> httpx.Client:
    town.person(name, role)
    browser = httpx.Client(base_url=url, timeout=30)
    assert browser.post("/anmelden", data={"name": name, "passwort": PASSWORD}).status_code == 303
    browser.headers[HEADER] = csrf_token(browser.cookies["transferlotse"])
    return browser


@pytest.mark.parametrize("end", [by_administrator, by_removal, by_command, by_signing_out])
def test_the_stream_ends_when_its_reader_may_be_here_no_longer(
    end: End, house_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staying, "EVERY_SECONDS", 0.5)
    data = shutil.copytree(house_data, tmp_path / "data")
    with (
        serving_town(data) as (town, url, assistant),
        closing(signed_in(town, url, "anna")) as anna,
        closing(signed_in(town, url, "berta")) as berta,
    ):
        owner = town.house.people.register.named("anna").id
        with (
            berta.stream("POST", "/api/v1/questions", json=QUESTION, headers=STREAM) as others,
            anna.stream("POST", "/api/v1/questions", json=QUESTION, headers=STREAM) as mine,
            ThreadPoolExecutor(2) as pool,
        ):
            heard = pool.submit(lambda: list(mine.iter_lines()))
            still = pool.submit(lambda: list(others.iter_lines()))
            time.sleep(1.5)
            assert not heard.done(), "who may be here hears on"
            end(town, anna, url)
            lines = heard.result(20)
            time.sleep(1)
            assert not still.done(), "another's stream goes on"
            if end is by_signing_out:
                assert states(town, owner) == [AnswerState.RUNNING]
            elif end is by_removal:
                assert states(town, owner) == []
            else:
                assert states(town, owner) == [AnswerState.STOPPED]
            assistant.permits.release(ALL)
            assert "event: done" in still.result(60)
        assert "event: done" not in lines
        assert anna.get("/api/v1/conversations").status_code == 401
