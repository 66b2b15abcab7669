"""Which routes are acts of an editor or administrator, and what they were done to. A test finds one without a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Request
from starlette.types import Scope

from assistant.people.viewer import Access
from assistant.web.guard import SAFE_METHODS
from assistant.web.rules import RULES

# What stands before the point says what the subject is, see assistant/administration/subjects.py.
ACTS = {
    "POST /dokumente": "file.add",
    "POST /api/v1/documents": "file.add",
    "POST /dokumente/auftraege/abbrechen": "file.stop",
    "DELETE /api/v1/jobs/{job_id}": "file.stop",
    "POST /dokumente/auftraege/wiederholen": "file.retry",
    "POST /api/v1/jobs/{job_id}/retry": "file.retry",
    "POST /dokumente/auftraege/ausblenden": "file.hide",
    "POST /dokumente/{document_id}/ersetzen": "document.replace",
    "PUT /api/v1/documents/{document_id}/file": "document.replace",
    "POST /dokumente/{document_id}/angaben": "document.describe",
    "PUT /api/v1/documents/{document_id}": "document.describe",
    "POST /dokumente/{document_id}/sichtbarkeit": "document.audience",
    "PUT /api/v1/documents/{document_id}/audience": "document.audience",
    "POST /dokumente/{document_id}/loeschen": "document.remove",
    "DELETE /api/v1/documents/{document_id}": "document.remove",
    "POST /auswertung/fragen": "gap.change",
    "POST /auswertung/fragen/loeschen": "gap.remove",
    "DELETE /api/v1/gaps/{gap_id}": "gap.remove",
    "POST /verwaltung/einstellungen": "setting.change",
    "POST /verwaltung/einstellungen/{name}/zuruecksetzen": "setting.reset",
    "POST /verwaltung/modell": "check.model",
    "POST /verwaltung/pruefen": "check.holdings",
    "POST /verwaltung/personen": "person.invite",
    "POST /verwaltung/personen/{person_id}/rolle": "person.role",
    "POST /verwaltung/personen/{person_id}/gruppen": "person.groups",
    "POST /verwaltung/personen/{person_id}/sperren": "person.disable",
    "POST /verwaltung/personen/{person_id}/freigeben": "person.enable",
    "POST /verwaltung/personen/{person_id}/link": "person.link",
    "POST /verwaltung/personen/{person_id}/loeschen": "person.remove",
}


class Deed:
    """What a request was done to: what the route says or, where it says nothing, the id in the address."""

    def __init__(self) -> None:
        self._said: list[str] | None = None

    def on(self, ids: Iterable[str]) -> None:
        """It was done to these, whatever the answer is like; to none means that nothing was done."""
        self._said = [*(self._said or ()), *ids]

    def subjects(self, scope: Scope, status: int) -> list[str]:
        """The ids once the answer is known."""
        if self._said is not None:
            return self._said
        return [str(next(iter(scope["path_params"].values()), ""))] if status < 400 else []


def _deed(request: Request) -> Deed:
    deed: Deed = request.scope["deed"]
    return deed


DeedHere = Annotated[Deed, Depends(_deed)]


def act_of(rule: str) -> str | None:
    """The name of what a route does, its rule where it has none; None for what changes nothing of the house."""
    is_act = rule.partition(" ")[0] not in SAFE_METHODS and RULES.get(rule, Access.OPEN) >= Access.EDITING
    return ACTS.get(rule, rule) if is_act else None
