"""A key that leaves open which measure is meant, or whose plan, leads to what rules and pages take."""

from pathlib import Path

import pytest

from data import engine, keys, made, versions
from data.answers import NumberKey
from data.keys import MadeKey
from data.trace import trace
from tests.shelf import deliver, observed

REVENUE, FIRST, SECOND = "tq_commune_budget_revenue", "00691", "00694"


@pytest.fixture
def reported(store: Path) -> Path:
    """Two communes: one tells months and has two plans, the other tells the year so far."""
    deliver(
        store,
        "a" * 16,
        observed(10.0, "2026-01", indicator_code=REVENUE, area_code=FIRST),
        observed(25.0, "2026-02", indicator_code=REVENUE, area_code=SECOND, measure="cumulative"),
        observed(120.0, "2026", indicator_code=REVENUE, area_code=FIRST, measure="plan", basis="government"),
        observed(100.0, "2026", indicator_code=REVENUE, area_code=FIRST, measure="plan", basis="assembly"),
        observed(90.0, "2025", indicator_code=REVENUE, area_code=FIRST, measure="plan", basis="another"),
        observed(70.0, "2026", indicator_code=REVENUE, area_code=SECOND, measure="plan", basis="assembly"),
        province_code="08",
    )
    versions.publish(store, "thử")
    return store


@pytest.mark.parametrize(
    ("area", "period", "measure", "value", "meant"),
    [
        (FIRST, "2026-01", "", 10.0, ("actual", "")),
        (SECOND, "2026-02", "", 25.0, ("cumulative", "")),
        (FIRST, "2026", "plan", 100.0, ("plan", "assembly")),
        (FIRST, "2025", "plan", 90.0, ("plan", "another")),
        ("08", "2026", "plan", 170.0, ("plan", "assembly")),
    ],
)
def test_what_a_key_leaves_open_is_told_with_the_number(
    reported: Path, area: str, period: str, measure: str, value: float, meant: tuple[str, str]
) -> None:
    with engine.connect() as conn:
        found = trace(conn, NumberKey(REVENUE, area, period, measure), "08")
    assert (found.value, (found.key.measure, found.key.basis)) == (value, meant)


def test_a_plan_of_another_year_is_nobody_s(reported: Path) -> None:
    with engine.connect() as conn:
        found = trace(conn, NumberKey(REVENUE, FIRST, "2024", "plan"), "08")
    assert (found.value, found.status) == (None, "missing")


def test_the_parts_of_a_share_of_the_plan_lead_on_to_the_plan_that_was_meant(reported: Path) -> None:
    share = MadeKey("plan_share", (NumberKey(REVENUE, FIRST, "2026-01", ""), NumberKey(REVENUE, FIRST, "2026", "plan")))
    assert keys.parse(share.text()) == share
    with engine.connect() as conn:
        reached, plan = made.standings(conn, share, "08")
        assert (reached.value, plan.value) == (10.0, 100.0)
        assert isinstance(plan.key, NumberKey)
        assert trace(conn, plan.key, "08").value == 100.0
