"""Empty forms: what stands in them, and that the loader reads back every figure that is filled in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from data import catalogue
from data.tables import OBSERVATION_KEY
from loaders import layouts, template, workbooks
from loaders.delivery import Delivery
from loaders.errors import LayoutError
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED

KNOWN = [*OBSERVATION_KEY, "value", "text_value", "status"]
NOTHING = pd.DataFrame(columns=KNOWN)
REVENUE = "tq_commune_budget_revenue"


def known(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Known values; a row is (indicator, area, period, measure, basis, value, status)."""
    spread = [(code, area, period, "total", measure, basis, value, None, status)
              for code, area, period, measure, basis, value, status in rows]  # fmt: skip
    return pd.DataFrame(spread, columns=KNOWN)


def write(path: Path, code: str, period: str, *, province: str = "", values: pd.DataFrame = NOTHING) -> Path:
    filled = template.fill(template.design(layouts.get(code), period, province), values)
    workbooks.write(filled.report, path)
    return path


def sheet_of(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def empty_cells(sheet: Worksheet, *, first: int, headings: set[str] | None = None) -> Iterator[Cell]:
    """The bordered cells of data rows to be filled: not grey, under a heading (its last text) of those named."""
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            head = next((str(v) for r in range(first - 1, 4, -1) if (v := sheet.cell(r, cell.column).value)), "")
            is_asked = headings is None or head.split(" (")[0] in headings
            if cell.value is None and cell.border.left.style and cell.fill.fgColor.rgb != "FFEDEDED" and is_asked:
                yield cell


def fill_in(path: Path, *, first: int, headings: set[str] | None = None, name_column: int) -> dict[str, float]:
    """Writes a figure into every empty cell and returns the figures by cell; "Đạt" where the unit says so."""
    sheet = sheet_of(path)
    written: dict[str, float] = {}
    for number, cell in enumerate(empty_cells(sheet, first=first, headings=headings)):
        if sheet.cell(cell.row, name_column).value:
            written[cell.coordinate] = cell.value = round(40 + number / 1000, 3)
    sheet.parent.save(path)
    return written


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, received_at=RECEIVED, **more)


def read_back(delivery: Delivery) -> dict[str, float]:
    """Figures by cell; words of an indicator of kind text are figures here, because that is what was filled in."""
    rows = delivery.observations
    return dict(zip(rows["cell"], rows["value"].fillna(rows["text_value"].astype("float64")), strict=True))


@pytest.mark.parametrize("period", ["2026-01", "2026-03", "2026-05", "2026-09", "2026-10", "2025-12"])
def test_every_figure_of_each_form_of_the_monthly_table_is_read_back(tmp_path: Path, period: str) -> None:
    path = write(tmp_path / "b.xlsx", "tuyen-quang-monthly", period)
    columns = {c.texts[0] for c in layouts.get("tuyen-quang-monthly").columns if c.role == "value"}
    written = fill_in(path, first=7, headings=columns, name_column=4)
    delivery = load(path)
    assert (delivery.layout, delivery.period) == ("tuyen-quang-monthly", period)
    assert delivery.refusals["reason"].tolist() == []
    assert len(written) > 50
    assert read_back(delivery) == written
    sheet = sheet_of(path)
    codes = {cell: sheet.cell(sheet[cell].row, 1).value for cell in written}
    assert dict(zip(delivery.observations["cell"], delivery.observations["indicator_code"], strict=True)) == codes


@pytest.mark.parametrize(
    ("code", "period"), [("tuyen-quang-quarterly", "2026-Q3"), ("tuyen-quang-half-year", "2026-H1")]
)
def test_tables_of_a_quarter_and_of_six_months_are_read_back(tmp_path: Path, code: str, period: str) -> None:
    path = write(tmp_path / "b.xlsx", code, period)
    written = fill_in(path, first=7, headings={c.texts[0] for c in layouts.get(code).columns if c.role == "value"},
                      name_column=4)  # fmt: skip
    delivery = load(path)
    assert (delivery.layout, delivery.period, delivery.rows_refused) == (code, period, 0)
    assert read_back(delivery) == written
    assert len(written) > 50


@pytest.mark.parametrize(
    ("code", "period", "province", "communes"),
    [
        ("tuyen-quang-commune-matrix", "2026-09", "", 124),
        ("commune-matrix", "2026-09", "15", 99),
        ("commune-matrix", "2025", "51", 40),
    ],
)
def test_every_figure_of_the_commune_matrix_is_read_back(
    tmp_path: Path, code: str, period: str, province: str, communes: int
) -> None:
    path = write(tmp_path / "b.xlsx", code, period, province=province)
    first = next(row for row in range(5, 12) if sheet_of(path).cell(row, 1).value == "1")
    written = fill_in(path, first=first, headings={"Kỳ này"}, name_column=3)
    delivery = load(path, province=province)
    assert delivery.refusals["reason"].tolist() == []
    assert read_back(delivery) == written
    assert delivery.observations["area_code"].nunique() == communes


def test_every_figure_of_the_long_table_is_read_back(tmp_path: Path) -> None:
    path = write(tmp_path / "b.xlsx", "long-table", "2026-09", province="04")
    written = fill_in(path, first=7, headings={"Giá trị"}, name_column=1)
    delivery = load(path, province="04")
    assert (delivery.layout, delivery.rows_refused) == ("long-table", 0)
    assert read_back(delivery) == written


