"""A Chroma server of its own in a folder, on a loopback port."""

from __future__ import annotations

import sys
from pathlib import Path

import httpx

from scripts.scale.child import Child


def chroma_child(folder: Path, port: int, *, log: Path) -> Child:
    """The server of this folder, which is made where it is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = f"http://127.0.0.1:{port}"
    return Child(
        name="chroma",
        command=[
            *(Path(sys.executable).with_name("chroma"), "run"),
            *("--path", folder, "--host", "127.0.0.1", "--port", str(port)),
        ],
        log=log,
        is_ready=lambda: answers(f"{url}/api/v2/heartbeat"),
        url=url,
        # It would write a line for every request.
        environment={"ANONYMIZED_TELEMETRY": "False", "RUST_LOG": "warn"},
    )


def answers(address: str) -> bool:
    """Whether a server gives a good answer there."""
    try:
        return httpx.get(address, timeout=5, trust_env=False).is_success
    except httpx.HTTPError:
        return False
