import re
from pathlib import Path

import pytest

from corpus.console import load_settings
from corpus.errors import TransferlotseError
from corpus.settings import Settings

EXAMPLE = Path(__file__).parents[3] / ".env.example"


def test_the_example_file_lists_every_setting_with_its_meaning_and_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    entries = re.findall(r"# (.+)\n(?:# )?TRANSFERLOTSE_(\w+)=(.*)", EXAMPLE.read_text())
    listed = {name.lower(): (meaning, value) for meaning, name, value in entries}
    defaults = Settings()
    expected = {}
    for name, field in Settings.model_fields.items():
        value = getattr(defaults, name)
        expected[name] = (
            field.description,
            "" if value is None else f"{value:g}" if isinstance(value, float) else str(value),
        )
    assert listed == expected


@pytest.mark.parametrize(
    ("said", "roles"), [('{"Bauamt": "editor"}', {"Bauamt": "editor"}), ("", {}), ("{}", {}), (None, {})]
)
def test_roles_of_groups_are_a_json_object(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str | None, roles: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    if said is not None:
        monkeypatch.setenv("TRANSFERLOTSE_OIDC_ROLES", said)
    assert Settings().oidc_roles == roles


@pytest.mark.parametrize("said", ["kein JSON", '["Bauamt"]', '{"Bauamt": "koenig"}', "{"])
def test_what_is_none_is_refused_by_the_name_of_the_setting(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("TRANSFERLOTSE_OIDC_ROLES", said)
    with pytest.raises(TransferlotseError, match="TRANSFERLOTSE_OIDC_ROLES"):
        load_settings(None)
