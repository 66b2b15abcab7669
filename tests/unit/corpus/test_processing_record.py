"""The record of processing activities names everything that is kept."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.conversations.retention import COUNTED
from corpus.command_key import FILE
from corpus.lock import owning
from corpus.recipe import FOLDERS
from corpus.schema import tables
from corpus.settings import Settings

RECORD = (Path(__file__).parents[3] / "docs" / "verarbeitungstaetigkeiten.md").read_text(encoding="utf-8")


def test_every_table_has_its_row_and_every_row_its_table() -> None:
    named = re.findall(r"^\| `(\w+)` \|", RECORD, re.MULTILINE)
    assert sorted(named) == sorted(tables.tables)
    rows = [line for line in RECORD.splitlines() if re.match(r"\| `\w+` \|", line)]
    assert {line.count(" |") for line in rows} == {5}
    assert not re.search(r"\| *\|", "\n".join(rows)), "nothing is left open"


def test_the_files_of_the_data_folder_and_the_period_are_named() -> None:
    for name in (*FOLDERS, FILE, "files", "cache", "catalogue.db", "owner.lock"):
        assert f"`{name}" in RECORD, name
    assert f"voreingestellt {Settings.model_fields['retention_days'].default} Tage" in RECORD


def test_nobody_else_on_the_machine_can_look_into_a_new_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    with owning(folder):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_what_is_counted_names_nobody() -> None:
    columns = {column.name for column in tables.tables["daily_counts"].c}
    assert columns == {"day", *COUNTED.values(), "unfinished", "helpful", "not_helpful"}
