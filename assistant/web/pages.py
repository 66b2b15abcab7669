"""The pages for people: the chat, the list of documents, one document at one page. All work without a script."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import RedirectResponse, Response

from assistant.models import Question
from assistant.web.house import HouseHere, HtmlHere
from assistant.web.problems import problem_of
from assistant.web.sources import Place, source_view
from assistant.web.start import start_of
from assistant.web.turns import count_of, turn_of
from corpus.errors import TransferlotseError
from corpus.texts import web as texts

router = APIRouter(include_in_schema=False)


def _place(
    seite: Annotated[int, Query(ge=0)] = 0,
    stelle: Annotated[int | None, Query(ge=0)] = None,
    zitat: Annotated[int | None, Query(ge=1)] = None,
    wortlaut: Annotated[str, Query(max_length=4000)] = "",
) -> Place:
    return Place(page=seite, passage_id=stelle, number=zitat, quoted=wortlaut)


PlaceHere = Annotated[Place, Depends(_place)]


@router.get("/")
def chat(house: HouseHere, html: HtmlHere) -> Response:
    """The chat before its first question."""
    return html.page("chat.html", start=start_of(house), turn=None, failed=None)


@router.get("/fragen")
def to_chat() -> Response:
    """Who reloads the address of an answer begins anew: questions are not kept in addresses."""
    return RedirectResponse("/", status_code=303)


@router.post("/fragen")
def answered(house: HouseHere, html: HtmlHere, frage: Annotated[str, Form()] = "") -> Response:
    """The chat with a whole answer; a failure keeps the question in the field."""
    try:
        turn = turn_of(html, house.corpus, house.assistant.ask(Question(frage)))
    except TransferlotseError as error:
        failed = {"question": frage, "problem": problem_of(error)}
        return html.page("chat.html", status=problem_of(error).status, start=None, turn=None, failed=failed)
    return html.page("chat.html", start=None, turn=turn, failed=None)


@router.get("/dokumente")
def documents(house: HouseHere, html: HtmlHere) -> Response:
    """Every document, a row each."""
    found = house.corpus.documents()
    count = count_of(len(found), texts.START_EMPTY, texts.DOCUMENTS_ONE, texts.DOCUMENTS_COUNT)
    return html.page("documents.html", documents=found, count=count)


@router.get("/dokumente/{document_id}")
def document(document_id: str, place: PlaceHere, house: HouseHere, html: HtmlHere) -> Response:
    """One document at one page, with the passage marked that the address names."""
    return html.page("document.html", source=source_view(house.corpus, document_id, place))


@router.get("/dokumente/{document_id}/ausschnitt")
def excerpt(document_id: str, place: PlaceHere, house: HouseHere, html: HtmlHere) -> Response:
    """The same without the frame, for the panel beside the chat."""
    return html.page("excerpt.html", source=source_view(house.corpus, document_id, place))
