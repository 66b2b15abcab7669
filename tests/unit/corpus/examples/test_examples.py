"""The example documents are what their sources say, look as real ones do, and agree with each other."""

import io
import itertools
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
import yaml
from docx.text.paragraph import Paragraph

from corpus.examples.source import FICTION_NOTE, SIDECAR_KEYS, Heading, Table, parse_body
from tests.examples import EXAMPLES, NAMES, SOURCES, pages, plain, source, squeezed, written

FIELDS = {
    "Kommunale Strategieentwicklung und Wirtschaftsförderung",
    "Ressourcenmanagement und Klimaanpassung",
    "Partizipative Stadtentwicklung",
}
TYPES = {"Projektbericht", "Leitfaden", "Fallstudie", "Konzept", "Förderrichtlinie", "Veranstaltung", "Aktuelles"}
STATES = {"Sachsen", "Sachsen-Anhalt", "Thüringen"}


def of_form(form: str) -> list[str]:
    return [name for name in NAMES if source(name).meta["form"] == form]


SCANS = [name for name in NAMES if source(name).meta["gestaltung"].get("scan")]
TYPESET = [name for name in of_form("pdf") if name not in SCANS]


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_a_source_builds_to_the_committed_bytes_every_time(path: Path) -> None:
    pytest.importorskip("typst", reason="typst is a development dependency")
    from corpus.examples.build import build

    built = build(path)
    assert build(path) == built
    for name, content in built.items():
        committed = (EXAMPLES / "documents" / name).read_bytes()
        if path.stem in SCANS and name.endswith(".pdf"):
            # The pictures of a scan depend on the builds of PDFium and Pillow.
            assert len(committed) == pytest.approx(len(content), rel=0.05)
        else:
            assert unpacked(committed) == unpacked(content), f"{name}: run make examples"


