from __future__ import annotations

from pathlib import Path

import pytest

from assistant.export.command import Target
from assistant.export.forms import Form
from corpus.errors import RefusedInput
from tests.exports import conversation


@pytest.mark.parametrize("form", list(Form))
def test_a_target_is_written_in_the_form_of_its_ending(form: Form, tmp_path: Path) -> None:
    path = tmp_path / f"antwort.{form}"
    Target.at(path).write(conversation())
    assert path.stat().st_size > 500


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("antwort.odt", "endet"),
        ("fehlt/antwort.docx", "gibt es nicht"),
        (f"{'a' * 300}.docx", "konnte nicht geschrieben werden"),
        ("da.docx", "wird nicht überschrieben"),
        ("ordner.pdf", "wird nicht überschrieben"),
    ],
)
def test_a_target_that_cannot_be_written_is_refused_before_anything_is_asked(
    name: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "da.docx").write_text("schon da")
    (tmp_path / "ordner.pdf").mkdir()
    with pytest.raises(RefusedInput, match=said):
        Target.at(tmp_path / name)


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = Target.at(tmp_path / "antwort.md")
    target.path.write_text("von anderen")
    with pytest.raises(RefusedInput, match="wird nicht überschrieben"):
        target.write(conversation())
    assert target.path.read_text() == "von anderen"


def test_a_folder_that_goes_meanwhile_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "ordner").mkdir()
    target = Target.at(tmp_path / "ordner" / "antwort.md")
    (tmp_path / "ordner").rmdir()
    with pytest.raises(RefusedInput, match="konnte nicht geschrieben werden"):
        target.write(conversation())
