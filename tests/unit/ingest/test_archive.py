from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from ingest.archive import Member, is_archive, open_archive
from ingest.archive_entries import ArchiveLimits
from ingest.sidecar import LARGEST_SIDECAR
from tests.archives.forged_zip import STORED, Forged, deflated, forged, zeros

MB = 1 << 20


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where documents are unpacked; it must be empty in the end."""
    folder = tmp_path / "ausgepackt"
    folder.mkdir()
    yield folder
    assert not any(folder.iterdir())


def written(tmp_path: Path, content: bytes, name: str = "Unterlagen.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def packed(tmp_path: Path, files: dict[str, bytes]) -> Path:
    path = tmp_path / "Unterlagen.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def members(path: Path, folder: Path, limits: ArchiveLimits | None = None) -> list[Member]:
    with open_archive(path, limits or ArchiveLimits()) as archive:
        return list(archive.members(folder))


def shown(path: Path, folder: Path) -> list[str]:
    return [member.shown for member in members(path, folder)]


def refusal(path: Path, limits: ArchiveLimits | None = None) -> str:
    with pytest.raises(RefusedFile) as refused, open_archive(path, limits or ArchiveLimits()):
        pass
    return refused.value.message


def test_documents_come_one_after_the_other_and_leave_nothing_behind(tmp_path: Path, folder: Path) -> None:
    files = {"Plan.PDF": b"%PDF-1.7", "Ordner/": b"", "Ordner/Unten/Bericht.md": b"# Bericht"}
    with open_archive(packed(tmp_path, files), ArchiveLimits()) as archive:
        found = []
        for member in archive.members(folder):
            assert member.file
            assert list(folder.iterdir()) == [member.file]
            found.append((member.shown, member.file.name, member.file.read_bytes(), member.sidecar, member.refusal))
        assert archive.remark is None

    assert found == [
        ("Plan.PDF", "1.pdf", b"%PDF-1.7", None, None),
        ("Ordner/Unten/Bericht.md", "2.md", b"# Bericht", None, None),
    ]


def test_a_document_may_be_moved_away_and_the_walk_may_be_broken_off(tmp_path: Path, folder: Path) -> None:
    path = packed(tmp_path, {"a.txt": b"eins", "b.txt": b"zwei", "c.txt": b"drei"})
    with open_archive(path, ArchiveLimits()) as archive:
        walk = archive.members(folder)
        first = next(walk).file
        assert first
        first.rename(tmp_path / "genommen.txt")
        assert next(walk).file
        walk.close()

    assert (tmp_path / "genommen.txt").read_bytes() == b"eins"


def test_what_a_system_hides_is_passed_over_and_other_files_are_counted(tmp_path: Path, folder: Path) -> None:
    unseen = ["__MACOSX/._Plan.txt", ".DS_Store", ".git/notiz.md", "Ordner/Thumbs.db", "desktop.ini", "~$Plan.docx"]
    path = packed(tmp_path, dict.fromkeys([*unseen, "Plan.txt", "bild.png", "daten.csv", "fremd.yaml"], b"x"))

    assert shown(path, folder) == ["Plan.txt"]
    with open_archive(path, ArchiveLimits()) as archive:
        assert archive.remark == (
            "3 weitere Dateien im Archiv wurden ausgelassen, weil sie keine lesbaren Dokumente sind."
        )
    with open_archive(packed(tmp_path, {"a.txt": b"x", "a.png": b"x"}), ArchiveLimits()) as archive:
        assert archive.remark == "1 weitere Datei im Archiv wurde ausgelassen, weil sie kein lesbares Dokument ist."


def test_a_sidecar_belongs_to_the_document_of_its_name_in_its_folder(tmp_path: Path, folder: Path) -> None:
    files = {
        "A/Wärme.yaml": "titel: Wärmeplan\n".encode("utf-8-sig"),
        "A/Wärme.yml": b"titel: Nicht dieser\n",
        "A/Wa\u0308rme.pdf": b"%PDF",
        "B/Wärme.pdf": b"%PDF",
        "B/Lärm.yml": b"titel: L\n",
        "B/Lärm.txt": b"x",
    }
    path = packed(tmp_path, files)

    assert [(member.shown, member.sidecar) for member in members(path, folder)] == [
        ("A/Wärme.pdf", "titel: Wärmeplan\n"),
        ("B/Wärme.pdf", None),
        ("B/Lärm.txt", "titel: L\n"),
    ]


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        (b"x" * (LARGEST_SIDECAR + 1), "„Plan.yaml“ ist zu groß"),
        ("titel: Grün".encode("utf-16"), "„Plan.yaml“ ist nicht in UTF-8"),
    ],
)
def test_a_sidecar_that_cannot_be_used_refuses_its_document_only(
    sidecar: bytes, reason: str, tmp_path: Path, folder: Path
) -> None:
    plan, other = members(packed(tmp_path, {"Plan.yaml": sidecar, "Plan.txt": b"x", "b.txt": b"x"}), folder)

    assert plan.file is None
    assert reason in str(plan.refusal)
    assert other.refusal is None


NAME = "Maßnahmen/Übersicht Öffentliche Gebäude.pdf"


@pytest.mark.parametrize(
    "file",
    [
        deflated(NAME, b"x"),
        deflated(NAME.encode(), b"x"),
        deflated(NAME.encode("cp437"), b"x"),
        deflated(NAME.encode("cp850"), b"x"),
        deflated(unicodedata.normalize("NFD", NAME), b"x"),
        deflated(unicodedata.normalize("NFD", NAME).encode(), b"x"),
        deflated(NAME.replace("/", "\\").encode("cp850"), b"x"),
    ],
    ids=["UTF-8", "UTF-8 unmarked", "cp437", "cp850", "NFD", "NFD unmarked", "backslash"],
)
def test_umlauts_are_shown_as_they_were_meant(file: Forged, tmp_path: Path, folder: Path) -> None:
    assert shown(written(tmp_path, forged([file])), folder) == [NAME]


def test_signs_of_the_german_code_page_are_known(tmp_path: Path, folder: Path) -> None:
    path = written(tmp_path, forged([deflated("§ 34 Straße.txt".encode("cp850"), b"x")]))

    assert shown(path, folder) == ["§ 34 Straße.txt"]


def test_names_that_become_alike_stay_apart(tmp_path: Path, folder: Path) -> None:
    names = ["a.txt", "a (2).txt", "a\u200b.txt", "a.txt.", "Ordner/a.txt"]
    path = written(tmp_path, forged([deflated(name, b"x") for name in names]))

    assert shown(path, folder) == ["a.txt", "a (2).txt", "a (3).txt", "a (4).txt", "Ordner/a.txt"]


def test_a_document_beyond_a_limit_is_refused_and_smaller_ones_are_taken(tmp_path: Path, folder: Path) -> None:
    path = packed(tmp_path, {"gross.txt": bytes(3 * MB), "a.txt": bytes(MB), "b.txt": bytes(2 * MB), "c.txt": b"x"})
    found = members(path, folder, ArchiveLimits(member_bytes=2 * MB, total_bytes=2 * MB))

    assert [member.refusal for member in found] == [
        "„gross.txt“ ist ausgepackt größer als 2 MB. "
        "Bitte teilen Sie das Dokument auf und nehmen Sie die Teile einzeln auf.",
        None,
        "„b.txt“ wurde nicht ausgepackt, weil die Dokumente des Archivs zusammen größer als 2 MB sind. "
        "Bitte teilen Sie das Archiv auf.",
        None,
    ]


def test_tight_packing_is_refused_above_ten_megabytes_only(tmp_path: Path, folder: Path) -> None:
    small, large = zeros(10 * MB), zeros(11 * MB)
    files = [Forged(b"a.txt", small[0], 10 * MB, small[1]), Forged(b"b.txt", large[0], 11 * MB, large[1])]
    found = members(written(tmp_path, forged(files)), folder)

    assert found[0].refusal is None
    assert "ungewöhnlich stark gepackt" in str(found[1].refusal)


def test_an_archive_without_documents_or_with_too_many_files_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {"bild.png": b"x", ".versteckt.txt": b"x", "leer/": b""})

    assert "liegt kein Dokument" in refusal(path)
    assert "Möglich sind 2 Dateien" in refusal(path, ArchiveLimits(files=2))


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    assert "Das Archiv „a.zip“ ist beschädigt" in refusal(written(tmp_path, b"kein Archiv", "a.zip"))
    with pytest.raises(FileNotFoundError), open_archive(tmp_path / "fehlt.zip", ArchiveLimits()):
        pass


def test_a_folder_that_cannot_be_written_is_no_fault_of_the_document(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        members(packed(tmp_path, {"a.txt": b"x"}), tmp_path / "fehlt")


def test_an_error_of_the_one_who_takes_the_documents_reaches_him_as_it_is(tmp_path: Path, folder: Path) -> None:
    def take(path: Path) -> None:
        with open_archive(path, ArchiveLimits()) as archive:
            for _ in archive.members(folder):
                raise zipfile.BadZipFile("eigener")

    with pytest.raises(zipfile.BadZipFile, match="eigener"):
        take(packed(tmp_path, {"a.txt": b"x"}))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.zip", forged([deflated("a.txt", b"x")]), True),
        ("ohne", forged([deflated("a.txt", b"x")]), True),
        ("a.zip", forged([Forged(b"a.pdf", b"%PDF-1.7", 8, 0, method=STORED)]), True),
        ("a.zip", forged([deflated("a.txt", b"x")])[:-1], True),
        ("a.zip", forged([deflated(f"{number}.txt", b"") for number in range(5001)]), True),
        ("a.docx", forged([deflated("a.txt", b"x")]), False),
        ("a.docx", forged([deflated("word/document.xml", b"x")]), False),
        ("a.zip", forged([deflated("word/document.xml", b"x")]), False),
        ("a.epub", forged([deflated("META-INF/container.xml", b"x")]), False),
        ("a.zip", b"%PDF-1.7", False),
        ("a.zip", b"7z\xbc\xaf\x27\x1c", False),
        ("a.zip", b"", False),
    ],
)
def test_an_archive_is_known_by_its_content(name: str, content: bytes, expected: bool, tmp_path: Path) -> None:
    assert is_archive(written(tmp_path, content, name)) is expected
    assert not is_archive(tmp_path / "fehlt.zip")
