"""What of an HTML page is its content, and what a reader of the page cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.readers.html_hiding import declarations, has_ground, hides, is_pale
from ingest.readers.sections import clean_text

_FURNITURE = (
    "nav, form, dialog, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=menu], "
    "[role=dialog], [role=alertdialog], #toc, #sidebar, #breadcrumb, #breadcrumbs, #cookie-banner"
)
_FURNITURE_CLASS = re.compile(
    r"(?:.*[-_])?(?:nav|navigation|navbar|menu|breadcrumbs?|sidebar|toc|tocsection|pagination|pager|prevnext|topbar|"
    r"cookies?|skip-?links?|share-?buttons?)|toctree-wrapper|prev-next.*|(?:cookie|breadcrumb|pagination|sidebar|share)[-_].*"
)
# Footnote numbers, pilcrows behind headings and edit links: glued to words they spoil them.
_MARKS = (
    "a.headerlink, a.anchor, a.footnote-reference, a.footnote-ref, a.fn-backref, a.footnote-back, a.footnote-backref, "
    "[role=doc-noteref], [role=doc-backlink], sup.reference, .mw-editsection, rt, rp"
)
_HIDDEN = "[hidden], .sr-only, .visually-hidden, .screen-reader-text"
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
    own = {node.mem_id: declarations(node.attributes.get("style") or "") for node in tree.css("[style]")}
    styled = [(node, own[node.mem_id]) for node in tree.css("[style]")]
    for sheet in tree.css("style"):
        for selector, style in _CSS_RULE.findall(_CSS_ASIDE.sub(" ", sheet.text())):
            rule = declarations(style)
            relevant = hides(rule) or is_pale(rule) or has_ground(rule)
            if relevant and _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                # An element's own style wins over the sheet's.
                styled += [(node, rule | own.get(node.mem_id, {})) for node in tree.css(selector.strip())]
    coloured = {node.mem_id for node, style in styled if has_ground(style)}
    for node, style in styled:
        if hides(style) or (is_pale(style) and not _stands_on_colour(node, coloured)):
            yield node


def _stands_on_colour(node: LexborNode, coloured: set[int]) -> bool:
    """White text is readable where it, or an element around it, has a background."""
    around: LexborNode | None = node
    while around is not None:
        if around.mem_id in coloured:
            return True
        around = around.parent
    return False
