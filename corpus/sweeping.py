"""Takes away what removed documents, people and questions left on the disk: between rows, and in Chroma.

Chroma keeps the vectors of removed passages in its queue and in the graph, so they are made anew in a folder beside:
from the catalogue, while searching goes on in the old ones. Killed at any moment, the old or the new ones are live.
"""

from __future__ import annotations

import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from corpus import traces
from corpus.corpus import Corpus
from corpus.recipe import FOLDERS, live_folder, set_live_folder
from corpus.refilling import agree
from corpus.traces import Traces
from corpus.vectors import open_vectors

# Up to so many bytes it takes seconds; a larger house waits for the night, when nobody is kept waiting.
SMALL = 256 << 20
NIGHT = range(1, 5)  # hours of the local day
LONGEST_WAIT = timedelta(days=2)
LAST_SEARCHES = 5.0  # seconds that searches in the old vectors may still take


def sweep(corpus: Corpus, data: Path, now: datetime, *, last_searches: float = LAST_SEARCHES) -> None:
    """Write vectors and catalogue anew where something was removed and this is the time for it; `now` is aware.

    Raises OSError or sqlite3.OperationalError where there is no room or somebody else writes for too long; then it is
    to be done again.
    """
    if corpus.catalogue.is_shared:
        _free_rows(corpus)
        return
    if corpus.vectors.is_answering and (left := _due(corpus, data, now, traces.VECTORS)):
        _renew_vectors(corpus, data, last_searches)
        _unmark(corpus, traces.VECTORS, left)
    if left := _due(corpus, data, now, traces.ROWS):
        corpus.catalogue.compact()
        _unmark(corpus, traces.ROWS, left)


def _free_rows(corpus: Corpus) -> None:
    """Where several processes share the stores, the room of what was removed is freed; what Chroma keeps is its own."""
    with corpus.catalogue.reading() as connection:
        removed = {where: traces.left(connection, where) for where in (traces.ROWS, traces.VECTORS)}
    if any(removed.values()):
        corpus.catalogue.compact()
    for where, left in removed.items():
        if left:
            _unmark(corpus, where, left)


def _due(corpus: Corpus, data: Path, now: datetime, where: str) -> Traces | None:
    with corpus.catalogue.reading() as connection:
        left = traces.left(connection, where)
    is_small = (data / "catalogue.db").stat().st_size <= SMALL
    is_time = is_small or now.astimezone().hour in NIGHT
    return left if left and (is_time or abs(now - left.since) > LONGEST_WAIT) else None


def _unmark(corpus: Corpus, where: str, left: Traces) -> None:
    with corpus.catalogue.writing() as connection:
        traces.unmark(connection, where, left)


def _renew_vectors(corpus: Corpus, data: Path, last_searches: float) -> None:
    live = live_folder(corpus.catalogue)
    (beside,) = (name for name in FOLDERS if name != live)
    shutil.rmtree(data / beside, ignore_errors=True)
    new = open_vectors(data / beside, corpus.vectors.name)
    try:
        agree(corpus, new)
        with corpus.unchanging():
            agree(corpus, new)
            with corpus.catalogue.writing() as connection:
                set_live_folder(connection, beside)
            old = corpus.replace_vectors(new)
    except BaseException:
        new.close()
        shutil.rmtree(data / beside, ignore_errors=True)
        raise
    time.sleep(last_searches)
    old.close()
    shutil.rmtree(data / live, ignore_errors=True)
