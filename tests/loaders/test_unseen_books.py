"""Workbooks that follow a form in ways that no other test has: they load as they are, without a change of code."""

from pathlib import Path

import openpyxl
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import MONTHLY_9, RECEIVED, Row, save

REVENUE, COVERAGE = "tq_commune_budget_revenue", "tq_commune_social_insurance_coverage"


def load(path: Path) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED)


def values(delivery: Delivery) -> dict[tuple[str, str, str], float]:
    rows = delivery.observations
    keys = zip(rows["indicator_code"], rows["area_code"], rows["period"] + " " + rows["measure"], strict=True)
    return dict(zip(keys, rows["value"], strict=True))


def test_a_matrix_under_a_motto_with_empty_columns_between_and_headers_merged_over_them(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["", "UỶ BAN NHÂN DÂN", "", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["", "TỈNH TUYÊN QUANG", "", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
        ["", "Số: 123/BC-UBND", "", "", "", "", "Tuyên Quang, ngày 05 tháng 10 năm 2026"],
        [],
        ["", "một số chỉ tiêu chủ yếu tháng 09/2026 của các xã, phường"],
        ["", "", "", "", "", "", "", "ĐVT: triệu đồng"],
        ["", "TT", "", "Mã xã", "Tên xã/phường", "", "Thu ngân sách trên địa bàn", "",
         "Tỷ lệ tham gia bảo hiểm xã hội (%)"],
        ["", "a", "", "b", "c", "", 1, "", 2],
        ["", 1, "", "00829", "Thắng Mố", "", 1500, "", 97.5],
        ["", 2, "", "00715", "X. Lũng Cú", "", 1700, "", "95,2"],
        ["", "* Số liệu ước tính"],
        ["", "", "LẬP BIỂU", "", "", "", "", "TM. ỦY BAN NHÂN DÂN"],
        ["", "", "Trần Thị A", "", "", "", "", "KT. CHỦ TỊCH"],
    ]  # fmt: skip

    def touch(sheet: Worksheet) -> None:
        for merged in ("B5:I5", "B7:C7", "E7:F7"):
            sheet.merge_cells(merged)
        for row in sheet.iter_rows():
            for cell in row:
                cell.font = Font(name="Cambria", size=13, italic=True)

    delivery = load(save(tmp_path / "xa.xlsx", rows, touch, title="Sheet1 (2)"))
    assert delivery.refusals.empty
    assert values(delivery) == {
        (REVENUE, "00829", "2026-09 actual"): 1500,
        (COVERAGE, "00829", "2026-09 actual"): 97.5,
        (REVENUE, "00715", "2026-09 actual"): 1700,
        (COVERAGE, "00715", "2026-09 actual"): 95.2,
    }
    assert f"{delivery.published_at:%d/%m/%Y}" == "05/10/2026"


def test_of_a_merged_header_the_column_that_is_filled_is_read_even_when_it_is_not_the_first(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Tháng 9 năm 2026"],
        ["STT", "Mã xã", "Tên xã, phường", "", "Thu ngân sách trên địa bàn (triệu đồng)", ""],
        [1, "00829", "", "Xã Thắng Mố", "", 1500],
    ]

    def touch(sheet: Worksheet) -> None:
        sheet.merge_cells("C2:D2")
        sheet.merge_cells("E2:F2")

    delivery = load(save(tmp_path / "xa.xlsx", rows, touch))
    assert values(delivery) == {(REVENUE, "00829", "2026-09 actual"): 1500}


def test_a_monthly_table_in_capitals_as_an_annex_with_a_column_of_remarks(tmp_path: Path) -> None:
    header = ["", *MONTHLY_9[:4], "", *MONTHLY_9[4:], "", "Ghi chú"]
    figures = ["", 400, 3600, 6000, 480, 510, 4100, 106.25, 127.5, 113.9, 68.3]
    rows: list[Row] = [
        ["", "SỞ TÀI CHÍNH TỈNH TUYÊN QUANG"],
        ["", "PHỤ LỤC 01"],
        ["", "Kèm theo Báo cáo số 45/BC-STC ngày 03/10/2026"],
        ["", "TÌNH HÌNH KINH TẾ XÃ HỘI THÁNG 9/2026"],
        [],
        [text.upper() for text in header],
        [],
        ["", "", "I", "KINH TẾ"],
        ["", "", 1, "Thu ngân sách nhà nước trên địa bàn tỉnh", "Tỷ đồng", *figures, "", "tăng do đất"],
        ["", "", "", "Trong đó:"],
        [],
        ["", "", "", "Nơi nhận: - UBND tỉnh; - Lưu VT"],
    ]
    delivery = load(save(tmp_path / "thang.xlsx", rows, title="PL01-T9"))
    assert delivery.refusals.empty
    assert delivery.period == "2026-09"
    assert values(delivery) == {
        ("tq_budget_revenue", "08", "2026-09 actual"): 510,
        ("tq_budget_revenue", "08", "2026-09 cumulative"): 4100,
        ("tq_budget_revenue", "08", "2026-08 actual"): 480,
        ("tq_budget_revenue", "08", "2025-09 actual"): 400,
        ("tq_budget_revenue", "08", "2025-09 cumulative"): 3600,
        ("tq_budget_revenue", "08", "2026 plan"): 6000,
    }


def test_a_text_of_the_form_broken_over_two_rows_of_headers_is_the_same_column(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["BÁO CÁO THÁNG 9 NĂM 2026"],
        ["TT", "Tên chỉ tiêu", "Đơn vị", "Thực hiện", "", "Kế hoạch năm", "Lũy kế", ""],
        ["", "", "", "cùng kỳ", "kỳ báo cáo", "", "cùng kỳ", "kỳ báo cáo"],
        ["1", "Thu ngân sách nhà nước trên địa bàn tỉnh", "tỷ đồng", 400, 510, 6000, 3600, "4.100,5"],
    ]

    def touch(sheet: Worksheet) -> None:
        for merged in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:H2"):
            sheet.merge_cells(merged)

    delivery = load(save(tmp_path / "thang.xlsx", rows, touch))
    assert delivery.refusals.empty
    assert values(delivery) == {
        ("tq_budget_revenue", "08", "2026-09 actual"): 510,
        ("tq_budget_revenue", "08", "2026-09 cumulative"): 4100.5,
        ("tq_budget_revenue", "08", "2025-09 actual"): 400,
        ("tq_budget_revenue", "08", "2025-09 cumulative"): 3600,
        ("tq_budget_revenue", "08", "2026 plan"): 6000,
    }


def test_a_numbered_long_table_behind_a_cover_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    cover.append(["BÁO CÁO"])
    sheet = book.create_sheet("du lieu gui IOC")
    for row in (
        [],
        ["Bảng số liệu gửi Trung tâm điều hành"],
        ["STT", "Kỳ báo cáo", "Mã chỉ tiêu", "Mã địa bàn", "Giá trị", "Đơn vị tính"],
        [1, "Tháng 9/2026", "tq_budget_revenue", "08", 510.5, "tỷ đồng"],
        [2, "T8/2026", "tq_budget_revenue", "08", 499, "tỷ đồng"],
    ):
        sheet.append(row)
    book.save(tmp_path / "dai.xlsx")
    delivery = load(tmp_path / "dai.xlsx")
    assert delivery.refusals.empty
    assert values(delivery) == {
        ("tq_budget_revenue", "08", "2026-09 actual"): 510.5,
        ("tq_budget_revenue", "08", "2026-08 actual"): 499,
    }
