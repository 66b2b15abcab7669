"""What a question puts in quotation marks: words that are to stand in a passage just so."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from corpus.german.analyser import Analyser

# Longer quotations are whole passages pasted in; asked for word by word, a single slip would find nothing.
LONGEST_PHRASE, MOST_PHRASES = 20, 10
_LONGEST_WRITTEN = 400

# What opens a phrase and what may close it, mixed as keyboards and word processors mix them.
_DOUBLE = {"„": '“”"', "“": '”"“', "”": '”"', '"': '"“”', "»": "«", "«": "»"}
_SINGLE = {"‚": "‘’'", "‘": "’'", "'": "'", "›": "‹", "‹": "›"}
_NO_DOUBLE = f"[^{''.join(_DOUBLE)}]"
_ALTERNATIVES = [
    *(
        rf"{opening}(?=\S)({_NO_DOUBLE}{{1,{_LONGEST_WRITTEN}}})(?<=\S)[{closing}]"
        for opening, closing in _DOUBLE.items()
    ),
    # An apostrophe stands within a word or behind one, so it never opens a phrase (the look-behind below).
    *(
        rf"{opening}(?=\S)([^{opening}\n]{{1,{_LONGEST_WRITTEN}}}?)(?<=\S)[{closing}](?!\w)"
        for opening, closing in _SINGLE.items()
    ),
]
_QUOTED = re.compile(rf"(?<!\w)(?:{'|'.join(_ALTERNATIVES)})")


@dataclass(frozen=True, slots=True)
class QuotedPhrase:
    """A phrase as written, without its marks, and its stems in the order of a passage's `Terms.stems`."""

    written: str
    stems: tuple[str, ...]


def quoted_phrases(question: str, analyser: Analyser) -> tuple[QuotedPhrase, ...]:
    """The first ten phrases of a question, each once; none where marks are unbalanced or nothing said between them.

    Of nested quotations the outer one counts. A hyphenated word in the phrase meets only its hyphenated form, since
    the stems of its halves stand behind that of the whole.
    """
    found: dict[tuple[str, ...], QuotedPhrase] = {}
    for match in islice(_QUOTED.finditer(unicodedata.normalize("NFC", question)), MOST_PHRASES):
        written = match[match.lastindex or 0]
        stems = analyser.passage_terms(written).stems
        if stems and len(analyser.words(written)) <= LONGEST_PHRASE:
            found.setdefault(stems, QuotedPhrase(written, stems))
    return tuple(found.values())
