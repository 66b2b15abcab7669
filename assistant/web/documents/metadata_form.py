"""The form in which an editor says what is known of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.ordering import alphabetically
from assistant.web.documents.shown import value_text
from corpus.holdings import Holding
from corpus.models import Document, Metadata
from corpus.texts import documents as docs
from corpus.texts.terms import DOCUMENT_TYPES, FIELDS_OF_ACTION, STATES

# A longer list of titles would weigh more than the page.
MOST_OFFERED = 200
_CHOSEN = ("field_of_action", "state", "language")
_OFFERED = ("document_type", "municipality", "publisher", "contact", "licence", "supersedes")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a select where there are `options` as (value, name), else an input that offers `known` values."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    is_proposed: bool
    options: tuple[tuple[str, str], ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form; `stand` tells whether the document has changed since, `next_id` another one to look through."""

    fields: tuple[Field, ...]
    stand: str
    next_id: str
    has_proposals: bool
    has_sidecar: bool
    wrong: tuple[Field, ...] = field(default=())


def form_of(
    document: Document,
    holdings: Sequence[Holding],
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    """The form as the document is, or with what was typed and what is wrong with it."""
    known = document.metadata
    values = {name: value_text(name, getattr(known, name)) for name in docs.FIELDS}
    values["language"] = known.language or ""
    if typed is not None:
        values = {name: typed.get(name, "") for name in docs.FIELDS}
    fields = tuple(
        _field(name, value, (errors or {}).get(name, ""), document, holdings) for name, value in values.items()
    )
    return Form(
        fields=fields,
        stand=stand_of(document),
        next_id=next_to_check(document, holdings),
        has_proposals=bool(document.proposed),
        has_sidecar=document.sidecar_sha256 is not None,
        wrong=tuple(shown for shown in fields if shown.error),
    )


def stand_of(document: Document) -> str:
    """Another one whenever anything of the document has changed."""
    return hashlib.sha256(repr(document).encode()).hexdigest()[:16]


def next_to_check(document: Document, holdings: Iterable[Holding]) -> str:
    """The id of the document after this one, by title, that has unconfirmed proposals; '' for none."""
    waiting = sorted((h.metadata.title, h.id) for h in holdings if h.proposed and h.id != document.id)
    here = document.metadata.title, document.id
    return next((id for title, id in waiting if (title, id) > here), waiting[0][1] if waiting else "")


def _field(name: str, value: str, error: str, document: Document, holdings: Sequence[Holding]) -> Field:
    return Field(
        name=name,
        label=docs.FIELDS[name],
        hint=docs.FIELD_HINTS.get(name, ""),
        value=value,
        error=error,
        is_proposed=name in document.proposed,
        options=_options(name, value, holdings) if name in _CHOSEN else (),
        known=_offered(name, document.metadata, holdings) if name in _OFFERED else (),
    )


def _options(name: str, value: str, holdings: Iterable[Holding]) -> tuple[tuple[str, str], ...]:
    """What a field can be: the house's own terms, then whatever else is in use."""
    own: Sequence[str] = {"field_of_action": FIELDS_OF_ACTION, "state": STATES}.get(name, tuple(docs.LANGUAGES))
    in_use = alphabetically([value, *(getattr(holding.metadata, name) for holding in holdings)])
    every = [*own, *(used for used in in_use if used not in own)]
    called = docs.LANGUAGES if name == "language" else {}
    return (("", docs.UNKNOWN), *((option, called.get(option, option)) for option in every))


def _offered(name: str, known: Metadata, holdings: Sequence[Holding]) -> tuple[str, ...]:
    if name == "supersedes":
        near = [h.metadata.title for h in holdings if h.metadata.municipality == known.municipality]
        titles = alphabetically(near) if len(near) > 1 else alphabetically(h.metadata.title for h in holdings)
        return tuple(title for title in titles if title != known.title)[:MOST_OFFERED]
    own = DOCUMENT_TYPES if name == "document_type" else ()
    return tuple(alphabetically([*own, *(getattr(holding.metadata, name) for holding in holdings)]))[:MOST_OFFERED]
