"""The page of comparisons: any link gives a comparison, or a sentence that says why there is none."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from data import compare_asked, versions
from geo import areas
from tests import shelf
from tests.pages.reading import main, part, sources, words

REVENUE, COVERAGE, FOREST = "tq_commune_budget_revenue", "tq_commune_social_insurance_coverage", "tq_forest_cover"
CODES = list(areas.communes("08")["area_code"][:24])
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def so_sanh(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    """Two indicators of 24 communes in two Januaries; forest cover of two provinces."""
    rows = [
        shelf.observed(value, period, indicator_code=code, area_code=area)
        for place, area in enumerate(CODES)
        for code, values in ((REVENUE, (100 + place, 120 + 2 * place)), (COVERAGE, (20 + place, 21 + place)))
        for period, value in zip(("2025-01", "2026-01"), values, strict=True)
    ]
    own = shelf.observed(61.9, "2025", indicator_code=FOREST)
    shelf.deliver(store, "first", *rows, own)
    other = shelf.observed(54.2, "2024", indicator_code="cb_forest_cover", area_code="04")
    shelf.deliver(store, "cao-bang", other, province_code="04", source="Chi cục Kiểm lâm tỉnh Cao Bằng")
    versions.publish(store, "thử")
    return page("so_sanh")


def told(so_sanh: ModuleType, **params: object) -> str:
    return words(main(so_sanh.layout(**params)))


def test_two_communes_stand_side_by_side_with_their_difference(so_sanh: ModuleType) -> None:
    text = told(so_sanh, kieu="xa", xa=CODES[0], **{"voi-xa": CODES[20]})
    assert "khác nhau ở đâu?" in text
    assert "120 Tháng 1/2026 · hạng 24/24 160 Tháng 1/2026 · hạng 4/24 −25,0 %" in text


def test_two_periods_count_who_rose_and_fell(so_sanh: ModuleType) -> None:
    text = told(so_sanh, kieu="ky", **{"chi-so": COVERAGE})
    assert "24 xã, phường có cả hai kỳ: 24 tăng, 0 giảm, 0 không đổi; thay đổi ở giữa +1,0 điểm %" in text


def test_two_indicators_are_related_with_r_n_and_what_must_be_warned_of(so_sanh: ModuleType) -> None:
    tree = main(so_sanh.layout(kieu="chi-so", **{"chi-so": REVENUE, "voi-chi-so": COVERAGE}))
    text = words(tree)
    assert "Trên 24/124 xã, phường có cả hai: r = 1,00, liên hệ chặt cùng chiều" in text
    assert "không có nghĩa là cái này gây ra cái kia" in text
    assert "không biết nơi nào mẫu số quá nhỏ" in text
    assert len(part(tree, "compare-graph").figure["data"][0]["x"]) == 24


def test_of_two_indicators_that_moved_it_is_told_where_one_fell_and_the_other_rose(so_sanh: ModuleType) -> None:
    """Revenue rose in all by 20 % and more, coverage by one point."""
    tree = main(so_sanh.layout(kieu="chi-so", theo="thay-doi", **{"chi-so": REVENUE, "voi-chi-so": COVERAGE}))
    text = words(tree)
    assert "có thay đổi cùng nhau không?" in text
    assert "giảm ở 0 nơi" in text
    assert "tăng ở 24 nơi" in text
    assert text.count("tăng ở 24.") == 1
    assert "thay đổi so với Tháng 1/2025 (%)" in text
    points = part(tree, "compare-graph").figure["data"][0]
    assert points["x"][0] == pytest.approx(20.0)
    assert points["y"][0] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("panel", "link"),
    [
        ("compare-rose_most", {"kieu": "ky"}),
        ("compare-chart", {"kieu": "chi-so", "voi-chi-so": COVERAGE, "theo": "thay-doi"}),
    ],
)
def test_a_change_stands_beside_the_two_numbers_that_it_is_of_each_with_its_source(
    so_sanh: ModuleType, panel: str, link: dict[str, str]
) -> None:
    tree = part(so_sanh.layout(**{"chi-so": REVENUE, **link}), panel)
    assert "+35,0 % ( 123 → 166 )" in words(tree)
    then, now = (f"{REVENUE}|{CODES[23]}|{period}|cumulative|total|" for period in ("2025-01", "2026-01"))
    assert {("123", then), ("166", now)} <= set(sources(tree))


def test_what_only_provinces_report_is_compared_over_them_with_the_move_of_a_year(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    doctors, poverty = "tq_doctors_per_10k", "tq_poverty_reduction"
    told = {
        ("tq", "08"): ((9.0, 9.6), (3.0, 2.5)),
        ("ht", "42"): ((10.0, 9.0), (2.0, 2.2)),
        ("cb", "04"): ((8.0, 8.8), ()),
    }
    for (prefix, province), values in told.items():
        rows = [
            shelf.observed(value, year, indicator_code=code.replace("tq", prefix), area_code=province)
            for code, of_years in zip((doctors, poverty), values, strict=True)
            for year, value in zip(("2024", "2025"), of_years, strict=False)
        ]
        shelf.deliver(store, prefix, *rows, province_code=province)
    versions.publish(store, "thử")
    link = {"kieu": "chi-so", "bo": "tuyen-quang", "chi-so": poverty, "voi-chi-so": doctors}
    tree = main(page("so_sanh").layout(**link))
    text = words(tree)
    assert "chỉ được báo cáo cho toàn tỉnh, nên không so được giữa các xã" in text
    assert "giảm ở 1 nơi, trong đó «Số bác sĩ bình quân trên 1 vạn dân» tăng ở 1" in text
    assert "tăng ở 1 nơi, trong đó «Số bác sĩ bình quân trên 1 vạn dân» tăng ở 0." in text
    assert "9 → 9,6 (+6,7 %)" in text
    assert "Tỉnh Cao Bằng chưa có 8 → 8,8" in text
    assert {("9", f"{doctors}|08|2024|actual|total|"), ("9", "ht_doctors_per_10k|42|2025|actual|total|")} <= set(
        sources(tree)
    )


def test_the_province_stands_beside_the_others_each_with_its_source(so_sanh: ModuleType) -> None:
    text = told(so_sanh, kieu="tinh", **{"chi-so": FOREST})
    assert "Tỉnh Tuyên Quang 61,9 %" in text
    assert "Tỉnh Cao Bằng 54,2 %" in text
    assert "Chi cục Kiểm lâm tỉnh Cao Bằng" in text
    assert "chưa có số liệu trong kho" in text
    assert "Các tỉnh ở những kỳ khác nhau" in text
    assert "1 tỉnh có bộ chỉ số nhưng không có khái niệm này: Tỉnh Quảng Ngãi." in text


def test_the_same_on_both_sides_is_no_comparison(so_sanh: ModuleType) -> None:
    assert "cùng một xã" in told(so_sanh, kieu="xa", xa=CODES[0], **{"voi-xa": CODES[0]})
    assert "cùng một chỉ số" in told(so_sanh, kieu="chi-so", **{"chi-so": REVENUE, "voi-chi-so": REVENUE})
    assert "cùng một kỳ" in told(so_sanh, kieu="ky", **{"chi-so": REVENUE, "ky": "2026-01", "voi-ky": "2026-01"})


@pytest.mark.parametrize("mode", compare_asked.MODES)
@pytest.mark.parametrize("strange", [HOSTILE, "x" * 10_000, ["a", "b"], "lc_poor_households"])
def test_strange_parameters_give_the_nearest_view_and_one_sentence(
    so_sanh: ModuleType, mode: str, strange: object
) -> None:
    keys = ("bo", "xa", "voi-xa", "chi-so", "voi-chi-so", "ky", "voi-ky")
    text = told(so_sanh, kieu=mode, **dict.fromkeys(keys, strange))
    assert text.count("không có «") == 1
    assert len(text) < 60_000


@pytest.mark.parametrize("mode", compare_asked.MODES)
def test_a_set_without_data_says_that_there_is_nothing(so_sanh: ModuleType, mode: str) -> None:
    text = told(so_sanh, kieu=mode, bo="ha-tinh")
    assert "chưa có gì để so sánh" in text or "chưa có số liệu trong kho" in text


def test_without_a_warehouse_there_is_the_remedy(store: Path, page: Callable[[str], ModuleType]) -> None:
    assert "chiso demo" in told(page("so_sanh"))
