"""`python -m assistant check-sentences`: measures the sentence check and prints what it catches."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.evaluation.beir import read_beir
from assistant.evaluation.checking_sentences import CheckMeasured, check_json, measure_check
from assistant.evaluation.command import progress
from assistant.evaluation.examples import read_examples
from assistant.evaluation.wording import interval, number, set_name
from corpus.console import print_json
from corpus.settings import Settings
from corpus.texts import evaluation as texts


def run_check(settings: Settings, beir: Path | None, *, as_json: bool) -> None:
    """Measure on the example documents and, where one is given, on a folder in BEIR layout; raises RefusedFile."""
    sets = [read_examples(), *([read_beir(beir)] if beir else [])]
    with progress() as track:
        measured = [measure_check(settings, known, track) for known in sets]
    if as_json:
        print_json({"sets": [check_json(each) for each in measured]})
        return
    out = Console(highlight=False)
    for each in measured:
        out.print(
            texts.CHECK_SUMMARY.format(name=set_name(each.name), value=number(each.milliseconds, 1)), markup=False
        )
        out.print(_table(each))


def _table(measured: CheckMeasured) -> Table:
    table = Table(texts.COLUMN_SENTENCES, box=None, header_style="bold", pad_edge=False)
    for column in (
        texts.COLUMN_WANTED,
        texts.COLUMN_COUNT,
        texts.COLUMN_FLAGGED,
        texts.COLUMN_SHARE,
        texts.COLUMN_INTERVAL,
    ):
        table.add_column(column, justify="right")
    for kind in measured.kinds:
        wanted = texts.WANTED_FLAGGED if kind.is_false else texts.WANTED_PROVEN
        counts = (str(kind.sentences), str(kind.flagged))
        table.add_row(texts.CHECKED[kind.kind], wanted, *counts, number(kind.share.value), interval(kind.share))
    return table
