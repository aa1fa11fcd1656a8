"""What a reader finds in a layout: its words, its links, its parts by id."""

from typing import Any

from dash.development.base_component import Component

from tests.components.reading import walk as parts


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
