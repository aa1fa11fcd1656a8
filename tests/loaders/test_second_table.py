"""A sheet holds one table: headers printed again are passed over, a second table stops the load with a sentence."""

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loaders.delivery import Delivery
from loaders.errors import SourceError
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, matrix, save

ROWS = [[1, "00829", "Xã Thắng Mố", 1500], [2, "00694", "", 700]]
LONG = ["Mã chỉ tiêu", "Mã địa bàn", "Kỳ", "Giá trị"]


def load(path: Path) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED)


def values(delivery: Delivery) -> list[float]:
    return [float(value) for value in delivery.observations["value"]]


def test_a_second_table_below_the_first_is_refused_with_its_row(tmp_path: Path) -> None:
    second = [["STT", "Mã xã", "Tên xã, phường", "Số hộ nghèo"], [1, "00829", "", 12]]
    with pytest.raises(SourceError) as caught:
        load(matrix(tmp_path / "bieu.xlsx", [*ROWS, [], *second]))
    text = str(caught.value)
    assert "trang «Biểu 1» có hai bảng" in text
    assert "dòng 11" in text
    assert "«STT», «Mã xã», «Tên xã, phường», «Số hộ nghèo»" in text
    assert "trang tính riêng" in text


def test_a_header_printed_again_on_the_next_page_is_passed_over(tmp_path: Path) -> None:
    header = ["STT", "Mã xã", "Tên xã, phường", "Thu ngân sách trên địa bàn (triệu đồng)", "Trồng rừng tập trung"]
    below = ["", "", "", "", "Tổng số", "Hộ gia đình, cá nhân", "Tổ chức, doanh nghiệp"]
    delivery = load(matrix(tmp_path / "bieu.xlsx", [ROWS[0], header, below, ROWS[1]]))
    assert values(delivery) == [1500, 700]
    assert delivery.refusals.empty
    assert ["dòng 9 (in nhiều trang)" in note.text for note in delivery.notes if note.code == "as_read"] == [True]


def test_rows_of_joined_csv_files_are_read_past_the_repeated_header(tmp_path: Path) -> None:
    row = "tq_budget_revenue,08,2026-{},412.5"
    lines = [",".join(LONG), row.format("08"), ",".join(LONG), row.format("09")]
    (tmp_path / "noi.csv").write_text("\n".join(lines), encoding="utf-8")
    delivery = load(tmp_path / "noi.csv")
    assert delivery.observations["period"].tolist() == ["2026-08", "2026-09"]
    assert delivery.refusals.empty


def test_a_commune_that_is_called_like_a_label_is_no_header(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "bieu.xlsx", [*ROWS, [3, "", "Tên xã, phường", 5]]))
    assert values(delivery) == [1500, 700]
    assert len(delivery.refusals) == 1


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["D"].hidden = True

    delivery = load(matrix(tmp_path / "bieu.xlsx", ROWS, touch=hide))
    assert values(delivery) == [1500, 700]
    told = {note.code: note.text for note in delivery.notes}
    assert "1 dòng ẩn" in told["hidden_rows"]
    assert "cột ẩn: D «Thu ngân sách trên địa bàn (triệu đồng)»" in told["hidden_columns"]


@pytest.mark.parametrize(
    ("written", "number_format", "period"),
    [
        ("2026-09", "General", "2026-09"),
        ("Tháng 9/2026", "General", "2026-09"),
        ("9/2026", "General", "2026-09"),
        (46266, "mm/yyyy", "2026-09"),
        (46266, "mmm-yy", "2026-09"),
        (46266, '"Tháng" m/yyyy', "2026-09"),
        (202609, "General", "2026-09"),
    ],
)
def test_periods_are_read_as_text_and_as_dates_that_show_a_month(
    tmp_path: Path, written: object, number_format: str, period: str
) -> None:
    delivery = load(long_table(tmp_path, written, number_format))
    assert delivery.observations["period"].tolist() == [period]


@pytest.mark.parametrize(
    ("written", "number_format", "code", "named"),
    [
        ("31/02/2026", "General", "bad_period", "«31/02/2026» không phải là một kỳ có thật"),
        ("Tháng 13/2026", "General", "bad_period", "«Tháng 13/2026» không phải là một kỳ có thật"),
        (46266, "General", "bad_period", "có thể là 01/09/2026, hoặc 02/09/2030 nếu tệp tính ngày từ năm 1904"),
        (46266, "dd/mm/yyyy", "wrong_frequency", "không theo ngày"),
        ("#N/A", "General", "bad_period", "#N/A"),
    ],
)
def test_what_is_no_period_of_the_indicator_is_refused(
    tmp_path: Path, written: object, number_format: str, code: str, named: str
) -> None:
    delivery = load(long_table(tmp_path, written, number_format))
    assert delivery.refusals["reason_code"].tolist() == [code]
    assert named in delivery.refusals["reason"].item()


def long_table(tmp_path: Path, period: object, number_format: str) -> Path:
    def touch(sheet: Worksheet) -> None:
        sheet["C2"].number_format = number_format

    return save(tmp_path / "dai.xlsx", [LONG, ["tq_budget_revenue", "08", period, 412.5]], touch)


@pytest.mark.parametrize("written", ["#REF!", "#N/A", "=1+2"])
def test_a_failed_formula_is_refused_with_its_cell(tmp_path: Path, written: str) -> None:
    delivery = load(matrix(tmp_path / "bieu.xlsx", [[1, "00829", "", written], ROWS[1]]))
    assert delivery.refusals[["cell", "reason_code"]].to_numpy().tolist() == [["D8", "formula"]]
    assert values(delivery) == [700]
    assert delivery.refusals["remedy"].item()
