"""The title: from the properties where that is one, else from the first page, else from the file's name."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.models import BlockKind
from ingest.proposals.front import front_of
from ingest.proposals.kinds import is_kind
from ingest.proposals.people import is_body
from ingest.readers import Reading
from ingest.readers.sections import clean_text

_LONGEST = 150
# What programs write into the property when nobody has chosen a title.
_RUBBISH = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office)|powerpoint.pr[äe]sent|untitled|unbenannt|ohne titel"
    r"|kein titel|no title"
    r"|(?:titel|title|dokument|document|doc|präsentation|presentation|vorlage|template|folie|slide|scan|layout|draft"
    r"|entwurf|tabelle|neues? \w+)[\s_-]*\d*$)"
    r"|.*\.(?:docx?|dotx?|pdf|pptx?|xlsx?|odt|ods|odp|rtf|txt|indd|qxp|qxd|tex|dvi|html?|md|pub|cdr)$"
    r"|.*[\\/]\w+[\\/]|file:|https?:",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.|Kapitel \d+|Teil [\dIVX]+)\s.*"
    r"|(?:Inhalt|Inhaltsverzeichnis|Inhaltsübersicht|Impressum|Vorwort|Vorbemerkung|Einleitung|Einführung|Grußwort"
    r"|Zusammenfassung|Kurzfassung|Anlass|Contents|Table of Contents|Introduction|Abstract|Summary|Foreword)"
    r"|(?:Sheet|Table|Tabelle|Blatt)\s?\d*",
    re.IGNORECASE,
)


def title_of(reading: Reading, file_name: str) -> str:
    """Never empty: where nothing else is a title, the file's name made readable."""
    said = _one_line(reading.title or "")
    return (said if said and not _is_rubbish(said, file_name) else "") or _on_the_pages(reading) or _readable(file_name)


def _is_rubbish(title: str, file_name: str) -> bool:
    stem = Path(file_name).stem
    named_like_file = title.casefold() == stem.casefold() and (" " not in title)
    title = title[:_LONGEST]
    letters = sum(letter.isalpha() for letter in title)
    return bool(_RUBBISH.match(title)) or named_like_file or letters < 3 or ("_" in title and " " not in title)


def _on_the_pages(reading: Reading) -> str:
    headings = [
        (number, block.level, text)
        for number, page in enumerate(reading.pages)
        for block in page.blocks
        if block.kind is BlockKind.HEADING
        and not _CHAPTER.fullmatch(text := _one_line(page.text[block.start : block.end]))
    ]
    first_page = [(level, text) for number, level, text in headings if number == 0]
    largest = min((level for level, _ in first_page), default=0)
    candidates = [text for level, text in first_page if level == largest == 1]
    if not first_page:
        candidates += [line for line in front_of(reading.pages).unlabelled() if _may_be_title(line)]
    candidates += [text for _, level, text in headings if level == 1]
    candidates += [text for level, text in first_page if level == largest]
    return next(iter(candidates), "")


def _may_be_title(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", line)
    ended = line.endswith((".", ":", ";", ",", "!")) or _CHAPTER.fullmatch(line) is not None
    return len(words) >= 2 and len(line) <= _LONGEST and not ended and not is_kind(line) and not is_body(line)


def _readable(file_name: str) -> str:
    return re.sub(r"[\s_-]+", " ", Path(file_name).stem).strip() or file_name


def _one_line(text: str) -> str:
    return clean_text(text).replace("\n", " ")
