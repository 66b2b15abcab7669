from __future__ import annotations

import time
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import TransferlotseError
from corpus.models import BlockKind, Metadata
from corpus.settings import Settings
from corpus.texts.terms import CLIMATE, DOCUMENT_TYPES, FIELDS_OF_ACTION, PARTICIPATION, STRATEGY
from ingest.child import read_in_child
from ingest.proposals import propose
from ingest.proposals.municipalities import Municipalities, known_municipalities
from ingest.readers import Properties, Reading
from ingest.readers.sections import RawBlock, build_pages
from ingest.sidecar import said_by, sidecar_of, sidecar_text
from ingest.sniff import media_type_of

DOCUMENTS = Path(__file__).parents[3] / "corpus" / "examples" / "documents"
SCAN = DOCUMENTS / "hofbegruenung-ottersfurt.pdf"  # nothing can be read off it without recognition
EXAMPLES = sorted({*DOCUMENTS.glob("*.[dp]*")} - {SCAN})
# What no sidecar-free reader of the file could know for certain.
NOT_TOLD = {
    # Dated 2024, in force from 2025: two years fit.
    ("foerderrichtlinie-ottersfurt", "year"),
    # What takes the place of what is a person's to say.
    ("foerderrichtlinie-ottersfurt", "supersedes"),
    # No imprint, and the authors are persons.
    ("buergerbudget-amselwitz", "publisher"),
    ("gewerbeflaechen-ziegelwitz", "publisher"),
    ("spielplaetze-moosleben", "publisher"),
    ("starkregen-eschenbrueck", "publisher"),
    ("digitalisierung-moosleben", "publisher"),
    ("gewerbegebiet-wolkenkreuz", "publisher"),
    ("schwammstadt-harthbrueck", "publisher"),
    ("fachtag-schwammstadt", "publisher"),
    ("beteiligungsformate-schulung", "publisher"),
    ("foerdermittel-schulung", "publisher"),
    # Slides do not call themselves guidelines, and reports of events speak of reports.
    ("beteiligungsformate-schulung", "document_type"),
    ("foerdermittel-schulung", "document_type"),
    ("buergerforum-falkenlohe", "document_type"),
    ("fachtag-schwammstadt", "document_type"),
}


@pytest.fixture(scope="module")
def towns() -> Municipalities:
    return known_municipalities(Settings(_env_file=None))


@cache
def read(path: Path) -> Reading:
    return read_in_child(path, media_type_of(path), timeout_seconds=120, memory_mb=2048)


def written(text: str, title: str | None = None, created: date | None = None, **said: str) -> Reading:
    """A reading of Markdown-like lines: '# ' a heading, '---' a new page."""
    pages = []
    for part in text.split("\n---\n"):
        blocks = [
            RawBlock(BlockKind.HEADING, line.lstrip("# "), 1)
            if line.startswith("# ")
            else RawBlock(BlockKind.HEADING, line.lstrip("# "), 2)
            if line.startswith("## ")
            else RawBlock(BlockKind.PARAGRAPH, line)
            for line in part.splitlines()
        ]
        pages += build_pages(blocks)
    return Reading(tuple(pages), title, properties=Properties(created=created, **said))


def known_of(metadata: Metadata) -> dict[str, Any]:
    return {name: value for name, value in asdict(metadata).items() if value is not None}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_that_is_proposed_for_an_example_is_wrong_and_little_is_missing(
    path: Path, towns: Municipalities
) -> None:
    proposed = asdict(propose(read(path), path.name, towns))
    sidecar = sidecar_of(path)
    assert sidecar
    truth = said_by(sidecar_text(sidecar), sidecar.name)
    wrong = {name: value for name, value in proposed.items() if value is not None and value != truth.get(name)}
    missing = {(path.stem, name) for name in truth if proposed[name] is None}
    assert wrong == {}
    assert missing == {pair for pair in NOT_TOLD if pair[0] == path.stem}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_without_its_title_page_leads_to_nothing_wrong(path: Path, towns: Municipalities) -> None:
    whole = read(path)
    body = [page for page in whole.pages if page.number > 1]
    sidecar = sidecar_of(path)
    assert sidecar
    truth = said_by(sidecar_text(sidecar), sidecar.name)
    proposed = known_of(propose(Reading(tuple(body), truth["title"]), path.name, towns))
    assert {name: value for name, value in proposed.items() if value != truth.get(name)} == {}
    assert proposed["language"] == "de"


def test_every_type_and_field_is_one_of_the_house_s_terms(towns: Municipalities) -> None:
    proposals = [propose(read(path), path.name, towns) for path in EXAMPLES]
    assert {proposal.document_type for proposal in proposals} <= {*DOCUMENT_TYPES, None}
    assert {proposal.field_of_action for proposal in proposals} == {*FIELDS_OF_ACTION}


def test_a_technical_standard_tells_its_licence_and_no_town(shared_data: Path, towns: Municipalities) -> None:
    for ending in ("pdf", "docx"):
        path = shared_data / "dcat-ap-de" / f"DCAT-AP.de_V1.0.1_implRules.{ending}"
        known = known_of(propose(read(path), path.name, towns))
        created = known.pop("year", 2018)
        assert created == 2018
        assert known == {"title": "DCAT-AP.de Konventionenhandbuch", "licence": "CC BY 4.0", "language": "de"}


def test_a_programmers_manual_is_of_no_town_and_of_no_field(shared_data: Path, towns: Municipalities) -> None:
    folder = shared_data / "german-pdf"
    manuals = {path.name: known_of(propose(read(path), path.name, towns)) for path in sorted(folder.glob("*.pdf"))}
    assert manuals == {
        "developers-reference.de.pdf": {"title": "Debian Developer's Reference", "year": 2023, "language": "de"},
        "maint-guide.de.pdf": {
            "title": "Debian-Leitfaden für Neue Paketbetreuer",
            "document_type": "Leitfaden",
            "language": "de",
        },
    }


def test_the_chapters_of_a_town_s_strategy_name_this_town_or_none(shared_data: Path, towns: Municipalities) -> None:
    chapters = sorted((shared_data / "ulm-smartcity").glob("*.[hmp]*"))
    proposals = {path.name: propose(read(path), path.name, towns) for path in chapters}
    assert {proposal.municipality for proposal in proposals.values()} == {"Ulm", None}
    assert {proposal.state for proposal in proposals.values()} == {None}
    assert {proposal.language for proposal in proposals.values()} == {"de", None}
    fields = {name[:5]: proposal.field_of_action for name, proposal in proposals.items() if "06.0" in name}
    assert set(fields.values()) <= {CLIMATE, None}
    slides = proposals["10_Hintergrundmaterialien_Überblick_Ulm4CleverCity.pdf"]
    assert slides.title == "Ulm4CleverCity – Smart City Modellstadt"
    assert slides.year == 2020


TRICKY: dict[str, tuple[Reading, dict[str, Any]]] = {
    "two towns in a comparison": (
        written(
            "# Altenburg und Zeitz im Vergleich\nHerausgeber: Stadt Altenburg\nStand: März 2024\n---\n# Anlass\n"
            "Die Stadt Altenburg und die Stadt Zeitz haben in Altenburg und Zeitz gebaut."
        ),
        {"title": "Altenburg und Zeitz im Vergleich", "publisher": "Stadt Altenburg", "year": 2024, "language": "de"},
    ),
    "a town publishes about another one": (
        written("# Leerstand in Wurzen – eine Fallstudie\nHerausgeber: Stadt Leipzig\nStand: 2023"),
        {
            "title": "Leerstand in Wurzen – eine Fallstudie",
            "document_type": "Fallstudie",
            "publisher": "Stadt Leipzig",
            "year": 2023,
        },
    ),
    "the report of a Landkreis that bears the name of a town": (
        written(
            "Landkreis Meißen\nAbschlussbericht des Projekts „Hitze“\nStand: 12.05.2022\n---\n# 1 Anlass\n"
            "Der Landkreis Meißen mit Sitz in Meißen berichtet. Die Stadt Meißen hat geholfen. Meißen, Riesa, Meißen.",
            title="Hitze im Landkreis Meißen",
        ),
        {
            "title": "Hitze im Landkreis Meißen",
            "document_type": "Projektbericht",
            "publisher": "Landkreis Meißen",
            "year": 2022,
            "language": "de",
        },
    ),
    "a federal guideline that names thirty towns": (
        written(
            "# Leitfaden Schwammstadt\nHerausgeber: Umweltbundesamt, Wörlitzer Platz 1, 06844 Dessau-Roßlau\n"
            "Gültig bis: 31.12.2028\n---\n# Beispiele\nLeipzig, Dresden, Chemnitz, Zwickau, Plauen, Görlitz, Bautzen, "
            "Riesa, Meißen, Pirna, Freital, Erfurt, Jena, Gera, Suhl, Gotha, Apolda, Halle (Saale), Magdeburg, Thale. "
            "Die Stadt Leipzig geht voran: Leipzig und Leipzig."
        ),
        {
            "title": "Leitfaden Schwammstadt",
            "document_type": "Leitfaden",
            "publisher": "Umweltbundesamt",
            "valid_until": date(2028, 12, 31),
        },
    ),
    "an English text": (
        written(
            "# Lessons from the Leipzig Charter\n---\n# 1 Introduction\nThis is the summary of what we have learned, "
            "and it is written for all that work with the people of a town and that are not from the trade.",
            created=date(2021, 4, 1),
        ),
        {"title": "Lessons from the Leipzig Charter", "year": 2021, "language": "en"},
    ),
    "a reprint with two years": (
        written(
            "# Bürgerhaushalt leicht gemacht\nErschienen: 2016, unveränderter Nachdruck 2023", created=date(2023, 1, 9)
        ),
        {"title": "Bürgerhaushalt leicht gemacht"},
    ),
    "a title that speaks of the future": (
        written("# Leitbild 2035\nEntwurf", created=date(2024, 2, 1)),
        {"title": "Leitbild 2035", "year": 2024},
    ),
    "a report on a year past": (
        written("# Klimabericht 2019", created=date(2024, 2, 1)),
        {"title": "Klimabericht 2019"},
    ),
    "a title out of the word processor": (
        written(
            "# Radverkehrskonzept Zwickau\nStadt Zwickau\nMai 2021\n---\n# Lage\nIn Zwickau fahren viele.",
            title="Microsoft Word - Bericht_final.docx",
            created=date(2023, 1, 1),
        ),
        {
            "title": "Radverkehrskonzept Zwickau",
            "document_type": "Konzept",
            "municipality": "Zwickau",
            "state": "Sachsen",
            "year": 2021,
            "publisher": "Stadt Zwickau",
        },
    ),
    "two types that fit equally": (
        written("# Konzept\nLeitfaden\nFür alle"),
        {"title": "Konzept"},
    ),
    "a guide to a concept is a guide": (
        written("# Leitfaden: Vom Konzept zur Umsetzung\nKonzept und Gestaltung: Büro Blau"),
        {"title": "Leitfaden: Vom Konzept zur Umsetzung", "document_type": "Leitfaden"},
    ),
    "names of towns that are ordinary words": (
        written("# Burg, Lage und Hof: Essen in Halle\nIn der Burg und in Halle gab es Essen. Die Halle war voll."),
        {"title": "Burg, Lage und Hof: Essen in Halle", "language": "de"},
    ),
    "an ambiguous name with its Land": (
        written("# Hitzeaktionsplan\nStadt Weimar (Thüringen), 65.600 Einwohner\n---\n# Lage\nIn Weimar ist es heiß."),
        {"title": "Hitzeaktionsplan", "municipality": "Weimar", "state": "Thüringen", "inhabitants": 65600},
    ),
    "an ambiguous name without its Land": (
        written("# Hitzeaktionsplan\nHerausgeberin: Stadt Frankenberg\n---\n# Lage\nIn Frankenberg ist es heiß."),
        {"title": "Hitzeaktionsplan", "municipality": "Frankenberg", "publisher": "Stadt Frankenberg"},
    ),
    "the town where the event takes place": (
        written("# Einladung zur Fachtagung in Leipzig\nDresden, 3. März 2025", created=date(2024, 11, 1)),
        {"title": "Einladung zur Fachtagung in Leipzig", "document_type": "Veranstaltung"},
    ),
    "a slogan that sounds like a town": (
        written(
            "# Natur findet Stadt\nStadt Zukunft\nGemeinde Dialog\n---\n# Lage\nIn Zukunft und in Natur.",
            title="Stadt Zukunft",
        ),
        {"title": "Stadt Zukunft"},
    ),
    "a ministry that worked together with towns": (
        written(
            "Sächsisches Staatsministerium für Regionalentwicklung\nHandreichung Innenstadt\n"
            "In Zusammenarbeit mit der Stadt Riesa\nStand: 1. Quartal 2022\n---\n# 1 Anlass\nIn Riesa und in Pirna."
        ),
        {
            "title": "Handreichung Innenstadt",
            "document_type": "Leitfaden",
            "publisher": "Sächsisches Staatsministerium für Regionalentwicklung",
            "year": 2022,
            "language": "de",
        },
    ),
    "licences of pictures": (
        written(
            "# Stadtgrün\n---\n# Impressum\nHerausgeber: Stadt Jena\nFoto Titel: CC BY-SA 3.0\n"
            "Kartendaten: OpenStreetMap, CC BY-SA 2.0\nRedaktion: A. Blum, Stand: 4/2020"
        ),
        {"title": "Stadtgrün", "municipality": "Jena", "state": "Thüringen", "publisher": "Stadt Jena", "year": 2020},
    ),
    "years and dates in the running text": (
        written(
            "# Vom Lernen\nSeit 2015 wird geplant, "
            "die Vereinbarung gilt bis 31.12.2030, und der Stand ist 2017 erreicht."
        ),
        {"title": "Vom Lernen"},
    ),
    "a whole imprint in one line": (
        written(
            "# Wege\n---\n# Impressum\nHerausgeber: Landeshauptstadt Erfurt, Fischmarkt 1, 99084 Erfurt "
            "Redaktion: Amt für Bau Ansprechpartnerin: Dr. Ute Lang, Tel. 0361 655 Stand: Oktober 2023 "
            "Lizenz: Datenlizenz Deutschland – Namensnennung – Version 2.0"
        ),
        {
            "title": "Wege",
            "municipality": "Erfurt",
            "state": "Thüringen",
            "publisher": "Landeshauptstadt Erfurt",
            "contact": "Dr. Ute Lang, Tel. 0361 655",
            "year": 2023,
            "licence": "dl-de/by-2-0",
        },
    ),
}


