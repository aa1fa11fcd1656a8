"""The register of reminders: what was said stays, and counts until somebody decides otherwise."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import reminders
from data.reminders import EXCUSED, WITHDRAWN, Missing, ReminderError

HEALTH = "Sở Y tế"
OWED = [Missing("tq_doctors", "2025", date(2026, 1, 30), True, 0, 1)]
ON = date(2026, 3, 20)


def send(root: Path, agency: str = HEALTH, on: date = ON) -> reminders.Reminder:
    return reminders.send(root, "tuyen-quang", agency, OWED, on, "an")


def test_reminders_are_numbered_within_their_year_and_kept_with_what_was_owed(tmp_path):
    assert [send(tmp_path).number, send(tmp_path).number] == ["2026-001", "2026-002"]
    assert send(tmp_path, on=date(2027, 1, 5)).number == "2027-001"
    assert reminders.register(tmp_path)[0].missing == tuple(OWED)


def test_only_what_stands_counts_and_only_in_its_year(tmp_path):
    for _ in range(3):
        send(tmp_path)
    send(tmp_path, agency="Sở Nội vụ")
    reminders.decide(tmp_path, "2026-001", EXCUSED, "lũ lụt, mất điện", ON, "binh")
    reminders.decide(tmp_path, "2026-002", WITHDRAWN, "đã gửi đúng hạn", ON, "binh")
    found = reminders.register(tmp_path)
    assert reminders.counts(found, "tuyen-quang", 2026) == {HEALTH: 1, "Sở Nội vụ": 1}
    assert reminders.counts(found, "tuyen-quang", 2027) == {}
    assert (found[0].state, found[0].reason, found[0].decided_by) == (EXCUSED, "lũ lụt, mất điện", "binh")


def test_nobody_is_reminded_of_nothing(tmp_path):
    with pytest.raises(ReminderError, match="không có gì để nhắc"):
        reminders.send(tmp_path, "tuyen-quang", HEALTH, [], ON, "an")
    assert reminders.register(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "reason", "told"),
    [
        ("2026-009", "x", "không có số 2026-009"),
        ("2026-001", "  ", "Phải ghi lý do"),
        ("2026-002", "x", "đã được xử lý"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_refused_and_leaves_the_register(tmp_path, number, reason, told):
    send(tmp_path)
    send(tmp_path)
    reminders.decide(tmp_path, "2026-002", WITHDRAWN, "nhầm", ON, "an")
    before = reminders.register(tmp_path)
    with pytest.raises(ReminderError, match=told):
        reminders.decide(tmp_path, number, EXCUSED, reason, ON, "an")
    assert reminders.register(tmp_path) == before


@pytest.mark.parametrize("damage", ["{", '{"event": "excused", "number": "2026-777"}', "[]", '{"event": "sent"}'])
def test_a_register_with_a_hole_is_told_with_its_line(tmp_path, damage):
    send(tmp_path)
    with (tmp_path / reminders.FILE).open("a", encoding="utf-8") as file:
        file.write(damage + "\n")
    with pytest.raises(ReminderError, match="Dòng 2"):
        reminders.register(tmp_path)


def test_what_an_agency_owes_is_what_did_not_come_from_everywhere_oldest_first():
    cells = pd.DataFrame(
        [
            ("b", HEALTH, "2026-02", date(2026, 3, 5), True, 120, 124),
            ("a", HEALTH, "2026-01", date(2026, 2, 5), True, 0, 124),
            ("c", HEALTH, "2026-02", date(2026, 3, 5), True, 124, 124),
            ("d", "Sở Nội vụ", "2026-02", date(2026, 3, 5), True, 0, 1),
        ],
        columns=["indicator_code", "agency", "period", "due_on", "by_default", "areas", "areas_due"],
    )
    assert [(one.indicator_code, one.areas) for one in reminders.missing_of(cells, HEALTH)] == [("a", 0), ("b", 120)]
