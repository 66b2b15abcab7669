"""Measures the sentence check: what it catches, what it flags wrongly, and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluation.corruptions import Kind, cases
from assistant.evaluation.evaluating import temporary_house
from assistant.evaluation.examples import NAME
from assistant.evaluation.indexing import Indexed, Track, index
from assistant.evaluation.measures import Figure, share
from assistant.evaluation.rewordings import Rewording, read_rewordings
from assistant.evaluation.sets import QuestionSet
from assistant.proof.checking import check
from corpus.corpus import Corpus
from corpus.german.sentences import split_sentences
from corpus.models import StoredPassage
from corpus.settings import Settings
from corpus.texts import evaluation as texts

MOST = 200  # sentences of each kind
REWORDED, HELD_BACK = "reworded", "reworded_held_back"


@dataclass(frozen=True, slots=True)
class Flagged:
    """How many sentences of a kind there were, how many of them are flagged, and that share."""

    kind: str
    is_false: bool
    sentences: int
    flagged: int
    share: Figure


@dataclass(frozen=True, slots=True)
class CheckMeasured:
    """The figures of a set, and the mean time of a check in milliseconds."""

    name: str
    kinds: tuple[Flagged, ...]
    milliseconds: float
    remarks: tuple[str, ...]


def measure_check(settings: Settings, known: QuestionSet, track: Track, most: int = MOST) -> CheckMeasured:
    """Index the set in a temporary house and check sentences made from its passages; raises RefusedFile."""
    with temporary_house(settings) as (house, folder):
        indexed = index(house, known, folder, track)
        return measured_in(house.corpus, indexed, known, track, most)


def measured_in(corpus: Corpus, indexed: Indexed, known: QuestionSet, track: Track, most: int) -> CheckMeasured:
    """Check at most so many sentences of each kind, and the rewordings of the example documents."""
    ids = {name: id for id, name in indexed.names.items()}
    passages = [passage for name in sorted(ids) for passage in corpus.passages(ids[name])]
    flags: dict[str, list[bool]] = {}
    checked = 0
    started = time.perf_counter()
    for case in track(list(cases(passages, corpus.analyser, most)), texts.CHECKING):
        flags.setdefault(case.kind, []).append(not check(corpus, case.sentence, case.passage).proven)
        checked += 1
    seconds = time.perf_counter() - started
    if known.name == NAME:
        for rewording, passage in _placed(corpus, ids, read_rewordings()):
            kind = HELD_BACK if rewording.held_back else REWORDED
            said = split_sentences(rewording.rewording)
            flags.setdefault(kind, []).append(not all(check(corpus, sentence, passage).proven for sentence in said))
    kinds = (*Kind, REWORDED, HELD_BACK)
    return CheckMeasured(
        name=known.name,
        kinds=tuple(_flagged(kind, flags[kind]) for kind in kinds if kind in flags),
        milliseconds=1000 * seconds / max(1, checked),
        remarks=(*known.remarks, *indexed.remarks),
    )


def check_json(measured: CheckMeasured) -> dict[str, Any]:
    """What `--json` prints."""
    return asdict(measured)


def _placed(
    corpus: Corpus, ids: Mapping[str, str], rewordings: Iterable[Rewording]
) -> Iterator[tuple[Rewording, StoredPassage]]:
    """Each rewording with the passage that holds its statement; those of documents not taken in are left out."""
    for rewording in rewordings:
        passages = corpus.passages(ids[rewording.document]) if rewording.document in ids else ()
        for stored in passages:
            if rewording.statement in " ".join(stored.passage.text.split()):
                yield rewording, stored
                break


def _flagged(kind: str, flags: Sequence[bool]) -> Flagged:
    is_false = kind not in (REWORDED, HELD_BACK) and Kind(kind).is_false
    return Flagged(kind, is_false, len(flags), sum(flags), share(sum(flags), len(flags)))
