"""The pieces that a page is laid out with: its head, its board of panels, one panel."""

from collections.abc import Sequence
from typing import Any

from dash import html

from components.attributes import attrs


def page_head(title: str, controls: Any = None, *, lead: Any = "") -> html.Div:
    """The page's only h1 with its filters beside it; ``lead`` is one sentence under the title."""
    words = [html.H1(title), *([html.P(lead, className="lead")] if lead else [])]
    return html.Div(
        [html.Div(words, className="page-title"), *([controls] if controls is not None else [])],
        className="page-head",
    )


def board(main: Any, side: Any) -> html.Div:
    """Two columns on a wide screen (the map and what explains it), one on a narrow one."""
    return html.Div([html.Div(main, className="board-main"), html.Div(side, className="board-side")], className="board")


def panel(
    title: Any,
    body: Any,
    *,
    subtitle: Any = None,
    actions: Any = None,
    foot: Any = None,
    panel_id: str = "",
    class_name: str = "",
    hidden: bool = False,
) -> html.Section:
    """A white card: a heading that asks, the measure in the subtitle, the body, source and downloads below.

    ``foot`` and ``actions`` share the last line.  With ``panel_id`` the heading has the id ``<panel_id>-title`` and the
    subtitle ``<panel_id>-subtitle``, so that callbacks can word them anew.
    """

    def known(part: str) -> dict[str, Any]:
        return {"id": f"{panel_id}-{part}"} if panel_id else {}

    head = [html.H2(title, **known("title")), html.P(subtitle, className="subtitle", **known("subtitle"))]
    below: Sequence[Any] = [
        html.Div(foot, className="panel-foot", **known("foot")),
        *([actions] if actions is not None else []),
    ]
    parts = [html.Div(head, className="panel-head"), html.Div(body, className="panel-body")]
    if foot is not None or actions is not None:
        parts.append(html.Div(below, className="panel-end"))
    own = attrs({"id": panel_id, "aria-labelledby": f"{panel_id}-title"} if panel_id else {})
    return html.Section(parts, className=f"panel {class_name}".strip(), hidden=hidden, **own)