def unpacked(content: bytes) -> object:
    """What is a ZIP by its entries and their dates, since builds of zlib compress differently; all else as it is."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()]


def test_there_are_thirty_documents_in_five_forms_over_all_fields_and_types() -> None:
    forms = Counter(source(name).meta["form"] for name in NAMES)
    assert forms == {"pdf": 20, "docx": 5, "pptx": 2, "html": 2, "odt": 1}
    fields = Counter(source(name).meta["handlungsfeld"] for name in NAMES)
    assert fields.keys() == FIELDS
    assert min(fields.values()) >= 8
    types = Counter(source(name).meta["dokumenttyp"] for name in NAMES)
    assert types.keys() == TYPES
    assert types["Veranstaltung"] == types["Aktuelles"] == 2
    assert types["Förderrichtlinie"] >= 3


def test_two_guidelines_have_run_out_and_one_document_takes_the_place_of_another() -> None:
    until = {name: source(name).meta["gueltig_bis"] for name in NAMES if "gueltig_bis" in source(name).meta}
    assert sum(day < date(2026, 1, 1) for day in until.values()) == 2
    assert sum(day > date(2026, 11, 27) for day in until.values()) >= 2
    (newer,) = (name for name in NAMES if "ersetzt" in source(name).meta)
    (older,) = (name for name in NAMES if source(name).meta["titel"] == source(newer).meta["ersetzt"])
    assert source(older).issued < until[older] < source(newer).meta["gueltig_bis"]
    assert f"ersetzt die Richtlinie „{source(older).meta['kurztitel'].split('„')[-1].strip('“')}“" in plain(newer)


def test_two_pairs_contradict_each_other_in_a_number() -> None:
    told: dict[str, dict[str, str]] = {}
    for name in NAMES:
        for key, value in source(name).meta.get("widerspruch", {}).items():
            assert value in plain(name), f"{name}: {key}"
            told.setdefault(key, {})[name] = value
    assert len(told) == 2
    for values in told.values():
        assert len(values) == len(set(values.values())) == 2
        # Neither knows the other's number, or it would be no contradiction.
        for name, value in values.items():
            assert all(value not in plain(other) for other in values if other != name)


def test_no_file_is_without_its_source_and_none_is_missing() -> None:
    documents = {path.name for path in (EXAMPLES / "documents").iterdir() if path.is_file()}
    assert documents == {f"{name}.{ending}" for name in NAMES for ending in (source(name).meta["form"], "yaml")}


def test_all_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) <= 15_000_000


@pytest.mark.parametrize("name", NAMES)
def test_a_sidecar_is_complete_and_valid(name: str) -> None:
    sidecar = yaml.safe_load((EXAMPLES / "documents" / f"{name}.yaml").read_text(encoding="utf-8"))
    # What a university publishes about several towns is about none of them alone.
    of_a_town = {"kommune", "einwohner", "land"}
    assert set(SIDECAR_KEYS) - {"gueltig_bis", "ersetzt"} - of_a_town <= sidecar.keys() <= set(SIDECAR_KEYS)
    assert sidecar["handlungsfeld"] in FIELDS
    assert sidecar["dokumenttyp"] in TYPES
    assert sidecar["sprache"] == "de"
    if of_a_town & sidecar.keys():
        assert sidecar["land"] in STATES
        assert sidecar["kommune"]
        assert 5_000 <= sidecar["einwohner"] <= 60_000
    else:
        assert sidecar["herausgeber"].startswith("Hochschule")
    assert 2020 <= sidecar["jahr"] <= 2026
    assert isinstance(sidecar.get("gueltig_bis", date.max), date)
    texts = [sidecar[key] for key in ("titel", "herausgeber", "ansprechperson", "lizenz")]
    assert all(isinstance(text, str) and text for text in texts)


@pytest.mark.parametrize("name", TYPESET)
def test_a_pdf_has_five_to_twelve_pages_and_says_first_that_all_is_invented(name: str) -> None:
    assert 5 <= len(pages(name)) <= 12
    assert squeezed(FICTION_NOTE) in squeezed(pages(name)[0])


@pytest.mark.parametrize("name", of_form("docx"))
def test_a_docx_says_at_its_beginning_that_all_is_invented(name: str) -> None:
    body = list(docx.Document(str(EXAMPLES / "documents" / f"{name}.docx")).iter_inner_content())
    first = [block.text for block in body[:5] if isinstance(block, Paragraph)]
    assert FICTION_NOTE in first


@pytest.mark.parametrize("name", of_form("docx"))
def test_a_docx_has_real_headings_tables_with_repeated_heads_and_a_page_number(name: str) -> None:
    document = docx.Document(str(EXAMPLES / "documents" / f"{name}.docx"))
    headings = [p.text for p in document.paragraphs if str(p.style and p.style.name).startswith("Heading")]
    expected = ["".join(span.text for span in b.text) for b in source(name).blocks if isinstance(b, Heading)]
    assert headings == expected
    assert document.element.body.xml.count("<w:tblHeader") == len(document.tables) - 1
    assert source(name).meta["kurztitel"] in document.sections[0].header.paragraphs[0].text
    assert 'w:instr="PAGE"' in document.sections[0].footer.paragraphs[0]._p.xml


@pytest.mark.parametrize("name", TYPESET)
def test_a_pdf_has_an_outline_running_heads_page_numbers_and_embedded_fonts(name: str) -> None:
    document = pypdfium2.PdfDocument(EXAMPLES / "documents" / f"{name}.pdf")
    outline = [squeezed(entry.get_title()) for entry in document.get_toc()]
    document.close()
    for heading in (block for block in source(name).blocks if isinstance(block, Heading)):
        text = squeezed("".join(span.text for span in heading.text))
        assert any(title.endswith(text) for title in outline), text
    for number, text in enumerate(pages(name)[1:], 2):
        assert squeezed(source(name).meta["kurztitel"]) in squeezed(text[:200])
        assert f"Seite{number}von{len(pages(name))}".lower() in squeezed(text)


def test_the_pdfs_have_hyphenation_footnotes_figures_columns_and_tables_over_page_breaks() -> None:
    # PDFium reports a hyphen at a line's end as U+FFFE.
    assert all(sum(page.count("\ufffe") for page in pages(name)) >= 5 for name in TYPESET)
    assert sum("\n[^" in written(name) for name in TYPESET) >= 10
    assert sum("```balken" in written(name) for name in TYPESET) >= 8
    assert sum(source(name).meta["gestaltung"]["spalten"] == 2 for name in TYPESET) >= 3
    assert sum(any(goes_on(name, table) for table in tables(name)) for name in TYPESET) >= 5


def tables(name: str) -> list[Table]:
    return [block for block in source(name).blocks if isinstance(block, Table)]


def goes_on(name: str, table: Table) -> bool:
    """Whether the head of a table is printed on two pages, one after the other."""
    head = squeezed("".join(span.text for cell in table.header for span in cell))
    hits = [number for number, page in enumerate(pages(name), 1) if head in squeezed(page)]
    return any(later == earlier + 1 for earlier, later in itertools.pairwise(hits))


def test_one_document_is_a_scan_without_any_text() -> None:
    (name,) = SCANS
    assert len(pages(name)) >= 3
    assert "".join(pages(name)).strip() == ""


def test_facts_stated_in_several_documents_agree_and_stand_in_the_text() -> None:
    stated: dict[str, set[str]] = {}
    for name in NAMES:
        body = plain(name).split("---\n", 2)[2]
        for key, value in source(name).meta["fakten"].items():
            stated.setdefault(key, set()).add(value)
            assert value in body, f"{name}: {key}"
    assert {key: values for key, values in stated.items() if len(values) > 1} == {}
    repeated = [key for key in stated if sum(key in source(name).meta["fakten"] for name in NAMES) > 1]
    assert len(repeated) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_the_sum_row_of_a_table_is_the_sum_of_its_rows(name: str) -> None:
    for first_row in re.finditer(r"(?:^\|.*\n)+", plain(name), re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in first_row[0].strip().split("\n")]
        total = rows[-1]
        if not {"Summe", "Zusammen"} & set(total):
            continue
        for column, cell in enumerate(total):
            if re.match(r"[\d.,]+", cell):
                assert as_number(cell) == pytest.approx(sum(as_number(row[column]) for row in rows[2:-1])), cell


def as_number(cell: str) -> float:
    """'2.200 m²' -> 2200.0, '0,36' -> 0.36"""
    found = re.match(r"-?[\d.,]+", cell)
    assert found, cell
    return float(found[0].replace(".", "").replace(",", "."))


def test_no_phrase_of_eight_words_stands_in_two_documents() -> None:
    phrases = {}
    for name in NAMES:
        words = re.findall(r"\w+", plain(name).split("---\n", 2)[2])
        phrases[name] = {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
    for one, other in itertools.combinations(NAMES, 2):
        assert phrases[one] & phrases[other] == set()


def test_a_table_without_a_caption_is_refused() -> None:
    with pytest.raises(ValueError, match="Tabelle"):
        parse_body("| a | b |\n| --- | --- |\n| 1 | 2 |\n")


def test_markdown_outside_the_dialect_is_refused_rather_than_dropped() -> None:
    with pytest.raises(ValueError, match="dialect"):
        parse_body("Ein [Verweis](https://beispiel.example).\n")
