from __future__ import annotations

from datetime import date

import pytest

from assistant.export.cleaning import clean
from assistant.export.content import content_of
from assistant.models import Answer, Contradiction, Sentence, Status
from corpus.errors import RefusedInput
from corpus.models import Metadata
from tests.exports import DAY, answer, citation, conversation

KNOWN = {"d1": Metadata("Hitzeaktionsplan"), "d2": Metadata("Stadtgrün")}


def said(*answers: Answer, known: dict[str, Metadata] = KNOWN) -> list[list[tuple[str, tuple[int, ...]]]]:
    """Part by part, the statements with the numbers of their sources."""
    parts = content_of(answers, "Titel", DAY, known).parts
    return [[(s.text, s.sources) for paragraph in part.paragraphs for s in paragraph.statements] for part in parts]


def test_sources_are_numbered_across_the_answers_in_the_order_of_their_mention() -> None:
    first = answer(
        Sentence("A.", (2,), 1.0), Sentence("B.", (1,), 1.0), citations=(citation(1), citation(2, quote="Zwei"))
    )
    second = answer(Sentence("C.", (1,), 1.0), citations=(citation(1, "d2", quote="Drei"),))
    assert said(first, second) == [[("A.", (1,)), ("B.", (2,))], [("C.", (3,))]]
    sources = content_of([first, second], "Titel", DAY, KNOWN).sources
    assert [(source.number, source.quote) for source in sources] == [
        (1, "„Zwei“"),
        (2, "„Es gibt 14 Trinkbrunnen.“"),
        (3, "„Drei“"),
    ]


def test_sources_that_disagree_are_named_by_the_numbers_of_the_export() -> None:
    cited = (citation(4, quote="800 Euro"), citation(9, "d2", quote="1.050 Euro"))
    disagreeing = answer(
        Sentence("A.", (9,), 1.0),
        Sentence("B.", (4,), 1.0),
        citations=cited,
        contradictions=(Contradiction((4, 9), ("800 Euro", "1.050 Euro")),),
    )
    content = content_of([disagreeing], "Titel", DAY, KNOWN)
    assert content.cautions[0] == "Die Quellen nennen verschiedene Zahlen: 800 Euro [2] und 1.050 Euro [1]."


def test_the_same_words_of_the_same_passage_are_one_source() -> None:
    first = answer(Sentence("A.", (1,), 1.0), citations=(citation(1),))
    again = answer(Sentence("B.", (5, 6), 1.0), citations=(citation(5), citation(6)))
    elsewhere = answer(Sentence("C.", (1,), 1.0), citations=(citation(1, passage_id=43),))
    assert said(first, again, elsewhere) == [[("A.", (1,))], [("B.", (1,))], [("C.", (2,))]]


def test_a_mark_without_a_citation_behind_it_proves_nothing() -> None:
    content = content_of([answer(Sentence("A.", (99,), 1.0), citations=(citation(1),))], "Titel", DAY, KNOWN)
    assert content.parts[0].paragraphs[0].statements[0].sources == ()
    assert content.sources == ()
    assert content.cautions == ("Ein Satz ist durch keine Fundstelle belegt; er trägt den Vermerk „Nicht belegt“.",)


def test_a_source_names_the_printed_page_and_where_to_find_it_in_the_file() -> None:
    plain, labelled, same = (
        content_of([answer(Sentence("A.", (1,), 1.0), citations=(cited,))], "T", DAY, KNOWN).sources[0].place
        for cited in (citation(1), citation(1, page_label="A-3", heading=""), citation(1, page_label="7", heading=""))
    )
    assert plain == "Seite 7, Abschnitt „4 Maßnahmen“"
    assert labelled == "Seite A-3 (in der Datei Seite 7)"
    assert same == "Seite 7"


@pytest.mark.parametrize(("last_day", "doubted"), [(date(2026, 11, 26), True), (DAY, False), (None, False)])
def test_a_source_past_its_last_day_is_to_be_checked(last_day: date | None, doubted: bool) -> None:
    given = answer(Sentence("A.", (1,), 1.0), citations=(citation(1),))
    content = content_of([given], "T", DAY, {"d1": Metadata("H", valid_until=last_day)})
    caution = "Stand prüfen: Das Dokument war gültig bis 26.11.2026."
    assert content.sources[0].cautions == ((caution,) if doubted else ())
    assert content.cautions == ((f"Zu [1]: {caution}",) if doubted else ())


