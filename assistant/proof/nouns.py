"""The nouns that a sentence adds to what a statement says.

A noun carries what a sentence is about, so one that nothing around the statement touches was added or put in another's
place, however much of the other words stands there. Light nouns ('Person', 'Grund') say too little to be added.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.coverage import AskedWord, missing_words
from assistant.proof.lists import WordLists
from corpus.german.analyser import Analyser
from corpus.german.folding import fold
from corpus.statements import Said


def added_nouns(
    words: Sequence[AskedWord], said: Said, *, lists: WordLists, opening: str, analyser: Analyser
) -> tuple[str, ...]:
    """The nouns of a sentence, as written, that the text does not touch; `opening` is the sentence's first word."""
    nouns = [
        word
        for word in words
        if word.written[:1].isupper()
        and word.stem not in lists.light
        # The first word has a capital, whatever it is.
        and (word.written != opening or analyser.compounds.is_noun(fold(word.written)))
    ]
    return missing_words(nouns, said)
