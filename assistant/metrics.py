"""Figures of the house for Prometheus: numbers alone, and nothing of what was asked or of who asked."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.administration.state import IndexState, JobsState
from assistant.conversations.models import AnswerState
from assistant.models import Answer

# From what quoting takes to the longest that a chat model may take.
SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180)
STEP_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 180)


class Metrics:
    """Counts in this process, from its start; safe to use from several threads."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._answers = Counter(
            "transferlotse_answers", "Answers that ended, by what they were in the end", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "transferlotse_answer_seconds", "From asking to the end of the answer", buckets=SECONDS, registry=registry
        )
        self._steps = Histogram(
            "transferlotse_step_seconds", "Steps of whole answers", ["step"], buckets=STEP_SECONDS, registry=registry
        )
        self._documents = Gauge("transferlotse_documents", "Documents that can be asked", registry=registry)
        self._index = Gauge(
            "transferlotse_index_entries", "What each part of the index holds", ["part"], registry=registry
        )
        self._disagreements = Gauge(
            "transferlotse_index_disagreements", "Entries that a part has too few or too many", registry=registry
        )
        self._jobs = Gauge("transferlotse_jobs", "Files on their way in", ["state"], registry=registry)

    def ended(self, state: AnswerState, answer: Answer | None, seconds: float) -> None:
        """An answer has ended, so long after it was asked for."""
        is_whole = state is AnswerState.DONE and answer is not None
        self._answers.labels(answer.status if answer and is_whole else state).inc()
        self._seconds.observe(seconds)
        if answer and is_whole:
            for step, milliseconds in answer.timings_ms.items():
                self._steps.labels(step).observe(milliseconds / 1000)

    def told(self, index: IndexState, jobs: JobsState) -> bytes:
        """All figures in Prometheus' text format, these being how the house is just now."""
        self._documents.set(index.documents)
        for part in ("passages", "vectors", "rows"):
            self._index.labels(part).set(getattr(index, part))
        self._disagreements.set(abs(index.passages - index.vectors) + abs(index.passages - index.rows))
        self._jobs.labels("open").set(jobs.open)
        self._jobs.labels("waiting").set(len(jobs.waiting))
        return generate_latest(self._registry)
