import re
from pathlib import Path

import pytest

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
