"""People, their sessions and the links they are handed, as plain values; times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for; each includes the ones before."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class State(StrEnum):
    """Whether somebody can come in."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class LinkKind(StrEnum):
    """What a link is for."""

    FIRST_ADMINISTRATOR = "first"
    INVITATION = "invitation"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in; `has_password` is false until an invitation was followed.

    Who comes `from_provider` has none here, and their name, role and groups are what the identity provider says.

    `groups` are those whose documents they may read, beside what is for everybody.
    """

    id: str
    name: str
    sign_in_name: str
    role: Role
    groups: frozenset[str]
    disabled: bool
    has_password: bool
    from_provider: bool
    email: str | None
    created_at: datetime
    last_seen: datetime | None

    @property
    def state(self) -> State:
        """Whether they can come in."""
        if self.disabled:
            return State.DISABLED
        return State.ACTIVE if self.has_password or self.from_provider else State.INVITED


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in somewhere; `id` is the hash of the token that the browser keeps."""

    id: str
    person_id: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token of somebody's programs; `scope` is the role that it is worth at most."""

    id: str
    name: str
    scope: Role
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that sets a password, once; `person` is None for the first administrator."""

    kind: LinkKind
    person: Person | None
    expires_at: datetime