@pytest.mark.parametrize(
    ("code", "period"), [("tuyen-quang-monthly", "2026-10"), ("tuyen-quang-commune-matrix", "2026-10")]
)
def test_an_empty_form_claims_nothing_and_has_nothing_to_refuse(tmp_path: Path, code: str, period: str) -> None:
    delivery = load(write(tmp_path / "b.xlsx", code, period))
    assert (delivery.rows_accepted, delivery.rows_refused) == (0, 0)
    assert not any(note.code.startswith("drift_") for note in delivery.notes)


def test_communes_stand_there_with_code_and_name_under_a_merged_header(tmp_path: Path) -> None:
    sheet = sheet_of(write(tmp_path / "b.xlsx", "tuyen-quang-commune-matrix", "2026-10"))
    assert [sheet.cell(9, column).value for column in (1, 2, 3)] == ["1", "00691", "Phường Hà Giang 2"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A6:A8", "C6:C8", "D6:E6", "D7:D8", "H6:M6", "H7:I7"} <= merged
    assert (sheet["D6"].value, sheet["D7"].value) == ("Thu ngân sách trên địa bàn", "Kỳ này (triệu đồng)")
    assert "Người lập biểu" in {sheet.cell(row, 2).value for row in range(130, 140)}


def test_figures_of_the_period_before_are_shown_in_grey_and_not_read_back(tmp_path: Path) -> None:
    values = known((REVENUE, "00691", "2026-09", "actual", "", 12.5, "estimated"))
    path = write(tmp_path / "b.xlsx", "tuyen-quang-commune-matrix", "2026-10", values=values)
    cell = sheet_of(path)["E9"]
    assert (cell.value, cell.fill.fgColor.rgb) == (12.5, "FFEDEDED")
    assert load(path).rows_accepted == 0


def test_simulated_figures_say_so_in_the_form(tmp_path: Path) -> None:
    values = known((REVENUE, "00691", "2026-09", "actual", "", 12.5, "simulated"))
    path = write(tmp_path / "b.xlsx", "tuyen-quang-commune-matrix", "2026-10", values=values)
    assert "SỐ LIỆU MÔ PHỎNG" in str(sheet_of(path)["A4"].value)
    assert load(path).period == "2026-10"


def test_only_settled_figures_are_put_where_the_form_asks_for_them_again(tmp_path: Path) -> None:
    code = "tq_exports"
    values = known(
        (code, "08", "2026-08", "actual", "", 41.0, "final"),
        (code, "08", "2025-09", "actual", "", 39.0, "simulated"),
        (code, "08", "2026", "plan", "hdnd_tinh", 500.0, "revised"),
        (code, "08", "2026-09", "actual", "", 44.0, "final"),
    )
    form = template.design(layouts.get("tuyen-quang-monthly"), "2026-09")
    filled = template.fill(form, values)
    assert (filled.shown, filled.withheld) == (2, 1)
    workbooks.write(filled.report, tmp_path / "b.xlsx")
    rows = load(tmp_path / "b.xlsx").observations
    claims = dict(zip(zip(rows["measure"], rows["period"], strict=True), rows["value"], strict=True))
    assert claims == {("actual", "2026-08"): 41.0, ("plan", "2026"): 500.0}


def test_a_form_asks_the_store_for_earlier_periods_and_plans_only() -> None:
    asked = template.design(layouts.get("tuyen-quang-monthly"), "2026-10").asked()
    assert set(asked["period"]) == {"2025-12", "2025-10", "2026", "2026-09", "2027"}
    assert set(asked["indicator_code"]) <= set(catalogue.indicators())


@pytest.mark.parametrize("evil", ["=cmd|'/c calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, evil: str) -> None:
    form = template.design(layouts.get("tuyen-quang-commune-matrix"), "2026-10")
    values = known((REVENUE, "00691", "2026-09", "actual", "", None, "final")).assign(text_value=evil)
    filled = template.fill(form, values)
    path = tmp_path / "b.xlsx"
    workbooks.write(filled.report, path)
    cell = sheet_of(path)["E9"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (evil, "s", True)


@pytest.mark.parametrize(
    ("code", "period", "province", "said"),
    [
        ("commune-matrix", "2026-10", "", "chọn tỉnh"),
        ("tuyen-quang-monthly", "2026-10", "04", "là của Tỉnh Tuyên Quang"),
        ("tuyen-quang-monthly", "2026-Q3", "", "không dùng cho kỳ Quý III/2026"),
        ("tuyen-quang-ii06a", "2026-10", "", "do phần mềm khác xuất ra"),
        ("form-28-t", "2026-10", "42", "không có biểu để trống"),
        ("tuyen-quang-commune-matrix", "2026-10-05", "", "long-table"),
        ("tuyen-quang-commune-matrix", "2026-W12", "", "Không có chỉ tiêu nào"),
        ("khong-co", "2026-10", "", "Không có mẫu «khong-co»"),
    ],
)
def test_a_form_that_cannot_be_written_says_why(code: str, period: str, province: str, said: str) -> None:
    with pytest.raises(LayoutError, match=said):
        template.design(layouts.get(code), period, province)
