"""The register of reminders: who was reminded of what, when, and whether it stands.

Reminders have consequences for the reminded, so nothing is ever changed in the register: an excuse and a withdrawal are
lines of their own.  One JSON object per line in ``reminders.jsonl`` of the store.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

FILE = "reminders.jsonl"
SENT, EXCUSED, WITHDRAWN = "sent", "excused", "withdrawn"


class ReminderError(Exception):
    """What was asked of the register cannot be done; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Missing:
    """One report that was due and had not come, not from every area."""

    indicator_code: str
    period: str
    due_on: date
    by_default: bool  # nobody has set a deadline: the usual one was meant
    areas: int  # that had sent it
    areas_due: int


@dataclass(frozen=True)
class Reminder:
    """One reminder as it stands today."""

    number: str  # "2026-003"
    set_code: str
    agency: str
    on: date
    by: str
    missing: tuple[Missing, ...]
    state: str = SENT  # or EXCUSED, WITHDRAWN
    decided_on: date | None = None
    decided_by: str = ""
    reason: str = ""

    @property
    def counts(self) -> bool:
        """Whether it stands against the agency."""
        return self.state == SENT


def missing_of(cells: pd.DataFrame, agency: str) -> list[Missing]:
    """What an agency owes, oldest first (columns of ``data.quality.cells``)."""
    owed = cells[(cells["agency"] == agency) & (cells["areas"] < cells["areas_due"])]
    ordered = owed.sort_values(["due_on", "indicator_code"])
    return [
        Missing(*(one[name] for name in ("indicator_code", "period", "due_on", "by_default", "areas", "areas_due")))
        for one in ordered.to_dict("records")
    ]


def register(root: Path) -> list[Reminder]:
    """All reminders, oldest first.

    Raises ReminderError with the line that cannot be read: a register with a hole is no evidence.
    """
    file = root / FILE
    found: dict[str, Reminder] = {}
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for number, line in enumerate(lines, start=1):
        try:
            _apply(found, json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise ReminderError(
                f"Dòng {number} của sổ nhắc việc {file} không đọc được. Khôi phục tệp này từ bản sao lưu."
            ) from error
    return list(found.values())


def _apply(found: dict[str, Reminder], told: dict[str, Any]) -> None:
    if told["event"] == SENT:
        missing = tuple(Missing(**(one | {"due_on": date.fromisoformat(one["due_on"])})) for one in told["missing"])
        found[told["number"]] = Reminder(
            told["number"], told["set_code"], told["agency"], date.fromisoformat(told["on"]), told["by"], missing
        )
        return
    found[told["number"]] = replace(
        found[told["number"]],
        state=told["event"],
        decided_on=date.fromisoformat(told["on"]),
        decided_by=told["by"],
        reason=told["reason"],
    )


def send(root: Path, set_code: str, agency: str, missing: Sequence[Missing], on: date, by: str) -> Reminder:
    """Writes a reminder into the register.

    Raises ReminderError when nothing is owed: a wrong reminder costs more than none.
    """
    if not missing:
        raise ReminderError(f"«{agency}» không còn báo cáo nào đến hạn mà chưa gửi: không có gì để nhắc.")
    before = sum(one.on.year == on.year for one in register(root))
    made = Reminder(f"{on.year}-{before + 1:03d}", set_code, agency, on, by, tuple(missing))
    told = {"number": made.number, "set_code": set_code, "agency": agency, "on": on.isoformat(), "by": by}
    owed = [asdict(one) | {"due_on": one.due_on.isoformat()} for one in missing]
    _append(root, {"event": SENT, **told, "missing": owed})
    return made


def decide(root: Path, number: str, state: str, reason: str, on: date, by: str) -> Reminder:
    """Excuses or withdraws a reminder, with the reason; it stays in the register and no longer counts.

    Raises ReminderError for an unknown number, one that was decided before, or a missing reason.
    """
    known = {one.number: one for one in register(root)}
    if number not in known:
        raise ReminderError(f"Sổ nhắc việc không có số {number}. Xem các số bằng «chiso remind list».")
    if not known[number].counts:
        raise ReminderError(f"Lần nhắc {number} đã được xử lý ngày {known[number].decided_on:%d/%m/%Y}.")
    if not reason.strip():
        raise ReminderError("Phải ghi lý do: sổ nhắc việc là căn cứ, ai cũng xem lại được.")
    _append(root, {"event": state, "number": number, "on": on.isoformat(), "by": by, "reason": reason.strip()})
    return next(one for one in register(root) if one.number == number)


def counts(found: Sequence[Reminder], set_code: str, year: int) -> dict[str, int]:
    """How many reminders stand against each agency in a year."""
    standing = [one for one in found if one.counts and one.set_code == set_code and one.on.year == year]
    return {agency: sum(one.agency == agency for one in standing) for agency in {one.agency for one in standing}}


def _append(root: Path, told: dict[str, Any]) -> None:
    root.mkdir(parents=True, exist_ok=True)
    with (root / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
