"""Who sees to what: every command and every button in one table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bots.telegram import (
    choosing,
    commands,
    files,
    following,
    informing,
    joining,
    leaving,
    sources,
    verdicts,
)
from bots.telegram.talk import Press, Talk

COMMANDS: dict[str, Callable[[Talk, str], Awaitable[None]]] = {
    "start": joining.start,
    "verbinden": joining.pair,
    "hilfe": commands.give_help,
    "neu": commands.begin_anew,
    "datenschutz": informing.tell_privacy,
    "loeschen": leaving.ask_whether,
    "filter": choosing.choose,
    "quellen": sources.list_sources,
}
"""By name; each gets what stands behind the name. `MENU` in corpus/texts/telegram.py names those of the menu."""

FOR_EVERYBODY = frozenset({"start", "verbinden", "hilfe", "datenschutz", "loeschen"})
"""Commands also for who may not ask."""

PRESSES: dict[str, Callable[[Talk, Press], Awaitable[None]]] = {
    "neu": commands.begin_anew_pressed,
    "trennen": joining.unpair_pressed,
    "d": leaving.leave_pressed,
    "a": files.decide_pressed,
    "q": sources.show,
    "o": sources.send_original,
    "v": verdicts.give,
    "r": verdicts.give_reason,
    "g": verdicts.report_gap,
    "n": following.ask_next,
    "w": following.ask_without_filters,
    "e": following.ask_again,
    "f": choosing.change,
}
"""By what the data of a button begins with, until the first colon."""

PRESSES_FOR_EVERYBODY = frozenset({"d"})
"""Buttons also for who may not ask."""
