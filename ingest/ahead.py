"""Work on what comes next while the last is still being worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def two_ahead(make: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """What is made of each, in order, two at a time: no core waits for the last part of a batch.

    Where the caller stops, what is not begun is left.
    """
    begun: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(2) as pool:
        for one in given:
            begun.append(pool.submit(make, one))
            if len(begun) > 2:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
