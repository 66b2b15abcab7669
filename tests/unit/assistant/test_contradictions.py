"""Two sources that say different numbers of the same thing are both shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.models import Answer, Question
from assistant.remarks import remarks_on
from assistant.rendering import answer_json, answer_to_paste
from assistant.wiring import House, open_house
from corpus.settings import Settings


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory, examples_data: Path) -> Iterator[House]:
    """The example documents, two pairs of which were written to contradict each other."""
    data = shutil.copytree(examples_data, tmp_path_factory.mktemp("pairs") / "data")
    with open_house(Settings(data_dir=data)) as house:
        yield house


def ask(house: House, question: str) -> Answer:
    return house.assistant.ask(Question(question))


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Kosten Rigole Lindenplatz", {"548.000", "612.400"}),
        ("Was hat die Rigole am Lindenplatz in Harthbrück gekostet?", {"548.000", "612.400"}),
        ("Wie teuer war die Rigole und Mulde am Lindenplatz?", {"548.000", "612.400"}),
        ("Wie hoch war die Beteiligung an der Abstimmung zum Bürgerhaushalt Falkenlohe 2025?", {"2.318", "2.417"}),
        ("Wie viele Leute nahmen 2025 an der Abstimmung zum Falkenloher Bürgerhaushalt teil?", {"2.318", "2.417"}),
    ],
)
def test_both_numbers_are_quoted_and_every_channel_says_so(pairs: House, question: str, values: set[str]) -> None:
    answer = ask(pairs, question)
    (found,) = answer.contradictions
    assert {value.split()[0] for value in found.values} == values
    for number, value in zip(found.numbers, found.values, strict=True):
        assert value.split()[0] in answer.citations[number - 1].quote
        assert any(number in sentence.citations for sentence in answer.sentences)
    assert len({answer.citations[number - 1].document_id for number in found.numbers}) == 2
    (remark,) = remarks_on(answer)
    one, other = found.numbers
    first, second = found.values
    assert remark == f"Die Quellen nennen verschiedene Zahlen: {first} [{one}] und {second} [{other}]."
    assert remark in answer_to_paste(answer)
    assert answer_json(answer)["contradictions"] == [{"numbers": [one, other], "values": [first, second]}]


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Parkplätze gibt es nach dem Umbau noch am Lindenplatz in Harthbrück?",
        "Wie viele Gäste kamen zum Bürgerforum in Falkenlohe?",
        "Wann wurde der Lindenplatz wieder eröffnet?",
        "Was kostet die Pflege der Anlagen in Harthbrück im Jahr?",
    ],
)
def test_what_only_one_source_says_is_no_contradiction(pairs: House, question: str) -> None:
    answer = ask(pairs, question)
    assert answer.sentences
    assert answer.contradictions == ()
