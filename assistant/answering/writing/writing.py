"""Has a chat model write the answer, and shows of it what the passages prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel

from assistant.answering.models import Draft, Proof
from assistant.answering.writing.listening import CUT, ModelFailed, Patience, pieces
from assistant.answering.writing.prompt import messages
from assistant.answering.writing.refusals import is_refusal
from assistant.answering.writing.splitting import Written, written_sentences
from assistant.models import Length, Style
from assistant.proof.checking import ToProve, proven_by, to_prove
from assistant.proof.models import Finding, Verdict
from corpus.corpus import Corpus
from corpus.models import StoredPassage
from corpus.texts import writing as texts

MOST_SENTENCES = {Length.SHORT: 3, Length.NORMAL: 6, Length.LONG: 12}


@dataclass(frozen=True, slots=True)
class Writer:
    """The chat model with what to expect of it.

    `window` is what it reads and writes in all, in tokens.
    """

    model: BaseChatModel = field(repr=False)
    name: str
    window: int = 8192
    patience: Patience = field(default_factory=Patience)


class Writing:
    """One answer; `refused` and `left_out` (sentences) are known when `drafts` has ended."""

    def __init__(self, corpus: Corpus, writer: Writer, passages: Sequence[StoredPassage], style: Style) -> None:
        self._corpus = corpus
        self._writer = writer
        self._passages = passages
        self._style = style
        self.refused = False
        self.left_out = 0

    def drafts(self, question: str) -> Iterator[Draft]:
        """Each sentence as soon as it is written and checked; raises ModelFailed where it proves to be no answer."""
        told = messages(question, self._passages, self._style, window=self._writer.window)
        proven = shown = 0
        given: set[str] = set()
        with closing(pieces(self._writer.model, told, self._writer.patience)) as stream:
            for written in written_sentences(stream):
                draft = None if written.text in given or written.text.endswith(CUT) else self._checked(written)
                given.add(written.text)
                if draft is None:
                    continue
                proven += bool(draft.proofs)
                shown += 1
                yield draft
                if shown == MOST_SENTENCES[self._style.length]:
                    break
        if not proven and not self.refused:
            raise ModelFailed(texts.NOTHING_PROVEN)

    def _checked(self, written: Written) -> Draft | None:
        """The sentence with what proves it, or None where it is not to be shown."""
        verdicts = self._verdicts(written)
        proofs = tuple(Proof(stored, verdict.quote) for stored, verdict in verdicts if verdict.proven)
        support = max((verdict.support for _, verdict in verdicts), default=0.0)
        # First of all: 'the passages say nothing' is made of words that say nothing, and would pass as proven.
        if is_refusal(written.text, proven=bool(proofs)):
            self.refused = True
            return None
        if proofs:
            return Draft(written.text, proofs, support)
        # A number that stands nowhere would be believed even where it is marked.
        invents = all(Finding.NUMBER in verdict.findings for _, verdict in verdicts)
        if invents or not self._style.marks_unproven:
            self.left_out += 1
            return None
        nearest, verdict = max(verdicts, key=lambda pair: pair[1].support)
        # What stands elsewhere in the passage is not missing there, only not said of this.
        missing = tuple(word for word in verdict.missing if word not in nearest.passage.text)
        return Draft(written.text, (), support, missing=missing)

    def _verdicts(self, written: Written) -> list[tuple[StoredPassage, Verdict]]:
        """On the passages that the sentence cites where one of them proves it; else on all, the best first."""
        sentence = to_prove(self._corpus, written.text)
        numbers = [number for number in written.cited if 1 <= number <= len(self._passages)]
        cited = [_verdict(sentence, self._passages[number - 1]) for number in numbers]
        if proven := [pair for pair in cited if pair[1].proven]:
            return proven
        others = [_verdict(sentence, stored) for n, stored in enumerate(self._passages, 1) if n not in numbers]
        every = sorted([*cited, *others], key=lambda pair: -pair[1].support)
        return every[:1] if every and every[0][1].proven else every


def _verdict(sentence: ToProve, stored: StoredPassage) -> tuple[StoredPassage, Verdict]:
    return stored, proven_by(stored, sentence)
