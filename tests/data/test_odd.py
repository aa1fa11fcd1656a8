"""The odd one: what breaks its season, differs from its peers, contradicts others, or is missing."""

from pathlib import Path

import pytest

from data import odd, versions
from data.analyst import Odd
from geo import areas
from tests.shelf import deliver, observed, reading

REVENUE, COVERAGE = "tq_commune_budget_revenue", "tq_commune_social_insurance_coverage"
PLANTED = "tq_commune_forest_planted"
PARTS = ("tq_commune_forest_planted_households", "tq_commune_forest_planted_organisations")
CODES = list(areas.communes("08")["area_code"][:12])
MONTHS = [f"{year}-{month:02d}" for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]
WRONG = CODES[3]


def rows(code: str, level: float = 100.0, **changed: float | None) -> list[dict[str, object]]:
    """Twelve communes over four years, all alike; ``changed`` values by "area_period", None for none."""
    found = []
    for place, area in enumerate(CODES):
        for number, month in enumerate(MONTHS):
            value = changed.get(f"c{area}_{month}".replace("-", "_"), level + place + number % 5)
            if value is not None:
                found.append(observed(value, month, indicator_code=code, area_code=area))
    return found


def at(area: str, month: str) -> str:
    return f"c{area}_{month}".replace("-", "_")


def found(store: Path, *observations: dict[str, object], codes: tuple[str, ...] = (REVENUE,)) -> list[Odd]:
    deliver(store, "all", *observations)
    versions.publish(store, "thử")
    with reading(store) as conn:
        return list(odd.search(conn, "tuyen-quang", codes).found)


def test_nothing_is_odd_where_all_is_as_ever(store: Path) -> None:
    assert found(store, *rows(REVENUE)) == []


def test_the_oddest_is_first_and_says_what_it_is_likely_to_be(store: Path) -> None:
    told = found(store, *rows(REVENUE, **{at(WRONG, "2025-12"): 104_000, at(CODES[5], "2025-11"): 320}))
    assert [(one.area_code, one.period, one.oddity.cause) for one in told] == [
        (WRONG, "2025-12", "unit_slip"),
        (CODES[5], "2025-11", "unknown"),
    ]
    assert told[0].oddity.factor == 1000
    assert told[0].area_name


def test_what_is_only_provisional_is_told_as_such(store: Path) -> None:
    estimate = observed(330, "2025-12", indicator_code=REVENUE, area_code=WRONG, status="estimated")
    told = found(store, *rows(REVENUE, **{at(WRONG, "2025-12"): None}), estimate)
    assert [one.oddity.cause for one in told] == ["provisional"]


def test_what_moves_everywhere_is_an_event(store: Path) -> None:
    told = found(store, *rows(REVENUE, **{at(area, "2025-12"): 400.0 for area in CODES}))
    assert {one.oddity.cause for one in told} == {"event_all"}


def test_a_commune_that_did_not_send_what_the_others_sent_is_one_line(store: Path) -> None:
    gap = {at(WRONG, "2025-12"): None}
    told = found(store, *rows(REVENUE, **gap), *rows(COVERAGE, 20, **gap), codes=(REVENUE, COVERAGE))
    assert [(one.area_code, one.period, one.oddity.reason, one.oddity.of) for one in told] == [
        (WRONG, "2025-12", "gap", 2)
    ]


def test_a_share_above_a_hundred_contradicts_itself(store: Path) -> None:
    told = found(store, *rows(COVERAGE, 20, **{at(WRONG, "2025-12"): 131.0}), codes=(COVERAGE,))
    assert [(one.oddity.reason, one.oddity.value, one.oddity.expected) for one in told] == [("share", 131, 100)]


def test_indicators_that_must_add_up_and_do_not_are_told_once(store: Path) -> None:
    parts = (*rows(PARTS[0], 60), *rows(PARTS[1], 40))
    sums = rows(PLANTED, 100)
    for one in sums:
        number = MONTHS.index(str(one["period"])) % 5 + CODES.index(str(one["area_code"]))
        one["value"] = 100 + 2 * number
    sums[-1]["value"] = 90.0
    told = found(store, *parts, *sums, codes=(PLANTED, *PARTS))
    assert [(one.area_code, one.period, one.oddity.reason) for one in told] == [(CODES[-1], "2025-12", "sum")]
    assert told[0].other == " ".join(PARTS)


def test_parts_above_their_whole_are_told_with_the_axis(store: Path) -> None:
    code = "tq_visitors"
    whole = [observed(100 + number % 5, month, indicator_code=code) for number, month in enumerate(MONTHS)]
    member = observed(250.0, "2025-12", indicator_code=code, breakdown="visitor_kind=domestic")
    told = found(store, *whole, member, codes=(code,))
    assert [(one.oddity.reason, one.other, one.oddity.expected) for one in told] == [("parts", "visitor_kind", 250)]


@pytest.mark.parametrize("level", [0.0, 1e12, -1e12])
def test_series_of_zeros_and_of_huge_and_negative_numbers_are_no_news(store: Path, level: float) -> None:
    assert found(store, *rows(REVENUE, level)) == []


def test_without_data_nothing_was_looked_at(store: Path) -> None:
    deliver(store, "other", observed(1.0))
    versions.publish(store, "thử")
    with reading(store) as conn:
        search = odd.search(conn, "tuyen-quang", (REVENUE,))
    assert (search.found, search.looked_at) == ([], 0)
