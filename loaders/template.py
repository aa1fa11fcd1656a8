"""Empty forms that the loader reads back: communes with code and name, units, and the figures that are known already.

A form is designed first (headings, and rows whose cells may name a known value), then filled with what the store knows,
then written by ``workbooks``.  Two kinds of known figures are shown, both in grey: those that the form itself asks for
again ("Thực hiện kỳ trước"), only where they are settled, because whoever returns the form confirms them; and, in a
matrix or long table, "Kỳ trước" for comparing, which is not read back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data import catalogue, periods
from data.catalogue import Indicator
from data.catalogue_registers import registers
from data.tables import OBSERVATION_KEY
from loaders import form_columns, matrix, printed_units
from loaders.errors import CellError, LayoutError
from loaders.layouts import PERIOD_TABLES, Column, Layout
from loaders.monthly import spoken_of
from loaders.places import province_names
from loaders.recognise import sets_of
from loaders.workbooks import Cell, Heading, Report

TITLED = ("month", "quarter", "half-year", "nine-months", "year", "week")  # periods that a title can name
SETTLED = ("final", "revised")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
         "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV")  # fmt: skip
SIMULATED = "SỐ LIỆU MÔ PHỎNG: cột kỳ trước có số liệu mô phỏng"


@dataclass(frozen=True)
class Slot:
    """A cell that shows a known value: its OBSERVATION_KEY, and whether the loader reads the cell."""

    key: tuple[str, ...]
    is_claim: bool


FormCell = Cell | Slot


@dataclass(frozen=True)
class Form:
    """An empty form: ``report`` without rows, and its rows with slots for what is known."""

    report: Report
    rows: Sequence[Sequence[FormCell]]

    def asked(self) -> pd.DataFrame:
        """What the store is asked for: ``indicator_code``, ``period``, one row per pair."""
        keys = {slot.key for row in self.rows for slot in row if isinstance(slot, Slot)}
        pairs = sorted({(key[0], key[2]) for key in keys})
        return pd.DataFrame(pairs, columns=["indicator_code", "period"], dtype="str")


@dataclass(frozen=True)
class Filled:
    """A form with the known figures in it: how many are shown, and how many are not because they are not settled."""

    report: Report
    shown: int
    withheld: int


def design(layout: Layout, period: str, province: str = "") -> Form:
    """The empty form of a layout for a period (id).

    Raises:
        LayoutError: Vietnamese: no province, a period that the form is not for, or a kind without an empty form.
    """
    where = layout.province or province
    if where not in province_names():
        raise LayoutError(f"Mẫu {layout.code} dùng cho nhiều tỉnh: chọn tỉnh (--province 08).")
    if province and layout.province not in ("", province):
        raise LayoutError(
            f"Mẫu {layout.code} là của {province_names()[layout.province]}: bỏ --province hoặc chọn mẫu khác."
        )
    frequency = periods.parse(period).frequency
    if layout.kind in PERIOD_TABLES and PERIOD_TABLES[layout.kind] != frequency:
        raise LayoutError(f"Mẫu {layout.code} không dùng cho kỳ {periods.label(period)}. Xem «chiso layout list».")
    if frequency not in TITLED and layout.kind not in ("long_table", "register"):
        raise LayoutError(f"Kỳ {periods.label(period)} chưa có biểu mẫu dạng này: dùng mẫu long-table.")
    if layout.kind in PERIOD_TABLES:
        return _period_table(layout, period, where)
    if layout.kind == "commune_matrix":
        return _matrix(layout, period, where)
    if layout.kind == "long_table":
        return _long_table(layout, period, where)
    if layout.kind == "register":
        return _register(layout, period, where)
    raise LayoutError(f"Mẫu {layout.code} do phần mềm khác xuất ra, không có biểu để trống.")


def fill(form: Form, known: pd.DataFrame) -> Filled:
    """The form with what is known.

    Args:
        known: columns OBSERVATION_KEY, ``value``, ``text_value``, ``status``; values in the unit of the indicator.
    """
    keys = zip(*(known[name] for name in OBSERVATION_KEY), strict=True)
    cells = zip(known["value"], known["text_value"], known["status"], strict=True)
    values = dict(zip(keys, cells, strict=True))
    rows: list[list[Cell]] = []
    shaded, withheld, simulated = [], 0, False
    for at, row in enumerate(form.rows):
        filled: list[Cell] = []
        for column, cell in enumerate(row):
            if not isinstance(cell, Slot):
                filled.append(cell)
                continue
            value, text, status = values.get(cell.key, (None, None, ""))
            is_shown = status in SETTLED or not cell.is_claim
            shown = _shown(cell.key[0], value, text) if is_shown else None
            withheld += not is_shown and status != ""
            simulated = simulated or (shown is not None and status == "simulated")
            filled.append(shown)
            if shown is not None:
                shaded.append((at, column))
        rows.append(filled)
    under = f"{form.report.under_title} · {SIMULATED}" if simulated else form.report.under_title
    return Filled(replace(form.report, rows=rows, shaded=shaded, under_title=under), len(shaded), withheld)


def _shown(code: str, value: object, text: object) -> Cell:
    """A known value as somebody would write it; None when there is none."""
    about = catalogue.get(code)
    if isinstance(text, str) and text and about.kind != "yes_no":
        return text
    if not isinstance(value, (int, float)) or pd.isna(value):
        return None
    if about.kind == "yes_no":
        word = "Đạt" if value else "Không đạt"
        return f"{word}: {text}" if isinstance(text, str) and text else word
    return float(value)


def printed_unit(about: Indicator) -> str:
    """The unit of an indicator as the loader reads it back unchanged; "" when it would not."""
    label = catalogue.unit_label(about.unit)
    try:
        return label if label and about.kind != "yes_no" and printed_units.factor(label, about.code) == 1 else ""
    except CellError:
        return ""


def _report(layout: Layout, period: str, province: str, headings: Sequence[Heading], **more: object) -> Report:
    empty = Report(
        issuer=(layout.agency or f"UBND {province_names()[province]}").upper(),
        form=f"Mẫu {layout.code}",
        title=layout.title.upper(),
        under_title=periods.label(period),
        sheet="Biểu",
        headings=headings,
        rows=(),
        place="",
        signed_on=periods.parse(period).end,
        is_empty_form=True,
    )
    return replace(empty, **more)  # type: ignore[arg-type]


def _period_table(layout: Layout, period: str, province: str) -> Form:
    """Indicators as rows, grouped by page; the hidden ID column carries what the loader recognises each row by."""
    columns = form_columns.of_period_table(layout, period)
    fixed = [Heading("ID", width=8), Heading("STT", width=5), Heading("Chỉ tiêu", width=46), Heading("ĐVT")]
    if layout.column("row_name").texts[0] not in ("Chỉ tiêu", "Chỉ tiêu chủ yếu"):
        raise LayoutError(f"Mẫu {layout.code} không có biểu để trống: danh mục không có chỉ số cho các dòng của nó.")
    headings = [*fixed, *(_heading_of(c) for c in columns)]
    by_page: dict[str, list[Indicator]] = {}
    for about in form_columns.indicators_of_rows(layout, period, sets_of(layout, province)):
        by_page.setdefault(about.page, []).append(about)
    rows: list[list[FormCell]] = []
    for number, (page, inside) in enumerate(by_page.items()):
        rows.append([None, ROMAN[number], catalogue.pages()[page].name.upper(), None, *(None for _ in columns)])
        for place, about in enumerate(inside, start=1):
            cells = [_slot_of(c, about, period, province) for c in columns]
            rows.append([about.code, str(place), about.name, printed_unit(about) or None, *cells])
    remark = "Ghi chú: ô xám là số đã nhận; sửa nếu chưa đúng. Cột ẩn ID là mã chỉ số, không xóa."
    return Form(_report(layout, period, province, headings, hidden=(0,), remark=remark), rows)


def _heading_of(column: Column) -> Heading:
    *outer, text = column.texts[0].split(" > ")
    return Heading(text, group=" > ".join(outer), width=14, decimals=2)


def _slot_of(column: Column, about: Indicator, period: str, province: str) -> FormCell:
    """A slot where the column speaks of what may be known: earlier periods and plans; None for what is to be filled."""
    if column.role != "value":
        return None
    spoken, measure = spoken_of(column, about.code, period)
    is_earlier = periods.parse(spoken).start < periods.parse(period).start or measure == "plan"
    return Slot((about.code, province, spoken, "total", measure, column.basis), is_claim=True) if is_earlier else None


def _matrix(layout: Layout, period: str, province: str) -> Form:
    """Communes as rows; of each indicator this period, to be filled, and the one before, for comparing."""
    columns = form_columns.of_matrix(layout, period, sets_of(layout, province))
    before = periods.previous(period)
    headings = [Heading("STT", width=5), Heading("Mã xã", width=9), Heading("Tên xã, phường", width=26)]
    for text, column in columns:
        unit = printed_unit(catalogue.get(column.indicator))
        headings.append(Heading(_with_unit(matrix.THIS, unit), group=text, decimals=2))
        headings.append(Heading(_with_unit(matrix.BEFORE, unit), group=text, decimals=2, is_reference=True))
    rows: list[list[FormCell]] = []
    for number, (code, name) in enumerate(form_columns.communes(sets_of(layout, province), province), start=1):
        cells: list[FormCell] = [str(number), code, name]
        for _, column in columns:
            key = (column.indicator, code, before, column.breakdown, column.measure, column.basis)
            cells += [None, Slot(key, is_claim=False)]
        rows.append(cells)
    remark = f"Ghi chú: cột «{matrix.BEFORE}» là số đã nhận của kỳ trước liền kề, để đối chiếu; không cần ghi."
    return Form(_report(layout, period, province, headings, remark=remark), rows)


def _with_unit(text: str, unit: str) -> str:
    """A heading with its unit in brackets, where the loader knows it as one."""
    return f"{text} ({unit})" if unit and not set("()[]") & set(unit) and printed_units.is_unit(unit) else text


def _long_table(layout: Layout, period: str, province: str) -> Form:
    """A row per indicator and area; the period in each row."""
    headings = [
        Heading("Mã chỉ tiêu", width=30), Heading("Tên chỉ tiêu", width=46), Heading("Mã địa bàn", width=10),
        Heading("Tên địa bàn", width=26), Heading("Kỳ", width=10), Heading("Đơn vị tính"),
        Heading("Giá trị kỳ trước", decimals=2, is_reference=True), Heading("Giá trị", decimals=2),
        Heading("Trạng thái"), Heading("Ghi chú", width=30),
    ]  # fmt: skip
    set_codes, before = sets_of(layout, province), periods.previous(period)
    inside = form_columns.communes(set_codes, province)
    rows: list[list[FormCell]] = []
    for about in form_columns.indicators(set_codes, period):
        areas = [(province, province_names()[province])] if about.area_level == "province" else inside
        for code, name in areas:
            known = Slot((about.code, code, before, "total", "actual", ""), is_claim=False)
            unit = printed_unit(about) or None
            rows.append([about.code, about.name, code, name, period, unit, known, None, None, None])
    return Form(_report(layout, period, province, headings), rows)


def _register(layout: Layout, period: str, province: str) -> Form:
    """An empty list: a heading per field, and under the table the words that choices and states may have."""
    about = registers()[layout.register]
    fields = [field for field in about.fields if field.kind != "area"]
    communes = [Heading("Mã xã", width=9), Heading("Xã, phường", width=22)] if about.has_communes else []
    headings = [
        Heading("STT", width=5),
        *communes,
        *(Heading(_with_unit(field.label, catalogue.unit_label(field.unit)), width=16, decimals=2) for field in fields),
    ]
    words = [f"{field.label}: {', '.join(field.words().values())}" for field in fields if field.axis]
    remark = f"Ghi chú: ghi ngày dạng 31/03/2026, tọa độ độ thập phân hệ WGS 84. {'. '.join(words)}."
    return Form(_report(layout, period, province, headings, remark=remark), [])
