"""The servers that tests of the scaled column run: each is killed and is back with its data, and none is left over."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import boto3
import chromadb
import fsspec
import httpx
import psycopg
import pytest
from chromadb.config import Settings

from scripts.scale.child import Child, ChildFailed
from tests.conftest import ROOT
from tests.scaled import fresh_database
from tests.servers.bucket import KEY, SECRET, bucket_options, bucket_server, make_bucket
from tests.servers.chroma import chroma_server
from tests.servers.postgresql import PASSWORD, need_postgresql, passable_folder, postgresql


def test_a_killed_postgresql_is_back_with_what_was_committed() -> None:
    with postgresql() as server, fresh_database(server) as url:
        connection = psycopg.connect(url)
        connection.execute("CREATE TABLE streets (name text)")
        connection.execute("INSERT INTO streets VALUES ('Amselweg')")
        connection.commit()
        connection.execute("INSERT INTO streets VALUES ('Lerchenweg')")
        server.kill()
        with pytest.raises(psycopg.OperationalError):
            connection.commit()
        connection.close()
        for again in (server.start, lambda: (server.stop(), server.start())):
            again()
            with psycopg.connect(url) as connection:
                assert connection.execute("SELECT name FROM streets").fetchall() == [("Amselweg",)]


def test_nobody_gets_into_postgresql_without_the_password() -> None:
    wrong = pytest.raises(psycopg.OperationalError, match="password authentication failed")
    with postgresql(is_durable=False) as server, wrong:
        psycopg.connect(server.url.replace(PASSWORD, "falsch"))


def test_a_killed_chroma_is_back_with_its_vectors(tmp_path: Path) -> None:
    with chroma_server(tmp_path) as server:
        port = int(server.url.rpartition(":")[2])

        def client() -> chromadb.api.ClientAPI:
            return chromadb.HttpClient("127.0.0.1", port, settings=Settings(anonymized_telemetry=False))

        kept = client().create_collection("streets", embedding_function=None)
        kept.add(ids=["amselweg"], embeddings=[[1.0, 0.0]])
        server.kill()
        with pytest.raises(httpx.ConnectError):
            kept.count()
        for again in (server.start, lambda: (server.stop(), server.start())):
            again()
            found = client().get_collection("streets", embedding_function=None)
            assert found.query(query_embeddings=[[1.0, 0.1]], n_results=1)["ids"] == [["amselweg"]]


def test_a_bucket_holds_files_until_its_server_ends(tmp_path: Path) -> None:
    with bucket_server(tmp_path) as server:
        address = make_bucket(server, "lotse")
        files = fsspec.filesystem("s3", **bucket_options(server), skip_instance_cache=True)
        files.pipe(f"{address}/files/eins", b"Amselweg")
        assert files.cat(f"{address}/files/eins") == b"Amselweg"
        server.kill()
        server.start()
        client = boto3.client(
            "s3", endpoint_url=server.url, aws_access_key_id=KEY, aws_secret_access_key=SECRET, region_name="us-east-1"
        )
        assert client.list_buckets()["Buckets"] == []
        client.close()


HOLDING = """
import sys, time
from pathlib import Path
from tests.servers.bucket import bucket_server
from tests.servers.chroma import chroma_server
from tests.servers.postgresql import postgresql
folder = Path(sys.argv[1])
with postgresql() as one, chroma_server(folder) as two, bucket_server(folder) as three:
    print(one.pid, two.pid, three.pid, flush=True)
    time.sleep(600)
"""


def test_no_server_outlives_a_killed_test(tmp_path: Path) -> None:
    need_postgresql()
    words = [sys.executable, "-c", HOLDING, tmp_path]
    with passable_folder() as left:
        environment = os.environ | {"TMPDIR": str(left)}
        with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as holding:
            assert holding.stdout
            pids = holding.stdout.readline().split()
            assert len(pids) == 3
            holding.kill()
        deadline = time.monotonic() + 20
        while alive := [pid for pid in pids if Path(f"/proc/{pid}").exists()]:
            assert time.monotonic() < deadline, alive
            time.sleep(0.05)


def test_a_program_that_ends_at_once_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('Amselweg')"]
    child = Child("street", command, tmp_path / "log", is_ready=lambda: False)
    with pytest.raises(ChildFailed, match=r"street ist nicht gestartet.*Amselweg"):
        child.start()
