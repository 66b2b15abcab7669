"""What of the dialect every form can show; charts and footnotes are set in PDF documents only."""

from collections.abc import Iterator

from corpus.examples.source import BarChart, Heading, Inline, ItemList, Paragraph, Source, Table

PlainBlock = Heading | Paragraph | ItemList | Table


def plain_blocks(source: Source) -> tuple[PlainBlock, ...]:
    """The blocks of a source; raises ValueError for a chart or a footnote."""
    return tuple(_plain(source))


def _plain(source: Source) -> Iterator[PlainBlock]:
    for block in source.blocks:
        if isinstance(block, BarChart):
            raise ValueError(f"{source.name}: charts are drawn in PDF documents only")
        if any(span.note for text in _texts(block) for span in text):
            raise ValueError(f"{source.name}: footnotes are set in PDF documents only")
        yield block


def _texts(block: PlainBlock) -> Iterator[Inline]:
    match block:
        case Heading(_, text) | Paragraph(text):
            yield text
        case ItemList(_, items):
            yield from items
        case Table():
            yield from (block.caption, *block.header)
            for row in block.rows:
                yield from row
