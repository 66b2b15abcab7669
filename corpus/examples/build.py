"""Build the example documents: `python -m corpus.examples.build [NAME...]` writes files and sidecars."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml

from corpus.examples.source import Source, read_source
from corpus.examples.to_docx import render_docx
from corpus.examples.to_html import render_html
from corpus.examples.to_odt import render_odt
from corpus.examples.to_pptx import render_pptx
from corpus.examples.to_scan import render_scan
from corpus.examples.to_typst import german_number, render_pdf

FOLDER = Path(__file__).parent

Render = Callable[[Source, list[tuple[str, str]]], bytes]


def renderer(source: Source) -> Render:
    """The renderer of the source's form; raises KeyError for a form there is none for."""
    scanned: bool = source.meta["gestaltung"].get("scan", False)
    return {
        "pdf": render_scan if scanned else render_pdf,
        "docx": render_docx,
        "odt": render_odt,
        "pptx": render_pptx,
        "html": render_html,
    }[source.meta["form"]]


def build(path: Path) -> dict[str, bytes]:
    """Render one source: file name -> bytes, for the document and its sidecar."""
    source = read_source(path)
    sidecar = yaml.safe_dump(source.sidecar, allow_unicode=True, sort_keys=False, width=120)
    return {
        f"{source.name}.{source.meta['form']}": renderer(source)(source, details(source)),
        f"{source.name}.yaml": sidecar.encode(),
    }


def details(source: Source) -> list[tuple[str, str]]:
    """The label and value pairs that a reader sees under the title."""
    meta = source.meta
    pairs = [("Handlungsfeld", meta["handlungsfeld"])]
    if "kommune" in meta:
        inhabitants = german_number(meta["einwohner"])
        pairs.append(("Kommune", f"{meta['kommune']} ({meta['land']}), {inhabitants} Einwohner"))
    pairs.append(("Stand", f"{source.issued:%d.%m.%Y}"))
    if "gueltig_bis" in meta:
        pairs.append(("Gültig bis", f"{meta['gueltig_bis']:%d.%m.%Y}"))
    return [*pairs, ("Ansprechperson", meta["ansprechperson"]), ("Lizenz", meta["lizenz"])]


def build_folder(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """Write the files of the named sources into documents/, of all where none is named; yields what was done.

    Files that no source stands for are removed. Raises FileNotFoundError for a name without a source.
    """
    documents = folder / "documents"
    paths = sorted((folder / "sources").glob("*.md"))
    for path in [folder / "sources" / f"{name}.md" for name in names] or paths:
        for name, content in build(path).items():
            (documents / name).write_bytes(content)
            yield f"{name}: {len(content)} Bytes"
    forms = {path.stem: read_source(path).meta["form"] for path in paths}
    for file in sorted(documents.iterdir()):
        if file.suffix not in (".yaml", f".{forms.get(file.stem)}") or file.stem not in forms:
            file.unlink()
            yield f"{file.name}: entfernt"


if __name__ == "__main__":
    for line in build_folder(FOLDER, sys.argv[1:]):
        sys.stdout.write(f"{line}\n")
