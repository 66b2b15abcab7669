"""Questions name places in every form that German gives them."""

from __future__ import annotations

import pytest

from assistant.retrieval.places import named_places, of_each_place

TALE = "Steinrada, Bad Zierla, Dachsroda und Vogelsrain"
KNOWN = ("Falkenlohe", "Ottersfurt", "Alt Wendel", TALE)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Was kostet das in Falkenlohe?", {"Falkenlohe"}),
        ("Falkenlohes Haushalt", {"Falkenlohe"}),
        ("die Falkenloher Kämmerei", {"Falkenlohe"}),
        ("der ottersfurter hitzeplan", {"Ottersfurt"}),
        ("Leerstand in Alt Wendel", {"Alt Wendel"}),
        ("Was zahlt Bad Zierla?", {TALE}),
        ("Was kostet es in Ottersfurt und was in Falkenlohe?", {"Ottersfurt", "Falkenlohe"}),
        ("Ottersfurth und Falkenloherberg", set()),
        ("Was kostet ein Brunnen?", set()),
    ],
)
def test_a_place_is_found_whatever_its_ending(question: str, named: set[str]) -> None:
    assert named_places(question, KNOWN) == named


def test_each_place_has_its_turn_and_the_others_follow() -> None:
    found = [("A", 1), ("A", 2), ("C", 3), ("B", 4), ("A", 5), ("B", 6)]
    in_turns = of_each_place(found, {"A", "B"}, lambda each: each[0])
    assert in_turns == [("A", 1), ("B", 4), ("A", 2), ("B", 6), ("A", 5), ("C", 3)]
