"""Archives built to do harm; each ends within 5 s and 512 MB in documents or in clear German reasons."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from corpus.errors import RefusedFile
from ingest.archive import is_archive, open_archive
from ingest.archive_entries import ArchiveLimits
from tests.archives.forged_zip import (
    ENCRYPTED,
    STORED,
    STRONGLY,
    UTF8,
    Forged,
    central,
    deflated,
    end,
    end64,
    forged,
    local,
    overlapping,
    zeros,
)
from tests.attacks.unpacking import Unpacking, unpacking_of

GOOD = deflated("Gut.txt", b"Ein lesbares Dokument.")
GOOD_MEMBER = ("Gut.txt", 22, None)
MB = 1 << 20


def costs_little(unpacking: Unpacking) -> bool:
    return unpacking.seconds < 5 and 0 < unpacking.rss_mb < 512


def many_lines(count: int) -> bytes:
    return b"".join(central(Forged(b"%x.txt" % number, b"", 0, 0), 0, 0) for number in range(count))


def archive_of(name: str | bytes, content: bytes = b"Ein Anhang") -> Forged:
    return deflated(name, forged([deflated("innen.txt", content)]))


@pytest.mark.parametrize(
    "end_record",
    [
        lambda table: end(0xFFFF, len(table), 0),
        lambda table: end(1, len(table), 0),
        lambda table: end64(100_000, len(table), 0, len(table)),
        lambda table: end64(3, len(table), 0, len(table)),
    ],
    ids=["plain", "says one file", "zip64", "zip64 says three files"],
)
def test_a_hundred_thousand_files_are_not_even_listed(end_record: object, tmp_path: Path) -> None:
    head = local(GOOD)
    table = many_lines(100_000)
    assert callable(end_record)

    found = unpacking_of(head + table + end_record(table), tmp_path)

    assert found.is_archive
    assert "zu großes Inhaltsverzeichnis" in str(found.refusal)
    assert costs_little(found)


def test_the_most_files_that_a_table_of_allowed_size_can_hold_are_refused_by_their_number(tmp_path: Path) -> None:
    table = b"".join(central(Forged(b"a", b"", 0, 0), 0, 0) for _ in range(2 * MB // 47))

    found = unpacking_of(local(GOOD) + table + end(1, len(table), 0), tmp_path)

    assert "Möglich sind 10.000 Dateien" in str(found.refusal)
    assert costs_little(found)


def test_ten_thousand_files_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    found = unpacking_of(forged([deflated(b"Protokoll.txt", b"x")] * 10_000), tmp_path)

    assert found.members[0][0] == "Protokoll.txt"
    assert found.members[-1] == ("Protokoll (10000).txt", 1, None)
    assert len({shown for shown, _, _ in found.members}) == 10_000
    assert found.most_on_disk == 1
    assert found.rss_mb < 512


def test_a_table_of_contents_of_three_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "Unterlagen.zip"
    size = 3 << 30
    with path.open("wb") as file:
        file.write(local(GOOD))
        file.truncate(size)
        file.seek(size)
        file.write(end(1, size - 100, 100))

    found = unpacking_of(path, tmp_path)

    assert "zu großes Inhaltsverzeichnis" in str(found.refusal)
    assert costs_little(found)


def test_42_kilobytes_that_overlap_to_gigabytes_are_refused_file_by_file(tmp_path: Path) -> None:
    bomb = overlapping(250, 21 * MB)
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        assert sum(info.file_size for info in archive.infolist()) > 4 << 30
    assert len(bomb) < 50_000

    found = unpacking_of(bomb, tmp_path)

    assert len(found.members) == 250
    assert all(size is None for _, size, _ in found.members)
    assert all("widersprechen sich" in str(refusal) for _, _, refusal in found.members[:-1])
    assert found.most_on_disk == 0
    assert costs_little(found)


def test_many_names_for_one_place_yield_one_file_at_most(tmp_path: Path) -> None:
    packed, crc = zeros(9 * MB)
    first = Forged(b"0.txt", packed, 9 * MB, crc)
    others = [Forged(b"%d.txt" % number, packed, 9 * MB, crc, offset=0) for number in range(1, 500)]

    found = unpacking_of(forged([first, *others]), tmp_path)

    assert sum(size is not None for _, size, _ in found.members) <= 1
    assert costs_little(found)


def test_a_file_packed_a_thousandfold_is_refused_and_the_next_one_is_taken(tmp_path: Path) -> None:
    packed, crc = zeros(150 * MB)

    found = unpacking_of(forged([Forged(b"Bombe.txt", packed, 150 * MB, crc), GOOD]), tmp_path)

    assert "ungewöhnlich stark gepackt" in str(found.members[0][2])
    assert found.members[1] == GOOD_MEMBER
    assert costs_little(found)


def test_a_file_that_says_it_is_too_large_is_refused_and_the_next_one_is_taken(tmp_path: Path) -> None:
    packed, crc = zeros(MB)

    found = unpacking_of(forged([Forged(b"Riese.pdf", packed, 0xFFFFFFF0, crc), GOOD]), tmp_path)

    assert "größer als 200 MB" in str(found.members[0][2])
    assert found.members[1] == GOOD_MEMBER


def test_files_that_lie_about_their_size_are_never_unpacked_beyond_it(tmp_path: Path) -> None:
    packed, crc = zeros(9 * MB)
    lies = (0, 10, 9 * MB - 1, 9 * MB + 1)
    liars = [Forged(b"%d.txt" % said, packed, said, crc) for said in lies]

    found = unpacking_of(forged([*liars, GOOD]), tmp_path)

    *refused, taken = found.members
    assert [size for _, size, _ in refused] == [None] * len(lies)
    assert all("beschädigt" in str(refusal) for _, _, refusal in refused)
    assert found.most_on_disk <= max(lies)
    assert taken == GOOD_MEMBER


def test_what_lies_behind_a_small_stated_size_is_not_unpacked(tmp_path: Path) -> None:
    packed, crc = zeros(512 * MB)

    found = unpacking_of(forged([Forged(b"Bombe.txt", packed, 1000, crc), GOOD]), tmp_path)

    assert found.members[0][1] is None
    assert found.members[1] == GOOD_MEMBER
    assert costs_little(found)


def test_paths_that_lead_out_of_the_archive_are_refused_and_the_next_file_is_taken(tmp_path: Path) -> None:
    names = [
        b"../../etc/cron.d/boese.txt",
        b"Ordner/../../boese.txt",
        b"..\\..\\boese.txt",
        b"/etc/boese.txt",
        b"\\\\server\\freigabe\\boese.txt",
        b"C:\\Windows\\boese.txt",
        b"c:boese.txt",
        b"boese.exe\0.txt",
        "Ordner/.\u200b./boese.txt".encode(),
        "Ordner/\u202e../boese.txt".encode(),
    ]
    found = unpacking_of(forged([*(deflated(name, b"boese", flags=UTF8) for name in names), GOOD]), tmp_path)

    *refused, taken = found.members
    assert len(refused) == len(names)
    assert all("unzulässigen Pfad" in str(refusal) for _, _, refusal in refused)
    assert not {"..", "", "C:"} & {part for shown, _, _ in refused for part in shown.split("/")}
    assert taken == GOOD_MEMBER


def test_odd_names_are_cleaned_and_their_files_are_taken(tmp_path: Path) -> None:
    names = {
        "Bericht\r\nSet-Cookie: x=1.txt": "BerichtSet-Cookie x=1.txt",
        "Bericht \u202etxt.exe\u202c.pdf": "Bericht txt.exe.pdf",
        "Bericht\u2028\u2029\x1b[31m.txt": "Bericht[31m.txt",
        "Ordner \u200f/ Bericht.txt": "Ordner/Bericht.txt",
        "ä" * 300 + ".txt": "ä" * 100 + "….txt",
        "a/" * 500 + "Bericht.txt": "a/" * 6 + "…/" + "a/" * 6 + "Bericht.txt",
    }
    found = unpacking_of(forged([deflated(name, b"Inhalt") for name in names]), tmp_path)

    assert found.members == [(shown, 6, None) for shown in names.values()]


def test_links_and_devices_are_refused_and_the_next_file_is_taken(tmp_path: Path) -> None:
    modes = (0o120777, 0o020666, 0o060660, 0o010644, 0o140755)
    links = [deflated(f"{mode:o}.txt", b"/etc/passwd", mode=mode) for mode in modes]
    *refused, taken = unpacking_of(forged([*links, GOOD]), tmp_path).members

    assert len(refused) == len(modes)
    assert all("nur eine Verknüpfung" in str(refusal) for _, _, refusal in refused)
    assert taken == GOOD_MEMBER


def test_a_link_as_sidecar_refuses_its_document(tmp_path: Path) -> None:
    found = unpacking_of(forged([deflated("Gut.yaml", b"/etc/passwd", mode=0o120777), GOOD]), tmp_path)

    assert "„Gut.yaml“ ist im Archiv nur eine Verknüpfung" in str(found.members[0][2])


def test_a_file_with_a_password_is_refused_and_the_next_one_is_taken(tmp_path: Path) -> None:
    secret = deflated(b"Geheim.txt", b"x" * 40, flags=ENCRYPTED)
    strong = deflated(b"Strenger geheim.txt", b"x" * 40, flags=ENCRYPTED | STRONGLY)
    *refused, taken = unpacking_of(forged([secret, strong, GOOD]), tmp_path).members

    assert all("ist im Archiv mit einem Kennwort geschützt" in str(refusal) for _, _, refusal in refused)
    assert taken == GOOD_MEMBER


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    secrets = [deflated(b"%d.txt" % number, b"x" * 40, flags=ENCRYPTED) for number in range(3)]

    assert "Das Archiv „Unterlagen.zip“ ist mit einem Kennwort" in str(unpacking_of(forged(secrets), tmp_path).refusal)


def test_unusual_packings_are_refused_and_the_next_file_is_taken(tmp_path: Path) -> None:
    methods = (1, 9, 12, 14, 95, 99)
    odd = [Forged(b"%d.txt" % method, b"x" * 40, 40, 0, method=method) for method in methods]
    patched = deflated(b"geflickt.txt", b"x" * 40, flags=0x20)
    *refused, taken = unpacking_of(forged([*odd, patched, GOOD]), tmp_path).members

    assert len(refused) == len(methods) + 1
    assert all("mit einem Verfahren gepackt" in str(refusal) for _, _, refusal in refused)
    assert taken == GOOD_MEMBER


def test_bzip2_whose_every_piece_unpacks_to_megabytes_is_not_begun(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive, archive.open("Bombe.txt", "w") as bomb:
        for _ in range(64):
            bomb.write(bytes(MB))
    assert len(file.getvalue()) < 4096

    found = unpacking_of(file.getvalue(), tmp_path)

    assert found.members[0][1] is None
    assert costs_little(found)


def test_an_archive_in_an_archive_is_refused_and_the_next_file_is_taken(tmp_path: Path) -> None:
    found = unpacking_of(forged([archive_of("Anlagen.ZIP"), GOOD]), tmp_path)

    assert found.members[0][2] == (
        "„Anlagen.ZIP“ ist ein Archiv im Archiv und wird nicht geöffnet. Bitte nehmen Sie dieses Archiv einzeln auf."
    )
    assert found.members[1] == GOOD_MEMBER


def test_an_archive_without_files_is_refused(tmp_path: Path) -> None:
    found = unpacking_of(end(0, 0, 0), tmp_path)

    assert found.is_archive
    assert "liegt kein Dokument" in str(found.refusal)


def test_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    whole = forged([deflated(b"%d.txt" % number, bytes(range(256)) * number) for number in range(50)])
    path = tmp_path / "Unterlagen.zip"
    for length in range(4, len(whole), 50):
        path.write_bytes(whole[:length])
        assert is_archive(path)
        with pytest.raises(RefusedFile, match="ist beschädigt oder unvollständig"), open_archive(path, ArchiveLimits()):
            pass


def test_a_damaged_file_is_refused_and_the_next_one_is_taken(tmp_path: Path) -> None:
    broken = deflated(b"Kaputt.txt", b"Inhalt" * 50)
    raw = Forged(b"Falsch.txt", b"abc", 3, 1, method=STORED)
    noise = Forged(b"Rauschen.txt", b"\xff" * 50, 50, 0)
    cut = Forged(broken.name, broken.packed[:-3], broken.size, broken.crc)

    found = unpacking_of(forged([cut, raw, noise, GOOD]), tmp_path)

    assert [size for _, size, _ in found.members] == [None, None, None, 22]
    assert all("ist im Archiv beschädigt" in str(refusal) for _, _, refusal in found.members[:2])


def test_files_that_lie_elsewhere_than_the_archive_says_are_refused(tmp_path: Path) -> None:
    offsets = (5, 50_000, 0xFFFFFFF0)
    gone = [Forged(b"%d.txt" % offset, b"abc", 3, 0, method=STORED, offset=offset) for offset in offsets]
    taken, *refused = unpacking_of(forged([GOOD, *gone]), tmp_path).members

    assert [size for _, size, _ in refused] == [None, None, None]
    assert taken[1] in (None, 22)


def test_archives_with_random_damage_end_in_documents_or_reasons(tmp_path: Path) -> None:
    whole = forged([deflated(f"Ordner/Größe {number}.txt", b"Inhalt" * 30) for number in range(20)])
    chance = random.Random(20)
    ends = set()
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        (tmp_path / "a.zip").write_bytes(damaged)
        try:
            with open_archive(tmp_path / "a.zip", ArchiveLimits()) as archive:
                ends.update(member.refusal is None for member in archive.members(tmp_path))
        except RefusedFile:
            ends.add(None)
        assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]
    assert ends == {True, False, None}
