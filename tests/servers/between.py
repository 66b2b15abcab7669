"""A way to a server on loopback that can be closed, made slow, or made to lie."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from urllib.parse import urlsplit


@dataclass
class Way:
    """`url` leads to the server, unless `is_closed`; answers come so many seconds later, all nonsense if it `lies`."""

    url: str
    seconds: float = 0.0
    lies: bool = False
    is_closed: bool = False


@contextmanager
def way_to(url: str) -> Iterator[Way]:
    """The way, open while the block runs."""
    address, ends = urlsplit(url), Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        way = Way(f"http://127.0.0.1:{listener.getsockname()[1]}")
        listener.settimeout(0.1)

        def accept() -> None:
            while not ends.is_set():
                with suppress(TimeoutError):
                    here, _ = listener.accept()
                    Thread(target=_lead, args=(way, here, address.hostname, address.port, ends), daemon=True).start()

        thread = Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield way
        finally:
            ends.set()
            thread.join()


def _lead(way: Way, here: socket.socket, host: str, port: int, ends: Event) -> None:
    if way.is_closed:
        here.close()
        return
    with suppress(OSError), here, socket.create_connection((host, port)) as there:
        Thread(target=_pump, args=(here, there), daemon=True).start()
        while said := there.recv(1 << 16):
            if ends.wait(way.seconds) or way.is_closed:
                return
            if way.lies:
                said = b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 13\r\n\r\n{"moo": "ja"}'
            here.sendall(said)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while said := source.recv(1 << 16):
            sink.sendall(said)
        sink.shutdown(socket.SHUT_WR)
