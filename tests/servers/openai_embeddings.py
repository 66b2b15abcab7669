"""A small OpenAI-compatible embeddings service on loopback, and ways for it to fail.

Its vectors count character trigrams, so texts with common words are near each other and every run gives the same.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from math import nan
from threading import Event
from typing import Any
from zlib import crc32

import numpy as np

from tests.servers.loopback import serving

KEY = "sk-streng-geheim-4711"
MODEL = "trigrams"


@dataclass
class EmbeddingsService:
    """The running service. `mode` is one of ok, error, hang, odd, nan, zero, same, few, ragged; tests may change it.

    It hangs at texts that hold `hangs_at` too, and `hanging` says that it does."""

    url: str = ""
    dimensions: int = 48
    mode: str = "ok"
    hangs_at: str | None = None
    hanging: Event = field(default_factory=Event)
    batches: list[list[str]] = field(default_factory=list)
    released: Event = field(default_factory=Event)

    def options(self, **more: Any) -> str:
        """What a house would write into TRANSFERLOTSE_EMBEDDINGS_OPTIONS for it."""
        given = {"model": MODEL, "base_url": self.url, "api_key": KEY, "check_embedding_ctx_length": False}
        return json.dumps({**given, "timeout": 5, "max_retries": 0, **more})

    def vectors(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, as the mode wants them."""
        match self.mode:
            case "odd":
                return [trigrams(text, self.dimensions + 1) for text in texts]
            case "nan":
                return [[nan] * self.dimensions for _ in texts]
            case "zero":
                return [[0.0] * self.dimensions for _ in texts]
            case "same":
                return [[1.0] * self.dimensions for _ in texts]
            case "few":
                return [trigrams(text, self.dimensions) for text in texts][:-1] or [[]]
            case "ragged":
                return [trigrams(text, self.dimensions + place) for place, text in enumerate(texts)]
            case _:
                return [trigrams(text, self.dimensions) for text in texts]


def trigrams(text: str, dimensions: int) -> list[float]:
    """How often the trigrams of the text fall into each of so many boxes."""
    counts = [0.0] * dimensions
    padded = f"  {' '.join(text.lower().split())}  "
    for start in range(len(padded) - 2):
        counts[crc32(padded[start : start + 3].encode()) % dimensions] += 1
    return counts


@contextmanager
def embeddings_service(*, dimensions: int = 48) -> Iterator[EmbeddingsService]:
    """The service on a free port of this machine, for as long as the block runs."""
    service = EmbeddingsService(dimensions=dimensions)
    with serving(_handler(service), service.released) as service.url:
        yield service


def _handler(service: EmbeddingsService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if service.mode == "hang" or (service.hangs_at and service.hangs_at in str(asked["input"])):
                service.hanging.set()
                service.released.wait(30)
                self.close_connection = True
            elif self.path != "/v1/embeddings":
                self._answer(404, {"error": {"message": "unknown path"}})
            elif self.headers["authorization"] != f"Bearer {KEY}":
                sent = self.headers["authorization"]
                self._answer(401, {"error": {"message": f"Incorrect API key provided: {sent}"}})
            elif service.mode == "error":
                self._answer(500, {"error": {"message": f"cannot embed {asked['input']}"}})
            else:
                texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
                service.batches.append(texts)
                as_base64 = asked.get("encoding_format") == "base64"
                data = [
                    {"object": "embedding", "index": place, "embedding": _base64(v) if as_base64 else v}
                    for place, v in enumerate(service.vectors(texts))
                ]
                usage = {"prompt_tokens": 0, "total_tokens": 0}
                self._answer(200, {"object": "list", "model": asked["model"], "data": data, "usage": usage})

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            encoded = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _base64(vector: list[float]) -> str:
    return base64.b64encode(np.array(vector, np.float32).tobytes()).decode()
