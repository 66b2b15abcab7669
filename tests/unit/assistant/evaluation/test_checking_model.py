"""The chat model measured: with a service that says what it is told to, and answers doctored by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_openai import ChatOpenAI
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.answering.writing.listening import Patience
from assistant.answering.writing.writing import Writer
from assistant.evaluation.checking_model import ModelMeasured, Told, ask, sample
from assistant.evaluation.examples import read_examples
from assistant.evaluation.model_command import tell
from assistant.evaluation.plain_numbers import unknown_numbers
from assistant.evaluation.violations import Fault, Violation, violations
from assistant.models import Answer, Status
from assistant.wiring import House
from corpus.errors import TransferlotseError
from corpus.statements import statement_spans
from corpus.texts import evaluation as texts
from corpus.texts import writing
from tests.servers.openai_chat import KEY, MODEL, ChatService, chat_service

WriteBeir = Callable[..., Path]
CISTERN = "Wie viel Zuschuss gibt es für eine Zisterne ab 2 m³ in Ottersfurt?"
TRUE = "Für eine Zisterne ab 2 m³ gibt es 400 Euro pauschal."
LIES = (
    "Für eine Zisterne ab 2 m³ gibt es 7.313 Euro pauschal.",
    "Für eine Zisterne ab 9 m³ gibt es 400 Euro pauschal.",
    "Für eine Zisterne ab 2 m³ gibt es siebenhundert Euro pauschal.",
    "Für eine Zisterne ab 2 m³ gibt es keine 400 Euro pauschal.",
)


@pytest.fixture
def service() -> Iterator[ChatService]:
    with chat_service(f"{TRUE} [1]") as service:
        yield service


@pytest.fixture
def writer(service: ChatService) -> Writer:
    model = ChatOpenAI(model=MODEL, base_url=service.url, api_key=lambda: KEY, max_retries=0, timeout=5)
    return Writer(model, "openai:scripted", patience=Patience(first=5, pause=5, whole=10))


def faults(house: House, answer: Answer, reply: str = "") -> set[Fault]:
    return {violation.fault for violation in violations(house.corpus, answer, reply=reply)}


def test_what_becomes_of_the_models_sentences_is_counted_and_timed(
    house: House, service: ChatService, writer: Writer
) -> None:
    service.reply = f"{TRUE} [1] {LIES[0]} [1] Anträge aus der Partnerstadt werden bevorzugt behandelt."
    told = ask(house, writer, CISTERN)
    assert (told.proven, told.unproven, told.left_out, told.instead) == (1, 1, 1, "")
    assert told.violations == ()
    assert told.spent is not None
    assert 0 < told.spent.check < told.spent.own < 5
    assert told.spent.first_word > 0


@pytest.mark.parametrize("reply", [" ".join(LIES), f"{TRUE} {LIES[1]}", f"{LIES[0]} {TRUE}"])
def test_a_model_that_lies_causes_no_violation_since_its_lies_are_not_shown_as_proven(
    house: House, service: ChatService, writer: Writer, reply: str
) -> None:
    service.reply = reply
    told = ask(house, writer, CISTERN)
    assert told.answer.sentences
    assert told.violations == ()
    assert told.proven == (TRUE in reply)
    assert bool(told.instead) is (TRUE not in reply)


def test_a_refusal_of_the_model_is_told_from_one_of_the_gate(
    house: House, service: ChatService, writer: Writer
) -> None:
    service.reply = writing.REFUSAL
    told = ask(house, writer, CISTERN)
    assert (told.answer.status, told.refused, told.violations) == (Status.NO_EVIDENCE, True, ())
    gated = ask(house, writer, "Wie lange muss ein Marmorkuchen mit Vanilleglasur im Ofen backen?")
    assert (gated.answer.status, gated.refused, gated.was_asked) == (Status.NO_EVIDENCE, False, False)


def test_every_kind_of_violation_is_found_in_an_answer_that_was_doctored(house: House, writer: Writer) -> None:
    answer = ask(house, writer, CISTERN).answer
    (sentence,), (citation,) = answer.sentences, answer.citations
    assert faults(house, answer) == set()

    def saying(text: str, citations: tuple[int, ...] = (1,)) -> Answer:
        return replace(answer, sentences=(replace(sentence, text=text, citations=citations),))

    forged = replace(answer, citations=(replace(citation, quote=citation.quote.replace("400", "900")),))
    assert Fault.QUOTE in faults(house, forged)
    moved = replace(answer, citations=(replace(citation, page=1),))
    assert faults(house, moved) == {Fault.QUOTE}
    assert faults(house, saying(LIES[0])) == {Fault.NUMBER, Fault.PROOF}
    assert faults(house, saying(LIES[3])) == {Fault.PROOF}
    assert Fault.UNCITED in faults(house, saying(TRUE, ()))
    assert faults(house, saying(TRUE, (1, 7))) == {Fault.UNCITED}
    assert faults(house, answer, reply=f"{TRUE} {writing.REFUSAL}.") == {Fault.REFUSAL}


def test_a_quote_elsewhere_in_the_passage_proves_nothing(house: House, writer: Writer) -> None:
    answer = ask(house, writer, CISTERN).answer
    (citation,) = answer.citations
    text = house.corpus.passage(citation.passage_id).passage.text
    others = [text[start:end] for start, end in statement_spans(text) if text[start:end] not in citation.quote]
    assert others
    for other in others:
        assert Fault.PROOF in faults(house, replace(answer, citations=(replace(citation, quote=other),))), other


@pytest.mark.parametrize(
    ("sentence", "text", "unknown"),
    [
        ("Am 30.06.2028 sind es 13.800 Euro.", "13 800 Euro, fällig am 30. Juni 2028", ()),
        ("Zwölf Bäume kosten 2,5 Mio. Euro.", "12 Bäume zu 2.500.000 Euro", ()),
        ("Im 2. Quartal kamen drei.", "im zweiten Quartal kamen 3", ()),
        ("Es sind rund 14.000 Euro.", "13.800 Euro", ()),
        ("Es sind 14.000 Euro.", "13.800 Euro", ("14.000",)),
        ("Am 3. Juli sind es zwölf.", "am 3. Juni sind es 11", ("Juli", "zwölf")),
        ("Es sind 3,5 und 35 Prozent.", "35 Prozent", ("3,5",)),
    ],
)
def test_numbers_stand_in_a_text_or_do_not(sentence: str, text: str, unknown: tuple[str, ...]) -> None:
    assert set(unknown_numbers(sentence, text)) == set(unknown)


def test_the_sample_is_always_the_same_spread_and_free_of_what_is_held_back() -> None:
    known = read_examples()
    chosen = sample(known, 60)
    assert chosen == sample(known, 60)
    assert len({question.id for question in chosen}) == 60
    assert len({question.kind for question in chosen}) >= 10
    assert not any(question.held_back or question.earlier for question in chosen)
    assert len(sample(known, 9_999)) < len(known.questions)


def test_a_violation_is_listed_and_ends_with_an_error(
    house: House, writer: Writer, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ask(house, writer, CISTERN)
    wrong = Violation(Fault.NUMBER, CISTERN, LIES[0], "Zuschuss: 400 Euro", ("7.313",))
    doctored: Told = replace(told, violations=(wrong,))
    with pytest.raises(TransferlotseError, match="Ein Verstoß"):
        tell(ModelMeasured(writer.name, (doctored,), ()), as_json=False)
    out = " ".join(capsys.readouterr().out.split())
    for part in (texts.FAULTS["number"], CISTERN, LIES[0], "Zuschuss: 400 Euro", "7.313"):
        assert part in out


@pytest.fixture
def folder(tmp_path: Path, write_beir: WriteBeir) -> Path:
    return write_beir(tmp_path / "klein")


def call(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["check-model", *map(str, arguments)], env=environment)
    return done.exit_code, done.stdout, done.stderr


def configured(service: ChatService) -> dict[str, str]:
    return {
        "TRANSFERLOTSE_CHAT_MODEL": f"openai:{MODEL}",
        "TRANSFERLOTSE_CHAT_MODEL_OPTIONS": json.dumps({"base_url": service.url, "api_key": KEY}),
    }


def test_the_command_measures_the_model_of_the_settings(service: ChatService, folder: Path) -> None:
    service.reply = "Ein Trinkbrunnen mit Anschluss kostet 13.800 Euro [1]. Er kostet 99.999 Euro."
    code, out, err = call("--beir", folder, "--questions", "2", "--json", **configured(service))
    assert code == 0, err
    values = json.loads(out)
    assert (values["model"], values["questions"], values["violations"]) == (f"openai:{MODEL}", 2, [])
    assert values["sentences"]["proven"] >= 1
    assert values["sentences"]["left_out"] >= 1
    assert set(values["seconds"]) == set(texts.SHARES)
    code, out, err = call("--beir", folder, "--questions", "1", **configured(service))
    assert code == 0, err
    assert texts.NO_VIOLATIONS in " ".join(out.split())


def test_without_a_model_or_with_one_that_is_down_there_is_nothing_to_measure(
    service: ChatService, folder: Path
) -> None:
    code, out, err = call("--beir", folder)
    assert (code, out) == (1, "")
    assert "TRANSFERLOTSE_CHAT_MODEL" in err
    service.mode = "error"
    code, out, err = call("--beir", folder, "--questions", "1", **configured(service))
    assert (code, out) == (1, "")
    assert writing.FAILED in err
