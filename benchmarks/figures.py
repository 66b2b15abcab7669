"""How a figure is printed."""

from __future__ import annotations

import sys


def show(name: str, figure: str, goal: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{name:<27} {figure:>22}   (goal {goal})\n")
    sys.stdout.flush()
