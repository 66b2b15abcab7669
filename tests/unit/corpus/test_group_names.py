from __future__ import annotations

import unicodedata

import pytest

from corpus.errors import RefusedInput
from corpus.group_names import group_name, group_names


def test_a_group_is_one_however_its_name_is_typed() -> None:
    assert group_name(unicodedata.normalize("NFD", "  Amt\u00a0für\n Grünflächen ")) == "Amt für Grünflächen"
    assert group_names(" Bauamt ,, Kämmerei,Bauamt ") == ("Bauamt", "Kämmerei")
    assert group_names(" , ") == ()
    assert group_name("x" * 80) == "x" * 80


def test_no_group_is_called_like_everybody() -> None:
    with pytest.raises(RefusedInput, match="für alle bestimmt"):
        group_name(" Alle ")


@pytest.mark.parametrize("name", ["", "  ", "A\u202eB", "a\x00b", "Bau\u200bamt", "x" * 81])
def test_names_of_groups_that_cannot_be_shown_are_refused(name: str) -> None:
    with pytest.raises(RefusedInput, match="1 bis 80 Zeichen"):
        group_name(name)
