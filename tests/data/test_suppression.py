"""Small numbers: what is withheld cannot be worked out from what is shown."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import asked, catalogue, queries, small_numbers, suppression, trace, versions, views
from data.answers import NumberKey
from data.catalogue import CatalogueError
from data.small_numbers import Rule
from tests.shelf import PROVINCE, deliver, observed, reading

LIMIT = 5
PRIME = 2**31 - 1
VISITORS = "tq_visitors"  # a flow, by kind of visitor
COMMUNES = ("00721", "00829", "00808", "00715")
PARENTS = dict.fromkeys(COMMUNES, PROVINCE)
Key = tuple[str, str, str, str]


def table(cells: dict[Key, float | None], status: str = "final") -> pd.DataFrame:
    rows = [(*key, value, "suppressed" if value is None else status) for key, value in cells.items()]
    return pd.DataFrame(rows, columns=[*suppression.COORDINATES, "value", "status"]).astype({"value": float})


def withheld(cells: dict[Key, float | None], code: str = VISITORS) -> set[Key]:
    frame = table(cells)
    mask = suppression.hidden(frame, catalogue.get(code), LIMIT, PARENTS)
    return {key for key, gone in zip(cells, mask, strict=True) if gone}


def cell(area: str, period: str = "2026-01", breakdown: str = "total", measure: str = "actual") -> Key:
    return area, period, breakdown, measure


def equations(cells: Collection[Key]) -> Iterator[dict[Key, int]]:
    """Every sum among cells that a reader can think of."""
    for area, period, breakdown, measure in cells:
        whole = (area, period, breakdown, measure)
        parts = [key for key in cells if PARENTS.get(key[0]) == area and key[1:] == whole[1:]]
        if parts:
            yield {whole: 1} | dict.fromkeys(parts, -1)
        members = [key for key in cells if (key[0], key[1], key[3]) == (area, period, measure) and "=" in key[2]]
        if breakdown == "total" and members:
            yield {whole: 1} | dict.fromkeys(members, -1)
        months = [(area, f"2026-{month:02d}", breakdown, "actual") for month in range(1, 4)]
        own = months[: int(period[5:7])] if measure == "cumulative" else months if period == "2026-Q1" else []
        if own and all(month in cells for month in own):
            yield {whole: 1} | {month: -1 for month in own if month != whole}


def solved(cells: Collection[Key], unknown: set[Key]) -> set[Key]:
    """The unknown cells that follow exactly from the others, by elimination modulo a large prime."""
    columns = {key: place for place, key in enumerate(sorted(unknown))}
    rows = [{columns[key]: factor for key, factor in one.items() if key in columns} for one in equations(cells)]
    matrix = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for number, row in enumerate(rows):
        matrix[number, list(row)] = list(row.values())
    done = 0
    for place in range(len(columns)):
        below = np.flatnonzero(matrix[done:, place])
        if not len(below):
            continue
        matrix[[done, done + below[0]]] = matrix[[done + below[0], done]]
        matrix[done] = matrix[done] * pow(int(matrix[done, place]), -1, PRIME) % PRIME
        others = np.flatnonzero(matrix[:, place])
        others = others[others != done]
        matrix[others] = (matrix[others] - matrix[others, place][:, None] * matrix[done]) % PRIME
        done += 1
    alone = matrix[(matrix != 0).sum(axis=1) == 1]
    return {key for key, place in columns.items() if alone[:, place].any()}


@st.composite
def reports(draw: st.DrawFn) -> tuple[dict[Key, float | None], set[Key]]:
    """Consistent counts of some communes, months and members with all their sums, and which of them were reported."""
    communes = draw(st.lists(st.sampled_from(COMMUNES), min_size=1, max_size=4, unique=True))
    months = range(1, draw(st.integers(1, 3)) + 1)
    members = draw(st.sampled_from([("total",), ("visitor_kind=domestic", "visitor_kind=international")]))
    counts = {
        (area, month, member): draw(st.integers(0, 9)) for area in communes for month in months for member in members
    }
    whole: dict[Key, float | None] = {}
    areas = [*communes, PROVINCE]
    spans = [("actual", f"2026-{month:02d}", [month]) for month in months]
    spans += [("cumulative", f"2026-{month:02d}", list(range(1, month + 1))) for month in months]
    spans += [("actual", "2026-Q1", [1, 2, 3])] if len(months) == 3 else []
    for area in areas:
        for measure, period, inside in spans:
            for breakdown in dict.fromkeys((*members, "total")):
                whole[cell(area, period, breakdown, measure)] = float(
                    sum(
                        value
                        for (where, month, member), value in counts.items()
                        if area in (where, PROVINCE) and month in inside and breakdown in (member, "total")
                    )
                )
    left_out = draw(st.sets(st.sampled_from(sorted(whole)), max_size=len(whole) - 1))
    return whole, whole.keys() - left_out


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports())
def test_from_all_shown_numbers_no_withheld_cell_can_be_solved(report):
    whole, reported = report
    cells = {key: whole[key] for key in whole if key in reported}
    away = withheld(cells)
    small = {key for key, value in cells.items() if value is not None and 0 < value < LIMIT}
    assert small <= away
    assert solved(whole, away | (whole.keys() - reported)) & away == set()
    assert bool(away) == bool(small)


def test_a_month_that_a_commune_left_out_but_the_others_tell_gives_no_sum_away():
    cells: dict[Key, float | None] = {
        cell("00721", "2026-02"): 0,
        cell("00721", "2026-02", measure="cumulative"): 3,
        cell("00829", "2026-01"): 40,
        cell("00829", "2026-02", measure="cumulative"): None,
        cell(PROVINCE, "2026-01"): 43,
    }
    everything = year({"00721": [3, 0], "00829": [40, 9]}).keys()
    away = withheld(cells)
    assert cell("00721", "2026-02", measure="cumulative") in away
    assert solved(everything, away | (everything - cells.keys())) & away == set()


def test_a_commune_that_sends_no_quarter_does_not_tell_that_of_another():
    months = {cell(PROVINCE, f"2026-{month:02d}"): 20.0 for month in (1, 2, 3)}
    months |= {cell("00829", f"2026-{month:02d}"): 19.0 for month in (1, 2, 3)}
    cells: dict[Key, float | None] = {**months, cell("00721", "2026-Q1"): 3.0}
    away = withheld(cells)
    unsaid = {cell("00721", f"2026-{month:02d}") for month in (1, 2, 3)}
    unsaid |= {cell("00829", "2026-Q1"), cell(PROVINCE, "2026-Q1")}
    assert cell("00721", "2026-Q1") in away
    assert solved(cells.keys() | unsaid, away | unsaid) & away == set()


def test_a_single_small_commune_takes_the_smallest_other_one_with_it():
    cells = {cell(code): value for code, value in zip(COMMUNES, (3, 40, 12, 0), strict=True)} | {cell(PROVINCE): 55}
    assert withheld(cells) == {cell("00721"), cell("00808")}


def test_without_the_sum_only_the_small_ones_go():
    assert withheld({cell("00721"): 3, cell("00829"): 40}) == {cell("00721")}


def test_members_that_make_up_a_total_protect_each_other():
    kinds = ("visitor_kind=domestic", "visitor_kind=international")
    cells = {cell(PROVINCE, breakdown=kind): value for kind, value in zip(kinds, (60, 2), strict=True)}
    assert withheld(cells) == {cell(PROVINCE, breakdown=kinds[1])}
    assert withheld(cells | {cell(PROVINCE): 62}) == {cell(PROVINCE, breakdown=kind) for kind in kinds}


def test_a_month_does_not_follow_from_the_sums_before_and_after_it():
    months = {cell("00721", f"2026-{month:02d}"): value for month, value in enumerate((30, 4, 50), start=1)}
    sums = {
        cell("00721", f"2026-{month:02d}", measure="cumulative"): value
        for month, value in enumerate((30, 34, 84), start=1)
    }
    away = withheld(months | sums)
    assert cell("00721", "2026-02") in away
    assert solved(months | sums, away) == set()


def year(counts: dict[str, list[int]]) -> dict[Key, float | None]:
    """Counts by month of some communes with their sums since January, and those of the province."""
    counts = counts | {PROVINCE: [sum(month) for month in zip(*counts.values(), strict=True)]}
    cells: dict[Key, float | None] = {}
    for area, months in counts.items():
        for month, value in enumerate(months, start=1):
            cells[cell(area, f"2026-{month:02d}")] = float(value)
            cells[cell(area, f"2026-{month:02d}", measure="cumulative")] = float(sum(months[:month]))
    return cells


def test_one_small_month_leaves_the_rest_of_its_year_and_the_province_alone():
    cells = year({code: [30 + place] * 5 + [3 if place == 1 else 40] + [50] * 6 for place, code in enumerate(COMMUNES)})
    away = withheld(cells)
    assert cell("00829", "2026-06") in away
    assert len(away) == 6  # the month, one beside it and one sum since January: here and in another commune
    assert all(area != PROVINCE for area, *_ in away)


def test_many_small_communes_protect_each_other():
    rng = np.random.default_rng(1)
    usual = rng.gamma(0.6, 13, size=40)
    counts = {f"{code:05d}": rng.poisson(mean, 12).tolist() for code, mean in enumerate(usual)}
    cells = year(counts)
    frame = table(cells)
    mask = suppression.hidden(frame, catalogue.get(VISITORS), LIMIT, dict.fromkeys(counts, PROVINCE))
    small = frame["value"].between(0, LIMIT, inclusive="neither")
    assert mask[small].all()
    assert mask.sum() < 2 * small.sum()
    assert not mask[frame["area_code"] == PROVINCE].any()


def test_two_axes_agree_with_each_other_even_when_the_total_is_not_told():
    by_sex = {cell(PROVINCE, breakdown=f"sex={one}"): value for one, value in (("female", 30), ("male", 33))}
    by_kind = {
        cell(PROVINCE, breakdown=f"visitor_kind={one}"): value
        for one, value in (("domestic", 60), ("international", 3))
    }
    away = withheld(by_sex | by_kind)
    assert len(away & by_kind.keys()) == 2 or away & by_sex.keys()


def test_ones_that_could_only_be_ones_take_another_with_them():
    cells = {cell(code): value for code, value in zip(COMMUNES, (1, 1, 40, 60), strict=True)} | {cell(PROVINCE): 102}
    assert withheld(cells) == {cell("00721"), cell("00829"), cell("00808")}


def test_what_the_source_withheld_is_protected_as_well():
    cells: dict[Key, float | None] = {cell("00721"): None, cell("00829"): 40, cell("00808"): 12, cell(PROVINCE): 60}
    assert withheld(cells) == {cell("00721"), cell("00808")}


def test_a_stock_of_december_is_that_of_its_year():
    stock = next(one.code for one in catalogue.of_set("tuyen-quang") if one.kind == "stock")
    cells = {cell("00721", "2026-12"): 3.0, cell("00721", "2026"): 3.0, cell("00721", "2026-11"): 30.0}
    assert withheld(cells, stock) == {cell("00721", "2026-12"), cell("00721", "2026")}


def test_nothing_small_nothing_withheld():
    cells = {cell(code): float(value) for value, code in enumerate(COMMUNES, start=5)} | {cell(PROVINCE): 26.0}
    assert withheld(cells) == set()
    assert withheld({}) == set()


@pytest.fixture
def ruled(store: Path) -> Path:
    """A store whose province demands that fewer than five visitors are not told."""
    values = zip(COMMUNES, (3, 40, 12, 70), strict=True)
    communes = [observed(value, indicator_code=VISITORS, area_code=code) for code, value in values]
    deliver(store, "visitors", *communes, observed(125, indicator_code=VISITORS))
    changed = observed(9, indicator_code=VISITORS, area_code=COMMUNES[0])
    deliver(store, "later", changed, on=datetime(2026, 2, 9))
    rule = "code,sharing,units,limit,source\n" + f"{VISITORS},,,5,Quy chế chia sẻ dữ liệu của tỉnh\n"
    (store / small_numbers.FILE).write_text(rule, encoding="utf-8")
    versions.publish(store, "thử")
    return store


def test_a_version_holds_no_withheld_value_in_any_revision(ruled):
    with reading(ruled) as conn:
        found = queries.revisions(conn, VISITORS, COMMUNES[0], "2026-01")
        assert found["value"].isna().all()
        assert set(found["status"]) == {"suppressed"}
        assert queries.revisions(conn, VISITORS, COMMUNES[1], "2026-01")["value"].tolist() == [40]


def test_map_source_and_sum_agree_that_it_is_withheld(ruled):
    with reading(ruled) as conn:
        understood = asked.understand(conn, {"chi-so": VISITORS}, ("economy",), 6, date(2026, 3, 20))
        shown = views.communes(conn, understood.ask).set_index("area_code")
        told = trace.trace(conn, NumberKey(VISITORS, COMMUNES[0], "2026-01", "actual"), PROVINCE)
    assert shown.loc[COMMUNES[0], "status"] == shown.loc[COMMUNES[2], "status"] == "suppressed"
    assert shown["value"].sum() == 110
    assert told.status == "suppressed"
    assert told.value is None or pd.isna(told.value)


def test_without_a_rule_everything_is_shown(store):
    deliver(store, "visitors", observed(1, indicator_code=VISITORS))
    versions.publish(store, "thử")
    with reading(store) as conn:
        assert queries.revisions(conn, VISITORS, PROVINCE, "2026-01")["value"].tolist() == [1]


def test_no_decision_of_the_catalogue_sets_a_limit_yet():
    assert small_numbers.rules() == ()


def test_a_rule_of_a_sharing_level_speaks_of_counts_in_its_units():
    one = catalogue.get("tq_budget_revenue")
    level = Rule("", "dùng riêng", ("{person}",), 5, "Quy chế")
    assert not level.speaks_of(one)
    assert Rule("", "", (), 5, "Quy chế").speaks_of(one) is False
    assert Rule(one.code, "", (), 5, "Quy chế").speaks_of(one)


@pytest.mark.parametrize(
    "line",
    ["tq_visitors,,,2,Quy chế", "tq_visitors,,,5,", ",,,5,Quy chế", "tq_x,,,5,Quy chế", "tq_visitors,mở,,5,Quy chế"],
)
def test_a_rule_that_says_too_little_stops_publishing(store, line):
    store.mkdir(parents=True, exist_ok=True)
    (store / small_numbers.FILE).write_text(f"code,sharing,units,limit,source\n{line}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"small_numbers\.csv:2"):
        small_numbers.rules(store)


def test_every_pair_of_small_communes_is_safe():
    for small in combinations(COMMUNES, 2):
        cells = {cell(code): 2.0 if code in small else 30.0 for code in COMMUNES}
        cells |= {cell(PROVINCE): sum(cells.values())}
        assert solved(cells, withheld(cells)) == set()
