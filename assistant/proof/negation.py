"""What negates a clause, openly or silently."""

from __future__ import annotations

import re

_NOT = re.compile(
    r"\b(?:nicht|nie|niemals|niemand(?:em|en|es)?|nichts|nirgends|nirgendwo|ohne|weder|keinesfalls|keineswegs|kein(?:e[rnsm]?)?)\b",
    re.I,
)
_NO_NEGATION = re.compile(
    r"\bnicht (?:nur|zuletzt|allein|bloß|zu vergessen)\b|\bnichts anderes als\b|\bohne weiteres\b|\bnicht umsonst\b",
    re.I,
)
# What is said with a negation, but means a limit.
_MOST = re.compile(r"\b(?:nicht|nie|kein\w*) (?:mehr|höher|länger|größer|weiter|später) als\b", re.I)
_LEAST = re.compile(r"\b(?:nicht|nie|kein\w*) (?:weniger|niedriger|kürzer|kleiner|näher|geringer|früher) als\b", re.I)
_EXCEED = re.compile(r"\bnicht (?P<rest>(?:[^,;.]*?\s)?)(?:übersteigen|überschreiten)\b", re.I)
_UNDERCUT = re.compile(r"\bnicht (?P<rest>(?:[^,;.]*?\s)?)unterschreiten\b", re.I)
_NO = re.compile(r"\?\s*Nein\b[.,:;–]?\s*")
# Stems of words with which a negation may be said without one: 'fehlt', 'verzichtet', 'scheiterte', 'unklar'.
_SILENT = re.compile(
    r"\b(?:fehl\w*|verzicht\w*|verbiet\w*|verbot\w*|untersag\w*|\w*ablehn\w*|abgelehn\w*|lehnte?n?|ausschl\w*|ausgeschlossen\w*|"
    r"entfäll\w*|entfallen|entfiel\w*|gescheitert\w*|scheiter\w*|verweiger\w*|vermeid\w*|vermied\w*|verhinder\w*|unterb[lr]\w*|"
    r"mangel\w*|statt|anstatt|anstelle|außer|ausgenommen|selten\w*|kaum|leer\w*|vergeblich\w*|erfolglos\w*|misslung\w*|"
    r"missl[ai]ng\w*|weggefallen|verwarf\w*|verworfen\w*|entbehr\w*|eingestellt\w*|aufgegeben|aufgab\w*|"
    r"ausschließlich|un(?!d\b|s\b|t|gefähr|i)\w{4,}|\w{3,}los(?:e[nrsm]?)?|\w{3,}frei(?:e[nrsm]?)?|absehen|"
    r"abgelassen|ließ man davon ab|verfehlt\w*|verpasst\w*|versäum\w*|gerissen|überschritt\w*|überzogen|"
    r"verlor\w*|ausschlag\w*|ausgeschlagen|"
    r"weiger\w*|geweigert|zurückgewiesen|übersteig\w*|aufgehoben|gestrichen|abgeschafft|verhindert\w*)\b",
    re.I,
)


def rewritten(text: str) -> str:
    """The text with limits in place of negations that mean them, and an answered question as what it says."""
    text = _MOST.sub("höchstens", text)
    text = _LEAST.sub("mindestens", text)
    text = _EXCEED.sub(r"höchstens \g<rest>", text)
    text = _UNDERCUT.sub(r"mindestens \g<rest>", text)
    return _NO.sub(" nicht. ", text)


def is_negated(text: str) -> bool:
    """Whether a clause is negated; two negations are none."""
    return len(_NOT.findall(_NO_NEGATION.sub(" ", text))) % 2 == 1


def silent_negations(text: str) -> set[str]:
    """The words, in lower case, with which a text may negate without saying so."""
    return {match.lower() for match in _SILENT.findall(text)}
