"""Which parts from outside the settings ask for: a reranker, a chat model."""

from __future__ import annotations

from dataclasses import replace

from langchain_core.documents import BaseDocumentCompressor
from langchain_core.language_models import BaseChatModel

from assistant.answering.writing.listening import Patience
from assistant.answering.writing.writing import Writer
from assistant.follow_up.by_model import SECONDS
from assistant.models import Length, Style
from corpus.errors import TransferlotseError
from corpus.plugins import build, plugin, wrong_kind
from corpus.settings import Settings
from corpus.texts import plugins as texts

RERANKER, CHAT_MODEL = "TRANSFERLOTSE_RERANKER", "TRANSFERLOTSE_CHAT_MODEL"
RERANKER_EXAMPLE = "langchain_cohere:CohereRerank"
INIT_CHAT_MODEL = "langchain.chat_models:init_chat_model"


def chosen_reranker(settings: Settings) -> BaseDocumentCompressor | None:
    """The LangChain document compressor that the settings name; raises TransferlotseError if it cannot be used."""
    if not settings.reranker:
        return None
    chosen = plugin(RERANKER, settings.reranker, settings.reranker_options, example=RERANKER_EXAMPLE)
    return build(chosen, BaseDocumentCompressor)  # type: ignore[type-abstract]  # a subclass of it is built


def chosen_writer(settings: Settings) -> Writer | None:
    """The chat model that writes the answers; raises TransferlotseError if it cannot be used."""
    patience = Patience(
        first=settings.chat_model_first_seconds,
        pause=settings.chat_model_pause_seconds,
        whole=settings.chat_model_seconds,
    )
    model = chosen_chat_model(settings, seconds=max(patience.first, patience.pause))
    if model is None:
        return None
    return Writer(
        model=model,
        name=settings.chat_model or "",
        window=settings.chat_model_window,
        patience=patience,
    )


def chosen_style(settings: Settings) -> Style:
    """How answers are told where a question asks for nothing else."""
    marks = settings.unproven_sentences == "mark"
    return Style(Length(settings.answer_length), settings.plain_language, marks_unproven=marks)


def chosen_chat_model(settings: Settings, *, seconds: float = SECONDS) -> BaseChatModel | None:
    """The chat model that the settings name as `provider:name`, which is given up after so many seconds of silence.

    Raises TransferlotseError if it cannot be used.
    """
    if not settings.chat_model:
        return None
    provider, colon, name = settings.chat_model.partition(":")
    if not (provider and colon and name):
        raise TransferlotseError(texts.CHAT_MODEL_FORM.format(setting=CHAT_MODEL, given=settings.chat_model))
    chosen = plugin(CHAT_MODEL, INIT_CHAT_MODEL, settings.chat_model_options, example="")
    # A call that is given up must not linger: who asks has long been answered without the model.
    limits = {"timeout": seconds, "max_retries": 0}
    options = {"model": name, "model_provider": provider, **limits, **chosen.options}
    try:
        model = build(replace(chosen, options=options))
    except TransferlotseError:
        # Not `from error`: it lists providers in English and blames the options.
        unusable = texts.CHAT_MODEL_UNUSABLE.format(setting=CHAT_MODEL, given=settings.chat_model, provider=provider)
        raise TransferlotseError(unusable) from None
    if not isinstance(model, BaseChatModel):
        raise wrong_kind(chosen, BaseChatModel)
    return model
