"""Starts again what ended by itself, but not for ever."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Lock, Thread

from scripts.scale.child import Child
from scripts.scale.texts import GIVEN_UP, STARTED_AGAIN

LOOKS_EVERY = 0.25  # seconds
MOST_STARTS, WITHIN = 5, 60.0


@contextmanager
def keeping(children: Sequence[Child], tell: Callable[[str], None]) -> Iterator[Callable[[], None]]:
    """Look after the children while the block runs, or until what it yields is called.

    The thread lives as long as the block: with it, the kernel would end what it started.
    """
    kept = _Kept(children, tell)
    thread = Thread(target=kept.look_after, daemon=True, name="keeping")
    thread.start()
    try:
        yield kept.leave
    finally:
        kept.leave()
        kept.over.set()
        thread.join()


class _Kept:
    def __init__(self, children: Sequence[Child], tell: Callable[[str], None]) -> None:
        self._children = children
        self._tell = tell
        self._starts: dict[str, list[float]] = defaultdict(list)
        self._given_up: set[str] = set()
        self._leaves = False
        self._lock = Lock()
        self.over = Event()

    def leave(self) -> None:
        """Start nothing any more."""
        with self._lock:
            self._leaves = True

    def look_after(self) -> None:
        """Look again and again until it is over."""
        while not self.over.wait(LOOKS_EVERY):
            with self._lock:
                if not self._leaves:
                    for child in self._children:
                        self._look_at(child)

    def _look_at(self, child: Child) -> None:
        if child.is_running or child.name in self._given_up:
            return
        now = time.monotonic()
        starts = self._starts[child.name] = [at for at in self._starts[child.name] if at > now - WITHIN]
        if len(starts) >= MOST_STARTS:
            self._given_up.add(child.name)
            self._tell(GIVEN_UP.format(name=child.name, log=child.log))
            return
        starts.append(now)
        self._tell(STARTED_AGAIN.format(name=child.name))
        child.begin()
