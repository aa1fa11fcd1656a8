"""What officers send: a draft, sent, returned with words or approved, published.  Every step is signed in the journal.

    draft → sent → returned → sent … → approved → published

Whoever decides changes the state only where it still is what they saw, so of two at once one does.  What is approved
stays so until a worker has kept its delivery and published it; one that was killed is followed by the next.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from data import clock
from data.state import journal
from data.state.journal import THE_SYSTEM, Person
from data.state.submission_tables import submission, submission_cell
from data.submission_answers import APPROVED, DRAFT, GRID, OPEN, PUBLISHED, RETURNED, SENT

INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
CELL = ("indicator_code", "area_code", "period", "breakdown", "measure")
CELLS = [*CELL, "written", "words"]
LONGEST = 200  # characters of what is written into a cell
LONGEST_WORDS = 2000


class SubmissionError(Exception):
    """A step that cannot be taken; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Target:
    """What a draft is about: one per author, period, agency and kind is open at a time."""

    province_code: str
    set_code: str
    period: str
    agency: str
    kind: str = GRID


def begin(conn: Connection, who: Person, account_id: int | None, target: Target) -> int:
    """The open draft of an author about a target, made when there is none; its number.  Raises SubmissionError."""
    _require(who)
    now = _now(None)
    key = f"{account_id or ''}:{target.set_code}:{target.period}:{target.agency}:{target.kind}"
    row = {**vars(target), "open_key": key, "state": DRAFT, "account_id": account_id, "author": who.name,
           "author_agency": who.agency, "areas": [], "file_name": "", "findings": {}, "revision": 0, "updated_at": now,
           "decided_by": "", "words": "", "delivery_id": ""}  # fmt: skip
    made = INSERT[conn.dialect.name](submission).values(**row).on_conflict_do_nothing(index_elements=["open_key"])
    is_new = conn.execute(made.returning(submission.c.submission_id)).first() is not None
    number = int(conn.execute(sa.select(submission.c.submission_id).where(submission.c.open_key == key)).scalar_one())
    if is_new:
        journal.write(conn, who, "submission.begun", subject(number), _told(target), now)
    return number


def write(conn: Connection, number: int, cells: Sequence[Mapping[str, str]]) -> int:
    """Keeps cells as they were written ("" empties one), whatever others say of the rest; the new revision.

    Raises SubmissionError when it was sent already.
    """
    now = _now(None)
    own = (submission.c.submission_id == number, submission.c.state.in_(OPEN))
    grown = sa.update(submission).where(*own).values(revision=submission.c.revision + 1, updated_at=now)
    revision = conn.execute(grown.returning(submission.c.revision, submission.c.province_code)).first()
    if revision is None:
        raise SubmissionError("Bảng này đã gửi, không sửa được nữa. Tải lại trang để xem tình trạng.")
    for cell in cells:
        row = {name: str(cell[name]) for name in CELL}
        told = {"written": str(cell["written"])[:LONGEST], "words": ""}
        values = {"submission_id": number, "province_code": revision.province_code, **row, **told}
        insert = INSERT[conn.dialect.name](submission_cell).values(**values)
        conn.execute(insert.on_conflict_do_update(index_elements=["submission_id", *CELL], set_=told))
    return int(revision.revision)


def replace_all(
    conn: Connection, number: int, file_name: str, cells: Sequence[Mapping[str, str]], asked_period: str = ""
) -> int:
    """The cells of a file in the place of those before; the new revision.  Raises SubmissionError."""
    conn.execute(sa.delete(submission_cell).where(submission_cell.c.submission_id == number))
    own = sa.update(submission).where(submission.c.submission_id == number, submission.c.state.in_(OPEN))
    conn.execute(own.values(file_name=file_name, asked_period=asked_period))
    return write(conn, number, cells)


