"""Every check of values: what it finds, what it leaves alone, and how serious it is."""

from datetime import datetime

import pandas as pd
import pytest

from data import known, units
from geo import areas
from loaders import rules
from loaders.examination import examine
from loaders.rules import Identity
from tests.shelf import GROWTH, observed

COVERAGE, COMMUNE_REVENUE = "tq_commune_social_insurance_coverage", "tq_commune_budget_revenue"
CODES = areas.communes("08")["area_code"].tolist()


def frame(*rows: dict[str, object], on: datetime = datetime(2026, 10, 5)) -> pd.DataFrame:
    return pd.DataFrame([{"published_at": on} | row for row in rows]).astype({"value": "float64"})


def past(*rows: dict[str, object]) -> pd.DataFrame:
    return frame(*rows, on=datetime(2026, 9, 5))[known.HISTORY]


def series(value: float, periods: list[str], **more: object) -> list[dict[str, object]]:
    """A history that wavers by a few percent around a value."""
    return [observed(value * (1 + 0.02 * (n % 3)), period, **more) for n, period in enumerate(periods)]


MONTHS = [f"2026-{month:02d}" for month in range(1, 9)]


def codes(
    rows: pd.DataFrame, history: pd.DataFrame | None = None, identities: tuple[Identity, ...] | None = None
) -> list[str]:
    found = examine(rows, known.nothing() if history is None else history, identities)
    for finding in found:
        rules.rule(finding.code).tell(finding.facts)  # every fact that the words need is there
    return [finding.code for finding in found]


def commune(value: float, area: str = CODES[0], code: str = COVERAGE, **more: object) -> dict[str, object]:
    return observed(value, **({"indicator_code": code, "area_code": area, "period": "2026-09"} | more))


@pytest.mark.parametrize(("value", "found"), [(0, []), (100.04, []), (100.5, ["share_range"]), (-3, ["share_range"])])
def test_a_share_is_between_0_and_100(value: float, found: list[str]) -> None:
    assert codes(frame(commune(value))) == found


def test_a_rate_against_a_plan_may_pass_100() -> None:
    assert codes(frame(observed(113.0, indicator_code="lc_budget_revenue_vs_plan", area_code="15"))) == []


def test_a_stock_is_never_negative_and_a_flow_seldom() -> None:
    stock = observed(-5, indicator_code="lc_poor_households", area_code="15", period="2026")
    assert codes(frame(stock)) == ["negative_stock"]
    assert rules.rule("negative_stock").severity == "refuse"
    assert codes(frame(observed(-5))) == ["negative_flow"]
    assert rules.rule("negative_flow").severity == "flag"


def test_a_count_of_households_is_whole() -> None:
    assert codes(frame(observed(12.5, indicator_code="lc_poor_households", area_code="15", period="2026"))) == [
        "not_whole"
    ]


@pytest.mark.parametrize(
    ("code", "value", "found"),
    [
        (COMMUNE_REVENUE, 1e18, ["no_such_size"]),  # million dong
        (COMMUNE_REVENUE, 1e-300, ["no_such_size"]),
        (COMMUNE_REVENUE, 0, []),
        (COMMUNE_REVENUE, 0.001, []),  # a thousand dong
        (COMMUNE_REVENUE, 4e8, []),
        ("tq_tthc_received", 1e18, ["no_such_size"]),  # dossiers
        ("tq_tthc_received", 20_000_000, []),
        ("tq_tthc_received", 1e-300, ["no_such_size"]),
        ("tq_forest_planted", 41e6, ["no_such_size"]),  # hectares: more than the country has
        (GROWTH, 1e18, ["no_such_size"]),
        (GROWTH, 0.01, []),
    ],
)
def test_a_size_that_no_unit_allows_is_doubted_without_any_history(code: str, value: float, found: list[str]) -> None:
    assert codes(frame(observed(value, indicator_code=code, area_code="08"))) == found
    assert rules.rule("no_such_size").severity == "flag"


