"""Asks the advisory service about every locked package: `python -m scripts.audit`.

Ends with 0 where all were looked up and none is known to be unsafe, with 1 for a known weakness or an exception that is
no longer needed, and with 69 where packages could not be looked up: then nothing is shown either way.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements-dev.lock"  # it holds all of requirements.lock, too
EXCEPTIONS = Path(__file__).with_name("audit-exceptions.toml")
UNAVAILABLE = 69
NOT_SHOWN = "This does NOT show that they are safe; repeat it where the advisory service can be reached."


def main() -> int:
    """Look everything up, say what was found, and give the exit code."""
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command = [str(Path(sys.executable).with_name("pip-audit")), "--requirement", str(LOCK), *options]
    ended = subprocess.run(command, capture_output=True, text=True)
    try:
        packages = json.loads(ended.stdout)["dependencies"]
    except (ValueError, KeyError):
        packages = []
    code, sentences = verdict(packages, tomllib.loads(EXCEPTIONS.read_text("utf-8")))
    sys.stdout.writelines(f"{sentence}\n" for sentence in sentences)
    return code


def verdict(packages: Sequence[Mapping[str, Any]], exceptions: Mapping[str, str]) -> tuple[int, list[str]]:
    """What pip-audit found, exceptions as id -> reason -> the exit code, and sentences about it."""
    unknown = [str(package["name"]) for package in packages if "skip_reason" in package]
    if unknown or not packages:
        amount = f"{len(unknown)} of {len(packages)} packages" if packages else "All packages"
        return UNAVAILABLE, [f"{amount}: not looked up. {NOT_SHOWN}"]
    found = {
        weakness["id"]: f"{package['name']} {package['version']}: {weakness['id']}, mended in {_fixed(weakness)}."
        for package in packages
        for weakness in package["vulns"]
    }
    wrong = [sentence for id, sentence in found.items() if id not in exceptions]
    wrong += [f"The exception {id} is not needed any more." for id in exceptions if id not in found]
    excused = [f"Exception {id}: {reason}" for id, reason in exceptions.items() if id in found]
    return bool(wrong), [*wrong, *excused] or [f"{len(packages)} packages looked up, nothing known."]


def _fixed(weakness: Mapping[str, Any]) -> str:
    return ", ".join(weakness["fix_versions"]) or "no release"


if __name__ == "__main__":
    sys.exit(main())
