from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs_version

from components import figure_bars, figures, palettes

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture
def course():
    rows = [("1", 10.0, "now", "final"), ("2", 21.0, "now", "estimated")]
    rows += [(str(month), 9.0 * month, "before", "final") for month in range(1, 4)]
    rows += [(str(month), 12.0 * month, "plan", "final") for month in range(1, 4)]
    return pd.DataFrame(rows, columns=["period", "value", "series", "status"])


def trend(frame, **told):
    """The figure as plotly's own classes understand it: they refuse any property that does not exist."""
    return go.Figure(figures.trend(frame, **told))


def breakdown_bars(frame, **told):
    return go.Figure(figure_bars.bars(frame, **told))


def line(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def words(figure):
    return [label.text for label in figure.layout.annotations]


def test_the_trend_draws_now_in_accent_last_year_grey_and_the_plan_dashed(course):
    figure = trend(course, labels={"now": "2026", "before": "2025", "plan": "Dự toán"})
    assert line(figure, "2026").line.color == palettes.ACCENT
    assert line(figure, "2025").line.color == palettes.BEFORE
    assert line(figure, "Dự toán").line.dash
    assert [trace.name for trace in figure.data][-1] == "2026"


def test_the_trend_shows_the_months_that_are_still_to_come(course):
    figure = trend(course, ticks=[str(month) for month in range(1, 13)])
    assert list(figure.layout.xaxis.ticktext) == [str(month) for month in range(1, 13)]
    assert list(line(figure, "Kỳ này").x) == [0, 1]


def test_lines_are_named_where_they_end_and_there_is_no_legend(course):
    figure = trend(course, labels={"now": "2026", "before": "2025", "plan": "Dự toán"})
    assert sorted(words(figure)) == ["2025", "<b>2026: 21</b>", "Dự toán"]
    assert figure.layout.template.layout.showlegend is False


def test_labels_of_lines_that_end_together_do_not_overlap():
    frame = pd.DataFrame(
        {"period": ["1", "2"] * 2, "value": [0.0, 100.0, 0.0, 100.5], "series": ["now", "now", "before", "before"]}
    )
    low, high = sorted(label.y for label in trend(frame).layout.annotations)
    assert high - low > 5


def test_estimated_points_are_hollow(course):
    now = line(trend(course), "Kỳ này")
    assert list(now.marker.color) == [palettes.ACCENT, palettes.PAPER]


def test_a_missing_month_is_left_out_and_not_drawn_as_zero(course):
    course.loc[0, "value"] = None
    assert list(line(trend(course), "Kỳ này").y) == [21.0]


def test_a_trend_of_nothing_has_axes_and_no_line():
    frame = pd.DataFrame({"period": [], "value": [], "series": []})
    assert len(trend(frame).data) == 0


def test_a_long_axis_names_fewer_periods_but_always_the_newest():
    frame = pd.DataFrame({"period": [str(year) for year in range(1980, 2027)], "value": 1.0, "series": "now"})
    named = trend(frame).layout.xaxis.ticktext
    assert len(named) <= 14
    assert named[-1] == "2026"


def test_figures_write_numbers_the_vietnamese_way_whatever_the_browser():
    layout = go.layout.Template(figures.TEMPLATE).layout
    assert layout.separators == ",."
    assert layout.xaxis.exponentformat == layout.yaxis.exponentformat == "none"


def test_figures_leave_the_frame_as_it_was(course):
    before = course.copy()
    trend(course)
    pd.testing.assert_frame_equal(course, before)


def test_bars_start_at_zero_keep_the_order_and_carry_a_tick_of_the_past():
    frame = pd.DataFrame({"member": ["Nội địa", "Xuất nhập khẩu"], "value": [80.0, 20.0], "then": [70.0, 30.0]})
    figure = breakdown_bars(frame, then_label="cùng kỳ")
    bars = next(trace for trace in figure.data if trace.type == "bar")
    assert list(bars.y)[::-1] == ["Nội địa", "Xuất nhập khẩu"]
    assert figure.layout.xaxis.rangemode == "tozero"
    assert list(line(figure, "cùng kỳ").x) == [30.0, 70.0]


def test_a_value_is_written_past_the_tick_that_would_cross_it():
    frame = pd.DataFrame({"member": ["a"], "value": [20.0], "then": [30.0]})
    written = next(trace for trace in breakdown_bars(frame).data if trace.type == "scatter" and trace.text)
    assert list(written.x) == [30.0]


def test_a_graph_offers_nothing_to_a_cloud_and_says_what_it_is():
    box = figures.graph(figures.trend(pd.DataFrame({"period": [], "value": [], "series": []})), "g", "Thu ngân sách")
    config = box.children.config
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False
    assert "sendChartToCloud" in config["modeBarButtonsToRemove"]
    assert config["locale"] == "vi"
    assert getattr(box, "aria-label") == "Thu ngân sách."


def test_the_plotly_script_that_we_serve_has_the_version_of_the_python_package():
    head = (ASSETS / "lazy" / "plotly-cartesian.min.js").read_text(encoding="utf-8")[:200]
    assert f"v{get_plotlyjs_version()}" in head
    assert f"?v={get_plotlyjs_version()}" in (ASSETS / "figures.js").read_text(encoding="utf-8")


def test_every_colour_of_the_figures_has_an_answer_in_the_dark():
    style = (ASSETS / "70-figures.css").read_text(encoding="utf-8")
    for colour in (palettes.ACCENT, palettes.BEFORE, palettes.PLAN, palettes.HAIRLINE, palettes.MUTED, palettes.INK):
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert f"rgb({red}, {green}, {blue})" in style, colour


def test_axes_are_written_as_the_reader_s_language_writes_numbers():
    frame = pd.DataFrame({"period": ["1", "2"], "value": [1000.0, 2000.5], "series": "now"})
    assert figures.trend(frame)["layout"]["separators"] == ",."
    assert figures.trend(frame, lang="en")["layout"]["separators"] == ".,"
