"""Tables that leave the room: with everything that a number needs beside it, and never a formula."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

from exports import tables
from exports.tables import About

ABOUT = About(
    title="Thu ngân sách trên địa bàn xã, phường",
    unit="triệu đồng",
    period="Lũy kế 10 tháng năm 2026",
    area="Tỉnh Tuyên Quang",
    source="UBND các xã, phường",
    as_of="03/11/2026 16:40",
    version="2026-11-03T16-40",
    simulated=True,
)
FRAME = pd.DataFrame(
    {
        "Xã, phường": ["Xã Đồng Văn", "=cmd|' /C calc'!A0", "+1", "@SUM(A1)"],
        "Giá trị": [1234.5, None, -2.0, 0.0],
        "Nhận lúc": [pd.Timestamp("2026-11-03 08:00"), pd.NaT, pd.NaT, pd.NaT],
    }
)


def test_a_csv_says_what_it_is_before_its_header():
    text = tables.to_csv(FRAME, ABOUT).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    above = [line[0] for line in lines[: len(ABOUT.lines())]]
    assert above[:2] == [ABOUT.title, tables.SIMULATED]
    assert "Đơn vị tính: triệu đồng" in above
    assert "Nguồn: UBND các xã, phường" in above
    header = lines.index(list(FRAME.columns))
    assert lines[header + 1] == ["Xã Đồng Văn", "1234.5", "03/11/2026 08:00"]


def test_a_workbook_keeps_numbers_as_numbers_and_blanks_blank():
    sheet = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(FRAME, ABOUT))).active
    top = len(ABOUT.lines()) + 2
    assert [cell.value for cell in sheet[top]] == list(FRAME.columns)
    assert [cell.value for cell in sheet[top + 1]][:2] == ["Xã Đồng Văn", 1234.5]
    assert sheet.cell(top + 2, 2).value is None
    assert sheet.cell(1, 1).value == ABOUT.title


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_text_that_a_spreadsheet_would_run_is_inert(text):
    assert tables.inert(text) == f"'{text}"
    content = tables.to_csv(pd.DataFrame({"a": [text]}), ABOUT).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content)))[-1] == [f"'{text}"]


def test_no_cell_of_a_workbook_is_a_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx(FRAME, ABOUT))).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_what_is_not_simulated_carries_no_mark():
    real = About(**{**ABOUT.__dict__, "simulated": False})
    assert tables.SIMULATED not in tables.to_csv(FRAME, real).decode("utf-8-sig")
