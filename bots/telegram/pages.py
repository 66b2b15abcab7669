"""What is told of a page: below its picture, or instead of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from assistant.web.documents.page_text import CELLS, Run
from assistant.web.documents.source import SourceView
from bots.telegram.markup import bold, escaped, italic, shortened
from bots.telegram.splitting import messages_of
from corpus.texts import telegram as texts
from corpus.texts import web

LONGEST_CAPTION = 1024
LONGEST_TITLE = 200
LONGEST_QUOTE = 350
BLANK_LINES = re.compile(r"\s*\n\s*")
# Characters of a page's text: of the passage, and on each side of it; where none is marked, of the page.
LONGEST_PASSAGE, LONGEST_AROUND, LONGEST_PAGE = 1000, 500, 1500


def caption_of(view: SourceView, outdated: str) -> str:
    """Title, page and passage, short enough for below a picture; `outdated` is as in `Citation`."""
    # The rows of a table stay rows.
    quote = BLANK_LINES.sub("\n", _start_of(view.quoted.strip(), LONGEST_QUOTE))
    quoted = f"\n\n<blockquote>{escape(quote, quote=False)}</blockquote>" if quote else ""
    return messages_of(_head(view, outdated) + quoted, LONGEST_CAPTION)[0]


def text_of(view: SourceView, outdated: str) -> str:
    """Title, page, and the page's text with the passage in bold; of a long page what stands around the passage."""
    before, passage, after = _around_the_mark(view)
    if passage:
        told = (_end_of(before, LONGEST_AROUND), _start_of(passage, LONGEST_PASSAGE), _start_of(after, LONGEST_AROUND))
        body = "{}<b>{}</b>{}".format(*(escape(text, quote=False) for text in told))
    else:
        body = escape(_start_of(after, LONGEST_PAGE), quote=False) if after.strip() else italic(web.PAGE_EMPTY)
    return messages_of(f"{_head(view, outdated)}\n\n{body}")[0]


def _head(view: SourceView, outdated: str) -> str:
    title, facts = bold(shortened(view.title, LONGEST_TITLE)), escaped(" · ".join(view.facts))
    remarks = [*view.remarks, web.CHECK_VALIDITY.format(reason=outdated)] if outdated else view.remarks
    return "\n".join(line for line in (escaped(view.preline), title, facts, *map(italic, remarks)) if line)


def _around_the_mark(view: SourceView) -> tuple[str, str, str]:
    """The page's text before, within and after what is marked on it; without a mark all of it comes after."""
    runs = list(_runs(view))
    marked = [place for place, run in enumerate(runs) if run.marked]
    first, behind = (marked[0], marked[-1] + 1) if marked else (0, 0)
    before, passage, after = runs[:first], runs[first:behind], runs[behind:]
    return _text(before), _text(passage), _text(after)


def _runs(view: SourceView) -> Iterator[Run]:
    for block in view.blocks:
        for row in block.rows:
            for place, cell in enumerate(row):
                if place:
                    yield Run(CELLS, marked=False)
                yield from cell
            yield Run("\n", marked=False)
        yield Run("\n", marked=False)


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _start_of(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[:most]
    return (kept.rpartition(" ")[0] or kept) + texts.CUT


def _end_of(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[-most:]
    return texts.CUT_BEFORE + (kept.partition(" ")[2] or kept)
