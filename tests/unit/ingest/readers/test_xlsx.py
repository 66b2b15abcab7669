from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from corpus.errors import RefusedFile
from corpus.models import BlockKind
from ingest.readers import Properties, Reading
from ingest.readers.xlsx import MOST_CELLS, read_xlsx
from ingest.readers.xlsx_numbers import shown

Sheet = openpyxl.worksheet.worksheet.Worksheet


@pytest.fixture
def book() -> Workbook:
    return openpyxl.Workbook()


def first(book: Workbook, *rows: list[object]) -> Sheet:
    """The first sheet, with rows."""
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    return sheet


def read(book: Workbook, folder: Path) -> Reading:
    path = folder / "haushalt.xlsx"
    book.save(path)
    return read_xlsx(path)


def told(found: Reading, page: int = 1) -> list[tuple[BlockKind, str, int]]:
    """All blocks of a page but its heading."""
    wanted = found.pages[page - 1]
    return [(b.kind, wanted.text[b.start : b.end], b.header_rows) for b in wanted.blocks][1:]


def test_each_sheet_is_a_page_under_its_name(tmp_path: Path, book: Workbook) -> None:
    first(book, ["Vorhaben", "2025", "2026"], ["Radweg", 1, 2]).title = "Investitionen"
    book.create_sheet("leer")
    book.create_sheet("Hinweise")["A1"] = "Angaben ohne Gewähr"
    found = read(book, tmp_path)

    assert [page.number for page in found.pages] == [1, 2]
    assert [page.text.split("\n")[0] for page in found.pages] == ["Investitionen", "Hinweise"]
    assert told(found, 2) == [(BlockKind.PARAGRAPH, "Angaben ohne Gewähr", 0)]


def test_blank_rows_keep_tables_apart_and_lines_around_them_are_paragraphs(tmp_path: Path, book: Workbook) -> None:
    first(
        book,
        ["Haushaltsplan 2026"],
        [None, "Produkt", "Ansatz", None, "Ergebnis"],
        [None, "Schulen", 100, None, 90],
        ["Quelle: Kämmerei"],
        [],
        ["Stelle", "Telefon", "Raum"],
        ["Bauamt", "4711", "2.14"],
    ).merge_cells("A1:E1")

    assert told(read(book, tmp_path)) == [
        (BlockKind.PARAGRAPH, "Haushaltsplan 2026", 0),
        (BlockKind.TABLE, "Produkt | Ansatz | Ergebnis\nSchulen | 100 | 90", 1),
        (BlockKind.PARAGRAPH, "Quelle: Kämmerei", 0),
        (BlockKind.TABLE, "Stelle | Telefon | Raum\nBauamt | 4711 | 2.14", 1),
    ]


def test_names_and_values_have_no_head_but_figures_below_words_do(tmp_path: Path, book: Workbook) -> None:
    first(book, ["Ansprechperson", "Sabine Voß"], ["Telefon", "4711"], [], ["Ort", "Einwohner"], ["Amselwitz", 4200])

    assert [head for _, _, head in told(read(book, tmp_path))] == [0, 1]


def test_a_bold_first_row_heads_two_columns(tmp_path: Path, book: Workbook) -> None:
    for cell in first(book, ["Amt", "Leitung"], ["Bauamt", "Frau Voß"])[1]:
        cell.font = Font(bold=True)

    assert [head for _, _, head in told(read(book, tmp_path))] == [1]


