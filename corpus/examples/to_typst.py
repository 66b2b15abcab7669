"""A source as PDF: the blocks as Typst code behind `layout.typ`, compiled with the fonts of the package alone."""

import json
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from corpus.examples.source import (
    FICTION_NOTE,
    UNBROKEN_ROWS,
    BarChart,
    Block,
    Heading,
    Inline,
    ItemList,
    Paragraph,
    Source,
    Table,
)

LAYOUT = Path(__file__).with_name("layout.typ")


def render_pdf(source: Source, details: list[tuple[str, str]]) -> bytes:
    """Compile the PDF; `details` are the label and value pairs of the title. The same source gives the same bytes."""
    stamp = datetime.combine(source.issued, time(), UTC)
    compiler = typst.Compiler(to_typst(source, details).encode(), ignore_system_fonts=True)
    pdf = compiler.compile(format="pdf", timestamp=stamp)
    if not isinstance(pdf, bytes):
        raise TypeError("one PDF expected")
    return pdf


def to_typst(source: Source, details: list[tuple[str, str]]) -> str:
    """Write the whole Typst program: constants of the design, the layout, the document."""
    meta, design = source.meta, source.meta["gestaltung"]
    issued = source.issued
    arguments = [
        *(f"{key}: {_string(meta[key])}" for key in ("titel", "untertitel", "kurztitel", "herausgeber", "verfasser")),
        f"art: {_string(meta['dokumenttyp'])}",
        f"stand: datetime(year: {issued.year}, month: {issued.month}, day: {issued.day})",
        f"angaben: ({''.join(f'({_string(label)}, {_string(value)}), ' for label, value in details)})",
        f"hinweis: {_string(FICTION_NOTE)}",
        f"titelseite: {'true' if design['titelseite'] else 'false'}",
    ]
    head = [
        f"#let farbe = rgb({_string(design['farbe'])})",
        f"#let schrift = {_string(design['schrift'])}",
        f"#let spalten = {design['spalten']}",
        LAYOUT.read_text(encoding="utf-8"),
        f"#show: dokument.with({', '.join(arguments)})",
    ]
    return "\n\n".join([*head, *map(_block, source.blocks)])


def _block(block: Block) -> str:
    """One block as Typst markup."""
    match block:
        case Heading(level, text):
            return f"{'=' * level} {_inline(text)}"
        case Paragraph(text, boxed):
            return f"#kasten[{_inline(text)}]" if boxed else _inline(text)
        case ItemList(ordered, items):
            return "\n".join(f"{'+' if ordered else '-'} {_inline(item)}" for item in items)
        case Table():
            return _table(block)
        case BarChart(caption, bars):
            rows = "".join(f"({_string(label)}, {value}, {_string(german_number(value))}), " for label, value in bars)
            return f"#balken(beschriftung: [{_inline(caption)}], werte: ({rows}))"


def _table(table: Table) -> str:
    """A table as a call of the layout's `tabelle`."""
    columns = "".join(f"{width}fr, " for width in table.widths)
    align = "".join("right, " if right else "left, " for right in table.right)
    header = "".join(f"[{_inline(cell)}], " for cell in table.header)
    cells = "".join(f"[{_inline(cell)}], " for row in table.rows for cell in row)
    wide, breakable = ("true" if yes else "false" for yes in (table.wide, len(table.rows) > UNBROKEN_ROWS))
    return (
        f"#tabelle(beschriftung: [{_inline(table.caption)}], breit: {wide}, teilbar: {breakable}, "
        f"columns: ({columns}), align: ({align}), kopf: ({header}), {cells})"
    )


def _inline(spans: Inline) -> str:
    """Spans as Typst; text goes in as string literals, so no character of it is read as markup."""
    parts = []
    for span in spans:
        text = f"#{_string(span.text)};" if span.text else ""
        if span.bold:
            text = f"#strong[{text}]"
        if span.italic:
            text = f"#emph[{text}]"
        parts.append(text + (f"#footnote[#{_string(span.note)};]" if span.note else ""))
    return "".join(parts)


def _string(text: str) -> str:
    """A Typst string literal; JSON escapes are the same as long as none is numeric, hence ensure_ascii=False."""
    return json.dumps(text, ensure_ascii=False)


def german_number(value: float) -> str:
    """1234.5 -> '1.234,5'; whole numbers without a comma."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,}"
    return text.translate(str.maketrans(",.", ".,"))
