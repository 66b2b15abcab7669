"""The vector half of the index: a collection in Chroma, a copy that may be lost, for the catalogue has every vector.

Every failure of Chroma is VectorsUnavailable. After the first one nothing is asked of it any more until `open` succeeds
again, so that nobody waits for a server that is silent; see `corpus.keeping_vectors`.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from corpus.chroma import Chroma, ChromaFolder, ChromaServer, is_damage, is_refusal, reason_of
from corpus.errors import VectorsRefused, VectorsUnavailable
from corpus.texts import house

if TYPE_CHECKING:
    from chromadb import Collection as ChromaCollection
    from chromadb.api.types import Where

BATCH = 5_000  # Chroma refuses more than 5,461 at once.
# Candidates that a search keeps: with 200 it missed 3 % of the nearest ten among 100,000 vectors, with this under 1 %.
# A collection keeps what it was made with: `rebuild` makes it anew.
EF_SEARCH = 400
FAMILY = "passages"
TRIED = 3  # vectors that must be found when it is tried whether a collection can be searched
_WHOLE = "whole"
"""What a collection says of itself when it holds the vectors of all passages; one that is being filled does not."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The collection for asking and for writing, and whether it holds the vectors of all passages."""

    asking: ChromaCollection
    writing: ChromaCollection
    is_whole: bool


class Vectors:
    """Unit-length vectors by passage id, compared by cosine; safe to use from several threads.

    Every method raises VectorsUnavailable where Chroma does not do what it is asked for.
    """

    def __init__(self, chroma: Chroma, name: str, family: str) -> None:
        """`family` begins the name of each collection of this house: a server may hold those of others."""
        self.name = name
        self.family = family
        self._chroma = chroma
        self._opened: _Opened | None = None

    @property
    def is_open(self) -> bool:
        """Whether Chroma did what it was last asked for."""
        return self._opened is not None

    @property
    def is_answering(self) -> bool:
        """Whether passages are found by meaning just now."""
        return self._opened is not None and self._opened.is_whole

    @property
    def collection_id(self) -> str:
        """What tells the collection from all others, at other servers too; '' where that is not known."""
        opened = self._opened
        return str(opened.asking.id) if opened else ""

    def open(self) -> None:
        """Find the collection, which is made where it is not there; raises VectorsRefused where we are not let in."""
        with self._told():
            writing = self._chroma.client(patient=True).get_or_create_collection(
                self.name,
                embedding_function=None,
                configuration={
                    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": EF_SEARCH, "max_neighbors": 32}
                },
            )
            asking = self._chroma.client(patient=False).get_collection(self.name, embedding_function=None)
            self._opened = _Opened(asking, writing, bool((asking.metadata or {}).get(_WHOLE)))

    def follow(self, name: str) -> None:
        """Be this collection of the house from now on, not yet open where VectorsUnavailable is raised."""
        if name != self.name:
            self.name, self._opened = name, None
            self.open()

    def expect_open(self) -> None:
        """Raise VectorsUnavailable where Chroma did not do what it was last asked for."""
        if self._opened is None:
            raise VectorsUnavailable(house.VECTORS_UNAVAILABLE.format(reason=house.CHROMA_SILENT))

    def beside(self, name: str) -> Vectors:
        """Another collection of this house, open."""
        other = Vectors(self._chroma, name, self.family)
        other.open()
        return other

    def say_whole(self, is_whole: bool) -> None:
        """Say, to every process, whether all passages have their vectors here; without that nothing is searched."""
        with self._collection(patient=True) as collection:
            collection.modify(metadata={_WHOLE: is_whole})
            if self._opened:
                self._opened = replace(self._opened, is_whole=is_whole)

    def try_out(self) -> int:
        """How many vectors there are, having searched for some of them."""
        with self._collection() as collection:
            count = int(collection.count())
            some = min(count, TRIED)
            if some:
                vectors = cast("NDArray[np.float32]", collection.get(limit=some, include=["embeddings"])["embeddings"])
                found = collection.query(query_embeddings=vectors[:1], n_results=some, include=["distances"])
                if len(vectors) != some or len(found["ids"][0]) != some:
                    raise _Damaged
        return count

    def forget_others(self) -> int:
        """Remove every other collection of this house -> how many."""
        with self._told():
            client = self._chroma.client(patient=True)
            ours = [found.name for found in client.list_collections() if found.name.startswith(self.family)]
            others = [name for name in ours if name != self.name]
            for name in others:
                client.delete_collection(name)
        return len(others)

    def put(self, ids: Sequence[int], version_id: str, vectors: Sequence[bytes]) -> None:
        """Store vectors (float32 bytes) of one version, replacing those of the same ids."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            with self._collection(patient=True) as collection:
                collection.upsert(
                    ids=[str(id) for id in ids[part]],
                    embeddings=np.stack([np.frombuffer(v, np.float32) for v in vectors[part]]),
                    metadatas=[{"version_id": version_id} for _ in ids[part]],
                )

    def remove(self, ids: Collection[int]) -> None:
        """Remove the vectors of these ids; unknown ids are no error."""
        every = [str(id) for id in ids]
        for start in range(0, len(every), BATCH):
            with self._collection(patient=True) as collection:
                collection.delete(ids=every[start : start + BATCH])

    def nearest(
        self, vector: Sequence[float], limit: int, *, version_ids: Collection[str] | None = None
    ) -> dict[int, float]:
        """Passage id -> cosine (1 is equal) of the nearest `limit` passages, only of these versions if given."""
        if self.is_open and not self.is_answering:
            raise VectorsUnavailable(house.VECTORS_FILLING)
        if version_ids is not None and not version_ids:
            return {}
        where = None if version_ids is None else cast("Where", {"version_id": {"$in": list(version_ids)}})
        with self._collection() as collection:
            found = collection.query(
                query_embeddings=np.asarray([vector], np.float32),
                n_results=limit,
                where=where,
                include=["distances"],
            )
            distances = cast("list[list[float]]", found["distances"])[0]
            if not np.isfinite(distances).all():
                raise _Damaged
            return {int(id): 1 - distance for id, distance in zip(found["ids"][0], distances, strict=True)}

    def get(self, ids: Collection[int]) -> dict[int, NDArray[np.float32]]:
        """Passage id -> its vector, of those that are stored."""
        with self._collection(patient=True) as collection:
            found = collection.get(ids=[str(id) for id in ids], include=["embeddings"])
            vectors = cast("NDArray[np.float32]", found["embeddings"])
            return {int(id): vector for id, vector in zip(found["ids"], vectors, strict=True)}

    def ids(self) -> set[int]:
        """Every id that is stored."""
        with self._collection(patient=True) as collection:
            return {int(id) for id in collection.get(include=[])["ids"]}

    def count(self) -> int:
        """How many vectors are stored."""
        with self._collection() as collection:
            return int(collection.count())

    def clear(self) -> None:
        """Forget everything and start with an empty collection, which does not count as whole."""
        from chromadb.errors import NotFoundError

        with self._told(), suppress(NotFoundError):
            self._chroma.client(patient=True).delete_collection(self.name)
        self.open()

    def begin_anew(self) -> None:
        """Like `clear`, where what is there cannot be read."""
        self._opened = None
        self._chroma.begin_anew()
        self.clear()

    def close(self) -> None:
        """Release the folder, or the connections to the server."""
        self._opened = None
        self._chroma.close()

    @contextmanager
    def _collection(self, *, patient: bool = False) -> Iterator[ChromaCollection]:
        opened = self._opened
        if opened is None:
            raise VectorsUnavailable(house.VECTORS_UNAVAILABLE.format(reason=house.CHROMA_SILENT))
        try:
            with self._told():
                yield opened.writing if patient else opened.asking
        except VectorsUnavailable:
            # Only if nobody has opened it again meanwhile.
            if self._opened is opened:
                self._opened = None
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever Chroma raises in the block becomes VectorsUnavailable, a panic of its core too."""
        try:
            yield
        except BaseException as error:
            if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
                raise
            kind = VectorsRefused if is_refusal(error) else VectorsUnavailable
            raise kind(house.VECTORS_UNAVAILABLE.format(reason=reason_of(error))) from error


