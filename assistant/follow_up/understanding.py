"""What a question means after the turns before it, in the light of the corpus."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from assistant.follow_up.by_model import standalone_by_model
from assistant.follow_up.models import Standalone, Turn
from assistant.follow_up.standalone import standalone
from assistant.follow_up.words import places_of
from corpus.corpus import Corpus


def understood(corpus: Corpus, question: str, earlier: Sequence[Turn], model: BaseChatModel | None) -> Standalone:
    """The question made standalone, worded by the model where there is one."""
    if not earlier:
        return Standalone(question)
    places = places_of(document.metadata.municipality for document in corpus.documents())
    if model:
        return standalone_by_model(question, earlier, model, corpus.analyser, places=places)
    return standalone(question, earlier, corpus.analyser, places=places)
