"""Puts the house together: read this to know what is connected to what."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace

from assistant.administration.checkups import Checkups
from assistant.administration.live_settings import LiveSettings
from assistant.assistant import Assistant
from assistant.choosing import chosen_chat_model, chosen_reranker, chosen_style, chosen_writer
from assistant.conversations.asking import Asking
from assistant.conversations.elsewhere import fail_abandoned
from assistant.conversations.redaction import redact_removed
from assistant.conversations.store import Conversations
from assistant.conversations.verdicts import Verdicts
from assistant.gaps.store import Gaps
from assistant.heeding import heeding
from assistant.metrics import Metrics
from assistant.page_image import PagePictures
from assistant.people.people import People, open_people
from assistant.people.viewer import Viewer
from assistant.retrieval.retriever import Retriever
from assistant.suggesting.first_questions import FirstQuestions
from corpus.acts import Acts
from corpus.corpus import Corpus
from corpus.gate import gate_in_use
from corpus.opening import open_corpus
from corpus.processes import Kind
from corpus.settings import Settings
from corpus.tracing import Tracing, open_tracing
from ingest.ingest import Ingest, open_ingest

FINISHING_SECONDS = 30.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a channel needs."""

    settings: Settings
    corpus: Corpus
    ingest: Ingest
    assistant: Assistant
    conversations: Conversations
    verdicts: Verdicts
    gaps: Gaps
    asking: Asking
    first_questions: FirstQuestions
    pictures: PagePictures
    people: People
    live_settings: LiveSettings
    checkups: Checkups
    acts: Acts
    metrics: Metrics
    tracing: Tracing

    def settings_now(self) -> Settings:
        """The settings with what was changed since the installation."""
        return self.live_settings.over(self.settings)

    def seen_by(self, viewer: Viewer) -> House:
        """The house in which another's conversations and what one may not see are not there."""
        corpus = self.corpus.seen_with(viewer.sight)
        assistant = self.assistant.over(corpus)
        return replace(
            self,
            corpus=corpus,
            assistant=assistant,
            conversations=self.conversations.of(viewer.owner, corpus.catalogue),
            verdicts=self.verdicts.of(viewer.owner),
            gaps=self.gaps.of(viewer.owner),
            asking=self.asking.of(viewer.owner, assistant),
        )


@contextmanager
def open_house(settings: Settings, *, url: str | None = None, kind: Kind = Kind.COMMAND) -> Iterator[House]:
    """Own the data folder and put all parts together; `url` is where this process will serve, `kind` what it does.

    Raises what opening the corpus raises, or TransferlotseError for a part that cannot be used.
    """
    reranker, chat_model, writer = chosen_reranker(settings), chosen_chat_model(settings), chosen_writer(settings)
    pictures = PagePictures(settings.data_dir / "cache")
    with open_corpus(settings, url=url, kind=kind) as corpus:
        # Documents may have been removed without the house.
        pictures.forget_all_but({document.id for document in corpus.documents()})
        gate = gate_in_use(corpus)
        if gate.remark:
            _log.warning("%s", gate.remark)
        retriever = Retriever(corpus, reranker=reranker)
        live_settings = LiveSettings(corpus.catalogue)
        assistant = Assistant(
            corpus,
            retriever,
            gate=gate.gate,
            chat_model=chat_model,
            writer=writer,
            style=lambda: chosen_style(live_settings.over(settings)),
        )
        conversations = Conversations(corpus.catalogue, process_id=corpus.process_id)
        fail_abandoned(corpus.catalogue)
        redact_removed(corpus.catalogue)
        metrics = Metrics(has_model=writer is not None)
        with (
            closing(open_tracing(settings)) as tracing,
            _open_asking(assistant, conversations, metrics, tracing, live_settings) as asking,
            closing(Checkups(corpus, settings)) as checkups,
        ):
            yield House(
                settings=settings,
                corpus=corpus,
                ingest=open_ingest(corpus, settings, tracing),
                assistant=assistant,
                conversations=conversations,
                verdicts=Verdicts(corpus.catalogue),
                gaps=Gaps(corpus.catalogue),
                asking=asking,
                first_questions=FirstQuestions(corpus, retriever, gate.gate),
                pictures=pictures,
                live_settings=live_settings,
                checkups=checkups,
                people=open_people(corpus.catalogue, settings),
                acts=Acts(corpus.catalogue),
                metrics=metrics,
                tracing=tracing,
            )


@contextmanager
def _open_asking(
    assistant: Assistant, conversations: Conversations, metrics: Metrics, tracing: Tracing, live_settings: LiveSettings
) -> Iterator[Asking]:
    """Of several processes others answer while this one ends, so it may take its time; for one people wait."""
    is_one_of_many = conversations.process_id is not None
    finishing_seconds = FINISHING_SECONDS if is_one_of_many else 0.0
    asking = Asking(assistant, conversations, metrics=metrics, tracing=tracing, finishing_seconds=finishing_seconds)
    heeded = heeding(conversations.catalogue, asking, live_settings) if is_one_of_many else nullcontext()
    with heeded, closing(asking):
        yield asking