class _Damaged(Exception):
    """Chroma answered, but not with what must be there."""


def is_unreadable(error: VectorsUnavailable) -> bool:
    """Whether Chroma is there, but what it keeps cannot be read: then it can only be made anew."""
    return isinstance(error.__cause__, _Damaged) or is_damage(error.__cause__)


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
    vectors = Vectors(ChromaFolder(folder), name, FAMILY)
    try:
        vectors.open()
        vectors.try_out()
        vectors.ids()
    except VectorsUnavailable as error:
        if not folder.exists():
            raise
        reason = type(error.__cause__).__name__
        _log.warning("the vectors cannot be read (%s) and are made anew from the catalogue", reason)
        vectors.begin_anew()
    return vectors


def connect_vectors(url: str, options: Mapping[str, Any], name: str, family: str) -> Vectors:
    """The vectors at a Chroma server, not yet open where it does not answer; `options` are those of its HTTP client.

    Raises VectorsRefused where it answers and does not let us in.
    """
    vectors = Vectors(ChromaServer(url, options), name, family)
    try:
        vectors.open()
    except VectorsRefused as error:
        reason = reason_of(error.__cause__ or error)
        raise VectorsRefused(house.CHROMA_UNREACHABLE.format(url=url, reason=reason)) from error
    except VectorsUnavailable as error:
        _log.warning("%s", house.CHROMA_UNREACHABLE.format(url=url, reason=reason_of(error.__cause__ or error)))
    return vectors
