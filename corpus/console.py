"""What the command-line doors share: options, settings, output, and errors as sentences with an exit code."""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console

from corpus import logs
from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.silence import send_nothing
from corpus.texts import house

DataOption = Annotated[Path | None, typer.Option("--data", help=house.HELP_DATA)]
JsonOption = Annotated[bool, typer.Option("--json", help=house.HELP_JSON)]


def application(help_text: str) -> typer.Typer:
    """A Typer application in the house's style."""
    return typer.Typer(
        help=help_text,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


@contextmanager
def plainly() -> Iterator[None]:
    """Turn every failure inside the block into one German sentence on stderr and exit code 1."""
    try:
        yield
    except TransferlotseError as error:
        fail(error.message)
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except Exception as error:
        if logging.getLogger(__name__).isEnabledFor(logging.DEBUG):
            traceback.print_exc()
        fail(house.UNEXPECTED.format(error=type(error).__name__))


def fail(sentence: str) -> None:
    """Say why and end with exit code 1."""
    Console(stderr=True, soft_wrap=True).print(sentence, style="red", markup=False, highlight=False)
    raise typer.Exit(1)


def load_settings(data: Path | None, **overrides: Any) -> Settings:
    """The settings of this call: environment and .env, then what was given on the command line.

    Raises TransferlotseError that names the setting when a value cannot be used.
    """
    send_nothing()
    given = {name: value for name, value in {"data_dir": data, **overrides}.items() if value is not None}
    # Where a house keeps its secrets as files, each with the name of its variable.
    given["_secrets_dir"] = os.environ.get("TRANSFERLOTSE_SECRETS_DIR")
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"]:  # of several settings together; the sentence is ours
            raise TransferlotseError(str(first["ctx"]["error"])) from error
        name = "TRANSFERLOTSE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise TransferlotseError(house.BAD_SETTING.format(name=name, value=first["input"])) from error
    logs.set_up(settings)
    return settings


def print_json(value: object) -> None:
    """Print one JSON document on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