def test_merged_cells_are_said_in_each_row_and_heads_over_several_columns_in_each(
    tmp_path: Path, book: Workbook
) -> None:
    sheet = first(
        book,
        ["Ort", "Ansatz", None],
        [None, 2025, 2026],
        ["Brunnleben", 1, 2],
        [None, 3, 4],
        ["Summe beider", None, 10],
    )
    for span in ("A1:A2", "B1:C1", "A3:A4", "A5:B5"):
        sheet.merge_cells(span)

    assert told(read(book, tmp_path)) == [
        (
            BlockKind.TABLE,
            "Ort | Ansatz | Ansatz\nOrt | 2025 | 2026\nBrunnleben | 1 | 2\nBrunnleben | 3 | 4\nSumme beider | | 10",
            2,
        )
    ]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234.5, "#,##0.00", "1.234,50"),
        (1234.5, "General", "1234,5"),
        (1234, "General", "1234"),
        (0.1 + 0.2, "General", "0,3"),
        (-890000, '#,##0.00\\ "€"', "-890.000,00 €"),
        (1250, "#,##0 [$€-407]", "1.250 €"),
        (-5, '#,##0" €";[Red]-#,##0" €"', "-5 €"),
        (0, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "- €"),
        (0.0455, "0.0%", "4,6%"),
        (0.5, "0 %", "50 %"),
        (1.005, "0.00", "1,01"),
        (2.5, "0.0##", "2,5"),
        (1500000, '#,##0.0,," Mio."', "1,5 Mio."),
        (1234, "00000", "01234"),
        (3.5, "# ?/?", "3,5"),
        (True, "General", "WAHR"),
        (date(2026, 12, 31), "DD.MM.YYYY", "31.12.2026"),
        (datetime(2026, 12, 31, 14, 30), "dd.mm.yyyy hh:mm", "31.12.2026 14:30"),
        (datetime(2026, 12, 31), "mmmm yyyy", "Dezember 2026"),
        (datetime(2026, 12, 1), "yyyy", "2026"),
        (time(9, 5), "hh:mm", "09:05"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        ("1.2", "0.00", "1.2"),
    ],
)
def test_values_are_shown_as_a_german_spreadsheet_shows_them(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_formats_reach_the_text_of_the_page(tmp_path: Path, book: Workbook) -> None:
    sheet = first(book, ["Posten", "Betrag", "Anteil", "am"], ["Brunnen", 8500, 0.125, date(2026, 5, 12)])
    sheet["B2"].number_format, sheet["C2"].number_format, sheet["D2"].number_format = "#,##0.00 €", "0.0%", "DD.MM.YYYY"

    assert told(read(book, tmp_path))[0][1].endswith("Brunnen | 8.500,00 € | 12,5% | 12.05.2026")


def test_hidden_sheets_rows_and_columns_are_left_out_and_reported(tmp_path: Path, book: Workbook) -> None:
    sheet = first(book, ["Ort", "Jahr", "intern"], ["A", 1, 7], ["geheim", 2, 8], ["C", 3, 9])
    sheet.title = "Orte"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[9].hidden = True
    for name, state in (("Kalkulation", "hidden"), ("Daten", "veryHidden")):
        other = book.create_sheet(name)
        other["A1"] = "geheim"
        other.sheet_state = state
    found = read(book, tmp_path)

    assert [text for _, text, _ in told(found)] == ["Ort | Jahr\nA | 1\nC | 3"]
    assert found.remarks == (
        "2 ausgeblendete Tabellenblätter wurden nicht übernommen: „Kalkulation“, „Daten“.",
        "Im Tabellenblatt „Orte“ wurde eine ausgeblendete Zeile nicht übernommen.",
        "Im Tabellenblatt „Orte“ wurde eine ausgeblendete Spalte nicht übernommen.",
    )


def test_formulas_without_a_stored_value_are_reported_and_stored_values_are_read(
    tmp_path: Path, book: Workbook
) -> None:
    first(book, ["Ort", "Summe"], ["A", "=1+1"], ["B", "=2+2"])
    path = tmp_path / "haushalt.xlsx"
    book.save(path)
    stored = tmp_path / "gerechnet.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stored, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name,
                content.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
                    b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>"
                ),
            )
    found = read_xlsx(stored)

    assert "A | 2" in found.pages[0].text
    assert "Formel ohne gespeichertes Ergebnis (B3)" in found.remarks[0]


def test_what_goes_beyond_the_limit_of_cells_is_left_out_with_a_remark(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Messwerte")
    for number in range(MOST_CELLS // 50 + 2):
        sheet.append([number] * 50)
    found = read(book, tmp_path)

    assert len(found.pages[0].text.split("\n")) - 2 == MOST_CELLS // 50
    assert "wurde nur der Anfang übernommen, bis Zeile 4000: Es werden höchstens 200.000" in found.remarks[0]


def test_properties_are_told_but_none_of_a_program(tmp_path: Path, book: Workbook) -> None:
    first(book, ["Text"])
    assert read(book, tmp_path).properties.author is None
    told = book.properties
    told.creator, told.subject, told.keywords, told.title = "Kämmerei", "Haushalt", "Etat", "Haushaltsplan 2026"
    told.created = datetime(2025, 12, 11)
    found = read(book, tmp_path)

    assert found.properties == Properties("Kämmerei", "Haushalt", "Etat", date(2025, 12, 11))
    assert found.title == "Haushaltsplan 2026"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [None, b"", b"<a", b"kein XML"])
def test_missing_and_damaged_parts_end_in_a_reason(
    tmp_path: Path, book: Workbook, part: str, content: bytes | None
) -> None:
    first(book, ["Text"])
    book.save(tmp_path / "gut.xlsx")
    path = tmp_path / "kaputt.xlsx"
    with zipfile.ZipFile(tmp_path / "gut.xlsx") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        if content is not None:
            target.writestr(part, content)

    with pytest.raises(RefusedFile, match=r"Die Datei „kaputt\.xlsx“"):
        read_xlsx(path)


def test_truncated_renamed_and_empty_files_are_refused(tmp_path: Path, book: Workbook) -> None:
    with pytest.raises(RefusedFile, match="keinen lesbaren Text"):
        read(book, tmp_path)
    path = tmp_path / "haushalt.xlsx"
    path.write_bytes(path.read_bytes()[:2_000])
    with pytest.raises(RefusedFile, match="ist beschädigt"):
        read_xlsx(path)
    path.write_text("Ort;Jahr", encoding="utf-8")
    with pytest.raises(RefusedFile, match="ist beschädigt"):
        read_xlsx(path)
