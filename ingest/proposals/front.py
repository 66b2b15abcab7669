"""Where a document speaks of itself: title page, imprint, and the labels in both ('Herausgeber: …')."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.models import BlockKind, Page

_FIRST_PAGES = 3
_LAST_PAGES = 2
_LINES_OF_TITLE_PAGE = 30
_LINES_OF_IMPRINT = 40
_LONGEST_LINE_OF_TITLE_PAGE = 250
_BLOCKS_THAT_MAY_BE_TITLES = 4
# Whatever is longer is no page of a brochure; what reads it must not take ever longer.
_LONGEST_LINE = 1_000
_LETTERS_OF_FIRST_PAGES = 20_000
_LONGEST_WITHOUT_COLON = 160

_IN = r"(?:in|innen|/in|:in|\*in|_in|/-in)?"
# What is said -> the words that announce it. Words under "" only end what stands before them.
_LABELS = {
    "document_type": "Dokumenttyp|Dokumentart|Art des Dokuments",
    "field_of_action": "Handlungsfeld",
    "municipality": "Kommunen?|(?:Modell|Pilot|Projekt|Beispiel)kommunen?|Stadt|Gemeinde",
    "state": "Bundesland|Land",
    "inhabitants": "Einwohner(?:zahl|innen und Einwohner)?",
    "published": "Stand|Redaktionsschluss|(?:Redaktions|Bearbeitungs)stand|Veröffentlicht(?: am)?|Dokumentdatum"
    "|Veröffentlichung(?:sdatum)?|Erscheinungs(?:jahr|datum)|Erschienen(?: im| am)?|Ausgabe",
    "valid_until": "Gültig bis|Gültig|Gültigkeit(?:sdauer)?|Geltungsdauer|Gilt bis|Befristet bis",
    "publisher": f"Herausgeber{_IN}|Herausgegeben von|Hrsg\\.?|Published by|Publisher",
    "contact": f"Ansprechperson|Ansprechpartner{_IN}|Kontakt(?:person)?|Contact",
    "licence": "Lizenz(?:hinweis)?|Licen[cs]e|Nutzungsrechte",
    "": f"Redaktion(?:elle Bearbeitung)?|Gestaltung|Layout|Satz|Druck|Texte?|Autor{_IN}|Autorinnen und Autoren"
    f"|Verfasser{_IN}|Bearbeitung|Bildnachweise?|Titel(?:bild|foto)|Fotos?|Abbildungen|ISBN|ISSN|Auflage|Telefon"
    "|Tel\\.|Telefax|Fax|E-Mail|Mail|Internet|Web(?:site|seite)?|Konzept(?:ion)?|Version|Status|Projektleitung"
    "|Projektträger|Förderung|Gefördert durch|Zitier(?:weise|vorschlag)|Impressum|Anschrift|Adresse|Verantwortlich",
}
_NEEDS_COLON = re.compile(r"Stadt|Gemeinde|Land|Einwohner.*|Gültig|Kontakt|Ausgabe|Contact|Publisher|Veröffentlichung")
_ANY = "|".join(f"(?P<l{number}>{words})" for number, words in enumerate(_LABELS.values()))
_KEYS = tuple(_LABELS)
_LABEL = re.compile(rf"(?<![\w-])(?:{_ANY})\s*[:|]\s*", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"(?:{_ANY})\s*:?", re.IGNORECASE)
_BARE_LABEL = re.compile(rf"(?<![^\s,;|•])(?:{_ANY})\s+(?=[A-ZÄÖÜ„\d])")
_SENTENCE = re.compile(r"\b(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|kann|können|soll|sollen|gilt|steht)\b")
_IMPRINT = re.compile(r"Impressum|(?:Herausgeber(?:in)?|Herausgegeben von|Hrsg\.)(?:\s*:.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """`title_page` and `imprint` are lines; `pages` is the text of the first pages."""

    title_page: tuple[str, ...]
    imprint: tuple[str, ...]
    pages: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Title page, then imprint."""
        return self.title_page + self.imprint

    def said(self, key: str) -> tuple[str, ...]:
        """The different values announced by the labels of `key`, a field of Metadata or 'published'."""
        values = [
            value for name, value in (*_said(self.title_page), *_said(self.imprint, anywhere=True)) if name == key
        ]
        return tuple(dict.fromkeys(values))

    def unlabelled(self) -> list[str]:
        """The lines of the title page that no label announces."""
        labelled = {value for _, value in _said(self.title_page)}
        return [line for line in self.title_page if not _labels_in(line, anywhere=False) and line not in labelled]


