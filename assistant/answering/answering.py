"""Makes the sentences of one answer: by the chat model where there is one, else and in its stead by quoting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.answering.citing import Citing
from assistant.answering.quote import ENGINE, quoted
from assistant.answering.writing.listening import ModelFailed
from assistant.answering.writing.writing import Writer, Writing
from assistant.evidence import Evidence
from assistant.models import Event, Status, StatusEvent, Style
from corpus.corpus import Corpus
from corpus.texts import writing as texts


class Answering:
    """One answer in the making; what it came to is known when `events` has ended."""

    def __init__(self, corpus: Corpus, writer: Writer | None, style: Style, today: date) -> None:
        self._corpus = corpus
        self._writer = writer
        self._style = style
        self._today = today
        self.engine = ENGINE
        self.status = Status.NO_EVIDENCE
        self.notes: list[str] = []
        self.citing = Citing(corpus, today)

    def events(self, question: str, vector: NDArray[np.float32], evidence: Evidence) -> Iterator[Event]:
        """Citations and blocks from evidence that is there; `vector` is the question's.

        Where the model fails after its first sentences, the quoted ones take the place of these, from the first on.
        """
        if self._writer is not None:
            try:
                yield from self._written(self._writer, question, evidence)
                return
            except ModelFailed as failed:
                self.notes.append(texts.QUOTED_INSTEAD.format(reason=failed.reason))
                self.citing = Citing(self._corpus, self._today)
        elif self._style.plain:
            self.notes.append(texts.PLAIN_NEEDS_MODEL)
        yield from self.citing.told(quoted(self._corpus, question, vector, evidence, self._style.length))
        self.status = evidence.status if self.citing.sentences else Status.NO_EVIDENCE

    def _written(self, writer: Writer, question: str, evidence: Evidence) -> Iterator[Event]:
        yield StatusEvent(texts.WRITING)
        writing = Writing(self._corpus, writer, [ranked.stored for ranked in evidence.passages], self._style)
        yield from self.citing.told(writing.drafts(question))
        self.engine = writer.name
        if not self.citing.citations:
            self.citing = Citing(self._corpus, self._today)
            return
        self.status = Status.PARTIAL if writing.refused else evidence.status
        if writing.left_out:
            several = texts.SENTENCES_LEFT_OUT.format(count=writing.left_out)
            self.notes.append(texts.SENTENCE_LEFT_OUT if writing.left_out == 1 else several)
