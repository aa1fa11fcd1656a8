"""Charts that stay charts: native ones of Office, with their figures in a workbook inside, for slides and for Word.

python-pptx makes them, the one kept library that does; what it makes for a slide is taken over into a Word document as
it stands, because Word keeps the same parts.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Emu, Pt

from exports.briefing import drawing, native_scatter, scatter
from exports.briefing.model import Chart

KINDS = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
}
MUTED = RGBColor.from_string(drawing.MUTED[1:])
HAIRLINE = RGBColor.from_string(drawing.HAIRLINE[1:])


def number_format(chart: Chart) -> str:
    """Of what a chart draws along its categories."""
    return drawing.office_format(value for line in chart.lines for value in line.values)


def add(shapes: Any, chart: Chart, left: int, top: int, width: int, height: int, font: str, size: float) -> Any:
    """The chart on a slide; gives its graphic frame."""
    if chart.kind == scatter.KIND:
        return native_scatter.add(shapes, chart, (left, top, width, height), font, size)
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = list(chart.categories)
    for line in chart.lines:
        has_unit = len(chart.lines) == 1 and chart.unit
        data.add_series(f"{line.name} ({chart.unit})" if has_unit else line.name, line.values)
    frame = shapes.add_chart(KINDS[chart.kind], Emu(left), Emu(top), Emu(width), Emu(height), data)
    _dress(frame.chart, chart, font, size)
    return frame


def parts(charts: Iterable[Chart], font: str, size: float) -> Iterator[tuple[bytes, bytes]]:
    """The XML of each chart and the workbook that its figures are in."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for chart in charts:
        frame = add(slide.shapes, chart, 0, 0, 5_000_000, 3_000_000, font, size)
        part = frame.chart.part
        yield part.blob, part.chart_workbook.xlsx_part.blob


def _dress(made: Any, chart: Chart, font: str, size: float) -> None:
    made.has_title = False
    made.font.name, made.font.size = font, Pt(size)
    made.has_legend = len(chart.lines) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for line, series in zip(chart.lines, made.plots[0].series, strict=True):
        _dress_series(series, line.role, chart.kind)
    value_axis, category_axis = made.value_axis, made.category_axis
    value_axis.major_gridlines.format.line.color.rgb = HAIRLINE
    value_axis.format.line.fill.background()
    ticks = drawing.axis_format(value for line in chart.lines for value in line.values)
    value_axis.tick_labels.number_format, value_axis.tick_labels.number_format_is_linked = ticks, False
    value_axis.tick_labels.font.color.rgb = MUTED
    category_axis.format.line.color.rgb = MUTED
    category_axis.has_major_gridlines = False
    if chart.kind != "line":
        made.plots[0].gap_width, made.plots[0].overlap = 45, 0
    if chart.kind == "bar":
        category_axis.reverse_order = True
        value_axis.visible, value_axis.has_major_gridlines = False, False
        labels = made.plots[0].series[0].data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = number_format(chart), False


def _dress_series(series: Any, role: str, kind: str) -> None:
    colour = RGBColor.from_string(drawing.ROLE_COLOURS.get(role, drawing.MUTED)[1:])
    if kind != "line":
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        return
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25 if role == "now" else 1.5)
    if role == "plan":
        series.format.line.dash_style = MSO_LINE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.size = 6 if role == "now" else 5
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour
