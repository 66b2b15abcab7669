"""A source is shown: its page with the passage marked, as a picture or as text, and the file it stands in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from assistant.conversations.models import StoredAnswer
from assistant.marked_page import marked_page
from assistant.models import Answer, Citation
from assistant.page_image import PDF
from assistant.web.documents.source import Place, SourceView, source_view
from assistant.web.questions.start import holdings
from assistant.wiring import House
from bots.telegram.buttons import Button
from bots.telegram.keyboards import NEAREST, source_rows
from bots.telegram.markup import escaped, shortened
from bots.telegram.pages import caption_of, text_of
from bots.telegram.photos import photo_of
from bots.telegram.rendering import sources_of
from bots.telegram.splitting import messages_of
from bots.telegram.talk import Press, Talk
from corpus.errors import NotFound, PictureFailed
from corpus.texts import telegram as texts

LARGEST_FILE = 50_000_000
LONGEST_QUESTION = 300


@dataclass(frozen=True, slots=True)
class _Page:
    """What is shown of a citation; `picture` is None where it is told as text."""

    view: SourceView
    outdated: str
    picture: bytes | None
    is_pdf: bool


async def show(talk: Talk, press: Press) -> None:
    """A button with the number of a source, or the letter of a page that comes near."""
    page = await asyncio.to_thread(_page, talk.house, press)
    await talk.voice.acknowledge(press.id)
    original = Button(texts.ORIGINAL_PDF if page.is_pdf else texts.ORIGINAL_FILE, f"o:{':'.join(press.said)}")
    if page.picture:
        await talk.voice.picture(talk.chat.id, page.picture, caption_of(page.view, page.outdated), [[original]])
    else:
        await talk.say(text_of(page.view, page.outdated), [[original]])


async def send_original(talk: Talk, press: Press) -> None:
    """The file that a source stands in."""
    citation = await asyncio.to_thread(_citation, talk.house, press)
    document = await asyncio.to_thread(talk.house.corpus.document, citation.document_id)
    path, name = talk.house.corpus.file_path(document.id), document.current.file_name
    await talk.voice.acknowledge(press.id)
    if (size := path.stat().st_size) > LARGEST_FILE:
        title, largest = document.metadata.title, LARGEST_FILE // 1_000_000
        said = texts.FILE_TOO_LARGE.format(name=name, size=round(size / 1_000_000), largest=largest, title=title)
        await talk.say(escaped(said))
    else:
        await talk.voice.file(talk.chat.id, path, name)


async def list_sources(talk: Talk, _: str) -> None:
    """/quellen: those of the last answer once more, or what there is to answer from."""
    match await asyncio.to_thread(_last, talk.house, talk.chat.conversation_id):
        case StoredAnswer(answer=Answer() as answer) as stored:
            head = texts.SOURCES_OF.format(question=escaped(shortened(stored.question, LONGEST_QUESTION)))
            *before, last = messages_of(f"{head}\n\n{sources_of(answer.citations)}")
            for html in before:
                await talk.say(html)
            await talk.say(last, source_rows(stored.id, answer))
        case _:
            documents = await asyncio.to_thread(talk.house.corpus.documents)
            await talk.say(escaped(holdings(documents, texts.NO_DOCUMENTS)))


def _citation(house: House, press: Press) -> Citation:
    """What a button stands for, as it may be seen now; raises NotFound."""
    match press.said:
        case (answer_id, name):
            answer = house.conversations.answer(answer_id).answer
            known = {} if answer is None else {str(citation.number): citation for citation in answer.citations}
            if answer is not None:
                known |= {f"{NEAREST}{place}": near for place, near in enumerate(answer.nearest, start=1)}
            if name in known:
                return known[name]
    raise NotFound(texts.SOURCE_GONE)


def _page(house: House, press: Press) -> _Page:
    citation = _citation(house, press)
    number = None if press.said[-1].startswith(NEAREST) else citation.number
    place = Place(citation.page, citation.passage_id, number, citation.quote)
    view = source_view(house.corpus, house.pictures, citation.document_id, place)
    is_pdf = house.corpus.document(citation.document_id).current.media_type == PDF
    picture = _picture(house, citation.document_id, view) if is_pdf else None
    return _Page(view, citation.outdated, picture, is_pdf)


def _picture(house: House, document_id: str, view: SourceView) -> bytes | None:
    marked = view.marked
    try:
        webp = marked_page(
            house.corpus,
            house.pictures,
            document_id,
            view.page,
            passage_id=marked.passage_id,
            quote=marked.quoted,
        )
    except (NotFound, PictureFailed):
        return None
    return photo_of(webp)


def _last(house: House, conversation_id: str | None) -> StoredAnswer | None:
    """The last answer of a conversation that has sources."""
    asked = house.conversations.answers(conversation_id) if conversation_id else []
    return next((stored for stored in reversed(asked) if stored.answer and stored.answer.citations), None)
