"""Points on two axes as a native chart of Office, the few far ones named."""

from typing import Any

from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.util import Emu, Pt

from exports.briefing import drawing, scatter
from exports.briefing.model import Chart


def add(shapes: Any, chart: Chart, box: tuple[int, int, int, int], font: str, size: float) -> Any:
    """The chart in a box (left, top, width, height) of a slide; gives its graphic frame."""
    across, up = chart.lines
    found = scatter.points(chart)
    data = XyChartData(number_format=drawing.office_format(up.values))
    series = data.add_series(up.name)
    for one in found:
        series.add_data_point(one.x, one.y)
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *(Emu(side) for side in box), data)
    made = frame.chart
    made.has_title = made.has_legend = False
    made.font.name, made.font.size = font, Pt(size)
    for axis, line in ((made.category_axis, across), (made.value_axis, up)):
        _dress(axis, line.name, drawing.axis_format(line.values))
    _points(made.plots[0].series[0], found)
    return frame


def _dress(axis: Any, name: str, number_format: str) -> None:
    axis.has_title = True
    axis.axis_title.text_frame.text = name
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(drawing.HAIRLINE[1:])
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = number_format, False
    axis.tick_labels.font.color.rgb = RGBColor.from_string(drawing.MUTED[1:])


def _points(series: Any, found: list[scatter.Point]) -> None:
    series.format.line.fill.background()  # points, and no line from one to the next
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = RGBColor.from_string(drawing.ROLE_COLOURS["now"][1:])
    series.marker.format.line.color.rgb = RGBColor.from_string("FFFFFF")
    for place in sorted(scatter.named(found)):
        label = series.points[place].data_label
        label.text_frame.text, label.position = found[place].name, XL_LABEL_POSITION.RIGHT
