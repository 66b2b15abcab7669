"""The dashboard and the alerts under deploy/ ask for what /metrics really gives, as a real Prometheus sees it."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from assistant.people.models import Role
from assistant.people.people import open_people
from assistant.web.app import create_app
from assistant.wiring import House
from corpus.settings import Settings
from corpus.stores import open_catalogue
from corpus.texts import web as texts
from tests.conftest import ROOT, serving
from tests.servers.prometheus import asked, prometheus, promtool
from tests.signing_in import ADDRESS

DEPLOY = ROOT / "deploy"
DASHBOARD = json.loads((DEPLOY / "grafana" / "transferlotse.json").read_text("utf-8"))
RULES = [
    rule for group in yaml.safe_load((DEPLOY / "alerts.yml").read_text("utf-8"))["groups"] for rule in group["rules"]
]
DOCUMENT = (ROOT / "docs" / "betrieb.md").read_text("utf-8")
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
NAMED = re.compile(r"\b(?:transferlotse|process)_\w+\b")
# What a house that is well has none of.
FAULTS = ('outcome="failed"', 'status=~"5.."', 'part="model"')


def expressions() -> list[str]:
    """Everything that the dashboard asks Prometheus for, with its variables as Grafana puts them in."""
    told = [target["expr"] for panel in PANELS for target in panel["targets"]]
    return [expr.replace("$job", "transferlotse").replace("$__rate_interval", "1m") for expr in told]


def test_every_figure_that_is_asked_for_is_there(house: House) -> None:
    with TestClient(create_app(house), base_url=ADDRESS) as client:
        client.post("/api/v1/questions", json={"question": texts.SUGGESTED_QUESTIONS[0][0]})
        text = client.get("/metrics").text
    there = {sample.name for family in text_string_to_metric_families(text) for sample in family.samples}
    wanted = {name for expr in (*expressions(), *(rule["expr"] for rule in RULES)) for name in NAMED.findall(expr)}
    assert len(wanted) > 12
    assert wanted - there == set()


def test_the_names_of_the_figures_are_as_prometheus_wants_them(house: House) -> None:
    with TestClient(create_app(house), base_url=ADDRESS) as client:
        client.post("/api/v1/questions", json={"question": texts.SUGGESTED_QUESTIONS[0][0]})
        assert promtool("check", "metrics", given=client.get("/metrics").content) == ""


def test_the_dashboard_is_one_that_grafana_takes() -> None:
    assert DASHBOARD["uid"] == "transferlotse"
    assert DASHBOARD["schemaVersion"] >= 36
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(ids)) == len(ids)
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        here = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not here & taken, panel["title"]
        assert max(x for x, _ in here) < 24, panel["title"]
        taken |= here
    variables = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
    assert variables == {"datasource", "job"}
    for panel in PANELS:
        references = [target["refId"] for target in panel["targets"]]
        assert len(set(references)) == len(references) > 0, panel["title"]
        for asks in (panel, *panel["targets"]):
            assert asks["datasource"] == {"type": "prometheus", "uid": "${datasource}"}, panel["title"]
        assert len(panel["description"]) > 30, panel["title"]


def test_the_document_tells_what_each_panel_and_each_alert_means() -> None:
    told = [panel["title"] for panel in PANELS] + [rule["alert"] for rule in RULES]
    assert [name for name in told if name not in DOCUMENT] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_an_alert_says_in_german_what_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("critical", "warning")
    assert set(rule["annotations"]) == {"summary", "description"}
    assert rule["annotations"]["summary"].endswith(".")
    assert re.search(r"\bSie\b", rule["annotations"]["description"])


def test_promtool_takes_the_alerts_and_the_example_of_a_set_up() -> None:
    promtool("check", "rules", str(DEPLOY / "alerts.yml"))
    promtool("check", "config", "--syntax-only", str(DEPLOY / "prometheus.yml"))


def test_a_real_prometheus_shows_a_token_and_finds_everything_that_the_dashboard_asks_for(
    tmp_path: Path, house_data: Path
) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")
    settings = Settings(data_dir=data)
    with serving(data, examples=False, sign_in="True") as url:
        people = open_people(open_catalogue(settings), settings)
        token = people.api_tokens.create(
            people.register.add("vera", "vera", Role.ADMINISTRATOR), "Prometheus", Role.ADMINISTRATOR, 30
        )
        with httpx.Client(base_url=url, timeout=60, headers={"authorization": f"Bearer {token}"}) as client:
            for question in (texts.SUGGESTED_QUESTIONS[0][0], "Wie backt man einen Marmorkuchen?"):
                assert client.post("/api/v1/questions", json={"question": question}).is_success
        with prometheus(tmp_path, url.removeprefix("http://"), token=token) as seen:
            deadline = time.monotonic() + 60
            while not asked(seen, "count_over_time(transferlotse_documents[1m]) >= 3"):
                assert time.monotonic() < deadline, asked(seen, "up")
                time.sleep(0.5)
            empty = [expr for expr in expressions() if not asked(seen, expr)]
            assert [expr for expr in empty if not any(fault in expr for fault in FAULTS)] == []
            groups = seen.get("/api/v1/rules").json()["data"]["groups"]
            rules = [rule for group in groups for rule in group["rules"]]
            assert {rule["name"] for rule in rules} == {rule["alert"] for rule in RULES}
            assert [(rule["name"], rule.get("lastError")) for rule in rules if rule["health"] == "err"] == []
            assert [rule["name"] for rule in rules if rule["state"] == "firing"] == []
