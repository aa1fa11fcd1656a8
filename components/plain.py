"""A part of a page that only stands there: one component for Dash, however many elements it has.

Dash wraps every element, and asks every wrapper at every step of every callback whether it changed; the navigation
alone has a hundred and forty.  Such a part travels as one tree, which ``assets/plain.js`` makes into elements.
"""

from typing import Any

from dash import dcc
from dash.development.base_component import Component

from components.wire import Element

Tree = Any  # a text, a number, None, or [tag, properties, *trees]


def plain(part: Component) -> Element:
    """``part`` and all below it (``html.*`` and ``dcc.Link``) as one component.

    Raises ValueError where a callback would look for an element: an id that is a pattern, or counted clicks.
    """
    return {"type": "Plain", "namespace": "chiso_plain", "props": {"tree": _tree(part)}}


def _tree(node: Any) -> Tree:
    if not isinstance(node, Component):
        return node
    known = dict(node.to_plotly_json()["props"])
    children = known.pop("children", None)
    if "n_clicks" in known or isinstance(known.get("id"), dict):
        raise ValueError(f"A callback cannot reach what is plain: {known.get('id')}")
    below = children if isinstance(children, (list, tuple)) else [] if children is None else [children]
    return [_tag(node, known), known, *map(_tree, below)]


def _tag(node: Component, known: dict[str, Any]) -> str:
    if not isinstance(node, dcc.Link):
        return type(node).__name__.lower()
    known["data-inside"] = ""  # followed without loading anew, as Dash's own link is
    return "a"
