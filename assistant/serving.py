"""Serves the house until it is told to stop: on a loopback address, or on any where people sign in."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from fastapi import APIRouter
from rich.console import Console

from assistant.housekeeping import housekeeping
from assistant.people.addresses import link_url, own_url
from assistant.web.app import create_app
from assistant.web.leaving import run_app
from assistant.wiring import House, open_house
from corpus.command_key import new_key
from corpus.errors import PortInUse, TransferlotseError
from corpus.lock import busy, owner_of
from corpus.processes import Kind
from corpus.records import set_fact
from corpus.settings import Settings
from corpus.texts import answers as texts
from corpus.texts import people
from ingest.collect import collect
from ingest.intake import sidecar_beside

EXAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "examples" / "documents"
EXAMPLES_TAKEN = "examples.taken"


Channel = Callable[[House], AbstractContextManager[APIRouter]]
"""Another way to the assistant beside the pages, open while the block runs; the routes that it needs."""


def serve(settings: Settings, *, with_examples: bool = False, channels: Sequence[Channel] = ()) -> None:
    """Serve until interrupted; `with_examples` takes the example documents in, once in the life of a data folder.

    Raises PortInUse, or what opening the house raises, before anything was written.
    """
    if not settings.sign_in and not _is_loopback(settings.host):
        raise TransferlotseError(texts.HOST_NOT_LOOPBACK.format(host=settings.host))
    if not settings.database_url and (owner := owner_of(settings.data_dir)):
        raise busy(settings.data_dir, owner)
    with listening(settings) as listener:
        url = own_url(settings)
        with (
            open_house(settings, url=url, kind=Kind.WEB) as house,
            house.ingest.worker.working(),
            housekeeping(house),
            ExitStack() as stack,
        ):
            routers = [stack.enter_context(channel(house)) for channel in channels]
            out = Console(highlight=False)
            if with_examples and (count := _take_examples(house)):
                out.print(texts.TAKING_EXAMPLES.format(count=count))
            out.print(texts.SERVING.format(url=url), style="bold green")
            out.print(_note(house), soft_wrap=True)
            key = new_key(settings.data_dir) if settings.sign_in else ""
            app = create_app(house, key=key, routers=routers)
            _settle()
            run_app(app, listener, one_of_many=house.corpus.catalogue.is_shared)


def _settle() -> None:
    """What is loaded by now stays; to look through all of it for garbage would stop everybody for 0.3 s each time."""
    gc.collect()
    gc.freeze()


def _note(house: House) -> str:
    """Who can come in now, and how to end it."""
    if not house.settings.sign_in:
        return texts.SERVING_NOTE
    if house.people.register.has_administrator():
        return texts.SERVING_SIGN_IN
    links = house.people.links
    token = links.for_first_once() if house.corpus.catalogue.is_shared else links.for_first_administrator()
    if token is None:
        return people.FIRST_LINK_OUT
    return people.FIRST_LINK.format(url=link_url(house.settings, token))


def _take_examples(house: House) -> int:
    """Hand the example documents to the workers, who take them in while the server answers already -> how many.

    None where they were taken once, or another process hands them over just now.
    """
    with house.corpus.locks.alone("examples") as held:
        if not held or house.corpus.catalogue.fact(EXAMPLES_TAKEN) is not None:
            return 0
        paths = collect([EXAMPLES])
        for path in paths:
            house.ingest.intake.receive(path, source=str(path), file_name=path.name, sidecar=sidecar_beside(path))
        with house.corpus.catalogue.writing() as connection:
            set_fact(connection, EXAMPLES_TAKEN, "1")
        return len(paths)


def listening(settings: Settings) -> socket.socket:
    """A socket with the port, so that one in use is known before anything else happens.

    It listens already, for commands wait for a server that starts; not where others of the house can answer meanwhile.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        if not settings.database_url:
            listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUse(texts.PORT_IN_USE.format(host=settings.host, port=settings.port)) from error
    return listener


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
