"""Single sign-on of the province: OpenID Connect, authorization code with PKCE (S256), state and nonce.

Whose word is taken stands in the environment: ``CHISO_OIDC_ISSUER``, ``CHISO_OIDC_CLIENT_ID``,
``CHISO_OIDC_CLIENT_SECRET``; what it means in ``oidc.toml`` of the store.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

TIMEOUT = 10  # seconds
KNOWN_FOR = 3600  # seconds that addresses and keys of the provider are believed without asking again
LEEWAY = 300  # seconds that its clock may differ
SIGNED_WITH = ["RS256", "PS256", "ES256", "EdDSA"]
SCOPE = "openid profile email"


class SignOnError(Exception):
    """Why nobody was let in: a key of the words of accounts, and what it speaks of."""

    def __init__(self, key: str, what: str = "") -> None:
        self.key, self.what = key, what[:80]
        super().__init__(f"{key} {what}")


@dataclass(frozen=True)
class Provider:
    """Whose word is taken, and as whom we ask."""

    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True)
class Asked:
    """Where the browser is sent, and what has to be remembered until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


def is_set_up() -> bool:
    return bool(os.environ.get("CHISO_OIDC_ISSUER"))


def provider() -> Provider:
    """Raises SignOnError when the settings are incomplete or the word would come over an open wire."""
    issuer = os.environ.get("CHISO_OIDC_ISSUER", "").rstrip("/")
    client, secret = (os.environ.get(f"CHISO_OIDC_CLIENT_{name}", "") for name in ("ID", "SECRET"))
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not _is_here(parts.hostname or ""):
        raise SignOnError("sso_refused", "CHISO_OIDC_ISSUER")
    if not (client and client.isascii() and secret.isascii()):  # what HTTP can carry
        raise SignOnError("sso_refused", "CHISO_OIDC_CLIENT_ID, CHISO_OIDC_CLIENT_SECRET")
    return Provider(issuer, client, secret)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def ask(of: Provider, back: str) -> Asked:
    """Where to send a browser that wants to sign in.  Raises SignOnError."""
    about, verifier, nonce = _about(of), generate_token(64), generate_token(32)
    with _session(of, back) as session:
        address, state = session.create_authorization_url(
            about["authorization_endpoint"], code_verifier=verifier, nonce=nonce
        )
    return Asked(str(address), str(state), nonce, verifier)


def claims(of: Provider, back: str, code: str, asked: Mapping[str, str]) -> Mapping[str, Any]:
    """What the provider says of whoever came back with ``code``; every word of it is checked.

    Raises SignOnError for what is forged, expired, meant for another or was said before.
    """
    about = _about(of)
    try:
        with _session(of, back) as session:
            token = session.fetch_token(
                about["token_endpoint"], code=code, code_verifier=asked["verifier"], timeout=TIMEOUT
            )
    except OAuthError as error:
        raise SignOnError("sso_refused", str(error.error)) from error
    except (requests.RequestException, ValueError) as error:
        raise SignOnError("sso_away") from error
    if not isinstance(token, Mapping) or not isinstance(token.get("id_token"), str):
        raise SignOnError("sso_forged", "id_token")
    return _checked(of, about, token, asked["nonce"])


def _checked(of: Provider, about: Mapping[str, Any], token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
    try:
        decoded = jwt.decode(
            token["id_token"], _keys(str(about["jwks_uri"]), token["id_token"]), algorithms=SIGNED_WITH
        )
        told = CodeIDToken(
            decoded.claims,
            decoded.header,
            {"iss": {"essential": True, "values": [about["issuer"]]}, "sub": {"essential": True},
             "aud": {"essential": True, "value": of.client_id}},
            {"nonce": nonce, "client_id": of.client_id, "access_token": token.get("access_token")},
        )  # fmt: skip
        told.validate(leeway=LEEWAY)
    except (JoseError, ValueError, TypeError) as error:
        raise SignOnError("sso_forged", str(getattr(error, "error", "") or type(error).__name__)) from error
    if not isinstance(told["sub"], str) or not told["sub"].isprintable() or len(told["sub"]) > 255:
        raise SignOnError("sso_forged", "sub")
    return dict(told)


def _session(of: Provider, back: str) -> Any:
    return OAuth2Session(
        of.client_id, of.client_secret or None, scope=SCOPE, redirect_uri=back, code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if of.client_secret else "none",
    )  # fmt: skip


_known: dict[str, tuple[float, Any]] = {}


def _fetched(address: str, *, anew: bool = False) -> Any:
    """A JSON document of the provider, remembered for a while."""
    at, found = _known.get(address, (0.0, None))
    if not anew and found is not None and time.monotonic() - at < KNOWN_FOR:
        return found
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise SignOnError("sso_away") from error
    if not isinstance(found, dict):
        raise SignOnError("sso_away")
    _known[address] = (time.monotonic(), found)
    return found


def _about(of: Provider) -> Mapping[str, Any]:
    about: Mapping[str, Any] = _fetched(f"{of.issuer}/.well-known/openid-configuration")
    if str(about.get("issuer", "")).rstrip("/") != of.issuer:
        raise SignOnError("sso_forged", "issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(about.get(name), str):
            raise SignOnError("sso_forged", name)
    return about


def _keys(address: str, token: str) -> KeySet:
    """The provider's keys; asked for anew when a word is signed with one that is not among them."""
    keys = _fetched(address)
    named = _key_of(token)
    if named and named not in [one.get("kid") for one in keys.get("keys", []) if isinstance(one, dict)]:
        keys = _fetched(address, anew=True)
    return KeySet.import_key_set(keys)


def _key_of(token: str) -> str:
    """Which key a token says that it is signed with; "" when it does not say."""
    return str(extract_compact(token.encode()).headers().get("kid", ""))
