"""The Markdown dialect of the example sources, read into blocks that the renderers understand.

A source is YAML front matter between `---` lines and a body. Beyond common Markdown with tables the body knows four
conventions: `[^a]` in a text with a line `[^a]: note` anywhere is a footnote; a line `Tabelle (4 2 2): caption` right
before a table gives its caption and the relative column widths (`Tabelle breit (...)` spans both columns of a
two-column layout); a fence ```` ```balken caption ```` with lines `label | number` is a bar chart; a quote is a box,
and on a slide its speaker's notes. Front matter names the `form`; `gestaltung: {scan: true}` makes a PDF of pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

SIDECAR_KEYS = (
    "titel",
    "dokumenttyp",
    "handlungsfeld",
    "kommune",
    "einwohner",
    "land",
    "jahr",
    "gueltig_bis",
    "ersetzt",
    "herausgeber",
    "ansprechperson",
    "lizenz",
    "sprache",
)
# A short table stays on one page; a longer one may go on to the next, where its head is repeated.
UNBROKEN_ROWS = 8
FICTION_NOTE = "Beispieldokument: Orte und Personen sind frei erfunden."

_FOOTNOTE_LINE = re.compile(r"^\[\^(\w+)\]: (.+)$", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^(\w+)\]")
_TABLE_CAPTION = re.compile(r"Tabelle( breit)? \(([\d ]+)\): (.+)")
# German typesetting keeps a sign with its number and the halves of an abbreviation on one line.
_KEEP_TOGETHER = re.compile(
    r"(?:(?<=§)|(?<=\bAbs\.)|(?<=\bNr\.)|(?<=\bArt\.)|(?<=\bz\.)|(?<=\bd\.)|(?<=\bu\.)) (?=\d|B\.|h\.|a\.)"
    r"|(?<=\d) (?=Euro\b|Mio\.|km\b|m²|m³|ha\b|%|°C|l/m²|MWh\b|GWh\b|cm\b)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style; `note` is the text of a footnote that follows it, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest inside the body."""

    level: int
    text: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `boxed` where the source quotes it."""

    text: Inline
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list of one level."""

    ordered: bool
    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table: relative column widths, right-aligned columns, one header row, body rows."""

    caption: Inline
    widths: tuple[int, ...]
    right: tuple[bool, ...]
    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    wide: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """A captioned bar chart: label and value of each bar."""

    caption: Inline
    bars: tuple[tuple[str, float], ...]


Block = Heading | Paragraph | ItemList | Table | BarChart


@dataclass(frozen=True, slots=True)
class Source:
    """One example document before rendering; `meta` is the whole front matter."""

    name: str
    meta: dict[str, Any]
    blocks: tuple[Block, ...]

    @property
    def issued(self) -> date:
        """The day the document bears, which also stands for every time stamp in the rendered file."""
        stand: date = self.meta["stand"]
        return stand

    @property
    def sidecar(self) -> dict[str, Any]:
        """What an editor would write beside the file: the known ones of SIDECAR_KEYS, in that order."""
        return {key: self.meta[key] for key in SIDECAR_KEYS if key in self.meta}


def read_source(path: Path) -> Source:
    """Read NAME.md; raises ValueError when the front matter is missing."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{path.name}: front matter between --- lines expected")
    return Source(path.stem, yaml.safe_load(parts[1]), parse_body(parts[2]))


def parse_body(markdown: str) -> tuple[Block, ...]:
    """Turn the body into blocks; raises ValueError for a table without caption and for Markdown outside the dialect."""
    notes = dict(_FOOTNOTE_LINE.findall(markdown))
    tokens = MarkdownIt("commonmark").enable("table").parse(_FOOTNOTE_LINE.sub("", markdown))
    return tuple(_blocks(iter(tokens), notes))


def _blocks(tokens: Iterator[Token], notes: dict[str, str]) -> Iterator[Block]:
    """Walk the flat token stream; a caption line waits for the table that follows it."""
    boxed = False
    caption: re.Match[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                yield Heading(int(token.tag[1]) - 1, _inline(next(tokens), notes))
            case "paragraph_open":
                inline = next(tokens)
                caption = _TABLE_CAPTION.fullmatch(inline.content)
                if caption is None:
                    yield Paragraph(_inline(inline, notes), boxed)
            case "blockquote_open" | "blockquote_close":
                boxed = token.type == "blockquote_open"
            case "bullet_list_open" | "ordered_list_open":
                items = tuple(_inlines(tokens, token.type.replace("open", "close"), notes))
                yield ItemList(token.type == "ordered_list_open", items)
            case "table_open":
                if caption is None:
                    raise ValueError("a table needs the line 'Tabelle (widths): caption' before it")
                yield _table(tokens, caption, notes)
            case "fence":
                bars = (line.split("|") for line in token.content.splitlines())
                title = (Span(_bind(token.info.removeprefix("balken "))),)
                yield BarChart(title, tuple((label.strip(), float(value)) for label, value in bars))
            case "heading_close" | "paragraph_close":
                pass
            case other:
                raise ValueError(f"not in the dialect of the example sources: {other}")


def _inlines(tokens: Iterator[Token], end: str, notes: dict[str, str]) -> Iterator[Inline]:
    """Yield every inline content up to the closing token `end`."""
    for token in tokens:
        if token.type == end:
            return
        if token.type == "inline":
            yield _inline(token, notes)


def _table(tokens: Iterator[Token], caption: re.Match[str], notes: dict[str, str]) -> Table:
    """Read a table up to its end; alignment stands on the header cells."""
    rows: list[list[Inline]] = []
    right: list[bool] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            right.append("right" in str(token.attrGet("style")))
        elif token.type == "inline":
            rows[-1].append(_inline(token, notes))
    widths = tuple(int(width) for width in caption[2].split())
    if len(widths) != len(right):
        raise ValueError(f"{len(widths)} widths for {len(right)} columns: {caption[3]}")
    title = (Span(_bind(caption[3])),)
    return Table(title, widths, tuple(right), tuple(rows[0]), tuple(map(tuple, rows[1:])), bool(caption[1]))


def _inline(token: Token, notes: dict[str, str]) -> Inline:
    """Split inline content into spans at style changes and footnote marks."""
    spans: list[Span] = []
    bold = italic = False
    for child in token.children or []:
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type == "strong_open"
            case "em_open" | "em_close":
                italic = child.type == "em_open"
            case "softbreak":
                spans.append(Span(" ", bold, italic))
            case "text":
                # split() with one group alternates text and footnote key; the last text has no key after it.
                pieces = [*_FOOTNOTE_MARK.split(child.content), ""]
                for text, key in zip(pieces[::2], pieces[1::2], strict=True):
                    if text or key:
                        spans.append(Span(_bind(text), bold, italic, _bind(notes[key]) if key else ""))
            case other:
                raise ValueError(f"not in the dialect of the example sources: {other}")
    return tuple(spans)


def _bind(text: str) -> str:
    """Put no-break spaces where German typesetting wants them."""
    return _KEEP_TOGETHER.sub("\u00a0", text)
