"""The templates with what every page needs, and the hashed address of the static files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.german import day, moment, number
from assistant.people.viewer import NOBODY, Viewer
from assistant.web.csrf import with_token
from assistant.web.information.appearance import Appearance
from corpus.settings import Settings
from corpus.texts import acts, administration, conversations, documents, filters, gaps, insight, people, web

STATIC_FOLDER = Path(__file__).parent / "static"


class Html:
    """Renders templates as this house appears, with the name that its settings say `now`, for one viewer.

    `static_url` carries a hash of all static files, so browsers may keep them for good.
    """

    def __init__(self, appearance: Appearance, now: Callable[[], Settings] | None = None) -> None:
        self._appearance = appearance
        self._now = now
        self._viewer = NOBODY
        self.static_url = f"/static/{_content_hash(STATIC_FOLDER)}"
        self._templates = Environment(
            loader=PackageLoader("assistant.web"),
            autoescape=True,
            undefined=StrictUndefined,
            # A process goes on with what it began with while its program is renewed.
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            t=web,
            talks=conversations,
            docs=documents,
            filter_texts=filters,
            gaps=gaps,
            insight=insight,
            admin=administration,
            acts=acts,
            people=people,
            static=self.static_url,
        )
        self._templates.filters.update(day=day, moment=moment, number=number)

    @property
    def appearance(self) -> Appearance:
        """How the house shows itself at this moment."""
        return self._appearance.named(self._now()) if self._now else self._appearance

    def seen_by(self, viewer: Viewer) -> Html:
        """The same templates, for somebody else."""
        theirs = copy(self)
        theirs._viewer = viewer
        return theirs

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A whole page."""
        content = self._templates.get_template(template).render(**values, house=self.appearance, viewer=self._viewer)
        return HTMLResponse(self._with_token(content), status_code=status)

    def part(self, template: str, macro: str, *values: Any) -> str:
        """The safe HTML of one macro, for the stream."""
        module = self._templates.get_template(template).module
        return self._with_token(str(getattr(module, macro)(*values)).strip())

    def _with_token(self, content: str) -> str:
        return with_token(content, self._viewer.csrf) if self._viewer.csrf else content


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
