"""Who asks, and how far they may go."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from assistant.people.models import Person, Role, Session
from corpus.models import Sight


class Access(IntEnum):
    """What something needs, from the least to the most; whoever may do one of them may do those before."""

    OPEN = 0
    READING = 1
    OWN = 2
    EDITING = 3
    ADMINISTERING = 4


ACCESS = {Role.READER: Access.OWN, Role.EDITOR: Access.EDITING, Role.ADMINISTRATOR: Access.ADMINISTERING}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks for a page; `owner` says whose conversations are theirs, see `Conversations`.

    `can_sign_in` is whether they would see more by signing in. `csrf` is the token that their pages carry, '' where no
    cookie lets them in.
    """

    access: Access
    owner: str | None
    person: Person | None = None
    session: Session | None = None
    can_sign_in: bool = False
    csrf: str = field(default="", repr=False)

    def may(self, needed: Access) -> bool:
        """Whether they may do what needs this."""
        return self.access >= needed

    @property
    def sight(self) -> Sight:
        """Which documents they may see; who takes care of documents sees all of them."""
        return Sight() if self.may_edit else Sight(frozenset(self.person.groups if self.person else ()))

    @property
    def may_read(self) -> bool:
        """Whether they may ask and read documents."""
        return self.may(Access.READING)

    @property
    def may_edit(self) -> bool:
        """Whether they may change documents."""
        return self.may(Access.EDITING)

    @property
    def may_administer(self) -> bool:
        """Whether they may administer."""
        return self.may(Access.ADMINISTERING)


# Where nobody signs in, whoever reaches the page may do everything.
EVERYBODY = Viewer(Access.ADMINISTERING, owner=None)
# Nothing is known yet; no conversation has this owner.
NOBODY = Viewer(Access.OPEN, owner="")


def by_token(person: Person, scope: Role) -> Viewer:
    """A program of somebody, as their role says now, and no further than its token."""
    return Viewer(min(ACCESS[person.role], ACCESS[scope]), owner=person.id, person=person)


def signed_in(person: Person, session: Session, *, csrf: str) -> Viewer:
    """Somebody as their role says."""
    return Viewer(ACCESS[person.role], owner=person.id, person=person, session=session, csrf=csrf)
