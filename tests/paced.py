"""The real assistant, held back: it gives its next event only when a test allows it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event as Flag
from threading import Semaphore

from assistant.assistant import Assistant
from assistant.models import Event, Question


class PacedAssistant(Assistant):
    """`permits` are released by the test, one an event; `closed` is set when a stream has come to its end."""

    permits: Semaphore
    closed: Flag
    asked: list[Question]

    def hold(self) -> None:
        """From now on each event needs a permit."""
        self.permits, self.closed, self.asked = Semaphore(0), Flag(), []

    def stream(self, question: Question) -> Iterator[Event]:
        self.asked.append(question)
        try:
            for event in super().stream(question):
                self.permits.acquire()
                yield event
        finally:
            self.closed.set()
