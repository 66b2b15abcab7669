from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
import yaml

from corpus.errors import RefusedFile
from corpus.models import BlockKind, Metadata
from corpus.settings import Settings
from ingest.describing import Described, described
from ingest.intake import sidecar_beside
from ingest.proposals import propose
from ingest.proposals.municipalities import known_municipalities
from ingest.readers import Reading
from ingest.readers.sections import RawBlock, build_pages
from ingest.sidecar import sidecar_of

EXAMPLES = Path(__file__).parents[3] / "corpus" / "examples"
MUNICIPALITIES = known_municipalities(Settings())
NOTHING = Reading(build_pages([RawBlock(BlockKind.PARAGRAPH, "Nur ein Absatz.")]))


def metadata_for(file: Path, file_name: str, reading: Reading) -> Metadata:
    proposing = partial(propose, municipalities=MUNICIPALITIES)
    return described(reading, file_name, sidecar_beside(file), None, proposing).metadata


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Unterlage.pdf"
    path.write_bytes(b"%PDF-")
    return path


def told(file: Path, sidecar: str | bytes) -> Metadata:
    raw = sidecar if isinstance(sidecar, bytes) else sidecar.encode()
    file.with_suffix(".yaml").write_bytes(raw)
    return metadata_for(file, file.name, NOTHING)


