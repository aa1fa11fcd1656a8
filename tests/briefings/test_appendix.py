"""The appendix of a briefing: every key that a sentence bears has its row."""

from pathlib import Path

from briefings import appendix
from data import engine, versions
from tests.shelf import deliver, observed

REVENUE, COMMUNE = "tq_commune_budget_revenue", "00691"


def test_a_plan_whose_setter_a_key_leaves_open_has_its_row_under_that_key_and_names_who_set_it(store: Path) -> None:
    plan = observed(100.0, "2026", indicator_code=REVENUE, area_code=COMMUNE, measure="plan", basis="hdnd_tinh")
    deliver(store, "a" * 16, plan, province_code="08")
    versions.publish(store, "thử")
    key = f"{REVENUE}|{COMMUNE}|2026|plan|total|"
    with engine.connect() as conn:
        (row,) = appendix.origins(conn, [key], "08", None)
    assert (row.key, row.value) == (key, 100.0)
    assert "HĐND tỉnh" in row.what
