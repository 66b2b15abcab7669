"""Somebody comes back from the identity provider: found by who they are there, or made, as it says now."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from assistant.people import register
from assistant.people.memberships import write_groups
from assistant.people.models import Person, Role
from assistant.people.oidc.identity import Identity
from corpus.catalogue import Catalogue
from corpus.errors import NotSignedIn
from corpus.schema import people
from corpus.texts import people as texts


def arrived(catalogue: Catalogue, identity: Identity, role: Role) -> Person:
    """The person with name, role and groups set anew; raises NotSignedIn for who is disabled here.

    Nobody is found by an e-mail address: whoever can choose one at the provider would take over a local account.
    """
    with catalogue.writing() as connection:
        row = connection.execute(select(people).where(people.c.subject == identity.subject)).one_or_none()
        if row is None:
            row = register.add(connection, identity.name, _free_name(connection, identity), role, password_hash=None)
        elif row.disabled:
            raise NotSignedIn(texts.DISABLED)
        new = {"subject": identity.subject, "name": identity.name, "role": role, "email": identity.email}
        changed = update(people).where(people.c.id == row.id).values(new)
        row = connection.execute(changed.returning(people)).one()
        write_groups(connection, row.id, identity.groups)
        return register.to_person(row, identity.groups)


def _free_name(connection: Connection, identity: Identity) -> str:
    taken = select(people.c.sign_in_name).where(people.c.sign_in_name.in_(identity.sign_in_names))
    known = set(connection.execute(taken).scalars())
    free = [name for name in identity.sign_in_names if name not in known]
    # One that is taken is refused with its sentence.
    return (free or [identity.sign_in_names[0]])[0] if identity.sign_in_names else ""
