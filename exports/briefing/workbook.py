"""A briefing as a workbook: a sheet per section with native charts, every figure once more in the layout of the long
table that the loaders read, and where each figure stands."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from exports.briefing import drawing, map_drawing, native, pictures, scatter, workbook_room
from exports.briefing.model import Briefing, Cell, Chart, Map, Origin, Paragraph, Section, Table
from exports.briefing.numbering import captions, roman

COVER, FIGURES, ORIGINS = "Thông tin", "Số liệu", "Nguồn số liệu"
COORDINATES = ("code", "area", "period", "measure", "breakdown", "basis")  # of a key
LONG_TABLE = ("Mã chỉ số", "Tên chỉ số", "Mã địa bàn", "Tên địa bàn", "Kỳ", "Phân tổ", "Loại số liệu", "Cấp giao",
              "Đơn vị tính", "Giá trị", "Trạng thái")  # fmt: skip
STATUSES = {
    "final": "chính thức", "estimated": "ước tính", "provisional": "sơ bộ", "revised": "đã điều chỉnh",
    "simulated": "mô phỏng",
}  # fmt: skip
MEASURES = {"actual": "thực hiện", "cumulative": "lũy kế", "plan": "kế hoạch", "scenario": "kịch bản",
            "estimate": "ước thực hiện"}  # fmt: skip
FORMATS: Mapping[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True, "text_wrap": True, "valign": "top"},
    "caption": {"bold": True},
    "title": {"bold": True, "font_size": 14},
    "mark": {"bold": True, "font_color": "#B3261E"},
    "note": {"italic": True, "font_size": 10, "text_wrap": True},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "border": 1,
        "bg_color": "#E3EEE9",
    },
    "cell": {"border": 1, "text_wrap": True, "valign": "top"},
    "whole": {"border": 1, "num_format": "#,##0", "valign": "top"},
    "figure": {"border": 1, "num_format": "#,##0.0##", "valign": "top"},
}
CHARTS = {"line": "line", "column": "column", "bar": "bar", scatter.KIND: "scatter"}
COLUMNS = 7  # of a sheet, as wide as a page
PIXELS = (720, 330)
COVER_LETTERS = 70  # of a line of the first sheet, in its larger letters
ROW_PIXELS = 20
FONT = "Times New Roman"
SIGNED = re.compile(r"[+−-]?[\d.,]+\s(%|điểm.*)")  # a change, and what it is counted in


def to_xlsx(briefing: Briefing) -> bytes:
    """The whole briefing as an .xlsx."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties(
            {"title": briefing.subject, "company": briefing.letterhead.office, "comments": briefing.code}
        )
        Writer(book, briefing).write()
    return held.getvalue()


