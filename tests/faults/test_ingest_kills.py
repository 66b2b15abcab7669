"""Taking in, removing, building anew and migrating, killed by SIGKILL at each of their steps."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command as alembic
from alembic.config import Config

import corpus
from corpus.database import for_writing
from corpus.opening import open_corpus
from corpus.recipe import Recipe, store_recipe
from corpus.settings import Settings
from corpus.stores import open_catalogue
from tests.faults.forking import Forking
from tests.faults.small_corpus import small_settings
from tests.faults.whole import Folder, assert_begun_again_well, assert_whole, take_all

Killed = Callable[..., None]
pytestmark = pytest.mark.long

ADDING = [
    ("corpus.files.folder:FolderStore.write", "before", 1),
    ("pathlib:Path.replace", "before", 1),
    ("ingest.jobs:Jobs.enqueue", "before", 1),
    ("ingest.jobs:Jobs.enqueue", "after", 3),
    ("ingest.jobs:Jobs.claim", "after", 1),
    ("subprocess:Popen.communicate", "before", 1),
    ("ingest.child:run_reader", "after", 2),
    ("corpus.corpus:Corpus.embed", "after", 1),
    ("corpus.records:stage", "after", 1),
    ("corpus.vectors:Vectors.put", "before", 1),
    ("corpus.vectors:Vectors.put", "after", 1),
    ("corpus.records:make_current", "before", 1),
    ("corpus.records:make_current", "after", 2),
    ("corpus.full_text:put", "after", 1),
    ("corpus.vectors:Vectors.remove", "before", 1),
    ("corpus.vectors:Vectors.remove", "after", 1),
    ("ingest.jobs:Jobs.finish", "before", 1),
    ("ingest.jobs:Jobs.finish", "after", 2),
]
REMOVING = [
    ("corpus.records:remove_document", "after", 1),
    ("corpus.full_text:remove", "after", 1),
    ("corpus.vectors:Vectors.remove", "before", 2),  # the first is the doctor's at the start
    ("corpus.vectors:Vectors.remove", "after", 2),
    ("corpus.files.folder:FolderStore.remove", "before", 1),
    ("corpus.files.folder:FolderStore.remove", "after", 1),
]
BUILDING_ANEW = [
    ("corpus.records:set_fact", "after", 1),
    ("corpus.records:stage", "after", 2),
    ("corpus.vectors:Vectors.put", "after", 2),
    ("corpus.shadow:_complete", "before", 1),
    ("corpus.shadow:_switch", "before", 1),
    ("corpus.full_text:find_laid_out", "after", 1),
    ("corpus.recipe:set_live_collection", "after", 1),
    ("corpus.corpus:Corpus.use_vectors", "before", 1),
    ("corpus.vectors:Vectors.forget_others", "before", 1),
]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with four files in their first state, beside the folder that they came from."""
    work = tmp_path_factory.mktemp("taken")
    folder = Folder(work / "in")
    folder.path.mkdir()
    for number in range(4):
        folder.write(f"{number}.md", 1)
    take_all(small_settings(work / "data"), folder)
    return work


def begun(taken: Path, work: Path) -> tuple[Folder, Path]:
    """A copy of the data folder, and the files where they were."""
    shutil.copytree(taken / "data", work / "data")
    folder = Folder(taken / "in", {taken / "in" / f"{number}.md": 1 for number in range(4)})
    for file in folder.states:
        folder.write(file.name, 1)
    return folder, work / "data"


@pytest.mark.parametrize("step", ADDING, ids=lambda step: "-".join(map(str, step)))
def test_taking_in_killed_at_any_step_loses_nothing(
    taken: Path, tmp_path: Path, killed: Killed, step: tuple[str, str, int]
) -> None:
    folder, data = begun(taken, tmp_path)
    for number in range(3):
        folder.write(f"{number}.md", 2)
    killed(step, "ingest", "add", folder.path, "--data", data)
    assert_begun_again_well(small_settings(data), folder, {str(file): {1, 2} for file in folder.states})


@pytest.mark.parametrize("step", REMOVING, ids=lambda step: "-".join(map(str, step)))
def test_removing_killed_at_any_step_removes_wholly_or_not(
    taken: Path, tmp_path: Path, killed: Killed, step: tuple[str, str, int]
) -> None:
    _, data = begun(taken, tmp_path)
    with open_corpus(small_settings(data)) as opened:
        document = opened.documents()[0]
    killed(step, "corpus", "remove", document.id, "--data", data)
    assert_whole(small_settings(data))
    with open_corpus(small_settings(data)) as opened:
        is_there = document.id in {left.id for left in opened.documents()}
        assert opened.files.local(document.current.sha256).exists() is is_there
        assert len(opened.documents()) == (4 if is_there else 3)


@pytest.mark.parametrize("step", BUILDING_ANEW, ids=lambda step: "-".join(map(str, step)))
def test_building_an_index_anew_killed_at_any_step_leaves_the_old_or_the_new_one(
    taken: Path, tmp_path: Path, fork: Forking, killed: Killed, step: tuple[str, str, int]
) -> None:
    _, data = begun(taken, tmp_path)
    with open_corpus(small_settings(data)) as opened:
        wanted = opened.recipe
        before = opened.vectors.ids()
        with opened.catalogue.writing() as connection:
            store_recipe(connection, Recipe(terms="older", vectors=wanted.vectors))
    killed(step, "corpus", "reindex", "--data", data)
    catalogue = open_catalogue(Settings(data_dir=data))
    is_new = catalogue.fact("recipe.terms") == wanted.terms
    current = set(catalogue.current_passages(before))
    catalogue.close()
    assert (current == before) is not is_new
    if not is_new:
        assert fork.killed_after(None, "corpus", "reindex", "--data", data) == 0
    assert_whole(small_settings(data))


@pytest.mark.parametrize(
    "step",
    [
        ("alembic.ddl.impl:DefaultImpl.create_table", "before", 1),
        ("alembic.ddl.impl:DefaultImpl.create_table", "after", 1),
        ("alembic.ddl.impl:DefaultImpl.create_index", "after", 2),
    ],
    ids=lambda step: "-".join(map(str, step)),
)
def test_a_migration_killed_in_the_middle_begins_anew(
    taken: Path, tmp_path: Path, killed: Killed, step: tuple[str, str, int]
) -> None:
    _, data = begun(taken, tmp_path)
    migrate_to(data, "0002")
    killed(step, "corpus", "list", "--data", data)
    assert_whole(small_settings(data))
    with open_corpus(small_settings(data)) as opened:
        assert len(opened.documents()) == 4


def migrate_to(data: Path, revision: str) -> None:
    catalogue = open_catalogue(Settings(data_dir=data))
    config = Config()
    config.set_main_option("script_location", str(Path(corpus.__file__).parent / "migrations"))
    config.attributes["engine"] = for_writing(catalogue._engine)
    alembic.downgrade(config, revision)
    catalogue.close()
