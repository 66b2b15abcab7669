"""Cuts what a model streams into sentences, each with the numbers it cites, as soon as each is complete.

Models cite as they please: '[1]' before or behind the full stop or before the sentence, '[1][3]', '[1, 3]',
'(Quelle 1)'. The numbers are hints only. Markdown, lists and a model's thinking aloud are taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.german.sentences import sentence_spans

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_NAME = r"(?:Quellen?|Textstellen?|Stellen?|Nr\.?)"
_NUMBERS = r"\[?\d{1,3}\]?(?:\s*(?:[,;&–-]|und)\s*\[?\d{1,3}\]?)*"
_MARK = re.compile(
    rf"\s*(?:\[\s*{_NAME}?\s*{_NUMBERS}\s*\]|\(\s*(?:siehe |vgl\. )?{_NAME}\s*{_NUMBERS}\s*\)|"
    r"【\d{1,3}[^】]{0,20}】)"
)
_OPEN_MARK = re.compile(r"[\[(【][^\])】]{0,40}$")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_HEADING = re.compile(r"^\s*#{1,6}\s|^[^.!?]*:\s*$")
_LINE_BEGINS = re.compile(r"^\s*(?:>\s+|[-*•–+]\s+|\d{1,2}[.)]\s+)+")
_DECORATION = re.compile(r"\*\*|__|`+|^[\s|\-=:*_]+$")
_FULL_WORD = re.compile(r"\S+\s")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without its marks, and the numbers that stood at it."""

    text: str
    cited: tuple[int, ...]


def written_sentences(pieces: Iterable[str]) -> Iterator[Written]:
    """The sentences of a stream of text, each as soon as nothing can be added to it any more."""
    text = ""
    lines = [""]
    line = told = 0
    for piece in pieces:
        text += piece
        lines = _THINKING.sub("", text).split("\n")
        while line < len(lines) - 1:
            yield from _sentences(lines[line])[told:]
            line, told = line + 1, 0
        complete = _complete(lines[line])
        yield from complete[told:]
        told = max(told, len(complete))
    yield from _sentences(lines[line])[told:]


def _complete(line: str) -> list[Written]:
    """The sentences before the last, once a word of the last stands there in full: 'am 2.' may go on with 'April'."""
    if _OPEN_MARK.search(line):
        return []
    sentences = _sentences(line)
    return sentences[:-1] if len(sentences) > 1 and _FULL_WORD.match(sentences[-1].text + line[-1:]) else []


def _sentences(line: str) -> list[Written]:
    if _HEADING.match(line):
        return []
    plain, marks = _without_marks(_DECORATION.sub("", _LINE_BEGINS.sub("", _LINK.sub(r"\1", _IMAGE.sub("", line)))))
    spans = sentence_spans(plain)
    # A mark belongs to the sentence that it stands in or behind; before the first one, to that.
    ends = [*(start for start, _ in spans[1:]), len(plain)][: len(spans)]
    written = []
    begin = -1
    for (start, stop), end in zip(spans, ends, strict=True):
        cited = [number for offset, numbers in marks if begin < offset <= end for number in numbers]
        written.append(Written(plain[start:stop], tuple(dict.fromkeys(cited))))
        begin = end
    return written


def _without_marks(line: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The line without its marks, and where each stood in it with the numbers it holds."""
    plain = ""
    marks = []
    last = 0
    for mark in _MARK.finditer(line):
        plain += line[last : mark.start()]
        marks.append((len(plain), [int(number) for number in re.findall(r"\d+", mark[0])]))
        last = mark.end()
    return plain + line[last:], marks
