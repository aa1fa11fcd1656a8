"""What stands: the tasks that a reader may see, for pages, walls and the navigation."""

from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.directive_answers import ACCEPTED, LATE, OVERDUE, OWED, REPORTED, Case, Number, standing_of
from data.directives import steps
from data.directives.giving import subject
from data.rights.reader import Reader, current
from data.rights.roles import may
from data.state import journal, store
from data.state.directive_tables import directive

COLUMNS = [column.name for column in directive.columns]
RANK = {OVERDUE: 0, "returned": 1, "given": 2, "received": 3, REPORTED: 4, ACCEPTED: 5}


def standing(conn: Connection, province_code: str, today: date, limit: int = 2000) -> pd.DataFrame:
    """The tasks of a province that the reader may see, what is overdue first, then by day.

    Columns: COLUMNS, ``standing`` (one of ``directive_answers.STANDINGS``), ``late`` (reported after its day),
    ``to_me`` and ``by_me``.
    """
    query = sa.select(directive).where(directive.c.province_code == province_code)
    rows = conn.execute(query.order_by(directive.c.directive_id.desc()).limit(limit)).all()
    return _ranked(_told(pd.DataFrame(rows, columns=COLUMNS), today))


def one(conn: Connection, directive_id: int, today: date) -> Case | None:
    """One task with its history; None when there is none of this number that the reader may see."""
    query = sa.select(directive).where(directive.c.directive_id == directive_id)
    found = _told(pd.DataFrame(conn.execute(query).all(), columns=COLUMNS), today)
    if found.empty:
        return None
    row: dict[str, Any] = {str(name): value for name, value in found.iloc[0].items()}
    reader = current()
    return Case(
        row=row,
        numbers=[Number(**kept) for kept in row["numbers"]],
        history=journal.entries(conn, subject(directive_id)),
        may_report=steps.may_report(reader, row["agency_key"], row["to_area"]),
        may_judge=steps.may_judge(reader, None if pd.isna(row["reported_account"]) else int(row["reported_account"])),
    )


def waiting(province_code: str) -> int:
    """How many tasks wait for the reader: those to be reported on, and for whoever gives tasks reports to be judged.

    None wait where the state cannot be read; the frame tells that by the alerts.
    """
    reader = current()
    query = sa.select(directive.c.state, directive.c.agency_key, directive.c.to_area, directive.c.reported_account)
    query = query.where(directive.c.province_code == province_code, directive.c.state != ACCEPTED)
    try:
        if not store.begun():
            return 0
        with store.reading() as conn:
            rows = conn.execute(query).all()
    except store.StateError:  # told by ``inbox.tally``, which every page asks
        return 0
    return sum(_waits(reader, *row) for row in rows)


def overdue_by_agency(conn: Connection, province_code: str, today: date) -> pd.DataFrame:
    """Tasks past their day by who was told; columns ``agency``, ``count``, ``since``, ``simulated``, most first."""
    late = (directive.c.province_code == province_code, directive.c.state.in_(OWED), directive.c.due_on < today)
    query = sa.select(directive.c.agency, directive.c.due_on, directive.c.is_simulated).where(*late)
    rows = pd.DataFrame(conn.execute(query).all(), columns=["agency", "due_on", "is_simulated"])
    found = rows.groupby("agency", sort=True).agg(
        count=("due_on", "size"), since=("due_on", "min"), simulated=("is_simulated", "any")
    )
    return found.reset_index().sort_values(["count", "since", "agency"], ascending=[False, True, True])


def agencies(conn: Connection, province_code: str) -> list[str]:
    """Whom the tasks that the reader may see were given to, by name."""
    query = sa.select(directive.c.agency).where(directive.c.province_code == province_code).distinct()
    return sorted(str(name) for name in conn.execute(query).scalars())


def _waits(reader: Reader, state: str, agency_key: str, to_area: str, reported_account: int | None) -> bool:
    if state == REPORTED:
        return may(reader, "direct") and steps.may_judge(reader, reported_account)
    return steps.may_report(reader, agency_key, to_area)


def _told(found: pd.DataFrame, today: date) -> pd.DataFrame:
    reader, rows = current(), found.to_dict("records")
    return found.assign(
        standing=[standing_of(row["state"], row["due_on"], today) for row in rows],
        late=[_is_late(row) for row in rows],
        to_me=[steps.may_report(reader, row["agency_key"], row["to_area"]) for row in rows],
        by_me=[_is_by(reader, row["given_account"]) for row in rows],
    )


def _is_late(row: Any) -> str:
    done = row["reported_at"]
    return LATE if not pd.isna(done) and pd.Timestamp(done).date() > row["due_on"] else ""


def _is_by(reader: Reader, given_account: Any) -> bool:
    return reader.role == "house" or (not pd.isna(given_account) and int(given_account) == reader.account_id)


def _ranked(found: pd.DataFrame) -> pd.DataFrame:
    ordered = found.assign(rank=found["standing"].map(RANK)).sort_values(["rank", "due_on", "directive_id"])
    return ordered.drop(columns="rank").reset_index(drop=True)
