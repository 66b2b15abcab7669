from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.telegram.markup import abridged, escaped, shortened, units
from bots.telegram.splitting import LONGEST, messages_of
from tests.servers.telegram_markup import parsed
from tests.servers.telegram_markup import units as real_units

SENTENCE = "Der Zuschuss beträgt 800 Euro & gilt für <alle> Zisternen ab 5 m³."
FAMILY = "👩\u200d👩\u200d👧\u200d👦"
# What documents and people write, and what is most often cut wrongly.
WRITTEN = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [SENTENCE, "\n\n", "\n", " ", "&amp;", "<b>", "</i>", FAMILY, "🇩🇪", "e\u0301", "שלום", "مرحبا"]
        ),
    ),
    max_size=60,
).map("".join)
MARKED = st.lists(st.tuples(st.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>", "<b><i>{}</i></b>"]), WRITTEN), max_size=8)


def html_of(marked: list[tuple[str, str]]) -> str:
    return "\n\n".join(form.format(text.replace("&", "&amp;").replace("<", "&lt;")) for form, text in marked)


def read(html: str) -> str:
    return parsed(html)[0]


def without_spaces(text: str) -> str:
    return "".join(text.split())


@given(MARKED, st.integers(40, 400))
@example([("{}", "a" * 100)], 40)
@example([("<b>{}</b>", "🇩🇪" * 100)], 41)
@example([("{}", "\u0301" * 100)], 40)
@example([("<b>{}</b>", " \n ")], 40)
def test_nothing_is_lost_and_every_part_can_be_read_and_is_short_enough(
    marked: list[tuple[str, str]], longest: int
) -> None:
    html = html_of(marked)
    parts = messages_of(html, longest)
    assert all(0 < real_units(read(part)) <= longest for part in parts)
    assert without_spaces("".join(map(read, parts))) == without_spaces(read(html))


@given(MARKED)
def test_what_is_short_enough_stays_whole(marked: list[tuple[str, str]]) -> None:
    html = html_of(marked)
    parts = messages_of(html, 100_000)
    assert [read(part) for part in parts] == ([read(html)] if read(html) else [])


@given(MARKED, st.integers(40, 400))
def test_what_is_bold_stays_bold_in_every_part(marked: list[tuple[str, str]], longest: int) -> None:
    html = html_of(marked)

    def bold(part: str) -> str:
        return "".join(without_spaces(entity.text) for entity in parsed(part)[1] if entity.kind == "bold")

    assert "".join(map(bold, messages_of(html, longest))) == bold(html)


@pytest.mark.parametrize(
    "text",
    ["ä" * 20_000, "&<>" * 7_000, "שלום עולם. " * 2_000, "👍🏽" * 5_000, FAMILY * 2_000, "e\u0301" * 10_000],
    ids=["one word", "entities", "right to left", "skin tones", "families", "accents"],
)
def test_twenty_thousand_characters_come_in_few_parts_with_no_character_torn(text: str) -> None:
    parts = [read(part) for part in messages_of(escaped(text))]
    assert without_spaces("".join(parts)) == without_spaces(text)
    assert len(parts) <= real_units(text) // (LONGEST // 2) + 1
    assert not any(part.startswith(("\u0301", "\u200d", "🏽")) or part.endswith("\u200d") for part in parts)


def test_it_is_cut_between_paragraphs_before_sentences_and_between_sentences_before_words() -> None:
    sentences = " ".join([SENTENCE] * 3)
    html = escaped(sentences)
    assert [read(part) for part in messages_of(html, 150)] == [f"{SENTENCE} {SENTENCE}", SENTENCE]
    assert [read(part) for part in messages_of(f"{html}\n\n{html}", 2 * len(sentences))] == [sentences, sentences]
    assert read(messages_of(escaped("sieben acht neun"), 14)[0]) == "sieben acht"


def test_flags_are_not_torn() -> None:
    first, second = (read(part) for part in messages_of("🇩🇪🇫🇷🇳🇱", 10))
    assert (first, second) == ("🇩🇪🇫🇷", "🇳🇱")


@given(st.text(max_size=300), st.integers(10, 80))
def test_a_shortened_line_is_short_and_says_that_it_was_cut(text: str, most: int) -> None:
    line = shortened(text, most)
    assert units(line) <= most
    assert units(line) == real_units(line)
    assert line == shortened(text, 10_000) or line.endswith("…")


def test_a_line_is_shortened_at_a_word() -> None:
    assert (
        shortened("Was steht in „Der Hitzeaktionsplan“ unter „Schritte“?", 40)
        == "Was steht in „Der Hitzeaktionsplan“ …"
    )


@given(st.text(max_size=300), st.integers(20, 80))
@example("👩\u200d👩\u200d👧\u200d👦 " * 30, 48)
def test_what_is_cut_in_the_middle_keeps_its_end_and_is_short(text: str, most: int) -> None:
    assert units(abridged(text, most)) <= most


def test_of_a_long_question_the_end_tells_it_from_others() -> None:
    question = "Was steht in „Der kommunale Hitzeaktionsplan“ unter „Der Weg zum Plan in sechs Schritten“?"
    assert abridged(question, 48) == "Was steht in … zum Plan in sechs Schritten“?"
    assert abridged("Wer zahlt?", 48) == "Wer zahlt?"
