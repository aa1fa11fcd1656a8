"""The demo has something true to see for every group of a set: numbers, states, words and lists."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from data import catalogue, catalogue_registers
from loaders.demo import lists, published
from loaders.demo.figures import Figures
from loaders.demo.land import Land
from loaders.demo.lists import Lists
from loaders.demo.moments import Moments
from loaders.demo.recipes import recipes
from loaders.demo.rules import MONTH, NUMERIC
from loaders.demo.run import take_in
from loaders.demo.schedule import Sending
from loaders.demo.texts import Texts
from loaders.demo.world import World
from loaders.workbooks import write

TODAY = date(2026, 11, 22)
SHARES = ("%", "%{GRDP}")
OF_SOMETHING_ELSE = ("so với", "biến động", "giảm", "tăng", "trên lớp", "trên giường", "phụ thuộc")


@pytest.fixture(scope="module", params=list(catalogue.sets()))
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param, 2026, anchors=published.anchors())


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures(World("tuyen-quang", 2026, anchors=published.anchors()), detailed_since="2025-10")


def test_every_indicator_with_a_number_has_a_series(world: World) -> None:
    wanted = {i.code for i in catalogue.of_set(world.set.set_code) if i.kind in NUMERIC}
    assert wanted == {i.code for i in world.reported()}


def test_shares_are_shares_and_nothing_that_is_counted_is_negative(world: World) -> None:
    for indicator in world.reported():
        values = world.series[indicator.code].values
        known = values[~np.isnan(values)]
        is_share = indicator.kind == "rate" and indicator.unit in SHARES
        if is_share and not any(word in indicator.name.lower() for word in OF_SOMETHING_ELSE):
            assert known.max() <= 100.1, indicator.code
        if indicator.kind in ("stock", "status_count"):
            assert known.min() >= 0, indicator.code


def test_parts_of_tasks_add_up_to_all_tasks() -> None:
    world = World("lao-cai", 2026, anchors=published.anchors())
    states = ("in_progress", "done_on_time", "done_late", "overdue")
    parts = sum(world.series[f"lc_tasks_{state}"].values for state in states)
    assert np.array_equal(parts, world.series["lc_tasks_by_state"].values)


def test_a_sum_since_january_begins_again_every_year(world: World) -> None:
    sums = [code for code in world.series if code.endswith(MONTH)]
    for code in sums:
        whole = world.series[code.removesuffix(MONTH)].values[:, 0]
        assert whole[world.index["2026-01"]] <= whole[world.index["2025-12"]]


def test_communes_report_what_has_a_rule_only_for_the_last_months(figures: Figures) -> None:
    assert recipes()["tq_tthc_received"].by_rule
    assert not figures.has_communes("tq_tthc_received", "2025-09")
    assert figures.has_communes("tq_tthc_received", "2025-10")
    assert figures.has_communes("tq_commune_budget_revenue", "2021-01")


def test_a_week_is_the_sum_of_its_days(figures: Figures) -> None:
    lines = [
        line
        for line in Moments(figures, TODAY, 1).lines(date(2026, 11, 15))
        if line.indicator_code == "tq_admissions" and line.area_code == "08"
    ]
    (week,) = [line.value for line in lines if "W" in line.period]
    assert sum(float(line.value) for line in lines if "W" not in line.period) == week


def test_no_moment_lies_ahead(figures: Figures) -> None:
    moments = Moments(figures, TODAY, 1)
    assert max(moments.weeks()) == TODAY - timedelta(days=1)


def test_bulletins_say_that_they_are_simulated() -> None:
    figures = Figures(World("ha-tinh", 2026))
    found = list(Texts(figures, 1).lines("2026-10", "month"))
    assert len(found) == 15
    assert all(str(line.value).startswith("Mô phỏng: ") for line in found)


def test_a_province_keeps_every_register_that_its_set_asks_for() -> None:
    for set_code in catalogue.sets():
        land = Land(set_code, 1)
        found = {register.register for register in lists.kept(land, set_code)} | set(lists.WITH_READINGS)
        asked = {
            a.register.register
            for a in catalogue_registers.answers().values()
            if catalogue.get(a.indicator_code).set_code == set_code
        }
        assert asked - found <= (set() if land.province_code in lists.BY_THE_SEA else set(lists.COASTAL))


@pytest.mark.parametrize("register", [one.register for one in lists.written()])
def test_every_list_of_the_demo_is_taken_in_whole(tmp_path: Path, register: str) -> None:
    about = catalogue_registers.registers()[register]
    report = Lists(Land("ha-tinh", 1), 1).report(about, date(2026, 10, 5), "UBND TỈNH HÀ TĨNH")
    write(report, tmp_path / "danh-sach.xlsx")
    sending = Sending(tmp_path / "danh-sach.xlsx", "", "42", date(2026, 10, 5))
    (loaded,) = take_in([sending], tmp_path / "home", workers=1)
    assert (loaded.accepted, loaded.refused) == (len(report.rows), 0)
