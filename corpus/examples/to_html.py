"""A source as HTML: one page of a town's website that needs nothing beside itself."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.examples.plain import plain_blocks
from corpus.examples.source import FICTION_NOTE, Source

_TEMPLATE = Path(__file__).with_name("page.html")


def render_html(source: Source, details: list[tuple[str, str]]) -> bytes:
    """Write the page; `details` are the label and value pairs under the title. The same source gives the same bytes."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATE.parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    page = environment.get_template(_TEMPLATE.name).render(
        meta=source.meta,
        issued=source.issued.isoformat(),
        details=details,
        note=FICTION_NOTE,
        blocks=[(type(block).__name__, block) for block in plain_blocks(source)],
    )
    return page.encode()
