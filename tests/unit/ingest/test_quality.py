from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.german.compounds import CompoundSplitter
from corpus.models import Page
from corpus.texts import reading as texts
from ingest.quality import READABLE, judged, page_quality
from ingest.readers import Reading
from ingest.readers.pdf import read_pdf

PROSE = (
    "Die Stadt Ottersfurt hat im Mai 2023 ein Konzept für den Umgang mit großer Hitze beschlossen. Es regelt, wer "
    "Bürgerinnen und Bürger warnt, welche Räume offen stehen und wie ältere Menschen erreicht werden. Für die "
    "Umsetzung ist das Umweltamt zuständig; die Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung "
    "bleibt davon unberührt. Über die Kosten von 57.500 € berät der Rat, sobald die Förderung nach § 9 BauGB "
    "feststeht. Wer Fragen hat, wendet sich an das Rathaus, denn dort liegen auch die übrigen Unterlagen für alle aus, "
    "die sie lesen möchten."
)
TABLE = "Posten | 2022 | 2023 | 2024\n" + "\n".join(
    f"{name} | {number}.500 | {number + 3}.250 | {number * 2}.000 | CO2 t/a"
    for number, name in enumerate(
        ("Personal", "Material", "Bus-Umrüstung", "PV-Anlage", "E-Mobilität", "LED"), start=12
    )
)
ENGLISH = (
    "The city has agreed on a plan that names who is to warn the people when it is going to be very hot, which rooms "
    "will be open to them, and how those who live alone can be reached by the staff of the town hall in this summer."
)


@pytest.fixture(scope="module")
def compounds() -> CompoundSplitter:
    return CompoundSplitter()


def glued(text: str) -> str:
    chance = random.Random(7)
    return re.sub(" ", lambda _: "" if chance.random() < 0.85 else " ", text)


def letter_spaced(text: str) -> str:
    return " ".join(" ".join(word) for word in text.split())


def wrongly_decoded(text: str) -> str:
    return text.encode("utf-8").decode("cp1252", "replace")


def glyph_numbers(text: str) -> str:
    return re.sub(r"[^\W\d_]", lambda letter: f"(cid:{ord(letter.group()) % 200})", text)


def moved_letters(text: str) -> str:
    return re.sub("[a-z]", lambda letter: chr((ord(letter.group()) - 90) % 26 + 97), text)


def moved_codes(text: str) -> str:
    return re.sub("[a-zA-Z]", lambda letter: chr(ord(letter.group()) - 29), text)


BREAKS = [glued, letter_spaced, wrongly_decoded, glyph_numbers, moved_letters, moved_codes]


@pytest.mark.parametrize("text", [PROSE, TABLE, ENGLISH], ids=["prose", "table", "English"])
def test_proper_text_is_good(text: str, compounds: CompoundSplitter) -> None:
    quality = page_quality(text, compounds)

    assert quality is not None
    assert quality >= 0.9


@pytest.mark.parametrize("spoil", BREAKS)
def test_broken_text_is_below_the_threshold(spoil: Callable[[str], str], compounds: CompoundSplitter) -> None:
    quality = page_quality(spoil(PROSE), compounds)

    assert quality is not None
    assert quality < READABLE


def test_a_word_without_spaces_is_good_only_as_a_compound(compounds: CompoundSplitter) -> None:
    words = "Amt Rat Plan Stadt Haus Land Weg Hof Tal See Dorf "
    compound = page_quality(words + "Starkregenvorsorgekonzeptförderung", compounds)
    joined = page_quality(words + "wirvonfreierundoffenerSoftwaresprechen", compounds)

    assert compound == 1.0
    assert joined is not None
    assert joined < READABLE


@pytest.mark.parametrize(
    "text", ["", "Anlage 3", "12.500 | 14.000 | 9 %\n" * 40], ids=["nothing", "two words", "numbers"]
)
def test_too_little_text_is_not_judged(text: str, compounds: CompoundSplitter) -> None:
    assert page_quality(text, compounds) is None


def test_pages_below_the_threshold_are_told_by_their_numbers(compounds: CompoundSplitter) -> None:
    bad = letter_spaced(PROSE)
    found = judged(Reading((Page(1, PROSE), Page(2, bad), Page(3, bad, label="iv")), remarks=("Vorher.",)), compounds)

    assert found.remarks == ("Vorher.", texts.PAGES_UNREADABLE.format(pages="2–3"))
    assert [page.quality for page in found.pages] == [page_quality(PROSE, compounds), 0.0, 0.0]


def test_one_page_below_the_threshold_is_told(compounds: CompoundSplitter) -> None:
    assert judged(Reading((Page(4, letter_spaced(PROSE)),)), compounds).remarks == (
        texts.ONE_PAGE_UNREADABLE.format(pages="4"),
    )


def test_of_two_qualities_the_lower_one_stays(compounds: CompoundSplitter) -> None:
    page = Page(1, PROSE)
    given = Reading((replace(page, quality=0.7), replace(page, quality=1.0), Page(3, "kurz", quality=0.8)))

    assert [page.quality for page in judged(given, compounds).pages] == [0.7, page_quality(PROSE, compounds), 0.8]


def test_real_pages_are_good_and_the_same_pages_broken_are_not(shared_data: Path, compounds: CompoundSplitter) -> None:
    paths = [*(shared_data / "german-pdf").glob("*.pdf"), *(shared_data / "dcat-ap-de").glob("*.pdf")]
    pages = [page.text for path in paths for page in read_pdf(path).pages]
    qualities = [quality for text in pages if (quality := page_quality(text, compounds)) is not None]
    long = [text for text in pages if len(text) > 400]

    assert len(qualities) > 200
    assert min(qualities) >= READABLE
    for spoil in (glued, letter_spaced, glyph_numbers):
        broken = [quality for text in long if (quality := page_quality(spoil(text), compounds)) is not None]
        assert sum(quality < READABLE for quality in broken) >= 0.95 * len(broken), spoil.__name__
