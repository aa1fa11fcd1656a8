"""From period to period: when an alert begins, is confirmed, taken back, recovers and is over."""

from data.alerts.judging import BROKEN, ERROR, KEPT, NO_DATA, NOT_YET
from data.alerts.machine import Cell, Finding, Needs, Step, advance

TWICE = Needs(periods=2, calm=2)
AT_ONCE = Needs(periods=1, calm=1)


def told(period: str, outcome: int, firm: bool = True) -> Finding:
    return Finding(period, outcome, firm)


def walk(needs: Needs, *found: Finding, start: Cell | None = None) -> tuple[Cell | None, list[str]]:
    """The newest cause, and the states that were entered."""
    cells, steps = advance(start, found, needs)
    return (cells[-1] if cells else None), [step.after for _, step in steps]


def test_nothing_begins_while_a_rule_is_kept() -> None:
    assert walk(TWICE, told("2026-01", KEPT), told("2026-02", NO_DATA)) == (None, [])


def test_it_alerts_after_the_periods_it_needs_and_recovers_before_it_is_over() -> None:
    outcomes = [BROKEN, BROKEN, KEPT, KEPT]
    found = [told(f"2026-0{month}", outcome) for month, outcome in enumerate(outcomes, start=1)]
    cell, states = walk(TWICE, *found)
    assert states == ["pending", "alerting", "recovering", "normal"]
    assert cell is not None
    assert cell.first_period == "2026-01"


def test_one_period_is_not_enough_where_two_are_needed() -> None:
    assert walk(TWICE, told("2026-01", BROKEN), told("2026-02", KEPT))[1] == ["pending", "normal"]


def test_a_provisional_figure_warns_softly_and_turns_when_the_final_one_arrives() -> None:
    soft, states = walk(AT_ONCE, told("2026-01", BROKEN, firm=False))
    assert states == ["pending"]
    assert walk(AT_ONCE, told("2026-01", BROKEN), start=soft)[1] == ["alerting"]
    assert walk(AT_ONCE, told("2026-01", KEPT), start=soft)[1] == ["normal"]


def test_a_provisional_figure_does_not_end_an_alert() -> None:
    cell, _ = walk(AT_ONCE, told("2026-01", BROKEN))
    assert walk(AT_ONCE, told("2026-02", KEPT, firm=False), start=cell)[1] == ["recovering"]


def test_the_same_outcome_of_the_same_period_takes_no_step() -> None:
    cell, _ = walk(AT_ONCE, told("2026-01", BROKEN))
    assert walk(AT_ONCE, told("2026-01", BROKEN), start=cell) == (cell, [])


def test_a_corrected_figure_takes_back_what_it_disproves_and_is_called_a_correction() -> None:
    cell, _ = walk(AT_ONCE, told("2026-01", BROKEN))
    _, steps = advance(cell, [told("2026-01", KEPT)], AT_ONCE)
    assert steps == [(0, Step("2026-01", "alerting", "normal", firm=True, corrected=True))]


def test_a_period_that_is_judged_again_is_not_counted_twice() -> None:
    soft, _ = walk(TWICE, told("2026-01", BROKEN, firm=False))
    cell, states = walk(TWICE, told("2026-01", BROKEN), start=soft)
    assert states == []
    assert cell is not None
    assert cell.now.streak == 1


def test_a_later_breach_is_a_cause_of_its_own() -> None:
    cells, _ = advance(None, [told("2026-01", BROKEN), told("2026-02", KEPT), told("2026-03", BROKEN)], AT_ONCE)
    assert [cell.first_period for cell in cells] == ["2026-01", "2026-03"]


def test_no_data_and_error_are_apart_and_the_alert_goes_on_after_them() -> None:
    found = [told("2026-01", BROKEN), told("2026-02", NO_DATA), told("2026-03", ERROR), told("2026-04", BROKEN)]
    cell, states = walk(AT_ONCE, *found)
    assert states == ["alerting", "no_data", "error", "alerting"]
    assert cell is not None
    assert cell.first_period == "2026-01"


def test_what_is_not_due_yet_and_older_periods_change_nothing() -> None:
    cell, _ = walk(AT_ONCE, told("2026-02", BROKEN))
    assert walk(AT_ONCE, told("2026-01", KEPT), told("2026-03", NOT_YET), start=cell) == (cell, [])


def test_how_a_cause_stands_survives_being_kept() -> None:
    cell, _ = walk(TWICE, told("2026-01", BROKEN))
    assert cell is not None
    assert Cell.of(cell.kept_as()) == cell