def send(
    conn: Connection,
    who: Person,
    number: int,
    areas: Sequence[str],
    findings: Mapping[str, Any],
    at: datetime | None = None,
) -> bool:
    """Hands a draft in; False when it was handed in before: a request that was repeated changes nothing."""
    _require(who)
    now = _now(at)
    told = {"state": SENT, "open_key": None, "sent_at": now, "updated_at": now, "areas": list(areas),
            "findings": dict(findings), "words": "", "author": who.name, "author_agency": who.agency}  # fmt: skip
    if not _step(conn, number, OPEN, told):
        return False
    conn.execute(sa.update(submission_cell).where(submission_cell.c.submission_id == number).values(words=""))
    journal.write(conn, who, "submission.sent", subject(number), {"cells": len(cells(conn, number))}, now)
    return True


def give_back(
    conn: Connection,
    who: Person,
    number: int,
    words: str,
    remarks: Mapping[tuple[str, ...], str],
    at: datetime | None = None,
) -> None:
    """Returns what was sent, with words for the whole or for single cells.  Raises SubmissionError."""
    _require(who)
    words, now = words.strip()[:LONGEST_WORDS], _now(at)
    remarks = {key: text.strip()[:LONGEST_WORDS] for key, text in remarks.items() if text.strip()}
    if not words and not remarks:
        raise SubmissionError("Ghi lý do trả lại, cho cả bảng hoặc cho từng ô.")
    about = _required(conn, number)
    key = f"{about['account_id'] or ''}:{about['set_code']}:{about['period']}:{about['agency']}:{about['kind']}"
    taken = conn.execute(sa.select(submission.c.submission_id).where(submission.c.open_key == key)).first()
    told = {"state": RETURNED, "open_key": f"{key}:{number}" if taken else key, "words": words, "decided_by": who.name,
            "decided_at": now, "updated_at": now}  # fmt: skip
    _decide(conn, number, told)
    for cell, text in remarks.items():
        own = [submission_cell.c[name] == value for name, value in zip(CELL, cell, strict=True)]
        conn.execute(
            sa.update(submission_cell).where(submission_cell.c.submission_id == number, *own).values(words=text)
        )
    detail = {"words": words, "cells": {" · ".join(cell[:3]): text for cell, text in remarks.items()}}
    journal.write(conn, who, "submission.returned", subject(number), detail, now)


def approve(conn: Connection, who: Person, number: int, at: datetime | None = None) -> None:
    """Approves what was sent; a worker publishes it.  Raises SubmissionError, also when somebody else has decided."""
    _require(who)
    now = at or clock.now()  # to the microsecond: of two words on a cell in one second the later one has to win
    _decide(
        conn, number, {"state": APPROVED, "words": "", "decided_by": who.name, "decided_at": now, "updated_at": now}
    )
    journal.write(conn, who, "submission.approved", subject(number), {}, now)


def published(conn: Connection, number: int, delivery_id: str, version: str, at: datetime | None = None) -> bool:
    """Notes that the delivery of an approved submission is in a version; False when that was noted before."""
    now = _now(at)
    if not _step(conn, number, (APPROVED,), {"state": PUBLISHED, "delivery_id": delivery_id, "updated_at": now}):
        return False
    told = {"delivery_id": delivery_id, "version": version}
    journal.write(conn, THE_SYSTEM, "submission.published", subject(number), told, now)
    return True


def sent_back_by_system(conn: Connection, number: int, words: str) -> None:
    """An approved submission that can no longer be taken as it was approved goes back to its author."""
    now = _now(None)
    words = words[:LONGEST_WORDS]
    told = {"state": RETURNED, "open_key": f"again:{number}", "words": words, "updated_at": now}
    if _step(conn, number, (APPROVED,), told):
        journal.write(conn, THE_SYSTEM, "submission.returned", subject(number), {"words": words}, now)


def find(conn: Connection, number: int) -> dict[str, Any] | None:
    """One submission by its columns; None when there is none that the reader may see."""
    row = conn.execute(sa.select(submission).where(submission.c.submission_id == number)).mappings().first()
    return dict(row) if row is not None else None


