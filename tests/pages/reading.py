"""What a reader finds in a layout: its words, its links, its parts by id."""

from collections.abc import Mapping
from typing import Any

from dash import Dash
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


def sources(tree: Any) -> list[tuple[str, str]]:
    """The numbers that open their source, in order: what is shown, and the key that is asked for."""
    named = [(one, getattr(one, "id", None)) for one in parts(tree) if isinstance(one, Component)]
    return [(words(one), name["key"]) for one, name in named if isinstance(name, dict) and name.get("type") == "source"]


def main(tree: Any) -> Any:
    """What stands inside the frame."""
    return part(tree, "main")


def request_of(app: Dash, place: str, values: Mapping[str, Any], changed: str) -> dict[str, Any]:
    """What the browser asks for when ``changed`` (``id.property``) does: the callback that fills ``place``.

    ``values``: what its inputs and states hold, by id; the others hold nothing.
    """
    output, callback = next(item for item in app.callback_map.items() if place in item[0].strip(".").split("..."))
    ends = [one.rsplit(".", 1) for one in output.strip(".").split("...")]
    return {
        "output": output,
        "outputs": [{"id": name, "property": prop} for name, prop in ends],
        "inputs": [{**one, "value": values.get(one["id"])} for one in callback["inputs"]],
        "state": [{**one, "value": values.get(one["id"])} for one in callback["state"]],
        "changedPropIds": [changed],
    }
