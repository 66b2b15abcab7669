"""The HTTP client for the server that owns the data folder: commands ask it instead of opening the folder again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from corpus.command_key import known_key
from corpus.errors import DataFolderBusy, RefusedInput, Unavailable
from corpus.lock import busy, owner_of
from corpus.processes import refuse_beside_others
from corpus.settings import Settings
from corpus.stores import open_catalogue
from corpus.texts import house

# Removing a long document takes a while.
PATIENCE = httpx.Timeout(10, read=120)


class RunningServer:
    """Speaks to `/api/v1` of a server; every failure becomes a TransferlotseError with the server's own sentence."""

    def __init__(self, url: str, key: str | None = None) -> None:
        self._url = url
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(base_url=f"{url}/api/v1", timeout=PATIENCE, trust_env=False, headers=headers)

    def get(self, path: str, **query: Any) -> Any:
        """The JSON answer to a GET."""
        return self._json("GET", path, params=query)

    def post(self, path: str, body: Any) -> Any:
        """The JSON answer to a POST of JSON."""
        return self._json("POST", path, json=body)

    def delete(self, path: str) -> None:
        """Ask for a deletion."""
        self._json("DELETE", path)

    def _json(self, method: str, path: str, **content: Any) -> Any:
        try:
            response = self._client.request(method, path, **content)
            body: Any = response.json() if response.content else None
        except (httpx.HTTPError, ValueError) as error:
            reason = type(error).__name__
            raise Unavailable(house.SERVER_UNREACHABLE.format(url=self._url, reason=reason)) from error
        if response.is_client_error:
            raise RefusedInput(body["detail"])
        if response.is_server_error:
            raise Unavailable(body["detail"])
        return body


def running_server(folder: Path) -> RunningServer | None:
    """The server that owns the folder, or None when nobody does; raises DataFolderBusy for another owner."""
    owner = owner_of(folder)
    if owner is None:
        return None
    if owner.url is None:
        raise busy(folder, owner)
    return RunningServer(owner.url, known_key(folder))


def refuse_beside_server(settings: Settings) -> None:
    """Raise DataFolderBusy, which says what to stop first, while a server owns the folder or other processes live."""
    if settings.database_url:
        with closing(open_catalogue(settings)) as catalogue:
            refuse_beside_others(catalogue)
        return
    owner = owner_of(settings.data_dir)
    if owner and owner.url:
        raise DataFolderBusy(house.STOP_SERVER_FIRST.format(url=owner.url))
