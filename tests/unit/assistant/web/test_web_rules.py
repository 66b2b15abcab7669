"""Every route has a rule, and the rules are about routes that there are."""

from __future__ import annotations

from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from starlette.routing import Mount

from assistant.people.viewer import Access
from assistant.web.app import create_app
from assistant.web.rules import RULES, needed_for, rule_for
from assistant.wiring import House
from bots.telegram.webhook import webhook_router
from tests.signing_in import signing_in


def test_every_route_has_a_rule_and_every_rule_a_route(house: House) -> None:
    app = create_app(house, routers=[webhook_router("4711:x", lambda _: None)])
    routes = [route for route in iter_route_contexts(app.routes) if not isinstance(route.original_route, Mount)]
    known = {f"{method} {route.path}" for route in routes for method in (route.methods or ()) if method != "HEAD"}
    assert sorted(known - RULES.keys()) == [], "routes without a rule in assistant/web/rules.py"
    assert sorted(RULES.keys() - known) == [], "rules without a route"


def test_only_the_static_files_are_mounted(client: TestClient) -> None:
    mounted = [route.path for route in client.app.routes if isinstance(route, Mount)]
    assert mounted == [client.app.state.html.static_url]


def test_a_route_without_a_rule_is_closed_even_to_administrators(house: House) -> None:
    with signing_in(house, key="schluessel") as town:
        town.app.add_api_route("/neu", lambda: "offen")
        town.app.add_api_route("/api/v1/neu", lambda: "offen")
        shown = {"authorization": "Bearer schluessel"}
        assert town.browser().get("/dokumente", headers=shown).status_code == 200
        for path in ("/neu", "/api/v1/neu"):
            assert town.browser().get(path, headers=shown).status_code == 403
        assert town.browser().get("/api/v1/neu").status_code == 401


def test_the_rule_is_that_of_the_route_that_answers(client: TestClient) -> None:
    for method, path, needed in (
        ("GET", "/dokumente/x/ausschnitt", Access.READING),
        ("DELETE", "/api/v1/documents/x", Access.EDITING),
        ("GET", "/api/v1/documents/x/pages/1.webp", Access.READING),
        ("POST", "/verwaltung/personen/x/loeschen", Access.ADMINISTERING),
        ("GET", "/verwaltung/personen/", Access.OPEN),  # not there
        ("PUT", "/konto", Access.OPEN),  # not with this method
    ):
        scope = {"type": "http", "method": method, "path": path, "headers": [], "path_params": {}}
        assert needed_for(rule_for(client.app.routes, scope)) is needed, path
