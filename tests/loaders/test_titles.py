"""The titles that departments print in place of those of the form: other words, abbreviations, units behind them."""

from pathlib import Path

import openpyxl
import pytest

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED

REVENUE = "tq_budget_revenue"
NAME = "Thu ngân sách nhà nước trên địa bàn"
NOW, SO_FAR = ("actual", "2026-09"), ("cumulative", "2026-09")


def sent(path: Path, titles: list[str], *rows: list[object]) -> Delivery:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "BÁO CÁO KINH TẾ - XÃ HỘI THÁNG 9 NĂM 2026"
    for place, line in enumerate((titles, *rows), start=3):
        for column, value in enumerate(line, start=1):
            sheet.cell(place, column, value)
    book.save(path)
    return read_delivery(path, province="08", received_at=RECEIVED)


def values(delivery: Delivery) -> dict[tuple[str, str], float]:
    rows = delivery.observations
    return dict(zip(zip(rows["measure"], rows["period"], strict=True), rows["value"], strict=True))


@pytest.mark.parametrize(
    ("titles", "row", "read"),
    [
        (
            ["Số TT", "Nội dung chỉ tiêu", "Đơn vị", "TH tháng báo cáo", "LK từ đầu năm", "LK so với cùng kỳ (%)"],
            [1, NAME, "Tỷ đồng", 500, 4600, 115],
            {NOW: 500, SO_FAR: 4600},
        ),
        (
            [
                "SỐ THỨ TỰ",
                "CÁC CHỈ TIÊU CHỦ YẾU",
                "ĐVT",
                "KH HĐND TỈNH GIAO",
                "THỰC HIỆN TRONG THÁNG",
                "LŨY KẾ TỪ ĐẦU NĂM",
            ],
            [1, NAME, "Tỷ đồng", 6000, 500, 4600],
            {("plan", "2026"): 6000, NOW: 500, SO_FAR: 4600},
        ),
        (
            ["TT", "Chỉ tiêu", "Đơn vị tính", "TH tháng trước", "Thực hiện tháng báo cáo", "So với tháng trước (%)"],
            [1, NAME, "Tỷ đồng", 450, 500, 111.1],
            {("actual", "2026-08"): 450, NOW: 500},
        ),
        (
            ["Số TT", "Nội dung chỉ tiêu", "ĐVT", "Ước TH trong tháng", "Ước LK từ đầu năm", "LK cùng kỳ năm trước"],
            [1, NAME, "Tỷ đồng", 500, 4600, 4000],
            {NOW: 500, SO_FAR: 4600, ("cumulative", "2025-09"): 4000},
        ),
    ],
)
def test_a_table_is_known_by_the_words_of_its_department(
    tmp_path: Path, titles: list[str], row: list[object], read: dict[tuple[str, str], float]
) -> None:
    delivery = sent(tmp_path / "bao-cao.xlsx", titles, row)
    assert delivery.layout == "tuyen-quang-monthly"
    assert set(delivery.observations["indicator_code"]) == {REVENUE}
    assert values(delivery) == read
    assert delivery.refusals.empty


def test_a_title_that_could_mean_two_columns_is_not_guessed(tmp_path: Path) -> None:
    titles = ["TT", "Chỉ tiêu", "ĐVT", "TH tháng báo cáo", "LK từ đầu năm", "So với cùng kỳ (%)"]
    delivery = sent(tmp_path / "bao-cao.xlsx", titles, [1, NAME, "Tỷ đồng", 500, 4600, 115])
    assert values(delivery) == {NOW: 500, SO_FAR: 4600}
    assert any("So với cùng kỳ" in one.text for one in delivery.notes)


@pytest.mark.parametrize(
    "numbers",
    [
        ["A", "B", None, 1, 2, "(3)"],
        [1, 2, None, 4, 5, 6],
        ["(1)", "(2)", None, "(3)", "(4)", "(5)=(4)/(3)"],
        ["A", "B", "C", 1, 2, None],
    ],
)
def test_a_row_of_column_numbers_may_have_a_gap(tmp_path: Path, numbers: list[object]) -> None:
    titles = ["TT", "Chỉ tiêu", "ĐVT", "TH tháng báo cáo", "LK từ đầu năm", "Ghi chú"]
    delivery = sent(tmp_path / "bao-cao.xlsx", titles, numbers, [1, NAME, "Tỷ đồng", 500, 4600])
    assert values(delivery) == {NOW: 500, SO_FAR: 4600}
    assert delivery.refusals.empty
    assert not [note for note in delivery.notes if note.severity == "flag"]
