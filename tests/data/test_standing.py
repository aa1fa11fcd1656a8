"""Where an indicator stands, and whose report is awaited."""

from datetime import date
from pathlib import Path

from data import catalogue, engine, standing, versions
from tests import shelf

REVENUE = catalogue.get(shelf.REVENUE)


def test_an_indicator_without_any_value_awaits_its_latest_closed_period() -> None:
    (one,) = standing.standings(None, [REVENUE], "08", date(2026, 11, 22))
    assert (one.newest, one.awaited, one.due_by_default) == ("", "2026-10", True)
    assert one.due_on is not None
    assert one.due_on <= date(2026, 11, 22)


def test_an_indicator_whose_newest_period_is_here_awaits_nothing(store: Path) -> None:
    shelf.deliver(store, "october", shelf.observed(1.0, "2026-09"), shelf.observed(2.0, "2026-10"))
    versions.publish(store, "thử")
    with engine.connect() as conn:
        (one,) = standing.standings(conn, [REVENUE], "08", date(2026, 11, 22))
    assert (one.newest, one.awaited, one.due_on, one.simulated) == ("2026-10", "", None, False)


def test_a_plan_alone_is_no_report(store: Path) -> None:
    shelf.deliver(store, "plan", shelf.observed(5000.0, "2026", measure="plan", basis="hdnd_tinh"))
    versions.publish(store, "thử")
    with engine.connect() as conn:
        (one,) = standing.standings(conn, [REVENUE], "08", date(2026, 11, 22))
    assert one.newest == ""


def test_the_newest_period_is_the_one_that_ends_last_and_of_those_the_shortest() -> None:
    assert standing.newest_period(["2025", "2026-Q3", "2026-09", "2026-03"]) == "2026-09"


def test_agencies_are_listed_by_how_much_they_owe() -> None:
    found = standing.standings(None, catalogue.of_set("tuyen-quang"), "08", date(2026, 11, 22))
    owed = standing.awaited_from(found)
    assert [row.indicators for row in owed] == sorted((row.indicators for row in owed), reverse=True)
    assert sum(row.indicators for row in owed) == sum(bool(one.awaited) for one in found)


def test_groups_are_counted_in_the_order_of_the_navigation() -> None:
    found = standing.standings(None, catalogue.of_set("tuyen-quang"), "08", date(2026, 11, 22))
    counts = standing.group_counts(found)
    order = list(catalogue.pages())
    assert [one.page for one in counts] == sorted((one.page for one in counts), key=order.index)
    assert sum(one.indicators for one in counts) == len(found)