def front_of(pages: Sequence[Page]) -> Front:
    """The places of a document that speak of the document."""
    text = "\n".join(page.text for page in pages[:_FIRST_PAGES])[:_LETTERS_OF_FIRST_PAGES]
    return Front(tuple(_title_page(pages)), tuple(_imprint(pages)), text)


def _title_page(pages: Sequence[Page]) -> Iterator[str]:
    """The lines at the top, up to the first chapter or the first real paragraph."""
    told = 0
    for number, (kind, lines) in enumerate(_blocks(pages[0])) if pages else ():
        chapter = kind is BlockKind.HEADING and number >= _BLOCKS_THAT_MAY_BE_TITLES
        if chapter or any(len(line) > _LONGEST_LINE_OF_TITLE_PAGE for line in lines) or told > _LINES_OF_TITLE_PAGE:
            return
        told += len(lines)
        yield from lines


def _imprint(pages: Sequence[Page]) -> Iterator[str]:
    """The lines from 'Impressum' or 'Herausgeber' to the next heading, on the first or the last pages."""
    last = max(len(pages) - _LAST_PAGES, 1)
    numbers = sorted({*range(1, min(_FIRST_PAGES + 1, len(pages))), *range(last, len(pages)), 0} & {*range(len(pages))})
    for page in (pages[number] for number in numbers):
        told = 0
        for kind, lines in _blocks(page):
            begins = any(_IMPRINT.fullmatch(line) for line in lines)
            if told and kind is BlockKind.HEADING and not begins:
                break
            if told or begins:
                yield from lines
                told += len(lines)
            if told > _LINES_OF_IMPRINT:
                break


def _blocks(page: Page) -> Iterator[tuple[BlockKind, list[str]]]:
    for block in page.blocks:
        lines = [line[:_LONGEST_LINE].strip() for line in page.text[block.start : block.end].split("\n")]
        if block.kind is BlockKind.TABLE:
            lines = [": ".join(cells) if len(cells := line.split(" | ")) == 2 else line for line in lines]
        yield block.kind, [line for line in lines if line]


def _said(lines: Sequence[str], *, anywhere: bool = False) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines):
        if alone := _alone(line):
            following = lines[number + 1] if number + 1 < len(lines) else ""
            if following and not _labels_in(following, anywhere=False) and not _alone(following):
                yield _key(alone), following
            continue
        labels = _labels_in(line, anywhere=anywhere)
        for label, after in zip(labels, [*labels[1:], None], strict=False):
            value = line[label.end() : after.start() if after else None].strip(" ,;|•")
            if value:
                yield _key(label), value


def _alone(line: str) -> re.Match[str] | None:
    """A label that has a line of its own, with its value on the next."""
    label = _LABEL_ALONE.fullmatch(line)
    needs_colon = label and (not _key(label) or _NEEDS_COLON.fullmatch(line))
    return None if needs_colon and not line.endswith(":") else label


def _labels_in(line: str, *, anywhere: bool) -> list[re.Match[str]]:
    """The labels of a line from left to right; unless `anywhere`, only where the line begins with one."""
    found = {label.start(): label for label in _LABEL.finditer(line)}
    if len(line) <= _LONGEST_WITHOUT_COLON and not line.endswith(".") and not _SENTENCE.search(line):
        for label in _BARE_LABEL.finditer(line):
            if not _NEEDS_COLON.fullmatch(label.group().strip()):
                found.setdefault(label.start(), label)
    if not anywhere and 0 not in found:
        return []
    return [found[start] for start in sorted(found)]


def _key(label: re.Match[str]) -> str:
    return next(key for number, key in enumerate(_KEYS) if label[f"l{number}"] is not None)
