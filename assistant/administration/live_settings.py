"""Settings that may change while the house is in use: what is chosen here goes before the installation's own.

They stand in the catalogue as facts, so a backup carries them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select

from corpus.catalogue import Catalogue
from corpus.errors import NotFound, RefusedInput
from corpus.records import forget_fact, set_fact
from corpus.schema import facts
from corpus.settings import Settings
from corpus.texts import administration as texts

CHANGEABLE = ("answer_length", "plain_language", "unproven_sentences", "house_name", "contact_email")
CONTACT = "contact_email"
LONGEST = 200
_PREFIX = "setting."
_FORMS = {name: TypeAdapter[Any](cast(Any, Settings.model_fields[name].annotation)) for name in CHANGEABLE}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class LiveSettings:
    """What was chosen over the settings of the installation; safe to call from several threads.

    Read once; `read_again` learns what another process has chosen since.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._chosen = self._stored()

    def over(self, installed: Settings) -> Settings:
        """The settings that hold at this moment."""
        return installed.model_copy(update=self._chosen)

    def read_again(self) -> None:
        """Learn what was chosen elsewhere."""
        self._chosen = self._stored()

    def is_chosen(self, name: str) -> bool:
        """Whether the setting was changed since the installation."""
        return name in self._chosen

    def choose(self, wanted: Mapping[str, str], installed: Settings) -> None:
        """Change these settings from the next question on; raises RefusedInput, and then changes none of them.

        One that is the installation's own value again follows the installation from now on.
        """
        values = {name: _checked(name, given) for name, given in wanted.items()}
        with self._catalogue.writing() as connection:
            for name, value in values.items():
                if value == installed_value(installed, name):
                    forget_fact(connection, _PREFIX + name)
                else:
                    set_fact(connection, _PREFIX + name, str(value))
        self.read_again()

    def reset(self, name: str) -> None:
        """Go back to the installation's own value; raises NotFound for what cannot be changed here."""
        if name not in CHANGEABLE:
            raise NotFound(texts.UNKNOWN_SETTING)
        with self._catalogue.writing() as connection:
            forget_fact(connection, _PREFIX + name)
        self.read_again()

    def _stored(self) -> dict[str, Any]:
        """What was chosen, by name; a value that this version of the program cannot use is left out."""
        wanted = select(facts.c.name, facts.c.value).where(facts.c.name.in_([_PREFIX + name for name in CHANGEABLE]))
        chosen = {}
        with self._catalogue.reading() as connection:
            for stored, value in connection.execute(wanted):
                name = stored.removeprefix(_PREFIX)
                with suppress(RefusedInput):
                    chosen[name] = _checked(name, value)
        return chosen


def installed_value(settings: Settings, name: str) -> Any:
    """What the settings say, '' where they say nothing."""
    value = getattr(settings, name)
    return "" if value is None else value


def _checked(name: str, given: str) -> Any:
    """The value in its form; raises RefusedInput."""
    said = " ".join(given.split())
    if name == CONTACT and said and not _ADDRESS.fullmatch(said):
        raise RefusedInput(texts.BAD_ADDRESS.format(given=said))
    if len(said) > LONGEST:
        raise RefusedInput(texts.TOO_LONG.format(name=texts.CHANGEABLE[name], longest=LONGEST))
    try:
        return _FORMS[name].validate_python(said)
    except ValidationError as error:
        raise RefusedInput(texts.BAD_VALUE.format(name=texts.CHANGEABLE[name])) from error
