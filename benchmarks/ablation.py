"""`python -m benchmarks.ablation [BEIR FOLDER]...`: what each part of retrieval is worth, each switched off once.

Prints a Markdown table with nDCG@10 of the example questions and of each folder, for docs/retrieval.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation.beir import read_beir
from assistant.evaluation.evaluating import measure, temporary_house
from assistant.evaluation.examples import read_examples
from assistant.evaluation.indexing import Indexed, T, index
from assistant.evaluation.sets import QuestionSet
from assistant.retrieval.models import Weights
from assistant.retrieval.retriever import Retriever
from assistant.wiring import House
from corpus import full_text
from corpus.corpus import Corpus
from corpus.full_text import WordQuery
from corpus.german.analyser import Analyser, Term, TermKind
from corpus.models import Passage
from corpus.settings import Settings

Variant = Callable[[House], House]


class WithoutSynonyms(Corpus):
    """Searches for no synonyms."""

    left_out = TermKind.SYNONYM

    def question_terms(self, question: str) -> tuple[Term, ...]:
        """All other terms."""
        return tuple(term for term in super().question_terms(question) if term.kind is not self.left_out)


class WithoutSpelling(WithoutSynonyms):
    """Searches for no other spellings of words that stand nowhere."""

    left_out = TermKind.SPELLING


class WithoutIdentifiers(Corpus):
    """Pays no heed to terms that belong together."""

    def word_query(self, question: str, terms: Collection[Term]) -> WordQuery:
        """The query without pairs."""
        return replace(super().word_query(question, terms), close=())


class WithoutPhrases(Corpus):
    """Reads what stands in quotation marks like all else."""

    def word_query(self, question: str, terms: Collection[Term]) -> WordQuery:
        """The query without phrases."""
        return replace(super().word_query(question, terms), phrases=())


class WithoutHeadings(Corpus):
    """Does not count the words of the document's name and of headings."""

    def term_row(self, passage_id: int, name: str, passage: Passage) -> full_text.TermRow:
        """The row of the bare passage."""
        del name
        return super().term_row(passage_id, "", replace(passage, headings=()))


class NoCompounds(Analyser):
    """Takes no word apart."""

    def _parts(self, key: str) -> Iterator[str]:
        del key
        return iter(())


class NoStems(Analyser):
    """Leaves words as they are written, but for case and umlauts."""

    def stem(self, key: str) -> str:
        """The word itself."""
        return key


class LowerCaseOnly(NoCompounds, NoStems):
    """What most systems do to German."""


def weighed(**weights: float) -> Variant:
    """The house with other weights."""
    return lambda house: _with(house, house.corpus, replace(Weights(), **weights))


def kind(corpus: type[Corpus]) -> Variant:
    """The house with another way of asking its corpus."""
    return lambda house: _with(house, _corpus(house, corpus, house.corpus.analyser))


def analysed(analyser: type[Analyser], **weights: float) -> Variant:
    """The house with another analyser for passages and questions."""
    return lambda house: _with(house, _corpus(house, Corpus, analyser()), replace(Weights(), **weights))


VARIANTS: tuple[tuple[str, Variant], ...] = (
    ("**everything**", lambda house: house),
    ("without the vectors (words alone)", weighed(by_meaning=0)),
    ("without BM25 (vectors and statements)", weighed(by_meaning=1)),
    ("without rereading statements", weighed(by_statement=0)),
    ("without stems", analysed(NoStems)),
    ("without compound parts", analysed(NoCompounds)),
    ("without synonyms", kind(WithoutSynonyms)),
    ("without title and headings in BM25", kind(WithoutHeadings)),
    ("without corrected spelling", kind(WithoutSpelling)),
    ("without identifiers", kind(WithoutIdentifiers)),
    ("without quoted phrases", kind(WithoutPhrases)),
    ("only the vectors", weighed(by_meaning=1, by_statement=0)),
    ("only BM25", weighed(by_meaning=0, by_statement=0)),
    ("only BM25 over lower-cased words", analysed(LowerCaseOnly, by_meaning=0, by_statement=0)),
)


def main(folders: Sequence[str]) -> None:
    """Measure every variant on every set."""
    sets = [read_examples(), *(read_beir(Path(folder)) for folder in folders)]
    columns = [list(_column(known)) for known in sets]
    _write(f"| | {' | '.join(known.name for known in sets)} |")
    _write(f"| --- | {' | '.join('---' for _ in sets)} |")
    for (name, _), figures in zip(VARIANTS, zip(*columns, strict=True), strict=True):
        _write(f"| {name} | {' | '.join(figures)} |")


def _column(known: QuestionSet) -> Iterator[str]:
    with temporary_house(Settings()) as (house, folder):
        indexed = index(house, known, folder, _untold)
        for name, variant in VARIANTS:
            figure = _ndcg(variant(house), indexed, known)
            sys.stderr.write(f"{known.name}: {name}: {figure}\n")
            yield figure


def _ndcg(house: House, indexed: Indexed, known: QuestionSet) -> str:
    _analyse_again(house)
    figure = measure(house, indexed, known, _untold, answers=False).figures["ndcg@10"]
    return f"{figure.value:.3f}" if figure else "–"


def _analyse_again(house: House) -> None:
    """Make the full-text rows as this variant makes them."""
    stored = [s for document in house.corpus.documents() for s in house.corpus.passages(document.id)]
    rows = [house.corpus.term_row(s.id, s.name, s.passage) for s in stored]
    with house.corpus.catalogue.writing() as connection:
        full_text.clear(connection)
        full_text.put(connection, rows)


def _corpus(house: House, corpus: type[Corpus], analyser: Analyser) -> Corpus:
    of = house.corpus
    return corpus(of.catalogue, of.vectors, of.files, analyser, of.embeddings, of.recipe)


def _with(house: House, corpus: Corpus, weights: Weights | None = None) -> House:
    return replace(house, corpus=corpus, assistant=Assistant(corpus, Retriever(corpus, weights=weights)))


def _untold(items: Sequence[T], description: str) -> Iterable[T]:
    del description
    return items


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
