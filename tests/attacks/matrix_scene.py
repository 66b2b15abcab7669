"""Somebody who tries, somebody else, and what each of them has."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from matrix_ids import Kind
from sqlalchemy import Engine, event, update

from assistant.conversations.models import AnswerState
from assistant.models import Answer, Question, Status
from assistant.people.models import Person, Role
from assistant.people.sessions import IDLE
from assistant.people.tokens import hash_of, new_token, now
from assistant.people.viewer import ACCESS, Access
from corpus.models import Document
from corpus.schema import sessions
from tests.faults.small_corpus import publish
from tests.signing_in import PASSWORD, Town

NUMBERS = itertools.count(1)


class Who(StrEnum):
    """Who tries; the sessions of the last two were an administrator's, who could do most."""

    NOBODY = "nobody"
    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    DISABLED = "disabled"
    EXPIRED = "expired"


class Standing(StrEnum):
    """What an id is to whoever names it."""

    OWN = "own"
    ANOTHERS = "another's"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"


OWN_GROUP, OTHER_GROUP = "Bauamt", "Kämmerei"
ROLES = {Who.READER: Role.READER, Who.EDITOR: Role.EDITOR}
MALFORMED = ("../../../etc/passwd", "%00", "' OR 1=1 --", "ä\u202e\x00\r\nx", "-1", "9" * 40, "a" * 3000)


@dataclass
class Scene:
    """One who tries in a town; their things and those of somebody else are made when they are named first.

    `word` stands in everything private that somebody else has, and nowhere else; `secret` in the documents of a group
    to which they do not belong.
    """

    town: Town
    who: Who
    folder: Path
    picture: Document
    word: str = ""
    secret: str = ""
    cookie: str = ""
    owner: str = ""
    others: str = ""
    made: dict[tuple[Kind, Standing], str] = field(default_factory=dict)

    @property
    def access(self) -> Access:
        """How far they may go."""
        if self.who in (Who.NOBODY, Who.DISABLED, Who.EXPIRED):
            return Access.READING if self.town.house.settings.anonymous_reading else Access.OPEN
        return ACCESS[ROLES.get(self.who, Role.ADMINISTRATOR)]

    @property
    def owns(self) -> bool:
        """Whether anything is theirs."""
        return self.who not in (Who.DISABLED, Who.EXPIRED) and self.access > Access.OPEN

    def id(self, kind: Kind, standing: Standing) -> str:
        """The id of such a thing."""
        if standing is Standing.UNKNOWN:
            unknown = {Kind.PAGE: "999", Kind.PASSAGE: "987654321", Kind.SETTING: "data_dir", Kind.SHEET: "personen"}
            return (unknown | {Kind.CHAT: "987654321"}).get(kind, "0" * 32)
        if (kind, standing) not in self.made:
            self._make(kind, standing)
        return self.made[kind, standing]

    def _make(self, kind: Kind, standing: Standing) -> None:
        owner = self.others if standing is Standing.ANOTHERS else self.owner
        match kind:
            case Kind.CONVERSATION | Kind.ANSWER | Kind.GAP:
                self._make_conversation(owner, standing)
            case Kind.JOB:
                job = self.town.house.ingest.jobs.enqueue(f"datei-{next(NUMBERS)}", "Datei.txt", "0" * 64, None)
                self.made[kind, standing] = job.id
            case Kind.PERSON:
                self.made[kind, standing] = owner
            case Kind.API_TOKEN:
                person = self._person(owner)
                self.town.house.people.api_tokens.create(person, "Suche", Role.READER, 30)
                self.made[kind, standing] = self.town.house.people.api_tokens.of(person.id)[0].id
            case Kind.CHAT:
                people, chat_id = self.town.house.people, next(NUMBERS)
                people.chats.enter(chat_id, self.word if standing is Standing.ANOTHERS else "Brunnen")
                people.pairing.redeem(people.pairing.new_code(self._person(owner)), chat_id)
                self.made[kind, standing] = str(chat_id)
            case Kind.LINK:
                person = self._person(owner)
                self.made[kind, standing] = self.town.house.people.links.for_person(person)
            case Kind.DOCUMENT:
                text = f"Ein Brunnen {self.secret if standing is Standing.ANOTHERS else ''}."
                corpus = self.town.house.corpus
                document = publish(corpus, self.folder, f"{self.secret}-{next(NUMBERS)}", text, "Zwei.")
                if standing is Standing.ANOTHERS:
                    corpus.set_audience(document.id, [OTHER_GROUP])
                self._made_document(document, standing)
            case Kind.PASSAGE:
                self.id(Kind.DOCUMENT, standing)
            case Kind.PAGE | Kind.SETTING | Kind.SHEET:
                known = {Kind.PAGE: "1", Kind.SETTING: "answer_length", Kind.SHEET: "jahre"}
                self.made[kind, standing] = known[kind]

    def _person(self, owner: str) -> Person:
        has_account = self.who in ROLES or self.who is Who.ADMINISTRATOR
        return self.town.house.people.register.person(owner if has_account else self.others)

    def _make_conversation(self, owner: str, standing: Standing) -> None:
        house, word = self.town.house, self.word if standing is Standing.ANOTHERS else "Brunnen"
        question = f"Wie viele {word} gibt es?"
        stored = house.conversations.of(owner).begin(Question(question), None)
        answer = Answer(question, question, Status.NO_EVIDENCE, "quoted", (), ())
        house.conversations.finish(stored.id, AnswerState.DONE, answer)
        house.verdicts.of(owner).give(stored.id, helpful=False, reasons=(), text=f"{word} fehlen")
        gap = house.gaps.of(owner).report(stored.id, f"Bitte {word} suchen")
        self.made[Kind.CONVERSATION, standing] = stored.conversation_id
        self.made[Kind.ANSWER, standing] = stored.id
        self.made[Kind.GAP, standing] = gap.id

    def _made_document(self, document: Document, standing: Standing) -> None:
        self.made[Kind.DOCUMENT, standing] = document.id
        self.made[Kind.PASSAGE, standing] = str(self.town.house.corpus.passages(document.id)[0].id)

    def reads_pictures(self) -> Scene:
        """The same with a document of their group that has pages to look at, and one of another group."""
        self.town.house.corpus.set_audience(self.picture.id, [OWN_GROUP] if self.who is Who.READER else [])
        self._made_document(self.picture, Standing.OWN)
        self._make(Kind.DOCUMENT, Standing.ANOTHERS)
        return self


