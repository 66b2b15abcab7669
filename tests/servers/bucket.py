"""A real server of buckets, as S3 has them, on a free port of this machine; it keeps them in memory alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3

from scripts.scale.child import Child
from scripts.scale.chroma import answers
from tests.conftest import any_free_port

KEY, SECRET = "schluessel", "sehr-geheim-4713"


@contextmanager
def bucket_server(folder: Path) -> Iterator[Child]:
    """The server, which runs: `url`, `stop()`, `kill()` and `start()`, after which it has forgotten everything."""
    port = any_free_port()
    url = f"http://127.0.0.1:{port}"
    child = Child(
        name="bucket",
        command=[sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        log=folder / "bucket.log",
        is_ready=lambda: answers(f"{url}/moto-api/"),
        url=url,
    )
    try:
        child.start()
        yield child
    finally:
        child.kill()


def make_bucket(server: Child, name: str) -> str:
    """A bucket at the server -> its address for fsspec."""
    client = boto3.client(
        "s3", endpoint_url=server.url, aws_access_key_id=KEY, aws_secret_access_key=SECRET, region_name="us-east-1"
    )
    client.create_bucket(Bucket=name)
    client.close()
    return f"s3://{name}"


def bucket_options(server: Child) -> dict[str, str]:
    """What fsspec needs to know besides the address."""
    return {"key": KEY, "secret": SECRET, "endpoint_url": server.url}
