"""Nobody comes in but by a rule of ``data.rights.doors``: every address, page and callback is asked for its permission.

Runs after ``web.signed_in``, which says who asks.  What changes anything has to come from a page of ours as well: by
its origin, and by the token of the session where there is one.
"""

import hmac
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import dash
from dash import Dash, html
from dash._callback import GLOBAL_CALLBACK_MAP
from dash._pages import _path_to_page
from flask import Response, abort, g, jsonify, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from components import doors_words, frame, messages
from data import about
from data.rights import doors, reader
from data.rights.roles import may

SIGN_IN = "/dang-nhap"
SAFE = ("GET", "HEAD", "OPTIONS")
TOKEN, TOKEN_HEADER = "_csrf_token", "X-CSRFToken"  # names that Dash's own scripts hand on
GATED = "chiso_gated"
Refusal = Response | WerkzeugResponse


class DoorError(Exception):
    """Something of the app has no rule; the message names it."""


def add(app: Dash) -> None:
    """Puts the guard before every request and the gate before every page.  Raises DoorError for what has no rule."""
    _check(app)
    for path, page in _pages():
        page["layout"] = _gated(page["layout"], path)

    @app.server.before_request
    def stand_guard() -> Refusal | None:
        return None if request.url_rule is None else _refusal(app, str(request.url_rule))

    @app.server.after_request
    def hand_token(response: Response) -> Response:
        held = g.get("session")
        if held is not None and response.mimetype == "text/html":
            response.set_cookie(TOKEN, held.csrf, secure=request.is_secure, samesite="Strict", path="/")
        return response


def _refusal(app: Dash, rule: str) -> Refusal | None:
    """Why a request is not let in; None when it is."""
    needed = doors.of_route(rule)
    if request.method not in SAFE and _is_foreign():
        return _told("foreign", 403)
    if needed in (doors.OPEN, doors.OWN):
        return None
    if g.reader is None:
        return _come_in_first()
    if request.method not in SAFE and g.session is not None and not _has_token():
        return _told("foreign", 403)
    if needed == doors.PAGE:
        needed = doors.PLAIN_PAGES.get(request.path) or doors.PAGES.get(_page_of(request.path))
    elif needed == doors.CALLBACK:
        needed = _of_callback(app)
    if needed is None or not may(g.reader, needed):
        return _told("closed", 403)
    return None


def _is_foreign() -> bool:
    """Whether another site's page sends this; programs that are no browsers say no origin, and carry no cookie."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.host


def _has_token() -> bool:
    return hmac.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), g.session.csrf.encode())


def _come_in_first() -> Refusal:
    """A reader who came by a link is sent to sign in and comes back to it; a script is told."""
    if g.get("reader_trouble"):
        return _told("trouble", 503, g.reader_trouble)
    if doors.of_route(str(request.url_rule)) != doors.PAGE:
        return _told("nobody", 401)
    asked = request.full_path.rstrip("?")
    return redirect(f"{SIGN_IN}?{urlencode({'next': asked})}" if asked != "/" else SIGN_IN, 302)


def _told(why: str, status: int, sentence: str = "") -> Refusal:
    """The refusal in words: a page for a reader, JSON for a script."""
    words = sentence or doors_words.say(why, frame.language())
    if doors.of_route(str(request.url_rule)) == doors.PAGE:
        html = doors_words.page(words, frame.language(), is_away=status == 503)
        abort(Response(html, status, mimetype="text/html"))
    answer = jsonify(told=words)
    answer.status_code = status
    return answer


def _of_callback(app: Dash) -> str | None:
    sent = request.get_json(silent=True)
    output = sent.get("output") if isinstance(sent, dict) else None
    spec = app.callback_map.get(output) if isinstance(output, str) else None
    return None if spec is None else doors.CALLBACKS.get(name_of(spec.get("callback")))


def name_of(answering: Any) -> str:
    """Module and name of the function behind a callback, under all that Dash wrapped around it."""
    while hasattr(answering, "__wrapped__"):
        answering = answering.__wrapped__
    return f"{getattr(answering, '__module__', '')}.{getattr(answering, '__qualname__', '')}"


def _page_of(path: str) -> str:
    page, _ = _path_to_page(path.strip("/"))
    return str(page.get("path", "")) if page else "/khong-tim-thay"


def _pages() -> list[tuple[str, dict[str, Any]]]:
    return [(str(page["path"]), page) for page in dash.page_registry.values()]


def _gated(layout: Any, path: str) -> Callable[..., Any]:
    """The layout of a page for those to whom it opens; a sentence for others, who may come by a link within Dash."""
    if getattr(layout, GATED, False):  # pages outlive an app: another one in this process has done it
        return layout  # type: ignore[no-any-return]

    def gated(**asked: Any) -> Any:
        if not doors.opens(reader.current(), path):
            return _closed()
        return layout(**asked) if callable(layout) else layout

    setattr(gated, GATED, True)
    return gated


def _closed() -> html.Div:
    lang = frame.language()
    return frame.page(
        messages.message(doors_words.say("closed", lang), tone="warn"), active="", lang=lang, **about.about().told()
    )


def _check(app: Dash) -> None:
    """Everything that can be asked for has a rule."""
    routes = [str(rule) for rule in app.server.url_map.iter_rules() if doors.of_route(str(rule)) is None]
    pages = [path for path, _ in _pages() if path not in doors.PAGES]
    known: Mapping[str, Any] = {**GLOBAL_CALLBACK_MAP, **app.callback_map}
    names = {name_of(spec["callback"]) for spec in known.values() if spec.get("callback") is not None}
    callbacks = sorted(names - set(doors.CALLBACKS))
    for what, missing in (("address", routes), ("page", pages), ("callback", callbacks)):
        if missing:
            raise DoorError(f"No rule in data.rights.doors for the {what} {missing[0]}: it would open to nobody.")
