"""`python -m assistant`: ask, search, serve, people, evaluate, check-sentences, check-model, fit-gate.

A command imports for itself what takes long to import, so that the others need not wait for it.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from signal import SIGTERM, signal
from typing import Annotated

import typer
from rich.console import Console

from assistant.evaluation.measures import TOLERANCE
from assistant.export.command import ExportOption, Target, known_by
from assistant.models import Length, Question, Status
from assistant.people.command import people
from assistant.rendering import AnswerJson, CitationJson, answer_json, search_json
from corpus.console import DataOption, JsonOption, application, load_settings, plainly, print_json
from corpus.errors import RefusedInput, RefusedQuestion
from corpus.models import Filters, Metadata
from corpus.running_server import running_server
from corpus.texts import answers as texts
from corpus.texts import evaluation, house
from corpus.texts import export as export_texts
from corpus.texts import gate as gate_texts

app = application(texts.HELP_ASSISTANT)
app.add_typer(people, name="people")
FilterOption = Annotated[list[str] | None, typer.Option("--filter", metavar="NAME=WERT", help=texts.HELP_FILTER)]


@app.command(help=texts.HELP_ASK)
def ask(
    question: Annotated[str, typer.Argument(metavar="FRAGE", help=texts.HELP_QUESTION)],
    filters: FilterOption = None,
    export: ExportOption = None,
    length: Annotated[Length | None, typer.Option(help=texts.HELP_LENGTH)] = None,
    plain: Annotated[bool | None, typer.Option("--einfach/--fachlich", help=texts.HELP_PLAIN)] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one question, through the running server where there is one."""
    with plainly():
        settings = load_settings(data)
        wanted = _filters(filters)
        target = None if export is None else Target.at(export)
        known: dict[str, Metadata] = {}
        if server := running_server(settings.data_dir):
            body = {"question": question, "filters": wanted, "length": length, "plain_language": plain}
            answer = server.post("/questions", body)
            if target:
                known = known_by(server)
        else:
            from assistant.wiring import open_house

            with open_house(settings) as opened:
                asked = Question(question, Filters(wanted), length=length, plain=plain)
                answer = answer_json(opened.assistant.ask(asked))
                known = {document.id: document.metadata for document in opened.corpus.documents()}
        if target:
            from assistant.conversations.record import to_answer
            from assistant.export.content import content_of

            target.write(content_of([to_answer(answer)], answer["question"], date.today(), known))
        if as_json:
            print_json(answer)
            return
        _print_answer(answer)
        if target:
            Console(soft_wrap=True).print(export_texts.WRITTEN.format(path=target.path), markup=False, highlight=False)


