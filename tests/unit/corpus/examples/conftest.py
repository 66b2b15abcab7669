"""Small sources in the dialect of the examples, one for pages and one for slides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FRONT = """\
---
titel: Bänke & Brunnen in Probenau
untertitel: Was zwei Sommer mit weniger Asphalt gebracht haben
kurztitel: Bänke und Brunnen
dokumenttyp: Fallstudie
handlungsfeld: Ressourcenmanagement und Klimaanpassung
kommune: Probenau
einwohner: 7400
land: Sachsen
jahr: 2024
gueltig_bis: 2027-12-31
herausgeber: Stadt Probenau
verfasser: Hanne Merkur
ansprechperson: Hanne Merkur, Bauamt, bauamt@probenau.example
lizenz: CC BY 4.0
sprache: de
stand: 2024-03-05
ersetzt: baenke-alt
form: {form}
gestaltung: {{farbe: "#2f6b3a", schrift: Libertinus Serif, spalten: 1, titelseite: false, scan: {scan}}}
fakten: {{probenau-kosten: 12.345 Euro}}
widerspruch: {{probenau-bank: 640 Euro}}
---

## Warum der Marktplatz zuerst

Der Platz wurde im Juli bis zu 51 °C heiß (Schatten < 10 %), schon am **späten Vormittag**; „*niemand*“ blieb länger.

"""
TABLE = """\
Tabelle (4 2 2): Ausgaben nach Posten

| Posten | Stück | Kosten in Euro |
| --- | ---: | ---: |
| Sitzbänke mit Lehne | 9 | 5.760 |
| Trinkbrunnen | 1 | 6.585 |
| **Summe** | 10 | 12.345 |

"""
PAGES = (
    """\
### Was gebaut wurde

- neun Bänke aus Robinie
- ein Trinkbrunnen & ein Schild

> Merke: Wer Bänke aufstellt, muss auch an Schatten denken.

"""
    + TABLE
    + """\
## Wie es weitergeht

Im Herbst wird neu gezählt.

1. Den Brunnen im Mai anstellen
2. Die Bänke jährlich ölen
"""
)
SLIDES = """\
> Hier an den Sommer 2022 erinnern.

> Danach die Fotos herumgeben.

## Was gebaut wurde

- neun Bänke aus Robinie
- ein Trinkbrunnen & ein Schild

## Was es gekostet hat

Bezahlt wurde aus dem Haushalt.

""" + TABLE + """\
Die Spende der Sparkasse ist abgezogen.

> Rückfragen zur Spende beantwortet die Kämmerei.

## Wie es weitergeht

1. Den Brunnen im Mai anstellen
2. Die Bänke jährlich ölen
"""  # fmt: skip

WriteSource = Callable[[str], Path]


@pytest.fixture
def write_source(tmp_path: Path) -> WriteSource:
    """Writes the source of a form ('scan' is one) and returns its path."""

    def write(form: str) -> Path:
        front = FRONT.format(form="pdf" if form == "scan" else form, scan=str(form == "scan").lower())
        path = tmp_path / "sources" / f"baenke-probenau-{form}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(front + (SLIDES if form == "pptx" else PAGES), encoding="utf-8")
        return path

    return write
