"""The way to the single sign-on and back: ``/dang-nhap/mot-cua`` and ``/dang-nhap/mot-cua/ve``."""

from hmac import compare_digest
from typing import Any

from flask import Blueprint, Response, g, request

from components import account_pages, frame
from components.account_pages import SSO
from components.account_words import say
from data import clock
from data.state import sign_in, sign_on, store
from data.state.account_words import AccountError
from web import oidc
from web.account_forms import Files, caller, finish, go, keep, let_in, look, onward, private, sealed, unsealed
from web.oidc import SignOnError

LIVES = 600  # seconds from the button to the way back
PURPOSE = "chiso.sign-on"


def add(blueprint: Blueprint, files: Files) -> None:
    """Registers the addresses."""
    guarded = private(files)
    blueprint.add_url_rule(SSO, "sign_on", guarded(lambda: leave(files)))
    blueprint.add_url_rule(f"{SSO}/ve", "sign_on_back", guarded(lambda: come_back(files)))


def leave(files: Files) -> Response:
    """Sends the browser to the provider; what has to be known when it comes back travels in a cookie of its own."""
    asked = onward(request.args.get("next", "/"))
    if g.reader is not None and g.session is not None:
        return go(asked)
    try:
        sent = oidc.ask(oidc.provider(), _back())
    except SignOnError as error:
        return _failed(files, error)
    kept = {"state": sent.state, "nonce": sent.nonce, "verifier": sent.verifier, "next": asked}
    answer = go(sent.address)
    keep(answer, _cookie(), sealed(PURPOSE, kept), LIVES)
    return answer


def come_back(files: Files) -> Response:
    """Lets in whom the provider has let in, or tells why not."""
    try:
        return _without_cookie(_let_in())
    except SignOnError as error:
        return _without_cookie(_failed(files, error))


def _let_in() -> Response:
    asked = _remembered()
    if "error" in request.args:
        raise SignOnError("sso_refused", request.args["error"])
    of = oidc.provider()
    told = oidc.claims(of, _back(), request.args.get("code", ""), asked)
    subject, now = str(told["sub"]), clock.now()
    holder = sign_on.holder(told, subject, sign_on.mapped())
    if holder is None:
        raise SignOnError("sso_no_role")
    try:
        with store.writing() as conn:
            one = sign_on.admit(conn, of.issuer, subject, holder, now)
            begun = sign_in.from_elsewhere(conn, one, caller(), now)
    except AccountError as error:
        if error.key == "refused":
            raise SignOnError("sso_disabled") from error
        raise SignOnError("sso_refused", error.told(frame.language())) from error
    return let_in(begun, go(asked["next"]))


def _remembered() -> dict[str, str]:
    """What this browser left with.  Raises SignOnError when it did not leave from here, or long ago."""
    kept: Any = unsealed(PURPOSE, request.cookies.get(_cookie(), ""), LIVES)
    state = request.args.get("state", "")
    if not isinstance(kept, dict) or not compare_digest(state.encode("utf-8", "surrogatepass"), kept["state"].encode()):
        raise SignOnError("sso_state")
    return kept


def _failed(files: Files, error: SignOnError) -> Response:
    lang = frame.language()
    sentence = say("sso_failed", lang, why=say(error.key, lang, what=error.what))
    html = account_pages.sign_in(look(files), onward="/", sentence=sentence, sso=SSO)
    return finish(html, 502 if error.key == "sso_away" else 403)


def _without_cookie(answer: Response) -> Response:
    """What was remembered is good for one way back."""
    answer.delete_cookie(_cookie(), path="/", secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def _back() -> str:
    return f"{request.host_url.rstrip('/')}{SSO}/ve"


def _cookie() -> str:
    return "__Host-chiso_mot_cua" if request.is_secure else "chiso_mot_cua"