def refusal(file: Path, sidecar: str | bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        told(file, sidecar)
    return refused.value.message


def test_every_key_of_a_sidecar_arrives_in_its_field(file: Path) -> None:
    sidecar = """\
titel: "Grün statt Grau: Unterlage"
dokumenttyp: Unterlage
handlungsfeld: Ressourcenmanagement und Klimaanpassung
kommune: Ottersfurt
einwohner: 23450
land: Thüringen
jahr: 2025
gueltig_bis: 2027-12-31
ersetzt: Richtlinie „Hofbegrünung“
herausgeber: Stadt Ottersfurt
ansprechperson: Karin Pohlmann, Umweltamt, Zimmer 2.14, gruen@ottersfurt.example
lizenz: CC0 1.0
sprache: de
"""
    assert told(file, sidecar) == Metadata(
        title="Grün statt Grau: Unterlage",
        document_type="Unterlage",
        field_of_action="Ressourcenmanagement und Klimaanpassung",
        municipality="Ottersfurt",
        inhabitants=23450,
        state="Thüringen",
        year=2025,
        valid_until=date(2027, 12, 31),
        supersedes="Richtlinie „Hofbegrünung“",
        publisher="Stadt Ottersfurt",
        contact="Karin Pohlmann, Umweltamt, Zimmer 2.14, gruen@ottersfurt.example",
        licence="CC0 1.0",
        language="de",
    )


def test_every_example_sidecar_is_taken_whole(tmp_path: Path) -> None:
    sidecars = sorted(EXAMPLES.rglob("*.yaml"))
    assert sidecars
    for sidecar in sidecars:
        path = tmp_path / f"{sidecar.stem}.pdf"
        path.with_suffix(".yaml").write_bytes(sidecar.read_bytes())
        known = metadata_for(path, path.name, NOTHING)
        given = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
        values = [getattr(known, name) for name in Metadata.__dataclass_fields__]
        assert set(given.values()) == {value for value in values if value is not None}


def test_without_a_sidecar_nothing_but_the_title_is_known(file: Path) -> None:
    assert metadata_for(file, file.name, NOTHING) == Metadata(title="Unterlage")


def test_what_a_sidecar_leaves_blank_stays_unknown(file: Path) -> None:
    assert told(file, "titel:\njahr: ~\nland: null\nkommune: ''\neinwohner:   # später\n") == Metadata(
        title="Unterlage"
    )


def test_the_sidecar_bears_the_name_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "Plan 2.0.pdf"
    assert sidecar_of(file) is None
    (tmp_path / "Plan 2.yaml").touch()
    (tmp_path / "Plan 2.0.yaml").mkdir()
    assert sidecar_of(file) is None
    (tmp_path / "Plan 2.0.yml").touch()
    assert sidecar_of(file) == tmp_path / "Plan 2.0.yml"
    (tmp_path / "Plan 2.0.yaml").rmdir()
    (tmp_path / "Plan 2.0.yaml").touch()
    assert sidecar_of(file) == tmp_path / "Plan 2.0.yaml"


def test_a_file_is_not_its_own_sidecar(tmp_path: Path) -> None:
    (tmp_path / "Plan.yaml").touch()
    assert sidecar_of(tmp_path / "Plan.yaml") is None


@pytest.mark.parametrize(
    ("file_name", "title"),
    [
        ("starkregen-konzept_2023.pdf", "starkregen konzept 2023"),
        ("Leitfaden Bürgerbudget.docx", "Leitfaden Bürgerbudget"),
        ("Plan__2.0--neu.md", "Plan 2.0 neu"),
        ("___.txt", "___.txt"),
    ],
)
def test_a_file_name_becomes_a_readable_title(file: Path, file_name: str, title: str) -> None:
    assert metadata_for(file, file_name, NOTHING).title == title


def test_the_title_comes_from_sidecar_then_file_then_first_main_heading(file: Path) -> None:
    pages = build_pages(
        [
            RawBlock(BlockKind.HEADING, "Vorbemerkung", 2),
            RawBlock(BlockKind.PARAGRAPH, "Text."),
            RawBlock(BlockKind.HEADING, "Klimaanpassung in\nMittelstädten", 1),
            RawBlock(BlockKind.HEADING, "Ein weiteres Kapitel", 1),
        ]
    )
    assert metadata_for(file, file.name, Reading(pages)).title == "Klimaanpassung in Mittelstädten"
    assert metadata_for(file, file.name, Reading(pages, "  \u00ad ")).title == "Klimaanpassung in Mittelstädten"
    assert metadata_for(file, file.name, Reading(pages, "Aus den Eigenschaften")).title == "Aus den Eigenschaften"
    file.with_suffix(".yml").write_text("titel: Vom Redakteur\n", encoding="utf-8")
    assert metadata_for(file, file.name, Reading(pages, "Aus den Eigenschaften")).title == "Vom Redakteur"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("jahr: '2023'", "year", 2023),
        ("Jahr: 2023", "year", 2023),
        ("titel: 2023", "title", "2023"),
        ("titel: 2023-05-01", "title", "2023-05-01"),
        ("titel: nein", "title", "nein"),
        ("titel: No", "title", "No"),
        ("titel: 1_000", "title", "1_000"),
        ("titel: >\n  In zwei Zeilen\n  geschrieben", "title", "In zwei Zeilen geschrieben"),
        ("titel: Klima\u00adschutz\u200b  heute", "title", "Klimaschutz heute"),
        ("sprache: no", "language", "no"),
        ("sprache: DE", "language", "de"),
        ("einwohner: 012500", "inhabitants", 12500),
        ("gueltig_bis: 31.12.2026", "valid_until", date(2026, 12, 31)),
        ("gueltig_bis: '2026-1-5'", "valid_until", date(2026, 1, 5)),
        ("\ufeffland: Sachsen", "state", "Sachsen"),
        ("kommune: &ort Ulm\nherausgeber: *ort", "publisher", "Ulm"),
    ],
)
def test_values_mean_what_an_editor_has_written(file: Path, line: str, field: str, value: object) -> None:
    assert getattr(told(file, line + "\n"), field) == value


