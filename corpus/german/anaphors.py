"""Whether a sentence points back to the one before."""

from __future__ import annotations

import re

_ANAPHOR = re.compile(
    r"(?:Dies(?:e|er|es|em|en)?|Dadurch|Daher|Deshalb|Damit|Dazu|Dabei|Dafür|Davon|Er|Sie|Es|Ihr(?:e|er|em|en)?|"
    r"Sein(?:e|er|em|en)?|Hier(?:bei|zu|für|durch)?|Darüber|Darin|Letztere[rs]?|Beide|Auch|Außerdem|Zudem|Ferner)\b"
)


def points_back(sentence: str) -> bool:
    """Whether it begins with a word that cannot be understood without the sentence before."""
    return bool(_ANAPHOR.match(sentence))
