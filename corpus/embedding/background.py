"""Cosines of any model on the scale of the built-in one.

Every model has cosines of its own for unrelated texts: near .83 for multilingual-e5-small, near 0 for others. What
judges a cosine is fitted to e5, so those of another model are shifted and stretched until unrelated texts lie where e5
has them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNRELATED = (
    "Der Bauhof räumt bei Schnee zuerst die Schulwege und danach die Nebenstraßen.",
    "Wer heiraten möchte, meldet die Eheschließung beim Standesamt an und legt die Geburtsurkunden vor.",
    "Die Stadtwerke tauschen in diesem Jahr alle Wasserzähler im Ortsteil Süd aus.",
    "Für das neue Feuerwehrauto bewilligte der Landkreis einen Zuschuss von 90.000 Euro.",
    "In der Musikschule beginnen nach den Ferien Kurse für Geige, Gitarre und Gesang.",
    "Hunde müssen im Stadtpark an der Leine geführt werden, sonst droht ein Bußgeld.",
    "Die Kläranlage wird um eine vierte Reinigungsstufe gegen Arzneimittelreste erweitert.",
    "Jugendliche haben den Skatepark gemeinsam mit einem Planungsbüro entworfen.",
    "Das Archiv sucht alte Fotografien vom Marktplatz aus der Zeit vor 1950.",
    "Briefwahlunterlagen können bis Freitag um 18 Uhr im Bürgerbüro abgeholt werden.",
    "Der Kindergarten stellt zum Herbst zwei weitere Erzieherinnen ein.",
    "Auf dem Gewerbegebiet an der Autobahn siedelt sich ein Hersteller von Fahrradrahmen an.",
)


@dataclass(frozen=True, slots=True)
class Background:
    """Mean and standard deviation of a model's cosines between unrelated texts."""

    mean: float
    spread: float


E5_BACKGROUND = Background(mean=0.8272, spread=0.0144)


def background_of(vectors: NDArray[np.float32]) -> Background:
    """What the vectors of unrelated texts say, float32 [texts, dimensions] at length one; at least three texts."""
    cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    return Background(float(cosines.mean()), float(cosines.std()))


def on_e5_scale(cosine: float, background: Background) -> float:
    """The cosine of a model with this background as e5 would have it, from -1 to 1."""
    moved = E5_BACKGROUND.mean + (cosine - background.mean) * E5_BACKGROUND.spread / background.spread
    return min(1.0, max(-1.0, moved))
