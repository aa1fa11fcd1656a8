"""The monthly socio-economic table: six forms a year, told apart by their columns."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders import layouts
from loaders.delivery import Delivery
from loaders.errors import PeriodUnclearError
from loaders.monthly import shifted
from loaders.pipeline import read_delivery
from tests.loaders.books import MONTHLY_9, RECEIVED, monthly

REVENUE = "tq_budget_revenue"
ROW = [5, 1, "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", 400, 4000, 6000, 450, 500, 4600, 111.1, 125, 115, 76.7]


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED, **more)


def values(delivery: Delivery) -> dict[tuple[str, str, str], float]:
    rows = delivery.observations
    keys = zip(rows["indicator_code"], rows["measure"], rows["period"], strict=True)
    return dict(zip(keys, rows["value"], strict=True))


def reasons(delivery: Delivery) -> list[tuple[str, str]]:
    return list(zip(delivery.refusals["cell"], delivery.refusals["reason_code"], strict=True))


def header_of(month: int) -> list[str]:
    """Header texts of the form that a month uses, in the order of its layout."""
    layout = layouts.layouts()["tuyen-quang-monthly"]
    template = next(t for t in layout.templates if month in t.months)
    return ["STT", "Tên tiêu chí", "Đơn vị tính", *(layout.column(key).texts[0] for key in template.columns)]


def test_each_column_speaks_of_its_own_period_and_measure(tmp_path: Path) -> None:
    delivery = load(monthly(tmp_path / "t9.xlsx", [ROW]))
    assert (delivery.layout, delivery.period) == ("tuyen-quang-monthly", "2026-09")
    assert f"{delivery.published_at:%Y-%m-%d}" == "2026-10-03"
    assert values(delivery) == {
        (REVENUE, "actual", "2025-09"): 400,
        (REVENUE, "cumulative", "2025-09"): 4000,
        (REVENUE, "plan", "2026"): 6000,
        (REVENUE, "actual", "2026-08"): 450,
        (REVENUE, "actual", "2026-09"): 500,
        (REVENUE, "cumulative", "2026-09"): 4600,
    }
    assert set(delivery.observations["area_code"]) == {"08"}
    assert delivery.observations.set_index("measure").at["plan", "basis"] == "hdnd_tinh"
    assert reasons(delivery) == []
    assert delivery.notes == ()


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_form(tmp_path: Path, month: int) -> None:
    header = header_of(month)
    layout = layouts.layouts()["tuyen-quang-monthly"]
    stored = [c for c in layout.columns if c.role == "value" and c.texts[0] in header]
    row = ["I", "Xuất khẩu", "Triệu USD", *range(101, 101 + len(header) - 3)]
    delivery = load(monthly(tmp_path / "b.xlsx", [row], header=header, title=f"Tháng {month}/2025"))
    expected = {(column.measure, shifted(f"2025-{month:02d}", column.offset)) for column in stored}
    assert {(measure, period) for _, measure, period in values(delivery)} == expected
    assert reasons(delivery) == []


def test_headers_may_name_the_month_and_year_that_they_speak_of(tmp_path: Path) -> None:
    header = [
        "STT", "Chỉ tiêu", "ĐVT", "Thực hiện tháng 9/2025", "Thực hiện tháng 8", "Ước thực hiện tháng 9/2026",
        "Ước thực hiện 9 tháng năm 2026", "Kế hoạch năm 2026", "Tháng 9/2026 so với tháng 8/2026 (%)",
    ]  # fmt: skip
    row = [1, "Thu ngân sách nhà nước trên địa bàn", "Tỷ đồng", 400, 450, 500, 4600, 6000, 111.1]
    delivery = load(monthly(tmp_path / "b.xlsx", [row], header=header))
    assert values(delivery) == {
        (REVENUE, "actual", "2025-09"): 400,
        (REVENUE, "actual", "2026-08"): 450,
        (REVENUE, "actual", "2026-09"): 500,
        (REVENUE, "cumulative", "2026-09"): 4600,
        (REVENUE, "plan", "2026"): 6000,
    }
    status = delivery.observations.set_index(["measure", "period"])["status"]
    assert status["actual", "2026-09"] == status["cumulative", "2026-09"] == "estimated"
    assert status["actual", "2026-08"] == "final"
    assert reasons(delivery) == []


def test_a_header_of_a_month_that_has_no_place_in_the_form_is_told_and_not_guessed(tmp_path: Path) -> None:
    header = [*MONTHLY_9[:8], "Thực hiện tháng 7/2026", *MONTHLY_9[9:]]
    delivery = load(monthly(tmp_path / "b.xlsx", [ROW], header=header))
    assert (REVENUE, "actual", "2026-09") not in values(delivery)
    assert [code for _, code in reasons(delivery)] == ["renamed_column"]


def test_columns_are_found_by_text_not_by_place(tmp_path: Path) -> None:
    order = [9, 3, 2, 13, 12, 11, 10, 4, 5, 6, 7, 8]
    header = [f" {MONTHLY_9[i]}  ".replace(" kỳ", "  kỳ") for i in order]
    delivery = load(monthly(tmp_path / "b.xlsx", [[ROW[i] for i in order]], header=header))
    assert values(delivery)[(REVENUE, "cumulative", "2026-09")] == 4600
    assert delivery.rows_accepted == 6


def test_rows_are_found_by_id_by_name_and_by_the_catalogue(tmp_path: Path) -> None:
    body = [
        ["", "I", "KINH TẾ"],
        [54, "a", "Tên bị gõ khác hẳn", "Triệu USD", "", "", "", "", 40],
        ["", "", "Trong đó:"],
        ["", "", "- Nhập khẩu", "triệu USD", "", "", "", "", 30],
        ["", 2, "Doanh thu du lịch", "", "", "", "", "", 20],
    ]
    found = values(load(monthly(tmp_path / "b.xlsx", body)))
    assert {(code, value) for (code, *_), value in found.items()} >= {("tq_exports", 40), ("tq_imports", 30)}
    assert len(found) == 3


def test_a_name_that_repeats_is_told_by_the_row_above(tmp_path: Path) -> None:
    body = [
        ["", 1, "Tỷ lệ tham gia bảo hiểm xã hội", "%"],
        ["", "", "- Bắt buộc", "%", "", "", "", "", 30.5],
        ["", "", "- Tự nguyện", "%", "", "", "", "", 5.5],
    ]
    found = values(load(monthly(tmp_path / "b.xlsx", body)))
    assert {code for code, *_ in found} == {
        "tq_compulsory_social_insurance_coverage",
        "tq_voluntary_social_insurance_coverage",
    }


def test_the_unit_of_the_row_is_converted(tmp_path: Path) -> None:
    row = ["", 1, "Thu ngân sách nhà nước trên địa bàn", "Triệu đồng", "", "", "", "", 500_000]
    assert list(values(load(monthly(tmp_path / "b.xlsx", [row]))).values()) == [500]
    row[2:4] = ["Thu ngân sách nhà nước trên địa bàn (triệu đồng)", ""]
    assert list(values(load(monthly(tmp_path / "c.xlsx", [row]))).values()) == [500]


@pytest.mark.parametrize(("unit", "value"), [("nghìn lượt khách", 0.15), ("Lượt", 0.00015), ("vạn lượt khách", 1.5)])
def test_scales_in_front_of_a_unit_convert_exactly(tmp_path: Path, unit: str, value: float) -> None:
    row = ["", 1, "Thu hút khách du lịch", unit, "", "", "", "", 150]
    assert list(values(load(monthly(tmp_path / "b.xlsx", [row]))).values()) == [value]


def test_dollars_are_never_taken_for_dong(tmp_path: Path) -> None:
    row = ["", 1, "Thu ngân sách nhà nước trên địa bàn", "Triệu USD", "", "", "", "", 500]
    assert reasons(load(monthly(tmp_path / "b.xlsx", [row]))) == [("I5", "wrong_unit")]


def test_an_unknown_row_is_refused_once_at_its_name(tmp_path: Path) -> None:
    delivery = load(monthly(tmp_path / "b.xlsx", [["", 1, "Xuất khẩuu", "Triệu USD", 1, 2, 3, 4, 5, 6]]))
    assert reasons(delivery) == [("C5", "unknown_indicator")]
    assert "tq_exports" in delivery.refusals["reason"].iloc[0]


def test_a_printed_comparison_that_does_not_follow_is_flagged_not_refused(tmp_path: Path) -> None:
    delivery = load(monthly(tmp_path / "b.xlsx", [[*ROW[:13], 67.6]]))
    assert [(note.cell, note.code) for note in delivery.notes] == [("N5", "comparison")]
    assert "76,67" in delivery.notes[0].text
    assert delivery.rows_accepted == 6


def test_comparisons_may_be_fractions_shown_as_percent_or_growth(tmp_path: Path) -> None:
    def touch(sheet: Worksheet) -> None:
        sheet["K5"].number_format = sheet["N5"].number_format = "0.0%"

    row = [*ROW[:10], 1.111, 25, 15, 0.7667]
    assert load(monthly(tmp_path / "b.xlsx", [row], touch=touch)).notes == ()


def test_a_comparison_stored_as_a_fraction_is_told_as_one(tmp_path: Path) -> None:
    row = [*ROW[:13], 0.77]
    notes = load(monthly(tmp_path / "b.xlsx", [row])).notes
    assert [(note.cell, note.code, note.severity) for note in notes] == [("N5", "comparison_fraction", "flag")]
    assert "76,67 %" in notes[0].text


def test_growth_where_an_index_is_printed_is_told_as_such(tmp_path: Path) -> None:
    row = [*ROW[:6], 4000, *ROW[7:13], 15.0]  # 4600 of a plan of 4000 is 115 %, not 15
    notes = load(monthly(tmp_path / "b.xlsx", [row])).notes
    assert [(note.cell, note.code) for note in notes] == [("N5", "comparison_growth")]
    assert "chỉ số 104,2 là tốc độ tăng 4,2 %" in notes[0].text


def test_in_february_the_cumulative_value_is_checked_against_its_parts(tmp_path: Path) -> None:
    header = header_of(2)
    row = [1, "Xuất khẩu", "Triệu USD", "", "", "", 10, 12, 25]
    delivery = load(monthly(tmp_path / "b.xlsx", [row], header=header, title="Tháng 2/2026"))
    assert [(note.cell, note.code) for note in delivery.notes if note.code != "blanks"] == [("I5", "cumulative")]


def test_a_form_of_another_month_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeriodUnclearError, match="biểu tháng 6, 7, 8, 9, 11"):
        load(monthly(tmp_path / "b.xlsx", [ROW], title="THÁNG 10 NĂM 2026"))


def test_both_plans_are_kept_apart(tmp_path: Path) -> None:
    header = [*MONTHLY_9, "Kế hoạch năm (Trung ương giao)"]
    rows = load(monthly(tmp_path / "b.xlsx", [[*ROW, 5500]], header=header)).observations
    plans = rows[rows["measure"].eq("plan")]
    assert dict(zip(plans["basis"], plans["value"], strict=True)) == {"hdnd_tinh": 6000, "trung_uong": 5500}


def test_hidden_columns_are_read(tmp_path: Path) -> None:
    def touch(sheet: Worksheet) -> None:
        sheet.column_dimensions["A"].hidden = True

    body = [[54, 1, "…", "Triệu USD", "", "", "", "", 7]]
    assert list(values(load(monthly(tmp_path / "b.xlsx", body, touch=touch)))) == [("tq_exports", "actual", "2026-09")]
