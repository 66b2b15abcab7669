"""The forms of an export, one function that makes any of them, and the name of the file."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import PurePath

from assistant.export.models import Content
from corpus.errors import RefusedInput
from corpus.german.folding import fold
from corpus.german.tokens import tokens
from corpus.german.word_lists import packaged_words
from corpus.texts import export as texts

LONGEST_SLUG = 60
_STOP_WORDS = "stop_words.txt"


class Form(StrEnum):
    """A file format; its value is the ending of the file's name, without the dot."""

    WORD = "docx"
    PDF = "pdf"
    MARKDOWN = "md"

    @property
    def media_type(self) -> str:
        """The media type to send it as."""
        return {
            Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Form.PDF: "application/pdf",
            Form.MARKDOWN: "text/markdown; charset=utf-8",
        }[self]


def form_of(name: str) -> Form:
    """The form that a file name's ending asks for; raises RefusedInput for another one."""
    try:
        return Form(PurePath(name).suffix.lower().removeprefix("."))
    except ValueError as error:
        raise RefusedInput(texts.OTHER_FORM.format(name=name)) from error


def exported(content: Content, form: Form) -> bytes:
    """The file."""
    # Their libraries take long to import, and nothing but an export needs them.
    from assistant.export.to_docx import docx
    from assistant.export.to_markdown import markdown
    from assistant.export.to_pdf import pdf

    return {Form.WORD: docx, Form.PDF: pdf, Form.MARKDOWN: markdown}[form](content)


def file_name(title: str, day: date, form: Form) -> str:
    """A name of ASCII letters, digits and hyphens, e.g. 'Transferlotse-2026-11-27-zuschuss-zisterne.docx'."""
    return f"{'-'.join(filter(None, (texts.PRODUCT, day.isoformat(), _slug(title))))}.{form}"


def _slug(title: str) -> str:
    """The words of a title that say something, as many as fit."""
    empty = set(map(fold, packaged_words(_STOP_WORDS)))
    slug = ""
    for token in tokens(title):
        longer = f"{slug}-{token.key}" if slug else token.key
        if token.key in empty or not token.key.isascii() or len(longer) > LONGEST_SLUG:
            continue
        slug = longer
    return slug
