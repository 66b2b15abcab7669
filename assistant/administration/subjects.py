"""What acts were done to, and who did them, as people know it: names are looked up and never kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from corpus.acts import Act, By
from corpus.catalogue import Catalogue
from corpus.schema import documents, gaps, jobs, people
from corpus.texts import acts as texts
from corpus.texts import administration

# What stands before the point in the name of an act -> where the name of its subject is.
NAMES: dict[str, tuple[ColumnElement[str], ColumnElement[str]]] = {
    "file": (jobs.c.id, jobs.c.file_name),
    "document": (documents.c.id, documents.c.title),
    "gap": (gaps.c.id, gaps.c.question),
    "person": (people.c.id, people.c.name),
}


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act with who did it, what it was, and what to, each in words; `is_gone` when the last is no name any more."""

    act: Act
    who: str
    what: str
    subject: str
    is_gone: bool


def named(catalogue: Catalogue, found: Iterable[Act]) -> list[NamedAct]:
    """The acts in the same order, each with its names as they are now."""
    given = list(found)
    wanted: dict[str, set[str]] = defaultdict(set)
    for act in given:
        wanted[_kind(act)].add(act.subject)
        wanted["person"].add(act.person_id or "")
    names = {kind: _names(catalogue, kind, ids) for kind, ids in wanted.items() if kind in NAMES}
    return [_named(act, names) for act in given]


def act_text(name: str) -> str:
    """What was done, in words."""
    return texts.ACTS.get(name, name)


def _named(act: Act, names: dict[str, dict[str, str]]) -> NamedAct:
    kind = _kind(act)
    who = names["person"].get(act.person_id or "") if act.by is By.PERSON else None
    if kind in NAMES and act.subject:
        name = names[kind].get(act.subject)
        subject, is_gone = (name, False) if name else (texts.GONE[kind], True)
    else:
        subject, is_gone = administration.CHANGEABLE.get(act.subject, act.subject), False
    return NamedAct(act, who or texts.BY[act.by], act_text(act.act), subject, is_gone)


def _kind(act: Act) -> str:
    return act.act.partition(".")[0]


def _names(catalogue: Catalogue, kind: str, ids: set[str]) -> dict[str, str]:
    id, name = NAMES[kind]
    known: dict[str, str] = {}
    with catalogue.reading() as connection:
        for some in _portions(sorted(ids - {""})):
            known |= {row[0]: row[1] for row in connection.execute(select(id, name).where(id.in_(some)))}
    return known


def _portions(ids: list[str], size: int = 500) -> Iterable[list[str]]:
    """SQLite takes only so many values at once."""
    return (ids[start : start + size] for start in range(0, len(ids), size))
