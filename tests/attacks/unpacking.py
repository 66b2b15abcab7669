"""Unpacks an archive as the intake does and tells what came of it and what it cost.

`python -m tests.attacks.unpacking ARCHIVE FOLDER` prints one JSON document.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import RefusedFile
from ingest.archive import is_archive, open_archive
from ingest.archive_entries import ArchiveLimits

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Unpacking:
    """`members` are shown path, size (None where refused) and refusal; `most_on_disk` is in bytes at any one time."""

    is_archive: bool
    refusal: str | None
    remark: str | None
    members: list[tuple[str, int | None, str | None]]
    most_on_disk: int
    seconds: float
    rss_mb: int


def unpacking_of(archive: bytes | Path, folder: Path, name: str = "Unterlagen.zip") -> Unpacking:
    """What a process of its own makes of the archive; its files go into a folder that must be empty afterwards."""
    path = archive if isinstance(archive, Path) else folder / name
    if isinstance(archive, bytes):
        path.write_bytes(archive)
    (folder / "out").mkdir()
    command = [sys.executable, "-m", "tests.attacks.unpacking", str(path), str(folder / "out")]
    report = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout)
    assert sorted(file.name for file in folder.iterdir()) == sorted({"out", path.name})
    assert not any((folder / "out").iterdir())
    return Unpacking(**{**report, "members": [tuple(member) for member in report["members"]]})


def _main(path: Path, folder: Path) -> None:
    started = time.monotonic()
    refusal = remark = None
    most_on_disk = 0
    members = []
    known = is_archive(path)
    try:
        with open_archive(path, ArchiveLimits()) as archive:
            remark = archive.remark
            for member in archive.members(folder):
                most_on_disk = max(most_on_disk, sum(file.stat().st_size for file in folder.iterdir()))
                members.append((member.shown, member.file.stat().st_size if member.file else None, member.refusal))
    except RefusedFile as refused:
        refusal = refused.message
    seconds = time.monotonic() - started
    # Not the rusage, which remembers the size of the parent.
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    rss_mb = int(peak[1]) >> 10 if peak else -1
    sys.stdout.write(
        json.dumps(
            {
                "is_archive": known,
                "refusal": refusal,
                "remark": remark,
                "members": members,
                "most_on_disk": most_on_disk,
                "seconds": seconds,
                "rss_mb": rss_mb,
            }
        )
    )


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
