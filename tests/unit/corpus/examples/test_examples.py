"""The example documents are what their sources say, look as real ones do, and hold the answers asked of them."""

import io
import itertools
import json
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
import yaml
from docx.text.paragraph import Paragraph

from corpus.examples.source import FICTION_NOTE, SIDECAR_KEYS, Heading, Source, parse_body, read_source

EXAMPLES = Path(__file__).parents[4] / "corpus" / "examples"
SOURCES = sorted((EXAMPLES / "sources").glob("*.md"))
NAMES = [path.stem for path in SOURCES]
FIELDS = {
    "Kommunale Strategieentwicklung und Wirtschaftsförderung",
    "Ressourcenmanagement und Klimaanpassung",
    "Partizipative Stadtentwicklung",
}
TYPES = {"Projektbericht", "Leitfaden", "Fallstudie", "Konzept", "Förderrichtlinie", "Veranstaltung", "Aktuelles"}
STATES = {"Sachsen", "Sachsen-Anhalt", "Thüringen"}


def squeezed(text: str) -> str:
    """Letters and digits only, so that hyphenation, spaces and table rules do not matter."""
    return re.sub(r"[\W_]", "", text.lower())


@cache
def source(name: str) -> Source:
    return read_source(EXAMPLES / "sources" / f"{name}.md")


@cache
def plain(name: str) -> str:
    """The source without emphasis and footnote marks."""
    return re.sub(r"\[\^\w+\]|\*", "", (EXAMPLES / "sources" / f"{name}.md").read_text(encoding="utf-8"))


@cache
def pages(name: str) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(EXAMPLES / "documents" / f"{name}.pdf")
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def of_form(form: str) -> list[str]:
    return [name for name in NAMES if source(name).meta["form"] == form]


def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


ANSWERED = [question for question in questions() if question["document"]]
UNANSWERED = [question for question in questions() if not question["document"]]


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_a_source_builds_to_the_committed_bytes(path: Path) -> None:
    pytest.importorskip("typst", reason="typst is a development dependency")
    from corpus.examples.build import build

    for name, content in build(path).items():
        committed = (EXAMPLES / "documents" / name).read_bytes()
        assert unpacked(committed) == unpacked(content), f"{name}: run python -m corpus.examples.build"


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_building_twice_gives_the_same_bytes(path: Path) -> None:
    pytest.importorskip("typst", reason="typst is a development dependency")
    from corpus.examples.build import build

    assert build(path) == build(path)


