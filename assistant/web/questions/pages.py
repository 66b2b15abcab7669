"""The chat's pages: a conversation with all its turns, and what can be done with it. All work without a script."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.assistant import LONGEST_QUESTION
from assistant.conversations.models import Reason
from assistant.models import Question
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.html import Html
from assistant.web.problems import Problem, problem_of
from assistant.web.questions.conversation_list import listed
from assistant.web.questions.filters import filter_form, from_address, from_form
from assistant.web.questions.start import start_of
from assistant.web.questions.turns import turn_of
from assistant.wiring import House
from corpus.errors import NotFound, TransferlotseError
from corpus.models import Filters

router = APIRouter(include_in_schema=False)

# Longer than most answers take; afterwards the page comes without it and says so.
PATIENCE_SECONDS = 60.0

Words = Annotated[str, Query(max_length=500)]
Asked = Annotated[str, Query(alias="frage", max_length=LONGEST_QUESTION)]
InAddress = Annotated[Filters | None, Depends(from_address)]
InForm = Annotated[Filters, Depends(from_form)]


@router.get("/")
def start(house: HouseHere, html: HtmlHere, filters: InAddress, suche: Words = "", draft: Asked = "") -> Response:
    """The chat before its first question, with what the address puts into its fields."""
    return _page(house, html, None, words=suche, filters=filters, draft=draft)


@router.get("/fragen")
def to_start() -> Response:
    """Nothing was asked here."""
    return RedirectResponse("/", status_code=303)


@router.post("/fragen")
async def asked(
    house: HouseHere,
    html: HtmlHere,
    filters: InForm,
    frage: Annotated[str, Form()] = "",
    gespraech: Annotated[str, Form()] = "",
    einfach: Annotated[str, Form()] = "",
) -> Response:
    """Ask, wait for the answer, and go to where it stands; a refused question stays in the field."""
    plain = einfach == "ja" if house.settings.chat_model else None
    try:
        stored = await run_in_threadpool(house.asking.begin, Question(frage, filters, plain=plain), gespraech or None)
    except TransferlotseError as error:
        failed = frage, problem_of(error)
        known = None if isinstance(error, NotFound) else gespraech or None
        return await run_in_threadpool(_page, house, html, known, filters=filters, failed=failed)
    telling = await run_in_threadpool(house.asking.listen, stored.id)
    with suppress(TimeoutError):
        await asyncio.wait_for(telling.end(), PATIENCE_SECONDS)
    return _to(stored.conversation_id, stored.id)


@router.get("/fragen/{conversation_id}")
def conversation(
    conversation_id: str, house: HouseHere, html: HtmlHere, filters: InAddress, suche: Words = "", draft: Asked = ""
) -> Response:
    """A conversation with all its turns; the filters of its last question hold on unless the address names others."""
    return _page(house, html, conversation_id, words=suche, filters=filters, draft=draft)


@router.post("/fragen/{conversation_id}/umbenennen")
def rename(conversation_id: str, house: HouseHere, titel: Annotated[str, Form()] = "") -> Response:
    """Call it something else."""
    house.conversations.rename(conversation_id, titel)
    return _to(conversation_id)


@router.post("/fragen/{conversation_id}/loeschen")
def remove(conversation_id: str, house: HouseHere) -> Response:
    """Delete it; that it is meant was asked by the page."""
    house.asking.remove(conversation_id)
    return RedirectResponse("/", status_code=303)


@router.get("/gespraeche")
def conversations(house: HouseHere, html: HtmlHere, aktuell: Annotated[str, Query(max_length=32)] = "") -> Response:
    """The list of conversations without the frame, for the script."""
    return html.page("questions/conversation_list.html", list=listed(house.conversations, "", aktuell))


@router.post("/antworten/{answer_id}/rueckmeldung")
def judge(
    answer_id: str,
    house: HouseHere,
    hilfreich: Annotated[str, Form()] = "",
    grund: Annotated[list[Reason] | None, Form()] = None,
    text: Annotated[str, Form()] = "",
) -> Response:
    """Keep a verdict, `hilfreich` being 'ja' or 'nein'; anything else takes it back."""
    if hilfreich in ("ja", "nein"):
        house.verdicts.give(answer_id, helpful=hilfreich == "ja", reasons=grund or (), text=text)
    else:
        house.verdicts.withdraw(answer_id)
    return _to(house.conversations.answer(answer_id).conversation_id, answer_id)


def _page(
    house: House,
    html: Html,
    conversation_id: str | None,
    *,
    words: str = "",
    filters: Filters | None = None,
    draft: str = "",
    failed: tuple[str, Problem] | None = None,
) -> Response:
    known = house.conversations.conversation(conversation_id) if conversation_id else None
    answers = house.conversations.answers(known.id) if known else []
    reported = house.gaps.of_answers([stored.id for stored in answers])
    if filters is None:
        filters = answers[-1].filters if answers else Filters()
    return html.page(
        "questions/chat.html",
        status=failed[1].status if failed else 200,
        conversation=known,
        start=None if known or failed else start_of(house, filters),
        turns=[turn_of(html, house.corpus, stored, reported.get(stored.id)) for stored in answers],
        filters=filter_form(house.corpus, filters),
        draft=failed[0] if failed else draft,
        plain={"possible": bool(house.settings.chat_model), "wanted": house.settings_now().plain_language},
        failed={"question": failed[0], "problem": failed[1]} if failed else None,
        list=listed(house.conversations, words, known.id if known else ""),
    )


def _to(conversation_id: str, answer_id: str = "") -> Response:
    place = f"#{answer_id}" if answer_id else ""
    return RedirectResponse(f"/fragen/{quote(conversation_id, safe='')}{place}", status_code=303)
