"""What of an HTML page is its content, and what a reader of the page cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.sections import clean_text

_FURNITURE = (
    "nav, form, dialog, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=menu], "
    "[role=dialog], [role=alertdialog], #toc, #sidebar, #breadcrumb, #breadcrumbs, #cookie-banner"
)
_FURNITURE_CLASS = re.compile(
    r"(?:.*[-_])?(?:nav|navigation|navbar|menu|breadcrumbs?|sidebar|toc|tocsection|pagination|pager|prevnext|topbar|"
    r"cookies?|skip-?links?|share-?buttons?)|prev-next.*|(?:cookie|breadcrumb|pagination|sidebar|share)[-_].*"
)
# Footnote numbers, pilcrows behind headings and edit links: glued to words they spoil them.
_MARKS = (
    "a.headerlink, a.anchor, a.footnote-reference, a.footnote-ref, a.fn-backref, a.footnote-back, a.footnote-backref, "
    "[role=doc-noteref], [role=doc-backlink], sup.reference, .mw-editsection, rt, rp"
)
_HIDDEN = "[hidden], [aria-hidden=true], .sr-only, .visually-hidden, .screen-reader-text"
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?:[;!%]|$)"
    r"|font-size\s*:\s*0*\.?[0-2]?(?:px|pt|em|rem|%)?\s*(?:[;!]|$)|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:[;!]|$)|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
_PALE = re.compile(
    r"(?<!-)color\s*:\s*(?:white|#f[a-f0-9]f[a-f0-9]f[a-f0-9]\b|#fff\b|transparent|rgba?\(\s*25[0-5][\s,]+25[0-5][\s,]+25[0-5])",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_CSS_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_CSS_ASIDE = re.compile(r"/\*.*?\*/|@[^{;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", re.DOTALL)
_SIMPLE_SELECTOR = re.compile(r"[\w.#\- >,]+")


@dataclass(frozen=True, slots=True)
class Content:
    """Where a page's content is: `root` without the elements in `dropped` (by `mem_id`).

    `hidden` holds the text of each element that nobody can see.
    """

    root: LexborNode
    dropped: frozenset[int]
    hidden: tuple[str, ...]


def content_of(tree: LexborHTMLParser, *, whole: bool = False) -> Content:
    """The content of a page; with `whole`, of a text that has no navigation, only hidden elements are dropped."""
    body = tree.body if tree.body is not None else tree.root
    assert body is not None, "the parser makes a root even for nothing"
    root = body if whole else _main(tree, body)
    dropped = {node.mem_id for node in root.css(_MARKS)}
    if not whole:
        dropped |= {node.mem_id for node in _furniture(root)}
    hidden = [node for node in _invisible(tree) if node.mem_id not in dropped]
    texts = tuple(text for node in hidden if (text := clean_text(_shown_text(node))))
    return Content(root, frozenset(dropped | {node.mem_id for node in hidden}), texts)


def _shown_text(node: LexborNode) -> str:
    return "" if node.tag in ("svg", "script", "style", "template") else node.text(separator=" ")


def _main(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    for selector in ("main, [role=main]", "article", "[itemprop=articleBody]"):
        found = tree.css(selector)
        if len(found) == 1 and found[0].text(strip=True):
            return found[0]
    return body


def _furniture(root: LexborNode) -> Iterator[LexborNode]:
    """Navigation, page heads and feet; never an element with the page's title or with most of its text."""
    half = len(root.text()) / 2
    titles = root.css("h1")

    def holds_content(node: LexborNode) -> bool:
        return len(node.text()) > half or (len(titles) == 1 and node.css_first("h1") is not None)

    for node in root.css(_FURNITURE):
        if not holds_content(node):
            yield node
    for node in root.css("[class]"):
        names = (node.attributes.get("class") or "").lower().split()
        if any(_FURNITURE_CLASS.fullmatch(name) for name in names) and not holds_content(node):
            yield node
    for node in root.css("header, footer, aside"):
        tags = _tags_above(node)
        at_home = {"footer": {"blockquote"}, "header": {"main", "article", "section"}, "aside": {"main", "article"}}
        if not at_home[node.tag or ""] & tags and not (node.tag == "header" and holds_content(node)):
            yield node


def _tags_above(node: LexborNode) -> set[str]:
    tags = set()
    above = node.parent
    while above is not None:
        tags.add(above.tag or "")
        above = above.parent
    return tags


def _invisible(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Elements hidden by attribute, by their own style, or by a simple rule of the page's own style sheet."""
    yield from tree.css(_HIDDEN)
    styled = [(node, node.attributes.get("style") or "") for node in tree.css("[style]")]
    for sheet in tree.css("style"):
        for selector, style in _CSS_RULE.findall(_CSS_ASIDE.sub(" ", sheet.text())):
            relevant = _HIDING.search(style) or _PALE.search(style) or _BACKGROUND.search(style)
            if relevant and _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                styled += [(node, style) for node in tree.css(selector.strip())]
    coloured = {node.mem_id for node, style in styled if _BACKGROUND.search(style)}
    for node, style in styled:
        if _HIDING.search(style) or (_PALE.search(style) and not _stands_on_colour(node, coloured)):
            yield node


def _stands_on_colour(node: LexborNode, coloured: set[int]) -> bool:
    """White text is readable where it, or an element around it, has a background."""
    around: LexborNode | None = node
    while around is not None:
        if around.mem_id in coloured:
            return True
        around = around.parent
    return False
