"""`python -m assistant people`: for whoever may read the data folder, also beside a running server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from assistant.people.addresses import link_url
from assistant.people.models import Role
from corpus.console import DataOption, application, load_settings, plainly
from corpus.settings import Settings
from corpus.texts import people as texts

if TYPE_CHECKING:
    from assistant.people.links import Links
    from assistant.people.register import Register

people = application(texts.HELP_PEOPLE)
SignInName = Annotated[str, typer.Argument(metavar="ANMELDENAME", help=texts.HELP_SIGN_IN_NAME)]


@people.command("list", help=texts.HELP_LIST)
def list_people(data: DataOption = None) -> None:
    """Print everybody, a row each."""
    with _opened(data) as (register, _, _, _):
        everybody = register.everybody()
        if not everybody:
            _say(texts.PERSONS_NONE)
            return
        table = Table(texts.SIGN_IN_NAME, texts.NAME, texts.COLUMN_ROLE, texts.GROUPS, texts.COLUMN_STATE)
        for person in everybody:
            groups = ", ".join(sorted(person.groups))
            role, state = texts.ROLES[person.role], texts.STATES[person.state]
            table.add_row(person.sign_in_name, person.name, role, groups, state)
        Console().print(table)


@people.command(help=texts.HELP_FIRST)
def first_admin(data: DataOption = None) -> None:
    """Print the link for the first administrator."""
    with _opened(data) as (_, links, settings, acted):
        url = link_url(settings, links.for_first_administrator())
        acted("person.first", "")
        _say(texts.FIRST_LINK.format(url=url))


@people.command(help=texts.HELP_INVITE)
def invite(
    sign_in_name: SignInName,
    name: Annotated[str, typer.Option(metavar="NAME", help=texts.HELP_NAME)],
    role: Annotated[Role, typer.Option(help=texts.HELP_ROLE_VALUE)] = Role.READER,
    email: Annotated[str, typer.Option(metavar="ADRESSE", help=texts.HELP_EMAIL)] = "",
    data: DataOption = None,
) -> None:
    """Add somebody and print the link for their password."""
    with _opened(data) as (register, links, settings, acted):
        person = register.add(name, sign_in_name, role, email=email)
        acted("person.invite", person.id)
        _say(texts.LINK.format(name=person.name, url=link_url(settings, links.for_person(person))))


@people.command(help=texts.HELP_RESET)
def reset(sign_in_name: SignInName, data: DataOption = None) -> None:
    """Print a link for a new password."""
    with _opened(data) as (register, links, settings, acted):
        person = register.named(sign_in_name)
        url = link_url(settings, links.for_person(person))
        acted("person.link", person.id)
        _say(texts.LINK.format(name=person.name, url=url))


@people.command(help=texts.HELP_ROLE)
def role(
    sign_in_name: SignInName,
    role: Annotated[Role, typer.Argument(metavar="ROLLE", help=texts.HELP_ROLE_VALUE)],
    data: DataOption = None,
) -> None:
    """Give somebody a role."""
    with _opened(data) as (register, _, _, acted):
        person = register.set_role(register.named(sign_in_name).id, role)
        acted("person.role", person.id)
        _say(texts.ROLE_SET.format(name=person.name, role=texts.ROLES[role]))


@people.command(help=texts.HELP_GROUPS)
def groups(
    sign_in_name: SignInName,
    groups: Annotated[list[str] | None, typer.Argument(metavar="GRUPPE", help=texts.HELP_GROUP_NAMES)] = None,
    data: DataOption = None,
) -> None:
    """Let somebody belong to these groups and no others."""
    with _opened(data) as (register, _, _, acted):
        person = register.set_groups(register.named(sign_in_name).id, groups or ())
        acted("person.groups", person.id)
        names = ", ".join(sorted(person.groups)) or texts.GROUPS_NONE
        _say(texts.GROUPS_SET.format(name=person.name, groups=names))


@people.command(help=texts.HELP_DISABLE)
def disable(sign_in_name: SignInName, data: DataOption = None) -> None:
    """Let somebody in no longer."""
    with _opened(data) as (register, _, _, acted):
        person = register.disable(register.named(sign_in_name).id)
        acted("person.disable", person.id)
        _say(texts.IS_DISABLED.format(name=person.name))


@people.command(help=texts.HELP_ENABLE)
def enable(sign_in_name: SignInName, data: DataOption = None) -> None:
    """Let somebody in again."""
    with _opened(data) as (register, _, _, acted):
        person = register.enable(register.named(sign_in_name).id)
        acted("person.enable", person.id)
        _say(texts.IS_ENABLED.format(name=person.name))


@contextmanager
def _opened(data: Path | None) -> Iterator[tuple[Register, Links, Settings, Callable[[str, str], None]]]:
    with plainly():
        from assistant.people.links import Links
        from assistant.people.register import Register
        from corpus.acts import Acts, By
        from corpus.stores import open_catalogue

        settings = load_settings(data)
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with closing(open_catalogue(settings)) as catalogue:
            acts = Acts(catalogue)
            # Name of an act and the id of whom it was done to.
            yield Register(catalogue), Links(catalogue), settings, lambda act, id: acts.write(act, [id], by=By.COMMAND)


def _say(sentence: str) -> None:
    Console(soft_wrap=True).print(sentence, markup=False, highlight=False)
