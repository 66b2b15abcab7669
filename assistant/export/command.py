"""`ask --export`: where the file goes, and what is known of the documents when a server answered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.export.forms import Form, exported, form_of
from assistant.export.models import Content
from corpus.errors import RefusedInput
from corpus.models import Metadata
from corpus.running_server import RunningServer
from corpus.texts import export as texts
from corpus.texts.backup import REASONS

ExportOption = Annotated[Path | None, typer.Option("--export", metavar="DATEI", help=texts.HELP_EXPORT)]


@dataclass(frozen=True, slots=True)
class Target:
    """A file that is not there yet and the form it will have."""

    path: Path
    form: Form

    @classmethod
    def at(cls, path: Path) -> Target:
        """The target of this name; raises RefusedInput for an unknown ending, a missing folder, an existing file."""
        form = form_of(path.name)
        if not path.parent.is_dir():
            raise RefusedInput(texts.NO_FOLDER.format(folder=path.parent))
        try:
            taken = path.exists()
        except OSError as error:
            raise _not_written(path, error) from error
        if taken:
            raise RefusedInput(texts.EXISTS.format(path=path))
        return cls(path, form)

    def write(self, content: Content) -> None:
        """Write the file, whole or not at all; raises RefusedInput where that fails or somebody else was faster."""
        made = exported(content, self.form)
        try:
            file = self.path.open("xb")
        except FileExistsError as error:
            raise RefusedInput(texts.EXISTS.format(path=self.path)) from error
        except OSError as error:
            raise _not_written(self.path, error) from error
        try:
            with file:
                file.write(made)
        except OSError as error:
            self.path.unlink(missing_ok=True)
            raise _not_written(self.path, error) from error


def known_by(server: RunningServer) -> dict[str, Metadata]:
    """What a running server knows of its documents, by id."""
    return {given["document_id"]: _metadata_of(given) for given in server.get("/documents")["documents"]}


def _metadata_of(given: dict[str, Any]) -> Metadata:
    """The metadata in a document's JSON, perhaps by another version."""
    known = {field.name: given[field.name] for field in fields(Metadata) if field.name in given}
    if known.get("valid_until"):
        known["valid_until"] = date.fromisoformat(known["valid_until"])
    return Metadata(**known)


def _not_written(path: Path, error: OSError) -> RefusedInput:
    reason = REASONS.get(error.errno or 0, error.strerror)
    return RefusedInput(texts.NOT_WRITTEN.format(path=path, reason=reason))
