"""Markdown -> pages, by way of HTML: so lists, tables and raw HTML are read the same in both."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from selectolax.lexbor import LexborHTMLParser

from corpus.errors import RefusedFile
from corpus.texts import formats
from ingest.readers import Reading
from ingest.readers.decoding import decode_text
from ingest.readers.html_blocks import blocks_of
from ingest.readers.html_content import content_of
from ingest.readers.sections import build_pages
from ingest.readers.text import is_binary
from ingest.readers.unseen import comment_remarks, hidden_characters, hidden_remarks

# Each line is matched in one way only (atomic group): else an unclosed block would take time without end.
_FRONT_MATTER = re.compile(
    r"\s*---[^\S\n]*\n(?>[^\S\n]*\n|[\w-]+[^\S\n]*:.*\n|(?:[^\S\n]|#|- ).*\n)*?(?:---|\.\.\.)[^\S\n]*(?:\n|$)"
)
_NOTE = re.compile(r"\[\^[^\]\s]+\]:[^\S\n]*")
_NOTE_NUMBER = re.compile(r"\[\^[^\]\s]+\]")
_COMMENTS = (re.compile(r"<!--(.*?)-->", re.DOTALL), re.compile(r"^\[//\]:\s*#\s*[(\"'](.*)[)\"']\s*$", re.MULTILINE))
_DIRECTIVE = re.compile(r"\{(?:toctree|include|contents)\}")


def read_markdown(path: Path) -> Reading:
    """Pages of a Markdown file (CommonMark, tables, footnotes) without its marks, link targets and front matter.

    Raises RefusedFile for binary files and those without text.
    """
    text = decode_text(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    if is_binary(text):
        raise RefusedFile(formats.BINARY_TEXT.format(name=path.name))
    front = _FRONT_MATTER.match(text)
    content = content_of(LexborHTMLParser(_parser().render(text[front.end() :] if front else text)), whole=True)
    pages = build_pages(blocks_of(content.root, content.dropped))
    if not pages:
        raise RefusedFile(formats.NO_TEXT.format(name=path.name))
    comments = [comment for pattern in _COMMENTS for comment in pattern.findall(text)]
    remarks = hidden_remarks([*content.hidden, *hidden_characters(content.root.text())])
    return Reading(pages, remarks=remarks + comment_remarks(comments))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "footnote_number", _footnote_number)
    parser.block.ruler.before("fence", "directive", _directive)
    return parser


def _footnote(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    """`[^1]: text` is a paragraph of its own; CommonMark would take it for the target of a link."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    line = state.src[start : state.eMarks[start_line]]
    mark = _NOTE.match(line)
    if mark is None or state.is_code_block(start_line):
        return False
    if silent:
        return True
    state.line = start_line + 1
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content = line[mark.end() :].strip()
    inline.map = [start_line, state.line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _footnote_number(state: StateInline, silent: bool) -> bool:
    """`[^1]` inside a sentence is dropped."""
    mark = _NOTE_NUMBER.match(state.src, state.pos)
    if mark is None:
        return False
    if not silent and not state.src[mark.end() : mark.end() + 1].isalnum():
        state.pending = state.pending.rstrip(" ")
    state.pos = mark.end()
    return True


def _directive(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A fenced list of files to build a table of contents from is no text."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not re.match(r"(`{3,}|~{3,})\s*" + _DIRECTIVE.pattern, state.src[start : state.eMarks[start_line]]):
        return False
    if silent:
        return True
    fence = state.src[start : start + 3]
    line = start_line + 1
    while line < end_line and not state.src[state.bMarks[line] + state.tShift[line] :].startswith(fence):
        line += 1
    state.line = min(line + 1, end_line)
    return True
