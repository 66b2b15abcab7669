"""Which document takes the place of which."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.models import Document, Metadata, Version
from corpus.succession import successors

VERSION = Version("v", 1, "0" * 64, "a.pdf", "application/pdf", datetime(2025, 1, 1, tzinfo=UTC), 1, 1)
OLD = "Richtlinie „Hofbegrünung“"


def document(
    id: str, title: str, *, supersedes: str | None = None, town: str | None = None, year: int | None = None
) -> Document:
    known = Metadata(title=title, supersedes=supersedes, municipality=town, year=year)
    return Document(id, f"/{id}", known, VERSION)


def replaced(*documents: Document) -> dict[str, str]:
    superseding = [each for each in documents if each.metadata.supersedes]
    return {old: new.id for old, new in successors(documents, superseding).items()}


@pytest.mark.parametrize("named", [OLD, 'richtlinie  "hofbegrünung"', "RICHTLINIE HOFBEGRÜNUNG", "old"])
def test_the_replaced_document_is_named_by_its_title_or_its_id(named: str) -> None:
    assert replaced(document("old", OLD), document("new", "Grün", supersedes=named)) == {"old": "new"}


def test_another_title_replaces_nothing() -> None:
    assert replaced(document("old", OLD), document("new", "Grün", supersedes="Richtlinie")) == {}


def test_a_document_of_another_town_is_not_replaced_but_one_of_an_unknown_town_is() -> None:
    new = document("new", "Grün", supersedes=OLD, town="Ottersfurt")
    here, there, somewhere = (document(str(i), OLD, town=t) for i, t in enumerate(("OTTERSFURT", "Falkenlohe", None)))
    assert replaced(here, there, somewhere, new) == {"0": "new", "2": "new"}


def test_of_documents_of_one_title_each_replaces_only_the_older_ones() -> None:
    years = [document(str(year), "Haushaltssatzung", supersedes="Haushaltssatzung", year=year) for year in (2023, 2024)]
    newest = document("2025", "Haushaltssatzung", supersedes="Haushaltssatzung", year=2025)
    assert replaced(*years, newest) == {"2023": "2025", "2024": "2025"}
