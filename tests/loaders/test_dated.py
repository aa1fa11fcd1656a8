"""Headers that name their month or year, put into the words that layouts know."""

import pytest

from loaders import dated


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Thực hiện tháng 9/2026", "Thực hiện kỳ báo cáo"),
        ("Tháng 9 năm 2026", "Thực hiện kỳ báo cáo"),
        ("Thực hiện tháng 8/2026", "Thực hiện kỳ trước"),
        ("Thực hiện tháng 8", "Thực hiện kỳ trước"),
        ("Thực hiện tháng 9/2025", "Thực hiện cùng kỳ"),
        ("Ước thực hiện tháng 9/2026", "Ước thực hiện kỳ báo cáo"),
        ("Ước tháng 9", "Ước thực hiện kỳ báo cáo"),
        ("Thực hiện 9 tháng năm 2026", "Lũy kế kỳ báo cáo"),
        ("Cộng dồn 9 tháng đầu năm 2026", "Lũy kế kỳ báo cáo"),
        ("Lũy kế 9 tháng", "Lũy kế kỳ báo cáo"),
        ("Lũy kế 9 tháng năm 2025", "Lũy kế cùng kỳ"),
        ("Ước thực hiện 9 tháng năm 2026", "Ước lũy kế kỳ báo cáo"),
        ("Kế hoạch năm 2026", "Kế hoạch năm"),
        ("Kế hoạch năm 2027", "Kế hoạch năm sau"),
        ("Thực hiện năm 2025", "Thực hiện năm trước"),
        ("Tháng 9/2026 so với tháng 8/2026", "Thực hiện kỳ báo cáo so với kỳ trước"),
        ("Tháng 9/2026 so với cùng kỳ", "Thực hiện kỳ báo cáo so với cùng kỳ năm trước"),
        ("9 tháng năm 2026 so với cùng kỳ năm 2025", "Lũy kế kỳ báo cáo so với cùng kỳ năm trước"),
    ],
)
def test_a_period_with_a_word_beside_the_reports_is_put_into_that_word(printed: str, told: str) -> None:
    assert dated.relative(printed, "2026-09") == told


@pytest.mark.parametrize(
    "printed", ["Thực hiện tháng 7/2026", "Thực hiện 8 tháng năm 2026", "Kế hoạch năm 2030", "ĐVT"]
)
def test_a_period_without_such_a_word_stays_as_it_is_printed(printed: str) -> None:
    assert dated.relative(printed, "2026-09") == printed


def test_the_month_before_january_is_december_of_the_year_before() -> None:
    assert dated.relative("Thực hiện tháng 12/2025", "2026-01") == "Thực hiện kỳ trước"
    assert dated.relative("Thực hiện tháng 12", "2026-01") == "Thực hiện kỳ trước"


def test_quarters_are_put_into_words_like_months() -> None:
    assert dated.relative("Thực hiện quý III/2026", "2026-Q3") == "Thực hiện kỳ báo cáo"
    assert dated.relative("Thực hiện quý III/2025", "2026-Q3") == "Thực hiện cùng kỳ"
    assert dated.relative("Thực hiện 9 tháng năm 2026", "2026-Q3") == "Lũy kế kỳ báo cáo"
