"""What every form of the pages of accounts passes: sent from our own page, by whoever opened it, over a closed wire."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hmac import compare_digest
from urllib.parse import urlsplit

from flask import Response, g, request
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from components import frame
from components.account_pages import ADMIN, OWN, stopped
from components.account_parts import Look
from components.account_words import say
from data import clock
from data.state import secret
from data.state.sessions import AHEAD
from data.state.sign_in import Begun, Caller
from web import signed_in
from web.wall_access import at_the_server

LARGEST = 64_000  # bytes of a form: names, not files
BEFORE = 3600  # seconds that a page may lie open before somebody signs in
PAGES = (OWN, ADMIN)  # what lies under them takes forms
YEAR = 365 * 86400
View = Callable[..., Response]


@dataclass(frozen=True)
class Files:
    """Addresses of what the pages look like."""

    style: str
    script: str


class FormError(Exception):
    """A form that was not sent from our own page, or too late."""


def look(files: Files) -> Look:
    """How the page of this request looks; whoever is not signed in gets a token of the browser's own."""
    token = g.session.csrf if g.session is not None else g.get("form_token") or _new_token()
    return Look(files.style, files.script, frame.language(), token, _place())


def _place() -> str:
    """Where the page stands: what was posted to is no page."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return next((page for page in PAGES if request.path.startswith(page)), request.path)


def _new_token() -> str:
    """Taken from the cookie while it is fresh, so that two tabs do not disown each other."""
    nonce = _nonce()
    if not nonce:
        nonce = secrets.token_urlsafe(24)
        g.new_nonce = nonce
    g.form_token = _form_token(nonce)
    return str(g.form_token)


def _nonce() -> str:
    try:
        return str(_loaded("chiso.before", request.cookies.get(_before_name(), ""), BEFORE))
    except BadData:
        return ""


def _form_token(nonce: str) -> str:
    return hashlib.sha256(f"{secret.key()}.form.{nonce}".encode()).hexdigest()


def _dated(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret.key(), salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})


def sealed(purpose: str, value: object) -> str:
    """A value that nobody but us can have written."""
    return str(_dated(purpose).dumps(value))


def unsealed(purpose: str, text: str, seconds: int) -> object | None:
    """The value; None when it is forged, older than that, or of a time to come."""
    try:
        return _loaded(purpose, text, seconds)
    except BadData:
        return None


def _loaded(purpose: str, text: str, seconds: int) -> object:
    """Raises BadData.  The machine that sealed it may be a little ahead of this one."""
    value, at = _dated(purpose).loads(text, return_timestamp=True)
    age = clock.now() - at.astimezone(clock.VIETNAM).replace(tzinfo=None)
    if not -AHEAD <= age <= timedelta(seconds=seconds):
        raise SignatureExpired(f"sealed {age} ago")
    return value


def _before_name() -> str:
    return "__Host-chiso_truoc" if request.is_secure else "chiso_truoc"


def finish(html: str, status: int = 200) -> Response:
    """A page as an answer, with the token that its forms need."""
    answer = Response(html, status, mimetype="text/html")
    if nonce := g.pop("new_nonce", ""):
        keep(answer, _before_name(), sealed("chiso.before", nonce), BEFORE)
    return answer


def keep(answer: Response, name: str, value: str, seconds: int | None) -> None:
    """A cookie that scripts do not see and other sites do not send along."""
    answer.set_cookie(name, value, max_age=seconds, path="/", httponly=True, secure=request.is_secure, samesite="Lax")


def let_in(begun: Begun, answer: Response) -> Response:
    """Gives the browser its new session, and the language that its holder chose."""
    keep(answer, signed_in.cookie_name(), signed_in.sealed(begun.token), None)
    answer.delete_cookie(_before_name(), path="/", secure=request.is_secure, httponly=True, samesite="Lax")
    if begun.language:
        speak(answer, begun.language)
    return answer


def let_out(answer: Response) -> Response:
    answer.delete_cookie(signed_in.cookie_name(), path="/", secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def speak(answer: Response, lang: str) -> None:
    """The language cookie, which the switch of the pages writes too."""
    answer.set_cookie(frame.COOKIE, lang, max_age=YEAR, path="/", samesite="Lax", secure=request.is_secure)


def go(path: str) -> Response:
    return Response(status=303, headers={"Location": path})


def onward(asked: str) -> str:
    """Where somebody wanted to go: a path of ours, or the first page."""
    parts = urlsplit(asked) if asked.isprintable() and len(asked) < 2000 and "\\" not in asked else None
    is_ours = parts and not parts.scheme and not parts.netloc and asked.startswith("/") and asked[1:2] != "/"
    return asked if is_ours else "/"


def caller() -> Caller:
    return Caller(request.remote_addr or "", request.user_agent.string)


def is_private() -> bool:
    """Whether nobody on the way can read what is typed."""
    return request.is_secure or at_the_server()


def check() -> None:
    """Raises FormError when the form of this request was not sent from a page of ours that is still good."""
    request.max_content_length = LARGEST
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise FormError
    if origin is None and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise FormError
    sent = request.form.get("csrf", "")
    if g.session is not None:
        known = g.session.csrf
    else:
        nonce = _nonce()
        known = _form_token(nonce) if nonce else ""
    if not known or not compare_digest(sent.encode("utf-8", "surrogatepass"), known.encode()):
        raise FormError


def private(files: Files) -> Callable[[View], View]:
    """Shows a page over a closed wire only, and tells when it cannot be known who asks."""

    def around(view: View) -> View:
        @wraps(view)
        def shown(*args: object, **named: object) -> Response:
            if g.reader_trouble:
                return trouble(files, g.reader_trouble)
            if not is_private():
                return finish(stopped(look(files), told("tls")), 403)
            return view(*args, **named)

        return shown

    return around


def trouble(files: Files, sentence: str) -> Response:
    """A page that needs neither key nor database, because one of them is away."""
    bare = Look(files.style, files.script, frame.language(), "", request.path)
    return Response(stopped(bare, sentence), 503, mimetype="text/html")


def told(key: str) -> str:
    """A sentence in the reader's language."""
    return say(key, frame.language())
