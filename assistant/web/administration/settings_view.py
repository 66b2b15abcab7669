"""The settings as the page shows them; secrets are never among the values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from assistant.administration.live_settings import CHANGEABLE, installed_value
from assistant.wiring import House
from corpus.settings import Settings
from corpus.texts import administration as texts

PREFIX = "TRANSFERLOTSE_"
NEED_MODEL = ("plain_language", "unproven_sentences")


@dataclass(frozen=True, slots=True)
class Field:
    """A setting that can be changed; `choices` are its values and their names, none for free text.

    `installed` is what the installation says in words, where something else was chosen, else ''.
    """

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...]
    hint: str
    installed: str


@dataclass(frozen=True, slots=True)
class FixedSetting:
    """A setting of the installation with its meaning and its value in words."""

    variable: str
    meaning: str
    value: str


def fields(house: House, given: Mapping[str, str]) -> tuple[Field, ...]:
    """What can be changed; `given` are values that were refused and shall stay in their fields."""
    now = house.settings_now()
    return tuple(
        Field(
            name=name,
            label=texts.CHANGEABLE[name],
            value=given.get(name, str(installed_value(now, name))),
            choices=tuple(texts.CHOICES.get(name, {}).items()),
            hint=texts.NEEDS_MODEL if name in NEED_MODEL and not now.chat_model else "",
            installed=_installed(house.settings, name) if house.live_settings.is_chosen(name) else "",
        )
        for name in CHANGEABLE
    )


def fixed_settings(settings: Settings) -> tuple[FixedSetting, ...]:
    """What needs a restart."""
    return tuple(
        FixedSetting(f"{PREFIX}{name.upper()}", meaning, _said(getattr(settings, name)))
        for name, meaning in texts.MEANINGS.items()
    )


def _installed(settings: Settings, name: str) -> str:
    value = str(installed_value(settings, name))
    return texts.INSTALLED.format(value=texts.CHOICES.get(name, {}).get(value, value) or texts.NOTHING_SET)


def _said(value: object) -> str:
    match value:
        case None | "":
            return texts.NOTHING_SET
        case SecretStr():
            return texts.SECRET_SET if value.get_secret_value() else texts.NOTHING_SET
        case bool():
            return texts.YES if value else texts.NO
        case float():
            return f"{value:g}".replace(".", ",")
        case Path():
            return str(value.absolute())
        case _:
            return str(value)
