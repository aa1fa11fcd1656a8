"""The page of odd values: any link gives a list and at most one sentence about what was not understood."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from data import versions
from tests import shelf
from tests.pages.reading import links, main, parts, words

REVENUE, DONG_VAN = "tq_commune_budget_revenue", "00721"
HOSTILE = "<script>alert(1)</script>"
MONTHS = [f"{year}-{month:02d}" for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]


@pytest.fixture
def bat_thuong(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    """A commune whose last month is a thousand times too large."""
    values = [500 + number % 7 for number in range(len(MONTHS) - 1)]
    rows = [
        shelf.observed(value, month, indicator_code=REVENUE, area_code=DONG_VAN)
        for value, month in zip([*values, 503_000], MONTHS, strict=True)
    ]
    shelf.deliver(store, "first", *rows)
    versions.publish(store, "thử")
    return page("bat_thuong")


def test_the_odd_value_is_told_with_its_cause_and_led_to(bat_thuong: ModuleType) -> None:
    tree = main(bat_thuong.layout())
    told = words(tree)
    assert "Nghi sai đơn vị Xã Đồng Văn Thu ngân sách trên địa bàn xã, phường Tháng 12/2025 503.000" in told
    assert "lớn gấp khoảng 1.000 lần" in told
    assert f"/xa/{DONG_VAN}?bo=tuyen-quang" in links(tree)
    view = next(href for href in links(tree) if "chi-so=" in href and href.startswith("/nhom/"))
    assert f"xa={DONG_VAN}" in view
    assert "ky=2025-12" in view


def test_what_a_value_should_have_been_leads_to_the_years_and_communes_that_say_so(bat_thuong: ModuleType) -> None:
    named = [one for one in parts(main(bat_thuong.layout())) if "lẽ ra của" in getattr(one, "aria-label", "")]
    assert [words(one) in getattr(one, "aria-label") for one in named] == [True]
    assert named[0].href.startswith("/nhom/")
    assert {"ky=2025-12", f"xa={DONG_VAN}", f"chi-so={REVENUE}"} <= set(named[0].href.partition("?")[2].split("&"))


def test_filters_narrow_the_list(bat_thuong: ModuleType) -> None:
    assert "Không thấy giá trị bất thường" in words(main(bat_thuong.layout(ky="2025-11")))
    assert "Không thấy giá trị bất thường" in words(main(bat_thuong.layout(loai="gap")))
    assert "503.000" in words(main(bat_thuong.layout(xa=DONG_VAN, loai="unit_slip", ky="2025-12")))
    assert "503.000" in words(main(bat_thuong.layout(**{"chi-so": REVENUE})))


@pytest.mark.parametrize("strange", [HOSTILE, "x" * 10_000, "2199-01", ["a", "b"]])
@pytest.mark.parametrize("key", ["bo", "linh-vuc", "chi-so", "ky", "xa", "loai"])
def test_strange_parameters_give_the_nearest_view_and_one_sentence(
    bat_thuong: ModuleType, key: str, strange: object
) -> None:
    told = words(main(bat_thuong.layout(**{key: strange})))
    assert told.count("không có «") == 1
    assert "503.000" in told
    assert len(told) < 30_000


def test_a_group_without_data_says_so(bat_thuong: ModuleType) -> None:
    assert "Chưa có số liệu theo tháng, quý hoặc năm" in words(main(bat_thuong.layout(**{"linh-vuc": "health"})))


def test_without_a_warehouse_there_is_the_remedy(store: Path, page: Callable[[str], ModuleType]) -> None:
    assert "chiso demo" in words(main(page("bat_thuong").layout()))
