"""Rules that are known to come are fetched together and say the same as those that come one by one."""

from datetime import date
from pathlib import Path

import numpy as np

from data import memory, versions
from data.alerts.evaluation import Evaluation
from data.alerts.rules import PROVINCE, AlertRule
from tests import shelf

ON_TIME, REVENUE = "tq_tthc_on_time_rate", "tq_commune_budget_revenue"
DONG_VAN = "00721"
TODAY = date(2026, 3, 20)
RULES = (
    AlertRule("a", "a", "threshold", ON_TIME, limit=90),
    AlertRule("b", "b", "threshold", REVENUE, low=10.0, area=DONG_VAN),
    AlertRule("c", "c", "no_data", REVENUE),
    AlertRule("d", "d", "threshold", ON_TIME, limit=90, area=PROVINCE),
)


def test_rules_that_come_together_say_what_each_says_alone(store: Path) -> None:
    shelf.deliver(
        store,
        "d1",
        shelf.observed(80.0, "2026-01", indicator_code=ON_TIME, area_code=DONG_VAN),
        shelf.observed(5.0, "2026-01", indicator_code=REVENUE, area_code=DONG_VAN),
        shelf.observed(None, "2026-02", indicator_code=REVENUE, area_code=DONG_VAN, status="suppressed"),
    )
    versions.publish(store, "thử")
    with shelf.reading(store) as conn:
        alone = [Evaluation(conn, TODAY).judge(rule)[0] for rule in RULES]
        memory.of(conn).forget()
        together = Evaluation(conn, TODAY, coming=RULES)
        for rule, one in zip(RULES, alone, strict=True):
            found = together.judge(rule)[0]
            assert (found.periods, found.area_codes) == (one.periods, one.area_codes)
            np.testing.assert_array_equal(found.outcome, one.outcome)
            np.testing.assert_array_equal(found.value, one.value)
    assert (alone[0].outcome == 3).sum() == (alone[1].outcome == 3).sum() == 1
