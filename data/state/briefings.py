"""Briefings in the state database: their texts by revision, the jobs that make them, and what was issued.

A job is made once per key.  Whoever makes jobs holds the one lock of the store (``briefings.worker``), so a job that is
still "running" when it is taken up was left by a process that is gone, and is begun anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from data import clock
from data.state import journal
from data.state.journal import Person
from data.state.tables import briefing, briefing_issue, briefing_job, briefing_revision

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
STEPS = ("compose", "docx", "pptx", "xlsx", "pdf", "issue")
MOST_ATTEMPTS = 3
# Both know what is there already.
INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
LISTED = ["briefing_id", "title", "revision", "is_scheduled", "updated_at", "updated_by"]
JOBS = ["job_id", "briefing_id", "state", "step", "told", "code", "asked_by", "asked_at", "finished_at"]
ISSUES = ["code", "briefing_id", "title", "version", "known_at", "issued_at", "issued_by"]


class BriefingError(Exception):
    """A step that cannot be taken; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Job:
    """One briefing to be made."""

    job_id: int
    briefing_id: int
    outline: Mapping[str, Any]
    on: date
    who: Person
    attempts: int


def begin(conn: Connection, who: Person, province_code: str, title: str, outline: Mapping[str, Any]) -> int:
    """A new briefing with its first text; its number.  Raises ``BriefingError`` without a name."""
    _require(who)
    now = clock.now().replace(microsecond=0)
    row = {"province_code": province_code, "title": title, "revision": 1, "is_scheduled": _scheduled(outline),
           "updated_at": now, "updated_by": who.name}  # fmt: skip
    number = int(conn.execute(sa.insert(briefing).values(**row).returning(briefing.c.briefing_id)).scalar_one())
    _keep(conn, who, number, 1, outline, now)
    journal.write(conn, who, "briefing.begun", f"briefing:{number}", {"title": title}, now)
    return number


def save(conn: Connection, who: Person, number: int, title: str, outline: Mapping[str, Any], read: int) -> int:
    """A new revision; ``read`` is the one that it was made from.  Its number, or ``read`` when nothing was changed.

    Raises ``BriefingError`` without a name, for a briefing that is gone, or when somebody else saved in between.
    """
    _require(who)
    mine = sa.select(briefing).where(briefing.c.briefing_id == number).with_for_update()  # two savers take turns
    about = conn.execute(mine).mappings().one_or_none()
    if about is None or about["removed_at"] is not None:
        raise BriefingError("Báo cáo này không còn. Mở lại danh sách báo cáo.")
    if about["revision"] != read:
        raise BriefingError(
            f"{about['updated_by']} đã lưu bản {about['revision']} lúc {about['updated_at']:%H:%M %d/%m/%Y}, sau khi "
            "bạn mở trang. Chép lời văn của bạn ra, tải lại trang rồi sửa tiếp."
        )
    if text(conn, number, read) == dict(outline) and about["title"] == title:
        return read
    now = clock.now().replace(microsecond=0)
    _keep(conn, who, number, read + 1, outline, now)
    row = {"title": title, "revision": read + 1, "is_scheduled": _scheduled(outline), "updated_at": now}
    conn.execute(sa.update(briefing).where(briefing.c.briefing_id == number).values(**row, updated_by=who.name))
    journal.write(conn, who, "briefing.saved", f"briefing:{number}", {"revision": read + 1}, now)
    return read + 1


def remove(conn: Connection, who: Person, number: int) -> None:
    """Takes a briefing off the list; its texts and what was issued of it stay.  Raises ``BriefingError``."""
    _require(who)
    if about(conn, number) is None:
        raise BriefingError("Báo cáo này không còn. Mở lại danh sách báo cáo.")
    now = clock.now().replace(microsecond=0)
    own = sa.update(briefing).where(briefing.c.briefing_id == number)
    conn.execute(own.values(removed_at=now, is_scheduled=False))
    journal.write(conn, who, "briefing.removed", f"briefing:{number}", {}, now)


def listed(conn: Connection, province_code: str = "", *, scheduled: bool = False) -> pd.DataFrame:
    """The briefings of a province, or of all, the newest first; columns LISTED."""
    query = sa.select(*(briefing.c[name] for name in LISTED)).where(briefing.c.removed_at.is_(None))
    if province_code:
        query = query.where(briefing.c.province_code == province_code)
    if scheduled:
        query = query.where(briefing.c.is_scheduled)
    return pd.DataFrame(conn.execute(query.order_by(briefing.c.updated_at.desc())).all(), columns=LISTED)


def about(conn: Connection, number: int) -> dict[str, Any] | None:
    """The row of a briefing that is not removed; None when there is none."""
    query = sa.select(briefing).where(briefing.c.briefing_id == number, briefing.c.removed_at.is_(None))
    row = conn.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def text(conn: Connection, number: int, revision: int) -> dict[str, Any] | None:
    """The outline of a revision; None when there is none."""
    own = (briefing_revision.c.briefing_id == number, briefing_revision.c.revision == revision)
    found = conn.execute(sa.select(briefing_revision.c.outline).where(*own)).scalar_one_or_none()
    return dict(found) if found else None


def revisions(conn: Connection, number: int) -> pd.DataFrame:
    """Every text of a briefing, the newest first: ``revision``, ``at``, ``actor``."""
    columns = ["revision", "at", "actor"]
    query = sa.select(*(briefing_revision.c[name] for name in columns)).where(briefing_revision.c.briefing_id == number)
    return pd.DataFrame(conn.execute(query.order_by(briefing_revision.c.revision.desc())).all(), columns=columns)


