"""Chooses and orders the documents of the list. In Python, for the databases fold umlauts each in its own way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.currency import outdated_by
from assistant.ordering import dictionary_key
from assistant.web.documents.asked import Asked
from corpus.holdings import Holding
from corpus.succession import successors

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A document of the list with why it is not current, '' where it is."""

    holding: Holding
    outdated: str

    @property
    def names(self) -> Collection[str]:
        """Those of `docs.STANDINGS` that hold."""
        told = [name for name, holds in (("pruefen", self.outdated), ("angaben", self.holding.proposed)) if holds]
        return told or ["aktuell"]


def standings(holdings: Collection[Holding], today: date) -> list[Standing]:
    """Each document with its standing on that day."""
    superseding = [holding for holding in holdings if holding.metadata.supersedes]
    replaced: Mapping[str, Holding] = successors(holdings, superseding)
    return [Standing(h, outdated_by(h.metadata, replaced.get(h.id), today)) for h in holdings]


def chosen(known: Iterable[Standing], asked: Asked) -> list[Standing]:
    """Those that pass the words and the filters, in the order asked for; what is not known comes last."""
    words = _flat(asked.suche).split()
    found = [standing for standing in known if _passes(standing, asked) and _has(standing.holding, words)]
    found.sort(key=lambda standing: dictionary_key(standing.holding.metadata.title))
    key = _KEYS[asked.key]
    valued = [(key(standing), standing) for standing in found]
    told = sorted(
        ((value, standing) for value, standing in valued if value is not None),
        key=lambda pair: pair[0],
        reverse=asked.is_descending,
    )
    return [standing for _, standing in told] + [standing for value, standing in valued if value is None]


def _passes(standing: Standing, asked: Asked) -> bool:
    known = standing.holding.metadata
    return (
        asked.handlungsfeld in ("", known.field_of_action)
        and asked.dokumenttyp in ("", known.document_type)
        and asked.kommune in ("", known.municipality)
        and asked.jahr in ("", str(known.year or ""))
        and (not asked.stand or asked.stand in standing.names)
    )


def _has(holding: Holding, words: Collection[str]) -> bool:
    if not words:
        return True
    text = _flat(" ".join((holding.metadata.title, holding.metadata.municipality or "", holding.file_name)))
    return all(word in text for word in words)


def _flat(text: str) -> str:
    return text.casefold().translate(_WRITTEN_OUT)


def _spelt(value: str | None) -> str | None:
    return dictionary_key(value) if value else None


_Key = Callable[[Standing], "str | int | None"]
_KEYS: dict[str, _Key] = {
    "titel": lambda standing: dictionary_key(standing.holding.metadata.title),
    "typ": lambda standing: _spelt(standing.holding.metadata.document_type),
    "kommune": lambda standing: _spelt(standing.holding.metadata.municipality),
    "jahr": lambda standing: standing.holding.metadata.year,
    "stand": lambda standing: ("aktuell", "angaben", "pruefen").index(next(iter(standing.names))),
    "umfang": lambda standing: standing.holding.pages,
}
