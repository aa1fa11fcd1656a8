"""Periods of a set that the office has locked: nothing is taken of them any more until they are reopened."""

from collections.abc import Iterable
from datetime import datetime

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock, periods
from data.state import journal
from data.state.journal import Person
from data.state.submission_tables import period_lock

LISTED = ["lock_id", "set_code", "period", "locked_at", "locked_by", "reopened_at", "reopened_by", "reason"]


class LockedError(Exception):
    """A period is locked, or cannot be; the message is a Vietnamese sentence."""


def lock(
    conn: Connection, who: Person, province_code: str, set_code: str, period: str, at: datetime | None = None
) -> None:
    """From now on nothing of the period is taken.  Raises LockedError when it is locked already."""
    _require(who)
    when = (at or clock.now()).replace(microsecond=0)
    _alone(conn)
    if _standing(conn, set_code, period):
        raise LockedError(f"Kỳ {periods.label(period)} đã khóa rồi.")
    row = {"province_code": province_code, "set_code": set_code, "period": period, "locked_at": when,
           "locked_by": who.name, "reopened_by": "", "reason": ""}  # fmt: skip
    conn.execute(sa.insert(period_lock).values(**row))
    journal.write(conn, who, "period.locked", subject(set_code, period), {}, when)


def reopen(conn: Connection, who: Person, set_code: str, period: str, reason: str, at: datetime | None = None) -> None:
    """The period is taken again.  Raises LockedError without a reason, or when it is not locked."""
    _require(who)
    if not reason.strip():
        raise LockedError("Ghi lý do mở lại kỳ: lý do được lưu trong nhật ký.")
    when = (at or clock.now()).replace(microsecond=0)
    own = (period_lock.c.set_code == set_code, period_lock.c.period == period, period_lock.c.reopened_at.is_(None))
    told = {"reopened_at": when, "reopened_by": who.name, "reason": reason.strip()}
    if not conn.execute(sa.update(period_lock).where(*own).values(**told)).rowcount:
        raise LockedError(f"Kỳ {periods.label(period)} không khóa.")
    journal.write(conn, who, "period.reopened", subject(set_code, period), {"reason": reason.strip()}, when)


def require_open(conn: Connection, spoken: Iterable[tuple[str, str]]) -> None:
    """Raises LockedError when one of these sets and periods is locked.  Who locks meanwhile waits, or was first."""
    if conn.dialect.name == "postgresql":  # SQLite's writer is alone already
        conn.exec_driver_sql("LOCK TABLE period_lock IN SHARE MODE")
    for set_code, period in sorted(set(spoken)):
        if found := _standing(conn, set_code, period):
            raise LockedError(
                f"Kỳ {periods.label(period)} đã khóa ({found.locked_by}, {found.locked_at:%d/%m/%Y}): không nhận thêm "
                "số liệu. Nếu cần sửa, đề nghị văn phòng mở lại kỳ."
            )


def locks(conn: Connection, set_code: str) -> pd.DataFrame:
    """Every lock of a set, the newest first: LISTED."""
    query = sa.select(*(period_lock.c[name] for name in LISTED)).where(period_lock.c.set_code == set_code)
    return pd.DataFrame(conn.execute(query.order_by(period_lock.c.lock_id.desc())).all(), columns=LISTED)


def subject(set_code: str, period: str) -> str:
    return f"period:{set_code}:{period}"


def _standing(conn: Connection, set_code: str, period: str) -> sa.Row[tuple[object, ...]] | None:
    own = (period_lock.c.set_code == set_code, period_lock.c.period == period, period_lock.c.reopened_at.is_(None))
    return conn.execute(sa.select(period_lock).where(*own)).first()


def _alone(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("LOCK TABLE period_lock IN EXCLUSIVE MODE")


def _require(who: Person) -> None:
    if not who.name.strip():
        raise LockedError("Ghi họ tên người thực hiện: mỗi bước đều được ghi vào nhật ký.")
