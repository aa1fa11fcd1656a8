"""A part of a page that Dash need not look into: one component for it, however many elements there are.

Dash wraps every element, and asks every wrapper at every step of every callback whether it changed; cards, a ranking
and the navigation together have five hundred.  Such a part travels as one tree, which ``assets/plain.js`` makes into
elements.  What is pressed in it is told by its id, to listeners on the document (``assets/view.js``).
"""

import json
from typing import Any

from dash.development.base_component import Component

from components.wire import Element

Tree = Any  # a text, a number, None, or [tag, properties, *trees]
PRESSED = ("card", "rank", "clear", "layer", "source", "print", "download")  # the handlers of ``assets/view.js``
HTML, LINK = "dash_html_components", ("dash_core_components", "Link")


def plain(part: Component | Element) -> Element:
    """``part`` and all below it (``html.*``, ``dcc.Link``, elements of ``components.wire``) as one component.

    Callbacks can fill an element around it, not one within.  Raises ValueError for any other
    component, and for what a callback would look for.
    """
    return {"type": "Plain", "namespace": "chiso_plain", "props": {"tree": _tree(part)}}


def _tree(node: Any) -> Tree:
    if isinstance(node, Component):
        node = node.to_plotly_json()
    if not isinstance(node, dict):
        return node
    if node["namespace"] == "chiso_plain":
        return node["props"]["tree"]
    known = {name: value for name, value in node["props"].items() if name not in ("children", "n_clicks")}
    if isinstance(known.get("id"), dict):
        if known["id"].get("type") not in PRESSED:
            raise ValueError(f"A callback would look for {known['id']}")
        known["id"] = json.dumps(known["id"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    children = node["props"].get("children")
    below = children if isinstance(children, (list, tuple)) else [] if children is None else [children]
    return [_tag(node, known), known, *_trees(below)]


def _trees(nodes: Any) -> list[Tree]:
    """Lists in lists are one list."""
    flat: list[Tree] = []
    for node in nodes:
        flat += _trees(node) if isinstance(node, (list, tuple)) else [_tree(node)]
    return flat


def _tag(node: Element, known: dict[str, Any]) -> str:
    if (node["namespace"], node["type"]) == LINK:
        known["data-inside"] = ""  # followed without loading anew, as Dash's own link is
        return "a"
    if node["namespace"] != HTML:
        raise ValueError(f"Only Dash can draw {node['namespace']}.{node['type']}")
    return str(node["type"]).lower()
