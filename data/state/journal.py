"""The journal: who did what to what, and when.  Entries are added and never changed; each seals those before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock
from data.rights.reader import address, current
from data.state import chain, provinces
from data.state.tables import journal

SYSTEM = "chiso"
CUT = "journal.cut"  # says what was cut off this chain, and which hash the rest follows
COLUMNS = ["entry_id", "at", "actor", "agency", "action", "subject", "detail"]


@dataclass(frozen=True)
class Person:
    """Who acts; without accounts as they name themselves."""

    name: str
    agency: str = ""


THE_SYSTEM = Person(SYSTEM)


@dataclass(frozen=True)
class Entry:
    """What was done to what, before it is signed."""

    action: str
    subject: str
    detail: Mapping[str, Any]


def write(
    conn: Connection,
    who: Person,
    action: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> int:
    """Adds an entry inside the transaction of ``conn`` (of ``store.writing``) and gives its number.

    ``detail`` is JSON.  Raises ValueError when nobody acts: every step is signed.
    """
    return write_all(conn, who, [Entry(action, subject, detail or {})], at)


def write_all(conn: Connection, who: Person, steps: Sequence[Entry], at: datetime | None = None) -> int:
    """Adds entries of one person and moment, in order, and gives the number of the last; 0 without any.

    Raises ValueError when nobody acts: every step is signed.
    """
    if not who.name.strip():
        raise ValueError("An entry of the journal needs the name of who acted.")
    if not steps:
        return 0
    acting = current()
    about = {
        "at": (at or clock.now()).replace(microsecond=0),
        "actor": who.name.strip(),
        "agency": who.agency,
        "account_id": acting.account_id,
        "address": address(),
        "actor_province": acting.province_code,
    }
    whose = provinces.of_subjects(conn, [step.subject for step in steps])
    rows = [
        {
            **about,
            "action": step.action,
            "subject": step.subject,
            "detail": dict(step.detail),
            "subject_province": str(step.detail.get("province") or whose.get(step.subject, "")),
        }
        for step in steps
    ]
    return chain.append(conn, journal, rows)


def entries(conn: Connection, subject: str = "", action: str = "", limit: int = 1000) -> pd.DataFrame:
    """What was done, the newest first, as far as it is of the reader's province: columns COLUMNS.

    ``subject`` exactly, or "event:" for all of a kind.
    """
    query = sa.select(*(journal.c[name] for name in COLUMNS)).where(*provinces.seen_by(journal, current()))
    if subject.endswith(":"):
        query = query.where(journal.c.subject.startswith(subject, autoescape=True))
    elif subject:
        query = query.where(journal.c.subject == subject)
    if action:
        query = query.where(journal.c.action == action)
    rows = conn.execute(query.order_by(journal.c.entry_id.desc()).limit(limit)).all()
    return pd.DataFrame(rows, columns=COLUMNS)


def count(conn: Connection, subjects: str) -> int:
    """How many entries there are about subjects that begin so: "event:08:" for all events of a province."""
    query = sa.select(sa.func.count()).where(journal.c.subject.startswith(subjects, autoescape=True))
    return conn.execute(query).scalar_one()


def first_broken(conn: Connection, newest: int = 0) -> int | None:
    """The number of the first entry that is not as it was written, or whose forerunner is gone; None when all hold."""
    return chain.first_broken(conn, journal, cut_at(conn, CUT), newest)


def cut_at(conn: Connection, mark: str) -> str:
    """The hash that the oldest entry of a chain follows, as its newest ``mark`` of a cut says; "" when none was."""
    query = sa.select(journal.c.detail).where(journal.c.action == mark).order_by(journal.c.entry_id.desc()).limit(1)
    told = conn.execute(query).scalar()
    return str(told["hash"]) if told else ""
