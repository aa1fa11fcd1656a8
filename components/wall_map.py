"""Commune polygons as one small picture: no script, whole numbers only, made once for each set of boundaries."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from shapely.geometry import shape

from components.shading import Shades, class_of
from components.wall_words import say
from geo.boundaries import BoundarySet

HEIGHT = 2000  # units; a screen of 4K shows no finer line
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Outlines:
    """``paths``: code → what an SVG path draws, in a box of ``width`` by ``HEIGHT``; ``middles``: a point within."""

    width: int
    paths: dict[str, str]
    middles: dict[str, tuple[int, int]]


@lru_cache(maxsize=8)
def outlines(shapes: BoundarySet) -> Outlines:
    """The polygons of a set, flattened around its middle; archipelagos outside its view are left where they lie."""
    west, south, east, north = shapes.view
    flat = math.cos(math.radians((south + north) / 2))
    scale = HEIGHT / (north - south)
    width = round((east - west) * flat * scale)

    def at(x: float, y: float) -> tuple[int, int]:
        return round((x - west) * flat * scale), round((north - y) * scale)

    def drawn(ring: Ring) -> str:
        return _path([at(x, y) for x, y, *_ in ring])

    features = json.loads(shapes.geojson)["features"]
    paths = {
        str(one["properties"]["code"]): "".join(drawn(ring) for ring in _rings(one["geometry"])) for one in features
    }
    inside = {str(one["properties"]["code"]): shape(one["geometry"]).representative_point() for one in features}
    return Outlines(width, paths, {code: at(point.x, point.y) for code, point in inside.items()})


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
    """The communes in the colours of their classes; those without a value are hatched.  ``label`` says it in words.

    Classes that have a number of their own (``marks``) carry it, so that colour is not alone.
    """
    made = outlines(shapes)
    areas = [
        Markup('<path class="{}" d="{}"/>').format(_class_name(sheet, code), drawn)
        for code, drawn in made.paths.items()
    ]
    marks = [
        Markup('<text x="{}" y="{}">{}</text>').format(*made.middles[code], text)
        for code, text in sheet.get("marks", {}).items()
        if code in made.middles
    ]
    return Markup(
        '<svg class="wall-map" role="img" aria-label="{}" viewBox="-10 -10 {} {}"><g class="communes">{}</g>{}</svg>'
    ).format(label, made.width + 20, HEIGHT + 20, Markup("").join(areas), Markup("").join(marks))


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


def legend(sheet: Shades, lang: str) -> Markup:
    """The classes with how many communes each has, the highest above; what has no value below."""
    rows = [
        Markup('<li><i class="k{}"></i>{}<b>{}</b></li>').format(place, label, count)
        for place, (label, count) in enumerate(zip(sheet["labels"], sheet["counts"], strict=True))
    ]
    if absent := sum(sheet["absent"].values()):
        rows.insert(0, Markup('<li><i class="none"></i>{}<b>{}</b></li>').format(say("not_received", lang), absent))
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(reversed(rows)))
