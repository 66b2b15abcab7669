"""Answers of the door to who may not come in like this; a question that was about to be asked is not lost."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope

from assistant.web.csrf import FIELD
from assistant.web.html import Html
from assistant.web.problems import answer_error, is_for_programs
from corpus.errors import NotSignedIn
from corpus.texts import people as texts

SIGN_IN = "/anmelden"
ASKING = "/fragen"
QUESTION = "frage"
FORM = "application/x-www-form-urlencoded"


async def to_sign_in(scope: Scope, receive: Receive, html: Html) -> Response:
    """To the page for signing in, and back; raises NotSignedIn for what a program or a script asked."""
    if is_for_programs(scope["path"]):
        raise NotSignedIn(texts.SIGN_IN_NEEDED)
    request = Request(scope, receive)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    # What a script fetches must not turn out to be another page.
    if request.method == "GET" and request.headers.get("sec-fetch-dest") != "empty":
        return RedirectResponse(f"{SIGN_IN}?weiter={quote(back, safe='')}", status_code=303)
    if not _is_form(request):
        raise NotSignedIn(texts.SIGN_IN_NEEDED)
    return await _not_sent("people/ended.html", 401, request, html)


async def to_send_again(scope: Scope, receive: Receive, html: Html) -> Response:
    """The page was made for another session than the one that sent it."""
    request = Request(scope, receive)
    if scope["path"] == ASKING and _is_form(request):
        return await _not_sent("people/send_again.html", 403, request, html)
    return answer_error(html, scope, HTTPException(403, texts.PAGE_OUTDATED))


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0] == FORM


async def _not_sent(template: str, status: int, request: Request, html: Html) -> Response:
    form = await request.form(max_fields=50)
    kept = [
        (name, value) for name, value in form.multi_items() if name not in (QUESTION, FIELD) and isinstance(value, str)
    ]
    seen = html.seen_by(request.scope["viewer"])
    return seen.page(template, status=status, question=form.get(QUESTION, ""), kept=kept)
