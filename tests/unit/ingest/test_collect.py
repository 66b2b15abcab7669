from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from ingest.collect import collect


def test_a_folder_means_all_visible_documents_below_it_once_and_in_order(tmp_path: Path) -> None:
    for name in (
        "b.PDF",
        "a.md",
        "a.yaml",
        "bild.png",
        ".versteckt.md",
        "unten/c.docx",
        "d.odt",
        "e.pptx",
        "f.XLSX",
        ".git/d.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    wanted = [tmp_path / name for name in ("a.md", "b.PDF", "d.odt", "e.pptx", "f.XLSX", "unten/c.docx")]
    assert list(collect([tmp_path])) == wanted
    assert list(collect([wanted[1], tmp_path, wanted[1]])) == [wanted[1], wanted[0], *wanted[2:]]


def test_a_file_named_by_itself_is_always_taken(tmp_path: Path) -> None:
    (tmp_path / "bild.png").touch()
    assert collect([tmp_path / "bild.png"]) == (tmp_path / "bild.png",)


def test_a_missing_path_and_a_folder_without_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="gibt es nicht"):
        collect([tmp_path / "fehlt"])
    with pytest.raises(RefusedFile, match="liegt keine Datei"):
        collect([tmp_path])


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    folder = tmp_path / "freigabe"
    folder.mkdir()
    (folder / "a.txt").write_text("ein Satz")
    (folder / "b.txt").symlink_to(secret)
    assert collect([folder]) == (folder / "a.txt",)
