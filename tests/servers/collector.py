"""A small collector of OpenTelemetry on loopback: takes spans by OTLP over HTTP, as protobuf."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.servers.loopback import serving


@dataclass
class Collector:
    """What came: each body as it was, and the spans in them. `service` is what they say of where they come from."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    service: dict[str, str] = field(default_factory=dict)

    def named(self, name: str) -> list[Span]:
        """The spans of this name."""
        return [span for span in self.spans if span.name == name]

    def take(self, body: bytes) -> None:
        """What one request brings."""
        request = ExportTraceServiceRequest()
        request.ParseFromString(body)
        self.bodies.append(body)
        for resource in request.resource_spans:
            self.service |= {pair.key: pair.value.string_value for pair in resource.resource.attributes}
            self.spans += [span for scope in resource.scope_spans for span in scope.spans]


def attributes(span: Span) -> dict[str, str | int]:
    """What a span says, by name."""
    kinds = {pair.key: (pair.value.WhichOneof("value"), pair.value) for pair in span.attributes}
    return {name: getattr(value, kind) for name, (kind, value) in kinds.items() if kind}


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector for as long as the block runs; its `url` is what a house writes into TRANSFERLOTSE_TRACES_URL."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            is_known = self.path == "/v1/traces" and self.headers["content-type"] == "application/x-protobuf"
            if is_known:
                collector.take(body)
            self.send_response(200 if is_known else 404)
            self.send_header("content-type", "application/x-protobuf")
            self.end_headers()
            self.wfile.write(ExportTraceServiceResponse().SerializeToString())

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler, Event()) as url:
        collector.url = url.removesuffix("/v1")
        yield collector
