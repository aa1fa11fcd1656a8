"""What a reader finds in a layout: its words, its links, its parts by id."""

from collections.abc import Iterator
from typing import Any

from dash import html
from dash.development.base_component import Component


def parts(tree: Any) -> Iterator[Any]:
    """Every component and text, from the outside in."""
    if isinstance(tree, dict) and "namespace" in tree:  # an element as the browser gets it, see components.wire
        tree = getattr(html, tree["type"])(**tree["props"])
    if isinstance(tree, list | tuple):
        for one in tree:
            yield from parts(one)
    elif tree is not None:
        yield tree
        if isinstance(tree, Component):
            yield from parts(getattr(tree, "children", None))


def words(tree: Any) -> str:
    """All texts, joined by spaces."""
    return " ".join(" ".join(str(part) for part in parts(tree) if not isinstance(part, Component)).split())


def links(tree: Any) -> list[str]:
    """Where the links lead, in order."""
    found = (getattr(part, "href", None) for part in parts(tree) if isinstance(part, Component))
    return [href for href in found if href]


def part(tree: Any, part_id: str) -> Any:
    """The component with this id; a test that asks for one that is not there fails here."""
    return next(one for one in parts(tree) if isinstance(one, Component) and getattr(one, "id", None) == part_id)


def main(tree: Any) -> Any:
    """What stands inside the frame."""
    return part(tree, "main")
