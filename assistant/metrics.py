"""Figures of the house for Prometheus: numbers alone, and nothing of what was asked or of who asked."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector, generate_latest

from assistant.administration.figures import Figures
from assistant.answering.quote import ENGINE
from assistant.conversations.models import AnswerState
from assistant.models import Answer, Status
from corpus.version import VERSION

# From what quoting takes to the longest that a chat model may take.
SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180)
STEP_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 180)
REQUEST_SECONDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)


class Metrics:
    """Counts in this process, from its start; safe to use from several threads."""

    def __init__(self, *, has_model: bool = False) -> None:
        self._has_model = has_model
        self._model_answers: bool | None = None
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("transferlotse_build", "The program that runs", registry=registry).info({"version": VERSION})
        self._requests = Counter(
            "transferlotse_http_requests", "Requests", ["method", "route", "status"], registry=registry
        )
        self._request_seconds = Histogram(
            "transferlotse_http_request_seconds",
            "From the head of a request to the end of its answer, which of a stream is a while",
            ["method", "route"],
            buckets=REQUEST_SECONDS,
            registry=registry,
        )
        self._answers = Counter(
            "transferlotse_answers", "Answers that ended, by what they were in the end", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "transferlotse_answer_seconds", "From asking to the end of the answer", buckets=SECONDS, registry=registry
        )
        self._steps = Histogram(
            "transferlotse_step_seconds", "Steps of whole answers", ["step"], buckets=STEP_SECONDS, registry=registry
        )

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request has been answered to its end; `route` is the template of its address."""
        self._requests.labels(method, route, status).inc()
        self._request_seconds.labels(method, route).observe(seconds)

    def ended(self, state: AnswerState, answer: Answer | None, seconds: float) -> None:
        """An answer has ended, so long after it was asked for."""
        is_whole = state is AnswerState.DONE and answer is not None
        self._answers.labels(answer.status if answer and is_whole else state).inc()
        self._seconds.observe(seconds)
        if answer and is_whole:
            for step, milliseconds in answer.timings_ms.items():
                self._steps.labels(step).observe(milliseconds / 1000)
            # Without evidence the model is not asked.
            if self._has_model and answer.status is not Status.NO_EVIDENCE:
                self._model_answers = answer.engine != ENGINE

    def told(self, now: Figures) -> bytes:
        """All figures in Prometheus' text format, with those of the house at this moment."""
        answers = dict(now.answers)
        if self._model_answers is not None:
            answers["model"] = self._model_answers
        return generate_latest(self._registry) + generate_latest(_of_the_moment(now, answers))


def _of_the_moment(now: Figures, answers: dict[str, bool]) -> CollectorRegistry:
    """What is the same in every process of the house; what is not known is left out."""
    registry = CollectorRegistry()
    part = Gauge(
        "transferlotse_part_up", "Whether a part answers; the model, at its last try", ["part"], registry=registry
    )
    for name, does_answer in answers.items():
        part.labels(name).set(does_answer)
    index = Gauge("transferlotse_index_entries", "What each part of the index holds", ["part"], registry=registry)
    for name, entries in now.index.items():
        index.labels(name).set(entries)
    Gauge("transferlotse_disk_free_bytes", "Left for the data folder", registry=registry).set(now.disk_free)
    if now.documents is not None:
        Gauge("transferlotse_documents", "Documents that can be asked", registry=registry).set(now.documents)
    if now.disagreements is not None:
        too_few_or_many = "Entries that a part has too few or too many"
        Gauge("transferlotse_index_disagreements", too_few_or_many, registry=registry).set(now.disagreements)
    if now.jobs is not None:
        jobs = Gauge("transferlotse_jobs", "Files on their way in", ["state"], registry=registry)
        for state, files in now.jobs.open.items():
            jobs.labels(state).set(files)
        longest = "For how long the oldest file that nobody works on has been there"
        Gauge("transferlotse_jobs_oldest_seconds", longest, registry=registry).set(now.jobs.oldest_seconds)
        ended = Gauge(
            "transferlotse_jobs_ended", "Files that came to their end in the last day", ["outcome"], registry=registry
        )
        for outcome, files in now.jobs.ended.items():
            ended.labels(outcome).set(files)
    return registry
