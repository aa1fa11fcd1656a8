"""How long entries are kept (``audit.toml`` of the store), and the cut of whole days that are older.

[audit]
keep_days = 730           # what was seen, taken away and refused
keep_changes_days = 3650  # what was changed; without it for good
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data import clock, paths
from data.audit import trail
from data.state import journal
from data.state.audit_tables import audit
from data.state.journal import THE_SYSTEM
from data.state.tables import journal as changes

FILE = "audit.toml"
USUAL, LEAST, MOST = 730, 30, 36500  # days
LEAST_OF_CHANGES = 365  # what is still being worked on tells its history from them
_cut_on: dict[Path, date] = {}


class AuditSettingsError(Exception):
    """The file cannot be used; the message is a Vietnamese sentence that says what to mend."""


@dataclass(frozen=True)
class Limits:
    """Days; ``changes`` None: for good."""

    seen: int
    changes: int | None


@dataclass(frozen=True)
class Book:
    """A chain, what it is called in a mark, and the action of its mark in the journal."""

    table: Table
    name: str
    mark: str


SEEN, CHANGES = Book(audit, "audit", trail.CUT), Book(changes, "journal", journal.CUT)


def limits() -> Limits:
    """For how long entries are kept.  Raises ``AuditSettingsError``."""
    try:
        told = tomllib.loads((paths.home() / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Limits(USUAL, None)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AuditSettingsError(f"Tệp {FILE} không phải TOML: {error}.") from error
    section = told.get("audit", {})
    known: dict[str, Any] = section if isinstance(section, dict) and not set(told) - {"audit"} else {"": None}
    seen, changed = known.get("keep_days", USUAL), known.get("keep_changes_days")
    is_sound = _is_days(seen, LEAST) and (changed is None or _is_days(changed, LEAST_OF_CHANGES))
    if set(known) - {"keep_days", "keep_changes_days"} or not is_sound:
        raise AuditSettingsError(
            f"Tệp {FILE}: ghi [audit] rồi keep_days là số ngày từ {LEAST} đến {MOST}, keep_changes_days "
            f"(không bắt buộc) từ {LEAST_OF_CHANGES} đến {MOST}."
        )
    return Limits(seen, changed)


def _is_days(days: object, least: int) -> bool:
    return isinstance(days, int) and not isinstance(days, bool) and least <= days <= MOST


def cut_if_due(conn: Connection) -> None:
    """Cuts off what is too old, once a day and process.  Raises ``AuditSettingsError``."""
    today = clock.today()
    if _cut_on.get(paths.home()) != today:
        cut(conn, today)
        _cut_on[paths.home()] = today


def cut(conn: Connection, today: date) -> int:
    """Takes away the whole days that are older than is kept, from the old end of both chains; how many entries.

    The journal says which, and the hash that the rest follows: so the rest still verifies, and the cut is sealed.
    Raises ``AuditSettingsError``.
    """
    kept = limits()
    count = _cut(conn, SEEN, today - timedelta(days=kept.seen))
    return count + (_cut(conn, CHANGES, today - timedelta(days=kept.changes)) if kept.changes else 0)


def _cut(conn: Connection, book: Book, first_kept: date) -> int:
    key = next(iter(book.table.primary_key.columns))
    # By number, not by time: a chain is cut at one place, before the first entry that has to stay.
    stays = sa.select(sa.func.min(key)).where(book.table.c.at >= datetime.combine(first_kept, time()))
    stay = conn.execute(stays).scalar()
    old = key < stay if stay is not None else sa.true()
    last = conn.execute(sa.select(key, book.table.c.hash).where(old).order_by(key.desc()).limit(1)).first()
    if last is None:
        return 0
    number, seal = last
    count = conn.execute(sa.select(sa.func.count()).select_from(book.table).where(key <= number)).scalar_one()
    told = {"before": first_kept.isoformat(), "entries": count, "hash": seal}
    if book is CHANGES:
        _renew_mark(conn, SEEN, number)
    journal.write(conn, THE_SYSTEM, book.mark, book.name, told)
    conn.execute(sa.delete(book.table).where(key <= number))
    return count


def _renew_mark(conn: Connection, book: Book, number: int) -> None:
    """Says again where a chain was cut, where the entry that says so is about to go: up to ``number``."""
    query = sa.select(changes.c.entry_id, changes.c.detail).where(changes.c.action == book.mark)
    newest = conn.execute(query.order_by(changes.c.entry_id.desc()).limit(1)).first()
    if newest is not None and newest.entry_id <= number:
        journal.write(conn, THE_SYSTEM, book.mark, book.name, newest.detail)
