"""Every failure as an RFC 9457 problem with a German `detail`, or as a page for people; mapped here alone."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import Scope

from assistant.people.viewer import NOBODY
from assistant.reporting import report
from assistant.web.html import Html
from corpus.database import is_away
from corpus.errors import (
    NotAllowed,
    NotFound,
    NotSignedIn,
    RefusedInput,
    TooBusy,
    TooManyAttempts,
    TooManyRequests,
    TransferlotseError,
)
from corpus.logs import request_id
from corpus.texts import web as texts

RETRY_SECONDS = 10
MEDIA_TYPE = "application/problem+json"
MACHINE_PATHS = ("/api/", "/healthz", "/readyz", "/metrics", "/openapi.json")


class Problem(BaseModel):
    """What an error answer says (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="Ein deutscher Satz: was geschehen ist und was zu tun ist")
    retryable: bool = Field(description="Ob derselbe Aufruf später gelingen kann")
    request_id: str = Field(description="Vorgangsnummer, unter der die Verwaltung den Aufruf im Protokoll findet")


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"description": "Problem (RFC 9457)", "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
}


def problem_of(error: Exception) -> Problem:
    """The problem that says what happened; nothing of the house's inside shows in it."""
    match error:
        case TooManyRequests():
            return _problem(429, error.message, title=texts.TOO_MANY, retryable=True)
        case TooBusy():
            return _problem(429, error.message, title=texts.BUSY, retryable=True)
        case TransferlotseError():
            return _problem(_status(error), error.message, retryable=error.retryable)
        case RequestValidationError():
            return _problem(422, _invalid(error))
        case HTTPException(status_code=404):
            return _problem(404, texts.NO_SUCH_ADDRESS)
        case HTTPException(status_code=405):
            return _problem(405, texts.METHOD_NOT_ALLOWED)
        case HTTPException(status_code=403 | 413 | 414 | 421 | 431 as status):
            return _problem(status, error.detail)
        case HTTPException(status_code=408 | 503 as status):
            return _problem(status, error.detail, retryable=True)
        case HTTPException(status_code=429):
            return _problem(429, error.detail, title=texts.BUSY, retryable=True)
        case HTTPException(status_code=status) if status < 500:
            return _problem(status, texts.NOT_UNDERSTOOD)
        case _ if is_away(error):
            report(error)
            return _problem(503, texts.DATABASE_AWAY, retryable=True)
        case _:
            report(error)
            return _problem(500, texts.UNEXPECTED, retryable=True)


def problem_response(problem: Problem) -> Response:
    """The problem as an HTTP answer for programs."""
    return JSONResponse(problem.model_dump(), status_code=problem.status, media_type=MEDIA_TYPE)


def is_for_programs(path: str) -> bool:
    """Whether programs ask for this address, and want JSON."""
    return path.startswith(MACHINE_PATHS)


def answer_error(html: Html, scope: Scope, error: Exception) -> Response:
    """The answer to a failed request: JSON for programs, a page for people."""
    problem = problem_of(error)
    if is_for_programs(scope["path"]):
        response = problem_response(problem)
    else:
        seen = html.seen_by(scope.get("viewer", NOBODY))
        response = seen.page("error.html", status=problem.status, problem=problem)
    if problem.status == 408:
        response.headers["connection"] = "close"  # what still comes would be taken for the next request's
    if seconds := _seconds_to_wait(error, problem):
        response.headers["retry-after"] = str(seconds)
    return response


def install(app: FastAPI, html: Html) -> None:
    """Let the app answer its known failures this way; unknown ones reach the guard, which calls `answer_error`."""

    async def handle(request: Request, error: Exception) -> Response:
        return answer_error(html, request.scope, error)

    for kind in (TransferlotseError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, handle)


def _problem(status: int, detail: str, *, title: str = "", retryable: bool = False) -> Problem:
    title = title or texts.PROBLEM_TITLES.get(status, texts.PROBLEM_OTHER)
    return Problem(title=title, status=status, detail=detail, retryable=retryable, request_id=request_id.get())


def _seconds_to_wait(error: Exception, problem: Problem) -> int | None:
    match error:
        case TooManyRequests():
            return error.retry_after
        case TooManyAttempts():  # how long a name is closed is not told
            return None
        case _:
            return RETRY_SECONDS if problem.retryable and problem.status in (429, 503) else None


def _status(error: TransferlotseError) -> int:
    match error:
        case RefusedInput():
            return 422
        case NotSignedIn():
            return 401
        case NotAllowed():
            return 403
        case NotFound():
            return 404
        case TooManyAttempts():
            return 429
        case _:
            return 503


def _invalid(error: RequestValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return texts.INVALID_BODY
    place = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    return texts.INVALID.format(field=f"„{'.'.join(place)}“") if place else texts.INVALID_BODY
