"""The rules propose a level with the article it rests on, and say what could not be evaluated."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from data.catalogue import CatalogueError
from data.risk import proposal, rules
from data.risk.proposal import Proposal

HA_GIANG = {"flash_flood_landslide": "KV1", "heavy_rain": "*", "flood": "-", "storm": "viet_bac", "heat": "bac_bo",
            "cold": "bac_bo", "terrain": "mien_nui_trung_du", "zone": "cao"}  # fmt: skip
SOAKED = {"rain_24h_mm": 150.0, "antecedent_rain_days": 2.0, "rain_12h_mm": 90.0, "duration_days": 2.0}


def proposed(place: Mapping[str, str], **values: float) -> Proposal:
    return proposal.propose(pd.DataFrame([place]), {name: np.array([value]) for name, value in values.items()})


def test_every_rule_of_the_tables_is_carried_over_with_its_grade() -> None:
    grades = pd.Series([rule.grade for rule in rules.rules()]).value_counts().to_dict()
    assert grades == {"B": 129, "C": 45, "A": 27, "P": 22}
    assert [grade for grade, about in rules.grades().items() if not about.may_alert] == ["C", "P"]


def test_150_mm_after_two_days_in_a_high_zone_of_former_ha_giang_is_level_2() -> None:
    judged = proposed(HA_GIANG, **SOAKED).hazards["flash_flood_landslide"]
    rule = rules.rules()[judged.rule[0]]
    assert (judged.level[0], rule.article, rule.grade) == (2, "QĐ 18/2021 Điều 46 khoản 2 điểm a", "B")


# Published bulletins against the table, with the class that section 6 of the rules assumes.
@pytest.mark.parametrize(
    ("region", "zone", "rain", "days", "level"),
    [
        ("KV2", "cao", 290, 3, 3),
        ("KV3", "cao", 292, 3, 2),
        ("KV2", "trung_binh", 327, 3, 2),
        ("KV1", "rat_cao", 199, 3, 3),
        ("KV1", "cao", 153, 3, 2),
    ],
)
def test_the_published_levels_of_2025_are_found_again(region, zone, rain, days, level) -> None:
    place = HA_GIANG | {"flash_flood_landslide": region, "zone": zone}
    found = proposed(place, rain_24h_mm=float(rain), antecedent_rain_days=float(days), duration_days=2.0)
    assert found.hazards["flash_flood_landslide"].level[0] == level


def test_a_gap_in_the_law_is_filled_by_a_rule_that_may_not_alert() -> None:
    found = proposed(HA_GIANG, rain_24h_mm=250.0, antecedent_rain_days=1.0).hazards["flash_flood_landslide"]
    assert (found.level[0], rules.rules()[found.rule[0]].grade, rules.rules()[found.rule[0]].may_alert) == (
        2,
        "P",
        False,
    )


def test_rain_without_rain_before_is_nothing_to_article_46_but_heavy_rain_to_article_44() -> None:
    found = proposed(HA_GIANG, rain_24h_mm=250.0, rain_12h_mm=180.0, antecedent_rain_days=0.0, duration_days=1.0)
    assert found.hazards["flash_flood_landslide"].level[0] == 0
    assert (found.hazards["heavy_rain"].level[0], found.level[0]) == (2, 2)


def test_an_unknown_zone_is_open_and_not_an_all_clear() -> None:
    place = HA_GIANG | {"zone": ""}
    judged = proposed(place, **SOAKED).hazards["flash_flood_landslide"]
    assert (judged.level[0], bool(judged.open[0])) == (0, True)
    assert proposal.missing("flash_flood_landslide", place, SOAKED, 0) == ["zone"]


def test_a_missing_variable_leaves_rules_open_unless_another_decides_already() -> None:
    dry = {"rain_24h_mm": 3.0, "rain_12h_mm": 1.0, "duration_days": 1.0}
    assert not proposed(HA_GIANG, **dry).hazards["flash_flood_landslide"].open[0]
    wet = {"rain_24h_mm": 150.0}
    assert proposed(HA_GIANG, **wet).hazards["flash_flood_landslide"].open[0]
    assert proposal.missing("flash_flood_landslide", HA_GIANG, wet, 0) == ["antecedent_rain_days"]


def test_two_hazards_at_once_are_counted_for_the_choice_of_one_more() -> None:
    assert proposed(HA_GIANG, **SOAKED).at_once().tolist() == [2]


def test_a_level_rises_at_once_and_falls_only_after_three_lower_hours() -> None:
    raw = np.array([[0, 3, 1, 1, 1, 0]], dtype=np.int16)
    assert proposal.held(raw, 3).tolist() == [[0, 3, 3, 3, 1, 1]]


def test_a_condition_that_is_more_than_comparisons_is_refused() -> None:
    with pytest.raises(CatalogueError, match="no comparison"):
        rules.parse("__import__('os').system('ls') == 1")


def test_rain_of_a_few_known_hours_rules_no_higher_level_out() -> None:
    half = SOAKED | {"antecedent_rain_days": 3.0, "rain_hours": 12.0}
    judged = proposed(HA_GIANG, **half).hazards["flash_flood_landslide"]
    assert (judged.level[0], bool(judged.open[0])) == (2, True)
    assert proposal.missing("flash_flood_landslide", HA_GIANG, half, 2) == ["rain_24h_mm"]
    dry = {"rain_24h_mm": 3.0, "rain_12h_mm": 1.0, "duration_days": 1.0, "antecedent_rain_days": 2.0}
    assert proposed(HA_GIANG, **dry, rain_hours=12.0).hazards["heavy_rain"].open[0]
    assert not proposed(HA_GIANG, **dry, rain_hours=24.0).hazards["heavy_rain"].open[0]


def test_missing_rain_lowers_no_level_for_as_long_as_it_is_missing() -> None:
    raw = np.array([[3, 1, 1, 1, 1, 1, 0, 0]], dtype=np.int16)
    gone = np.array([[False, True, True, True, False, False, False, False]])
    assert proposal.held(raw, 3, gone).tolist() == [[3, 3, 3, 3, 3, 3, 1, 1]]
    assert raw[0, 1] == 1
