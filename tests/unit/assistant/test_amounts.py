"""Quantities in German text."""

from __future__ import annotations

import pytest

from assistant.amounts import amounts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das kostete rund 4,8 Mio. Euro.", [("4800000", "euro", "4,8 Mio. Euro")]),
        ("Er zahlte 5.200.000 € dafür.", [("5200000", "euro", "5.200.000 €")]),
        ("Am 8. Mai 2025 kamen 2.417 Menschen.", [("2417", "persons", "2.417 Menschen")]),
        ("Das sind 9,6 Prozent.", [("9.6", "percent", "9,6 Prozent")]),
        ("Die Wiese hat 340 m² und 14 Bäume.", [("340", "m²", "340 m²"), ("14", "bäume", "14 Bäume")]),
        ("Nach § 55 Abs. 2 WHG, Nr. 118/2024, um 11 Uhr, 2025 waren es mehr.", []),
        ("Maßnahme: Rigole · Kosten: 612.400 · Stand: 05/2025", [("612400", "euro", "612.400")]),
        ("Es waren 172.700, 178.500 und 173.100 Euro.", []),
        ("Jahr: Summe · Ausgaben in Tsd. Euro: 12", []),
        (
            "Runde: Dritte · Abstimmende: 2.318 · Anteil: 9,6 %",
            [("2318", "persons", "2.318"), ("9.6", "percent", "9,6 %")],
        ),
    ],
)
def test_a_quantity_has_a_value_a_unit_and_its_wording(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(f"{a.value.normalize():f}", a.unit, a.written) for a in amounts(text)] == found
