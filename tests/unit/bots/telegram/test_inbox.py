from __future__ import annotations

from pathlib import Path

from bots.telegram.inbox import Arrived, Inbox
from corpus.opening import open_corpus
from tests.faults.small_corpus import small_settings


def test_each_update_is_kept_once_and_waits_until_it_was_seen_to(tmp_path: Path) -> None:
    with open_corpus(small_settings(tmp_path)) as corpus:
        inbox = Inbox(corpus.catalogue)
        first, second = (Arrived(n, 17, {"update_id": n, "message": {"text": "Wie viel?"}}) for n in (1, 2))
        assert inbox.store([second, first, first]) == [first, second]
        assert inbox.store([second, Arrived(3, -5, {})]) == [Arrived(3, -5, {})]
        noted = inbox.note(inbox.note(first, messages=[40]), messages=[41])
        assert noted.messages == (40, 41)
        inbox.done(2)
        assert inbox.store([second]) == []
        assert inbox.waiting() == [noted, Arrived(3, -5, {})]
