"""The words of a PDF page with place and style, from PDFium.

PDFium's own stream decides where one word ends and the next begins; joining glyphs by distance glues words together
on TeX-made files.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_rules import read_objects
from ingest.readers.pdf_sheet import Sheet, View, Word
from ingest.readers.pdf_styles import Style, Styles
from ingest.repair import RAISED_DIGITS, REAL_HYPHEN

_LINE_END_HYPHEN = "\ufffe"
_UNITS = re.compile(r"(?:^|[\d\s/])(?:[kcdm]?m|[kmµ]?s|h)$")


def read_sheet(page: pdfium.PdfPage) -> Sheet:
    """Words, rules and turned text of one page; a page printed sideways is read upright."""
    text_page = page.get_textpage()
    try:
        sheet = _read(page, text_page, 0)
        letters = sum(len(word.text) for word in sheet.words)
        if sum(map(len, sheet.turned)) > 2 * letters:
            other = max((_read(page, text_page, turn) for turn in (1, 3)), key=lambda found: len(found.words))
            if len(other.words) > len(sheet.words):
                return other
        return sheet
    finally:
        text_page.close()


def _read(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, turn: int) -> Sheet:
    view = View(page, turn)
    sheet = Sheet(view.width, view.height)
    scanned = read_objects(page, view, sheet)
    _Glyphs(text_page, view, sheet, scanned).collect()
    return sheet


class _Glyphs:
    """One walk over the glyphs of a page, cutting the stream into words."""

    def __init__(self, text_page: pdfium.PdfTextPage, view: View, sheet: Sheet, scanned: bool) -> None:
        self.text_page = text_page.raw
        self.view, self.sheet = view, sheet
        self.stream = _stream(text_page)
        self.styles = Styles(text_page, view, sheet, scanned)
        self.letters: list[str] = []
        self.worn: list[Style] = []
        self.first = self.last = 0
        self.note = False
        self.turned: list[str] = []

    def collect(self) -> None:
        """Fill the sheet."""
        text_page, object_at, address_of = self.text_page, raw.FPDFText_GetTextObject, ctypes.addressof
        style: Style | None = None
        before = 0
        for index, letter in enumerate(self.stream):
            if letter <= " " or letter == "\u00a0":
                self._end_word()
                if letter in "\r\n":
                    self._end_turned()
                elif self.turned:
                    self.turned.append(" ")
                continue
            thing = object_at(text_page, index)
            address = address_of(thing.contents) if thing else 0
            if style is None or not address or address != before:
                style = self.styles.style(index, address)
                before = address
            self._glyph(index, letter, style)
        self._end_word()
        self._end_turned()

    def _glyph(self, index: int, letter: str, style: Style) -> None:
        if not style.shown:
            self.sheet.hidden += 1
            return
        ends = letter == _LINE_END_HYPHEN
        if ends:
            letter = REAL_HYPHEN if style.mono else "-"
        if not style.upright:
            self._end_word()
            self.turned.append(letter)
            return
        if self.worn and abs(self.worn[-1].baseline - style.baseline) > max(self.worn[-1].size, style.size):
            self._end_word()
        if letter.isdigit() or self.note or (self.worn and style is not self.worn[-1]):
            self._cut_at_note(index, letter, style)
        if not self.letters:
            self.first = index
        self.letters.append(letter)
        self.worn.append(style)
        self.last = index
        if ends:
            self._end_word()

    def _cut_at_note(self, index: int, letter: str, style: Style) -> None:
        """End the word where the mark of a footnote, raised small digits, begins or ends: it is no part of it."""
        last = self.worn[-1] if self.worn else style
        floats = letter.isdigit() and self._floats(index, style)
        if self.note:
            if letter.isalpha() or (letter.isdigit() and not floats and style is not last):
                self._end_word()
        elif not self.letters:
            self.note = floats
        elif letter.isdigit() and (floats or _stands_above(style, last)):
            if not _UNITS.search("".join(self.letters)):
                self._end_word()
                self.note = True
        elif letter.isalnum() and _stands_above(last, style) and "".join(self.letters).isdigit():
            self.note = True
            self._end_word()

    def _floats(self, index: int, style: Style) -> bool:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self.text_page, index, left, right, bottom, top)
        lower = max(self.view.point(left.value, bottom.value)[1], self.view.point(right.value, top.value)[1])
        return style.baseline - lower > 0.2 * style.size

    def _end_word(self) -> None:
        if not self.letters:
            return
        style = self.worn[0]
        if style is not self.worn[-1]:
            style = Counter(self.worn).most_common(1)[0][0]
        left, right = self._edges(self.first)[0], self._edges(self.last)[1]
        if right < 0 or left > self.view.width or not 0 <= style.baseline <= self.view.height + style.size:
            self.sheet.hidden += len(self.letters)
        else:
            text = _whole(self.letters)
            if self.note:
                text = text.translate(RAISED_DIGITS)
            word = Word(text, left, right, style.baseline, style.size, style.bold, style.mono, self.note)
            self.sheet.words.append(word)
        self.letters, self.worn, self.note = [], [], False

    def _edges(self, index: int) -> tuple[float, float]:
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self.text_page, index, box)
        x0 = self.view.point(box.left, box.bottom)[0]
        x1 = self.view.point(box.right, box.top)[0]
        return min(x0, x1), max(x0, x1)

    def _end_turned(self) -> None:
        line = "".join(self.turned).strip()
        if line:
            self.sheet.turned.append(line)
        self.turned = []


def _stream(text_page: pdfium.PdfTextPage) -> str:
    """PDFium's characters, one for each of its indexes."""
    count = raw.FPDFText_CountChars(text_page)
    text: str = text_page.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(text_page, index)) for index in range(count))


def _whole(letters: list[str]) -> str:
    """Letters as text; PDFium hands out characters beyond the basic plane as two halves."""
    text = "".join(letters)
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _stands_above(small: Style, large: Style) -> bool:
    return small.size < 0.85 * large.size and large.baseline - small.baseline > 0.15 * large.size
