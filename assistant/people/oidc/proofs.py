"""Whether an ID token is the provider's, for us, for this very sign-in, and not too old."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from corpus.errors import NotSignedIn
from corpus.texts import people as texts

# Signed with a key that only the provider has: nothing that a secret, or nobody, signs.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
LEEWAY_SECONDS = 60


def proven(id_token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of the token; `keys` is the provider's key set. Raises NotSignedIn."""
    expected = JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims = jwt.decode(id_token, KeySet.import_key_set(dict(keys)), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
        expected.validate(claims)
    except ExpiredTokenError as error:
        raise NotSignedIn(texts.PROVIDER_CLOCK) from error
    except InvalidClaimError as error:
        raise NotSignedIn(texts.PROVIDER_CLOCK if error.claim in ("iat", "nbf") else texts.PROVIDER_REFUSED) from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotSignedIn(texts.PROVIDER_REFUSED) from error
    # Made for several, it must say that it was given to us.
    is_shared = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if is_shared else client_id) != client_id:
        raise NotSignedIn(texts.PROVIDER_REFUSED)
    return claims
