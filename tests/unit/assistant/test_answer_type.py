"""What a question asks for is seen in a sentence that holds it, and not in one that does not."""

from __future__ import annotations

import pytest

from assistant.answer_type import wanted_kind


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Was kostet ein Trinkbrunnen?", "Ein Brunnen kostete 13.800 Euro.", "Ein Brunnen steht am Markt 4."),
        ("Eigenanteil der Stadt?", "Bei der Stadt blieben 18.888 Euro.", "Die Stadt war zufrieden."),
        ("Wann wurde der Plan beschlossen?", "Beschlossen wurde er am 13. Juni 2024.", "Der Rat beschloss ihn 2024."),
        ("Bis wann muss der Antrag da sein?", "Stichtag ist der 31. März.", "Der Antrag ist schriftlich zu stellen."),
        ("Wie lange muss das Dach bleiben?", "Die Bindung dauert 12 Jahre.", "Das Dach misst 40 m²."),
        ("Wen rufe ich in Rabenwerda an?", "Auskunft gibt Herr Krahl.", "Auskunft gibt das Rathaus."),
        ("Ansprechpartner Hitze?", "Schreiben Sie an hitze@ottersfurt.example.", "Schreiben Sie uns."),
        ("Wer gestaltete den Platz?", "Den Platz hat Annegret Vollmer geplant.", "Den Platz hat ein Büro geplant."),
        ("Wie viel Hektar Brache hat die Stadt?", "Die Brachen messen 61,3 ha.", "Es gibt 14 Brachen."),
        ("Wie viele Jugendliche machten mit?", "Es kamen 412 Jugendliche.", "Es gab 15 Termine im Stadtpark."),
        ("Wie hoch war der Anteil?", "Es waren 17 Prozent.", "Es waren 17."),
        ("Warum wurde nicht gebaut?", "Gebaut wurde nicht, weil Geld fehlte.", "Gebaut wurde nicht."),
    ],
)
def test_the_kind_of_thing_asked_for_is_worth_more_than_another(question: str, better: str, worse: str) -> None:
    wanted = wanted_kind(question)
    assert 0 <= wanted(worse) < wanted(better) <= 1


def test_a_question_without_such_a_kind_prefers_nothing() -> None:
    wanted = wanted_kind("Welche Vorschläge gab es zum Stadtpark?")
    assert wanted("Es waren 12 Vorschläge für 300 Euro am 1. Mai 2024.") == 0


def test_the_second_thing_asked_for_counts_for_less() -> None:
    wanted = wanted_kind("Wer leitet das Projekt und seit wann?")
    assert wanted("Das Projekt leitet Frau Krause.") > wanted("Es läuft seit dem 1. Mai 2024.") > 0
