from __future__ import annotations

from contextlib import ExitStack

import pytest

from assistant.web.questions.streams import Streams
from corpus.errors import TooBusy, TooManyRequests


def test_so_many_streams_each_and_in_all_and_an_ended_one_leaves_its_place() -> None:
    streams = Streams(each=2, in_all=3)
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(streams.listening("anna"))
        with pytest.raises(TooManyRequests) as refused, streams.listening("anna"):
            pass
        assert refused.value.retry_after > 0
        with streams.listening("berta"), pytest.raises(TooBusy), streams.listening("carla"):
            pass
        stack.enter_context(streams.listening("carla"))
    for _ in range(3):
        with streams.listening("anna"), streams.listening("anna"), streams.listening(None):
            pass


def test_who_is_not_counted_alone_has_all_the_places_there_are() -> None:
    streams = Streams(each=1, in_all=3)
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(streams.listening(None))
        with pytest.raises(TooBusy), streams.listening(None):
            pass
