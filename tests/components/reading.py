"""Reads a tree of Dash components as a reader would."""

import json
from collections.abc import Iterator
from typing import Any

from dash import html
from dash.development.base_component import Component


def walk(node: Any) -> Iterator[Any]:
    """Every component and text below ``node``, in reading order."""
    if isinstance(node, dict) and node.get("namespace") == "chiso_plain":  # see components.plain
        node = _made(node["props"]["tree"])
    elif isinstance(node, dict) and "namespace" in node:  # an element as the browser gets it, see components.wire
        node = getattr(html, node["type"])(**node["props"])
    if isinstance(node, (list, tuple)):
        for child in node:
            yield from walk(child)
    elif node is not None:
        yield node
        if isinstance(node, Component):
            yield from walk(getattr(node, "children", None))


def _made(tree: Any) -> Any:
    """The elements that the browser makes of a plain tree."""
    if not isinstance(tree, list):
        return tree
    tag, known, *below = tree
    if str(known.get("id", "")).startswith("{"):
        known = known | {"id": json.loads(known["id"])}
    name = next(name for name in dir(html) if name.lower() == tag)
    return getattr(html, name)([_made(one) for one in below], **known)


def text(node: Any) -> str:
    """All that is written, blanks and no-break blanks as one blank."""
    return " ".join(" ".join(str(part) for part in walk(node) if isinstance(part, (str, int))).split())


def classed(node: Any, name: str) -> list[Component]:
    return [part for part in walk(node) if name in str(getattr(part, "className", "")).split()]


def ids(node: Any) -> list[Any]:
    return [part.id for part in walk(node) if isinstance(part, Component) and getattr(part, "id", None) is not None]
