"""A program beside this process: it never outlives it, can be killed and started again on the same data."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import TransferlotseError
from scripts.scale import texts

LOOKS_EVERY = 0.05  # seconds
READY_WITHIN = 180.0
ENDS_WITHIN = 30.0
_SHOWN = 2000  # characters of what it said last


class ChildFailed(TransferlotseError):
    """The program did not start or did not become ready; says what it said last."""


@dataclass
class Child:
    """A program by its command; what it says is added to the file `log`.

    `url` is where it serves, if it does; `user` who runs it, where that is somebody else; `ends_by` how it is asked to
    end; `orphaned_by` what the kernel sends it when this process, or the thread that started it, is gone (only Linux).
    """

    name: str
    command: Sequence[str | Path]
    log: Path
    is_ready: Callable[[], bool]
    url: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    user: str | None = None
    ends_by: signal.Signals = signal.SIGTERM
    orphaned_by: str = "KILL"
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def is_running(self) -> bool:
        """Whether the program runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        """The id of the process that runs or ran last."""
        assert self.process, "it was never started"
        return self.process.pid

    def begin(self) -> None:
        """Start it without waiting."""
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                [*bound(self.user, self.orphaned_by), *self.command],
                cwd=self.folder,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                # Ctrl+C at the terminal is for this process, which then stops the others in order.
                start_new_session=True,
            )

    def start(self) -> None:
        """Start it and wait until it is ready; raises ChildFailed."""
        self.begin()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Raises ChildFailed where it ends, or is not ready in time."""
        deadline = time.monotonic() + READY_WITHIN
        while not self.is_ready():
            if not self.is_running:
                raise self._failed(texts.ENDED)
            if time.monotonic() > deadline:
                raise self._failed(texts.LATE.format(seconds=round(READY_WITHIN)))
            time.sleep(LOOKS_EVERY)

    def stop(self) -> None:
        """Ask it to end and wait; kill it where it does not."""
        stop_all([self])

    def kill(self) -> None:
        """Kill it and its children, as a power cut would, and wait until all are gone."""
        if self.process is None:
            return
        pids = [self.process.pid, *_children(self.process.pid)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(ENDS_WITHIN)
        deadline = time.monotonic() + ENDS_WITHIN
        while any(_is_there(pid) for pid in pids[1:]) and time.monotonic() < deadline:
            time.sleep(LOOKS_EVERY)

    def _failed(self, reason: str) -> ChildFailed:
        said = self.log.read_text("utf-8", errors="replace")[-_SHOWN:].strip()
        return ChildFailed(texts.FAILED.format(name=self.name, reason=reason, said=said))


def stop_all(children: Sequence[Child]) -> None:
    """Ask all to end and wait; kill those that do not."""
    running = [(child, child.process) for child in children if child.process and child.is_running]
    try:
        for child, process in running:
            process.send_signal(child.ends_by)
        for _, process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(ENDS_WITHIN)
    finally:
        for child, _ in running:
            if child.is_running:
                child.kill()


def bound(user: str | None, orphaned_by: str = "KILL") -> list[str]:
    """The words before a command that bind it to its parent's life and let another user run it."""
    program = shutil.which("setpriv")
    if program is None:
        return []
    other = ["--reuid", user, "--regid", user, "--clear-groups"] if user else []
    return [program, *other, "--pdeathsig", orphaned_by, "--"]


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _is_there(pid: int) -> bool:
    """Whether it runs; one that has ended and that nobody has waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
