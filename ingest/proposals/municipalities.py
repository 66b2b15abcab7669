"""The towns that are known by name, with their Land: a table that comes along, and a house's own beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.texts import plugins
from corpus.texts.terms import STATES

_TABLE = "municipalities.csv"
# 'Halle (Saale)', 'Mühlhausen/Thüringen', 'Neustadt an der Orla', 'Lutherstadt Wittenberg': also named more briefly.
_BEFORE = re.compile(r"(?:Lutherstadt|Heilbad) ")
_AFTER = re.compile(r"(?: \(|/| an der | am | im | in Sachsen| a\. d\. ).*")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A town; `ambiguous` where its name is also an ordinary word or the name of other places."""

    name: str
    state: str
    inhabitants: int | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Municipalities:
    """`named` leads from every name in use to its town, `mention` finds such names in a text."""

    named: dict[str, Municipality]
    mention: re.Pattern[str]


def known_municipalities(settings: Settings) -> Municipalities:
    """The packaged table and the house's; raises TransferlotseError where the house's cannot be read."""
    own = settings.municipalities_file
    packaged = files("ingest.proposals").joinpath(_TABLE).read_text(encoding="utf-8")
    towns = list(_rows(packaged))
    try:
        towns += _rows(own.read_text(encoding="utf-8-sig")) if own else ()
    except (OSError, ValueError, KeyError) as error:
        raise TransferlotseError(plugins.MUNICIPALITIES_UNREADABLE.format(file=own)) from error
    return _by_name(towns)


def _rows(text: str) -> Iterator[Municipality]:
    """Towns of a CSV table with the columns name, land, and if wanted einwohner and mehrdeutig; others are ignored.

    Raises KeyError or ValueError for a table without those columns or with a Land or a number that is none.
    """
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    header, *rest = lines
    for row in csv.DictReader([header, *rest], delimiter=";" if ";" in header else ","):
        name, state = (row["name"] or "").strip(), (row["land"] or "").strip()
        inhabitants = (row.get("einwohner") or "").strip().replace(".", "")
        if not name or state not in STATES:
            raise ValueError(f"no town: {row}")
        yield Municipality(name, state, int(inhabitants) if inhabitants else None, bool(row.get("mehrdeutig")))


def _by_name(towns: Iterable[Municipality]) -> Municipalities:
    """A later row replaces the same town; a name of towns in several Länder, or a shortened one, is ambiguous."""
    named: dict[str, Municipality] = {}
    short: dict[str, Municipality] = {}
    for town in towns:
        before = named.get(town.name)
        elsewhere = before is not None and before.state != town.state
        ambiguous = town.ambiguous or elsewhere or (before is not None and before.ambiguous)
        named[town.name] = Municipality(town.name, town.state, town.inhabitants, ambiguous)
        if (brief := _BEFORE.sub("", _AFTER.sub("", town.name))) != town.name:
            short[brief] = Municipality(brief, town.state, None, ambiguous=True)
    named = short | named
    names = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    return Municipalities(named, re.compile(rf"(?<![\w-])(?:{names})(?![\w]|-[A-ZÄÖÜ\w])"))
