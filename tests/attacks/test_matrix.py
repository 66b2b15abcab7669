"""Every route × everything an address or a form can name × everybody: what is reached follows from the rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from matrix_ids import BODIES, FILLED_IN, IDS, IDS_HERE, OWNED, QUERIES, SEEN_BY_GROUPS, Kind, Route, routes_of
from matrix_scene import MALFORMED, Scene, Standing, Who, counted_writes, scene
from pydantic import SecretStr
from selectolax.lexbor import LexborHTMLParser

from assistant.administration.telegram_state import USERNAME
from assistant.people.models import Role
from assistant.people.viewer import Access
from assistant.web.problems import is_for_programs
from assistant.web.rules import RULES
from assistant.wiring import House, open_house
from corpus.models import Document
from corpus.records import set_fact
from tests.conftest import EXAMPLES
from tests.faults.small_corpus import small_settings
from tests.scans import joined
from tests.signing_in import ADDRESS, Town, TownBrowser, signing_in

OWN, ANOTHERS, UNKNOWN, BROKEN = Standing.OWN, Standing.ANOTHERS, Standing.UNKNOWN, Standing.MALFORMED
# A stranger's pages carry another one each time.
TOKEN = re.compile(r'name="csrf[^>]*>')
# Editors see what was asked without finding anything, and what was reported, but not by whom.
FOR_EDITORS = {"GET /auswertung", "GET /auswertung/{name}.csv"}


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("matrix")
    logo, theme = folder / "logo.svg", folder / "farben.css"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    theme.write_text(":root { --kern-color-action-default: #123; }")
    own = {"logo_file": logo, "theme_file": theme, "requests_per_minute": 0, "questions_per_minute": 0}
    own |= {"telegram_token": SecretStr("4711:geheim")}
    settings = small_settings(folder / "data").model_copy(update=own)
    with open_house(settings) as house:
        with house.corpus.catalogue.writing() as connection:
            set_fact(connection, USERNAME, "lotse_bot")
        yield house


@pytest.fixture(scope="module")
def picture(small_house: House, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A PDF, whose pages are pictures too."""
    path = joined(tmp_path_factory.mktemp("picture") / "Plan.pdf", (EXAMPLES / "foerderrichtlinie-ottersfurt.pdf", 1))
    report = small_house.ingest.add(path, source="Plan.pdf", file_name="Plan.pdf")
    assert report.document_id
    return small_house.corpus.document(report.document_id)


@pytest.fixture(scope="module")
def town(request: pytest.FixtureRequest, small_house: House) -> Iterator[Town]:
    with signing_in(small_house, anonymous_reading=getattr(request, "param", False)) as town:
        town.person("vera", Role.ADMINISTRATOR)  # who signs in, and so that nobody here is the last one
        yield town


@dataclass(frozen=True)
class Cell:
    """One request: a route, and what each of its ids is to who asks."""

    route: Route
    standings: dict[str, Standing]
    malformed: str = ""

    def __str__(self) -> str:
        ids = " ".join(f"{name}={standing}" for name, standing in self.standings.items())
        return f"{self.route.rule} {ids} {self.malformed[:12]!r}"

    @property
    def is_changing(self) -> bool:
        return self.route.method != "GET"

    def ids(self, scene: Scene) -> dict[str, str]:
        return {
            name: self.malformed if standing is BROKEN else scene.id(self.route.kinds[name], standing)
            for name, standing in self.standings.items()
        }


def cells(route: Route, malformed: Sequence[str]) -> Iterator[Cell]:
    """All own; then each id in turn another's, unknown and malformed."""
    own = dict.fromkeys(route.kinds, OWN)
    yield Cell(route, own)
    for name in route.kinds:
        for standing in (ANOTHERS, UNKNOWN):
            yield Cell(route, own | {name: standing})
        for text in malformed:
            yield Cell(route, own | {name: BROKEN}, text)


def asked(client: TestClient, cell: Cell, scene: Scene, ids: dict[str, str]) -> Response:
    """The answer to the cell's request."""
    path = cell.route.path
    for name in cell.route.in_path:
        path = path.replace(f"{{{name}}}", quote(ids[name], safe=""))
    in_body = {name: ids[name] for name in cell.route.in_body}
    params = {name: ids[name] for name in cell.route.in_query} | QUERIES.get(cell.route.rule, {})
    body = BODIES.get(cell.route.rule, lambda _: {})(in_body)
    headers = cell.route.headers | ({"cookie": scene.cookie} if scene.cookie else {})
    client.cookies.clear()
    if cell.route.rule in FILLED_IN:
        page = LexborHTMLParser(client.get(path, headers=headers).text)
        hidden = {field.attributes["name"]: field.attributes["value"] for field in page.css("main input[type=hidden]")}
        body["data"] = hidden | body.get("data", {})
    return client.request(cell.route.method, path, params=params, headers=headers, **body)


def hidden_from(scene: Scene) -> set[Kind]:
    """Of what kinds there are things of others that are not there for somebody."""
    return OWNED if scene.access >= Access.EDITING else OWNED | SEEN_BY_GROUPS


