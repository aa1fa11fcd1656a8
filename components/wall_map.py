"""Commune polygons as one small picture: no script, whole numbers only, made once for each set of boundaries."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from components.shading import Shades, class_of
from geo.boundaries import BoundarySet

HEIGHT = 2000  # units; a screen of 4K shows no finer line
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Outlines:
    """``paths``: code → what an SVG path draws, in a box of ``width`` by ``HEIGHT``."""

    width: int
    paths: dict[str, str]


@lru_cache(maxsize=8)
def outlines(shapes: BoundarySet) -> Outlines:
    """The polygons of a set, flattened around its middle; archipelagos outside its view are left where they lie."""
    west, south, east, north = shapes.view
    flat = math.cos(math.radians((south + north) / 2))
    scale = HEIGHT / (north - south)
    width = round((east - west) * flat * scale)

    def drawn(ring: Ring) -> str:
        points = [(round((x - west) * flat * scale), round((north - y) * scale)) for x, y, *_ in ring]
        return _path(points)

    features = json.loads(shapes.geojson)["features"]
    paths = {
        str(one["properties"]["code"]): "".join(drawn(ring) for ring in _rings(one["geometry"])) for one in features
    }
    return Outlines(width, paths)


def _rings(geometry: dict[str, object]) -> Iterator[Ring]:
    coordinates: Iterable[Iterable[Ring]] = geometry["coordinates"]  # type: ignore[assignment]
    if geometry["type"] == "Polygon":
        coordinates = [coordinates]  # type: ignore[list-item]
    for polygon in coordinates:
        yield from polygon


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A closed ring by its steps; points that fall together are one."""
    (x, y), steps = points[0], []
    start = f"M{x} {y}"
    for nx, ny in points[1:-1]:
        if (nx, ny) != (x, y):
            steps.append(f"{nx - x} {ny - y}")
            x, y = nx, ny
    return f"{start}l{' '.join(steps)}z" if len(steps) > 1 else ""


def picture(shapes: BoundarySet, sheet: Shades, label: str) -> Markup:
    """The communes in the colours of their classes; those without a value are hatched.  ``label`` says it in words."""
    made = outlines(shapes)
    areas = [
        Markup('<path class="{}" d="{}"/>').format(_class_name(sheet, code), drawn)
        for code, drawn in made.paths.items()
    ]
    return Markup(
        '<svg class="wall-map" role="img" aria-label="{}" viewBox="-10 -10 {} {}"><g class="communes">{}</g></svg>'
    ).format(label, made.width + 20, HEIGHT + 20, Markup("").join(areas))


def colours(sheet: Shades) -> str:
    """The classes' colours as variables of a style, for the picture and its legend: --k0 on light, --d0 on dark."""
    both = zip(sheet["colors"], sheet["colors_dark"], strict=True)
    return "".join(f"--k{place}:{light};--d{place}:{dark};" for place, (light, dark) in enumerate(both))


def _class_name(sheet: Shades, code: str) -> str:
    value = sheet["values"].get(code)
    place = None if value is None else class_of(sheet, code, value)
    if place is None:
        return "late" if sheet["status"].get(code) == "late" else "none"
    return f"k{place}"
