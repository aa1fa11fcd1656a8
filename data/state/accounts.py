"""Accounts: who may sign in, in which role, for which areas and agencies.  Every change is signed in the journal.

A change of what somebody may see ends their sessions in the same transaction: nobody goes on with what they had.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data.rights.reader import COUNTRY, Reader, current
from data.rights.roles import administers
from data.state import account_settings, attempts, journal, passwords, sessions
from data.state.account_tables import account, recovery_code
from data.state.account_words import AccountError
from data.state.holders import LOGIN, LONGEST_NAME, Holder, key_of, sound
from data.state.journal import Person


@dataclass(frozen=True)
class Account:
    """An account as it stands; ``elsewhere`` signs in through the single sign-on of the province."""

    account_id: int
    holder: Holder
    password_hash: str
    must_change: bool
    has_second_step: bool
    language: str
    made_at: datetime
    disabled_at: datetime | None
    issuer: str | None
    subject: str | None

    @property
    def elsewhere(self) -> bool:
        return self.issuer is not None

    @property
    def reader(self) -> Reader:
        one = self.holder
        return Reader(self.account_id, one.name, one.agency, one.role, one.province_code, one.areas, one.agencies)


def any_account(conn: Connection) -> bool:
    return conn.execute(sa.select(account.c.account_id).limit(1)).first() is not None


def find(conn: Connection, login: str) -> Account:
    """Raises AccountError for a name that nobody has."""
    found = known(conn, login)
    if found is None:
        raise AccountError("no_such", login=login.strip()[:60])
    return found


def known(conn: Connection, login: str) -> Account | None:
    """The account of a name; None for what could not be one, which no database is asked."""
    key = key_of(login[: 2 * LONGEST_NAME])
    return _one(conn, account.c.login_key == key) if LOGIN.fullmatch(key) else None


def by_id(conn: Connection, account_id: int) -> Account | None:
    return _one(conn, account.c.account_id == account_id)


def from_elsewhere(conn: Connection, issuer: str, subject: str) -> Account | None:
    """The account of somebody whom another system knows."""
    return _one(conn, account.c.issuer == issuer, account.c.subject == subject)


def _one(conn: Connection, *where: sa.ColumnElement[bool]) -> Account | None:
    row = conn.execute(sa.select(account).where(*where)).mappings().first()
    return _account(row) if row else None


def everybody(conn: Connection) -> list[Account]:
    """Every account that whoever asks looks after, by name."""
    rows = conn.execute(sa.select(account).order_by(account.c.login_key)).mappings()
    return [one for one in map(_account, rows) if _in_hand(one)]


def in_hand(conn: Connection, account_id: int) -> Account | None:
    """An account that whoever asks looks after; None for any other, as for one that there is not."""
    found = by_id(conn, account_id)
    return found if found is not None and _in_hand(found) else None


def _in_hand(one: Account) -> bool:
    return administers(current(), one.holder.province_code)


def _account(row: sa.RowMapping) -> Account:
    holder = Holder(
        row["login"], row["name"], row["agency"], row["role"], row["province_code"], tuple(row["areas"]),
        tuple(row["agencies"]),
    )  # fmt: skip
    return Account(
        row["account_id"], holder, row["password_hash"], row["must_change"], bool(row["totp_secret"]), row["language"],
        row["made_at"], row["disabled_at"], row["issuer"], row["subject"],
    )  # fmt: skip


def mark(one: Account) -> str:
    """Tells two states of an account apart, for a form that was opened before."""
    seen = repr((one.holder, one.disabled_at, one.must_change, one.has_second_step))
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def create_first(
    conn: Connection, who: Person, one: Holder, password: str, now: datetime, *, must_change: bool = False
) -> int:
    """The first administrator; raises AccountError when there is any account."""
    _alone(conn)
    if any_account(conn):
        raise AccountError("first_exists")
    return create(conn, who, replace(one, role="administrator"), now, password=password, must_change=must_change)


def create(
    conn: Connection,
    who: Person,
    one: Holder,
    now: datetime,
    *,
    password: str = "",
    must_change: bool = True,
    elsewhere: tuple[str, str] | None = None,
) -> int:
    """Makes an account, with a password or as one of ``elsewhere`` (issuer, subject).  Raises AccountError."""
    _alone(conn)
    one = sound(one)
    _require_reach(one)
    if known(conn, one.login) is not None:
        raise AccountError("known", login=one.login)
    if elsewhere is None:
        passwords.require_good(password, one.login, account_settings.settings())
    issuer, subject = elsewhere or (None, None)
    row = _row(one) | {
        "login": one.login, "login_key": key_of(one.login), "made_at": now, "password_at": now, "language": "",
        "password_hash": passwords.hashed(password) if elsewhere is None else "", "totp_secret": "", "totp_step": 0,
        "must_change": must_change and elsewhere is None, "issuer": issuer, "subject": subject,
    }  # fmt: skip
    made = conn.execute(sa.insert(account).values(**row)).inserted_primary_key
    journal.write(conn, who, "account.created", f"account:{key_of(one.login)}", _row(one), now)
    return int(made[0]) if made else 0


def change(conn: Connection, who: Person, before: Account, one: Holder, now: datetime) -> None:
    """Says anew what an account is; its sessions end when that changes what it may see.

    Raises AccountError for what cannot be, and when it is not ``before`` any more.
    """
    _as_it_was(conn, before)
    one = sound(replace(one, login=before.holder.login))
    _require_reach(before.holder, one)
    if one.role != "administrator" or one.province_code not in (COUNTRY, before.holder.province_code):
        _require_another(conn, before)
    _set(conn, before, _row(one))
    if replace(one, name=before.holder.name, agency=before.holder.agency) != before.holder:
        sessions.end_all(conn, before.account_id, now)
    journal.write(conn, who, "account.changed", _subject(before), _row(one), now)


def keeps_all(conn: Connection, reader: Reader) -> bool:
    """Whether a reader looks after all that the installation holds: there is no account of another province.

    What belongs to no province, as the runs of the schedule, is shown to them alone.
    """
    if reader.role == "house" or reader.province_code == COUNTRY:
        return True
    others = sa.select(account.c.account_id).where(account.c.province_code != reader.province_code)
    return conn.execute(others.limit(1)).first() is None


def disable(conn: Connection, who: Person, before: Account, now: datetime) -> None:
    """Lets nobody in by this account any more, and those out who are."""
    _as_it_was(conn, before)
    _require_reach(before.holder)
    _require_another(conn, before)
    _set(conn, before, {"disabled_at": now})
    sessions.end_all(conn, before.account_id, now)
    journal.write(conn, who, "account.disabled", _subject(before), at=now)


def enable(conn: Connection, who: Person, before: Account, now: datetime) -> None:
    _as_it_was(conn, before)
    _require_reach(before.holder)
    _set(conn, before, {"disabled_at": None})
    journal.write(conn, who, "account.enabled", _subject(before), at=now)


def reset(conn: Connection, who: Person, before: Account, now: datetime) -> str:
    """A new password that is told once and has to be changed; the second step is taken away: the phone may be lost."""
    _as_it_was(conn, before)
    _require_reach(before.holder)
    if before.elsewhere:
        raise AccountError("signs_in_elsewhere")
    told = passwords.one_time()
    password = {"password_hash": passwords.hashed(told), "password_at": now, "must_change": True}
    _set(conn, before, password | {"totp_secret": "", "totp_step": 0})
    conn.execute(sa.delete(recovery_code).where(recovery_code.c.account_id == before.account_id))
    attempts.forget(conn, attempts.key_of("name", key_of(before.holder.login)))
    attempts.forget(conn, attempts.key_of("code", str(before.account_id)))
    sessions.end_all(conn, before.account_id, now)
    journal.write(conn, who, "account.reset", _subject(before), at=now)
    return told


def set_password(conn: Connection, before: Account, old: str, new: str, again: str, now: datetime) -> None:
    """The holder's own choice; every session ends, whoever asks is given a new one.  Raises AccountError."""
    _as_it_was(conn, before)
    if before.elsewhere:
        raise AccountError("signs_in_elsewhere")
    if not passwords.fits(old, before.password_hash):
        raise AccountError("password_wrong")
    if new != again:
        raise AccountError("password_twice")
    if passwords.fits(new, before.password_hash):
        raise AccountError("password_same")
    passwords.require_good(new, before.holder.login, account_settings.settings())
    _set(conn, before, {"password_hash": passwords.hashed(new), "password_at": now, "must_change": False})
    sessions.end_all(conn, before.account_id, now)
    journal.write(conn, person(before), "account.password_changed", _subject(before), at=now)