@pytest.mark.parametrize(
    ("line", "key", "shown", "expected"),
    [
        ("jahr: nein", "jahr", "nein", "eine Jahreszahl wie 2023"),
        ("jahr: 23", "jahr", "23", "eine Jahreszahl wie 2023"),
        ("jahr: 2023-05-01", "jahr", "2023-05-01", "eine Jahreszahl wie 2023"),
        ("jahr: 20230", "jahr", "20230", "eine Jahreszahl wie 2023"),
        ("jahr: ٢٠٢٣", "jahr", "٢٠٢٣", "eine Jahreszahl wie 2023"),
        ("einwohner: 12.500", "einwohner", "12.500", "eine ganze Zahl wie 12500"),
        ("einwohner: -5", "einwohner", "-5", "eine ganze Zahl wie 12500"),
        ("einwohner: 1e4", "einwohner", "1e4", "eine ganze Zahl wie 12500"),
        ("gueltig_bis: 2026-02-30", "gueltig_bis", "2026-02-30", "ein Datum wie 2026-12-31 oder 31.12.2026"),
        ("gueltig_bis: Ende 2026", "gueltig_bis", "Ende 2026", "ein Datum wie 2026-12-31 oder 31.12.2026"),
        ("sprache: deutsch", "sprache", "deutsch", "ein Sprachkürzel wie de oder en"),
        ("kommune: [Ulm, Neu-Ulm]", "kommune", "[Ulm, Neu-Ulm]", "ein Text in einer Zeile"),
        ("kommune:\n  name: Ulm", "kommune", "name: Ulm", "ein Text in einer Zeile"),
        ("titel: |\n  Eins\n  Zwei", "titel", "| Eins Zwei", "ein Text in einer Zeile"),
    ],
)
def test_an_invalid_value_is_named_with_what_is_expected(
    file: Path, line: str, key: str, shown: str, expected: str
) -> None:
    wanted = f"In „Unterlage.yaml“ ist die Angabe „{key}“ ungültig ({shown}): Erwartet wird {expected}."
    assert refusal(file, line + "\n") == wanted


def test_an_unknown_key_is_named_together_with_the_known_ones(file: Path) -> None:
    message = refusal(file, "titel: A\nstadt: Ulm\n")
    assert message.startswith(
        "In „Unterlage.yaml“ steht die unbekannte Angabe „stadt“. Möglich sind: titel, dokumenttyp,"
    )
    assert message.endswith("lizenz, sprache, sichtbar_fuer.")


@pytest.mark.parametrize(
    ("sidecar", "line"),
    [
        ("titel: A\nland: 'Sachsen\n", 3),
        ("titel: A\n\tland: Sachsen\n", 2),
        ("titel: Grün: Unterlage\n", 1),
        ("titel: A\nland: B\ntitel: C\n", 3),
        ("titel: A\nland: B\x07\n", 2),
        ("titel: A\n---\ntitel: B\n", 2),
        ("kommune: *fehlt\n", 1),
        ("titel: " + "[" * 9000, 1),
    ],
)
def test_broken_yaml_is_refused_with_its_line(file: Path, sidecar: str, line: int) -> None:
    assert refusal(file, sidecar).startswith(f"Die Angaben in „Unterlage.yaml“ lassen sich nicht lesen (Zeile {line}).")


@pytest.mark.parametrize("sidecar", ["", "# nichts\n", "- titel\n", "Unterlage der Stadt\n", "{}\n"])
def test_a_sidecar_without_pairs_is_refused(file: Path, sidecar: str) -> None:
    assert refusal(file, sidecar).startswith("„Unterlage.yaml“ enthält keine Angaben der Form Schlüssel: Wert.")


def test_a_german_sidecar_of_an_older_windows_editor_is_understood(file: Path) -> None:
    sidecar = "Titel: Grün – „statt“ Grau\r\nLand: Thüringen\r\nGÜLTIG_BIS: 31.12.2027\r\n".encode("cp1252")
    known = told(file, sidecar)
    assert known == Metadata("Grün – „statt“ Grau", state="Thüringen", valid_until=date(2027, 12, 31))


