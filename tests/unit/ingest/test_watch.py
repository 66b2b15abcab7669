from __future__ import annotations

from pathlib import Path

from assistant.wiring import House
from ingest.watch import Watched, differences


def taken(house: House, file: Path) -> str:
    return house.ingest.add(file, source=str(file), file_name=file.name).document_id or ""


def test_a_file_is_handed_over_once_it_rests_and_again_when_it_has_changed(fast_house: House, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    looks = differences(Watched(folder), fast_house.corpus.catalogue, seconds=0)
    file = folder / "a.md"
    assert next(looks).changed == ()
    file.write_text("Ein erster Satz.")
    assert next(looks).changed == (), "it may still be written"
    assert next(looks).changed == (file,)
    assert next(looks).changed == ()
    file.with_suffix(".yaml").write_text("jahr: 2024")
    assert [next(looks).changed, next(looks).changed] == [(), (file,)]


def test_a_document_is_gone_when_its_file_is_missing_in_two_looks(fast_house: House, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    files = [folder / "a.md", folder / "b.md"]
    for file in files:
        file.write_text(f"Ein Satz über {file.name}.")
    document_id = taken(fast_house, files[0])
    looks = differences(Watched(folder), fast_house.corpus.catalogue, seconds=0)
    assert next(looks).gone == ()
    files[0].unlink()
    assert next(looks).gone == (), "it may be saved anew"
    assert [document.id for document in next(looks).gone] == [document_id]


def test_nothing_is_gone_from_a_folder_that_is_empty_or_not_there(fast_house: House, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    file = folder / "a.md"
    file.write_text("Ein Satz.")
    taken(fast_house, file)
    file.unlink()
    looks = differences(Watched(folder), fast_house.corpus.catalogue, seconds=0)
    first, second = next(looks), next(looks)
    assert first.gone == second.gone == ()
    assert (first.is_empty, second.is_empty) == (True, False)
    folder.rmdir()
    assert next(looks).gone == ()
