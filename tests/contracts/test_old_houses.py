"""Houses as each earlier schema left them open in this version, in both columns, and the way back is open.

`tests/old_houses/NNNN.tar.xz` holds catalogue and files of a house with one document, made by the program when NNNN was
its newest migration; from 0004 on with a conversation.
"""

from __future__ import annotations

import shutil
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from pydantic import HttpUrl, SecretStr
from sqlalchemy import text

from corpus.copying import digest
from corpus.corpus import Corpus
from corpus.database import migrations
from corpus.doctor import mend
from corpus.errors import DatabaseUnusable
from corpus.models import Filters
from corpus.moving import move
from corpus.opening import open_unchecked
from corpus.schema import passages
from corpus.settings import Settings
from corpus.stores import open_catalogue
from scripts.scale.child import Child
from tests.scaled import fresh_database

HOUSES = sorted((Path(__file__).parents[1] / "old_houses").glob("*.tar.xz"))
REVISIONS = [house.name.partition(".")[0] for house in HOUSES]


def unpacked(house: Path, folder: Path) -> Settings:
    with tarfile.open(house) as archive:
        archive.extractall(folder, filter="data")
    return Settings(data_dir=folder)


def found(corpus: Corpus) -> list[str]:
    words = corpus.word_query("Starkregenvorsorge", corpus.question_terms("Starkregenvorsorge"))
    return [hit.passage.passage.text for hit in corpus.hits(corpus.matching(words, 5, Filters()))]


@pytest.mark.parametrize("house", HOUSES, ids=REVISIONS)
def test_it_opens_and_its_document_is_found(house: Path, tmp_path: Path) -> None:
    with open_unchecked(unpacked(house, tmp_path)) as corpus:
        mend(corpus, closely=True)
        assert any("Starkregenvorsorgekonzept" in text for text in found(corpus))
        assert mend(corpus, closely=True) == ()
        assert corpus.file_path(corpus.documents()[0].id).read_text().startswith("Starkregen in Rabenwerda")


def test_the_oldest_and_the_newest_move_to_postgresql_where_the_document_is_found(
    tmp_path: Path, postgresql_server: Child, chroma_server: Child
) -> None:
    for house in (HOUSES[0], HOUSES[-1]):
        here = unpacked(house, tmp_path / house.name)
        with fresh_database(postgresql_server) as url:
            both = {"database_url": SecretStr(url), "chroma_url": HttpUrl(chroma_server.url)}
            there = here.model_copy(update=both)
            move(here, there, lambda _step, _share: None)
            with open_unchecked(there) as corpus:
                mend(corpus, closely=True)
                assert any("Starkregenvorsorgekonzept" in text for text in found(corpus))


def test_every_schema_before_this_one_has_its_house(settings: Settings) -> None:
    with closing(open_catalogue(settings)) as catalogue:
        known = ScriptDirectory.from_config(migrations(catalogue._engine))
    assert sorted(script.revision for script in known.walk_revisions())[:-1] == REVISIONS


def test_back_to_each_older_schema_and_forth_again_documents_stay(
    settings: Settings, tmp_path: Path, house_data: Path
) -> None:
    move(Settings(data_dir=shutil.copytree(house_data, tmp_path / "filled")), settings, lambda _step, _share: None)
    with closing(open_catalogue(settings)) as catalogue:
        before = digest(catalogue, passages)
        for revision in reversed(REVISIONS[1:]):
            command.downgrade(migrations(catalogue._engine), revision)
    with closing(open_catalogue(settings)) as catalogue:
        assert [document.current.number for document in catalogue.documents()] == [1] * 8
        assert digest(catalogue, passages) == before
    with closing(open_catalogue(settings)) as catalogue, catalogue.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable, match="neueren Fassung"):
        open_catalogue(settings)
