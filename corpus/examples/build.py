"""Build the example documents: `python -m corpus.examples.build` writes each source's PDF or DOCX and its sidecar."""

import sys
from pathlib import Path

import yaml

from corpus.examples.source import Source, read_source
from corpus.examples.to_docx import render_docx
from corpus.examples.to_typst import german_number, render_pdf

FOLDER = Path(__file__).parent


def build(path: Path) -> dict[str, bytes]:
    """Render one source: file name -> bytes, for the document and its sidecar."""
    source = read_source(path)
    render = render_pdf if source.meta["form"] == "pdf" else render_docx
    sidecar = yaml.safe_dump(source.sidecar, allow_unicode=True, sort_keys=False, width=120)
    return {
        f"{source.name}.{source.meta['form']}": render(source, details(source)),
        f"{source.name}.yaml": sidecar.encode(),
    }


def details(source: Source) -> list[tuple[str, str]]:
    """The label and value pairs that a reader sees under the title."""
    meta = source.meta
    pairs = [
        ("Handlungsfeld", meta["handlungsfeld"]),
        ("Kommune", f"{meta['kommune']} ({meta['land']}), {german_number(meta['einwohner'])} Einwohner"),
        ("Stand", f"{source.issued:%d.%m.%Y}"),
    ]
    if "gueltig_bis" in meta:
        pairs.append(("Gültig bis", f"{meta['gueltig_bis']:%d.%m.%Y}"))
    return [*pairs, ("Ansprechperson", meta["ansprechperson"]), ("Lizenz", meta["lizenz"])]


def main() -> None:
    """Write every file into documents/ and say what was written."""
    for path in sorted((FOLDER / "sources").glob("*.md")):
        for name, content in build(path).items():
            (FOLDER / "documents" / name).write_bytes(content)
            sys.stdout.write(f"{name}: {len(content)} Bytes\n")


if __name__ == "__main__":
    main()
