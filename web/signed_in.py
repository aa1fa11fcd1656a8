"""Who asks: before every request the cookie is resolved to a ``Reader``, ``flask.g.reader``, None for nobody.

The same is entered in ``data.rights.reader``, so that every query knows it.  As long as there is no account at all,
whoever sits at the server itself is the house: a house just built has nobody who could let them in.
``flask.g.session`` is the session behind the reader, also one that is only half-way in.
"""

import hashlib
from functools import cache

from flask import Flask, g, request
from itsdangerous import BadSignature, Signer

from data import clock
from data.rights import reader
from data.state import accounts, secret, sessions, store
from data.state.account_settings import AccountSettingsError
from data.state.secret import SecretError
from data.state.sessions import Session
from data.state.store import StateError
from web.files import STATIC
from web.wall_access import at_the_server

SECURE, PLAIN = "__Host-chiso_phien", "chiso_phien"
REHEARSAL = "chiso.rehearsal"  # the server visits itself; nothing that is sent over a wire can be called so
TROUBLES = (StateError, SecretError, AccountSettingsError)


def add(server: Flask) -> None:
    """Knows who asks before anything else does."""

    @server.before_request
    def resolve() -> None:
        g.reader, g.session, g.reader_trouble, g.reader_outside = None, None, "", reader.current()
        reader.enter(reader.NOBODY)
        reader.enter_from(request.remote_addr or "")
        if request.path.startswith(STATIC):
            return
        try:
            _resolve()
        except TROUBLES as error:  # nobody is let in, and whoever asks may be told why
            g.reader_trouble = str(error)
        reader.enter(g.reader or reader.NOBODY)

    @server.teardown_request
    def leave(_error: BaseException | None) -> None:
        if "reader_outside" in g:  # a context without a request through the door has changed nothing
            reader.enter(g.reader_outside)
            reader.enter_from("")


def _resolve() -> None:
    if REHEARSAL in request.environ:
        g.reader = reader.HOUSE
        return
    g.session = session()
    if g.session is not None:
        g.reader = g.session.reader if g.session.stage == "full" else None
    elif open_house():
        g.reader = reader.HOUSE


def open_house() -> bool:
    """Whether nobody has to say who they are: there is no account yet, and this is the server itself."""
    return at_the_server() and not _has_accounts()


def _has_accounts() -> bool:
    """Accounts are never taken away again: that there is one need be learnt only once."""
    where = str(store.url())
    if where in _seen():
        return True
    if not store.begun():
        return False
    with store.reading() as conn:
        found = accounts.any_account(conn)
    if found:
        _seen().add(where)
    return found


@cache
def _seen() -> set[str]:
    return set()


def session() -> Session | None:
    """The session that the browser carries, also one half-way; whoever is there is noted once a minute."""
    token = carried()
    if not token:
        return None
    now = clock.now()
    with store.reading() as conn:
        found = sessions.find(conn, token, now)
    if found is not None and sessions.is_due(found, now):
        with store.writing() as conn:
            sessions.seen(conn, found, now)
    return found


def cookie_name() -> str:
    """Browsers keep a cookie of the safe name only for this very host and over TLS."""
    return SECURE if request.is_secure else PLAIN


def carried() -> str:
    """What the cookie carries; "" when there is none, it is not of our hand, or it came over an open wire."""
    sent = request.cookies.get(cookie_name(), "")
    if not sent or not (request.is_secure or at_the_server()):
        return ""
    try:
        return _signer().unsign(sent).decode()
    except BadSignature:
        return ""


def sealed(token: str) -> str:
    """What a cookie carries for a token."""
    return _signer().sign(token).decode()


def _signer() -> Signer:
    return Signer(secret.key(), salt="chiso.session", digest_method=hashlib.sha256)
