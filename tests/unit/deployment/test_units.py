"""The systemd units under deploy/ call commands that there are, and the documents tell of them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from typer.main import get_group

from assistant.__main__ import app as assistant
from bots.__main__ import app as bots
from corpus.__main__ import app as corpus
from corpus.settings import Settings
from ingest.__main__ import app as ingest
from tests.conftest import ROOT

DOORS = {"assistant": assistant, "bots": bots, "corpus": corpus, "ingest": ingest}
DOCUMENT = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("dauerbetrieb.md", "betrieb.md"))
PROGRAM, CHROMA = "/opt/transferlotse/.venv/bin/python", "/opt/transferlotse/.venv/bin/chroma"
CHROMA_HERE = str(Path(sys.executable).with_name("chroma"))
UNITS = sorted(path for path in (ROOT / "deploy").iterdir() if path.suffix in (".service", ".timer"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
SCALED_BACKUP = "transferlotse-backup-scaled"


def unit(path: Path) -> ConfigParser:
    """A unit as systemd reads it, but for the doubled characters of its own."""
    read = ConfigParser(interpolation=None, delimiters="=", strict=True)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(path.read_text("utf-8"))
    return read


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_calls_a_command_with_options_that_it_knows(path: Path) -> None:
    command = unit(path)["Service"]["ExecStart"].replace("$$", "$").replace("%%", "%").replace("%i", "8001")
    words = shlex.split(command)
    if words[:2] == ["/bin/sh", "-c"]:
        words = shlex.split(words[2].removeprefix("exec ").replace("$(date +%F)", "2026-11-27"))
    if words[:2] == [CHROMA, "run"]:
        said = subprocess.run([CHROMA_HERE, "run", "--help"], capture_output=True, text=True, check=True).stdout
        assert [word for word in words if word.startswith("--") and word not in said] == []
        return
    if words[0] == "/bin/sh":
        assert (ROOT / words[1]).is_file()
        return
    if words[0] == "/usr/bin/env":
        # In the working directory as it is at the start, whatever a link says later.
        assert unit(path)["Service"]["WorkingDirectory"] == "/opt/transferlotse"
        words = [f"/opt/transferlotse/{words[1]}", *words[2:]]
    program, module_option, module, name, *given = words
    assert (program, module_option) == (PROGRAM, "-m")
    # As the command line reads them, without doing anything; it raises for what it does not know.
    get_group(DOORS[module]).commands[name].make_context(name, given)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_has_an_account_of_its_own_and_writes_in_its_folders_alone(path: Path) -> None:
    service = unit(path)["Service"]
    assert service["User"] == "transferlotse"
    assert service["UMask"] == "0077"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"
    written = service["ReadWritePaths"].split()
    # A backup of the scaled house only reads there.
    assert "/var/lib/transferlotse" in written or path.stem == SCALED_BACKUP
    assert [folder for folder in written if f"`{folder}`, 0700" not in DOCUMENT] == []


def test_the_processes_of_the_scaled_house_have_settings_that_there_are_and_the_database_from_a_file() -> None:
    scaled = [path for path in SERVICES if "database_url" in unit(path)["Service"].get("LoadCredential", "")]
    assert [path.stem for path in scaled] == ["transferlotse-bot", "transferlotse-web@", "transferlotse-worker@"]
    for path in scaled:
        service = unit(path)["Service"]
        given = dict(pair.split("=") for pair in service["Environment"].split())
        assert given.pop("TRANSFERLOTSE_SECRETS_DIR") == "%d"
        names = [name.removeprefix("TRANSFERLOTSE_").lower() for name in given if name.startswith("TRANSFERLOTSE_")]
        assert {*names} <= Settings.model_fields.keys()
        credential, _, file = service["LoadCredential"].partition(":")
        assert credential == "transferlotse_database_url"
        assert file in DOCUMENT
        # Each is a scratch folder of its own.
        assert given["TRANSFERLOTSE_DATA_DIR"].startswith("/var/lib/transferlotse/")


def test_the_document_names_every_unit_and_no_other() -> None:
    named = set(re.findall(r"deploy/([\w.@-]+\.(?:service|timer))", DOCUMENT))
    assert named == {path.name for path in UNITS}
    for path in UNITS:
        if path.suffix == ".timer":
            assert unit(path)["Timer"]["OnCalendar"]
            assert path.with_suffix(".service") in SERVICES


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    for path in UNITS:
        text = path.read_text("utf-8").replace(PROGRAM, sys.executable).replace(CHROMA, CHROMA_HERE)
        text = text.replace("/opt/transferlotse", str(ROOT))
        (tmp_path / path.name).write_text(text)
    # Without the machine's own units, which may have faults of their own.
    done = subprocess.run(
        [program, "verify", "--recursive-errors=no", "--man=no", *(tmp_path / path.name for path in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