class Writer:
    """Writes one briefing into an open workbook."""

    def __init__(self, book: Any, briefing: Briefing) -> None:
        self.book, self.briefing = book, briefing
        self.styles = {name: book.add_format({"font_name": FONT, **own}) for name, own in FORMATS.items()}
        self.captions = captions(briefing)
        self.taken = {COVER.casefold(), FIGURES.casefold(), ORIGINS.casefold()}

    def write(self) -> None:
        self._cover()
        for place, section in enumerate(self.briefing.sections, start=1):
            self._section(roman(place), section)
        self._figures()
        self._origins()

    def _sheet(self, name: str, *, head: bool = False) -> Any:
        """A sheet that prints on A4, as wide as the page; ``head``: its first row stays in sight and on every page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        if head:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
        return sheet

    def _cover(self) -> None:
        sheet = self._sheet(COVER)
        sheet.set_column(0, 0, 100)
        head = self.briefing.letterhead
        lines = [(head.office, "bold"), (self.briefing.name, "title"), (self.briefing.subject, "title"),
                 (self.briefing.mark, "mark"), *((told, "text") for told in self.briefing.told())]  # fmt: skip
        for row, (text, style) in enumerate([line for line in lines if line[0]]):
            sheet.write_string(row, 0, text, self.styles[style])
            sheet.set_row_pixels(row, ROW_PIXELS * (1 + len(text) // COVER_LETTERS))

    def _section(self, number: str, section: Section) -> None:
        sheet = self._sheet(self._name(f"{number}. {section.title}"))
        self.widths = workbook_room.widths(section, COLUMNS)
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, f"{number}. {section.title}", self.styles["title"])
        row = 1
        if self.briefing.mark:
            sheet.write_string(row, 0, self.briefing.mark, self.styles["mark"])
            row += 1
        for block in section.blocks:
            row = self._block(sheet, row + 1, block)

    def _block(self, sheet: Any, row: int, block: Paragraph | Table | Chart | Map) -> int:
        """Writes a block at a row and gives the row below it."""
        if isinstance(block, Paragraph):
            text = f"- {block.text}" if block.is_item else block.text
            sheet.merge_range(row, 0, row, COLUMNS - 1, "", self.styles["text"])
            sheet.write_string(row, 0, text, self.styles["text"])
            sheet.set_row_pixels(row, ROW_PIXELS * (1 + len(text) // 130))
            return row
        sheet.write_string(row, 0, self.captions[id(block)], self.styles["caption"])
        if isinstance(block, Table):
            return self._table(sheet, row + 1, block) + 1
        return self._chart(sheet, row + 1, block) if isinstance(block, Chart) else self._map(sheet, row + 1, block)

    def _table(self, sheet: Any, row: int, table: Table) -> int:
        for column, one in enumerate(table.columns):
            sheet.write_string(row, column, one.name, self.styles["head"])
        for cells in table.rows:
            row += 1
            lines = (-(-len(cell.text) // width) for cell, width in zip(cells, self.widths, strict=False))
            sheet.set_row_pixels(row, ROW_PIXELS * max(1, *lines))
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
        if table.note:
            row += 1
            sheet.write_string(row, 0, table.note)
        return row

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell.value is None:
            sheet.write_string(row, column, cell.text, self.styles["cell"])
        else:
            sheet.write_number(row, column, cell.value, self._style(cell))

    def _style(self, cell: Cell) -> Any:
        """How a number is shown: with the sign and the unit that its text tells, where it tells one."""
        found = SIGNED.fullmatch(cell.text)
        if found is None:
            return self.styles["whole" if float(cell.value or 0.0).is_integer() else "figure"]
        unit = found[1].replace('"', "")
        if unit not in self.styles:
            look = f'+#,##0.0" {unit}";-#,##0.0" {unit}";0.0" {unit}"'
            self.styles[unit] = self.book.add_format({**FORMATS["figure"], "font_name": FONT, "num_format": look})
        return self.styles[unit]

    def _chart(self, sheet: Any, row: int, chart: Chart) -> int:
        """The figures, and the chart that is drawn of them."""
        name = sheet.get_name()
        sheet.write_string(row, 0, chart.unit, self.styles["head"])
        for column, line in enumerate(chart.lines, start=1):
            sheet.write_string(row, column, line.name, self.styles["head"])
        last = row + len(chart.categories)
        for place, category in enumerate(chart.categories, start=row + 1):
            sheet.write_string(place, 0, category, self.styles["cell"])
            for column, line in enumerate(chart.lines, start=1):
                if (value := line.values[place - row - 1]) is not None:
                    self._cell(sheet, place, column, Cell("", value))
        drawn = self.book.add_chart({"type": CHARTS[chart.kind]})
        named = 1 if chart.kind == scatter.KIND else 0  # the column that the values stand along
        for column, line in list(enumerate(chart.lines, start=1))[named:]:
            drawn.add_series({
                "name": [name, row, column], "categories": [name, row + 1, named, last, named],
                "values": [name, row + 1, column, last, column], **_look(line.role, chart),
            })  # fmt: skip
        _dress(drawn, chart)
        wide, high = PIXELS
        drawn.set_size(
            {"width": wide, "height": max(high, 28 * len(chart.categories)) if chart.kind == "bar" else high}
        )
        sheet.insert_chart(row, len(chart.lines) + 1, drawn, {"description": f"{chart.title} ({chart.unit})"})
        return int(max(last, row + max(high, 28 * len(chart.categories)) // ROW_PIXELS)) + 1

    def _map(self, sheet: Any, row: int, drawn: Map) -> int:
        """The picture, and the value of each commune below it."""
        image = pictures.png(map_drawing.svg(drawn, self.briefing.mark))
        scale = PIXELS[0] / (pictures.WIDTH_MM / 25.4 * pictures.DOTS_PER_INCH)
        told = f"{drawn.title}. {drawn.measure}. {drawn.about}"
        look = {"image_data": io.BytesIO(image), "x_scale": scale, "y_scale": scale, "description": told}
        sheet.insert_image(row, 0, "map.png", look)
        row += int(PIXELS[0] * map_drawing.HEIGHT / map_drawing.WIDTH / ROW_PIXELS) + 2
        for column, words in enumerate(("Mã số", "Nơi", *(one.label for one in drawn.told))):
            sheet.write_string(row, column, words, self.styles["head"])
        for places in zip(*(one.places for one in drawn.told), strict=True):
            row += 1
            cells = (Cell(places[0].code), Cell(places[0].name), *(Cell(one.absence, one.value) for one in places))
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
        return row + 1

    def _figures(self) -> None:
        """Every figure of the briefing as the loaders read it: one a row, every coordinate in a column."""
        sheet = self._sheet(FIGURES, head=True)
        for column, name in enumerate(LONG_TABLE):
            sheet.write_string(0, column, name, self.styles["head"])
        row = 0
        for one in self.briefing.origins:
            if one.value is not None and (cells := _coordinates(one)) is not None:
                row += 1
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, text, self.styles["cell"])
                sheet.write_number(row, LONG_TABLE.index("Giá trị"), one.value, self.styles["figure"])
                sheet.write_string(row, len(LONG_TABLE) - 1, STATUSES.get(one.status, ""), self.styles["cell"])
        sheet.autofit(360)

    def _origins(self) -> None:
        sheet = self._sheet(ORIGINS, head=True)
        for column, name in enumerate(
            ("TT", "Nội dung", "Thời kỳ", "Nơi", "Trị số", "Tính bằng", "Nguồn", "Tệp, ô", "Biết từ")
        ):
            sheet.write_string(0, column, name, self.styles["head"])
        for row, one in enumerate(self.briefing.origins, start=1):
            sheet.write_number(row, 0, row, self.styles["whole"])
            told = (one.what, one.period, one.area, one.figure, one.unit, one.source, one.file, one.known)
            for column, text in enumerate(told, start=1):
                self._cell(sheet, row, column, Cell(text, one.value if column == 4 else None))
        sheet.autofit(360)

    def _name(self, wanted: str) -> str:
        """A name that Excel takes: at most 31 signs, none of []:*?/\\, each once."""
        plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:31].strip()
        name = next(
            one for one in (plain, *(f"{plain[:27]} ({n})" for n in range(2, 999))) if one.casefold() not in self.taken
        )
        self.taken.add(name.casefold())
        return name


def _coordinates(one: Origin) -> Sequence[str] | None:
    """The cells of the long table before the value; None for a group of communes and for a score: it has none."""
    parts = one.key.split("|")
    if len(parts) != len(COORDINATES) or ":" in parts[1]:
        return None
    code, area, period, measure, breakdown, basis = parts
    split = "" if breakdown == "total" else breakdown
    return (code, one.what, area, one.area, period, split, MEASURES.get(measure, measure), basis, one.unit)


def _look(role: str, chart: Chart) -> dict[str, Any]:
    colour = drawing.ROLE_COLOURS.get(role, drawing.MUTED)
    if chart.kind == scatter.KIND:
        return {"marker": {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": "#FFFFFF"}},
                "data_labels": {"value": True, "position": "right", "custom": _point_names(chart)}}  # fmt: skip
    if chart.kind != "line":
        labels = {"data_labels": {"value": True, "num_format": native.number_format(chart)}} if role == "now" else {}
        return {"fill": {"color": colour}, "gap": 45, **labels}
    line = {"color": colour, "width": 2.25 if role == "now" else 1.5}
    if role == "plan":
        return {"line": line | {"dash_type": "dash"}}
    return {
        "line": line,
        "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
    }


def _point_names(chart: Chart) -> list[dict[str, Any]]:
    """The few points that are named; by row, also of those that lack a value."""
    found = scatter.points(chart)
    wanted = {found[place].name for place in scatter.named(found)}
    return [{"value": name} if name in wanted else {"delete": True} for name in chart.categories]


def _dress(drawn: Any, chart: Chart) -> None:
    font = {"name": "Times New Roman", "size": 10, "color": drawing.MUTED}
    drawn.set_title({"name": f"{chart.title} ({chart.unit})" if chart.unit else chart.title,
                     "name_font": font | {"bold": True, "size": 11}})  # fmt: skip
    drawn.set_legend({"position": "bottom", "font": font} if len(chart.lines) > 1 else {"none": True})
    ticks = drawing.axis_format(value for line in chart.lines for value in line.values)
    values = {"num_format": ticks, "num_font": font, "major_gridlines": {"visible": True,
              "line": {"color": drawing.HAIRLINE}}}  # fmt: skip
    names = {"num_font": font}
    if chart.kind == scatter.KIND:
        drawn.set_legend({"none": True})
        for line, dress in zip(chart.lines, (drawn.set_x_axis, drawn.set_y_axis), strict=True):
            own = {"name": line.name, "name_font": font, "num_format": drawing.axis_format(line.values)}
            dress(values | own)
        return
    if chart.kind == "bar":
        drawn.set_x_axis(values)
        drawn.set_y_axis(names | {"reverse": True})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
