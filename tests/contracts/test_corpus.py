"""What every corpus must hold to, tried on a real database and a real Chroma."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus import records
from corpus.context import passage_context
from corpus.corpus import Corpus
from corpus.doctor import mend, rebuild
from corpus.errors import DataFolderBusy, DataFolderUnusable, IndexOutdated, NotFound, RefusedQuestion
from corpus.full_text import WordQuery
from corpus.lock import owner_of
from corpus.models import Block, BlockKind, Filters, Metadata, NewVersion, Page, Passage
from corpus.opening import open_corpus, open_unchecked
from corpus.recipe import Recipe, store_recipe
from corpus.settings import Settings
from corpus.vectors import nearest_of
from ingest.ingest import reader
from ingest.reindexing import reindex

RAIN = "Die Stadt hat ein Starkregenvorsorgekonzept beschlossen."
HEAT = "Gegen Hitze wurden drei Trinkbrunnen gebaut."


@pytest.fixture
def corpus(settings: Settings) -> Iterator[Corpus]:
    with open_corpus(settings) as corpus:
        yield corpus


def new_version(corpus: Corpus, file: Path, sentence: str, *, source: str = "a", town: str = "Ölsnau") -> NewVersion:
    file.write_text(sentence)
    passage = Passage(0, 1, 0, len(sentence), sentence)
    return NewVersion(
        source=source,
        file_name="a.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(sentence.encode()).hexdigest(),
        metadata=Metadata(title=f"Bericht {source}", municipality=town),
        pages=(Page(1, sentence, (Block(BlockKind.PARAGRAPH, 0, len(sentence)),)),),
        passages=(passage,),
        vectors=tuple(corpus.embed([passage_context(f"Bericht {source}", passage)])),
    )


def publish(corpus: Corpus, folder: Path, sentence: str, **more: str) -> str:
    file = folder / "file.txt"
    return corpus.publish(new_version(corpus, file, sentence, **more), file).id


def asked(corpus: Corpus, question: str) -> WordQuery:
    return corpus.word_query(question, corpus.question_terms(question))


def texts_found(corpus: Corpus, question: str, filters: Filters | None = None) -> tuple[list[str], list[str]]:
    filters = filters or Filters()
    near = corpus.hits(corpus.nearest(corpus.embeddings.embed_query(question), 5, filters))
    return (
        [hit.passage.passage.text for hit in near],
        [hit.passage.passage.text for hit in corpus.hits(corpus.matching(asked(corpus, question), 5, filters))],
    )


def test_a_published_passage_is_found_by_meaning_and_by_a_part_of_a_compound(corpus: Corpus, tmp_path: Path) -> None:
    publish(corpus, tmp_path, RAIN)
    publish(corpus, tmp_path, HEAT, source="b")
    near, matching = texts_found(corpus, "Vorsorge gegen Starkregen")
    assert near[0] == RAIN
    assert matching == [RAIN]


def test_a_new_version_replaces_the_old_one_for_every_search(corpus: Corpus, tmp_path: Path) -> None:
    first = publish(corpus, tmp_path, RAIN)
    second = publish(corpus, tmp_path, HEAT)
    assert first == second
    assert corpus.document(first).current.number == 2
    assert texts_found(corpus, "Starkregen") == ([HEAT], [])
    assert mend(corpus) == ()


def test_a_removed_document_leaves_nothing_behind(corpus: Corpus, tmp_path: Path) -> None:
    document_id = publish(corpus, tmp_path, RAIN)
    file = corpus.file_path(document_id)
    corpus.remove(document_id)
    assert texts_found(corpus, "Starkregen") == ([], [])
    assert not file.exists()
    assert corpus.vectors.ids() == set()
    with corpus.catalogue.reading() as connection:
        for table in ("documents", "versions", "pages", "passages", "passage_terms", "postings"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0
    with pytest.raises(NotFound):
        corpus.document(document_id)


def test_filters_are_applied_inside_both_searches_and_fold_umlauts(corpus: Corpus, tmp_path: Path) -> None:
    publish(corpus, tmp_path, RAIN)
    publish(corpus, tmp_path, RAIN + " Auch hier.", source="b", town="Anderau")
    near, matching = texts_found(corpus, "Starkregen", Filters({"municipality": "ölsnau"}))
    assert near == matching == [RAIN]
    with pytest.raises(RefusedQuestion, match="kommune"):
        texts_found(corpus, "Starkregen", Filters({"kommune": "x"}))


def test_a_mistyped_word_finds_a_document_as_soon_as_it_is_there_and_no_longer_when_it_is_gone(
    corpus: Corpus, tmp_path: Path
) -> None:
    publish(corpus, tmp_path, RAIN)
    assert not corpus.matching(asked(corpus, "Trinkbrunen"), 5, Filters())
    later = publish(corpus, tmp_path, HEAT, source="b")
    assert [
        h.passage.document_id for h in corpus.hits(corpus.matching(asked(corpus, "Trinkbrunen"), 5, Filters()))
    ] == [later]
    corpus.remove(later)
    assert not corpus.matching(asked(corpus, "Trinkbrunen"), 5, Filters())


def test_a_passage_is_found_by_its_town_and_by_another_one_once_that_is_said(corpus: Corpus, tmp_path: Path) -> None:
    town = publish(corpus, tmp_path, RAIN, town="Anderau")
    assert texts_found(corpus, "Anderau")[1] == [RAIN]
    known = corpus.document(town)
    corpus.describe(town, replace(known.metadata, municipality="Ölsnau"))
    assert corpus.document(town).current.number == known.current.number + 1
    assert texts_found(corpus, "Anderau")[1] == []
    assert texts_found(corpus, "Ölsnau")[1] == [RAIN]


def test_a_filter_finds_what_others_outrank(corpus: Corpus, tmp_path: Path) -> None:
    publish(corpus, tmp_path, HEAT, source="b", town="Anderau")
    for number in range(3):
        publish(corpus, tmp_path, f"{RAIN} Fassung {number}.", source=f"a{number}")
    anderau = Filters({"municipality": "Anderau"})
    vector = corpus.embeddings.embed_query("Starkregen in der Stadt")
    words = asked(corpus, "Starkregen und Trinkbrunnen in der Stadt beschlossen")
    assert [hit.passage.title for hit in corpus.hits(corpus.nearest(vector, 1, anderau))] == ["Bericht b"]
    assert [hit.passage.title for hit in corpus.hits(corpus.matching(words, 1, anderau))] == ["Bericht b"]


def test_comparing_with_every_vector_finds_what_the_index_finds(corpus: Corpus, tmp_path: Path) -> None:
    for number, sentence in enumerate((RAIN, HEAT)):
        publish(corpus, tmp_path, sentence, source=str(number))
    vector = corpus.embeddings.embed_query("Starkregen")
    ids = corpus.vectors.ids()
    assert nearest_of(corpus.catalogue.vectors(ids), vector, 5) == pytest.approx(corpus.vectors.nearest(vector, 5))
    assert len(nearest_of(corpus.catalogue.vectors(ids), vector, 1)) == 1
    versions = [document.current.id for document in corpus.documents()]
    assert corpus.catalogue.vectors_of(versions, 1) is None
    assert corpus.catalogue.vectors_of(versions, 2) == corpus.catalogue.vectors(ids)


def test_the_doctor_removes_what_a_broken_off_publish_left(corpus: Corpus, tmp_path: Path) -> None:
    publish(corpus, tmp_path, RAIN)
    broken = new_version(corpus, tmp_path / "b.txt", HEAT, source="b")
    corpus.files.take(tmp_path / "b.txt")
    with corpus.catalogue.writing() as connection:
        _, version_id, ids = records.stage(connection, broken)
    corpus.vectors.put(ids, version_id, broken.vectors)
    assert texts_found(corpus, "Hitze Trinkbrunnen")[0] == [RAIN], "a reader never sees what is not current"
    assert {finding.count for finding in mend(corpus)} == {1}
    assert mend(corpus) == ()
    assert corpus.vectors.ids() == {stored.id for stored in corpus.passages(corpus.documents()[0].id)}
    assert not corpus.files.holds(broken.sha256)


@pytest.mark.parametrize("is_new", [True, False])
def test_what_a_broken_off_publish_left_goes_with_the_next_from_its_source(
    corpus: Corpus, tmp_path: Path, is_new: bool
) -> None:
    if not is_new:
        publish(corpus, tmp_path, RAIN, source="b")
    broken = new_version(corpus, tmp_path / "b.txt", HEAT, source="b")
    corpus.files.take(tmp_path / "b.txt")
    with corpus.catalogue.writing() as connection:
        _, version_id, ids = records.stage(connection, broken)
    corpus.vectors.put(ids, version_id, broken.vectors)
    document = corpus.document(publish(corpus, tmp_path, HEAT, source="b"))
    assert document.current.number == (1 if is_new else 2)
    assert [version.number for version in corpus.catalogue.versions(document.id)] == ([1] if is_new else [2, 1])
    assert mend(corpus) == ()


def test_the_doctor_restores_lost_vectors_and_rows_from_the_catalogue(corpus: Corpus, tmp_path: Path) -> None:
    publish(corpus, tmp_path, RAIN)
    corpus.vectors.clear()
    with corpus.catalogue.writing() as connection:
        connection.execute(text("DELETE FROM passage_terms"))
    assert len(mend(corpus)) == 2
    assert texts_found(corpus, "Starkregen") == ([RAIN], [RAIN])


def test_rebuild_makes_the_same_index_again(corpus: Corpus, tmp_path: Path) -> None:
    publish(corpus, tmp_path, RAIN)
    publish(corpus, tmp_path, HEAT, source="b")
    before = texts_found(corpus, "Starkregen")
    assert rebuild(corpus) == 2
    assert texts_found(corpus, "Starkregen") == before
    assert mend(corpus) == ()


def test_an_index_of_another_recipe_is_refused_and_made_anew(settings: Settings, tmp_path: Path) -> None:
    with open_corpus(settings) as corpus:
        publish(corpus, tmp_path, RAIN)
        with corpus.catalogue.writing() as connection:
            store_recipe(connection, Recipe("other", "other"))
    with pytest.raises(IndexOutdated, match="reindex"), open_corpus(settings):
        pass
    with open_unchecked(settings) as corpus:
        with pytest.raises(IndexOutdated, match="reindex"):
            rebuild(corpus)
        assert list(reindex(corpus, reader(settings))) == [0, 1]
    with open_corpus(settings) as corpus:
        assert texts_found(corpus, "Starkregen") == ([RAIN], [RAIN])


def test_a_data_folder_has_one_owner_at_a_time(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with open_corpus(settings, url="http://127.0.0.1:1"):
        owner = owner_of(settings.data_dir)
        assert owner is not None
        assert owner.url == "http://127.0.0.1:1"
        with pytest.raises(DataFolderBusy, match="in Benutzung"), open_corpus(settings):
            pass
    assert owner_of(settings.data_dir) is None


def test_a_data_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderUnusable, match="--data"), open_corpus(Settings(data_dir=tmp_path / "file" / "data")):
        pass


def test_a_text_with_nul_fails_in_no_column(corpus: Corpus) -> None:
    with corpus.catalogue.writing() as connection:
        records.set_fact(connection, "nul", "vorher\0nachher")
    assert (corpus.catalogue.fact("nul") or "").replace("\0", "") == "vorhernachher"


def test_what_was_published_is_there_after_opening_again(settings: Settings, tmp_path: Path) -> None:
    with open_corpus(settings) as corpus:
        publish(corpus, tmp_path, RAIN)
    with open_corpus(settings) as corpus:
        assert texts_found(corpus, "Starkregen") == ([RAIN], [RAIN])
