"""An answer or a whole conversation as a file to download."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from assistant.conversations.models import StoredAnswer
from assistant.export.content import content_of
from assistant.export.forms import Form, exported, file_name
from assistant.web.house import HouseHere
from assistant.web.problems import PROBLEM_RESPONSES
from assistant.wiring import House

FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Die Datei", "content": {form.media_type: {} for form in Form}},
    **PROBLEM_RESPONSES,
}

router = APIRouter(tags=["Antworten"], responses=FILES)
FormHere = Annotated[Form, Query(description="docx, pdf oder md")]


@router.get("/answers/{answer_id}/export", response_class=Response)
def export_answer(answer_id: str, house: HouseHere, form: FormHere = Form.WORD) -> Response:
    """One answer with its numbered sources."""
    stored = house.conversations.answer(answer_id)
    return _file(house, [stored], stored.question, form)


@router.get("/conversations/{conversation_id}/export", response_class=Response)
def export_conversation(conversation_id: str, house: HouseHere, form: FormHere = Form.WORD) -> Response:
    """All answers of a conversation with sources that are numbered throughout."""
    conversation = house.conversations.conversation(conversation_id)
    return _file(house, house.conversations.answers(conversation_id), conversation.title, form)


def _file(house: House, stored: Sequence[StoredAnswer], title: str, form: Form) -> Response:
    answers = [given.answer for given in stored if given.answer]
    known = {document.id: document.metadata for document in house.corpus.documents()}
    today = date.today()
    content = exported(content_of(answers, title, today, known), form)
    named = {"content-disposition": f'attachment; filename="{file_name(title, today, form)}"'}
    return Response(content, media_type=form.media_type, headers=named)