def test_a_size_is_told_as_it_was_typed_and_not_in_hundreds_of_zeros() -> None:
    (finding,) = examine(frame(commune(1e-300, code=COMMUNE_REVENUE)), known.nothing())
    message, _ = rules.rule(finding.code).tell(finding.facts)
    assert "1 × 10^-300 triệu đồng" in message
    assert "từ 0,000001 đến 100.000.000.000, hoặc 0" in message


def test_every_unit_has_a_least_and_a_most() -> None:
    for code in units.units():
        least, most = units.sizes(code)
        assert 0 < least < most, code


def test_a_fraction_among_percentages_of_other_communes_is_refused() -> None:
    others = [commune(95 + n / 2, area) for n, area in enumerate(CODES[1:8])]
    assert codes(frame(commune(0.975), *others)) == ["fraction_percent"]


def test_a_small_percentage_among_varied_ones_is_believed() -> None:
    others = [commune(value, area) for value, area in zip((1, 8, 20, 25, 30, 60, 90), CODES[1:8], strict=True)]
    assert codes(frame(commune(0.5), *others)) == []


def test_a_percentage_of_the_plan_stored_as_a_fraction_is_told_by_its_series() -> None:
    about = {"indicator_code": "lc_budget_revenue_vs_plan", "area_code": "15"}
    history = past(*series(100, MONTHS, **about))
    assert codes(frame(observed(1.07, "2026-09", **about)), history) == ["fraction_percent"]
    assert codes(frame(observed(107.0, "2026-09", **about)), history) == []


def test_an_index_where_growth_belongs_is_refused_when_the_series_shows_growth() -> None:
    about = {"indicator_code": GROWTH, "area_code": "08"}
    history = past(*[observed(4 + n / 10, f"2025-Q{n}", **about) for n in range(1, 5)])
    assert codes(frame(observed(104.2, "2026-Q1", **about)), history) == ["index_or_growth"]
    assert codes(frame(observed(4.2, "2026-Q1", **about)), history) == []


def test_growth_where_an_index_belongs_is_refused_by_the_series_and_suspected_without() -> None:
    about = {"indicator_code": "cb_cpi_year", "area_code": "04"}
    row = frame(observed(4.2, "2026-09", **about))
    assert codes(row, past(*series(103, MONTHS, **about))) == ["index_or_growth"]
    assert codes(row) == ["index_or_growth_suspected"]
    assert codes(frame(observed(104.2, "2026-09", **about))) == []


@pytest.mark.parametrize(("value", "unit"), [(512_000.0, "triệu đồng"), (512e6, "nghìn đồng"), (0.512, "nghìn")])
def test_a_value_a_thousand_times_the_series_is_a_slipped_unit(value: float, unit: str) -> None:
    found = examine(frame(observed(value, "2026-09")), past(*series(500, MONTHS)))
    assert [finding.code for finding in found] == ["unit_slip"]
    if unit != "nghìn":
        assert unit in found[0].facts["hint"]


def test_a_series_that_jumps_anyway_makes_a_slipped_unit_a_suspicion_only() -> None:
    history = past(observed(1, "2026-05"), observed(400, "2026-06"), observed(30, "2026-07"), observed(2, "2026-08"))
    assert codes(frame(observed(16_000.0, "2026-09")), history) == ["unit_slip_suspected"]


def test_cumulative_values_are_compared_by_the_month() -> None:
    history = past(*[observed(500.0 * n, f"2026-{n:02d}", measure="cumulative") for n in range(1, 9)])
    assert codes(frame(observed(4500.0, "2026-09", measure="cumulative")), history) == []
    assert codes(frame(observed(4.5, "2026-09", measure="cumulative")), history) == ["unit_slip"]


@pytest.mark.parametrize("status", ["estimated", "provisional", "simulated"])
def test_what_is_not_final_never_replaces_what_is(status: str) -> None:
    history = past(observed(500.0, "2026-09"))
    assert codes(frame(observed(480.0, "2026-09", status=status)), history) == ["weak_over_final"]
    assert codes(frame(observed(480.0, "2026-09", status=status, measure="estimate")), history) == []
    assert codes(frame(observed(480.0, "2026-09")), history) == []


