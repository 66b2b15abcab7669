"""Chroma itself: in a folder that exactly one process opens, or at a server for any number.

Chroma takes more than a second to import: only who opens the index pays for it, not who asks a running server or reads
the catalogue.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

import httpx

from corpus.texts import house

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client

# An answer is not kept waiting for longer; searching by words takes over.
ASKING_SECONDS = 2.0
WRITING_SECONDS = 60.0
_REFUSALS = ("unauthorized", "forbidden", "permission", "authenticat", "401", "403", "tenant [", "database [")


class ChromaSilent(Exception):
    """What answers is no Chroma, or has no place for us."""


class Chroma(Protocol):
    """Where collections are; every method raises whatever Chroma's parts raise."""

    def client(self, *, patient: bool) -> ClientAPI:
        """The client for writing if `patient`, else for asking; it connects when it is first wanted."""

    def begin_anew(self) -> None:
        """Forget everything that can be forgotten without being read."""

    def close(self) -> None:
        """Release the folder, or the connections to the server."""


class ChromaFolder:
    """Chroma within this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: ClientAPI | None = None
        self._lock = Lock()

    def client(self, *, patient: bool) -> ClientAPI:  # noqa: ARG002 - nothing is waited for
        """As `Chroma` says."""
        with self._lock:
            if self._client is None:
                self._client = _in_folder(self._folder)
            return self._client

    def begin_anew(self) -> None:
        """As `Chroma` says: the folder is thrown away."""
        from chromadb.api.shared_system_client import SharedSystemClient

        with self._lock:
            self._client = None
            # What has panicked cannot be closed in order.
            SharedSystemClient.clear_system_cache()
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """As `Chroma` says."""
        with self._lock:
            if self._client is not None:
                cast("Client", self._client).close()
                self._client = None


class ChromaServer:
    """Chroma at a server, with little patience for questions and more for writing."""

    def __init__(self, url: str, options: Mapping[str, Any]) -> None:
        """`options` are those of Chroma's HTTP client."""
        self._url = url
        self._options = options
        self._clients: dict[bool, ClientAPI] = {}
        self._lock = Lock()

    def client(self, *, patient: bool) -> ClientAPI:
        """As `Chroma` says."""
        with self._lock:
            if patient not in self._clients:
                self._knock()
                self._clients[patient] = self._connect(WRITING_SECONDS if patient else ASKING_SECONDS)
            return self._clients[patient]

    def begin_anew(self) -> None:
        """As `Chroma` says: what is at the server can be forgotten by name."""

    def close(self) -> None:
        """As `Chroma` says."""
        with self._lock:
            for client in self._clients.values():
                _session(client).close()
                cast("Client", client).close()
            self._clients.clear()

    def _knock(self) -> None:
        """Ask for our database: within a limit, which Chroma's client does not have while it is made."""
        tenant, database = (
            self._options.get("tenant", "default_tenant"),
            self._options.get("database", "default_database"),
        )
        address = f"{self._url.rstrip('/')}/api/v2/tenants/{tenant}/databases/{database}"
        said = httpx.get(address, headers=self._options.get("headers"), timeout=ASKING_SECONDS)
        if not said.is_success:
            raise ChromaSilent(f"{said.status_code} {said.reason_phrase} {said.text[:200]}")

    def _connect(self, seconds: float) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        address = urlsplit(self._url)
        client = chromadb.HttpClient(
            host=address.hostname or "",
            port=address.port or (443 if address.scheme == "https" else 80),
            ssl=address.scheme == "https",
            settings=ChromaSettings(anonymized_telemetry=False),
            **self._options,
        )
        # With this it has looked for our database, and never asks again.
        _session(cast("Any", client)._admin_client).close()
        _session(client).timeout = httpx.Timeout(seconds, connect=ASKING_SECONDS)
        return client


def _session(client: ClientAPI) -> httpx.Client:
    """What Chroma's client asks with; it can be told how long to wait, and closed, in no other way."""
    session: httpx.Client = cast("Any", client)._server._session
    return session


def is_damage(error: BaseException | None) -> bool:
    """Whether Chroma answered that it cannot read what it keeps; its core is Rust, whose panics are no Exception."""
    from chromadb.errors import InternalError

    return isinstance(error, InternalError) or (error is not None and not isinstance(error, Exception))


def is_refusal(error: BaseException) -> bool:
    """Whether Chroma will not let us in, however often it is asked."""
    said = f"{type(error).__name__} {error}".lower()
    return any(part in said for part in _REFUSALS)


def reason_of(error: BaseException) -> str:
    """Why Chroma did not serve, as a German phrase; never its own words, which may name a secret."""
    said = f"{type(error).__name__} {error}".lower()
    return next((reason for part, reason in house.CHROMA_REASONS.items() if part in said), house.CHROMA_OTHER_REASON)


def _in_folder(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    return chromadb.PersistentClient(path=str(folder), settings=settings)
