"""Which tables of figures wait for a reader: returned to them, overdue from them, sent for them to decide on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data import catalogue, due
from data.due import Due
from data.rights.reader import HOUSE, Reader, acting, current
from data.rights.roles import may
from data.rights.sending import may_approve
from data.state import store, submissions
from data.state.store import StateError
from data.submission_answers import RETURNED, SENT


@dataclass(frozen=True)
class Todo:
    """``returned``: submissions by their columns; ``to_decide`` is how many wait for the reader's decision."""

    returned: Sequence[Mapping[str, Any]] = ()
    overdue: Sequence[Due] = ()
    to_decide: int = 0

    @property
    def is_anything(self) -> bool:
        return bool(self.returned or self.overdue or self.to_decide)


def of_current(conn: Connection | None, set_code: str, today: date) -> Todo:
    """What waits for the current reader; nothing where the state cannot be read: the alerts of a page tell that."""
    try:
        if not store.begun():
            return Todo()
        with store.reading() as state:
            return of_reader(conn, state, current(), set_code, today)
    except StateError:
        return Todo()


def of_reader(conn: Connection | None, state: Connection, reader: Reader, set_code: str, today: date) -> Todo:
    """What waits for somebody of the province of a set; a house without accounts is of none."""
    if catalogue.sets()[set_code].province_code != reader.province_code:
        return Todo()
    own = submissions.of_author(state, reader.account_id)
    tables = due.tables_due(conn, reader, set_code, today) if may(reader, "send") else []
    return Todo(
        returned=[one for one in own if one["state"] == RETURNED],
        overdue=[one for one in tables if one.is_late(today)],
        to_decide=_to_decide(state, reader),
    )


def _to_decide(state: Connection, reader: Reader) -> int:
    found = submissions.inbox(state, reader.province_code)
    return len(decidable(reader, [one for one in found if one["state"] == SENT]))


def decidable(reader: Reader, found: Sequence[Mapping[str, Any]]) -> set[int]:
    """Which of these submissions a reader may decide on, by number; never one that says nothing.

    Asked of the house: whoever decides on a table decides on all of it, on what is hidden from them as well.
    """
    if not found or not may(reader, "approve"):
        return set()
    with acting(HOUSE), store.reading() as conn:
        spoken = submissions.spoken_of(conn, [one["submission_id"] for one in found])
    return {
        one["submission_id"]
        for one in found
        if (codes := spoken.get(one["submission_id"]))
        and may_approve(reader, map(catalogue.get, codes), one["province_code"], one["account_id"])
    }
