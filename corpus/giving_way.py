"""Work in the background gives way to whoever answers questions."""

from __future__ import annotations

import os
import threading
from contextlib import suppress

LESS_THAN_ANSWERS = 10


def give_way() -> None:
    """Let this thread have the processor only where nobody else wants it, on systems where a thread can."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LESS_THAN_ANSWERS)
