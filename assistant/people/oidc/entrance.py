"""The entrance by an identity provider, beside the one by password."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from assistant.people.addresses import base_url
from assistant.people.api_tokens import ApiTokens
from assistant.people.oidc.arriving import arrived
from assistant.people.oidc.flows import Flows
from assistant.people.oidc.identity import identity_of, role_of
from assistant.people.oidc.provider import Provider, is_safe
from assistant.people.register import Register
from assistant.people.sessions import Sessions
from corpus.catalogue import Catalogue
from corpus.errors import NotSignedIn, RefusedInput, TooBusy
from corpus.settings import Settings
from corpus.texts import people as texts

CALLBACK = "/anmelden/rueckkehr"
# Who waits for the provider holds one of the threads that answer everything else, too.
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Return:
    """What somebody's browser brings back: from the address, and `kept` in its cookie."""

    state: str
    kept: str
    code: str
    error: str
    issuer: str


class ProviderEntry:
    """Sends people to the provider and lets in who comes back."""

    def __init__(self, catalogue: Catalogue, provider: Provider, settings: Settings) -> None:
        self._catalogue = catalogue
        self._provider = provider
        self._settings = settings
        self._flows = Flows(catalogue)
        self._places = BoundedSemaphore(AT_ONCE)

    def begin(self, way: str) -> tuple[str, str]:
        """The provider's address for one who then wants to go this way, and the state for their browser to keep.

        Raises Unavailable.
        """
        with self._place():
            state, flow = self._flows.begin(way)
            return self._provider.way_in(state, flow), state

    def finish(self, back: Return) -> tuple[str, str]:
        """The token of a new session, and where they wanted to go; raises NotSignedIn, Unavailable."""
        # Somebody else's way back would sign this browser in as somebody else.
        is_own = bool(back.state) and hmac.compare_digest(back.state.encode(), back.kept.encode())
        if not is_own:
            raise NotSignedIn(texts.PROVIDER_NOT_BEGUN)
        with self._place():
            return self._finished(back)

    def _finished(self, back: Return) -> tuple[str, str]:
        flow = self._flows.take(back.state)
        if flow is None:
            raise NotSignedIn(texts.PROVIDER_NOT_BEGUN)
        if back.error or not back.code or back.issuer not in ("", self._provider.issuer):
            raise NotSignedIn(texts.PROVIDER_CANCELLED if back.error == "access_denied" else texts.PROVIDER_REFUSED)
        identity = identity_of(self._provider.claims(back.code, flow), self._settings.oidc_groups_claim)
        role = role_of(identity.groups, self._settings.oidc_roles, self._settings.oidc_default_role)
        if role is None:
            self._let_out(identity.subject)
            raise NotSignedIn(texts.PROVIDER_NOT_ADMITTED)
        person = arrived(self._catalogue, identity, role)
        return Sessions(self._catalogue).begin(person.id), flow.way

    @contextmanager
    def _place(self) -> Iterator[None]:
        """One of the `AT_ONCE` places; raises TooBusy at once where none is free."""
        if not self._places.acquire(blocking=False):
            raise TooBusy(texts.ENTRY_BUSY)
        try:
            yield
        finally:
            self._places.release()

    def _let_out(self, subject: str) -> None:
        """Who is not admitted any more is signed in nowhere."""
        person = Register(self._catalogue).by_subject(subject)
        if person:
            Sessions(self._catalogue).end_all(person.id)
            ApiTokens(self._catalogue).end_all(person.id)


def open_provider_entry(catalogue: Catalogue, settings: Settings) -> ProviderEntry | None:
    """The entrance where one is set up; raises RefusedInput for settings that do not make one."""
    issuer, client_id, secret = settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret
    if not issuer:
        return None
    if not (client_id and secret and is_safe(issuer)):
        raise RefusedInput(texts.PROVIDER_SETTINGS)
    redirect_uri = base_url(settings) + CALLBACK
    provider = Provider(issuer, client_id, secret.get_secret_value(), redirect_uri)
    return ProviderEntry(catalogue, provider, settings)