@pytest.mark.parametrize(
    "raw",
    [
        "land: Thüringen".encode("utf-16"),
        "land: Thüringen".encode("mac-roman"),
        "land: Thüringen".encode("cp850"),
        "land: Thüringen".encode() + "\nherausgeber: Köln".encode("latin-1"),
    ],
)
def test_a_sidecar_in_another_encoding_is_refused(file: Path, raw: bytes) -> None:
    assert refusal(file, raw) == (
        "„Unterlage.yaml“ ist nicht in UTF-8 gespeichert. Bitte speichern Sie die Datei als UTF-8-Text."
    )


@pytest.mark.parametrize("key", ["gueltig_bis", "Gültig_bis", "GÜLTIG_BIS", "gültig bis", "Gu\u0308ltig-bis"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_key_may_be_written_as_germans_write(file: Path, key: str, line_end: str) -> None:
    known = told(file, f"\ufeffland: Sachsen{line_end}{key}: 31.12.2027{line_end}")
    assert (known.state, known.valid_until) == ("Sachsen", date(2027, 12, 31))


def test_two_spellings_of_one_key_are_refused(file: Path) -> None:
    message = refusal(file, "gueltig_bis: 31.12.2027\ngültig_bis: 31.12.2028\n")
    assert message.startswith("Die Angaben in „Unterlage.yaml“ lassen sich nicht lesen (Zeile 2).")


def test_what_the_sidecar_says_wins_and_the_rest_is_named_as_proposed() -> None:
    proposed = Metadata("Aus der Datei", document_type="Unterlage", year=2024, language="de")
    said = "titel: Vom Redakteur\njahr: 2023\nland: Sachsen\n"
    assert described(NOTHING, "Unterlage.pdf", said, None, lambda _reading, _name: proposed) == Described(
        Metadata("Vom Redakteur", document_type="Unterlage", state="Sachsen", year=2023, language="de"),
        ("document_type", "language"),
        None,
    )
    assert described(NOTHING, "Unterlage.pdf", None, None, lambda _reading, _name: proposed) == Described(
        proposed,
        ("document_type", "language", "title", "year"),
        None,
    )


@pytest.mark.parametrize(
    ("said", "audience"),
    [("Bauamt,  Amt  für Grün", ("Amt für Grün", "Bauamt")), ("alle", ()), ("Alle", ()), ("~", None), ("", None)],
)
def test_a_sidecar_says_whom_a_document_is_for(said: str, audience: tuple[str, ...] | None) -> None:
    sidecar = f"land: Sachsen\nsichtbar_fuer: {said}\n"
    known = described(NOTHING, "Unterlage.pdf", sidecar, None, lambda _reading, _name: Metadata("Aus der Datei"))
    assert known.audience == audience
    assert known.metadata.state == "Sachsen"


def test_a_group_that_cannot_be_is_refused(file: Path) -> None:
    assert "sichtbar_fuer" in refusal(file, "sichtbar_fuer: " + "x" * 81)


def test_a_sidecar_that_is_too_large_is_refused(file: Path) -> None:
    assert told(file, "land: Sachsen\n#" + "x" * (16 * 1024 - 15)).state == "Sachsen"
    assert "zu groß" in refusal(file, "land: Sachsen\n#" + "x" * (16 * 1024 - 14))
    assert "höchstens 16 kB" in refusal(file, "land: Sachsen\n#" + "x" * (16 * 1024 - 14))


def test_aliases_that_would_grow_without_limit_do_no_harm(file: Path) -> None:
    bomb = "titel: &a [x, x, x, x, x, x, x, x, x]\n"
    keys = ["dokumenttyp", "handlungsfeld", "kommune", "land", "herausgeber", "ansprechperson", "lizenz"]
    for number, key in enumerate(keys):
        bomb += f"{key}: &{'bcdefgh'[number]} [{', '.join(['*' + 'abcdefg'[number]] * 9)}]\n"
    assert "„titel“ ungültig" in refusal(file, bomb)


def test_a_sidecar_cannot_call_anything(file: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    assert "ungültig" in refusal(file, f"titel: !!python/object/apply:os.mkdir ['{trace}']\n")
    assert not trace.exists()
