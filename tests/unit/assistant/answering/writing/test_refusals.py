"""Ways in which models say that they found nothing."""

import pytest

from assistant.answering.writing.refusals import is_refusal


@pytest.mark.parametrize(
    "sentence",
    [
        "KEINE FUNDSTELLE",
        "Keine Fundstelle.",
        "Die Textstellen enthalten keine Angaben zu den Kosten.",
        "In den bereitgestellten Dokumenten wird die Frage nicht beantwortet.",
        "Dazu finden sich in den Quellen keine Informationen.",
        "Es tut mir leid, aber darüber weiß ich nichts.",
        "Aus den Textstellen geht nicht hervor, wer zuständig ist.",
        "Die Unterlagen nennen dazu nichts.",
        "Leider kann ich das nicht sagen.",
        "Die Passagen sagen dazu nichts.",
        "Dazu steht in den Textstellen nichts.",
        "Das weiß ich nicht genau.",
    ],
)
def test_a_refusal_is_recognised(sentence: str) -> None:
    assert is_refusal(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Zuschuss beträgt 400 Euro.",
        "Ohne Bescheid darf nicht begonnen werden.",
        "Gebäude im Überschwemmungsgebiet erhalten keinen Zuschuss.",
        "Die Stadt beantragte keine Landesmittel.",
        "Das Dokument sagt, dass nichts zurückzuzahlen ist.",
        "Dazu steht der Stadt nichts im Weg.",
    ],
)
def test_a_statement_with_a_negation_is_none(sentence: str) -> None:
    assert not is_refusal(sentence)
