"""Who somebody is for the identity provider, and what that makes of them here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.people.mail_addresses import mail_address
from assistant.people.models import Role
from assistant.people.names import checked_name, checked_sign_in_name
from assistant.people.viewer import ACCESS
from corpus.errors import RefusedInput
from corpus.group_names import group_name


@dataclass(frozen=True, slots=True)
class Identity:
    """What the provider says of somebody; of the `sign_in_names` the first that is free is theirs."""

    subject: str
    name: str
    sign_in_names: tuple[str, ...]
    email: str | None
    groups: frozenset[str]


def identity_of(claims: Mapping[str, Any], groups_claim: str) -> Identity:
    """From claims that are proven; what cannot be used as a name or a group is passed over."""
    subject = f"{claims['iss']}|{claims['sub']}"
    names = [claims.get(name) for name in ("name", "preferred_username", "email", "sub")]
    signing_in = [claims.get(name) for name in ("preferred_username", "email", "sub")] + [subject]
    emails = _usable(mail_address, [claims.get("email")])
    return Identity(
        subject=subject,
        name=(*_usable(checked_name, names), "?")[0],
        sign_in_names=_usable(checked_sign_in_name, signing_in),
        email=emails[0] if emails else None,
        groups=frozenset(_usable(_provider_group, _listed(claims, groups_claim))),
    )


def role_of(groups: Iterable[str], roles: Mapping[str, str], default: str) -> Role | None:
    """The widest role of these groups, else the default; None for who is not admitted."""
    mine = set(groups)
    given = [Role(role) for group, role in roles.items() if mine.intersection(_usable(group_name, [group]))]
    return max(given, key=ACCESS.__getitem__, default=Role(default) if default else None)


def _provider_group(given: str) -> str:
    """A group that is called here as it is there: 'IT ' is another than 'IT'. Raises RefusedInput for all others."""
    name = group_name(given)
    if name != unicodedata.normalize("NFC", given):
        raise RefusedInput(name)
    return name


def _usable(check: Any, values: Iterable[object]) -> tuple[str, ...]:
    found = []
    for value in values:
        try:
            found.append(str(check(value)) if isinstance(value, str) else "")
        except RefusedInput:
            continue
    return tuple(filter(None, found))


def _listed(claims: Mapping[str, Any], path: str) -> list[object]:
    """The claim of this name, or the one at the end of a path like 'realm_access.roles'."""
    found: Any = claims
    for name in [path] if path in claims else path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, list) else [found]
