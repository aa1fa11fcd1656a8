"""Events in the state database: their life, the levels that people set, the tasks of activated playbooks.

Every step is signed and goes into the journal in the same transaction; nothing is taken back, only followed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock
from data.playbooks import Playbook
from data.risk.rules import HIGHEST
from data.state import journal, tables
from data.state.journal import Person
from data.state.tables import event, event_task, level_decision

KINDS = (
    "storm", "flood", "flash_flood", "landslide", "heat", "cold", "fire", "epidemic", "animal_disease", "rescue",
)  # fmt: skip
STATES = ("forming", "active", "recovery", "closed")
EVENT_COLUMNS = [column.name for column in event.columns]
DECISION_COLUMNS = [column.name for column in level_decision.columns]
TASK_COLUMNS = [column.name for column in event_task.columns]


class EventError(Exception):
    """A step that cannot be taken; the message is a Vietnamese sentence."""


def subject(province_code: str, event_code: str) -> str:
    """What the journal calls an event."""
    return f"event:{province_code}:{event_code}"


def open_event(
    conn: Connection,
    who: Person,
    *,
    province_code: str,
    event_code: str,
    kind: str,
    name: str,
    state: str = "forming",
    scope: Sequence[str] = (),
    simulated: bool = False,
    at: datetime | None = None,
    closed_at: datetime | None = None,
) -> None:
    """Opens an event.  Raises ``EventError``: a name is missing, a word is unknown, or the code is taken."""
    _require_person(who)
    if not name.strip() or not event_code.strip():
        raise EventError("Sự kiện cần có tên.")
    if kind not in KINDS or state not in STATES:
        raise EventError("Chọn loại sự kiện và trạng thái trong danh sách.")
    if find(conn, province_code, event_code) is not None:
        raise EventError(f"Đã có sự kiện mang mã «{event_code}». Chọn sự kiện đó, hoặc đặt tên khác.")
    when = (at or clock.now()).replace(microsecond=0)
    values = {
        "event_code": event_code, "province_code": province_code, "kind": kind, "name": name.strip(), "state": state,
        "scope": list(scope), "simulated": simulated, "opened_at": when, "closed_at": closed_at,
    }  # fmt: skip
    conn.execute(sa.insert(event).values(**values))
    told = {"name": name.strip(), "kind": kind, "state": state, "scope": list(scope), "simulated": simulated}
    journal.write(conn, who, "event.opened", subject(province_code, event_code), told, at=when)


def change_state(
    conn: Connection, who: Person, province_code: str, event_code: str, state: str, at: datetime | None = None
) -> None:
    """Moves an event on in its life, or back.  Raises ``EventError``."""
    _require_person(who)
    known = _required(conn, province_code, event_code)
    if state not in STATES:
        raise EventError("Chọn trạng thái trong danh sách.")
    if state == known["state"]:
        return
    when = (at or clock.now()).replace(microsecond=0)
    changed = {"state": state, "closed_at": when if state == "closed" else None}
    conn.execute(sa.update(event).where(*_is(event, province_code, event_code)).values(**changed))
    told = {"before": known["state"], "after": state}
    journal.write(conn, who, "event.state_changed", subject(province_code, event_code), told, at=when)


def decide(
    conn: Connection,
    who: Person,
    *,
    province_code: str,
    event_code: str,
    area_code: str,
    level: int,
    proposed: int | None,
    official: int | None,
    reason: str,
    at: datetime | None = None,
) -> None:
    """Sets the level of a commune.  Raises ``EventError``: no name or reason, an unknown level, no event under way."""
    _require_person(who)
    if _required(conn, province_code, event_code)["state"] == "closed":
        raise EventError("Sự kiện đã kết thúc; mở lại trước khi đổi cấp.")
    if not reason.strip():
        raise EventError("Ghi lý do xác nhận hoặc thay đổi cấp.")
    if not 0 <= level <= HIGHEST:
        raise EventError(f"Cấp độ rủi ro từ 0 (không áp dụng) đến {HIGHEST}.")
    when = (at or clock.now()).replace(microsecond=0)
    told = {"level": level, "proposed": proposed, "official": official, "reason": reason.strip()}
    values = told | {
        "event_code": event_code, "province_code": province_code, "area_code": area_code,
        "decided_by": who.name.strip(), "agency": who.agency, "at": when,
    }  # fmt: skip
    conn.execute(sa.insert(level_decision).values(**values))
    about = subject(province_code, event_code)
    journal.write(conn, who, "event.level_decided", about, {"area_code": area_code, **told}, at=when)


def activate(
    conn: Connection,
    who: Person,
    province_code: str,
    event_code: str,
    playbook: Playbook,
    level: int,
    at: datetime | None = None,
) -> int:
    """Makes a task of every step up to a level that is not one yet; gives how many.  Raises ``EventError``."""
    _require_person(who)
    known = _required(conn, province_code, event_code)
    if known["state"] == "closed":
        raise EventError("Sự kiện đã kết thúc; mở lại trước khi kích hoạt kịch bản.")
    when = (at or clock.now()).replace(microsecond=0)
    there = set(tasks(conn, province_code, event_code)["step"])
    rows = [
        {
            "event_code": event_code, "province_code": province_code, "playbook": playbook.playbook, "step": step.step,
            "level": step.level, "title": step.title, "unit": step.unit, "role": step.role, "form": step.form,
            "activated_at": when, "due_at": when + timedelta(hours=step.hours), "done_at": None, "done_by": "",
            "note": "",
        }
        for step in playbook.up_to(level)
        if step.step not in there
    ]  # fmt: skip
    if rows:
        conn.execute(sa.insert(event_task), rows)
    told = {"playbook": playbook.playbook, "level": level, "tasks": len(rows)}
    journal.write(conn, who, "event.playbook_activated", subject(province_code, event_code), told, at=when)
    return len(rows)


def complete(
    conn: Connection, who: Person, task_id: int, *, done: bool = True, note: str = "", at: datetime | None = None
) -> None:
    """Ticks a task, or takes the tick back.  Raises ``EventError``, also when somebody else has just done so."""
    _require_person(who)
    found = conn.execute(sa.select(event_task).where(event_task.c.task_id == task_id)).mappings().first()
    if found is None:
        raise EventError("Không có nhiệm vụ này; tải lại trang.")
    if done == (found["done_at"] is not None):  # two may press at once: the first one's name stays
        stands = f"{found['done_by']} đã xác nhận xong việc này." if done else "Việc này đang mở."
        raise EventError(f"{stands} Tải lại trang để xem tình trạng mới nhất.")
    when = (at or clock.now()).replace(microsecond=0)
    changed = {"done_at": when if done else None, "done_by": who.name.strip() if done else "", "note": note.strip()}
    conn.execute(sa.update(event_task).where(event_task.c.task_id == task_id).values(**changed))
    told = {"task_id": task_id, "title": found["title"], "role": found["role"], "note": note.strip()}
    action = "event.task_done" if done else "event.task_reopened"
    journal.write(conn, who, action, subject(found["province_code"], found["event_code"]), told, at=when)


def find(conn: Connection, province_code: str, event_code: str) -> dict[str, object] | None:
    """One event by its columns; None when it is not known."""
    row = conn.execute(sa.select(event).where(*_is(event, province_code, event_code))).mappings().first()
    return dict(row) if row is not None else None


def events(conn: Connection, province_code: str) -> pd.DataFrame:
    """The events of a province, those under way first, then the newest: EVENT_COLUMNS."""
    rank = sa.case({"active": 0, "forming": 1, "recovery": 2}, value=event.c.state, else_=3)
    query = sa.select(event).where(event.c.province_code == province_code)
    return pd.DataFrame(conn.execute(query.order_by(rank, event.c.opened_at.desc())).all(), columns=EVENT_COLUMNS)


def active_since(conn: Connection, province_code: str, event_code: str) -> datetime | None:
    """When an event became active, the last time; None for one that never was, or that is not known."""
    c = tables.journal.c
    about = (c.subject == subject(province_code, event_code), c.action.in_(["event.opened", "event.state_changed"]))
    steps = conn.execute(sa.select(c.at, c.detail).where(*about).order_by(c.entry_id.desc()))
    return next((at for at, told in steps if "active" in (told.get("state"), told.get("after"))), None)


def decisions(conn: Connection, province_code: str, event_code: str) -> pd.DataFrame:
    """The levels that people set, oldest first: DECISION_COLUMNS; of a commune the last one holds."""
    query = sa.select(level_decision).where(*_is(level_decision, province_code, event_code))
    return pd.DataFrame(conn.execute(query.order_by(level_decision.c.decision_id)).all(), columns=DECISION_COLUMNS)


def tasks(conn: Connection, province_code: str, event_code: str) -> pd.DataFrame:
    """The tasks of an event by deadline: TASK_COLUMNS."""
    query = sa.select(event_task).where(*_is(event_task, province_code, event_code))
    query = query.order_by(event_task.c.due_at, event_task.c.task_id)
    return pd.DataFrame(conn.execute(query).all(), columns=TASK_COLUMNS)


def _is(table: sa.Table, province_code: str, event_code: str) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.province_code == province_code, table.c.event_code == event_code


def _required(conn: Connection, province_code: str, event_code: str) -> dict[str, object]:
    found = find(conn, province_code, event_code)
    if found is None:
        raise EventError("Không có sự kiện này; tải lại trang.")
    return found


def _require_person(who: Person) -> None:
    if not who.name.strip():
        raise EventError("Ghi họ tên người thực hiện trước; mọi bước đều được ký tên vào nhật ký.")
