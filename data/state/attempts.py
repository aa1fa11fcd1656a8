"""How often somebody tried in vain, by name and by address: each further failure is waited for longer.

An attempt is counted before it is known how it ends, so that many at once cannot all be the first.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from data.state.account_tables import attempt
from data.state.account_words import AccountError

FORGOTTEN = timedelta(hours=1)  # after the last failure and the wait for it


@dataclass(frozen=True)
class Limit:
    """``free`` attempts in a row, then a minute, two, four … up to ``longest``."""

    free: int
    longest: timedelta


OF_A_NAME = Limit(5, timedelta(minutes=15))
OF_AN_ADDRESS = Limit(30, timedelta(hours=1))  # an office of many people behind one address


def key_of(kind: str, what: str) -> str:
    return f"{kind}:{hashlib.sha256(what.encode('utf-8', 'surrogatepass')).hexdigest()}"


def begin(conn: Connection, limits: dict[str, Limit], now: datetime) -> None:
    """Counts an attempt under each key (in a transaction of ``store.writing``).

    Raises AccountError while any of them has to wait; that attempt counts for nothing.
    """
    if conn.dialect.name == "postgresql":  # two attempts under one key at once are still two
        conn.exec_driver_sql("LOCK TABLE attempt IN EXCLUSIVE MODE")
    rows = conn.execute(sa.select(attempt).where(attempt.c.key.in_(limits))).mappings()
    known = {row["key"]: row for row in rows}
    # A wait that is longer than any can be was set by a clock that ran ahead: nobody is kept out until then.
    ends = [(row["locked_until"], now + limits[row["key"]].longest) for row in known.values() if row["locked_until"]]
    waits = [until for until, latest in ends if now < until <= latest]
    if waits:
        raise AccountError("locked", minutes=max(1, -(-int((max(waits) - now).total_seconds()) // 60)))
    conn.execute(sa.delete(attempt).where(attempt.c.last_at < now - FORGOTTEN - OF_AN_ADDRESS.longest))
    for key, limit in limits.items():
        before = known.get(key)
        failures = 1 if before is None or _is_over(before, now) else int(before["failures"]) + 1
        _keep(conn, key, failures, limit, now)


def _is_over(row: sa.RowMapping, now: datetime) -> bool:
    return bool(max(row["last_at"], row["locked_until"] or row["last_at"]) < now - FORGOTTEN)


def _keep(conn: Connection, key: str, failures: int, limit: Limit, now: datetime) -> None:
    over = failures - limit.free
    wait = min(timedelta(minutes=2 ** min(over, 12)), limit.longest) if over >= 0 else None
    conn.execute(sa.delete(attempt).where(attempt.c.key == key))
    row = {"key": key, "failures": failures, "last_at": now, "locked_until": now + wait if wait else None}
    conn.execute(sa.insert(attempt).values(**row))


def forget(conn: Connection, key: str) -> None:
    """The attempt succeeded: nothing counts against the name any more."""
    conn.execute(sa.delete(attempt).where(attempt.c.key == key))


def take_back(conn: Connection, key: str, limit: Limit) -> None:
    """The attempt succeeded: it does not count against the address, those of others there still do."""
    own = attempt.c.key == key
    conn.execute(sa.update(attempt).where(own).values(failures=attempt.c.failures - 1))
    conn.execute(sa.update(attempt).where(own, attempt.c.failures < limit.free).values(locked_until=None))


def failures(conn: Connection, key: str) -> int:
    """How many attempts stand under a key."""
    return int(conn.execute(sa.select(attempt.c.failures).where(attempt.c.key == key)).scalar() or 0)
