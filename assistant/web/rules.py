"""What each route needs, where people sign in. A route that is not here is closed to everybody; a test finds it."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import Scope

from assistant.people.viewer import Access

OPEN, READING, OWN, EDITING, ADMINISTERING = Access

RULES = {
    # The service itself
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /openapi.json": OPEN,
    # Shows a secret of its own
    "POST /telegram": OPEN,
    "GET /metrics": ADMINISTERING,
    # What the house says of itself
    "GET /barrierefreiheit": OPEN,
    "GET /datenschutz": OPEN,
    "GET /impressum": OPEN,
    "GET /haus/logo": OPEN,
    "GET /haus/farben.css": OPEN,
    # Signing in
    "GET /anmelden": OPEN,
    "POST /anmelden": OPEN,
    "GET /anmelden/anbieter": OPEN,
    "GET /anmelden/rueckkehr": OPEN,
    "GET /anmelden/vergessen": OPEN,
    "POST /anmelden/vergessen": OPEN,
    "POST /abmelden": OPEN,
    "GET /passwort/{token}": OPEN,
    "POST /passwort/{token}": OPEN,
    # Asking: everybody their own conversations
    "GET /": READING,
    "GET /fragen": READING,
    "POST /fragen": READING,
    "GET /fragen/{conversation_id}": READING,
    "POST /fragen/{conversation_id}/umbenennen": READING,
    "POST /fragen/{conversation_id}/loeschen": READING,
    "GET /gespraeche": READING,
    "POST /antworten/{answer_id}/rueckmeldung": READING,
    "POST /antworten/{answer_id}/melden": READING,
    "POST /api/v1/questions": READING,
    "GET /api/v1/answers/{answer_id}": READING,
    "GET /api/v1/answers/{answer_id}/events": READING,
    "POST /api/v1/answers/{answer_id}/stop": READING,
    "POST /api/v1/answers/{answer_id}/feedback": READING,
    "DELETE /api/v1/answers/{answer_id}/feedback": READING,
    "GET /api/v1/answers/{answer_id}/export": READING,
    "POST /api/v1/answers/{answer_id}/report": READING,
    "GET /api/v1/conversations": READING,
    "GET /api/v1/conversations/{conversation_id}": READING,
    "PATCH /api/v1/conversations/{conversation_id}": READING,
    "DELETE /api/v1/conversations/{conversation_id}": READING,
    "GET /api/v1/conversations/{conversation_id}/export": READING,
    # Reading documents
    "GET /dokumente": READING,
    "GET /dokumente/{document_id}": READING,
    "GET /dokumente/{document_id}/ausschnitt": READING,
    "GET /dokumente/{document_id}/textstellen": READING,
    "GET /api/v1/search": READING,
    "GET /api/v1/documents": READING,
    "GET /api/v1/documents/{document_id}": READING,
    "GET /api/v1/documents/{document_id}/versions": READING,
    "GET /api/v1/documents/{document_id}/passages": READING,
    "GET /api/v1/documents/{document_id}/file": READING,
    "GET /api/v1/documents/{document_id}/pages/{number}": READING,
    "GET /api/v1/documents/{document_id}/pages/{number}.webp": READING,
    # One's own account
    "GET /konto": OWN,
    "POST /konto/name": OWN,
    "POST /konto/email": OWN,
    "POST /konto/passwort": OWN,
    "POST /konto/abmelden": OWN,
    "POST /konto/schluessel": OWN,
    "POST /konto/schluessel/{token_id}/widerrufen": OWN,
    "POST /konto/telegram": OWN,
    "POST /konto/telegram/{chat_id}/loesen": OWN,
    "GET /konto/daten": OWN,
    "POST /konto/gespraeche/loeschen": OWN,
    "POST /konto/loeschen": OWN,
    # Changing documents
    "POST /dokumente": EDITING,
    "GET /dokumente/verarbeitung": EDITING,
    "POST /dokumente/auftraege/abbrechen": EDITING,
    "POST /dokumente/auftraege/ausblenden": EDITING,
    "POST /dokumente/auftraege/wiederholen": EDITING,
    "GET /dokumente/{document_id}/angaben": EDITING,
    "POST /dokumente/{document_id}/angaben": EDITING,
    "GET /dokumente/{document_id}/sichtbarkeit": EDITING,
    "POST /dokumente/{document_id}/sichtbarkeit": EDITING,
    "GET /dokumente/{document_id}/ersetzen": EDITING,
    "POST /dokumente/{document_id}/ersetzen": EDITING,
    "GET /dokumente/{document_id}/loeschen": EDITING,
    "POST /dokumente/{document_id}/loeschen": EDITING,
    "POST /api/v1/documents": EDITING,
    "PUT /api/v1/documents/{document_id}": EDITING,
    "PUT /api/v1/documents/{document_id}/audience": EDITING,
    "DELETE /api/v1/documents/{document_id}": EDITING,
    "PUT /api/v1/documents/{document_id}/file": EDITING,
    "GET /api/v1/jobs": EDITING,
    "GET /api/v1/jobs/{job_id}": EDITING,
    "POST /api/v1/jobs/{job_id}/retry": EDITING,
    "DELETE /api/v1/jobs/{job_id}": EDITING,
    # What was asked and what is missing
    "GET /auswertung": EDITING,
    "GET /auswertung/{name}.csv": EDITING,
    "POST /auswertung/fragen": EDITING,
    "POST /auswertung/fragen/loeschen": EDITING,
    "DELETE /api/v1/gaps/{gap_id}": EDITING,
    # The house itself
    "GET /verwaltung": ADMINISTERING,
    "POST /verwaltung/einstellungen": ADMINISTERING,
    "POST /verwaltung/einstellungen/{name}/zuruecksetzen": ADMINISTERING,
    "POST /verwaltung/modell": ADMINISTERING,
    "POST /verwaltung/pruefen": ADMINISTERING,
    "GET /verwaltung/protokoll": ADMINISTERING,
    "GET /verwaltung/protokoll.csv": ADMINISTERING,
    "GET /api/v1/acts": ADMINISTERING,
    # People
    "GET /verwaltung/personen": ADMINISTERING,
    "POST /verwaltung/personen": ADMINISTERING,
    "POST /verwaltung/personen/{person_id}/rolle": ADMINISTERING,
    "POST /verwaltung/personen/{person_id}/gruppen": ADMINISTERING,
    "POST /verwaltung/personen/{person_id}/sperren": ADMINISTERING,
    "POST /verwaltung/personen/{person_id}/freigeben": ADMINISTERING,
    "POST /verwaltung/personen/{person_id}/link": ADMINISTERING,
    "POST /verwaltung/personen/{person_id}/loeschen": ADMINISTERING,
}


STATIC = "the static files"
NO_ROUTE = "no route, or none with this method"


def rule_for(routes: Iterable[BaseRoute], scope: Scope) -> str:
    """The line of `RULES` for the route that answers this request, whether it stands there or not."""
    for route in iter_route_contexts(list(routes)):
        if route.matches(scope)[0] is Match.FULL:
            return STATIC if isinstance(route.original_route, Mount) else f"{scope['method']} {route.path}"
    return NO_ROUTE


def named_route(scope: Scope) -> tuple[str, str]:
    """Method and template of the route that the door found, of a bounded number and without a word of the client's."""
    rule = scope.get("rule") or NO_ROUTE
    if rule in (STATIC, NO_ROUTE):
        return ("GET", "static") if rule == STATIC else ("-", "none")
    method, _, route = rule.partition(" ")
    return method, route


def needed_for(rule: str) -> Access | None:
    """What somebody needs who asks for this; None for a route without a rule. Where none is, nothing is protected."""
    return OPEN if rule in (STATIC, NO_ROUTE) else RULES.get(rule)
