from __future__ import annotations

import pytest
from hypothesis import given

from assistant.export.forms import Form, exported, file_name, form_of
from corpus.errors import RefusedInput
from tests.exports import ANY_TEXT, DAY, conversation


@pytest.mark.parametrize(("name", "form"), [("a.docx", Form.WORD), ("B.PDF", Form.PDF), ("c.d.md", Form.MARKDOWN)])
def test_the_ending_decides_the_form(name: str, form: Form) -> None:
    assert form_of(name) is form


@pytest.mark.parametrize("name", ["antwort", "antwort.odt", "antwort.doc", ".docx", "antwort.docx.exe", ""])
def test_other_endings_are_refused_and_the_possible_ones_named(name: str) -> None:
    with pytest.raises(RefusedInput, match=r"\.docx \(Word\), \.pdf oder \.md"):
        form_of(name)


@pytest.mark.parametrize(
    ("form", "beginning", "media_type"),
    [
        (Form.WORD, b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (Form.PDF, b"%PDF-1.7", "application/pdf"),
        (Form.MARKDOWN, b"# Trinkbrunnen", "text/markdown; charset=utf-8"),
    ],
)
def test_every_form_is_what_its_media_type_says(form: Form, beginning: bytes, media_type: str) -> None:
    assert exported(conversation(), form).startswith(beginning)
    assert form.media_type == media_type


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Zuschuss für eine Zisterne", "Transferlotse-2026-11-27-zuschuss-zisterne.docx"),
        ("Fußwege & Straßen in Größenordnung § 24", "fusswege-strassen-groessenordnung-paragraf24.docx"),
        ("", "Transferlotse-2026-11-27.docx"),
        ("../../haus/passwd\r\nX: y", "Transferlotse-2026-11-27-haus-passwd-x-y.docx"),
        ("Фонтаны 😀", "Transferlotse-2026-11-27.docx"),
    ],
)
def test_a_file_is_named_by_day_and_subject(title: str, name: str) -> None:
    assert name in file_name(title, DAY, Form.WORD)


@given(ANY_TEXT)
def test_a_file_name_is_plain_ascii_whatever_the_title(title: str) -> None:
    name = file_name(title * 5, DAY, Form.PDF)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzT0123456789-.")
    assert name.count(".") == 1
    assert len(name) <= 100
