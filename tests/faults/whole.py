"""A folder of small files that change, and the oracle: what must hold of a data folder whatever was killed before."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from corpus import full_text, records
from corpus.corpus import Corpus
from corpus.doctor import mend
from corpus.opening import open_corpus
from corpus.schema import passages
from corpus.settings import Settings
from ingest.ingest import open_ingest
from ingest.models import Outcome

_STATE = re.compile(r"Stand (\d+)")
_SENTENCES = 60


@dataclass(slots=True)
class Folder:
    """Files whose every sentence names the state of the file it belongs to."""

    path: Path
    states: dict[Path, int] = field(default_factory=dict)

    def write(self, name: str, state: int) -> Path:
        """Bring one file to a state."""
        file = self.path / name
        sentences = (f"In Stand {state} von {name} steht an Stelle {n} der Brunnen." for n in range(_SENTENCES))
        file.write_text(f"# Bericht {name}, Stand {state}\n\n" + "\n\n".join(sentences))
        self.states[file] = state
        return file

    def change(self, dice: random.Random, state: int, *, files: int) -> None:
        """Change some files, add one, and now and then remove one."""
        for number in dice.sample(range(files), 3):
            self.write(f"{number}.md", state)
        if len(self.states) > files // 2 and dice.random() < 0.3:
            gone = dice.choice(sorted(self.states))
            gone.unlink()
            del self.states[gone]


def state_of(corpus: Corpus, document_id: str) -> int:
    """The one state that all passages of a document are of."""
    found = {int(n) for stored in corpus.passages(document_id) for n in _STATE.findall(stored.passage.text)}
    assert len(found) == 1, f"a document of mixed states {found}"
    return found.pop()


def assert_whole(settings: Settings, states: dict[str, set[int]] | None = None) -> None:
    """Open as a start does, and find everything in agreement; `states` are those that a source may be in."""
    with open_corpus(settings) as corpus:
        assert_in_agreement(corpus, settings, states)


def assert_in_agreement(corpus: Corpus, settings: Settings, states: dict[str, set[int]] | None = None) -> None:
    """As `assert_whole`, of an open corpus."""
    assert mend(corpus, closely=True) == (), "a second look found something"
    with corpus.catalogue.reading() as connection:
        rows = full_text.ids(connection)
        assert records.unfinished(connection) == {}
        counts = dict(
            connection.execute(select(passages.c.version_id, func.count()).group_by(passages.c.version_id)).all()
        )
    current = {stored.id for document in corpus.documents() for stored in corpus.passages(document.id)}
    assert current == rows == corpus.vectors.ids()
    for document in corpus.documents():
        assert counts[document.current.id] == document.current.passages
        assert corpus.files.holds(document.current.sha256)
        state = state_of(corpus, document.id)
        if states is not None and document.source in states:
            assert state in states[document.source], (document.source, state)
    assert set(corpus.files.names()) == corpus.catalogue.known_files()
    for job in open_ingest(corpus, settings).jobs.recent(1000):
        if job.outcome in (Outcome.ADDED, Outcome.UPDATED) and job.document_id:
            assert job.source in {document.source for document in corpus.documents()}, "acknowledged and lost"


def take_all(settings: Settings, folder: Folder) -> list[Outcome]:
    """Take the folder in undisturbed; afterwards each file is there in its present state."""
    with open_corpus(settings) as corpus:
        return taken(corpus, settings, folder)


def assert_begun_again_well(settings: Settings, folder: Folder, states: dict[str, set[int]] | None) -> None:
    """Whole after the next start, taken in without loss by a second attempt, and a third changes nothing."""
    with open_corpus(settings) as corpus:
        assert_in_agreement(corpus, settings, states)
        assert Outcome.REFUSED not in taken(corpus, settings, folder)
        before = corpus.documents(), corpus.vectors.ids()
        assert set(taken(corpus, settings, folder)) == {Outcome.UNCHANGED}
        assert before == (corpus.documents(), corpus.vectors.ids())
        assert_in_agreement(corpus, settings, {str(file): {state} for file, state in folder.states.items()})


def taken(corpus: Corpus, settings: Settings, folder: Folder) -> list[Outcome]:
    """As `take_all`, into an open corpus."""
    ingest = open_ingest(corpus, settings)
    outcomes = [ingest.add(file, source=str(file), file_name=file.name).outcome for file in sorted(folder.states)]
    known = {document.source: document.id for document in corpus.documents()}
    assert {source: state_of(corpus, id) for source, id in known.items() if Path(source) in folder.states} == {
        str(file): state for file, state in folder.states.items()
    }
    return outcomes