def rehash(conn: Connection, account_id: int, password: str) -> None:
    """The same password under today's parameters."""
    own = account.c.account_id == account_id
    conn.execute(sa.update(account).where(own).values(password_hash=passwords.hashed(password)))


def set_language(conn: Connection, account_id: int, lang: str) -> None:
    conn.execute(sa.update(account).where(account.c.account_id == account_id).values(language=lang))


def sign_out(conn: Connection, who: Person, one: Account, now: datetime) -> int:
    """Ends every session of an account, one's own or one looked after, and tells how many there were."""
    if current().account_id is None or current().account_id != one.account_id:
        _require_reach(one.holder)
    ended = sessions.end_all(conn, one.account_id, now)
    journal.write(conn, who, "account.signed_out", _subject(one), {"sessions": ended}, now)
    return ended


def person(one: Account) -> Person:
    """How an account signs."""
    return Person(one.holder.name, one.holder.agency)


def _require_reach(*holders: Holder) -> None:
    """Raises AccountError when whoever acts does not look after the accounts of all these provinces."""
    if not all(administers(current(), one.province_code) for one in holders):
        raise AccountError("of_another_province")


def _alone(conn: Connection) -> None:
    """Of several administrators one changes accounts at a time; SQLite's writer is alone already."""
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("LOCK TABLE account IN EXCLUSIVE MODE")


def _as_it_was(conn: Connection, before: Account) -> None:
    _alone(conn)
    now = by_id(conn, before.account_id)
    if now is None or replace(now, language=before.language, password_hash=before.password_hash) != before:
        raise AccountError("changed_meanwhile")


def _require_another(conn: Connection, one: Account) -> None:
    """Somebody has to be left who can let people of the province in."""
    if one.holder.role != "administrator" or one.disabled_at is not None:
        return
    others = (
        account.c.role == "administrator", account.c.disabled_at.is_(None), account.c.account_id != one.account_id,
        account.c.province_code.in_([one.holder.province_code, COUNTRY]),
    )  # fmt: skip
    if conn.execute(sa.select(account.c.account_id).where(*others).limit(1)).first() is None:
        raise AccountError("last_administrator")


def _set(conn: Connection, one: Account, values: dict[str, Any]) -> None:
    conn.execute(sa.update(account).where(account.c.account_id == one.account_id).values(**values))


def _subject(one: Account) -> str:
    return f"account:{key_of(one.holder.login)}"


def _row(one: Holder) -> dict[str, Any]:
    return {
        "name": one.name, "agency": one.agency, "role": one.role, "province_code": one.province_code,
        "areas": list(one.areas), "agencies": list(one.agencies),
    }  # fmt: skip
