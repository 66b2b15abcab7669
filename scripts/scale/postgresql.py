"""A PostgreSQL server of its own in a folder, on a loopback port."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from signal import SIGINT
from tempfile import NamedTemporaryFile

import psycopg
from psycopg.sql import SQL, Identifier

from scripts.scale import texts
from scripts.scale.child import Child, ChildFailed, bound

USER = "lotse"
# Debian's own account, as the server refuses to run as root.
_OTHER_USER = "postgres"
_CONNECTIONS = 200


def postgresql_program(name: str) -> str | None:
    """Where `postgres` or `initdb` is, of the newest version where there are several."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    return shutil.which(name, path=os.pathsep.join([*map(str, debian), os.environ.get("PATH", "")]))


def postgresql_child(folder: Path, port: int, *, password: str, log: Path, is_durable: bool = True) -> Child:
    """The server of this folder, which is made where it is not there.

    Where this process is root, the folder belongs to another user, who must be able to pass all folders above it.
    `is_durable` False: what was committed survives a killed server, but no power cut. Raises ChildFailed.
    """
    program = postgresql_program("postgres")
    assert program, "PostgreSQL is not installed"
    user = _OTHER_USER if os.geteuid() == 0 else None
    if not (folder / "PG_VERSION").exists():
        _make(folder, user, password, is_durable=is_durable)
    url = f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "max_connections": _CONNECTIONS,
        **({} if is_durable else {"fsync": "off"}),
    }
    return Child(
        name="postgresql",
        command=[program, "-D", folder, *(f"--{name}={value}" for name, value in settings.items())],
        log=log,
        is_ready=lambda: _answers(url),
        url=url,
        folder=folder,
        user=user,
        ends_by=SIGINT,  # ends what clients are doing; the default waits for them to leave
        orphaned_by="QUIT",
    )


def create_database(server_url: str, name: str) -> str:
    """The address of the database of this name at the server, which is made where it is not there."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there is None:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"{server_url.rpartition('/')[0]}/{name}"


def _make(folder: Path, user: str | None, password: str, *, is_durable: bool) -> None:
    folder = folder.absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w") as secret:
        secret.write(password)
        secret.flush()
        if user:
            shutil.chown(folder, user, user)
            shutil.chown(secret.name, user, user)
        words = ["--pgdata", str(folder), "--username", USER, "--pwfile", secret.name, "--auth", "scram-sha-256"]
        words += ["--encoding", "UTF8", "--locale", "C.UTF-8", *([] if is_durable else ["--no-sync"])]
        command = [*bound(user), postgresql_program("initdb") or "initdb", *words]
        made = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if made.returncode:
        raise ChildFailed(texts.FOLDER_REFUSED.format(folder=folder, reason=made.stderr.strip()))


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
