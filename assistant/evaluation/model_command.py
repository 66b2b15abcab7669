"""`python -m assistant check-model`: measures the configured chat model and prints what came out."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.evaluation.beir import read_beir
from assistant.evaluation.checking_model import ModelMeasured, measure_model, model_json
from assistant.evaluation.command import progress
from assistant.evaluation.examples import read_examples
from assistant.evaluation.violations import Violation
from assistant.evaluation.wording import counted, duration
from corpus.console import print_json
from corpus.errors import TransferlotseError
from corpus.settings import Settings
from corpus.texts import evaluation as texts


def run_model(settings: Settings, beir: Path | None, questions: int, *, as_json: bool) -> None:
    """Measure on the example documents or on a folder in BEIR layout and tell; raises as `measure_model` and `tell`."""
    known = read_beir(beir) if beir else read_examples()
    with progress() as track:
        measured = measure_model(settings, known, track, questions)
    tell(measured, as_json=as_json)


def tell(measured: ModelMeasured, *, as_json: bool) -> None:
    """Print what came out; raises TransferlotseError, after all was printed, where something is wrong."""
    if as_json:
        print_json(model_json(measured))
    else:
        _print(Console(highlight=False), measured)
    notes = Console(stderr=True, highlight=False, soft_wrap=True)
    for remark in measured.remarks:
        notes.print(remark, style="yellow", markup=False)
    if found := len(measured.violations):
        raise TransferlotseError(counted(found, texts.VIOLATED_ONE, texts.VIOLATED))


def _print(out: Console, measured: ModelMeasured) -> None:
    told = measured.told
    questions = counted(len(told), texts.QUESTIONS_ONE, texts.QUESTIONS)
    asked = sum(each.was_asked for each in told)
    out.print(texts.MODEL_SUMMARY.format(model=measured.model, questions=questions, asked=asked), markup=False)
    answers = Table(texts.COLUMN_ANSWERS, texts.COLUMN_BY, box=None, header_style="bold", pad_edge=False)
    answers.add_column(texts.COLUMN_COUNT, justify="right")
    for (status, engine, instead), count in measured.outcomes.most_common():
        by = texts.BY_MODEL if engine == measured.model else texts.BY_QUOTING
        answers.add_row(texts.STATUSES[status], f"{by}: {instead}" if instead else by, str(count))
    sentences = Table(texts.COLUMN_SENTENCES, box=None, header_style="bold", pad_edge=False)
    sentences.add_column(texts.COLUMN_COUNT, justify="right")
    for name, text in texts.SENTENCES.items():
        sentences.add_row(text, str(sum(getattr(each, name) for each in told)))
    times = Table(texts.COLUMN_TIME, box=None, header_style="bold", pad_edge=False)
    for column in (texts.COLUMN_MEAN, texts.COLUMN_P95):
        times.add_column(column, justify="right")
    for share, (mean, p95) in measured.seconds.items():
        times.add_row(texts.SHARES[share], duration(mean), duration(p95))
    for table in (answers, sentences, times):
        if table.rows:
            out.print(table, "")
    for violation in measured.violations:
        out.print(_listed(violation) + "\n", style="red", markup=False)
    if not measured.violations:
        out.print(texts.NO_VIOLATIONS)


def _listed(violation: Violation) -> str:
    lines = [texts.VIOLATION.format(fault=texts.FAULTS[violation.fault], question=violation.question)]
    if violation.sentence:
        lines.append(texts.VIOLATION_SENTENCE.format(sentence=violation.sentence))
    if violation.quote:
        lines.append(texts.VIOLATION_QUOTE.format(quote=" ".join(violation.quote.split())))
    if violation.missing:
        lines.append(texts.VIOLATION_MISSING.format(missing=", ".join(violation.missing)))
    return "\n".join(lines)
