"""What people do about an alert: every step is signed, has a reason where it needs one, and stands in the journal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from data import clock
from data.alert_answers import ACTIONS
from data.alerts.keeping import subject
from data.state import journal, store
from data.state.journal import Entry, Person
from data.state.tables import alert

LONGEST = 500  # of a name, an agency or a reason


class HandlingError(Exception):
    """A step that cannot be taken; the message is a Vietnamese sentence that says what is missing."""


def act(
    who: Person,
    action: str,
    alert_ids: Sequence[int],
    *,
    agency: str = "",
    person: str = "",
    day: date | None = None,
    reason: str = "",
) -> int:
    """Takes a step with some alerts and gives how many were touched.

    ``assign`` needs an ``agency`` or a ``person``, and may have a ``day`` by which; ``snooze`` needs the ``day`` until
    when and a ``reason``; ``resolve`` and ``reopen`` need a ``reason``.

    Raises:
        HandlingError: nobody signed, something is missing, or there is no such alert.
        StateError: the state database cannot be used.
    """
    told = {name: text.strip() for name, text in (("agency", agency), ("person", person), ("reason", reason))}
    _check(who, action, day, told)
    now = clock.now().replace(microsecond=0)
    with store.writing() as conn:
        query = sa.select(alert.c.alert_id).where(alert.c.alert_id.in_(list(alert_ids)))
        found = list(conn.execute(query.order_by(alert.c.alert_id)).scalars())
        if not found:
            raise HandlingError("Không còn cảnh báo này. Tải lại trang.")
        values = _values(who, action, now, day, told)
        conn.execute(sa.update(alert).where(alert.c.alert_id.in_(found)).values(**values))
        detail = {name: text for name, text in told.items() if text} | ({"day": day.isoformat()} if day else {})
        journal.write_all(conn, who, [Entry(f"alert.{DONE[action]}", subject(one), detail) for one in found], now)
    return len(found)


DONE = {
    "acknowledge": "acknowledged",
    "assign": "assigned",
    "snooze": "snoozed",
    "resolve": "resolved",
    "reopen": "reopened",
}


def _check(who: Person, action: str, day: date | None, told: dict[str, str]) -> None:
    if action not in ACTIONS:
        raise HandlingError("Chọn một việc: tiếp nhận, giao xử lý, tạm hoãn, kết thúc xử lý hoặc mở lại.")
    if not who.name.strip() or not who.agency.strip():
        raise HandlingError("Ghi họ tên và cơ quan của người thực hiện: mọi bước xử lý đều có người ký.")
    if max(map(len, (who.name, who.agency, *told.values()))) > LONGEST:
        raise HandlingError(f"Nội dung quá dài; mỗi ô tối đa {LONGEST} ký tự.")
    if action == "assign" and not (told["agency"] or told["person"]):
        raise HandlingError("Ghi cơ quan hoặc người được giao xử lý.")
    if action in ("snooze", "resolve", "reopen") and not told["reason"]:
        raise HandlingError("Ghi lý do hoặc kết quả xử lý.")
    if action == "snooze" and day is None:
        raise HandlingError("Ghi ngày tạm hoãn đến, ví dụ 31/03/2026.")
    if action in ("assign", "snooze") and day is not None and day < clock.today():
        raise HandlingError(f"Ngày {day:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi.")


def _values(who: Person, action: str, now: datetime, day: date | None, told: dict[str, str]) -> dict[str, Any]:
    seen = {"acknowledged_at": sa.func.coalesce(alert.c.acknowledged_at, now)}
    signed = seen | {
        "acknowledged_by": sa.case((alert.c.acknowledged_at.is_(None), who.name), else_=alert.c.acknowledged_by)
    }
    again = {"resolved_at": None, "snoozed_until": None}
    values: dict[str, dict[str, Any]] = {
        "acknowledge": signed,
        "assign": signed | again | {"agency": told["agency"], "person": told["person"], "due_on": day},
        "snooze": signed | {"snoozed_until": day, "reason": told["reason"]},
        "resolve": signed | {"resolved_at": now, "reason": told["reason"]},
        "reopen": again | {"reason": told["reason"]},
    }
    return values[action]
