"""Elements as the browser gets them are what Dash's own classes would have become, one by one or as one tree."""

import pytest
from dash import dcc, html

from components.plain import plain
from components.wire import element, labelled
from tests.components import reading


def test_an_element_is_what_the_class_becomes_on_the_wire() -> None:
    made = element("Button", ["12", element("B", "ha")], "source-link", id={"type": "source"}, n_clicks=0)
    known = html.Button(["12", html.B("ha")], id={"type": "source"}, className="source-link", n_clicks=0)
    wire = known.to_plotly_json()
    wire["props"]["children"][1] = wire["props"]["children"][1].to_plotly_json()
    assert made == wire


def test_a_cell_says_its_column() -> None:
    assert labelled("Td", "3", "Hạng", "figure")["props"]["data-label"] == "Hạng"


def test_a_plain_part_is_one_component_that_holds_all_that_stood_in_it() -> None:
    pressed = element("Button", ["12", [element("B", "ha")]], id={"type": "rank", "code": "00721"}, n_clicks=0)
    made = plain(html.Section([dcc.Link("Tổng quan", href="/"), pressed], className="panel"))
    assert (made["namespace"], made["type"]) == ("chiso_plain", "Plain")
    link = ["a", {"href": "/", "data-inside": ""}, "Tổng quan"]
    button = ["button", {"id": '{"code":"00721","type":"rank"}'}, "12", ["b", {}, "ha"]]
    assert made["props"]["tree"] == ["section", {"className": "panel"}, link, button]
    assert reading.text(made) == "Tổng quan 12 ha"


def test_what_only_dash_can_draw_is_not_plain() -> None:
    with pytest.raises(ValueError, match="Dropdown"):
        plain(html.Div(dcc.Dropdown()))
