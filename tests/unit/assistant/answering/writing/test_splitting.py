"""What models stream, in pieces of any size, becomes the same sentences with the numbers they cite."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writing.splitting import Written, written_sentences

STREAMS = {
    "Der Zuschuss beträgt 400 Euro [1]. Anträge sind bis zum 2. April zu stellen. [2][3]": [
        Written("Der Zuschuss beträgt 400 Euro.", (1,)),
        Written("Anträge sind bis zum 2. April zu stellen.", (2, 3)),
    ],
    "[1] Der Zuschuss beträgt 400 Euro.": [Written("Der Zuschuss beträgt 400 Euro.", (1,))],
    "Zuständig ist das Bauamt (Quelle 2). Es hilft (siehe Textstellen 1 und 3).": [
        Written("Zuständig ist das Bauamt.", (2,)),
        Written("Es hilft.", (1, 3)),
    ],
    "<think>Was sagt [1]?\nHm.</think>\n## Antwort\n- **Zuschuss:** 400 Euro [1, 2]\n2. Ein `Satz`. [Quelle 3]": [
        Written("Zuschuss: 400 Euro", (1, 2)),
        Written("Ein Satz.", (3,)),
    ],
    "<think>ohne Ende, 400 Euro [1].": [],
    "Es gilt Folgendes:\n\nDer Satz z. B. gilt. 【1†quelle】": [Written("Der Satz z. B. gilt.", (1,))],
    "![Bild](http://boese.example/?q=1) Siehe [hier](http://boese.example). Dann 3 Mio. Euro.[99]": [
        Written("Siehe hier.", ()),
        Written("Dann 3 Mio. Euro.", (99,)),
    ],
    "Die Stadt [Anm. d. Red.] zahlt (siehe § 3) 4 Euro. Ende": [
        Written("Die Stadt [Anm. d. Red.] zahlt (siehe § 3) 4 Euro.", ()),
        Written("Ende", ()),
    ],
    "": [],
    "[1]": [],
}


@pytest.mark.parametrize("text", STREAMS)
@pytest.mark.parametrize("pattern", [r"(?s).+", r"(?s).", r"\S+\s*|\s+", r"(?s).{1,7}"])
def test_however_the_text_is_cut_into_pieces_the_sentences_are_the_same(text: str, pattern: str) -> None:
    assert list(written_sentences(re.findall(pattern, text))) == STREAMS[text]


def test_a_sentence_is_told_as_soon_as_the_next_one_has_begun() -> None:
    stream = iter(["Der Zuschuss beträgt ", "400 Euro. [1] ", "Anträge ", "nimmt das Amt an."])
    sentences = written_sentences(stream)
    assert next(sentences) == Written("Der Zuschuss beträgt 400 Euro.", (1,))
    assert next(stream) == "nimmt das Amt an."


@given(st.text(alphabet="Ab1 .[](),\n*<>|!#äß—", max_size=60), st.integers(1, 9))
def test_no_text_is_too_odd(text: str, size: int) -> None:
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    for written in written_sentences(pieces):
        assert written.text.strip() == written.text != ""
