from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from assistant.web.documents.asked import Asked
from assistant.web.documents.choosing import chosen, standings
from assistant.web.documents.holdings import ROWS, listed
from assistant.wiring import House
from corpus.holdings import Holding, holdings, pages_to_doubt
from corpus.models import Metadata
from corpus.texts import documents as docs
from corpus.texts import filters

TODAY = date(2026, 11, 27)


def holding(title: str, *, pages: int = 1, proposed: tuple[str, ...] = (), **known: object) -> Holding:
    metadata = Metadata(title=title, **known)  # type: ignore[arg-type]
    return Holding(title, f"v-{title}", proposed, f"{title[:3]}-datei.pdf", pages, pages, metadata, ())


SOME = (
    holding("Zebrastreifen", municipality="Ulm", year=2020, document_type="Leitfaden", pages=9),
    holding("Öffentliche Plätze", municipality="Bad Örtel", year=2024, valid_until=date(2026, 11, 26)),
    holding("Ofenheizung", municipality="Ulm", proposed=("title",), pages=30),
    holding("Wärmeplan", year=2021, valid_until=date(2026, 11, 27)),
    holding("Wärmeplan 2", year=2025, supersedes="wärmeplan"),
)


def found(**asked: object) -> list[str]:
    return [s.holding.id for s in chosen(standings(SOME, TODAY), Asked(**asked))]  # type: ignore[arg-type]


def test_titles_come_as_in_a_german_dictionary() -> None:
    assert found() == ["Ofenheizung", "Öffentliche Plätze", "Wärmeplan", "Wärmeplan 2", "Zebrastreifen"]
    assert found(sortierung="-titel") == found()[::-1]


def test_what_is_not_known_comes_last_whichever_way_it_is_ordered() -> None:
    assert found(sortierung="jahr")[-1] == found(sortierung="-jahr")[-1] == "Ofenheizung"
    assert found(sortierung="-jahr")[0] == "Wärmeplan 2"
    assert found(sortierung="kommune")[:3] == ["Öffentliche Plätze", "Ofenheizung", "Zebrastreifen"]
    assert found(sortierung="-umfang")[:2] == ["Ofenheizung", "Zebrastreifen"]
    assert found(sortierung="-stand")[0] == "Öffentliche Plätze"


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("WÄRME", ["Wärmeplan", "Wärmeplan 2"]),
        ("waermeplan 2", ["Wärmeplan 2"]),
        ("ulm", ["Ofenheizung", "Zebrastreifen"]),
        ("ulm zebra", ["Zebrastreifen"]),
        ("zeb-datei", ["Zebrastreifen"]),
        ("%", []),
        ("<script>", []),
    ],
)
def test_words_are_looked_for_in_title_municipality_and_file_name(words: str, titles: list[str]) -> None:
    assert found(suche=words) == titles


def test_filters_work_together_and_the_standing_is_that_of_the_day() -> None:
    assert found(kommune="Ulm", jahr="2020") == ["Zebrastreifen"]
    assert found(dokumenttyp="Leitfaden", kommune="Bad Örtel") == []
    assert found(stand="pruefen") == ["Öffentliche Plätze", "Wärmeplan"]
    assert found(stand="angaben") == ["Ofenheizung"]
    assert found(stand="aktuell") == ["Wärmeplan 2", "Zebrastreifen"]


def test_an_address_names_only_what_is_asked_for() -> None:
    assert Asked().address() == "/dokumente#bestand"
    address = urlsplit(Asked(suche="a&b=c", seite=3).address(sortierung="-jahr"))
    assert parse_qs(address.query) == {"suche": ["a&b=c"], "seite": ["3"], "sortierung": ["-jahr"]}


def test_a_page_beyond_the_last_is_the_last(house: House) -> None:
    shown = listed(house.corpus.catalogue, Asked(seite=999), TODAY)
    assert len(shown.rows) == min(ROWS, len(house.corpus.documents()))
    assert (shown.previous_url, shown.next_url) == ("", "")


def test_one_query_knows_what_the_documents_know(house: House) -> None:
    known = {h.id: h for h in holdings(house.corpus.catalogue)}
    for document in house.corpus.documents():
        glance = known.pop(document.id)
        assert glance.metadata == document.metadata
        assert (glance.pages, glance.passages) == (document.current.pages, document.current.passages)
        assert (glance.version_id, glance.proposed) == (document.current.id, document.proposed)
    assert known == {}


def test_pages_without_text_are_counted_and_those_hard_to_read_beside_them(house: House) -> None:
    catalogue = house.corpus.catalogue
    versions = [document.current.id for document in house.corpus.documents()]
    for quality in (0.0, 0.6, 2.0):
        counts = pages_to_doubt(catalogue, versions, quality)
        for version in versions:
            pages = catalogue.pages(version)
            empty = sum(not page.text.strip() for page in pages)
            poor = sum(bool(page.text.strip()) and (page.quality or 2) < quality for page in pages)
            assert counts.get(version, (0, 0)) == (empty, poor)


def test_the_list_filters_sorts_and_says_so(client: TestClient, house: House) -> None:
    town = next(d.metadata.municipality for d in house.corpus.documents() if d.metadata.municipality)
    page = client.get("/dokumente", params={"kommune": town, "sortierung": "-jahr"}).text
    assert page.count('role="rowheader"') == sum(d.metadata.municipality == town for d in house.corpus.documents())
    assert page.count("aria-sort") == 1
    assert 'aria-sort="descending"' in page
    assert f"{filters.REMOVE} Kommune: {town}" in page


@pytest.mark.parametrize(
    "query",
    ["sortierung=passwort", "seite=-1", "seite=x", "seite=99999999999", "stand=egal", "jahr=zwölf", "suche=%00", "x=y"],
)
def test_unknown_parameters_are_no_error(client: TestClient, query: str) -> None:
    assert client.get(f"/dokumente?{query}").status_code == 200


def test_a_choice_that_nothing_passes_offers_the_way_back(client: TestClient) -> None:
    page = client.get("/dokumente", params={"suche": "<b>gibtesnicht</b>"}).text
    assert docs.NOTHING_FOUND in page
    assert "<b>gibt" not in page