def scene(town: Town, who: Who, folder: Path, picture: Document) -> Scene:
    """Somebody new who tries, and somebody new who has things."""
    made = Scene(town, who, folder, picture, word=f"Zebras{next(NUMBERS)}x", secret=f"Gnus{next(NUMBERS)}x")
    made.others = town.person(f"anna{next(NUMBERS)}").id
    if who is Who.NOBODY:
        token = new_token()
        made.owner, made.cookie = hash_of(token), f"transferlotse-gast={token}"
        return made
    people = town.house.people
    person = people.register.add(f"Otto {next(NUMBERS)}", f"otto{next(NUMBERS)}", ROLES.get(who, Role.ADMINISTRATOR))
    token = people.entry.accept(people.links.for_person(person), PASSWORD)
    # Who is out no longer belongs to any group.
    people.register.set_groups(person.id, [OWN_GROUP if made.owns else OTHER_GROUP])
    made.owner, made.cookie = person.id, f"transferlotse={token}"
    if who is Who.DISABLED:
        people.register.disable(person.id)
        token = people.sessions.begin(person.id)  # as if it had been forgotten to end it
        made.cookie = f"transferlotse={token}"
    if who is Who.EXPIRED:
        with town.house.corpus.catalogue.writing() as connection:
            mine = update(sessions).where(sessions.c.person_id == person.id)
            connection.execute(mine.values(seen_at=now() - IDLE - timedelta(minutes=1)))
    return made


@contextmanager
def counted_writes() -> Iterator[list[str]]:
    """Statements that changed rows while the block ran.

    Not those that note when somebody was seen, or that traces on disk are about to be swept.
    """
    written: list[str] = []

    def note(_: Any, cursor: Any, statement: str, values: Any, *__: Any) -> None:
        is_reading = statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN"))
        is_noting = "seen" in statement or (" facts" in statement and "setting" not in str(values))
        if not is_reading and cursor.rowcount != 0 and not is_noting:
            written.append(statement)

    event.listen(Engine, "after_cursor_execute", note)
    try:
        yield written
    finally:
        event.remove(Engine, "after_cursor_execute", note)