def submit(conn: Connection, who: Person, number: int, outline: Mapping[str, Any], on: date, key: str) -> int:
    """Asks for a briefing to be made; the number of its job.  The same key again is the same job."""
    _require(who)
    row = {"key": key, "briefing_id": number, "outline": dict(outline), "on_day": on, "asked_by": who.name,
           "agency": who.agency, "asked_at": clock.now().replace(microsecond=0), "state": WAITING, "step": 0,
           "attempts": 0, "told": "", "code": ""}  # fmt: skip
    asked = INSERT[conn.dialect.name](briefing_job).values(**row).on_conflict_do_nothing(index_elements=["key"])
    conn.execute(asked)
    return int(conn.execute(sa.select(briefing_job.c.job_id).where(briefing_job.c.key == key)).scalar_one())


def take(conn: Connection) -> Job | None:
    """The job to be made next: first what a process left behind, then what waits; None when there is none.

    What was begun MOST_ATTEMPTS times and never ended is put aside with a sentence.
    """
    tired = sa.and_(briefing_job.c.state == RUNNING, briefing_job.c.attempts >= MOST_ATTEMPTS)
    sentence = f"Đã thử {MOST_ATTEMPTS} lần mà chương trình đều dừng giữa chừng. Thử bớt mục, hoặc báo quản trị viên."
    conn.execute(sa.update(briefing_job).where(tired).values(state=FAILED, told=sentence, finished_at=clock.now()))
    open_ones = briefing_job.c.state.in_([RUNNING, WAITING])
    query = sa.select(briefing_job).where(open_ones).order_by(briefing_job.c.state, briefing_job.c.job_id).limit(1)
    row = conn.execute(query).mappings().one_or_none()
    if row is None:
        return None
    own = sa.update(briefing_job).where(briefing_job.c.job_id == row["job_id"])
    conn.execute(own.values(state=RUNNING, step=0, attempts=row["attempts"] + 1))
    who = Person(row["asked_by"], row["agency"])
    return Job(row["job_id"], row["briefing_id"], row["outline"], row["on_day"], who, row["attempts"] + 1)


def step(conn: Connection, job: Job, name: str) -> None:
    """Notes how far a job is."""
    own = sa.update(briefing_job).where(briefing_job.c.job_id == job.job_id)
    conn.execute(own.values(step=STEPS.index(name)))


def fail(conn: Connection, job: Job, sentence: str) -> None:
    own = sa.update(briefing_job).where(briefing_job.c.job_id == job.job_id)
    conn.execute(own.values(state=FAILED, told=sentence, finished_at=clock.now().replace(microsecond=0)))


def issue(conn: Connection, job: Job, row: Mapping[str, Any], told: str = "") -> None:
    """Keeps what was issued and ends the job, both or neither; the same content is issued once."""
    now = clock.now().replace(microsecond=0)
    if find(conn, str(row["code"])) is None:
        kept = {**row, "briefing_id": job.briefing_id, "outline": dict(job.outline), "issued_at": now}
        conn.execute(sa.insert(briefing_issue).values(**kept, issued_by=job.who.name))
        detail = {"code": row["code"], "version": row["version"]}
        journal.write(conn, job.who, "briefing.issued", f"briefing:{job.briefing_id}", detail, now)
    own = sa.update(briefing_job).where(briefing_job.c.job_id == job.job_id)
    conn.execute(own.values(state=DONE, step=len(STEPS), told=told, code=row["code"], finished_at=now))


def jobs(conn: Connection, number: int, limit: int = 10) -> pd.DataFrame:
    """The newest jobs of a briefing, the newest first; columns JOBS."""
    query = sa.select(*(briefing_job.c[name] for name in JOBS)).where(briefing_job.c.briefing_id == number)
    return pd.DataFrame(conn.execute(query.order_by(briefing_job.c.job_id.desc()).limit(limit)).all(), columns=JOBS)


def has_open_jobs(conn: Connection) -> bool:
    query = sa.select(briefing_job.c.job_id).where(briefing_job.c.state.in_([RUNNING, WAITING])).limit(1)
    return conn.execute(query).first() is not None


def issues(conn: Connection, province_code: str, limit: int = 50) -> pd.DataFrame:
    """What was issued in a province, the newest first; columns ISSUES."""
    query = sa.select(*(briefing_issue.c[name] for name in ISSUES)).where(
        briefing_issue.c.province_code == province_code
    )
    rows = conn.execute(query.order_by(briefing_issue.c.issued_at.desc()).limit(limit)).all()
    return pd.DataFrame(rows, columns=ISSUES)


def find(conn: Connection, code: str) -> dict[str, Any] | None:
    """What was issued under a code; None when nothing was."""
    row = conn.execute(sa.select(briefing_issue).where(briefing_issue.c.code == code)).mappings().one_or_none()
    return dict(row) if row else None


def _keep(conn: Connection, who: Person, number: int, revision: int, outline: Mapping[str, Any], now: datetime) -> None:
    row = {"briefing_id": number, "revision": revision, "outline": dict(outline), "at": now, "actor": who.name}
    conn.execute(sa.insert(briefing_revision).values(**row))


def _scheduled(outline: Mapping[str, Any]) -> bool:
    return bool(outline.get("is_scheduled"))


def _require(who: Person) -> None:
    if not who.name.strip():
        raise BriefingError("Ghi họ tên người thực hiện: mỗi bước đều được ghi vào nhật ký.")
