"""The house's own processes: how each is started."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.scale.child import Child
from scripts.scale.chroma import answers
from scripts.scale.nginx import nginx_child, plain_site

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Processes:
    """In `folder` each has a place of its own; `environment` holds the settings that they share."""

    folder: Path
    environment: Mapping[str, str]

    def web(self, number: int, port: int, *, examples: bool) -> Child:
        """A process that serves, and takes the example documents in where that is wanted."""
        words = [
            "assistant",
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            *(["--examples"] if examples else []),
        ]
        url = f"http://127.0.0.1:{port}"
        return self._python(f"web-{number}", words, lambda: answers(f"{url}/readyz"), url=url)

    def worker(self, number: int) -> Child:
        """A process that takes files in, as many at once as the settings say."""
        return self._python(f"worker-{number}", ["ingest", "worker"])

    def bot(self) -> Child:
        """The process that answers at Telegram."""
        return self._python("telegram", ["bots", "telegram"])

    def proxy(self, port: int, behind: list[int]) -> Child:
        """Nginx before the web processes."""
        url, folder = f"http://127.0.0.1:{port}", self.folder / "nginx"
        return nginx_child(
            folder,
            plain_site(folder, port, behind),
            log=new_log(self.folder, "nginx"),
            is_ready=lambda: answers(f"{url}/healthz"),
            url=url,
        )

    def _python(self, name: str, words: list[str], is_ready: Callable[[], bool] | None = None, url: str = "") -> Child:
        log = new_log(self.folder, name)
        own = {"TRANSFERLOTSE_DATA_DIR": str(self.folder / name)}
        if words[0] != "ingest":
            own["TRANSFERLOTSE_INGEST_WORKERS"] = "0"
        return Child(
            name,
            [sys.executable, "-m", *words],
            log,
            # Each says a line when it is.
            is_ready or (lambda: log.stat().st_size > 0),
            url=url,
            environment={**self.environment, **own},
            folder=ROOT,
        )


def new_log(folder: Path, name: str) -> Path:
    """An empty file for what a program says."""
    log = folder / "logs" / f"{name}.log"
    log.parent.mkdir(mode=0o700, exist_ok=True)
    log.write_bytes(b"")
    return log
