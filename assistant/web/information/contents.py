"""The pages about the offer: the house's own Markdown where there is some, else the one that comes along."""

from __future__ import annotations

from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from assistant.web.information.appearance import Appearance
from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.texts import information_pages as texts

SUPPLIED = Path(texts.__file__).parent / "information"


def information_html(name: str, settings: Settings, appearance: Appearance, *, has_bot: bool) -> str:
    """The page called `name` as safe HTML: the Markdown may hold no HTML of its own.

    `[HAUS]`, `[KONTAKT]`, `[MODELL]` and `[FRIST]` in it become the house's name, its contact, what answers, and how
    long conversations are kept; `[TELEGRAM]` the page `telegram` where there is a bot. Raises TransferlotseError for
    a file of the house that cannot be read.
    """
    text = _markdown(name, settings)
    text = text.replace("[TELEGRAM]", _markdown("telegram", settings) if has_bot else "")
    told = {"[HAUS]": appearance.name or texts.HOUSE_UNNAMED, "[KONTAKT]": appearance.contact or texts.NO_CONTACT}
    told["[MODELL]"] = _model(settings)
    days = settings.retention_days
    told["[FRIST]"] = texts.A_DAY if days == 1 else texts.DAYS.format(count=days)
    page = str(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))
    # Only now: what they say is no Markdown.
    for mark, words in told.items():
        page = page.replace(mark, escape(words))
    return page


def _markdown(name: str, settings: Settings) -> str:
    own = settings.information_dir / f"{name}.md" if settings.information_dir else None
    if own is None or not own.is_file():
        return (SUPPLIED / f"{name}.md").read_text(encoding="utf-8")
    try:
        return own.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TransferlotseError(texts.UNREADABLE.format(path=own, setting="TRANSFERLOTSE_INFORMATION_DIR")) from error


def _model(settings: Settings) -> str:
    return texts.MODEL_CHAT.format(model=settings.chat_model) if settings.chat_model else texts.MODEL_QUOTE
