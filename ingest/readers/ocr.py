"""Text recognition (OCR) of one PDF page: a picture by PDFium, its words by the program Tesseract."""

from __future__ import annotations

import io
import math
import os
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from statistics import fmean

import pypdfium2 as pdfium
from PIL import Image

from corpus.models import Page, RecognisedWord
from corpus.texts import reading
from ingest.readers import Reading

_LANGUAGE = "deu"
_DOTS_PER_INCH = 300
_MOST_PIXELS = 12_000_000
"""An A4 page at 300 dpi has 8.7 million; larger pages get fewer dots an inch."""
_LAYOUT_WITH_ORIENTATION = "1"
_COLUMNS = [
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
]
_WORD_LEVEL = "5"
_BULLET = "•"
_MISREAD_BULLETS = frozenset(("®", "°", "©", "¢", ".", "=", "«", "»", "*", "e", "®e", "©e", "°e", "oe"))
_FRAME = "|"
_UNSURE_SIGN = 0.6
_UNSURE_WORD = 0.5
_UNSURE_LINE = 0.6

Line = list[RecognisedWord]


def recognise_page(path: Path, number: int) -> Reading:
    """The page with this number, counted from 1: one text line a line, and its words in the same order.

    The boxes lie on the page as it is shown, turned or not; `quality` is the mean confidence, None without words. A
    reading without pages has the reason as its remark: Tesseract or its German is not installed.
    """
    picture, dots_per_inch = _picture(path, number)
    try:
        done = _tesseract(picture, dots_per_inch)
    except FileNotFoundError:
        return Reading((), remarks=(reading.RECOGNITION_NOT_INSTALLED,))
    if done.returncode and f"'{_LANGUAGE}'".encode() in done.stderr:
        return Reading((), remarks=(reading.RECOGNITION_WITHOUT_GERMAN,))
    done.check_returncode()
    lines = [kept for line in _lines(done.stdout.decode(), *picture.size) if (kept := without_noise(line))]
    words = tuple(word for line in lines for word in line)
    return Reading(
        (
            Page(
                number=number,
                text="\n".join(" ".join(word.text for word in line) for line in lines),
                quality=round(fmean(word.confidence for word in words), 3) if words else None,
                recognised=words,
            ),
        )
    )


def without_noise(line: Line) -> Line:
    """A line without what is no writing: signs read into strokes and specks, words in a line that is unsure anyway.

    A lone sign that never opens a line is the misread bullet of a list item.
    """
    if len(line) > 1 and line[0].text in _MISREAD_BULLETS:
        line = [replace(line[0], text=_BULLET), *line[1:]]
    surest = _mean_confidence(line) >= _UNSURE_LINE
    return [word for word in line if word.text == _BULLET or _is_writing(word, surest)]


def _is_writing(word: RecognisedWord, in_sure_line: bool) -> bool:
    if not any(sign.isalnum() for sign in word.text):
        return word.confidence >= _UNSURE_SIGN and word.text != _FRAME
    return in_sure_line or word.confidence >= _UNSURE_WORD


def _mean_confidence(line: Line) -> float:
    """Mean over the letters, for long words tell more than short ones."""
    letters = sum(len(word.text) for word in line)
    return sum(len(word.text) * word.confidence for word in line) / letters


def _picture(path: Path, number: int) -> tuple[Image.Image, int]:
    """The page in shades of grey, as it is shown, and its dots per inch."""
    document = pdfium.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        most = math.sqrt(_MOST_PIXELS / max(width * height, 1.0))
        scale = min(_DOTS_PER_INCH / 72, most)
        # A copy, for PDFium frees the bitmap's memory with the document.
        return page.render(scale=scale, grayscale=True).to_pil().copy(), max(round(scale * 72), 1)
    finally:
        document.close()


def _tesseract(picture: Image.Image, dots_per_inch: int) -> subprocess.CompletedProcess[bytes]:
    sent = io.BytesIO()
    picture.save(sent, "PPM")
    options = ["-l", _LANGUAGE, "--psm", _LAYOUT_WITH_ORIENTATION, "--dpi", str(dots_per_inch), "tsv"]
    return subprocess.run(
        ["tesseract", "stdin", "stdout", *options],
        input=sent.getvalue(),
        capture_output=True,
        # One thread: more of them are slower on most pages, and the machine has other work.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=False,
    )


def _lines(table: str, width: int, height: int) -> Iterator[Line]:
    """The lines of Tesseract's table; ValueError where it is something else."""
    header, *rows = [row.split("\t") for row in table.rstrip("\n").split("\n")]
    if header != _COLUMNS:
        raise ValueError("unexpected columns")
    words = [row for row in rows if row[0] == _WORD_LEVEL and row[-1].strip()]
    for _, line in groupby(words, key=lambda row: row[1:5]):
        yield [_word(row, width, height) for row in line]


def _word(row: Sequence[str], width: int, height: int) -> RecognisedWord:
    left, top, across, down = map(int, row[6:10])
    return RecognisedWord(
        text=unicodedata.normalize("NFC", "".join(row[11].split())),
        left=round(left / width, 5),
        top=round(top / height, 5),
        right=round((left + across) / width, 5),
        bottom=round((top + down) / height, 5),
        confidence=round(min(max(float(row[10]) / 100, 0.0), 1.0), 3),
    )
