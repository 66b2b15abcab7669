"""Requests made up from the published OpenAPI description, right and wrong ones: none is an error of the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from assistant.people.models import Role
from assistant.web.csrf import HEADER, csrf_token
from assistant.wiring import House, open_house
from tests.faults.small_corpus import publish, small_settings
from tests.signing_in import Town, sign_in, signing_in

HOST = {"host": "127.0.0.1:8000"}
FEW, MANY = 2, 90  # cases of each operation, of which there are about thirty


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    unlimited = dict.fromkeys(("requests_per_minute", "questions_per_minute", "files_per_hour"), 0)
    with open_house(small_settings(tmp_path / "data").model_copy(update=unlimited)) as house:
        filled(house, tmp_path)
        with signing_in(house) as town:
            yield town


def filled(house: House, folder: Path) -> None:
    for number in range(3):
        publish(house.corpus, folder, f"bericht-{number}", "Der Brunnen kostet 8.500 Euro.", "Starkregen im Mai.")


def made_up_requests(town: Town, headers: dict[str, str], cases: int) -> int:
    """Ask for so many of each operation, half of them against its description -> how many in all."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", town.app, headers=HOST)
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in GenerationMode:

            @settings(
                max_examples=cases // 2 or 1,
                derandomize=True,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(operation.as_strategy(generation_mode=mode))
            def asks(case: Case) -> None:
                nonlocal asked
                asked += 1
                response = case.call(headers=HOST | headers)
                case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])

            # Of an operation without parameters nothing can be wrong.
            with suppress(Unsatisfiable):
                asks()
    return asked


def as_administrator(town: Town) -> dict[str, str]:
    town.person("vera", Role.ADMINISTRATOR)
    browser = town.browser()
    sign_in(browser, "vera")
    token = browser.cookies["transferlotse"]
    return {"cookie": f"transferlotse={token}", HEADER: csrf_token(token)}


def test_a_few_made_up_requests_end_well(town: Town) -> None:
    assert made_up_requests(town, as_administrator(town), FEW) >= 40


@pytest.mark.long
def test_two_thousand_made_up_requests_end_well(town: Town) -> None:
    assert made_up_requests(town, as_administrator(town), MANY) + made_up_requests(town, {}, FEW) >= 2000
