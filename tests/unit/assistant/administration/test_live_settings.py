from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.administration.live_settings import CHANGEABLE, LiveSettings
from corpus.catalogue import Catalogue
from corpus.database import open_database
from corpus.errors import NotFound, RefusedInput
from corpus.records import set_fact
from corpus.settings import Settings
from corpus.texts import administration as texts

INSTALLED = Settings(house_name="Brunnleben", answer_length="short")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(open_database(tmp_path / "catalogue.db"))
    yield catalogue
    catalogue.close()


def test_what_was_chosen_goes_before_the_installation_and_outlives_the_process(catalogue: Catalogue) -> None:
    live = LiveSettings(catalogue)
    assert live.over(INSTALLED) == INSTALLED
    live.choose(
        {"answer_length": "long", "plain_language": "True", "contact_email": " hilfe@brunnleben.example "}, INSTALLED
    )
    for again in (live, LiveSettings(catalogue)):
        now = again.over(INSTALLED)
        assert (now.answer_length, now.plain_language, now.contact_email) == ("long", True, "hilfe@brunnleben.example")
        assert now.house_name == "Brunnleben"
        assert [name for name in CHANGEABLE if again.is_chosen(name)] == [
            "answer_length",
            "plain_language",
            "contact_email",
        ]


def test_a_setting_goes_back_to_the_installation(catalogue: Catalogue) -> None:
    live = LiveSettings(catalogue)
    live.choose({"answer_length": "long", "house_name": ""}, INSTALLED)
    assert live.over(INSTALLED).house_name == ""
    live.reset("house_name")
    live.choose({"answer_length": "short"}, INSTALLED)
    assert live.over(INSTALLED) == INSTALLED
    assert not any(live.is_chosen(name) for name in CHANGEABLE)
    other = INSTALLED.model_copy(update={"answer_length": "normal"})
    assert LiveSettings(catalogue).over(other).answer_length == "normal"


@pytest.mark.parametrize(
    "wanted",
    [
        {"answer_length": "endlos"},
        {"plain_language": "vielleicht"},
        {"contact_email": "niemand"},
        {"house_name": "x" * 201},
        {"unproven_sentences": ""},
    ],
)
def test_an_unusable_value_changes_nothing(catalogue: Catalogue, wanted: dict[str, str]) -> None:
    live = LiveSettings(catalogue)
    with pytest.raises(RefusedInput):
        live.choose({"house_name": "Ottersfurt"} | wanted, INSTALLED)
    assert LiveSettings(catalogue).over(INSTALLED) == INSTALLED


def test_only_what_is_safe_can_be_changed(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match="lässt sich hier nicht ändern"):
        LiveSettings(catalogue).reset("data_dir")


def test_a_stored_value_of_another_version_is_left_out(catalogue: Catalogue) -> None:
    with catalogue.writing() as connection:
        set_fact(connection, "setting.answer_length", "riesig")
        set_fact(connection, "setting.data_dir", "/etc")
    assert LiveSettings(catalogue).over(INSTALLED) == INSTALLED


def test_every_setting_is_told_in_german() -> None:
    assert set(texts.CHANGEABLE) == set(CHANGEABLE)
    assert set(texts.MEANINGS) | set(CHANGEABLE) == set(Settings.model_fields)
