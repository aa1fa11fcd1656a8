"""How the native charts of a workbook look: colours, labels, axes."""

from typing import Any

from exports.briefing import drawing, native, scatter
from exports.briefing.model import Chart


def look(role: str, chart: Chart) -> dict[str, Any]:
    """Of one series, by its role."""
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


def dress(drawn: Any, chart: Chart) -> None:
    """Title, legend and axes of a chart."""
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
        drawn.set_y_axis(names | {"reverse": True, "crossing": "max"})  # the numbers stand below, not above
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
