"""The vector half of the index: Chroma, in a folder that exactly one process opens, or a server for any number.

Chroma takes more than a second to import: only who opens the index pays for it, not who asks a running server or reads
the catalogue.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from corpus.errors import VectorsUnavailable
from corpus.texts import house

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.types import Where

BATCH = 5_000  # Chroma refuses more than 5,461 at once.
# Candidates that a search keeps: with 200 it missed 3 % of the nearest ten among 100,000 vectors, with this under 1 %.
# A collection keeps what it was made with: `rebuild` makes it anew.
EF_SEARCH = 400
FAMILY = "passages"

_log = logging.getLogger(__name__)


class Vectors:
    """Unit-length vectors by passage id, compared by cosine.

    Chroma is a copy that may be lost: the catalogue keeps every vector too.
    """

    def __init__(self, client: ClientAPI, name: str, family: str) -> None:
        """`family` begins the name of each collection of this house: a server may hold those of others."""
        self.name = name
        self.family = family
        self._client = client
        self._open()

    def beside(self, name: str) -> Vectors:
        """Another collection of this house."""
        return Vectors(self._client, name, self.family)

    @property
    def collection_id(self) -> str:
        """What tells the collection from all others, at other servers too; '' where that is not known."""
        return str(self._collection.id)

    def forget_others(self) -> int:
        """Remove every other collection of this house -> how many."""
        ours = [found.name for found in self._client.list_collections() if found.name.startswith(self.family)]
        others = [name for name in ours if name != self.name]
        for name in others:
            self._client.delete_collection(name)
        return len(others)

    def _open(self) -> None:
        self._collection = self._client.get_or_create_collection(
            self.name,
            embedding_function=None,
            configuration={
                "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": EF_SEARCH, "max_neighbors": 32}
            },
        )

    def put(self, ids: Sequence[int], version_id: str, vectors: Sequence[bytes]) -> None:
        """Store vectors (float32 bytes) of one version, replacing those of the same ids."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._collection.upsert(
                ids=[str(id) for id in ids[part]],
                embeddings=np.stack([np.frombuffer(v, np.float32) for v in vectors[part]]),
                metadatas=[{"version_id": version_id} for _ in ids[part]],
            )

    def remove(self, ids: Collection[int]) -> None:
        """Remove the vectors of these ids; unknown ids are no error."""
        every = [str(id) for id in ids]
        for start in range(0, len(every), BATCH):
            self._collection.delete(ids=every[start : start + BATCH])

    def nearest(
        self, vector: Sequence[float], limit: int, *, version_ids: Collection[str] | None = None
    ) -> dict[int, float]:
        """Passage id -> cosine (1 is equal) of the nearest `limit` passages, only of these versions if given."""
        if version_ids is not None and not version_ids:
            return {}
        where = None if version_ids is None else cast("Where", {"version_id": {"$in": list(version_ids)}})
        found = self._collection.query(
            query_embeddings=np.asarray([vector], np.float32),
            n_results=limit,
            where=where,
            include=["distances"],
        )
        distances = cast("list[list[float]]", found["distances"])
        return {int(id): 1 - distance for id, distance in zip(found["ids"][0], distances[0], strict=True)}

    def get(self, ids: Collection[int]) -> dict[int, NDArray[np.float32]]:
        """Passage id -> its vector, of those that are stored."""
        found = self._collection.get(ids=[str(id) for id in ids], include=["embeddings"])
        vectors = cast("NDArray[np.float32]", found["embeddings"])
        return {int(id): vector for id, vector in zip(found["ids"], vectors, strict=True)}

    def ids(self) -> set[int]:
        """Every id that is stored."""
        return {int(id) for id in self._collection.get(include=[])["ids"]}

    def count(self) -> int:
        """How many vectors are stored."""
        return int(self._collection.count())

    def clear(self) -> None:
        """Forget everything and start with an empty collection."""
        from chromadb.errors import NotFoundError

        with suppress(NotFoundError):
            self._client.delete_collection(self.name)
        self._open()

    def close(self) -> None:
        """Release the folder, or the connections to the server."""
        client = cast("Any", self._client)
        servers = client._server, client._admin_client._server
        client.close()
        for server in servers:
            if hasattr(server, "_session"):
                # Chroma forgets to close its connections.
                server._session.close()


def nearest_of(vectors: Mapping[int, bytes], vector: Sequence[float], limit: int) -> dict[int, float]:
    """Passage id -> cosine of the nearest `limit` among these float32 vectors, by comparing with all of them."""
    if not vectors:
        return {}
    ids = np.array(list(vectors))
    cosines = np.frombuffer(b"".join(vectors.values()), np.float32).reshape(len(ids), -1) @ np.asarray(
        vector, np.float32
    )
    best = np.argsort(-cosines, kind="stable")[:limit]
    return dict(zip(ids[best].tolist(), cosines[best].tolist(), strict=True))


def open_vectors(folder: Path, name: str) -> Vectors:
    """The vectors in the folder; one that cannot be read is thrown away and begun anew, for the catalogue has all."""
    from chromadb.api.shared_system_client import SharedSystemClient

    try:
        vectors = Vectors(_client(folder), name, FAMILY)
        vectors.ids()
    except BaseException as error:  # Chroma's core is Rust: its panics are no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)) or not folder.exists():
            raise
        _log.warning("the vectors cannot be read (%s) and are made anew from the catalogue", type(error).__name__)
        SharedSystemClient.clear_system_cache()
        shutil.rmtree(folder)
        return Vectors(_client(folder), name, FAMILY)
    return vectors


def connect_vectors(url: str, options: Mapping[str, Any], name: str, family: str) -> Vectors:
    """The vectors at a Chroma server; `options` are those of its HTTP client. Raises VectorsUnavailable."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    address = urlsplit(url)
    try:
        client = chromadb.HttpClient(
            host=address.hostname or "",
            port=address.port or (443 if address.scheme == "https" else 80),
            ssl=address.scheme == "https",
            settings=ChromaSettings(anonymized_telemetry=False),
            **options,
        )
        return Vectors(client, name, family)
    except Exception as error:  # Chroma's client raises whatever its parts do
        reason = type(error).__name__
        raise VectorsUnavailable(house.CHROMA_UNREACHABLE.format(url=url, reason=reason)) from error


def _client(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    return chromadb.PersistentClient(path=str(folder), settings=settings)
