"""docs/sicherheit.md names no test that is not there, and every file of attacks."""

from __future__ import annotations

import re

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "sicherheit.md").read_text("utf-8")
CITED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))


def test_every_test_that_is_cited_exists() -> None:
    assert len(CITED) > 30
    for path, name in CITED:
        assert (ROOT / path).is_file(), path
        assert not name or f"def {name}(" in (ROOT / path).read_text("utf-8"), (path, name)


def test_every_file_of_attacks_is_cited() -> None:
    attacks = {f"tests/attacks/{path.name}" for path in (ROOT / "tests" / "attacks").glob("test_*.py")}
    assert attacks - {path for path, _ in CITED} == set()
