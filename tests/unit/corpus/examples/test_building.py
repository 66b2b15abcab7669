"""The builder writes what it is asked for and leaves nothing behind that no source stands for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("typst", reason="typst is a development dependency")
from corpus.examples.build import build_folder


@pytest.fixture
def folder(write_source: Callable[[str], Path]) -> Path:
    """Two sources and their folder for documents, in which older files lie."""
    for form in ("html", "odt"):
        write_source(form)
    folder = write_source("docx").parents[1]
    documents = folder / "documents"
    documents.mkdir()
    for name in ("baenke-probenau-odt.docx", "vergessen.pdf", "vergessen.yaml"):
        (documents / name).write_bytes(b"alt")
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "documents").iterdir()}


def test_all_sources_are_built_and_strangers_removed(folder: Path) -> None:
    told = list(build_folder(folder, []))
    assert names(folder) == {
        f"baenke-probenau-{form}.{ending}" for form in ("docx", "html", "odt") for ending in (form, "yaml")
    }
    assert "vergessen.pdf: entfernt" in told
    assert "baenke-probenau-odt.docx: entfernt" in told


def test_only_the_named_source_is_built(folder: Path) -> None:
    list(build_folder(folder, ["baenke-probenau-html"]))
    assert names(folder) == {"baenke-probenau-html.html", "baenke-probenau-html.yaml"}


def test_documents_of_other_sources_stay_when_one_is_named(folder: Path) -> None:
    list(build_folder(folder, []))
    before = names(folder)
    list(build_folder(folder, ["baenke-probenau-docx"]))
    assert names(folder) == before


def test_a_name_without_a_source_is_an_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(build_folder(folder, ["nirgends"]))
