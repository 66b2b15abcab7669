"""Cutting German text into tokens: words, numbers, dates, paragraphs of laws, abbreviations with full stops.

What people write in several ways comes out in one: 'Bürger:innen' and 'BürgerInnen' as 'buergerinnen', '1.000' and
'1 000' as '1000', '§ 34 a' as 'paragraf34a', '02.04.2024' as '20240402'. Every key is letters and digits only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.german.folding import fold

# Longer runs of letters and longer chains of hyphens go on as a further token: nothing is lost, nothing gets slow.
LONGEST_RUN = 64
LONGEST_CHAIN = 8

MONTHS = (
    *("januar", "februar", "maerz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
SIGNS = {"%": "prozent", "€": "euro"}

# Soft hyphen, zero-width characters, PDFium's sign for a hyphen at a line's end, and marks that NFC left apart.
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff\ufffe\u0300-\u036f"
_SPACE = " \u00a0\u202f"
_RUN = rf"[^\W_](?:[^\W_]|[{_UNSEEN}]|['’](?=[^\W_])){{0,{LONGEST_RUN - 1}}}"
_GENDERED = r"(?:(?<=[^\W\d_])(?:[*:_·](?:innen[^\W_]*|in(?![^\W_]))|/-?in(?:nen)?(?![^\W_])|\(in(?:nen)?\)))?"
# '§ 34 a', but neither '§ 34 f.' nor '§ 34 i. V. m. § 35', '§ 34 S. 2'.
_SECTION_LETTER = rf"(?:[A-Za-z]\b|\s[a-eg-rt-z]\b(?!\.[{_SPACE}]?\w\.))?"
_PATTERN = re.compile(
    rf"""
      (?P<section> (?:§{{1,2}}|\b(?i:paragra(?:f|ph)(?:en|s)?\b)) \s*
        (?P<section_number>\d{{1,9}}{_SECTION_LETTER}) )
    | (?P<date> (?<![\w.])
        (?:(?P<day>0?[1-9]|[12]\d|3[01])\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?(?P<year>[12]\d{{3}})
          |(?P<iso_year>[12]\d{{3}})-(?P<iso_month>0[1-9]|1[0-2])-(?P<iso_day>0[1-9]|[12]\d|3[01])) (?![^\W_]|[-.]\d) )
    | (?P<spaced> (?<![\w.,]) \d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?:,\d+)? (?![^\W_]|[{_SPACE}]?\d) )
    | (?P<number> (?<!\w) (?>\d{{1,{LONGEST_RUN}}}(?:[.,:/\-‑–]\d{{1,{LONGEST_RUN}}}){{0,{LONGEST_CHAIN}}}) (?![^\W_]) )
    | (?P<abbreviation> (?<!\w) (?:[^\W\d_]\.[{_SPACE}]?){{1,4}}[^\W\d_]\. )
    | (?P<word> {_RUN}{_GENDERED}(?:[-‐‑]{_RUN}{_GENDERED}){{0,{LONGEST_CHAIN - 1}}} )
    | (?P<sign> [%€] )
    """,
    re.VERBOSE,
)
_HYPHEN = re.compile("[-‐‑]")
_GENDER_MARK = re.compile(r"[*:_·/(]-?(?=in)")
_BETWEEN_NUMBERS = re.compile(r"[/\-‑–]")
_WITH_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]`, its one spelling, and the pieces it is visibly written from where these are several."""

    start: int
    end: int
    key: str
    pieces: tuple[str, ...] = ()


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in Unicode form NFC, in order; punctuation, emoji and control characters are passed over."""
    for match in _PATTERN.finditer(text):
        key, pieces = _read(match)
        if key:
            yield Token(match.start(), match.end(), key, pieces)


def _read(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """The one spelling of a match and its pieces."""
    match match.lastgroup:
        case "word":
            return _read_word(match[0])
        case "number":
            return _read_number(match[0])
        case "spaced":
            # '12 345' may be two numbers after all, so each is kept as a piece.
            return _plain_number(match[0]), tuple(fold(group) for group in match[0].partition(",")[0].split())
        case "section":
            number = fold(match["section_number"])
            return f"paragraf{number}", (number,)
        case "date":
            year, month, day = (int(match[part] or match[f"iso_{part}"]) for part in ("year", "month", "day"))
            return f"{year}{month:02}{day:02}", (str(day), MONTHS[month - 1], str(year))
        case "sign":
            return SIGNS[match[0]], ()
        case _:
            return fold(match[0]), ()


def _read_word(written: str) -> tuple[str, tuple[str, ...]]:
    pieces = tuple(piece for part in _HYPHEN.split(_GENDER_MARK.sub("", written)) if (piece := fold(part)))
    if len(pieces) > 1:
        return "".join(pieces), pieces
    word = "".join(pieces)
    if word.isalpha():
        return word, ()
    runs = tuple(_LETTERS_OR_DIGITS.findall(word))
    # 'KfW432' is KfW and 432, but CO2 and G7 are one thing.
    apart = len(runs) == 2 and any(len(run) > (1 if run.isdigit() else 2) for run in runs)
    return word, runs if apart else ()


def _read_number(written: str) -> tuple[str, tuple[str, ...]]:
    numbers = tuple(_plain_number(number) for number in _BETWEEN_NUMBERS.split(written))
    return "strich".join(numbers), numbers if len(numbers) > 1 else ()


def _plain_number(written: str) -> str:
    """A number without separators of thousands, its decimal sign as a word: '1.000,5' is '1000komma5'."""
    if _WITH_THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    return fold(written.replace(",", "komma").replace(".", "punkt").replace(":", "punkt"))
