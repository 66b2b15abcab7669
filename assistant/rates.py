"""How much somebody may ask for in a while, whichever way they come."""

from __future__ import annotations

import math
import time
from enum import StrEnum

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from assistant.counting import new_counter
from corpus.catalogue import Catalogue
from corpus.errors import TooManyRequests
from corpus.settings import Settings
from corpus.texts import web as texts


class Kind(StrEnum):
    """What is counted."""

    REQUESTS = "requests"
    QUESTIONS = "questions"
    FILES = "files"


SENTENCES = {
    Kind.REQUESTS: texts.TOO_MANY_REQUESTS,
    Kind.QUESTIONS: texts.TOO_MANY_QUESTIONS,
    Kind.FILES: texts.TOO_MANY_FILES,
}


class Counts:
    """Counts what comes one way, such as by the pages; safe to call from several threads."""

    def __init__(self, settings: Settings, catalogue: Catalogue, way: str) -> None:
        self._counter = new_counter(catalogue, way)
        wanted = {
            Kind.REQUESTS: (RateLimitItemPerMinute, settings.requests_per_minute),
            Kind.QUESTIONS: (RateLimitItemPerMinute, settings.questions_per_minute),
            Kind.FILES: (RateLimitItemPerHour, settings.files_per_hour),
        }
        self._limits: dict[Kind, RateLimitItem] = {
            kind: every(amount, namespace=kind) for kind, (every, amount) in wanted.items() if amount
        }

    def count(self, kind: Kind, who: str, number: int = 1) -> None:
        """So many more, or whether one more may come for 0; raises TooManyRequests, and then counts none of them."""
        limit = self._limits.get(kind)
        if limit is None:
            return
        if not (self._counter.hit(limit, who, cost=number) if number else self._counter.test(limit, who)):
            reset = self._counter.get_window_stats(limit, who).reset_time
            seconds = max(1, math.ceil(reset - time.time()))
            raise TooManyRequests(SENTENCES[kind].format(wait=_wait(seconds)), retry_after=seconds)


def _wait(seconds: int) -> str:
    if seconds < 100:
        return texts.SECONDS.format(count=seconds) if seconds > 1 else texts.ONE_SECOND
    return texts.MINUTES.format(count=math.ceil(seconds / 60))
