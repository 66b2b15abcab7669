"""What each parameter of a route names, and what has to be sent along so that a request could succeed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel
from starlette.routing import Mount

from assistant.web.api.questions import STREAM, StreamRoute
from tests.signing_in import PASSWORD

Ids = Mapping[str, str]


class Kind(StrEnum):
    """Kinds of things that an address or a form can name."""

    CONVERSATION = "conversation"
    ANSWER = "answer"
    DOCUMENT = "document"
    PASSAGE = "passage"
    PAGE = "page"
    JOB = "job"
    GAP = "gap"
    PERSON = "person"
    LINK = "link"
    API_TOKEN = "api token"
    CHAT = "chat"
    SETTING = "setting"
    SHEET = "sheet"


OWNED = {Kind.CONVERSATION, Kind.ANSWER, Kind.API_TOKEN, Kind.CHAT}
# For a group, or for everybody; editors and administrators see all of them.
SEEN_BY_GROUPS = {Kind.DOCUMENT, Kind.PASSAGE}

IDS = {
    "conversation_id": Kind.CONVERSATION,
    "gespraech": Kind.CONVERSATION,
    "conversation": Kind.CONVERSATION,
    "aktuell": Kind.CONVERSATION,
    "answer_id": Kind.ANSWER,
    "document_id": Kind.DOCUMENT,
    "dokument": Kind.DOCUMENT,
    "bekannt": Kind.DOCUMENT,
    "passage": Kind.PASSAGE,
    "stelle": Kind.PASSAGE,
    "number": Kind.PAGE,
    "job_id": Kind.JOB,
    "auftrag": Kind.JOB,
    "kennung": Kind.GAP,
    "gap_id": Kind.GAP,
    "person_id": Kind.PERSON,
    "token": Kind.LINK,
    "token_id": Kind.API_TOKEN,
    "chat_id": Kind.CHAT,
}
# The same word names another thing elsewhere.
IDS_HERE = {
    ("POST /verwaltung/einstellungen/{name}/zuruecksetzen", "name"): Kind.SETTING,
    ("GET /auswertung/{name}.csv", "name"): Kind.SHEET,
}
# What is not there is passed over without a word, for somebody else may have been quicker, or only fills a field.
PASSED_OVER = {"aktuell", "auftrag", "bekannt", "dokument", "stelle"}
PASSED_OVER_HERE = {("POST /dokumente/{document_id}/loeschen", "document_id")}
# Parameters that name nothing of anybody: texts, choices, numbers, files.
WORDS = set(
    re.findall(
        r"\S+",
        """
        act anmeldename anmerkung audience before bemerkung bezeichnung bis bisher code contact datei dateien
        document_type dokumenttyp einfach einwohner email erledigt error field_of_action file filter filters
        form frage fuer groups grund gruppen handlungsfeld helpful hilfreich hinweis inhabitants iss jahr
        kommune language last-event-id length licence limit municipality name namen neu noch_einmal note
        passwort plain_language publisher q question quote reasons rolle seite sidecar sortierung source stand
        state suche supersedes tage text titel title umfang valid_until von was weiter wer who wortlaut year
        zeitraum zitat
        """,
    )
)

FILE = ("Bericht.txt", b"Ein Bericht.")
BODIES: dict[str, Callable[[Ids], dict[str, Any]]] = {
    "POST /api/v1/questions": lambda ids: {"json": {"question": "Wie viele?", "conversation": ids["conversation"]}},
    "POST /api/v1/answers/{answer_id}/feedback": lambda _: {"json": {"helpful": True}},
    "PATCH /api/v1/conversations/{conversation_id}": lambda _: {"json": {"title": "Anders"}},
    "PUT /api/v1/documents/{document_id}": lambda _: {"json": {"title": "Anders"}},
    "PUT /api/v1/documents/{document_id}/audience": lambda _: {"json": {"groups": []}},
    "PUT /api/v1/documents/{document_id}/file": lambda _: {"files": {"file": FILE}},
    "POST /api/v1/documents": lambda _: {"files": {"file": FILE}},
    "POST /fragen": lambda ids: {"data": {"frage": "Wie viele?", **ids}},
    "POST /fragen/{conversation_id}/umbenennen": lambda _: {"data": {"titel": "Anders"}},
    "POST /antworten/{answer_id}/rueckmeldung": lambda _: {"data": {"hilfreich": "ja"}},
    "POST /dokumente/{document_id}/angaben": lambda _: {"data": {"title": "Anders"}},
    "POST /dokumente/{document_id}/sichtbarkeit": lambda _: {"data": {"fuer": "alle"}},
    "POST /dokumente/{document_id}/ersetzen": lambda _: {"files": {"datei": FILE}},
    "POST /dokumente": lambda _: {"files": {"dateien": FILE}},
    "POST /dokumente/auftraege/abbrechen": lambda ids: {"data": ids},
    "POST /dokumente/auftraege/wiederholen": lambda ids: {"data": ids},
    "POST /dokumente/auftraege/ausblenden": lambda ids: {"data": ids},
    "POST /auswertung/fragen": lambda ids: {"data": {"stand": "in_work", **ids}},
    "POST /auswertung/fragen/loeschen": lambda ids: {"data": ids},
    "POST /verwaltung/einstellungen": lambda _: {"data": {"answer_length": "long"}},
    "POST /verwaltung/personen": lambda _: {"data": {"name": "Neu", "anmeldename": "neu", "rolle": "reader"}},
    "POST /verwaltung/personen/{person_id}/rolle": lambda _: {"data": {"rolle": "editor"}},
    "POST /verwaltung/personen/{person_id}/gruppen": lambda _: {"data": {"gruppen": "Bauamt"}},
    "POST /konto/schluessel": lambda _: {"data": {"bezeichnung": "Suche", "umfang": "reader", "tage": "30"}},
    "POST /anmelden": lambda _: {"data": {"name": "vera", "passwort": PASSWORD}},
    "POST /konto/email": lambda _: {"data": {"email": "neu@stadt.example", "passwort": PASSWORD}},
    "POST /konto/name": lambda _: {"data": {"name": "Anders"}},
    "POST /konto/passwort": lambda _: {
        "data": {"bisher": PASSWORD, "neu": "Ein anderes Wort 5", "noch_einmal": "Ein anderes Wort 5"}
    },
    "POST /konto/loeschen": lambda _: {"data": {"passwort": PASSWORD}},
    "POST /passwort/{token}": lambda _: {"data": {"passwort": PASSWORD, "noch_einmal": PASSWORD}},
}
# Forms that only a page filled in: what it hides in them says which state of the document is meant.
FILLED_IN = {"POST /dokumente/{document_id}/angaben", "POST /dokumente/{document_id}/ersetzen"}
QUERIES = {"GET /api/v1/search": {"q": "Brunnen"}}
# What is asked for twice: as a stream, and in part.
ACCEPTING = {"GET /api/v1/documents/{document_id}/file": {"range": "bytes=0-9"}}


@dataclass(frozen=True)
class Route:
    """A route of the app with what its parameters name, by where they stand."""

    rule: str
    method: str
    path: str
    headers: dict[str, str]
    in_path: dict[str, Kind]
    in_query: dict[str, Kind]
    in_body: dict[str, Kind]
    unknown: tuple[str, ...]

    def passes_over(self, name: str) -> bool:
        """Whether this parameter may name what is not there."""
        return name in PASSED_OVER or (self.rule, name) in PASSED_OVER_HERE

    @property
    def kinds(self) -> dict[str, Kind]:
        return {**self.in_path, **self.in_query, **self.in_body}


def routes_of(app: FastAPI) -> list[Route]:
    """Every route, each way of asking for it by itself; `unknown` are the parameters that nobody has thought about."""
    found = []
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, Mount):
            continue
        parts = list(_flat(route.dependant)) if hasattr(route, "dependant") else []
        in_path = [field.alias for part in parts for field in part.path_params]
        in_query = [field.alias for part in parts for field in part.query_params]
        in_body = [name for part in parts for name in _body_names(part)]
        words = [field.alias for part in parts for field in part.header_params]
        for method in sorted((context.methods or set()) - {"HEAD"}):
            rule = f"{method} {context.path}"
            kinds = {
                name: kind
                for name in (*in_path, *in_query, *in_body, *words)
                if (kind := IDS_HERE.get((rule, name)) or IDS.get(name))
            }
            unknown = tuple(sorted({*in_path, *in_query, *in_body, *words} - kinds.keys() - WORDS))
            ways = [{"accept": STREAM}] if isinstance(route, StreamRoute) else [{}]
            ways += [ACCEPTING[rule]] if rule in ACCEPTING else []
            for headers in ways:
                found.append(
                    Route(
                        rule,
                        method,
                        context.path_format or context.path or "",
                        headers,
                        {name: kinds[name] for name in in_path if name in kinds},
                        {name: kinds[name] for name in in_query if name in kinds},
                        {name: kinds[name] for name in in_body if name in kinds},
                        unknown,
                    )
                )
    return found


def _flat(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for part in dependant.dependencies:
        yield from _flat(part)


def _body_names(part: Dependant) -> list[str]:
    names: list[str] = []
    for field in part.body_params:
        kinds = (field.field_info.annotation, *getattr(field.field_info.annotation, "__args__", ()))
        models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        names += [name for model in models for name in model.model_fields] or [field.alias]
    return names
