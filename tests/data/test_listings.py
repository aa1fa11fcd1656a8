"""What stands for an indicator that is more than a number: entries, states, notes; and that no card tells it as one."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data import asked, standing, versions, views
from data.answers import GroupView
from tests.shelf import PROVINCE, deliver, listed, observed, reading

TODAY = date(2026, 3, 20)
DONG_VAN, THANG_MO = "00721", "00829"
ROADS, TASKS, INSTITUTIONS = "tq_road_damage_reports", "tq_tasks_central", "tq_commune_culture_institutions"
PETITIONS = "tq_complaints_by_state"


@pytest.fixture
def store_of_kinds(store: Path) -> Path:
    """Three petitions about roads, a month of tasks by state, and two answers of yes or no."""
    petitions = (
        listed("P-1", "in_progress", topic="road", area_code=DONG_VAN, status="simulated"),
        listed("P-2", "overdue", topic="road", area_code=DONG_VAN),
        listed("P-3", "overdue", topic="planning", area_code=THANG_MO),
        listed("P-4", "done_late", topic="land", feedback_kind="complaint", area_code=THANG_MO),
    )
    deliver(store, "lists", entries=petitions, on=datetime(2026, 3, 5))
    tasks = (("done_on_time", 40.0), ("overdue", 3.0))
    deliver(
        store,
        "states",
        *(observed(value, indicator_code=TASKS, breakdown=f"task_state={state}") for state, value in tasks),
        observed(43.0, indicator_code=TASKS),
        observed(1.0, "2025", indicator_code=INSTITUTIONS, area_code=DONG_VAN),
        observed(0.0, "2025", indicator_code=INSTITUTIONS, area_code=THANG_MO, text_value="Chưa có nhà văn hóa"),
        on=datetime(2026, 3, 6),
    )
    versions.publish(store, "thử")
    return store


def view(store: Path, page: str, code: str, **more: str) -> GroupView:
    with reading(store) as conn:
        understood = asked.understand(conn, {"bo": "tuyen-quang", "chi-so": code} | more, (page,), 6, TODAY)
        return views.group_view(conn, understood, TODAY, prefix="group", boundary_note="")


def test_a_register_shows_the_entries_that_answer_it_worst_first_and_counts_them_by_commune(store_of_kinds):
    shown = view(store_of_kinds, "transport", ROADS)
    assert shown.listing.entries["entry_code"].tolist() == ["P-2", "P-1"]
    counts = shown.communes.set_index("area_code")["value"]
    assert (counts[DONG_VAN], counts[THANG_MO]) == (2, 0)
    assert shown.simulated


def test_the_states_of_a_register_are_counted(store_of_kinds):
    states = view(store_of_kinds, "transport", ROADS).listing.states
    assert states.values.tolist() == [["overdue", 1], ["in_progress", 1], ["done_late", 0], ["done_on_time", 0]]


def test_a_chosen_commune_narrows_the_list(store_of_kinds):
    assert view(store_of_kinds, "transport", ROADS, xa=THANG_MO).listing.entries.empty


def test_the_list_is_as_it_was_known_on_a_day(store_of_kinds):
    deliver(
        store_of_kinds, "later", entries=(listed("P-1", "done_late", topic="road", area_code=DONG_VAN),),
        on=datetime(2026, 3, 10),
    )  # fmt: skip
    versions.publish(store_of_kinds, "sau")
    now = view(store_of_kinds, "transport", ROADS).listing.entries.set_index("entry_code")["state"]
    then = view(store_of_kinds, "transport", ROADS, **{"biet-den": "2026-03-07"}).listing.entries
    assert now["P-1"] == "done_late"
    assert then.set_index("entry_code")["state"]["P-1"] == "in_progress"


def test_reported_states_come_in_the_order_of_the_vocabulary_and_not_by_size(store_of_kinds):
    listing = view(store_of_kinds, "tasks", TASKS).listing
    assert listing.states.values.tolist() == [["overdue", 3], ["done_on_time", 40]]
    assert not listing.counted


def test_states_that_nobody_reports_are_counted_from_the_list_and_it_is_said(store_of_kinds):
    listing = view(store_of_kinds, "feedback", PETITIONS).listing
    assert listing.counted
    assert listing.states.set_index("state")["value"]["done_late"] == 1


def test_a_yes_or_no_keeps_its_reason(store_of_kinds):
    notes = view(store_of_kinds, "commune", INSTITUTIONS).listing.notes
    assert notes[["area_code", "text"]].values.tolist() == [[THANG_MO, "Chưa có nhà văn hóa"]]


@pytest.mark.parametrize(("page", "code"), [("transport", ROADS), ("commune", INSTITUTIONS)])
def test_no_card_tells_a_list_or_an_answer_as_a_number(store_of_kinds, page, code):
    kinds = {one.indicator.kind for one in view(store_of_kinds, page, code).headlines}
    assert not kinds & {"register", "text", "yes_no"}


def test_a_list_that_has_come_is_awaited_no_more(store_of_kinds):
    indicators = asked.scope("tuyen-quang", ("transport",))
    with reading(store_of_kinds) as conn:
        found = {one.indicator.code: one for one in standing.standings(conn, indicators, PROVINCE, TODAY)}
    assert (found[ROADS].newest, found[ROADS].awaited) == ("2026-03", "")
    assert found["tq_waterways"].awaited
