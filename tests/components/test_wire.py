"""Elements as the browser gets them are what Dash's own classes would have become."""

from dash import html

from components.wire import element, labelled


def test_an_element_is_what_the_class_becomes_on_the_wire() -> None:
    made = element("Button", ["12", element("B", "ha")], "source-link", id={"type": "source"}, n_clicks=0)
    known = html.Button(["12", html.B("ha")], id={"type": "source"}, className="source-link", n_clicks=0)
    wire = known.to_plotly_json()
    wire["props"]["children"][1] = wire["props"]["children"][1].to_plotly_json()
    assert made == wire


def test_a_cell_says_its_column() -> None:
    assert labelled("Td", "3", "Hạng", "figure")["props"]["data-label"] == "Hạng"
