"""A briefing as a workbook: a sheet per section with native charts, every figure once more in the layout of the long
table that the loaders read, and where each figure stands."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from exports.briefing import drawing, map_drawing, native, pictures, scatter, workbook_charts, workbook_room
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
    "right": {"border": 1, "text_wrap": True, "valign": "top", "align": "right"},
    "whole": {"border": 1, "num_format": "#,##0", "valign": "top"},
    "figure": {"border": 1, "num_format": "#,##0.0##", "valign": "top"},
}
CHARTS = {"line": "line", "column": "column", "bar": "bar", scatter.KIND: "scatter"}
COLUMNS = 7  # of a sheet, as wide as a page
PIXELS = (720, 330)
COVER_LETTERS = 70  # of a line of the first sheet, in its larger letters
ROW_PIXELS = 20
A4 = 9
FONT = "Times New Roman"
TOLD = re.compile(r"([+−-]?)[\d.]+(?:,(\d+))?(?:\s(.+))?")  # sign, decimals, what it is counted in


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
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(*[workbook_room.MARGIN] * 4)
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
        self.pages = workbook_room.Pages(workbook_room.wide(section, self.widths, PIXELS[0]))
        sheet.write_string(0, 0, f"{number}. {section.title}", self.styles["title"])
        row = 1
        if self.briefing.mark:
            sheet.write_string(row, 0, self.briefing.mark, self.styles["mark"])
            row += 1
        for block in section.blocks:
            row = self._block(sheet, row + 1, block)
        sheet.set_h_pagebreaks(self.pages.breaks)

    def _block(self, sheet: Any, row: int, block: Paragraph | Table | Chart | Map) -> int:
        """Writes a block at a row and gives the row below it."""
        if isinstance(block, Paragraph):
            text = f"- {block.text}" if block.is_item else block.text
            sheet.merge_range(row, 0, row, COLUMNS - 1, "", self.styles["text"])
            sheet.write_string(row, 0, text, self.styles["text"])
            lines = workbook_room.lines(text, sum(self.widths[:COLUMNS]))
            sheet.set_row_pixels(row, ROW_PIXELS * lines)
            self.pages.add(row, ROW_PIXELS * lines)
            return row
        sheet.write_string(row, 0, self.captions[id(block)], self.styles["caption"])
        if isinstance(block, Table):
            return self._table(sheet, row + 1, block) + 1
        return self._chart(sheet, row + 1, block) if isinstance(block, Chart) else self._map(sheet, row + 1, block)

    def _table(self, sheet: Any, row: int, table: Table) -> int:
        for column, one in enumerate(table.columns):
            sheet.write_string(row, column, one.name, self.styles["head"])
        heights = [self._high(cells) for cells in table.rows]
        self.pages.add(row - 1, 2 * ROW_PIXELS + sum(heights[:1]))  # no title without a first row
        for place, (cells, high) in enumerate(zip(table.rows, heights, strict=True)):
            row += 1
            sheet.set_row_pixels(row, high)
            if place:
                self.pages.add(row, high)
            for column, (one, cell) in enumerate(zip(table.columns, cells, strict=True)):
                self._cell(sheet, row, column, cell, "right" if one.kind == "number" else "cell")
        if table.note:
            row += 1
            sheet.write_string(row, 0, table.note)
        return row

    def _high(self, cells: Sequence[Cell]) -> int:
        """Pixels of a row of a table."""
        room = zip(cells, self.widths, strict=False)
        return ROW_PIXELS * max(workbook_room.lines(cell.text, width) for cell, width in room)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, wordy: str = "cell") -> None:
        """A number as one, and words in the style ``wordy``."""
        if cell.value is None:
            sheet.write_string(row, column, cell.text, self.styles[wordy])
        else:
            sheet.write_number(row, column, cell.value, self._style(cell))

    def _style(self, cell: Cell) -> Any:
        """How a number is shown: with the decimals, the sign and the unit that its text tells."""
        found = TOLD.fullmatch(cell.text)
        if found is None:
            return self.styles["whole" if float(cell.value or 0.0).is_integer() else "figure"]
        sign, decimals, unit = (one or "" for one in found.groups())
        amount = "#,##0" + ("." + "0" * len(decimals) if decimals else "")
        amount += f'" {unit.replace(chr(34), "")}"' if unit else ""
        signs = ("+", "-") if sign else ("", "")  # what is told as zero has no sign, however little it is below
        look = f"{signs[0]}{amount};{signs[1]}{amount};{amount}"
        return self._styled(look)

    def _styled(self, look: str) -> Any:
        """The style of a number that Office shows in this format."""
        if look not in self.styles:
            self.styles[look] = self.book.add_format({**FORMATS["figure"], "font_name": FONT, "num_format": look})
        return self.styles[look]

    def _value(self, sheet: Any, row: int, column: int, value: float | None, absence: str, look: str) -> None:
        """A number of a chart or map in the format of all of them, or why there is none."""
        if value is not None:
            sheet.write_number(row, column, value, self._styled(look))
        elif absence:
            sheet.write_string(row, column, absence, self.styles["right"])

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
                self._value(sheet, place, column, line.values[place - row - 1], "", native.number_format(chart))
        drawn = self.book.add_chart({"type": CHARTS[chart.kind]})
        named = 1 if chart.kind == scatter.KIND else 0  # the column that the values stand along
        for column, line in list(enumerate(chart.lines, start=1))[named:]:
            drawn.add_series({
                "name": [name, row, column], "categories": [name, row + 1, named, last, named],
                "values": [name, row + 1, column, last, column], **workbook_charts.look(line.role, chart),
            })  # fmt: skip
        workbook_charts.dress(drawn, chart)
        wide, high = PIXELS
        high = max(high, 28 * len(chart.categories)) if chart.kind == "bar" else high
        drawn.set_size({"width": wide, "height": high})
        sheet.insert_chart(row, len(chart.lines) + 1, drawn, {"description": f"{chart.title} ({chart.unit})"})
        below = max(last, row + high // ROW_PIXELS) + 1
        self.pages.add(row - 1, ROW_PIXELS * (below - row + 1))
        return below

    def _map(self, sheet: Any, row: int, drawn: Map) -> int:
        """The picture, and the value of each commune below it."""
        image = pictures.png(map_drawing.svg(drawn, self.briefing.mark))
        scale = PIXELS[0] / (pictures.WIDTH_MM / 25.4 * pictures.DOTS_PER_INCH)
        told = f"{drawn.title}. {drawn.measure}. {drawn.about}"
        look = {"image_data": io.BytesIO(image), "x_scale": scale, "y_scale": scale, "description": told}
        sheet.insert_image(row, 0, "map.png", look)
        rows = int(PIXELS[0] * map_drawing.HEIGHT / map_drawing.WIDTH / ROW_PIXELS) + 2
        self.pages.add(row - 1, ROW_PIXELS * (rows + 1))
        row += rows
        for column, words in enumerate(("Mã số", "Nơi", *(one.label for one in drawn.told))):
            sheet.write_string(row, column, words, self.styles["head"])
        shown = drawing.office_format(one.value for frame in drawn.told for one in frame.places)
        for places in zip(*(one.places for one in drawn.told), strict=True):
            row += 1
            self.pages.add(row, ROW_PIXELS)
            self._cell(sheet, row, 0, Cell(places[0].code))
            self._cell(sheet, row, 1, Cell(places[0].name))
            for column, one in enumerate(places, start=2):
                self._value(sheet, row, column, one.value, one.absence, shown)
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
