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
ID = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)  # as Dash does it


def plain(part: Component | Element) -> Element:
    """``part`` and all below it (``html.*``, ``dcc.Link``, elements of ``components.wire``) as one component.

    Callbacks can fill an element around it, not one within.  Raises ValueError for any other
    component, and for what a callback would look for.
    """
    return {"type": "Plain", "namespace": "chiso_plain", "props": {"tree": _tree(part)}}


def _tree(node: Any) -> Tree:
    if not isinstance(node, dict):  # asked first: of thousands of elements in a table few are Dash's components
        if not isinstance(node, Component):
            return node
        node = node.to_plotly_json()
    if node["namespace"] == "chiso_plain":
        return node["props"]["tree"]
    known = dict(node["props"])
    known.pop("n_clicks", None)
    children = known.pop("children", None)
    if isinstance(known.get("id"), dict):
        if known["id"].get("type") not in PRESSED:
            raise ValueError(f"A callback would look for {known['id']}")
        known["id"] = ID.encode(known["id"])
    tree = [_tag(node, known), known]
    if children is not None:
        _hang(tree, children)
    return tree


def _hang(tree: list[Tree], below: Any) -> None:
    """Puts below an element what belongs there; lists in lists are one list."""
    if isinstance(below, str):
        tree.append(below)
    elif isinstance(below, (list, tuple)):
        for one in below:
            _hang(tree, one)
    else:
        tree.append(_tree(below))


def _tag(node: Element, known: dict[str, Any]) -> str:
    if (node["namespace"], node["type"]) == LINK:
        known["data-inside"] = ""  # followed without loading anew, as Dash's own link is
        return "a"
    if node["namespace"] != HTML:
        raise ValueError(f"Only Dash can draw {node['namespace']}.{node['type']}")
    return str(node["type"]).lower()
