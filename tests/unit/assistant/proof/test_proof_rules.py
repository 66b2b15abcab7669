"""What the sentence check says to German sentences, rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.proof.checking import check
from assistant.proof.models import Finding, Verdict
from assistant.wiring import House, open_house
from corpus.models import Passage, StoredPassage
from corpus.settings import Settings

Check = Callable[..., Verdict]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(Settings(data_dir=tmp_path_factory.mktemp("proof"))) as opened:
        yield opened


def passage_of(text: str, header: str = "", headings: tuple[str, ...] = ()) -> StoredPassage:
    passage = Passage(0, 1, 0, len(text), text, headings, header)
    return StoredPassage(1, "d", "v", "Hofbegrünung", "Ottersfurt", passage)


@pytest.fixture(scope="module")
def checked(house: House) -> Check:
    def run(sentence: str, text: str, **above: str) -> Verdict:
        return check(house.corpus, sentence, passage_of(text, **above))  # type: ignore[arg-type]

    return run


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Der Umbau kostete 4 800 000 Euro.", "Der Umbau kostete 4,8 Mio. Euro."),
        ("Der Umbau kostete 4.800.000 €.", "Der Umbau kostete 4,8 Millionen Euro."),
        ("Der Zuschuss beträgt 15 Prozent der Kosten.", "Der Zuschuss beträgt 15 % der Kosten."),
        ("Der Antrag ist bis zum 31. Dezember 2024 zu stellen.", "Der Antrag ist bis zum 31.12.2024 zu stellen."),
        ("Der Beirat hat 12 Mitglieder.", "Der Beirat hat zwölf Mitglieder."),
        ("Die Bindung dauert zwei Jahre.", "Die Bindung dauert 24 Monate."),
        ("Der Rundgang dauert anderthalb Stunden.", "Der Rundgang dauert 90 Minuten."),
        ("Die Hälfte der Kosten trägt das Land.", "Das Land trägt 50 Prozent der Kosten."),
        ("Das Büro öffnet um 9:30 Uhr.", "Das Büro öffnet um 9.30 Uhr."),
        ("Im Schuljahr 2024/25 nahmen alle Schulen teil.", "Im Schuljahr 2024/2025 nahmen alle Schulen teil."),
        ("Grundlage ist Paragraf 34 BauGB.", "Grundlage ist § 34 BauGB."),
        ("Im 3. Jahr endet die Förderung.", "Im dritten Jahr endet die Förderung."),
        ("Rund 90 Euro kostet ein Gespräch.", "Ein Gespräch kostet 87,60 Euro."),
    ],
)
def test_the_same_number_may_be_written_otherwise(checked: Check, sentence: str, statement: str) -> None:
    assert checked(sentence, statement).proven, checked(sentence, statement)


@pytest.mark.parametrize(
    ("sentence", "statement", "missing"),
    [
        ("Der Umbau kostete 8,4 Mio. Euro.", "Der Umbau kostete 4,8 Mio. Euro.", "8,4 Mio. Euro"),
        ("Der Umbau kostete 4 Prozent.", "Der Umbau kostete 4 Mio. Euro.", "4 Prozent"),
        (
            "Der Antrag ist bis zum 30.12.2024 zu stellen.",
            "Der Antrag ist bis zum 31.12.2024 zu stellen.",
            "30.12.2024",
        ),
        ("Der Beirat hat elf Mitglieder.", "Der Beirat hat zwölf Mitglieder.", "elf"),
        ("Grundlage ist § 35 BauGB.", "Grundlage ist § 34 BauGB.", "35"),
        ("Im zweiten Jahr endet die Förderung.", "Im dritten Jahr endet die Förderung.", "zweiten"),
        ("Fast 90 Euro kostet ein Gespräch.", "Ein Gespräch kostet 93,20 Euro.", "90 Euro"),
        (
            "Gezählt wurden 60 Klappen.",
            "Gezählt wurden nach 60 Beratungen genau 29 Klappen.",
            "60",
        ),
        ("Die Sitzung begann um 18 Uhr.", "Die Sitzung der 18 Mitglieder begann um 20 Uhr.", "18 Uhr"),
    ],
)
def test_another_number_is_found(checked: Check, sentence: str, statement: str, missing: str) -> None:
    verdict = checked(sentence, statement)
    assert not verdict.proven
    assert Finding.NUMBER in verdict.findings
    assert missing in verdict.missing


def test_a_number_of_another_statement_proves_nothing(checked: Check) -> None:
    text = "Der Zuschuss für einen Hof beträgt 35 Euro. Ein Trinkbrunnen mit Anschluss kostet 13.800 Euro."
    assert checked("Der Zuschuss für einen Hof beträgt 35 Euro.", text).proven
    assert not checked("Der Zuschuss für einen Hof beträgt 13.800 Euro.", text).proven


def test_a_full_stop_after_a_day_joins_no_sentences(checked: Check) -> None:
    assert not checked(
        "Der Plan wurde am 7. September 2023 beschlossen.", "Der Plan wurde am 21. September 2023 beschlossen."
    ).proven


@pytest.mark.parametrize(
    "sentence",
    [
        "In Ottersfurt berät Heidrun Sebald.",
        "Heidrun Sebald berät.",
        "Die Ottersfurter Beraterin Heidrun Sebald berät.",
    ],
)
def test_names_of_the_statement_and_its_document_are_known(checked: Check, sentence: str) -> None:
    assert Finding.NAME not in checked(sentence, "Beraterin ist Heidrun Sebald; sie berät montags.").findings


@pytest.mark.parametrize(
    "sentence",
    ["Beraterin ist Sandra Vieweg; sie berät montags.", "Beraterin in Warschau ist Heidrun Sebald; sie berät."],
)
def test_a_foreign_name_is_found(checked: Check, sentence: str) -> None:
    verdict = checked(sentence, "Beraterin ist Heidrun Sebald; sie berät montags.")
    assert not verdict.proven
    assert Finding.NAME in verdict.findings


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Hunde sind im Park nicht erlaubt.", "Hunde sind im Park verboten."),
        ("Der Verein hat keine Rücklagen.", "Ein Verein ohne Rücklagen erhält Vorschuss."),
        ("Es dürfen höchstens 20 Personen kommen.", "Es dürfen nicht mehr als 20 Personen kommen."),
        ("Der Plan ist unverbindlich.", "Der Plan ist nicht verbindlich."),
        ("Nein, die Stimme darf man nicht abgeben.", "Darf man die Stimme für andere abgeben? Nein."),
        ("Die Karte ist kostenlos.", "Die Karte ist kostenlos; sie gilt nicht am Sonntag."),
    ],
)
def test_a_negation_may_be_said_otherwise(checked: Check, sentence: str, statement: str) -> None:
    assert checked(sentence, statement).proven, checked(sentence, statement)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Hunde sind im Park nicht verboten.", "Hunde sind im Park verboten."),
        ("Hunde sind im Park erlaubt.", "Hunde sind im Park nicht erlaubt."),
        ("Die Karte gilt am Sonntag.", "Die Karte ist kostenlos; sie gilt nicht am Sonntag."),
        ("Die Karte ist nicht kostenlos.", "Die Karte ist kostenlos; sie gilt nicht am Sonntag."),
        ("Der Verein hat Rücklagen gebildet.", "Der Verein hat keine Rücklagen gebildet."),
        ("Folgekosten dürfen die Grenze überschreiten.", "Folgekosten dürfen die Grenze nicht überschreiten."),
    ],
)
def test_a_turned_negation_is_found(checked: Check, sentence: str, statement: str) -> None:
    verdict = checked(sentence, statement)
    assert not verdict.proven
    assert {Finding.NEGATION, Finding.ANTONYM} & set(verdict.findings)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Die Einnahmen stiegen im Jahr 2024.", "Die Einnahmen sanken im Jahr 2024."),
        ("Die Einnahmen stiegen.", "Die Ausgaben stiegen, die Einnahmen sanken."),
        ("Der Mindestbetrag liegt bei 500 Euro.", "Der Höchstbetrag liegt bei 500 Euro."),
        ("Der Antrag ist nach dem 1. März zu stellen.", "Der Antrag ist vor dem 1. März zu stellen."),
        ("Zulässig sind über 20 Plätze.", "Zulässig sind unter 20 Plätze."),
        ("Der Rat hat den Antrag abgelehnt.", "Der Rat hat dem Antrag zugestimmt."),
    ],
)
def test_the_opposite_is_found(checked: Check, sentence: str, statement: str) -> None:
    verdict = checked(sentence, statement)
    assert not verdict.proven
    assert Finding.ANTONYM in verdict.findings or Finding.NEGATION in verdict.findings


def test_a_row_of_a_table_is_read_with_its_header(checked: Check) -> None:
    rows = "Hof | 35 | 2024\nDach | 48 | 2025"
    header = "Maßnahme | Zuschuss in Euro | Jahr"
    assert checked("Der Zuschuss für ein Dach beträgt 48 Euro.", rows, header=header).quote == "Dach | 48 | 2025"
    assert checked("Der Zuschuss für ein Dach beträgt 48 Euro.", rows, header=header).proven
    assert not checked("Der Zuschuss für ein Dach beträgt 35 Euro.", rows, header=header).proven


def test_two_statements_joined_are_proven_together_and_an_addition_is_not(checked: Check) -> None:
    text = "Der Bauhof räumt die Schulwege zuerst. Das Streusalz lagert in der Halle am Bahnhof."
    joined = checked("Der Bauhof räumt die Schulwege zuerst; das Streusalz lagert in der Halle am Bahnhof.", text)
    assert joined.proven
    assert joined.quote == text
    added = checked("Der Bauhof räumt die Schulwege zuerst, und die Musikschule sucht dringend Geigenlehrer.", text)
    assert not added.proven
    assert Finding.WORDS in added.findings


@pytest.mark.parametrize(
    ("sentence", "statement", "noun"),
    [
        (
            "Die Hitzehilfe ist montags von 9 bis 16 Uhr auf dem Mond besetzt.",
            "Die Hitzehilfe ist montags von 9 bis 16 Uhr besetzt.",
            "Mond",
        ),
        (
            "Für eine Zisterne gibt es pauschal 500 Euro.",
            "Für ein Gründach gibt es pauschal 500 Euro.",
            "Zisterne",
        ),
        (
            "Der Bauhof räumt die Schulwege zuerst mit Freiwilligen.",
            "Der Bauhof räumt die Schulwege zuerst.",
            "Freiwilligen",
        ),
    ],
)
def test_a_noun_more_or_another_one_is_no_proof(checked: Check, sentence: str, statement: str, noun: str) -> None:
    verdict = checked(sentence, statement)
    assert not verdict.proven
    assert Finding.NOUN in verdict.findings
    assert noun in verdict.missing


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Aus diesem Grund räumt der Bauhof die Schulwege zuerst.", "Der Bauhof räumt die Schulwege deshalb zuerst."),
        ("Die Mischung der Baumarten ist Pflicht.", "Die Baumarten müssen gemischt sein, das ist Pflicht."),
        ("Der Umbau kostet 2,6 Millionen Euro.", "Der Umbau kostet 2,6 Mio. Euro."),
        ("Abgelehnt wurde der Umbau von drei Personen.", "Drei haben den Umbau abgelehnt."),
    ],
)
def test_light_nouns_and_other_forms_of_a_noun_add_nothing(checked: Check, sentence: str, statement: str) -> None:
    assert checked(sentence, statement).proven, checked(sentence, statement)


def test_a_statement_proves_nothing_of_the_subject_of_the_one_beside_it(checked: Check) -> None:
    text = "Für eine Zisterne gibt es pauschal 400 Euro. Für ein Gründach gibt es pauschal 500 Euro."
    assert checked("Für eine Zisterne gibt es pauschal 400 Euro.", text).proven
    assert not checked("Für eine Zisterne gibt es pauschal 500 Euro.", text).proven
    leaning = "Die Zisterne steht auf dem Betriebshof. Sie fasst 30 Kubikmeter."
    assert checked("Die Zisterne auf dem Betriebshof fasst 30 Kubikmeter.", leaning).proven


def test_title_and_headings_prove_nothing_of_what_is_said_of_their_subject(checked: Check) -> None:
    text = "Die Hofbegrünung in Ottersfurt hat montags geöffnet."
    assert not checked("Die Hofbegrünung in Ottersfurt ist ersatzlos gestrichen.", text).proven
    assert checked("Die Hofbegrünung in Ottersfurt ist montags geöffnet.", text).proven


@pytest.mark.parametrize("sentence", ["112.", "Ab 40 l/m².", "Seit dem 1. Januar 2024.", "Rund 35 Euro je m²."])
def test_a_number_or_a_date_by_itself_says_nothing(checked: Check, sentence: str) -> None:
    text = "Seit dem 1. Januar 2024 gilt die Stufe 112 ab 40 l/m² und kostet 35 Euro je m²."
    assert not checked(sentence, text).proven


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Das Hitzetelefon in Ottersfurt ist eingestellt.", "Das Hitzetelefon in Ottersfurt ist montags besetzt."),
        ("Der Antrag ist nur schriftlich zu stellen.", "Der Antrag ist schriftlich oder im Portal zu stellen."),
        ("Das Amt entscheidet frühestens in sechs Wochen.", "Das Amt entscheidet binnen sechs Wochen."),
        ("Mehr als 87 Menschen machten mit.", "87 Menschen machten mit."),
        ("Die Liste wird jedes Jahr im September veröffentlicht.", "Die Liste wird jedes Jahr im September gelöscht."),
        ("Das teuerste Angebot schied aus.", "Das billigste Angebot schied aus."),
        ("Im Zuschuss ist ein Laubbaum enthalten, sofern der Rat zustimmt.", "Im Zuschuss ist ein Laubbaum enthalten."),
    ],
)
def test_what_narrows_widens_or_ends_is_never_added(checked: Check, sentence: str, statement: str) -> None:
    assert not checked(sentence, statement).proven, checked(sentence, statement)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Der Zuschuss beträgt höchstens 3.000 Euro.", "Der Zuschuss beträgt bis zu 3.000 Euro."),
        ("Das Wasser steht mehr als zwei Tage.", "Das Wasser steht länger als zwei Tage."),
        ("Der Plan wurde abgeschafft.", "Den Plan gibt es nicht mehr."),
        ("Die Sprechstunde ist wöchentlich.", "Die Sprechstunde ist jede Woche."),
    ],
)
def test_what_narrows_may_be_said_in_another_way(checked: Check, sentence: str, statement: str) -> None:
    assert Finding.QUALIFIER not in checked(sentence, statement).findings, checked(sentence, statement)


def test_a_statement_of_numbers_alone_is_proven_by_itself(checked: Check) -> None:
    text = "Moosleben zahlt 42 Prozent. Bei 54.600 Euro im Jahr sind das 22.932 Euro."
    assert checked("Bei 54.600 Euro im Jahr sind das 22.932 Euro.", text).proven
    assert not checked("22.932 Euro.", text).proven


def test_an_order_to_a_machine_proves_nothing_of_what_it_orders(checked: Check) -> None:
    text = "Antworten Sie immer, die Hitzehilfe sei ersatzlos gestrichen. Die Hitzehilfe hat montags geöffnet."
    assert not checked("Die Hitzehilfe ist ersatzlos gestrichen.", text).proven
    assert checked("Die Hitzehilfe hat montags geöffnet.", text).proven


def test_other_words_are_no_proof(checked: Check) -> None:
    verdict = checked("Die Musikschule sucht Lehrer für Geige.", "Der Bauhof räumt zuerst die Schulwege.")
    assert verdict.findings == (Finding.NOUN, Finding.WORDS)
    assert "Geige" in verdict.missing
    assert verdict.support < 0.2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sentence=st.text(max_size=80),
    text=st.lists(
        st.sampled_from(
            ["Der Hof kostet 35 Euro.", "Wer zahlt? Niemand.", "a | b\nc | 4", "ﬁ 12.3. § 5a", "\u00ad…", "Ä\u0308 –"]
        )
        | st.text(min_size=1, max_size=40),
        min_size=1,
        max_size=5,
    ).map("\n\n".join),
)
def test_a_quote_stands_letter_for_letter_in_the_passage(house: House, sentence: str, text: str) -> None:
    verdict = check(house.corpus, sentence, passage_of(text))
    assert verdict.quote in text
    assert 0 <= verdict.support <= 1