def is_absent(cell: Cell, scene: Scene) -> bool:
    """Whether one of the ids names nothing for who asks."""
    strict = {name: standing for name, standing in cell.standings.items() if not cell.route.passes_over(name)}
    if "passage" in strict and strict["passage"] is not strict["document_id"]:
        return True  # it stands in another document
    return any(
        standing in (UNKNOWN, BROKEN)
        or (standing is ANOTHERS and cell.route.kinds[name] in hidden_from(scene))
        or (cell.route.kinds[name] in OWNED and not scene.owns)
        for name, standing in strict.items()
    )


def refusal(cell: Cell, scene: Scene) -> set[int]:
    if scene.who in (Who.READER, Who.EDITOR, Who.ADMINISTRATOR):
        return {403}
    return {401} if is_for_programs(cell.route.path) or cell.is_changing else {303}


def is_led_to_sign_in(response: Response) -> bool:
    return response.headers.get("location", "").startswith("/anmelden?")


def faults(cell: Cell, scene: Scene, response: Response, written: list[str]) -> list[str]:
    """What is wrong with the answer, given the rule and whose things these are."""
    status, is_broken = response.status_code, BROKEN in cell.standings.values()
    found = []
    if scene.access < RULES[cell.route.rule]:
        # A slash in an id makes it another address, of which there is none.
        if status not in refusal(cell, scene) | ({404} if is_broken else set()):
            found.append(f"{status} instead of a refusal")
        if status == 303 and not is_led_to_sign_in(response):
            found.append(f"led to {response.headers['location']}")
    elif is_absent(cell, scene):
        if status not in {404, 422} if is_broken else status != 404:
            found.append(f"{status} instead of 404")
    elif (not 200 <= status < 400 or is_led_to_sign_in(response)) and not (is_broken and status in (404, 422)):
        found.append(f"{status} instead of success")
    if (status >= 400 or not cell.is_changing) and written:
        found.append(f"{status}, and yet: {written[0][:60]}")
    is_shown = cell.route.rule in FOR_EDITORS and scene.access >= Access.EDITING
    if scene.word in response.text and not is_shown:
        found.append("shows what somebody else asked")
    if scene.secret in response.text and scene.access < Access.EDITING:
        found.append("shows a document of another group")
    return found


@pytest.mark.parametrize(
    ("town", "who"),
    [(False, who) for who in Who] + [(True, who) for who in (Who.NOBODY, Who.DISABLED, Who.EXPIRED)],
    indirect=["town"],
)
def test_each_reaches_what_the_rules_and_their_things_allow_and_nothing_else(
    town: Town, who: Who, picture: Document, tmp_path: Path
) -> None:
    found, tried = [], 0
    lasting = scene(town, who, tmp_path, picture).reads_pictures()
    with TownBrowser(town.app, base_url=ADDRESS, follow_redirects=False) as client:
        for route in routes_of(town.app):
            may = lasting.access >= RULES[route.rule]
            said: dict[tuple[str, Standing], str] = {}
            for cell in cells(route, MALFORMED if who is Who.ADMINISTRATOR else MALFORMED[:2]):
                succeeds = may and not is_absent(cell, lasting)
                here = scene(town, who, tmp_path, picture) if succeeds and cell.is_changing else lasting
                ids = cell.ids(here)
                with counted_writes() as written:
                    response = asked(client, cell, here, ids)
                tried += 1
                found += [f"{cell}: {fault}" for fault in faults(cell, here, response, written)]
                for name, standing in cell.standings.items():
                    # A number may stand in a page by chance, too.
                    own_id = ids[name] if response.is_error or len(ids[name]) == 32 else f"{name}={ids[name]}"
                    anybodys = TOKEN.sub("", response.text).replace(response.headers["x-request-id"], "")
                    said[name, standing] = anybodys.replace(own_id, "")
            for name, kind in route.kinds.items():
                if kind in hidden_from(lasting) and said[name, ANOTHERS] != said[name, UNKNOWN]:
                    found.append(f"{route.rule}: another's {name} differs from one that is not there")
    assert found == []
    assert tried > 150


def test_every_route_has_a_rule_and_every_parameter_a_meaning_here(town: Town) -> None:
    """Who adds a route says what it needs, and what its parameters name: a new one must not slip past the matrix."""
    routes = routes_of(town.app)
    assert [route.rule for route in routes if route.rule not in RULES] == [], "see assistant/web/rules.py"
    assert {route.rule: route.unknown for route in routes if route.unknown} == {}, "see tests/attacks/matrix_ids.py"
    used = {name for route in routes for name in route.kinds}
    assert used == IDS.keys() | {name for _, name in IDS_HERE}
    assert BODIES.keys() | QUERIES.keys() <= {route.rule for route in routes}


def test_no_address_answers_to_a_method_that_it_has_no_route_for(town: Town, picture: Document, tmp_path: Path) -> None:
    boss = scene(town, Who.ADMINISTRATOR, tmp_path, picture)
    routes = routes_of(town.app)
    methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    with TownBrowser(town.app, base_url=ADDRESS, follow_redirects=False, cookies={}) as client:
        for path in {route.path for route in routes}:
            known = {route.method for route in routes if route.path == path}
            for method in methods - known - ({"HEAD"} if "GET" in known else set()):
                with counted_writes() as written:
                    response = client.request(method, path, headers={"cookie": boss.cookie})
                assert (response.status_code, written) == (405, []), (method, path)