def unpacked(content: bytes) -> object:
    """A DOCX by its entries and their dates, since builds of zlib compress differently; all else as it is."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()]


def test_there_are_eight_documents_in_two_forms_over_all_three_fields() -> None:
    assert (len(of_form("pdf")), len(of_form("docx"))) == (6, 2)
    assert {source(name).meta["handlungsfeld"] for name in NAMES} == FIELDS


def test_no_file_is_without_its_source_and_none_is_missing() -> None:
    documents = {path.name for path in (EXAMPLES / "documents").iterdir() if path.suffix in {".pdf", ".docx", ".yaml"}}
    assert documents == {f"{name}.{ending}" for name in NAMES for ending in (source(name).meta["form"], "yaml")}


def test_all_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) <= 3_000_000


@pytest.mark.parametrize("name", NAMES)
def test_a_sidecar_is_complete_and_valid(name: str) -> None:
    sidecar = yaml.safe_load((EXAMPLES / "documents" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert set(SIDECAR_KEYS) - {"gueltig_bis"} <= sidecar.keys() <= set(SIDECAR_KEYS)
    assert sidecar["handlungsfeld"] in FIELDS
    assert sidecar["dokumenttyp"] in TYPES
    assert sidecar["land"] in STATES
    assert sidecar["sprache"] == "de"
    assert 5_000 <= sidecar["einwohner"] <= 60_000
    assert 2020 <= sidecar["jahr"] <= 2026
    assert isinstance(sidecar.get("gueltig_bis", date.max), date)
    texts = [sidecar[key] for key in ("titel", "kommune", "herausgeber", "ansprechperson", "lizenz")]
    assert all(isinstance(text, str) and text for text in texts)


@pytest.mark.parametrize("name", of_form("pdf"))
def test_a_pdf_has_five_to_nine_pages_and_says_first_that_all_is_invented(name: str) -> None:
    assert 5 <= len(pages(name)) <= 9
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


@pytest.mark.parametrize("name", of_form("pdf"))
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


def test_the_pdfs_have_hyphenation_footnotes_two_columns_and_a_table_over_a_page_break() -> None:
    # PDFium reports a hyphen at a line's end as U+FFFE.
    assert all(sum(page.count("\ufffe") for page in pages(name)) >= 10 for name in of_form("pdf"))
    assert sum("\n[^" in plain_source(name) for name in of_form("pdf")) >= 2
    assert any(source(name).meta["gestaltung"]["spalten"] == 2 for name in of_form("pdf"))
    head = squeezed("Nr. Maßnahme Zuständig Kosten in Euro Stand")
    hits = [number for number, page in enumerate(pages("hitzeaktionsplan-ottersfurt"), 1) if head in squeezed(page)]
    assert len(hits) == 2
    assert hits[1] == hits[0] + 1


def plain_source(name: str) -> str:
    return (EXAMPLES / "sources" / f"{name}.md").read_text(encoding="utf-8")


def test_facts_stated_in_several_documents_agree_and_stand_in_the_text() -> None:
    stated: dict[str, set[str]] = {}
    for name in NAMES:
        body = plain(name).split("---\n", 2)[2]
        for key, value in source(name).meta["fakten"].items():
            stated.setdefault(key, set()).add(value)
            assert value in body, f"{name}: {key}"
    assert {key: values for key, values in stated.items() if len(values) > 1} == {}
    repeated = [key for key in stated if sum(key in source(name).meta["fakten"] for name in NAMES) > 1]
    assert len(repeated) >= 5


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
    found = re.match(r"[\d.,]+", cell)
    assert found, cell
    return float(found[0].replace(".", "").replace(",", "."))


def test_no_phrase_of_eight_words_stands_in_two_documents() -> None:
    phrases = {}
    for name in NAMES:
        words = re.findall(r"\w+", plain(name).split("---\n", 2)[2])
        phrases[name] = {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
    for one, other in itertools.combinations(NAMES, 2):
        assert phrases[one] & phrases[other] == set()


def test_there_are_sixty_questions_with_an_answer_and_thirty_without() -> None:
    assert (len(ANSWERED), len(UNANSWERED)) == (60, 30)
    assert {question["document"] for question in ANSWERED} == set(NAMES)
    assert len({squeezed(question["question"]) for question in questions()}) == 90
    assert len({question["id"] for question in questions()}) == 90
    for part in (ANSWERED, UNANSWERED):
        assert [question["held_back"] for question in part] == [number % 3 == 0 for number in range(1, len(part) + 1)]


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: str(question["id"]))
def test_the_answer_stands_in_the_source_and_on_the_page(question: dict[str, Any]) -> None:
    name = question["document"]
    assert question["answer"] in plain(name)
    assert squeezed(question["question"]) not in squeezed(plain(name))
    if name in of_form("pdf"):
        assert squeezed(question["answer"]) in squeezed(pages(name)[question["page"] - 1])
    else:
        assert question["page"] is None


def test_half_of_the_questions_without_an_answer_are_near_misses() -> None:
    towns = {town for name in NAMES for town in re.split(r", | und ", source(name).meta["kommune"])}
    near = [question for question in UNANSWERED if any(town in question["question"] for town in towns)]
    assert len(near) == 15
    assert all(question["page"] is None and question["answer"] is None for question in UNANSWERED)


def test_a_table_without_a_caption_is_refused() -> None:
    with pytest.raises(ValueError, match="Tabelle"):
        parse_body("| a | b |\n| --- | --- |\n| 1 | 2 |\n")


def test_markdown_outside_the_dialect_is_refused_rather_than_dropped() -> None:
    with pytest.raises(ValueError, match="dialect"):
        parse_body("Ein [Verweis](https://beispiel.example).\n")