def open_one(conn: Connection, account_id: int | None, target: Target) -> dict[str, Any] | None:
    """The table of an author about a target that can still be changed, the newest; None when there is none."""
    own = submission.c.account_id == account_id if account_id is not None else submission.c.account_id.is_(None)
    about = [submission.c[name] == value for name, value in vars(target).items()]
    query = sa.select(submission).where(own, *about, submission.c.state.in_(OPEN))
    row = conn.execute(query.order_by(submission.c.submission_id.desc()).limit(1)).mappings().first()
    return dict(row) if row is not None else None


def cells(conn: Connection, number: int) -> pd.DataFrame:
    """What is written in a submission: CELLS, empty cells left out."""
    query = sa.select(*(submission_cell.c[name] for name in CELLS))
    query = query.where(submission_cell.c.submission_id == number, submission_cell.c.written != "")
    return pd.DataFrame(conn.execute(query.order_by(*(submission_cell.c[name] for name in CELL))).all(), columns=CELLS)


def written(conn: Connection, number: int) -> list[dict[str, Any]]:
    """The same, a dictionary per cell."""
    return [{str(name): value for name, value in row.items()} for row in cells(conn, number).to_dict("records")]


def spoken_of(conn: Connection, numbers: Collection[int]) -> dict[int, frozenset[str]]:
    """The codes of the indicators that submissions say anything of, by number; those that say nothing are left out."""
    c = submission_cell.c
    query = sa.select(c.submission_id, c.indicator_code).where(c.submission_id.in_(numbers), c.written != "").distinct()
    found: dict[int, set[str]] = {}
    for number, code in conn.execute(query):
        found.setdefault(number, set()).add(code)
    return {number: frozenset(codes) for number, codes in found.items()}


def of_author(conn: Connection, account_id: int | None, limit: int = 50) -> list[dict[str, Any]]:
    """What an author has begun or sent, the newest change first."""
    own = submission.c.account_id == account_id if account_id is not None else submission.c.account_id.is_(None)
    query = sa.select(submission).where(own).order_by(submission.c.updated_at.desc()).limit(limit)
    return [dict(row) for row in conn.execute(query).mappings()]


def inbox(conn: Connection, province_code: str, limit: int = 200) -> list[dict[str, Any]]:
    """What was sent in a province, what waits first, then the newest."""
    rank = sa.case({SENT: 0, APPROVED: 1}, value=submission.c.state, else_=2)
    own = (submission.c.province_code == province_code, submission.c.state != DRAFT)
    query = sa.select(submission).where(*own).order_by(rank, submission.c.updated_at.desc()).limit(limit)
    return [dict(row) for row in conn.execute(query).mappings()]


def approved(conn: Connection) -> list[dict[str, Any]]:
    """What is approved and not yet published, oldest decision first."""
    query = sa.select(submission).where(submission.c.state == APPROVED)
    return [dict(row) for row in conn.execute(query.order_by(submission.c.decided_at)).mappings()]


def subject(number: int) -> str:
    return f"submission:{number}"


def _decide(conn: Connection, number: int, told: Mapping[str, Any]) -> None:
    if not _step(conn, number, (SENT,), told):
        known = _required(conn, number)
        who = f"{known['decided_by']} đã xử lý bảng này" if known["decided_by"] else "Bảng này chưa gửi hoặc đã rút"
        raise SubmissionError(f"{who}. Tải lại trang để xem tình trạng mới nhất.")


def _step(conn: Connection, number: int, before: Sequence[str], told: Mapping[str, Any]) -> bool:
    own = (submission.c.submission_id == number, submission.c.state.in_(before))
    return conn.execute(sa.update(submission).where(*own).values(**told)).rowcount == 1


def _required(conn: Connection, number: int) -> dict[str, Any]:
    found = find(conn, number)
    if found is None:
        raise SubmissionError("Không có bảng này. Tải lại trang.")
    return found


def _told(target: Target) -> dict[str, str]:
    return {"set_code": target.set_code, "period": target.period, "agency": target.agency, "kind": target.kind}


def _now(at: datetime | None) -> datetime:
    return (at or clock.now()).replace(microsecond=0)


def _require(who: Person) -> None:
    if not who.name.strip():
        raise SubmissionError("Ghi họ tên người thực hiện: mỗi bước đều được ghi vào nhật ký.")
