from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.wiring import House
from corpus.errors import TransferlotseError
from corpus.texts import information_pages as texts
from corpus.texts import web

PAGES = ("/barrierefreiheit", "/datenschutz", "/impressum")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


@contextmanager
def looking(house: House, **settings: object) -> Iterator[TestClient]:
    own = dataclasses.replace(house, settings=house.settings.model_copy(update=settings))
    with TestClient(create_app(own), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_every_page_leads_to_the_pages_about_the_offer(client: TestClient) -> None:
    start = client.get("/").text
    for address, name in web.FOOTER_LINKS:
        assert f'<a href="{address}">{name}</a>' in start
        page = client.get(address)
        assert page.status_code == 200
        assert len(re.findall("<h1", page.text)) == 1
    assert 'id="melden"' in client.get("/barrierefreiheit").text


def test_a_house_shows_its_name_its_contact_and_what_answers(house: House) -> None:
    with looking(house, house_name="Stadt <Ottersfurt>", contact_email="hilfe@ottersfurt.example") as client:
        for address in ("/", *PAGES):
            assert "Stadt &lt;Ottersfurt&gt;" in client.get(address).text
        page = client.get("/barrierefreiheit").text
        assert "mailto:hilfe@ottersfurt.example?subject=Barriere%20in%20Transferlotse" in page
        assert texts.MODEL_QUOTE in client.get("/datenschutz").text
    with looking(house, chat_model="openai:kleines-modell") as client:
        assert "„openai:kleines-modell“" in client.get("/datenschutz").text


def test_a_house_fills_the_pages_from_markdown_which_can_hold_no_html(house: House, tmp_path: Path) -> None:
    (tmp_path / "impressum.md").write_text(
        "\ufeff# Impressum\n\n[HAUS], Markt 1\n\n<script>alert(1)</script>\n\n[x](javascript:alert(2))\n",
        encoding="utf-8",
    )
    with looking(house, information_dir=tmp_path, house_name="Gemeinde Krummlohe") as client:
        page = client.get("/impressum").text
        assert "<p>Gemeinde Krummlohe, Markt 1</p>" in page
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert "EUPL" not in page
        # What the house does not say itself comes along.
        assert "BITV 2.0" in client.get("/barrierefreiheit").text
        (tmp_path / "impressum.md").write_bytes(b"\xff\xfe\x00kaputt\x81")
        broken = client.get("/impressum")
        assert broken.status_code == 503
        assert "TRANSFERLOTSE_INFORMATION_DIR" in broken.text


def test_a_house_has_its_own_logo_and_theme(house: House, tmp_path: Path) -> None:
    logo, theme = tmp_path / "logo.svg", tmp_path / "farben.css"
    logo.write_text(SVG)
    theme.write_text(":root { --kern-color-action-default: #7a0019; }")
    with looking(house, logo_file=logo, theme_file=theme) as client:
        page = client.get("/").text
        addresses = re.findall(r'(?:src|href)="(/haus/[^"]+)"', page)
        assert len(addresses) == 2
        policies = {}
        for address, content in zip(addresses, (theme, logo), strict=True):
            answer = client.get(address)
            assert answer.content == content.read_bytes()
            assert "immutable" in answer.headers["cache-control"]
            policies[address] = answer.headers["content-security-policy"]
        theme_policy, logo_policy = policies.values()
        assert "script-src 'self'" in theme_policy
        assert logo_policy.startswith("sandbox; default-src 'none'")
        assert 'class="brand-mark"' not in page


def test_without_them_there_is_nothing_at_their_addresses(client: TestClient) -> None:
    assert {client.get(path).status_code for path in ("/haus/logo", "/haus/farben.css")} == {404}


@pytest.mark.parametrize(
    ("setting", "make"),
    [
        ("logo_file", Path.exists),
        ("logo_file", lambda path: path.write_text("kein Bild")),
        ("logo_file", lambda path: path.write_bytes(b"\x89PNG\r\n" + bytes(300_000))),
        ("theme_file", lambda path: path.mkdir()),
    ],
)
def test_a_file_that_cannot_be_used_is_said_at_the_start(
    house: House, tmp_path: Path, setting: str, make: Callable[[Path], object]
) -> None:
    path = tmp_path / "datei.svg"
    make(path)
    with pytest.raises(TransferlotseError, match=re.escape(str(path))), looking(house, **{setting: path}):
        pass
