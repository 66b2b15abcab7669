"""Follow-up questions without a model: when they lean, what is carried over, what is put in place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.follow_up.models import Standalone, Turn
from assistant.follow_up.standalone import MOST_CARRIED, standalone
from assistant.follow_up.words import places_of
from corpus.german.analyser import Analyser

FOLLOW_UPS = Path(__file__).parents[4] / "corpus" / "examples" / "follow_ups.jsonl"
QUESTIONS = FOLLOW_UPS.with_name("questions.jsonl")
PLACES = places_of(["Ottersfurt", "Steinrada, Bad Zierla, Dachsroda und Vogelsrain", "Brunnleben", "Rabenwerda", None])
TREES = Turn("Wie viele Bäume wurden in Rabenwerda gepflanzt?", ("trees", "rain"))
TREES_CARRIED = ("Bäume", "Rabenwerda", "gepflanzt")


def after(analyser: Analyser, question: str, *earlier: str | Turn) -> Standalone:
    turns = [turn if isinstance(turn, Turn) else Turn(turn, ("before",)) for turn in earlier]
    return standalone(question, turns, analyser, places=PLACES)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_pronoun_carries_the_subject_and_the_documents_over(analyser: Analyser) -> None:
    understood = after(analyser, "Was hat das gekostet?", TREES)
    assert understood.text == "Was hat das gekostet? (Bäume, Rabenwerda, gepflanzt)"
    assert understood.documents == ("trees", "rain")
    assert understood.carried == TREES_CARRIED


@pytest.mark.parametrize(
    "question",
    [
        *(
            "Und wer hat das bezahlt?",
            "Seit wann?",
            "Wer noch?",
            "Kosten?",
            "Wie viele sind eingegangen?",
            "Warum nicht?",
        ),
        *("Was sagen die dazu?", "Kann man sie mieten?", "Wie teuer war die?", "Wie lange dauerte die Maßnahme?"),
        *(
            "Gibt es weitere Beispiele?",
            "Wer kümmert sich darum?",
            "Welche davon stehen noch?",
            "Wo stehen diese Bäume?",
        ),
        *(
            "und was hat das gekostet",
            "Wie hoch war der Eigenanteil?",
            "Auch für Vereine?",
            "Wie viel hat das Land dazugegeben?",
        ),
    ],
)
def test_a_question_that_names_no_topic_leans_back(analyser: Analyser, question: str) -> None:
    assert "Rabenwerda" in after(analyser, question, TREES).text


@pytest.mark.parametrize(
    "question",
    [
        *("Was ist ein Quartiersmanagement?", "Und welche Gemeinden haben einen Bürgerhaushalt?", "Danke!", "", "🙂"),
        *(
            "Gibt es Zuschüsse für Regentonnen?",
            "Was kostet es, einen Trinkbrunnen aufzustellen?",
            "hundesteuer zweiter hund",
        ),
        *(
            "Bis wann müssen Städte ihren Wärmeplan vorlegen?",
            "Personalkosten Leerstandsmanagement 2022",
            "Wer ist Nele Harnisch?",
        ),
        "Wie viele Menschen leben in Ottersfurt, und wie viele davon sind allein?",
        "Was empfiehlt Amselwitz, damit die Eigentümer der Brachen nicht klagen?",
        "Was kostet eine Zisterne, und wer bezahlt das?",
        "Wie hoch ist die Kreisumlage dieses Jahr?",
        "Wie wurden die in der Tongrube gelagerten Ölfässer entsorgt?",
        "Können Sie mir die Gebühren der Musikschule nennen?",
        "Welche Firma wurde damit beauftragt, die Durchlässe zu vermessen?",
    ],
)
def test_a_question_with_a_topic_of_its_own_stays_untouched(analyser: Analyser, question: str) -> None:
    assert after(analyser, question, TREES) == Standalone(question)


@pytest.mark.parametrize(
    ("question", "before", "understood"),
    [
        ("Und in Brunnleben?", "Was kostet die Beratung in Ottersfurt?", "Was kostet die Beratung in Brunnleben?"),
        ("Und Dachsroda?", "Welchen Anteil zahlt Bad Zierla?", "Welchen Anteil zahlt Dachsroda?"),
        ("Und wie sieht es in Leipzig aus?", "Gibt es in Ottersfurt Trinkbrunnen?", "Gibt es in Leipzig Trinkbrunnen?"),
        ("Und 2022?", "Wie viele Läden standen 2023 leer?", "Wie viele Läden standen 2022 leer?"),
        ("Und im Jahr 2022?", "Wie viele Läden standen 2023 leer?", "Wie viele Läden standen 2022 leer?"),
        ("Und 2022 in Brunnleben?", "Wer wurde 2023 in Ottersfurt beraten?", "Wer wurde 2022 in Brunnleben beraten?"),
        ("Und die Mulde?", "Was kostete der Notabflussweg in Rabenwerda?", "Was kostete die Mulde in Rabenwerda?"),
        ("Und für Gründächer?", "Wie viel gibt es für eine Zisterne?", "Wie viel gibt es für Gründächer?"),
        (
            "Und die Zisterne?",
            "Wie hoch ist der Zuschuss für ein Gründach?",
            "Wie hoch ist der Zuschuss für die Zisterne?",
        ),
        ("Und für eine intensive?", "Was gilt für eine extensive Begrünung?", "Was gilt für eine intensive Begrünung?"),
        ("Und Gründächer?", "Wie hoch ist der Zuschuss für Zisternen?", "Wie hoch ist der Zuschuss für Gründächer?"),
    ],
)
def test_an_ellipsis_goes_in_place_of_its_counterpart(
    analyser: Analyser, question: str, before: str, understood: str
) -> None:
    assert after(analyser, question, before).text == understood


@pytest.mark.parametrize("question", ["Und in Brunnleben?", "Und in Leipzig?", "Hat Brunnleben das auch gemacht?"])
def test_documents_about_one_town_are_not_preferred_for_another(analyser: Analyser, question: str) -> None:
    understood = after(analyser, question, TREES)
    assert understood.documents == ()
    assert "Bäume" in understood.text
    assert "Rabenwerda" not in understood.text


def test_documents_stay_preferred_for_another_year(analyser: Analyser) -> None:
    assert after(analyser, "Und 2022?", "Wie viele Läden standen 2023 leer?").documents == ("before",)


def test_a_subject_persists_over_a_chain_and_does_not_grow_without_end(analyser: Analyser) -> None:
    turns = [TREES]
    follow_ups = (
        "Was hat das gekostet?",
        "Wer hat das vorgeschlagen?",
        "Wie wurde darüber abgestimmt?",
        "Wo stehen sie?",
    )
    for question in (*follow_ups, "Wer gießt und beschneidet und bewacht und versichert sie?", "Und wer haftet?"):
        understood = standalone(question, turns, analyser, places=PLACES)
        assert {"Bäume", "Rabenwerda"} <= set(understood.carried), question
        assert len(understood.carried) <= MOST_CARRIED
        turns.append(Turn(understood.text, ()))


def test_a_new_topic_ends_the_old_one(analyser: Analyser) -> None:
    understood = after(analyser, "Was kostet das?", TREES, "Was ist eine Retentionsmulde?")
    assert understood.carried == ("Retentionsmulde",)
    assert understood.documents == ("before",)


def test_a_turn_that_says_nothing_is_passed_over(analyser: Analyser) -> None:
    assert after(analyser, "Was kostet das?", TREES, "Danke!").documents == ("trees", "rain")


def test_nothing_is_carried_over_without_earlier_turns(analyser: Analyser) -> None:
    assert after(analyser, "Was hat das gekostet?") == Standalone("Was hat das gekostet?")


def test_what_is_written_together_is_carried_together(analyser: Analyser) -> None:
    understood = after(analyser, "Wer zahlt das?", "Was ist das Projekt „Wasserwege kennen“ beim Kaufhaus Nordring?")
    assert understood.carried == ("Wasserwege kennen", "Kaufhaus Nordring")


@pytest.mark.parametrize("odd", ["und " * 400, "„" * 1_000, "(" * 1_000, "in der " * 300, "\x00?", "\u202e", ""])
def test_a_turn_without_words_is_passed_over_and_a_question_without_words_stays_whole(
    analyser: Analyser, odd: str
) -> None:
    assert after(analyser, "Was kostet das?", TREES, odd).carried == TREES_CARRIED
    assert after(analyser, odd, TREES).text.startswith(" ".join(odd.split()))


def test_the_example_conversations_are_told_apart(analyser: Analyser) -> None:
    right = {True: 0, False: 0}
    told = [line for line in lines(FOLLOW_UPS) if not line["held_back"]]
    for line in told:
        turns: list[Turn] = []
        for turn in line["earlier"]:
            turns.append(Turn(standalone(turn["question"], turns, analyser, places=PLACES).text, ()))
        leans = bool(standalone(line["question"], turns, analyser, places=PLACES).carried)
        right[line["leans"]] += leans == line["leans"]
    assert right[True] >= 0.9 * sum(line["leans"] for line in told)
    assert right[False] >= 0.95 * sum(not line["leans"] for line in told)


def test_questions_that_stand_by_themselves_hardly_ever_lean(analyser: Analyser) -> None:
    asked = [line["question"] for line in lines(QUESTIONS) if not line["earlier"]]
    leaning = [question for question in asked if after(analyser, question, TREES).carried]
    assert len(leaning) <= 0.05 * len(asked), leaning


def test_a_chain_of_follow_ups_keeps_its_subject_and_not_what_was_asked_about_it(analyser: Analyser) -> None:
    turns = [Turn("Welche Zuschüsse gibt es für Zisternen?", ("green",))]
    for question in ("Kann ich das mit der KfW kombinieren?", "Mehr dazu", "Bitte genauer"):
        turns.append(Turn(standalone(question, turns, analyser).text, ("green",)))
    assert standalone("Und was kostet das?", turns, analyser).carried == ("KfW", "Zisternen")