def test_of_a_removed_document_the_citation_is_all_that_is_known_and_it_says_so() -> None:
    content = content_of([answer(Sentence("A.", (1,), 1.0), citations=(citation(1),))], "T", DAY, {})
    assert "nicht mehr im Bestand" in content.sources[0].cautions[0]
    known = content.documents[0]
    assert (known.title, known.document_type, known.year, known.sources) == ("Hitzeaktionsplan", "–", "–", (1,))


def test_documents_are_listed_once_with_what_is_known_and_their_sources() -> None:
    plan, green = conversation().documents
    assert (plan.document_type, plan.municipality, plan.year, plan.valid_until, plan.sources) == (
        *("Konzept", "Ottersfurt", "2024", "26.11.2026"),
        (1, 3),
    )
    assert green.sources == (2,)


def test_sentences_read_on_and_rows_and_items_stand_alone() -> None:
    texts = ("Ein Satz.", "Noch einer.", "• Ein Punkt", "Maßnahme: Zisterne · Zuschuss: 800 Euro", "Ein Schluss.")
    given = answer(*(Sentence(text, (1,), 1.0) for text in texts), citations=(citation(1),))
    paragraphs = content_of([given], "T", DAY, KNOWN).parts[0].paragraphs
    assert [([s.text for s in p.statements], p.listed) for p in paragraphs] == [
        (["Ein Satz.", "Noch einer."], False),
        (["Ein Punkt"], True),
        (["Maßnahme: Zisterne · Zuschuss: 800 Euro"], True),
        (["Ein Schluss."], False),
    ]


def test_what_is_open_partial_or_could_not_be_done_is_named_with_its_question() -> None:
    partial = answer(
        Sentence("A.", (1,), 1.0),
        citations=(citation(1),),
        status=Status.PARTIAL,
        missing=("Kosten",),
        nearest=(citation(1, title="Stadtgrün", page_label="iii"),),
        notes=("Die Suche war eingeschränkt.",),
    )
    assert content_of([partial, answer()], "T", DAY, KNOWN).cautions == (
        "Zu Frage 1: Die Dokumente belegen nur einen Teil der Frage. Dazu steht an der Fundstelle nichts: Kosten.",
        "Zu Frage 1: Am nächsten kommt: Stadtgrün, Seite iii.",
        "Zu Frage 1: Die Suche war eingeschränkt.",
        "Zu Frage 2: Die Frage bleibt offen; die Dokumente enthalten dazu keine belastbare Stelle.",
    )


def test_a_single_question_that_is_the_title_is_not_repeated() -> None:
    given = answer(question="Wie viele?")
    assert content_of([given], "Wie viele?", DAY, {}).parts[0].heading == ""
    assert content_of([given], "Brunnen", DAY, {}).parts[0].heading == "Wie viele?"
    several = content_of([given, given], "Wie viele?", DAY, {})
    assert [part.heading for part in several.parts] == ["Frage 1: Wie viele?", "Frage 2: Wie viele?"]


def test_how_a_question_was_understood_is_said_where_it_differs() -> None:
    assert [part.understood for part in conversation().parts] == [
        "",
        "Verstanden als: Wie viele Trinkbrunnen gibt es in Paris?",
    ]


@pytest.mark.parametrize(
    ("counts", "said_so"),
    [
        ((1,), "Durchsucht wurde 1 Dokument."),
        ((12, 12), "Durchsucht wurden 12 Dokumente."),
        ((12, 3), "Durchsucht wurden je nach Frage 3 bis 12 Dokumente."),
    ],
)
def test_how_many_documents_were_searched_is_said(counts: tuple[int, ...], said_so: str) -> None:
    answers = [answer(documents_searched=count) for count in counts]
    assert content_of(answers, "T", DAY, {}).searched == said_so


def test_a_conversation_without_an_answer_is_refused_and_one_without_a_title_gets_one() -> None:
    with pytest.raises(RefusedInput, match="noch keine Antwort"):
        content_of([], "T", DAY, {})
    assert content_of([answer()], " \x00 ", DAY, {}).title == "Antwort aus den Dokumenten"


def test_cleaning_takes_what_no_file_may_hold_and_leaves_the_rest() -> None:
    assert clean(" a\x00b\ud800\uffff\n\tc ") == "ab c"
    assert clean("5\u00a0m³ „so“ \u200f👩‍👧") == "5\u00a0m³ „so“ \u200f👩‍👧"


def test_no_text_can_turn_the_digits_of_an_amount_round() -> None:
    assert clean("\u202e0021 Euro\u202c und \u206721\u2069") == "0021 Euro und 21"
