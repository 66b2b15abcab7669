from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.export.cleaning import clean
from assistant.export.to_markdown import escaped, markdown
from tests.exports import ANY_TEXT, ODD_TEXTS, conversation, odd

# What the export itself is made of; raw HTML is switched on, so that it would show.
OURS = {"text", "strong_open", "strong_close", "softbreak"}
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def inlines(source: str) -> list[list[Token]]:
    return [token.children or [] for token in READER.parse(source) if token.type == "inline"]


def shown(children: list[Token]) -> str:
    return "".join(child.content for child in children)


def kinds(source: str) -> list[str]:
    return [token.type for token in READER.parse(source)]


def test_the_parts_of_a_paper_stand_in_their_order() -> None:
    tokens = READER.parse(markdown(conversation()).decode())
    headings = [(t.tag, shown(tokens[i + 1].children or [])) for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert headings == [
        ("h1", "Trinkbrunnen in der Innenstadt"),
        ("h2", "Sachverhalt"),
        ("h3", "Frage 1: Wie viele Trinkbrunnen gibt es?"),
        ("h3", "Frage 2: Und in Paris?"),
        ("h2", "Grundlage"),
        ("h2", "Quellen"),
    ]


def test_sentences_carry_the_numbers_of_the_list_of_sources() -> None:
    texts = [shown(children) for children in inlines(markdown(conversation()).decode())]
    assert "In der Stadt gibt es 14 Trinkbrunnen. [1][2] Das sind mehr als anderswo. [Nicht belegt]" in texts
    assert "Angebot: Trinkbrunnen · Aufwand in Stunden: 88 [3]" in texts
    assert "Stadtgrün, Seite iii (in der Datei Seite 3): „Trinkbrunnen: 14“ Stand prüfen" in " ".join(texts)
    source = markdown(conversation()).decode()
    assert kinds(source[source.index("## Quellen") :]).count("list_item_open") == 3
    assert "\n3. **Hitzeaktionsplan**" in source


def test_the_documents_are_a_table_with_a_head() -> None:
    found = kinds(markdown(conversation()).decode())
    assert found.count("th_open") == 6
    assert found.count("tr_open") == 3


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_whatever_a_document_says_stays_text(text: str) -> None:
    source = markdown(odd(text)).decode()
    assert {child.type for children in inlines(source) for child in children} <= OURS
    assert kinds(source) == kinds(markdown(odd("Harmlos")).decode())
    texts = [shown(children) for children in inlines(source)]
    assert sum(clean(text) in shown_text for shown_text in texts) >= 10


@settings(deadline=None)
@given(ANY_TEXT)
@example("- Kein Punkt")
def test_any_text_survives_as_it_is(text: str) -> None:
    for before, after in (("# ", ""), ("- ", ""), ("1. **", "**."), ("", ""), ("> ", "")):
        if wanted := clean(text):
            (children,) = inlines(f"{before}{escaped(wanted)}{after}")
            assert {child.type for child in children} <= OURS
            assert shown(children) == wanted + ("." if after else "")
