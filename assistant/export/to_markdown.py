"""An export as Markdown (CommonMark with tables): whatever the documents contain, it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from assistant.export.content import day_text
from assistant.export.models import CitedDocument, Content, Part, Source, Statement
from corpus.texts import export as texts

_MARKUP = re.compile(r"[\\`*_\[\]{}<>#|~$^]|&(?=[#\w])|=(?==)")
# What some readers turn into links of its own accord.
_ADDRESS = re.compile(r":(?=//|\w)|@|(?<=\bwww)\.|(?<=\bxmpp):|(?<=\bmailto):", re.IGNORECASE)
_OPENING = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=:!]))")


def markdown(content: Content) -> bytes:
    """The whole file in UTF-8."""
    return "".join(f"{block}\n\n" for block in _blocks(content)).rstrip("\n").encode() + b"\n"


def escaped(text: str) -> str:
    """A text in one line as Markdown that shows just this text: no markup, link, picture or HTML comes of it."""
    safe = _ADDRESS.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", text))
    return _OPENING.sub(lambda match: f"{match[1]}\\" if match[1] else "\\", safe)


def _blocks(content: Content) -> Iterator[str]:
    yield f"# {escaped(content.title)}"
    yield escaped(texts.MADE.format(day=day_text(content.day)))
    yield f"## {texts.FACTS}"
    for part in content.parts:
        yield from _part(part)
    yield f"## {texts.BASIS}"
    yield f"> **{escaped(texts.NOTICE)}**"
    yield escaped(content.searched)
    if content.documents:
        yield escaped(texts.CITED)
        yield _table(content.documents)
    if content.cautions:
        yield escaped(texts.CAUTIONS)
        yield "\n".join(f"- {escaped(caution)}" for caution in content.cautions)
    yield f"## {texts.SOURCES}"
    yield "\n".join(map(_source, content.sources)) or escaped(texts.NO_SOURCES)


def _part(part: Part) -> Iterator[str]:
    if part.heading:
        yield f"### {escaped(part.heading)}"
    if part.understood:
        yield escaped(part.understood)
    if not part.paragraphs:
        yield escaped(texts.NO_EVIDENCE)
    for listed, paragraphs in groupby(part.paragraphs, lambda paragraph: paragraph.listed):
        lines = [" ".join(map(_statement, paragraph.statements)) for paragraph in paragraphs]
        yield "\n".join(f"- {line}" for line in lines) if listed else "\n\n".join(lines)


def _statement(statement: Statement) -> str:
    marks = _marks(statement.sources) or f"**{escaped(f'[{texts.UNPROVEN}]')}**"
    lead = f"**{escaped(texts.LEAD.format(lead=statement.lead).strip())}** " if statement.lead else ""
    return f"{lead}{escaped(statement.text)} {marks}"


def _marks(numbers: Iterable[int]) -> str:
    return "".join(escaped(texts.MARK.format(number=number)) for number in numbers)


def _table(documents: Iterable[CitedDocument]) -> str:
    rows = [_row(map(escaped, texts.COLUMNS)), _row(["---"] * len(texts.COLUMNS))]
    for known in documents:
        facts = (known.title, known.document_type, known.municipality, known.year, known.valid_until)
        rows.append(_row([*map(escaped, facts), _marks(known.sources)]))
    return "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _source(source: Source) -> str:
    """An item of a numbered list: its number is the one in the marks."""
    cautions = "".join(f" **{escaped(caution)}**" for caution in source.cautions)
    return f"{source.number}. **{escaped(source.title)}**, {escaped(source.place)}: {escaped(source.quote)}{cautions}"
