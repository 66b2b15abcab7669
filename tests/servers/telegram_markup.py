"""Reads the HTML and the buttons of a message as the Bot API does, and refuses what that refuses."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*>|<")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);")
LONGEST_DATA = 64


class Refused(Exception):
    """What the Bot API says of it, after 'Bad Request: '."""


@dataclass(frozen=True, slots=True)
class Entity:
    """`text` is what it spans; `url` is that of a link."""

    kind: str
    text: str
    url: str = ""


def units(text: str) -> int:
    """How long Telegram finds a text: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parsed(html: str) -> tuple[str, list[Entity]]:
    """The text without its markup and what the markup said; raises Refused."""
    text, entities, open_tags, at = "", [], list[tuple[str, int, str]](), 0
    for token in TOKEN.finditer(html):
        text += _decoded(html[at : token.start()])
        at = token.end()
        closing, name, attributes = token.group(1), (token.group(2) or "").lower(), token.group(3) or ""
        offset = len(html[: token.start()].encode())
        if name not in NAMES:
            raise _unparsed(f'Unsupported start tag "{name}" at byte offset {offset}')
        if not closing:
            url = _attribute(attributes, "href")
            if name == "span" and _attribute(attributes, "class") != "tg-spoiler":
                raise _unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
            open_tags.append((name, len(text), url))
        elif not open_tags:
            raise _unparsed(f"Unexpected end tag at byte offset {offset}")
        else:
            opened, start, url = open_tags.pop()
            if opened != name:
                raise _unparsed(f'Unmatched end tag at byte offset {offset}, expected "</{opened}>", found "</{name}>"')
            if text[start:].strip() and (name != "a" or url):
                entities.append(Entity(NAMES[name], text[start:], url))
    if open_tags:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return (text + _decoded(html[at:])).strip(), entities


def _decoded(text: str) -> str:
    return REFERENCE.sub(lambda found: unescape(found.group()), text)


def _attribute(attributes: str, wanted: str) -> str:
    for name, *values in ATTRIBUTE.findall(attributes):
        if name.lower() == wanted:
            return unescape(next((value for value in values if value), ""))
    return ""


def _unparsed(why: str) -> Refused:
    return Refused(f"can't parse entities: {why}")


def keyboard_of(given: dict[str, Any]) -> list[list[dict[str, str]]]:
    """The buttons that a call puts below its message; raises Refused."""
    rows: list[list[dict[str, str]]] = json.loads(given.get("reply_markup", "{}")).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise Refused("inline keyboard button text is empty")
        if "url" in button:
            host = urlsplit(button["url"]).hostname or ""
            if urlsplit(button["url"]).scheme not in ("http", "https", "tg") or "." not in host:
                raise Refused(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
        elif not 0 < len(button["callback_data"].encode()) <= LONGEST_DATA:
            raise Refused("BUTTON_DATA_INVALID")
    if sum(map(len, rows)) > 100:
        raise Refused("reply markup is too long")
    return rows
