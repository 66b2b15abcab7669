"""A source as ODT: real heading styles, numbered captions, repeated table heads, running head and page fields."""

import io
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from odfdo import Document, Element

from corpus.examples.packing import with_fixed_dates
from corpus.examples.plain import PlainBlock, plain_blocks
from corpus.examples.source import (
    FICTION_NOTE,
    UNBROKEN_ROWS,
    Heading,
    Inline,
    ItemList,
    Paragraph,
    Source,
    Span,
    Table,
)

_STYLES = Path(__file__).with_name("styles.odt.xml")
_TEXT_WIDTH_CM = 16.0
_DETAIL_WIDTHS = (2, 5)
# Picture and menus of the empty document that every ODT begins with.
_OF_THE_TEMPLATE = ("Thumbnails/", "Configurations2/", "manifest.rdf")


def render_odt(source: Source, details: list[tuple[str, str]]) -> bytes:
    """Write the ODT; `details` are the label and value pairs under the title. The same source gives the same bytes."""
    document = Document("text")
    _strip(document)
    document.set_part("styles.xml", _styles(source))
    body = document.body
    body.clear()
    body.append(
        _element("text:sequence-decls", _element("text:sequence-decl", name="Table", display_outline_level="0"))
    )
    body.append(_paragraph("Title", (Span(source.meta["titel"]),)))
    body.append(_paragraph("Subtitle", (Span(source.meta["untertitel"]),)))
    rows = [[_cell(_paragraph("Table_20_Contents", (Span(text),))) for text in pair] for pair in details]
    body.append(_table(document, "Angaben", _DETAIL_WIDTHS, [], rows))
    body.append(_paragraph("Note", (Span(FICTION_NOTE),)))
    tables = 0
    for block in plain_blocks(source):
        tables += isinstance(block, Table)
        for element in _block(document, block, tables):
            body.append(element)
    _describe(document, source)
    raw = io.BytesIO()
    document.save(raw, pretty=False)
    return with_fixed_dates(raw.getvalue())


def _strip(document: Document) -> None:
    """Take out what the empty document brings along, and its mention in the list of parts."""
    for part in [part for part in document.get_parts() if part.startswith(_OF_THE_TEMPLATE)]:
        document.del_part(part)
    for path in [path for path in document.manifest.get_paths() if path.startswith(_OF_THE_TEMPLATE)]:
        document.manifest.del_full_path(path)


def _styles(source: Source) -> bytes:
    """All styles of the document, with its colour, head and foot."""
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(_STYLES.read_text(encoding="utf-8"))
    return template.render(farbe=source.meta["gestaltung"]["farbe"], **source.meta).encode()


def _describe(document: Document, source: Source) -> None:
    """Set title, author, language and the day of issue as the only date."""
    stamp = datetime.combine(source.issued, time())
    meta = document.meta
    meta.title, meta.language = source.meta["titel"], "de-DE"
    meta.initial_creator = meta.creator = source.meta["verfasser"]
    meta.creation_date = meta.date = stamp
    meta.generator = "LibreOffice"


def _block(document: Document, block: PlainBlock, table_number: int) -> list[Element]:
    """The elements of one block."""
    match block:
        case Heading(level, text):
            return [_inline(_element("text:h", style_name=f"Heading_20_{level}", outline_level=str(level)), text)]
        case Paragraph(text, boxed):
            return [_paragraph("Quotations" if boxed else "Text_20_body", text)]
        case ItemList(ordered, items):
            parts = [_element("text:list-item", _paragraph("List", item)) for item in items]
            return [_element("text:list", *parts, style_name="Numbering_20_1" if ordered else "List_20_1")]
        case Table():
            return _captioned(document, block, table_number)


def _captioned(document: Document, table: Table, number: int) -> list[Element]:
    """Caption, table, and the space below it."""
    caption = _element("text:p", "Tabelle ", style_name="Caption")
    caption.append(_element("text:sequence", str(number), name="Table", formula="ooow:Table+1", ref_name=f"t{number}"))
    caption.append(": ")
    _inline(caption, table.caption)
    header, *rows = [
        [_cell(_paragraph(_cell_style(kind, right), text)) for text, right in zip(row, table.right, strict=True)]
        for kind, row in (("Heading", table.header), *(("Contents", row) for row in table.rows))
    ]
    return [caption, _table(document, f"Tabelle{number}", table.widths, header, rows), _paragraph("Text_20_body", ())]


def _cell_style(kind: str, right: bool) -> str:
    return f"Table_20_{kind}{'_20_Right' if right else ''}"


def _table(
    document: Document, name: str, widths: Sequence[int], header: Sequence[Element], rows: Sequence[Sequence[Element]]
) -> Element:
    """A table of cells with thin rules; a short one stays on one page, in a longer one the `header` is repeated."""
    _add_table_styles(document, name, widths, unbroken=len(rows) <= UNBROKEN_ROWS)
    columns = [_element("table:table-column", style_name=f"{name}.{place}") for place in range(len(widths))]
    heads = [_element("table:table-header-rows", _row(name, header))] if header else []
    body = [_row(name, row) for row in rows]
    return _element("table:table", *columns, *heads, *body, name=name, style_name=name)


def _add_table_styles(document: Document, name: str, widths: Sequence[int], unbroken: bool) -> None:
    width = f'style:width="{_TEXT_WIDTH_CM}cm" table:align="margins"'
    breaks = f'style:may-break-between-rows="{"false" if unbroken else "true"}"'
    styles = [
        ("table", name, f"<style:table-properties {width} {breaks}/>"),
        ("table-row", f"{name}.row", '<style:table-row-properties fo:keep-together="always"/>'),
    ]
    for place, share in enumerate(widths):
        length = _TEXT_WIDTH_CM * share / sum(widths)
        column = f'<style:table-column-properties style:column-width="{length:.3f}cm"/>'
        styles.append(("table-column", f"{name}.{place}", column))
    rules = 'fo:border-top="0.5pt solid #8c8c8c" fo:border-bottom="0.5pt solid #8c8c8c"'
    styles.append(("table-cell", f"{name}.cell", f'<style:table-cell-properties fo:padding="0.12cm" {rules}/>'))
    for family, style, properties in styles:
        tag = f'<style:style style:name="{style}" style:family="{family}">{properties}</style:style>'
        document.insert_style(tag, automatic=True)


def _row(table_name: str, cells: Sequence[Element]) -> Element:
    for cell in cells:
        cell.set_attribute("table:style-name", f"{table_name}.cell")
    return _element("table:table-row", *cells, style_name=f"{table_name}.row")


def _cell(paragraph: Element) -> Element:
    cell = _element("table:table-cell", paragraph)
    cell.set_attribute("office:value-type", "string")
    return cell


def _paragraph(style: str, spans: Inline) -> Element:
    return _inline(_element("text:p", style_name=style), spans)


def _inline(parent: Element, spans: Inline) -> Element:
    """Append spans as text in character styles."""
    styles = {(True, False): "Strong_20_Emphasis", (False, True): "Emphasis", (True, True): "Strong_20_and_20_Emphasis"}
    for span in spans:
        style = styles.get((span.bold, span.italic))
        parent.append(_element("text:span", span.text, style_name=style) if style else span.text)
    return parent


def _element(tag: str, *parts: Element | str, **attributes: str) -> Element:
    """An element with its content; attributes are of the tag's own namespace, with '-' written '_'."""
    element = Element.from_tag(tag)
    space = tag.partition(":")[0]
    for key, value in attributes.items():
        element.set_attribute(f"{space}:{key.replace('_', '-')}", value)
    for part in parts:
        element.append(part)
    return element
