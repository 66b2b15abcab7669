"""What an address asks of the list of documents: words, filters, order and page."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from corpus.texts import documents as docs

DEFAULT_ORDER = "titel"
DESCENDING = "-"

Words = Annotated[str, Query(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters under their names in an address; '' filters nothing, what is unknown is left at its default."""

    suche: str = ""
    handlungsfeld: str = ""
    dokumenttyp: str = ""
    kommune: str = ""
    jahr: str = ""
    stand: str = ""
    sortierung: str = DEFAULT_ORDER
    seite: int = 1

    @property
    def key(self) -> str:
        """One of `docs.SORT_KEYS`."""
        return self.sortierung.removeprefix(DESCENDING)

    @property
    def is_descending(self) -> bool:
        """Whether the order is turned round."""
        return self.sortierung.startswith(DESCENDING)

    def address(self, **changes: object) -> str:
        """The address of the list with these parameters changed; what is at its default is left out."""
        changed = asdict(replace(self, **changes))  # type: ignore[arg-type]
        defaults = asdict(Asked())
        query = urlencode({name: value for name, value in changed.items() if value != defaults[name]})
        return "/dokumente" + (f"?{query}" if query else "") + "#bestand"


def _asked(
    suche: Words = "",
    handlungsfeld: Words = "",
    dokumenttyp: Words = "",
    kommune: Words = "",
    jahr: Words = "",
    stand: Words = "",
    sortierung: Words = DEFAULT_ORDER,
    seite: Words = "1",
) -> Asked:
    return Asked(
        suche=suche.strip(),
        handlungsfeld=handlungsfeld,
        dokumenttyp=dokumenttyp,
        kommune=kommune,
        jahr=jahr,
        stand=stand if stand in docs.STANDINGS else "",
        sortierung=sortierung if sortierung.removeprefix(DESCENDING) in docs.SORT_KEYS else DEFAULT_ORDER,
        seite=int(seite) if seite.isdecimal() and len(seite) < 7 else 1,
    )


AskedHere = Annotated[Asked, Depends(_asked)]
