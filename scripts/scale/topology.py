"""The scaled column on this machine: PostgreSQL, Chroma, web processes behind nginx, workers, perhaps the bot."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.scale.child import Child, stop_all
from scripts.scale.chroma import chroma_child
from scripts.scale.keeping import keeping
from scripts.scale.nginx import nginx_program
from scripts.scale.postgresql import create_database, postgresql_child
from scripts.scale.processes import Processes, new_log
from scripts.scale.texts import STARTING

DATABASE = "transferlotse"


@dataclass(frozen=True)
class Topology:
    """Everything that runs: `processes` by name, in the order of their start; `url` is where people go.

    `environment` is what a command needs to be one more process of this house.
    """

    url: str
    web_urls: list[str]
    processes: dict[str, Child]
    environment: dict[str, str]


@contextmanager
def topology(
    folder: Path,
    *,
    port: int | None = None,
    web: int = 2,
    workers: int = 2,
    telegram: bool = False,
    examples: bool = False,
    keep: bool = False,
    further: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Topology]:
    """Start everything and stop it at the end; what an earlier one left in the folder is there again.

    nginx listens on `port`, else on a free one; where there is no nginx, the first web process does. `keep` starts
    again what ends by itself; `further` are settings of every process, by the names of their variables; `tell` gets
    German sentences. Raises ChildFailed.
    """
    folder = folder.absolute()
    _prepare(folder)
    database_port, chroma_port, front, *behind = free_ports(3 + web)
    front = port or front
    if nginx_program() is None:
        behind[0] = front
    started: list[Child] = []

    def start(*children: Child) -> None:
        for child in children:
            tell(STARTING.format(name=child.name))
            child.begin()
            started.append(child)

    leave: Callable[[], None] = lambda: None  # noqa: E731
    with ExitStack() as stack:
        try:
            password = _password(folder)
            log = new_log(folder, "postgresql")
            postgresql = postgresql_child(folder / "postgresql", database_port, password=password, log=log)
            chroma = chroma_child(folder / "chroma", chroma_port, log=new_log(folder, "chroma"))
            start(postgresql, chroma)
            for child in started:
                child.wait_until_ready()
            environment = {
                **(further or {}),
                "TRANSFERLOTSE_DATABASE_URL": create_database(postgresql.url, DATABASE),
                "TRANSFERLOTSE_CHROMA_URL": chroma.url,
                "TRANSFERLOTSE_FILES_URL": str(folder / "files"),
                "TRANSFERLOTSE_PUBLIC_URL": f"http://127.0.0.1:{front}",
                "TRANSFERLOTSE_TRUSTED_PROXIES": "127.0.0.1",
            }
            house = Processes(folder, environment)
            webs = [house.web(n, at, examples=examples and n == 1) for n, at in enumerate(behind, 1)]
            start(*webs, *(house.worker(n) for n in range(1, workers + 1)))
            if telegram:
                start(house.bot())
            if nginx_program():
                start(house.proxy(front, behind))
            for child in started:
                child.wait_until_ready()
            if keep:
                leave = stack.enter_context(keeping(started, tell))
            yield Topology(
                url=f"http://127.0.0.1:{front}",
                web_urls=[child.url for child in webs],
                processes={child.name: child for child in started},
                environment=environment | {"TRANSFERLOTSE_DATA_DIR": str(folder / "commands")},
            )
        finally:
            leave()
            # Whoever asks goes before who is asked.
            stop_all(started[2:])
            stop_all(started[:2])


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # Another user runs PostgreSQL and must pass here, but no further.
    folder.chmod(0o711)
    (folder / "files").mkdir(mode=0o700, exist_ok=True)


def _password(folder: Path) -> str:
    """PostgreSQL's, made up once and kept beside its data."""
    file = folder / "password"
    if not file.exists():
        file.touch(0o600)
        file.write_text(secrets.token_urlsafe(24))
    return file.read_text()


def free_ports(count: int) -> list[int]:
    """Different ports on which nobody listens now."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [probe.getsockname()[1] for probe in probes]
