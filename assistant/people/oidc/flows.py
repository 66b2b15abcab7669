"""Who has gone to the identity provider and not come back yet; each way back can be taken once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert

from assistant.people.tokens import hash_of, new_token, now
from corpus.catalogue import Catalogue
from corpus.schema import oidc_flows

VALID = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Flow:
    """What must fit together when somebody comes back; `way` is where they wanted to go."""

    nonce: str
    verifier: str
    way: str


class Flows:
    """Reads and writes the table; safe to call from several threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def begin(self, way: str) -> tuple[str, Flow]:
        """Somebody leaves -> the state that they must bring back, and what is kept until then."""
        state, at = new_token(), now()
        flow = Flow(nonce=new_token(), verifier=new_token(), way=way)
        new = {"state_sha256": hash_of(state), "nonce": flow.nonce, "verifier": flow.verifier, "way": way}
        with self._catalogue.writing() as connection:
            connection.execute(delete(oidc_flows).where(oidc_flows.c.expires_at <= at))
            connection.execute(insert(oidc_flows).values(**new, expires_at=at + VALID))
        return state, flow

    def take(self, state: str) -> Flow | None:
        """What was kept for this state, for the first who brings it in time."""
        this = (oidc_flows.c.state_sha256 == hash_of(state)) & (oidc_flows.c.expires_at > now())
        with self._catalogue.writing() as connection:
            row = connection.execute(delete(oidc_flows).where(this).returning(oidc_flows)).one_or_none()
        return Flow(row.nonce, row.verifier, row.way) if row else None
