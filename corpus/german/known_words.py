"""Whether a word is German at all, as far as a list of nouns can tell: the test before a word is called mistyped.

Verbs and adjectives are recognised by the nouns beside them (bewässerte: Bewässerung, ländlicher: Land), so the answer
errs towards 'unknown'; for a mistyped word it is 'known' in about 2 of 100 cases.
"""

from collections.abc import Iterator

from corpus.german.compounds import SHORTEST_NOUN, CompoundSplitter, singular

# Of nouns, verbs and adjectives; what is left may be a noun by itself or together with one of _NOUN_ENDINGS.
_ENDINGS = (
    *("", "e", "en", "end", "ende", "enden", "ender", "endes", "er", "ere", "eren", "ern", "es", "et", "ete", "eten"),
    *("em", "n", "nd", "nde", "nden", "nen", "s", "se", "sen", "st", "t", "te", "ten", "tem", "ter", "tes"),
    *("ig", "ige", "igen", "iger", "iges", "isch", "ische", "ischen", "ischer", "isches"),
    *("lich", "liche", "lichen", "licher", "liches"),
)
_NOUN_ENDINGS = ("", "e", "en", "ung", "ion", "er")
# Before verbs and what is made of them, one or two: ab-ge-lesen, weiter-zu-geben, un-be-fristet.
_PREFIXES = (
    *("ab", "an", "auf", "aus", "be", "bei", "dar", "durch", "ein", "ent", "er", "fort", "ge", "her", "hin", "los"),
    *("miss", "mit", "nach", "ueber", "um", "un", "unter", "ver", "vor", "weg", "weiter", "wieder", "zer", "zu"),
    *("zurueck", "zusammen"),
)
_MOST_PREFIXES = 2


def is_known_word(word: str, compounds: CompoundSplitter) -> bool:
    """Whether the folded word is a listed noun or name, an inflected form of one, derived from one or a compound."""
    return any(_is_form(core, compounds) for core in _cores(word)) or bool(compounds.split(word))


def _is_form(word: str, compounds: CompoundSplitter) -> bool:
    bases = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return any(compounds.is_noun(noun) or compounds.is_name(noun) for base in bases for noun in _nouns(base))


def _cores(word: str) -> Iterator[str]:
    """The word, and it without the prefixes it may begin with."""
    cores = [word]
    for _ in range(_MOST_PREFIXES + 1):
        yield from cores
        cores = [core.removeprefix(prefix) for core in cores for prefix in _PREFIXES if core.startswith(prefix)]


def _nouns(base: str) -> Iterator[str]:
    if len(base) >= SHORTEST_NOUN:
        for ending in _NOUN_ENDINGS:
            yield base + ending
        yield singular(base)
