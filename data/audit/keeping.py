"""How long entries are kept (``audit.toml`` of the store), and the cut of whole days that are older.

[audit]
keep_days = 730
"""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock, paths
from data.audit import trail
from data.state import journal
from data.state.audit_tables import audit
from data.state.journal import THE_SYSTEM

FILE = "audit.toml"
USUAL, LEAST, MOST = 730, 30, 36500  # days
_cut_on: dict[Path, date] = {}


class AuditSettingsError(Exception):
    """The file cannot be used; the message is a Vietnamese sentence that says what to mend."""


def keep_days() -> int:
    """For how many days entries are kept.  Raises ``AuditSettingsError``."""
    try:
        told = tomllib.loads((paths.home() / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return USUAL
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AuditSettingsError(f"Tệp {FILE} không phải TOML: {error}.") from error
    section = told.get("audit", {})
    days = section.get("keep_days", USUAL) if isinstance(section, dict) else None
    if set(told) - {"audit"} or isinstance(days, bool) or not isinstance(days, int) or not LEAST <= days <= MOST:
        raise AuditSettingsError(f"Tệp {FILE}: ghi [audit] rồi keep_days là số ngày từ {LEAST} đến {MOST}.")
    return days


def cut_if_due(conn: Connection) -> None:
    """Cuts off what is too old, once a day and process.  Raises ``AuditSettingsError``."""
    today = clock.today()
    if _cut_on.get(paths.home()) != today:
        cut(conn, today)
        _cut_on[paths.home()] = today


def cut(conn: Connection, today: date) -> int:
    """Takes away the whole days that are older than is kept, from the chain's old end; how many entries.

    The journal says which, and the hash that the rest follows: so the rest still verifies, and the cut is sealed.
    Raises ``AuditSettingsError``.
    """
    first_kept = today - timedelta(days=keep_days())
    # By number, not by time: a chain is cut at one place, before the first entry that has to stay.
    stays = sa.select(sa.func.min(audit.c.audit_id)).where(audit.c.at >= datetime.combine(first_kept, time()))
    stay = conn.execute(stays).scalar()
    old = audit.c.audit_id < stay if stay is not None else sa.true()
    last = conn.execute(sa.select(audit.c.hash).where(old).order_by(audit.c.audit_id.desc()).limit(1)).scalar()
    if last is None:
        return 0
    count = conn.execute(sa.select(sa.func.count()).select_from(audit).where(old)).scalar_one()
    told = {"before": first_kept.isoformat(), "entries": count, "hash": last}
    journal.write(conn, THE_SYSTEM, trail.CUT, "audit", told)
    conn.execute(sa.delete(audit).where(old))
    return count
