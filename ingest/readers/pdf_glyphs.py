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

from ingest.readers.pdf_objects import Painting
from ingest.readers.pdf_sheet import Sheet, View, Word
from ingest.readers.pdf_styles import Style, Styles
from ingest.repair import RAISED_DIGITS, REAL_HYPHEN

_LINE_END_HYPHEN = "\ufffe"
_UNITS = re.compile(r"(?:^|[\d\s/])(?:[kcdm]?m|[kmµ]?s|h)$")
_WHITE = "\\x00-\\x20\\xa0"
# Digits may be marks of footnotes; halves of characters and line-end hyphens are mended glyph by glyph, too. The group
# is what needs no such care.
_TOKEN = re.compile(f"([^{_WHITE}\\d¹²³⁰⁴-⁹\ufffe\ud800-\udfff]+)(?![^{_WHITE}])|[^{_WHITE}]+")


def read_words(text_page: pdfium.PdfTextPage, view: View, sheet: Sheet, painting: Painting) -> None:
    """Put the words, turned and hidden text of a page on its sheet."""
    _Glyphs(text_page, view, sheet, painting).collect()


class _Glyphs:
    """One walk over the glyphs of a page, cutting the stream into words."""

    def __init__(self, text_page: pdfium.PdfTextPage, view: View, sheet: Sheet, painting: Painting) -> None:
        self.text_page = text_page.raw
        self.view, self.sheet = view, sheet
        self.stream = _stream(text_page)
        self.styles = Styles(text_page, view, painting)
        self.scanned = painting.scanned
        self.painting = painting
        self.covers = [ground for ground in painting.grounds if ground.covers]
        self.box = raw.FS_RECTF()
        self.box_place = ctypes.byref(self.box)
        self.address = 0
        self.letters: list[str] = []
        self.worn: list[Style] = []
        self.first = self.last = 0
        self.note = False
        self.turned: list[str] = []
        self.layer: list[Word] = []
        self.unseen: list[str] = []

    def collect(self) -> None:
        """Fill the sheet."""
        end = 0
        for token in _TOKEN.finditer(self.stream):
            if self.turned:
                self._between(self.stream[end : token.start()])
            end = token.end()
            if not (token.lastindex and self._plain_word(token.group(), token.start(), end - 1)):
                self._careful_word(token.group(), token.start())
        self._end_turned()
        self._end_unseen()
        self._settle_layer()

    def _between(self, white: str) -> None:
        self.turned.append(" ")
        if "\r" in white or "\n" in white:
            self._end_turned()

    def _plain_word(self, text: str, first: int, last: int) -> bool:
        """Take in a word that is of one text object and upright; False where it is not.

        A text object's glyphs stand together in the stream: where both ends are of one, all between are.
        """
        address = self._address(last)
        if not address or (address != self.address and address != self._address(first)):
            return False
        self.address = address
        style = self.styles.style(first, address)
        if style.upright:
            self._word(text, first, last, style, False)
        return style.upright

    def _careful_word(self, text: str, first: int) -> None:
        """Take in a word glyph by glyph."""
        self.address = 0
        style: Style | None = None
        before = 0
        for index, letter in enumerate(text, start=first):
            address = self._address(index)
            if style is None or not address or address != before:
                style = self.styles.style(index, address)
                before = address
            self._glyph(index, letter, style)
        self._end_word()

    def _address(self, index: int) -> int:
        thing = raw.FPDFText_GetTextObject(self.text_page, index)
        return ctypes.addressof(thing.contents) if thing else 0

    def _glyph(self, index: int, letter: str, style: Style) -> None:
        ends = letter == _LINE_END_HYPHEN
        if ends:
            letter = REAL_HYPHEN if style.mono else "-"
        if self.worn and self.worn[-1].shown != style.shown:
            self._end_word()
        if not style.upright:
            self._end_word()
            (self.turned if style.shown else self.unseen).append(letter)
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
        self._word(_whole(self.letters), self.first, self.last, style, self.note)
        self.letters, self.worn, self.note = [], [], False

    def _word(self, text: str, first: int, last: int, style: Style, note: bool) -> None:
        left, right = self._edges(first)[0], self._edges(last)[1]
        if note:
            text = text.translate(RAISED_DIGITS)
        word = Word(text, left, right, style.baseline, style.size, style.bold, style.mono, note)
        inside = right >= 0 and left <= self.view.width and 0 <= style.baseline <= self.view.height + style.size
        if inside and style.shown and not (self.covers and self._is_covered(word, style)):
            if self.unseen:
                self._end_unseen()
            self.sheet.words.append(word)
        elif inside and self.scanned:
            self.layer.append(word)
        else:
            self.unseen += (" ", text)

    def _is_covered(self, word: Word, style: Style) -> bool:
        """Whether something opaque was painted over the whole word later."""
        middle = word.baseline - 0.3 * word.size
        return any(
            cover.place > style.place
            and cover.holds(word.left, middle)
            and cover.holds(word.right, middle)
            and self.painting.is_opaque(cover)
            for cover in self.covers
        )

    def _edges(self, index: int) -> tuple[float, float]:
        box, view = self.box, self.view
        raw.FPDFText_GetLooseCharBox(self.text_page, index, self.box_place)
        x0 = view.x + view.xx * box.left + view.yx * box.bottom
        x1 = view.x + view.xx * box.right + view.yx * box.top
        return (x0, x1) if x0 < x1 else (x1, x0)

    def _end_turned(self) -> None:
        line = "".join(self.turned).strip()
        if line:
            self.sheet.turned.append(line)
        self.turned = []

    def _end_unseen(self) -> None:
        text = "".join(self.unseen).strip()
        if any(letter.isalnum() for letter in text):
            self.sheet.hidden.append(text)
        self.unseen = []

    def _settle_layer(self) -> None:
        """Unseen text over a page's picture is the picture's own text, unless most text of the page can be seen."""
        text = " ".join(word.text for word in self.layer)
        if len(text) >= sum(len(word.text) + 1 for word in self.sheet.words):
            self.sheet.words += self.layer
        elif any(letter.isalnum() for letter in text):
            self.sheet.hidden.append(text)


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
