"""A source that is no longer current is said so, wherever the answer is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.conversations.models import AnswerState
from assistant.currency import outdated
from assistant.models import Answer, Question
from assistant.remarks import remarks_on
from assistant.rendering import answer_json, answer_to_paste
from assistant.web.html import Html
from assistant.web.information.appearance import read_appearance
from assistant.web.questions.turns import turn_of
from assistant.wiring import House, open_house
from corpus.models import Document
from corpus.settings import Settings
from ingest.models import Outcome

OLD = """# Richtlinie „Grüne Höfe“

Die Stadt Ottersfurt bezuschusst Zisternen auf privaten Grundstücken mit 300 Euro je Anlage.
"""
NEW = """# Richtlinie „Grün statt Grau“

Die Stadt Ottersfurt bezuschusst Zisternen auf privaten Grundstücken mit 400 Euro je Anlage.
"""
OTHER = """# Spielplätze

Die Stadt Falkenlohe erneuert jedes Jahr zwei Spielplätze und fragt vorher die Kinder.
"""
QUESTION = "Mit wie viel Euro bezuschusst Ottersfurt Zisternen?"
REASON = "galt bis 31.12.2024, ersetzt durch „Richtlinie ‚Grün statt Grau‘“"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The newer directive first: what it replaces may arrive later."""
    folder = tmp_path_factory.mktemp("directives")
    with open_house(Settings(data_dir=folder / "data")) as house:
        add(house, folder / "new.md", NEW, "jahr: 2025\nkommune: Ottersfurt\nersetzt: Richtlinie Grüne Höfe\n")
        add(house, folder / "other.md", OTHER, "kommune: Falkenlohe\n")
        add(house, folder / "old.md", OLD, "jahr: 2020\nkommune: Ottersfurt\ngueltig_bis: 31.12.2024\n")
        yield house


def add(house: House, path: Path, text: str, sidecar: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".yaml").write_text(sidecar, encoding="utf-8")
    report = house.ingest.add(path, source=path.name, file_name=path.name)
    assert report.outcome is Outcome.ADDED, report.reason


def asked(house: House, question: str = QUESTION, today: date = date(2025, 6, 1)) -> Answer:
    return Assistant(house.corpus, today=lambda: today).ask(Question(question))


def old_of(house: House) -> Document:
    return next(document for document in house.corpus.documents() if "Grüne Höfe" in document.metadata.title)


def test_a_source_past_its_last_day_or_replaced_says_so(two: House) -> None:
    old = old_of(two)
    assert outdated(two.corpus, old.id, date(2025, 1, 1)) == REASON
    assert outdated(two.corpus, old.id, date(2024, 12, 31)) == "ersetzt durch „Richtlinie ‚Grün statt Grau‘“"
    new = two.corpus.successors([old.id])[old.id]
    assert outdated(two.corpus, new.id, date(2025, 1, 1)) == ""


def test_the_current_document_comes_first_and_the_replaced_one_is_not_hidden(two: House) -> None:
    answer = asked(two)
    assert "400 Euro" in answer.sentences[0].text
    assert [bool(citation.outdated) for citation in answer.citations] == [False, True]


def test_every_channel_says_which_source_is_not_current(two: House) -> None:
    answer = asked(two)
    (remark,) = remarks_on(answer)
    assert remark == f"Quelle 2 ist nicht mehr aktuell: {REASON}."
    told = answer_json(answer)
    assert told["remarks"] == [remark]
    assert [citation["outdated"] for citation in told["citations"]] == ["", REASON]
    assert remark in answer_to_paste(answer).splitlines()
    stored = two.conversations.begin(Question(answer.question), None)
    two.conversations.finish(stored.id, AnswerState.DONE, answer)
    outcome = turn_of(Html(read_appearance(Settings())), two.corpus, two.conversations.answer(stored.id)).html
    assert remark in outcome
    assert outcome.count(f"Stand prüfen: {REASON}") == 1
    assert "gültig bis 31.12.2024" not in outcome


def test_several_citations_of_one_document_are_remarked_on_once(two: House) -> None:
    answer = asked(two)
    twice = replace(answer, citations=(*answer.citations, replace(answer.citations[1], number=3)))
    (remark,) = remarks_on(twice)
    assert remark == f"Die Quellen 2 und 3 stammen aus einem Dokument, das nicht mehr aktuell ist: {REASON}."
