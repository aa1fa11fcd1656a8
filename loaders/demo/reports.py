"""What stands in each report: the numbers of a ``World`` as monthly tables and commune matrices."""

from collections.abc import Mapping, Sequence
from datetime import date

from data import catalogue, periods
from data.catalogue import Indicator
from loaders import layouts, monthly
from loaders.demo.figures import Figures
from loaders.demo.trouble import MonthTrouble, soil
from loaders.layouts import Column, Layout
from loaders.workbooks import Cell, Heading, Report

WRONG_AT_FIRST = 0.93  # what a figure that is corrected later is multiplied with
TWO_SPACES = "Thực hiện so với cùng kỳ  năm trước"  # as the form of January prints it


def monthly_table(
    figures: Figures, layout_code: str, month: str, signed_on: date, *, absent: str = "", wrong: Sequence[str] = ()
) -> Report:
    """The socio-economic table of a month, in the form that this month uses.

    Args:
        absent: code of the indicator whose figures are not there yet.
        wrong: codes of indicators whose figure of the month is to be corrected later.
    """
    layout = layouts.get(layout_code)
    template = next(t for t in layout.templates if int(month[5:]) in t.months)
    columns = [layout.column(key) for key in template.columns]
    rows: list[list[Cell]] = []
    by_page: dict[str, list[Indicator]] = {}
    for indicator in figures.in_monthly_table:
        by_page.setdefault(indicator.page, []).append(indicator)
    for number, (page, inside) in enumerate(by_page.items()):
        rows.append([None, ROMAN[number], catalogue.pages()[page].name.upper(), None, *(None for _ in columns)])
        for place, indicator in enumerate(inside, start=1):
            cells = _table_row(figures, indicator, columns, month, is_wrong=indicator.code in wrong)
            if indicator.code == absent:
                cells = [cell if column.offset != "this" else None for cell, column in zip(cells, columns, strict=True)]
            label = [str(indicator.row), str(place), _printed_name(layout, indicator), _unit(indicator)]
            rows.append([*label, *cells])
    year, number_of_month = month.split("-")
    fixed = [Heading("ID", width=6), Heading("STT", width=5), Heading("Chỉ tiêu chủ yếu", width=46), Heading("ĐVT")]
    return Report(
        issuer=f"UBND {figures.full_name.upper()}",
        form=f"Biểu số {number_of_month}/KTXH-T",
        title=f"MỘT SỐ CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU THÁNG {number_of_month} NĂM {year}",
        under_title="(Ban hành kèm theo báo cáo tình hình kinh tế - xã hội của UBND tỉnh)",
        sheet="Biểu tháng",
        headings=[*fixed, *(Heading(_printed(c, month), width=14, decimals=2) for c in columns)],
        rows=rows,
        place=figures.name,
        signed_on=signed_on,
        hidden=(0,),
    )


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _printed(column: Column, month: str) -> str:
    return TWO_SPACES if month.endswith("-01") and column.key == "now_to_same" else column.texts[0]


def _printed_name(layout: Layout, indicator: Indicator) -> str:
    return next((row.names[0] for row in layout.rows if row.indicator == indicator.code), indicator.name)


def _unit(indicator: Indicator) -> str:
    return catalogue.unit_label(indicator.unit)


def _table_row(
    figures: Figures, indicator: Indicator, columns: Sequence[Column], month: str, *, is_wrong: bool
) -> list[Cell]:
    values: dict[str, float | None] = {}
    for column in columns:
        if column.role == "value":
            period = monthly.shifted(month, column.offset)
            values[column.key] = figures.value(indicator.code, period, column.measure, column.basis)
    now, reached = values.get("now"), values.get("cumulative")
    if is_wrong and now is not None:
        digits = figures.digits(indicator.code)
        mistaken = round(now * WRONG_AT_FIRST, digits)
        values["now"] = mistaken
        if reached is not None:
            values["cumulative"] = round(reached + mistaken - now, digits)
    return [values[c.key] if c.role == "value" else _index(values, c) for c in columns]


def _index(values: Mapping[str, float | None], column: Column) -> float | None:
    """A printed comparison in index form: 104.2 for 4.2 % more."""
    above, below = values.get(column.numerator), values.get(column.denominator)
    return round(100 * above / below, 2) if above is not None and below else None


def commune_matrix(
    figures: Figures,
    indicators: Sequence[Indicator],
    period: str,
    signed_on: date,
    trouble: MonthTrouble,
    *,
    only: Sequence[str] = (),
    corrected: bool = True,
) -> Report:
    """Communes by indicators in one period, the sum of the province first.

    Args:
        only: the communes of a later report; empty: all but the late and missing ones, with what is dirty.
        corrected: false while the figures of ``trouble.wrong`` are still the first, mistaken ones.
    """
    left_out = {*trouble.late, *trouble.missing}
    wanted = list(only) or [code for code in figures.land.codes if code not in left_out]
    wrong = () if corrected else trouble.wrong
    rows: list[list[Cell]] = []
    if not only and figures.covers_province:
        total = [None if i.kind == "yes_no" else figures.value(i.code, period) for i in indicators]
        rows.append([None, figures.land.province_code, "Toàn tỉnh", *total])
    for number, code in enumerate(wanted, start=1):
        column = figures.column(code)
        cells: list[Cell] = [_cell(figures, i, period, column) for i in indicators]
        if code in wrong and isinstance(cells[0], (int, float)):
            cells[0] = round(cells[0] * WRONG_AT_FIRST, figures.digits(indicators[0].code))
        rows.append([str(number), code, figures.land.names[column - 1], *cells])
    fixed = [Heading("STT", width=5), Heading("Mã xã", width=9), Heading("Tên xã, phường", width=26)]
    return Report(
        issuer=f"UBND {figures.full_name.upper()}",
        form="Biểu số 02/KTXH-X",
        title=f"CHỈ TIÊU KINH TẾ - XÃ HỘI THEO XÃ, PHƯỜNG {periods.label(period).upper()}",
        under_title="(Tổng hợp từ báo cáo của UBND các xã, phường)",
        sheet="Theo xã",
        headings=[*fixed, *(_heading(figures, i) for i in indicators)],
        rows=rows if only else soil(rows, trouble.dirty),
        place=figures.name,
        signed_on=signed_on,
        numbered=True,
    )


def _cell(figures: Figures, indicator: Indicator, period: str, column: int) -> Cell:
    value = figures.value(indicator.code, period, column=column)
    if indicator.kind == "yes_no" and value is not None:
        return "Đạt" if value else f"Chưa đạt: {REASONS[column % len(REASONS)]}"
    return value


REASONS = (
    "chưa có nhà văn hóa đạt chuẩn (mô phỏng)",
    "đang sửa chữa công trình (mô phỏng)",
    "chưa bố trí được quỹ đất (mô phỏng)",
    "chưa có người quản lý thiết chế (mô phỏng)",
)


FOREST = {
    "tq_commune_forest_planted": "Tổng số",
    "tq_commune_forest_planted_households": "Hộ gia đình, cá nhân",
    "tq_commune_forest_planted_organisations": "Tổ chức, doanh nghiệp",
}


def _heading(figures: Figures, indicator: Indicator) -> Heading:
    """The header of an indicator: its name, or its code where the name alone is not enough, and its unit."""
    name = FOREST.get(indicator.code) or figures.unmistakable(indicator)
    unit = _unit(indicator)
    text = f"{name} ({unit})" if unit and "(" not in unit and indicator.kind != "yes_no" else name
    group = "Trồng rừng tập trung" if indicator.code in FOREST else ""
    return Heading(text, group=group, width=16, decimals=figures.digits(indicator.code))
