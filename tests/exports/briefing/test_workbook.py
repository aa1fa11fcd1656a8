"""The workbook, read back: types, native charts, no formula, and figures that the loaders read as they were."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from exports.briefing import workbook
from exports.briefing.model import Cell, Chart, Column, Line, Table
from loaders.pipeline import read_delivery
from tests.exports.briefing.shelf import HOSTILE, LONG, briefing, empty, hostile


@pytest.fixture(scope="module")
def written() -> bytes:
    return workbook.to_xlsx(briefing(empty()))


@pytest.fixture(scope="module")
def book(written: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written))


def texts(sheet: object) -> list[str]:
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]


def test_the_cover_says_what_every_file_carries(book):
    told = texts(book["Thông tin"])
    for words in (
        "Kỳ báo cáo: Tháng 2/2026",
        "Mã kiểm tra: 7KQ2-M9XD-4RTE",
        "SỐ LIỆU MÔ PHỎNG - KHÔNG DÙNG ĐỂ BÁO CÁO",
    ):
        assert words in told


def test_a_section_has_its_text_its_table_with_types_and_its_charts(book):
    sheet = book["I. Kinh tế"]
    assert "- Thu ngân sách đạt 1.350,5 tỷ đồng, tăng 7,6 %." in texts(sheet)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    (figure,) = [cell for cell in cells if cell.value == 1350.5 and cell.number_format.startswith("#,##0.0;")]
    assert figure.data_type == "n"
    assert any(cell.value == 1e12 and cell.number_format == "#,##0" for cell in cells)
    assert LONG in texts(sheet)
    assert len(sheet._images) == 1


def test_charts_are_native_and_point_at_cells(written):
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    assert all("I. Kinh tế" in one for one in charts)


def test_nothing_is_a_formula():
    book = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(briefing(hostile()))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert set(HOSTILE) <= {cell.value for cell in cells}


def test_names_of_sheets_are_what_excel_takes(book):
    assert all(len(name) <= 31 for name in book.sheetnames)
    twice = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(briefing(empty(), empty(), hostile()))))
    assert len({name.casefold() for name in twice.sheetnames}) == len(twice.sheetnames)


def test_the_loaders_read_the_figures_back_as_they_were(written, tmp_path: Path):
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(written)
    read = read_delivery(path, "long-table", province="08")
    (row,) = read.observations.to_dict("records")
    assert (row["indicator_code"], row["area_code"], row["period"], row["measure"], row["value"], row["status"]) == (
        "tq_budget_revenue", "08", "2026-02", "cumulative", 1350.5, "simulated",
    )  # fmt: skip
    assert read.refusals.empty


def test_every_sheet_prints_on_a4_as_wide_as_the_page_and_long_lists_repeat_their_head(book):
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0), sheet.title
    for name in (workbook.FIGURES, workbook.ORIGINS):
        assert (book[name].freeze_panes, book[name].print_title_rows) == ("A2", "$1:$1")


def test_a_long_line_of_the_first_sheet_has_the_height_that_it_needs():
    told = "Chỉ số không có đơn vị " * 20
    book = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(replace(briefing(), sources=(told,)))))
    cover = book[workbook.COVER]
    heights = {cell.value: cover.row_dimensions[cell.row].height for (cell,) in cover.iter_rows(max_col=1)}
    (long,) = [height for text, height in heights.items() if told.strip() in str(text)]
    assert (long or 0) >= 5 * 15  # points: lines of the usual height


def test_a_change_says_what_it_is_counted_in_and_stays_a_number():
    base = briefing()
    cells = (Cell("+2,0 điểm %", 1.95), Cell("−2,3 %", -2.257), Cell("0,0 điểm", -0.01), Cell("12", 12.0))
    table = Table("Thay đổi", tuple(Column(str(n), "number") for n in range(4)), (cells,))
    section = replace(base.sections[0], blocks=(table,))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(replace(base, sections=(section,))))).worksheets[1]
    (row,) = [row for row in sheet.iter_rows() if row[0].value == 1.95]
    assert [cell.value for cell in row[:4]] == [1.95, -2.257, -0.01, 12]
    assert [cell.number_format.split(";")[:2] for cell in row[:4]] == [
        ['+#,##0.0" điểm %"', '-#,##0.0" điểm %"'], ['+#,##0.0" %"', '-#,##0.0" %"'],
        ['#,##0.0" điểm"', '#,##0.0" điểm"'], ["#,##0", "#,##0"],
    ]  # fmt: skip


@pytest.mark.parametrize(("told", "value", "look"), [
    ("94,10", 94.1, "#,##0.00"), ("1.816,3", 1816.32, "#,##0.0"), ("0,00590", 0.0059, "#,##0.00000"),
    ("13,08 %", 13.0812, '#,##0.00" %"'), ("5,20 triệu lượt khách", 5.2, '#,##0.00" triệu lượt khách"'),
])  # fmt: skip
def test_a_number_has_the_decimals_that_its_text_tells(told: str, value: float, look: str):
    base = briefing()
    table = Table("Trị số", (Column("Trị số", "number"),), ((Cell(told, value),),))
    made = workbook.to_xlsx(replace(base, sections=(replace(base.sections[0], blocks=(table,)),)))
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]
    assert {cell.number_format.partition(";")[0] for (cell,) in sheet.iter_rows(max_col=1) if cell.value == value} == {
        look
    }


def test_a_printed_page_ends_between_blocks_and_holds_all_that_stands_beside_each_other():
    base = briefing()
    chart = Chart("Diễn biến", "người", "", "line", ("T1", "T2"), (Line("2026", "now", (1.0, 2.0)),))
    made = workbook.to_xlsx(replace(base, sections=(replace(base.sections[0], blocks=(chart, chart, chart)),)))
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]
    captions = [cell.row for (cell,) in sheet.iter_rows(max_col=1) if "Diễn biến" in str(cell.value)]
    assert {one.id for one in sheet.row_breaks.brk} <= {row - 1 for row in captions}
    assert sheet.row_breaks.brk
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_names_in_the_first_column_have_the_width_that_they_need():
    base = briefing()
    name = "Diện tích trồng rừng tập trung của xã"
    table = Table("Các chỉ tiêu", (Column("Nội dung"), Column("Trị số", "number")), ((Cell(name), Cell("1", 1.0)),))
    numbered = replace(table, columns=(Column("TT"), Column("Nội dung")), rows=((Cell("1"), Cell(name)),))
    sections = (replace(base.sections[0], blocks=(table,)), replace(base.sections[0], blocks=(numbered,)))
    read = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx(replace(base, sections=sections))))
    named, counted = read.worksheets[1:3]
    assert [round(sheet.column_dimensions[letter].width) for sheet, letter in ((named, "A"), (counted, "B"))] == [
        40,
        40,
    ]
    assert round(counted.column_dimensions["A"].width) < 10