@app.command(help=texts.HELP_SEARCH)
def search(
    words: Annotated[str, typer.Argument(metavar="WORTE", help=texts.HELP_WORDS)],
    limit: Annotated[int, typer.Option(min=1, max=100, help=texts.HELP_LIMIT)] = 10,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages, through the running server where there is one."""
    with plainly():
        settings = load_settings(data)
        if server := running_server(settings.data_dir):
            found = server.get("/search", q=words, limit=limit)
        else:
            from assistant.wiring import open_house

            with open_house(settings) as opened:
                found = search_json(opened.assistant.search(words, limit=limit))
        if as_json:
            print_json(found)
            return
        out = Console(highlight=False)
        for note in found["notes"]:
            out.print(note, style="yellow", markup=False)
        for result in found["results"]:
            place = f"{result['title']}, {house.PAGE.format(page=result['page'])} ({result['score']:.2f})"
            out.print(place, style="cyan", markup=False)
            out.print(result["text"] + "\n", markup=False)
        if not found["results"]:
            out.print(texts.NOTHING_FOUND)


@app.command(help=texts.HELP_SERVE)
def serve(
    host: Annotated[str | None, typer.Option(help=texts.HELP_HOST)] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help=texts.HELP_PORT)] = None,
    examples: Annotated[bool, typer.Option("--examples", help=texts.HELP_EXAMPLES)] = False,
    data: DataOption = None,
) -> None:
    """Serve the pages and the HTTP API until interrupted."""
    from assistant.serving import serve as serve_house
    from bots.telegram.channel import telegram

    with plainly():
        # Like Ctrl+C: what is open is closed.
        signal(SIGTERM, lambda *_: sys.exit(0))
        serve_house(load_settings(data, host=host, port=port), with_examples=examples, channels=[telegram])


@app.command(help=evaluation.HELP_EVALUATE, short_help=evaluation.HELP_EVALUATE_SHORT)
def evaluate(
    beir: Annotated[Path | None, typer.Option(metavar="ORDNER", help=evaluation.HELP_BEIR)] = None,
    foreign: Annotated[str | None, typer.Option(metavar="ORDNER", help=evaluation.HELP_FOREIGN)] = None,
    html: Annotated[Path | None, typer.Option(metavar="DATEI", help=evaluation.HELP_HTML)] = None,
    baseline: Annotated[Path | None, typer.Option(metavar="DATEI", help=evaluation.HELP_BASELINE)] = None,
    tolerance: Annotated[float, typer.Option(min=0, max=1, metavar="ZAHL", help=evaluation.HELP_TOLERANCE)] = TOLERANCE,
    sample: Annotated[int, typer.Option(min=1, metavar="ZAHL", help=evaluation.HELP_SAMPLE)] = 1,
    no_answers: Annotated[bool, typer.Option("--no-answers", help=evaluation.HELP_NO_ANSWERS)] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure on questions with known answers, in a temporary corpus."""
    from assistant.evaluation.command import Wanted, run

    with plainly():
        wanted = Wanted(
            beir=beir,
            foreign=foreign,
            as_json=as_json,
            html=html,
            baseline=baseline,
            tolerance=tolerance,
            sample=sample,
            answers=not no_answers,
        )
        # Like Ctrl+C: what is open is closed, the temporary corpus removed.
        signal(SIGTERM, lambda *_: sys.exit(128 + SIGTERM))
        run(load_settings(None), wanted)


@app.command(help=evaluation.HELP_CHECK, short_help=evaluation.HELP_CHECK_SHORT)
def check_sentences(
    beir: Annotated[Path | None, typer.Option(metavar="ORDNER", help=evaluation.HELP_BEIR)] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the sentence check, in a temporary corpus."""
    from assistant.evaluation.check_command import run_check

    with plainly():
        signal(SIGTERM, lambda *_: sys.exit(128 + SIGTERM))
        run_check(load_settings(None), beir, as_json=as_json)


@app.command(help=evaluation.HELP_CHECK_MODEL, short_help=evaluation.HELP_CHECK_MODEL_SHORT)
def check_model(
    beir: Annotated[Path | None, typer.Option(metavar="ORDNER", help=evaluation.HELP_BEIR)] = None,
    questions: Annotated[int, typer.Option(min=1, metavar="ZAHL", help=evaluation.HELP_MODEL_QUESTIONS)] = 60,
    as_json: JsonOption = False,
) -> None:
    """Measure the chat model of the settings, in a temporary corpus."""
    from assistant.evaluation.model_command import run_model

    with plainly():
        signal(SIGTERM, lambda *_: sys.exit(128 + SIGTERM))
        run_model(load_settings(None), beir, questions, as_json=as_json)


@app.command(help=gate_texts.HELP, short_help=gate_texts.HELP_SHORT)
def fit_gate(
    questions: Annotated[Path | None, typer.Option(metavar="DATEI", help=gate_texts.HELP_QUESTIONS)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=gate_texts.HELP_DRY_RUN)] = False,
    reset: Annotated[bool, typer.Option("--reset", help=gate_texts.HELP_RESET)] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fit the evidence gate to the house's own corpus, or return to the one that comes along."""
    from assistant.gate_fitting.command import run_fit, run_reset

    with plainly():
        signal(SIGTERM, lambda *_: sys.exit(128 + SIGTERM))
        if not reset:
            run_fit(load_settings(data), questions, dry_run=dry_run, as_json=as_json)
        elif questions or dry_run or as_json:
            raise RefusedInput(gate_texts.RESET_ALONE)
        else:
            run_reset(load_settings(data))


def _filters(given: list[str] | None) -> dict[str, str]:
    filters = {}
    for pair in given or ():
        key, equals, value = pair.partition("=")
        if not equals:
            raise RefusedQuestion(house.FILTER_FORM.format(given=pair))
        filters[key.strip()] = value.strip()
    return filters


def _print_answer(answer: AnswerJson) -> None:
    """The answer with its sources, as a person reads it in a terminal."""
    out = Console(highlight=False)
    for note in answer["notes"]:
        out.print(note, style="yellow", markup=False)
    if answer["status"] == Status.NO_EVIDENCE:
        out.print(texts.NO_EVIDENCE, style="yellow")
    if answer["status"] == Status.PARTIAL:
        missing = ", ".join(answer["missing"])
        out.print(texts.PARTIAL.format(missing=missing) if missing else texts.PARTIAL_WEAK, style="yellow")
    for sentence in answer["sentences"]:
        marks = "".join(f"[{number}]" for number in sentence["citations"]) or f"[{sentence['unproven']}]"
        lead = f"{sentence['lead']}: " if sentence["lead"] else ""
        out.print(f"{lead}{sentence['text']} {marks}", markup=False)
    for remark in answer["remarks"]:
        out.print(remark, style="yellow", markup=False)
    _print_sources(out, texts.SOURCES, answer["citations"])
    _print_sources(out, texts.NEAREST, answer["nearest"])
    if answer["next_questions"]:
        out.print(f"\n{texts.NEXT_QUESTIONS}", style="bold")
    for question in answer["next_questions"]:
        out.print(f"- {question}", markup=False)


def _print_sources(out: Console, heading: str, citations: list[CitationJson]) -> None:
    if citations:
        out.print(f"\n{heading}", style="bold")
    for citation in citations:
        outdated = f" ({citation['outdated']})" if citation["outdated"] else ""
        out.print(texts.SOURCE.format(**citation) + outdated, style="cyan", markup=False)


if __name__ == "__main__":
    app(prog_name="python -m assistant")
