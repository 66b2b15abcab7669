"""Which version of the program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str | None:
    """The version as installed; None where it runs from its folder, as in the container."""
    try:
        return version("transferlotse")
    except PackageNotFoundError:
        return None
