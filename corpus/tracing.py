"""Spans for OpenTelemetry, where the settings name a collector; else nothing is imported and nothing is told.

A span says how long something took and what became of it: no word of a question, a document or an error, no person.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.texts import house
from corpus.version import VERSION

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

SERVICE = "transferlotse"
SENDING_SECONDS = 5

Said = dict[str, str | int | float]


class Tracing:
    """Tells a collector what was done; without a `provider` nobody. Safe to call from several threads."""

    def __init__(self, provider: TracerProvider | None = None) -> None:
        self._provider = provider

    @contextmanager
    def span(self, name: str) -> Iterator[Said]:
        """What the block does, with what it puts into the dictionary."""
        said: Said = {}
        if self._provider is None:
            yield said
            return
        tracer = self._provider.get_tracer(SERVICE)
        # An exception may hold the words of a question.
        with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                yield said
            finally:
                span.set_attributes(said)

    def told(self, name: str, steps: Mapping[str, float], said: Said) -> None:
        """What has just ended after these steps, one after the other, each of so many milliseconds."""
        if self._provider is None:
            return
        from opentelemetry.trace import set_span_in_context

        tracer, now = self._provider.get_tracer(SERVICE), time.time_ns()
        ends = now - sum(map(_nanoseconds, steps.values()))
        whole = tracer.start_span(name, start_time=ends, attributes=said)
        for step, milliseconds in steps.items():
            part = tracer.start_span(f"{name}: {step}", set_span_in_context(whole), start_time=ends)
            ends += _nanoseconds(milliseconds)
            part.end(ends)
        whole.end(now)

    def close(self) -> None:
        """Send what has not been sent."""
        if self._provider:
            self._provider.shutdown()


def open_tracing(settings: Settings) -> Tracing:
    """Tracing as the settings say; raises TransferlotseError where the packages for it are missing."""
    if settings.traces_url is None:
        return Tracing()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TransferlotseError(house.NO_TRACING) from error
    described = Resource.create({"service.name": SERVICE, "service.version": VERSION})
    exporter = OTLPSpanExporter(f"{str(settings.traces_url).rstrip('/')}/v1/traces", timeout=SENDING_SECONDS)
    provider = TracerProvider(resource=described, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Tracing(provider)


def _nanoseconds(milliseconds: float) -> int:
    return int(1_000_000 * milliseconds)
