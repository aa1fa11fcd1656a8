"""What the room of health says of one facility: never a colour without its reason."""

import pandas as pd
import pytest

from components import health_map
from data import hospitals

TODAY = pd.Timestamp("2026-03-09")


@pytest.mark.parametrize(
    ("icu", "told"), [(100.0, "hết giường hồi sức (ICU 100,0\u00a0%)"), (92.0, "giường hồi sức đã dùng 92,0\u00a0%")]
)
def test_a_facility_that_is_overloaded_for_its_intensive_care_says_so(icu: float, told: str) -> None:
    about = {"area_code": "facility:08-A", "name": "A", "planned_beds": 100.0, "actual_beds": 110.0, "icu_beds": 10.0}
    rows = [("facility:08-A", name, TODAY, value) for name, value in (("occupancy", 60.0), ("icu_occupancy", icu))]
    reports = pd.DataFrame(rows, columns=["area_code", "measure", "day", "value"])
    row = hospitals.states(pd.DataFrame([about]), reports, TODAY).iloc[0]
    assert health_map.sign(row) == "red"
    assert told in health_map.standing(row, "vi")
