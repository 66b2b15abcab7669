"""`python -m assistant people` on a real data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.__main__ import app
from assistant.people.models import Role, State
from assistant.people.people import People
from corpus.acts import Acts, By
from corpus.catalogue import Catalogue
from corpus.texts import people as texts

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, people: People) -> Run:
    """The command on the folder of `people`, which stays open meanwhile, as beside a server."""
    assert people.register.everybody() == []

    def command(*words: str) -> Result:
        return CliRunner().invoke(app, ["people", *words, "--data", str(tmp_path)])

    return command


def token_in(said: str) -> str:
    return said.strip().rpartition("/passwort/")[2]


def test_the_first_administrator_gets_a_link_until_there_is_one(run: Run, people: People) -> None:
    assert run("list").stdout.strip() == texts.PERSONS_NONE
    link = token_in(run("first-admin").stdout)
    people.entry.accept(link, "Kastanie Regenrinne 7", name="Vera", sign_in_name="vera")
    refused = run("first-admin")
    assert refused.exit_code == 1
    assert texts.HAS_ADMINISTRATOR in refused.stderr.replace("\n", " ")


def test_people_are_invited_changed_blocked_freed_and_get_new_links(run: Run, people: People) -> None:
    invited = run("invite", "Anna@Stadt.example", "--name", "Anna", "--role", "editor")
    people.entry.accept(token_in(invited.stdout), "Kastanie Regenrinne 7")
    anna = people.register.named("anna@stadt.example")
    assert (anna.role, anna.state) == (Role.EDITOR, State.ACTIVE)
    assert run("role", "ANNA@stadt.example", "reader").exit_code == 0
    assert people.register.person(anna.id).role is Role.READER
    assert "Bauamt, Kämmerei" in run("groups", "ANNA@stadt.example", "Kämmerei", "Bauamt").stdout
    assert people.register.person(anna.id).groups == {"Bauamt", "Kämmerei"}
    assert texts.GROUPS_NONE in run("groups", "anna@stadt.example").stdout
    assert people.register.person(anna.id).groups == frozenset()
    assert people.links.find(token_in(run("reset", "anna@stadt.example").stdout)).person is not None
    assert run("disable", "anna@stadt.example").exit_code == 0
    assert people.register.person(anna.id).state is State.DISABLED
    assert run("reset", "anna@stadt.example").exit_code == 1
    assert run("enable", "anna@stadt.example").exit_code == 0
    listed = run("list").stdout
    assert "anna@stadt.example" in listed
    assert texts.ROLES["reader"] in listed


def test_what_cannot_be_is_refused_in_one_sentence(run: Run) -> None:
    for words, said in (
        (("reset", "niemand"), "meldet sich hier niemand an"),
        (("invite", "an na", "--name", "Anna"), "keine Leerzeichen"),
    ):
        refused = run(*words)
        assert refused.exit_code == 1
        assert said in refused.stderr.replace("\n", " ")
    assert run("role", "niemand", "koenig").exit_code == 2


def test_what_commands_do_to_people_is_written_down(run: Run, people: People, catalogue: Catalogue) -> None:
    run("first-admin")
    run("invite", "anna", "--name", "Anna")
    anna = people.register.named("anna").id
    for words in (("reset", "anna"), ("role", "anna", "editor"), ("groups", "anna", "Bauamt")):
        assert run(*words).exit_code == 0
    for words in (("disable", "anna"), ("enable", "anna"), ("disable", "niemand"), ("list",)):
        run(*words)
    found = list(reversed(Acts(catalogue).newest(most=20)))
    assert {act.by for act in found} == {By.COMMAND}
    assert [(act.act.removeprefix("person."), act.subject) for act in found] == [
        ("first", ""),
        *((name, anna) for name in ("invite", "link", "role", "groups", "disable", "enable")),
    ]
