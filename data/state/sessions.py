"""Who is signed in: sessions kept by the hash of what the browser carries, ended by idleness, age, word or change."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.rights.reader import Reader
from data.state.account_settings import AccountSettings, settings
from data.state.account_tables import account, session

# code: the password was right, the second step is missing; change: the password has to be changed; second: an
# authenticator app has to be set up; full: signed in.
STAGES = ("code", "change", "second", "full")
SEEN_EVERY = timedelta(minutes=1)  # a busy reader is written no more often
HALF_WAY = timedelta(minutes=15)  # to finish what was begun
AHEAD = timedelta(minutes=5)  # what another machine's clock may be ahead
MOST = 50  # living sessions of one account
KEPT = timedelta(days=30)  # after its end
LONGEST_AGENT = 200


@dataclass(frozen=True)
class Session:
    """A living session and whose it is."""

    session_id: int
    stage: str
    csrf: str
    began_at: datetime
    seen_at: datetime
    language: str
    login: str
    reader: Reader


def begin(conn: Connection, account_id: int, stage: str, address: str, agent: str, now: datetime) -> str:
    """A new session; what its browser has to carry is told only now.

    Who has MOST of them loses the one seen longest ago: a program that signs in again and again fills no table.
    """
    token = secrets.token_urlsafe(32)
    conn.execute(sa.delete(session).where(session.c.began_at < now - KEPT - timedelta(days=7)))
    row = {
        "token_hash": _hash(token), "account_id": account_id, "stage": stage, "csrf": secrets.token_urlsafe(32),
        "began_at": now, "seen_at": now, "address": address[:60], "agent": agent[:LONGEST_AGENT],
    }  # fmt: skip
    _make_room(conn, account_id, now)
    conn.execute(sa.insert(session).values(**row))
    return token


def _make_room(conn: Connection, account_id: int, now: datetime) -> None:
    own = (session.c.account_id == account_id, session.c.ended_at.is_(None))
    by_sight = (session.c.seen_at.desc(), session.c.session_id.desc())
    newest_first = sa.select(session.c.session_id).where(*own).order_by(*by_sight)
    if too_many := list(conn.execute(newest_first.offset(MOST - 1)).scalars()):
        conn.execute(sa.update(session).where(session.c.session_id.in_(too_many)).values(ended_at=now))


def find(conn: Connection, token: str, now: datetime) -> Session | None:
    """The living session that a browser carries; None when it is unknown, ended, too old or its account disabled."""
    c = account.c
    query = sa.select(
        session, c.name, c.login, c.agency, c.role, c.province_code, c.areas, c.agencies, c.language
    ).join(account, account.c.account_id == session.c.account_id)
    alive = (session.c.token_hash == _hash(token), session.c.ended_at.is_(None), account.c.disabled_at.is_(None))
    row = conn.execute(query.where(*alive)).mappings().first()
    if row is None or _is_over(row["began_at"], row["seen_at"], row["stage"], settings(), now):
        return None
    reader = Reader(
        row["account_id"], row["name"], row["agency"], row["role"], row["province_code"], tuple(row["areas"]),
        tuple(row["agencies"]),
    )  # fmt: skip
    return Session(
        row["session_id"], row["stage"], row["csrf"], row["began_at"], row["seen_at"], row["language"], row["login"],
        reader,
    )  # fmt: skip


def _is_over(began: datetime, seen: datetime, stage: str, rules: AccountSettings, now: datetime) -> bool:
    longest = rules.absolute if stage == "full" else HALF_WAY
    return now - began > longest or now - seen > rules.idle or began - now > AHEAD


def is_due(one: Session, now: datetime) -> bool:
    """Whether it has to be written that a reader was seen."""
    return now - one.seen_at > SEEN_EVERY


def seen(conn: Connection, one: Session, now: datetime) -> None:
    conn.execute(sa.update(session).where(session.c.session_id == one.session_id).values(seen_at=now))


def end(conn: Connection, session_id: int, now: datetime, *, account_id: int | None = None) -> bool:
    """Ends one session, with ``account_id`` only if it is that account's; whether there was one to end."""
    own = [session.c.session_id == session_id, session.c.ended_at.is_(None)]
    if account_id is not None:
        own.append(session.c.account_id == account_id)
    return bool(conn.execute(sa.update(session).where(*own).values(ended_at=now)).rowcount)


def end_all(conn: Connection, account_id: int, now: datetime) -> int:
    """Ends every session of an account; how many there were."""
    own = (session.c.account_id == account_id, session.c.ended_at.is_(None))
    return int(conn.execute(sa.update(session).where(*own).values(ended_at=now)).rowcount)


def living(conn: Connection, account_id: int, now: datetime) -> pd.DataFrame:
    """The living sessions of an account, the one seen last first.

    Columns: ``session_id``, ``stage``, ``began_at``, ``seen_at``, ``address``, ``agent``.
    """
    columns = ["session_id", "stage", "began_at", "seen_at", "address", "agent"]
    own = (session.c.account_id == account_id, session.c.ended_at.is_(None))
    query = sa.select(*(session.c[name] for name in columns)).where(*own).order_by(session.c.seen_at.desc())
    rules = settings()
    rows: list[Any] = [
        row for row in conn.execute(query).all() if not _is_over(row.began_at, row.seen_at, row.stage, rules, now)
    ]
    return pd.DataFrame(rows, columns=columns)


def _hash(token: str) -> str:
    # A drawn secret of 256 bits needs no slow hash.
    return hashlib.sha256(token.encode()).hexdigest()