def test_a_cell_without_a_number_never_replaces_a_final_one() -> None:
    row = frame(observed(None, "2026-09", status="missing", text_value="đang cập nhật"))
    assert codes(row, past(observed(500.0, "2026-09"))) == ["absence_over_value"]
    assert codes(row) == []


POOR = "tq_poor_households"


@pytest.mark.parametrize(
    ("value", "found"), [(1_300.0, ["steady_jump"]), (1.0, ["steady_jump"]), (60.0, []), (0.0, []), (131.0, [])]
)
def test_a_digit_too_many_or_too_few_is_doubted_where_no_other_years_are_known(value: float, found: list[str]) -> None:
    told = {"indicator_code": POOR, "area_code": CODES[0]}
    assert codes(frame(observed(value, "2026-09", **told)), past(*series(130.0, MONTHS, **told))) == found


def test_a_jump_is_doubted_only_in_a_series_that_was_long_and_steady_and_of_more_than_a_few() -> None:
    told = {"indicator_code": POOR, "area_code": CODES[0]}
    leap = frame(observed(1_300.0, "2026-09", **told))
    assert codes(leap, past(*series(130.0, MONTHS[:3], **told))) == []
    unsteady = [
        observed(value, period, **told) for value, period in zip((20.0, 130.0, 90.0, 400.0), MONTHS[:4], strict=True)
    ]
    assert codes(leap, past(*unsteady)) == []
    few = past(*series(1.0, MONTHS, **told))
    assert codes(frame(observed(9.0, "2026-09", **told)), few) == []


def test_a_running_sum_jumps_by_its_months() -> None:
    sums = [observed(100.0 * month, period, measure="cumulative") for month, period in enumerate(MONTHS, start=1)]
    assert codes(frame(observed(900.0, "2026-09", measure="cumulative")), past(*sums)) == []
    (found,) = examine(frame(observed(9_000.0, "2026-09", measure="cumulative")), past(*sums))
    assert (found.code, found.facts["least"], found.facts["most"]) == ("steady_jump", "900", "900")


def test_an_outlier_is_measured_against_the_same_month_of_other_years() -> None:
    septembers = [
        observed(value, f"{year}-09") for year, value in zip(range(2021, 2026), (95, 100, 98, 104, 102), strict=True)
    ]
    decembers = [observed(900.0, f"{year}-12") for year in range(2021, 2026)]
    history = past(*septembers, *decembers)
    assert codes(frame(observed(900.0, "2026-09")), history) == ["seasonal_outlier"]
    assert codes(frame(observed(110.0, "2026-09")), history) == []
    assert codes(frame(observed(900.0, "2026-12")), history) == []


def test_a_commune_far_from_all_others_is_flagged_unless_it_always_was() -> None:
    others = [commune(1000.0 + 40 * n, area, COMMUNE_REVENUE) for n, area in enumerate(CODES[1:15])]
    rows = frame(commune(90_000.0, CODES[0], COMMUNE_REVENUE), *others)
    assert codes(rows) == ["peer_outlier"]
    own = {"indicator_code": COMMUNE_REVENUE, "area_code": CODES[0]}
    assert codes(rows, past(*series(88_000, MONTHS, **own))) == []


def test_what_values_lie_around_is_told_to_four_digits() -> None:
    others = [commune(2119.9 + 0.00007 * n, area, COMMUNE_REVENUE) for n, area in enumerate(CODES[1:15])]
    (found,) = examine(frame(commune(90_000.25, CODES[0], COMMUNE_REVENUE), *others), known.nothing())
    assert (found.facts["value"], found.facts["median"]) == ("90.000,25", "2.120")


