"""What was seen, taken away and refused, as a chain of its own: it is long, and is cut off sooner than the journal."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from data.state import chain, journal
from data.state.audit_tables import audit

CUT = "audit.cut"  # the entry of the journal that says what was cut off, and which hash the rest follows
VIEW, EXPORT, REFUSAL, CHANGE = "view", "export", "refusal", "change"
KINDS = (VIEW, EXPORT, REFUSAL, CHANGE)


@dataclass(frozen=True)
class Seen:
    """One thing that was seen, taken away or refused."""

    at: datetime
    account_id: int | None
    actor: str
    agency: str
    role: str
    address: str
    kind: str
    action: str
    subject: str
    detail: dict[str, Any] = field(default_factory=dict)
    actor_province: str = ""  # of who saw it; "" of nobody who is known
    subject_province: str = ""  # of what was seen


def write(conn: Connection, seen: Sequence[Seen]) -> None:
    """Adds entries in the transaction of ``conn`` (of ``store.writing``)."""
    if seen:
        rows = [asdict(one) | {"at": one.at.replace(microsecond=0)} for one in seen]
        chain.append(conn, audit, rows, before=cut_at(conn))


def cut_at(conn: Connection) -> str:
    """The hash that the oldest entry follows: that of the last one that was cut off; "" when none ever was."""
    return journal.cut_at(conn, CUT)


def first_broken(conn: Connection, newest: int = 0) -> int | None:
    """See ``chain.first_broken``; what was cut off is known by its mark in the journal."""
    return chain.first_broken(conn, audit, cut_at(conn), newest)
