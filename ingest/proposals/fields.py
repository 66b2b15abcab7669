"""The field of action: as a label names it, else by the weight of each field's words over the whole text."""

from __future__ import annotations

import re
from math import log2

from corpus.texts.terms import CLIMATE, FIELDS_OF_ACTION, PARTICIPATION, STRATEGY
from ingest.proposals.front import Front

_LEAST_WEIGHT = 12
_MARGIN = 2.5
# Beginnings of words.
_WORDS = {
    STRATEGY: "wirtschaftsförder gewerbe einzelhandel leerst unternehmen ansiedl innenstadt standort fachkräfte "
    "arbeitsplätz existenzgründ gründer ladenlokal daseinsvorsorge nahversorg leitbild stadtmarketing tourismus "
    "zwischennutz haushaltskonsolid verwaltungsmoderni demograf brachfläche händler kaufkraft betriebe branchen",
    CLIMATE: "klima hitze starkregen hochwasser überflut wärme heizung energie photovoltaik solar entsiegel versiegel "
    "begrün regenwasser niederschl abfall recycling kreislaufwirtschaft abwasser trinkwasser emission treibhausgas "
    "co2 artenschutz artenvielfalt biodivers ressourcen bäume verschatt trinkbrunnen abwärme",
    PARTICIPATION: "beteilig bürgerbudget bürgerhaushalt bürgerrat bürgerräte bürgerversammlung bürgerschaft mitwirk "
    "mitbestimm mitgestalt jugendliche dialog abstimm abgestimmt ehrenamt nachbarschaft einwohnerversammlung "
    "zukunftswerkstatt bürgerwerkstatt moderat vorschläge engagement partizip stimmzettel befragung teilhabe",
}
_BEGINNINGS = {field: re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})") for field, words in _WORDS.items()}


def field_of_action_of(front: Front, text: str) -> str | None:
    """One of the house's fields, or None where a label names another one, or no field outweighs the others clearly."""
    if said := front.said("field_of_action"):
        named = {field for field in FIELDS_OF_ACTION if field.casefold() in {value.casefold() for value in said}}
        return named.pop() if len(named) == len(said) == 1 else None
    weights = {field: _weight(beginnings, text.lower()) for field, beginnings in _BEGINNINGS.items()}
    (first, most), (_, second), *_ = sorted(weights.items(), key=lambda pair: -pair[1])
    return first if most >= _LEAST_WEIGHT and most >= _MARGIN * second else None


def _weight(beginnings: re.Pattern[str], text: str) -> float:
    """Different words count fully, the same word again ever less: one topic alone makes no field."""
    counts: dict[str, int] = {}
    for match in beginnings.finditer(text):
        counts[match[0]] = counts.get(match[0], 0) + 1
    return sum(log2(1 + count) for count in counts.values())
