"""How the map explorer words and draws a view: symbols for counts, colours for shares, and why."""

from datetime import date

import pandas as pd
import pytest

from components import explorer, explorer_page
from components.ids import Ids
from data import catalogue
from data.answers import Ask
from data.map_answers import MapAsk, MapView
from tests.components import reading

REVENUE, FOREST = "tq_commune_budget_revenue", "tq_commune_forest_cover"
PERIODS = ("2026-02", "2026-01")


def view(values: list[float], code: str = REVENUE, shown: str = "value", **more: object) -> MapView:
    """A view of as many communes as there are values."""
    ask = Ask(catalogue.get(code), "08", "2026-02")
    asked = MapAsk("tuyen-quang", ask, shown=shown, periods=PERIODS, indicators=(ask.indicator,), **more)  # type: ignore[arg-type]
    codes = pd.Series([f"{n:05d}" for n in range(len(values))], dtype="str")
    frame = pd.DataFrame({"area_code": codes, "area_name": "Xã " + codes, "value": pd.Series(values, dtype=float)})
    frame["status"] = frame["value"].notna().map({True: "final", False: "missing"})
    blank = dict.fromkeys(("then", "relative", "points", "plan", "plan_share", "people", "km2"), float("nan"))
    frame = frame.assign(
        **blank, km2_estimated=False, words="", delivery_id=None, published_at=pd.NaT, shown=frame["value"]
    )
    return MapView(asked, frame, "2025-02", date(2026, 3, 20), area_name="Tỉnh Tuyên Quang", version="1")


def test_a_count_is_drawn_as_circles_and_the_page_says_why() -> None:
    counted = view([1.0, 9.0, 100.0])
    assert explorer.paint(counted)["symbols"] == 100.0
    assert any("vòng tròn" in told for told in explorer.reasons(counted))


@pytest.mark.parametrize(("code", "shown"), [(REVENUE, "per_km2"), (REVENUE, "plan_share"), (FOREST, "value")])
def test_what_is_normalised_is_coloured(code: str, shown: str) -> None:
    coloured = view([1.0, 9.0, 100.0], code, shown)
    assert explorer.paint(coloured)["symbols"] == 0.0
    assert not any("vòng tròn" in told for told in explorer.reasons(coloured))


@pytest.mark.parametrize("method", ["quantile", "equal", "natural", "head_tail", "deviation", "box", "fixed"])
@pytest.mark.parametrize(
    "values",
    [[], [float("nan")] * 3, [5.0], [7.0] * 4, [0.0] * 4, [-3.0, -1.0, 2.0], [1.0, 2.0, 3.0, 1e12, -1e12]],
)
def test_strange_values_leave_classes_legend_and_ranking_true(values: list[float], method: str) -> None:
    told = view(values, FOREST, method=method)
    sheet = explorer.paint(told)
    known = sum(value == value for value in values)
    assert sum(sheet["counts"]) == known
    assert len(sheet["labels"]) == len(sheet["colors"]) == len(sheet["counts"])
    assert explorer_page.ranked(told, sheet, "vi") is not None


def test_rank_one_has_the_strongest_colour() -> None:
    sheet = explorer.paint(view([1.0, 2.0, 3.0], FOREST, "rank", classes=3))
    plain = explorer.paint(view([1.0, 2.0, 3.0], FOREST, "value", classes=3))
    assert sheet["colors"] == plain["colors"][::-1]


def test_equal_values_are_told_in_words() -> None:
    assert any("cùng một giá trị" in told for told in explorer.reasons(view([4.0, 4.0], FOREST)))


def test_an_indicator_of_the_province_is_not_painted_on_communes_and_the_map_says_so() -> None:
    silent = view([], by_areas=False)
    assert "chỉ được báo cáo cho toàn tỉnh" in explorer.paint(silent)["message"]


def test_the_page_has_every_filter_of_its_link_under_a_label() -> None:
    told = view([1.0, 2.0])
    ids = Ids("explorer")
    page = explorer_page.layout(ids, told, explorer.paint(told), "/geo/08.x.geojson", ((21, 104), (23, 105)), "vi")
    there = {one for one in reading.ids(page) if isinstance(one, str)}
    assert {explorer_page.filter_id(ids, key) for key in explorer_page.KEYS} <= there
    assert "Vẽ vòng tròn" in reading.text(page)
