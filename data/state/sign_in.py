"""Signing in, step by step: the password, the code, a new password, the second step.  Each step ends in a new session.

What costs time is done outside of transactions, and takes as long for a name that nobody has.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from data.state import accounts, attempts, journal, passwords, second_step, sessions, store
from data.state.account_settings import settings
from data.state.account_words import AccountError
from data.state.accounts import Account
from data.state.attempts import OF_A_NAME, OF_AN_ADDRESS
from data.state.holders import key_of
from data.state.sessions import Session

LONGEST = 1000  # characters of a name or a password that are looked at


@dataclass(frozen=True)
class Caller:
    """Where a sign-in comes from."""

    address: str
    agent: str


@dataclass(frozen=True)
class Begun:
    """A session that begins: what its browser has to carry, how far it is, the language that its holder chose."""

    token: str
    stage: str
    language: str


def by_password(login: str, password: str, caller: Caller, now: datetime) -> Begun:
    """The first step.  Raises AccountError: refused, whatever was wrong; locked, after many attempts."""
    name = attempts.key_of("name", key_of(login[:LONGEST]))
    address = attempts.key_of("address", caller.address)
    with store.writing() as conn:
        attempts.begin(conn, {name: OF_A_NAME, address: OF_AN_ADDRESS}, now)
        known = accounts.known(conn, login)
    if not passwords.fits(password[:LONGEST], known.password_hash if known else "") or known is None:
        _note_lock(known, name, caller, now)
        raise AccountError("refused")
    renew = passwords.is_outdated(known.password_hash)
    with store.writing() as conn:
        attempts.take_back(conn, address, OF_AN_ADDRESS)
        fresh = accounts.by_id(conn, known.account_id)
        if fresh is None or fresh.disabled_at is not None or fresh.password_hash != known.password_hash:
            raise AccountError("refused")
        attempts.forget(conn, name)
        if renew:
            accounts.rehash(conn, known.account_id, password)
        return _begin(conn, fresh, "code" if fresh.has_second_step else _open(fresh), caller, now)


def by_code(half: Session, code: str, caller: Caller, now: datetime) -> Begun:
    """The second step of whoever has an authenticator app.  Raises AccountError."""
    account_id = int(half.reader.account_id or 0)
    key = attempts.key_of("code", str(account_id))
    with store.writing() as conn:
        attempts.begin(conn, {key: OF_A_NAME}, now)
    with store.writing() as conn:
        one = accounts.by_id(conn, account_id)
        if one is None or not second_step.use(conn, account_id, code[:LONGEST], now):
            raise AccountError("code_wrong")
        attempts.forget(conn, key)
        sessions.end(conn, half.session_id, now)
        return _begin(conn, one, _open(one), caller, now)


def from_elsewhere(conn: Connection, one: Account, caller: Caller, now: datetime) -> Begun:
    """Lets in whom another system has let in.  Raises AccountError for a disabled account."""
    if one.disabled_at is not None:
        raise AccountError("refused")
    return _begin(conn, one, "full", caller, now)


def go_on(conn: Connection, half: Session, caller: Caller, now: datetime) -> Begun:
    """A new session for whoever has done what was asked of them."""
    one = accounts.by_id(conn, int(half.reader.account_id or 0))
    if one is None:
        raise AccountError("refused")
    sessions.end(conn, half.session_id, now)
    return _begin(conn, one, _open(one), caller, now)


def _open(one: Account) -> str:
    """What is still asked of an account whose word was proven."""
    if one.must_change:
        return "change"
    if one.holder.role in settings().second_step_roles and not one.has_second_step and not one.elsewhere:
        return "second"
    return "full"


def _begin(conn: Connection, one: Account, stage: str, caller: Caller, now: datetime) -> Begun:
    token = sessions.begin(conn, one.account_id, stage, caller.address, caller.agent, now)
    if stage == "full":
        subject = f"account:{key_of(one.holder.login)}"
        journal.write(conn, accounts.person(one), "session.began", subject, {"address": caller.address}, now)
    return Begun(token, stage, one.language)


def _note_lock(known: Account | None, key: str, caller: Caller, now: datetime) -> None:
    """The journal learns that an account is being tried, once each time."""
    if known is None:
        return
    with store.writing() as conn:
        if attempts.failures(conn, key) == OF_A_NAME.free:
            subject = f"account:{key_of(known.holder.login)}"
            journal.write(conn, journal.THE_SYSTEM, "account.locked", subject, {"address": caller.address}, now)