def test_a_cumulative_value_never_falls_within_a_year() -> None:
    history = past(observed(4000.0, "2026-08", measure="cumulative"), observed(5900.0, "2025-12", measure="cumulative"))
    assert codes(frame(observed(3900.0, "2026-09", measure="cumulative")), history) == ["cumulative_falls"]
    assert codes(frame(observed(400.0, "2026-01", measure="cumulative")), history) == []


def test_cumulative_is_the_month_before_plus_the_month() -> None:
    history = past(observed(400.0, "2026-08", measure="cumulative"))
    month = observed(50.0, "2026-09")
    assert codes(frame(month, observed(460.0, "2026-09", measure="cumulative")), history) == ["cumulative"]
    assert codes(frame(month, observed(450.1, "2026-09", measure="cumulative")), history) == []


def test_a_rate_is_its_numerator_by_its_denominator() -> None:
    about = {"area_code": "15", "period": "2026"}
    parts = [
        observed(30, indicator_code="lc_primary_schools_national", **about),
        observed(60, indicator_code="lc_primary_schools", **about),
    ]
    rate = "lc_primary_schools_national_rate"
    assert codes(frame(*parts, observed(55.0, indicator_code=rate, **about))) == ["ratio"]
    assert codes(frame(*parts, observed(50.05, indicator_code=rate, **about))) == []


def test_a_total_is_the_sum_of_all_members_and_never_less_than_some() -> None:
    total = {"indicator_code": "tq_tthc_received", "area_code": "08", "period": "2026-09"}
    online, direct, post = (total | {"breakdown": f"channel={name}"} for name in ("online", "direct", "post"))
    some = [observed(60, **online), observed(30, **direct)]
    assert codes(frame(observed(100, **total), *some)) == []
    assert codes(frame(observed(80, **total), *some)) == ["parts"]
    assert codes(frame(observed(101, **total), *some, observed(10, **post))) == ["parts"]
    assert codes(frame(observed(100, **total), *some, observed(10, **post))) == []


def test_an_indicator_that_is_the_sum_of_others_is_checked() -> None:
    names = ("", "_households", "_organisations")
    rows = [commune(v, code=f"tq_commune_forest_planted{n}") for v, n in zip((3.0, 2.0, 0.5), names, strict=True)]
    assert codes(frame(*rows)) == ["sum_of_indicators"]


def test_the_province_is_the_sum_of_its_communes_for_additive_indicators() -> None:
    own = [commune(10.0, area, "tq_commune_grain_output", period="2026-Q3", frequency="quarter") for area in CODES]
    whole = {"indicator_code": "tq_grain_output", "area_code": "08", "period": "2026-Q3"}
    right = len(CODES) * 10 / 10_000  # tonnes as ten thousand tonnes
    assert codes(frame(observed(right, **whole), *own)) == []
    assert codes(frame(observed(right + 5, **whole), *own)) == ["province_sum"]
    assert codes(frame(observed(right + 5, **whole), *own[:-1])) == []  # a commune is missing: nothing is proved
    assert codes(frame(observed(right + 5, **whole)), past(*own)) == ["province_sum"]


def test_what_is_carried_over_is_what_was_open_before() -> None:
    open_before = Identity("carried", "lc_tthc_received", ("lc_tthc_overdue",), "tồn kỳ trước")
    about = {"area_code": "15"}
    history = past(observed(20, "2026-08", indicator_code="lc_tthc_overdue", **about))
    row = observed(25, "2026-09", indicator_code="lc_tthc_received", **about)
    assert codes(frame(row), history, (open_before,)) == ["carried_over"]
    assert codes(frame(row | {"value": 20.0}), history, (open_before,)) == []


def test_a_value_that_is_refused_is_not_told_of_again() -> None:
    history = past(*series(500, MONTHS), *[observed(500.0, f"{year}-09") for year in range(2021, 2026)])
    assert codes(frame(observed(512_000.0, "2026-09")), history) == ["unit_slip"]


def test_nothing_to_examine_is_no_error() -> None:
    assert codes(frame(observed(None, status="missing"))) == []