@pytest.mark.parametrize("case", TRICKY)
def test_a_tricky_document_yields_what_it_says_and_nothing_else(case: str, towns: Municipalities) -> None:
    reading, expected = TRICKY[case]
    assert known_of(propose(reading, "datei.pdf", towns)) == expected


@pytest.mark.parametrize(
    "title",
    [
        "untitled",
        "Microsoft Word - Bericht.docx",
        "PowerPoint-Präsentation",
        "Bericht_2024_final",
        "Dokument1",
        "scan 0012",
    ],
)
def test_what_programs_write_into_the_title_is_no_title(title: str, towns: Municipalities) -> None:
    reading = written("# Wärme für alle\n---\n# Lage\nText.", title=title)
    assert propose(reading, "Bericht_2024_final.pdf", towns).title == "Wärme für alle"


def test_the_weight_of_words_decides_where_no_label_names_the_field(towns: Municipalities) -> None:
    climate = "Klima Hitze Starkregen Hochwasser Energie Abfall Emissionen Bäume Abwasser Solarstrom Wärme Begrünung "
    trade = "Gewerbe Einzelhandel Leerstand Unternehmen Ansiedlung Innenstadt Tourismus Nahversorgung Kaufkraft "
    taking_part = "Beteiligung Bürgerrat Mitwirkung Dialog Abstimmung Ehrenamt Engagement Befragung Teilhabe "
    texts = (climate, trade * 3, taking_part * 3, climate + trade * 2)
    found = [propose(written(f"# Titel\n---\n# Lage\n{text}"), "a.pdf", towns).field_of_action for text in texts]
    assert found == [CLIMATE, STRATEGY, PARTICIPATION, None]
    labelled = written(f"# Titel\nHandlungsfeld: Mobilität\n---\n# Lage\n{climate}")
    assert propose(labelled, "a.pdf", towns).field_of_action is None


def test_a_house_adds_towns_of_its_own(tmp_path: Path) -> None:
    table = tmp_path / "orte.csv"
    table.write_text("\ufeffname;land;einwohner\r\nOttersfurt;Thüringen;23.450\r\n", encoding="utf-8")
    towns = known_municipalities(Settings(_env_file=None, municipalities_file=table))
    found = propose(written("# Radwege in Ottersfurt\n"), "a.pdf", towns)
    assert (found.municipality, found.state, found.inhabitants) == ("Ottersfurt", "Thüringen", 23450)


@pytest.mark.parametrize("table", ["", "ort;land\nUlm;Bayern\n", "name;land\nUlm;Schwaben\n", "name;land\nUlm\n", None])
def test_a_table_of_towns_that_cannot_be_used_is_named(tmp_path: Path, table: str | None) -> None:
    file = tmp_path / "orte.csv"
    if table is not None:
        file.write_text(table, encoding="utf-8")
    with pytest.raises(TransferlotseError, match=r"Liste der Kommunen .*orte\.csv"):
        known_municipalities(Settings(_env_file=None, municipalities_file=file))


@pytest.mark.alone
@pytest.mark.parametrize(
    "unit", ["Stadt Stadt ", "Dieses Werk ", "Diese Richtlinie tritt ", "Herausgeber: ", "Bad Alt-", "1.1.", "eine "]
)
def test_a_hostile_text_takes_no_longer_than_a_book(unit: str, towns: Municipalities) -> None:
    text = unit * (200_000 // len(unit))
    started = time.monotonic()
    propose(written(f"# {text}\nImpressum\n{text}", title=text), "a.pdf", towns)
    assert time.monotonic() - started < 10


def test_a_reading_without_pages_is_known_by_its_file_s_name_alone(towns: Municipalities) -> None:
    assert propose(Reading(()), "Plan_Nord.pdf", towns) == Metadata(title="Plan Nord")
