"""Deadlines end on working days; who reports by the hour or day knows no days off."""

from datetime import date

from data import periods


def test_a_deadline_on_a_sunday_ends_on_monday():
    assert periods.due_on("2026-06", 5) == date(2026, 7, 6)


def test_a_deadline_within_tet_ends_after_it():
    assert periods.due_on("2026-01", 18) > date(2026, 2, 18)  # Tết 2026 begins on 17 February


def test_a_daily_report_is_due_on_sundays_too():
    assert periods.due_on("2026-07-04", 1) == date(2026, 7, 5)
