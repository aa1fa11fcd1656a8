"""Both chains as one list, the newest first: what was seen and taken away, and what was changed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table

from data.audit.trail import CHANGE, KINDS
from data.rights.reader import current
from data.state import provinces
from data.state.audit_tables import audit
from data.state.tables import journal

SHOWN = 2000
COLUMNS = ["entry", "at", "actor", "agency", "address", "kind", "action", "subject", "detail"]


@dataclass(frozen=True)
class Wanted:
    """What is looked for; "" and None: anything."""

    person: str = ""
    agency: str = ""
    kind: str = ""  # one of trail.KINDS
    action: str = ""
    subject: str = ""
    address: str = ""
    first: date | None = None
    last: date | None = None


def find(conn: Connection, wanted: Wanted, limit: int = SHOWN) -> pd.DataFrame:
    """The newest entries of the reader's province that fit: COLUMNS; ``entry`` is "n12" of the trail, "t7" of the
    journal.  Whoever works for all provinces sees all."""
    parts = []
    if wanted.kind != CHANGE:
        parts.append(_of(conn, audit, wanted, limit))
    if wanted.kind in ("", CHANGE):
        parts.append(_of(conn, journal, wanted, limit))
    found = pd.concat([one for one in parts if not one.empty] or parts[:1], ignore_index=True)
    return found.sort_values(["at", "order"], ascending=False, kind="stable").head(limit)[COLUMNS]


def _of(conn: Connection, table: Table, wanted: Wanted, limit: int) -> pd.DataFrame:
    key = next(iter(table.primary_key.columns))
    kind: Any = table.c.kind if "kind" in table.c else sa.literal(CHANGE)
    asked = sa.select(
        key.label("order"), table.c.at, table.c.actor, table.c.agency, table.c.address, kind.label("kind"),
        table.c.action, table.c.subject, table.c.detail,
    )  # fmt: skip
    rows = conn.execute(asked.where(*_fits(table, wanted)).order_by(key.desc()).limit(limit)).all()
    found = pd.DataFrame(rows, columns=["order", *COLUMNS[1:]])
    mark = "n" if table is audit else "t"
    return found.assign(entry=[f"{mark}{number}" for number in found["order"]])


def _fits(table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = provinces.seen_by(table, current())
    texts = {"actor": wanted.person, "agency": wanted.agency, "action": wanted.action, "subject": wanted.subject}
    clauses += [table.c[name].contains(text, autoescape=True) for name, text in texts.items() if text]
    if wanted.address:
        clauses.append(table.c.address.startswith(wanted.address, autoescape=True))
    if wanted.kind in KINDS and "kind" in table.c:
        clauses.append(table.c.kind == wanted.kind)
    if wanted.first:
        clauses.append(table.c.at >= datetime.combine(wanted.first, time()))
    if wanted.last:
        clauses.append(table.c.at < datetime.combine(wanted.last + timedelta(days=1), time()))
    return clauses
