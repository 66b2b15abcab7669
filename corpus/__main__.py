"""`python -m corpus`: list, show, remove, doctor, rebuild, reindex, backup, restore, move, adopt.

As a door of the house it may use another room: reading files anew is what `ingest` does.
"""

from __future__ import annotations

from collections import deque
from contextlib import AbstractContextManager, closing
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from corpus.acts import Acts, By
from corpus.backup_commands import backup, restore_backup
from corpus.catalogue import Catalogue
from corpus.console import DataOption, JsonOption, application, load_settings, plainly, print_json
from corpus.data_folder import make_data_folder
from corpus.doctor import mend, rebuild
from corpus.gate import gate_in_use
from corpus.listing import facts_of, table_of
from corpus.move_command import move_house
from corpus.opening import open_corpus, open_unchecked
from corpus.processes import Kind
from corpus.rendering import document_json
from corpus.running_server import refuse_beside_server, running_server
from corpus.settings import Settings
from corpus.stores import adopt, open_catalogue
from corpus.texts import backup as backup_texts
from corpus.texts import house
from corpus.texts import moving as moving_texts
from ingest.ingest import reader
from ingest.reindexing import reindex

app = application(house.HELP_CORPUS)
app.command(help=backup_texts.HELP_BACKUP)(backup)
app.command("restore", help=backup_texts.HELP_RESTORE)(restore_backup)
app.command("move", help=moving_texts.HELP_MOVE)(move_house)
DocumentId = Annotated[str, typer.Argument(metavar="KENNUNG", help=house.HELP_ID)]


@app.command("list", help=house.HELP_LIST)
def list_documents(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Print every document, a row each."""
    with plainly(), _catalogue(load_settings(data)) as catalogue:
        documents = catalogue.documents()
        if as_json:
            print_json({"documents": [document_json(document) for document in documents]})
        elif not documents:
            Console().print(house.EMPTY)
        else:
            Console().print(table_of(documents))


@app.command(help=house.HELP_SHOW)
def show(document_id: DocumentId, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Print one document with its metadata and passages."""
    with plainly(), _catalogue(load_settings(data)) as catalogue:
        document = catalogue.document(document_id)
        passages = catalogue.passages(document_id)
        if as_json:
            print_json({**document_json(document), "passages": [asdict(stored.passage) for stored in passages]})
            return
        console = Console(highlight=False)
        console.print(document.metadata.title, style="bold", markup=False)
        for name, value in facts_of(document, catalogue.pages(document.current.id)):
            console.print(f"  {name}: {value}", markup=False)
        for stored in passages:
            place = f"{house.PAGE.format(page=stored.passage.page)} {' › '.join(stored.passage.headings)}"
            console.print(f"\n{place}", style="cyan", markup=False)
            console.print(stored.passage.text, markup=False)


@app.command(help=house.HELP_REMOVE)
def remove(document_id: DocumentId, data: DataOption = None) -> None:
    """Remove one document with all its versions."""
    with plainly():
        settings = load_settings(data)
        with _catalogue(settings) as catalogue:
            document = catalogue.document(document_id)
        if server := running_server(settings.data_dir):
            server.delete(f"/documents/{document_id}")
        else:
            with open_corpus(settings) as corpus:
                corpus.remove(document_id)
                Acts(corpus.catalogue).write("document.remove", [document_id], by=By.COMMAND)
        Console().print(house.REMOVED.format(title=document.metadata.title), markup=False)


@app.command(help=house.HELP_DOCTOR)
def doctor(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Find and mend every disagreement between catalogue, index and files."""
    with plainly():
        settings = load_settings(data)
        refuse_beside_server(settings)
        with open_unchecked(settings, kind=Kind.UPKEEP) as corpus:
            findings = mend(corpus, closely=True)
            documents = corpus.documents()
            gate = gate_in_use(corpus)
        if as_json:
            told = {"fitted": gate.fitted is not None, "state": gate.state, "remark": gate.remark}
            print_json({"findings": [asdict(finding) for finding in findings], "gate": told})
            return
        for finding in findings:
            Console().print(house.DOCTOR_FOUND.format(count=finding.count, finding=finding.text), markup=False)
        if not findings:
            passages = sum(document.current.passages for document in documents)
            Console().print(house.DOCTOR_SOUND.format(documents=len(documents), passages=passages))
        out = Console(highlight=False, soft_wrap=True)
        out.print(gate.state, markup=False)
        if gate.remark:
            out.print(gate.remark, style="yellow", markup=False)


@app.command("rebuild", help=house.HELP_REBUILD)
def rebuild_index(data: DataOption = None) -> None:
    """Build the index anew from the catalogue."""
    with plainly():
        settings = load_settings(data)
        refuse_beside_server(settings)
        with open_unchecked(settings, kind=Kind.UPKEEP) as corpus:
            passages = rebuild(corpus)
            documents = len(corpus.documents())
        Console().print(house.REBUILT.format(passages=passages, documents=documents))


@app.command("reindex", help=house.HELP_REINDEX)
def reindex_corpus(data: DataOption = None) -> None:
    """Read, split and embed every document anew beside the live index, and switch when that is complete."""
    with plainly():
        settings = load_settings(data)
        refuse_beside_server(settings)
        with open_unchecked(settings, kind=Kind.UPKEEP) as corpus:
            documents = len(corpus.documents())
            progress = track(
                reindex(corpus, reader(settings)),
                description=house.REINDEXING,
                total=documents,
                console=Console(stderr=True),
                transient=True,
            )
            deque(progress, maxlen=0)
            passages = sum(document.current.passages for document in corpus.documents())
        Console().print(house.REBUILT.format(passages=passages, documents=documents))


@app.command("adopt", help=house.HELP_ADOPT)
def adopt_database(data: DataOption = None) -> None:
    """Let a copied database be the one of the house."""
    with plainly():
        adopt(load_settings(data))
        Console().print(house.ADOPTED, markup=False)


def _catalogue(settings: Settings) -> AbstractContextManager[Catalogue]:
    make_data_folder(settings.data_dir)
    return closing(open_catalogue(settings))


if __name__ == "__main__":
    app(prog_name="python -m corpus")
