from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.web import html

TEMPLATES = sorted((Path(html.__file__).parent / "templates").rglob("*.html"))
# What is left when the code of the templates, tags and entities are taken away must be no words.
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Blocks that name a room or a class for the frame.
KEYS = re.compile(r"\{% block (?:current|shell) %\}.*?\{% endblock %\}")
TAGS = re.compile(r'<[^>]*>|&\w+;|[\w-]+="[^"]*"|\bautofocus\b')
SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_words_of_its_own(path: Path) -> None:
    text = CODE.sub("", KEYS.sub("", path.read_text()))
    assert re.findall(r"[A-Za-zÄÖÜäöüß]{2,}", TAGS.sub("", text)) == []
    assert re.findall(r"[A-Za-zÄÖÜäöüß]{2,}", " ".join(SPOKEN.findall(text))) == []


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 20
