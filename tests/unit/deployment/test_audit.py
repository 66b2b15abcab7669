"""What is known of the locked packages is told as it is: not looked up is not clean."""

from __future__ import annotations

from scripts.audit import UNAVAILABLE, verdict

CLEAN = {"name": "anyio", "version": "4.0", "vulns": []}
UNSAFE = {"name": "pypdf", "version": "5.0", "vulns": [{"id": "CVE-1", "fix_versions": ["5.1"]}]}
NOT_FOUND = {"name": "numpy", "skip_reason": "Dependency not found on PyPI"}


def test_packages_that_could_not_be_looked_up_are_not_clean() -> None:
    assert verdict([CLEAN, NOT_FOUND], {})[0] == UNAVAILABLE
    assert verdict([], {})[0] == UNAVAILABLE


def test_a_weakness_fails_unless_there_is_a_reason_to_pass_over_it() -> None:
    assert verdict([CLEAN, UNSAFE], {}) == (1, ["pypdf 5.0: CVE-1, mended in 5.1."])
    assert verdict([CLEAN, UNSAFE], {"CVE-1": "nicht aufgerufen"}) == (0, ["Exception CVE-1: nicht aufgerufen"])
    assert verdict([CLEAN], {}) == (0, ["1 packages looked up, nothing known."])


def test_an_exception_that_nothing_needs_any_more_fails() -> None:
    assert verdict([CLEAN], {"CVE-1": "nicht aufgerufen"}) == (1, ["The exception CVE-1 is not needed any more."])
