"""A map of communes as SVG: classes, legend, north, scale, boundary note, mark of simulated data."""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data import paths
from exports.briefing import drawing
from exports.briefing.model import Map, Place
from geo import boundaries
from geo.boundaries import BoundarySet

WIDTH, HEIGHT = 1000.0, 640.0
FRAME = (16.0, 16.0, 610.0, 608.0)  # of the shapes: left, top, width, height
LEGEND = 650.0
NO_VALUE = "#D5DADF"
BLANK = "#E9EDF0"  # under circles, and where nothing is said
KM_PER_DEGREE = 110.57
LABEL_SIZE = 12.0  # on A4 five points: smaller names nobody reads
GRID = (572.0, 570.0)  # of small maps: leaves room for north and scale
GAP, LABEL_ROOM = 10.0, 18.0

Ring = Sequence[Sequence[float]]
Laying = Callable[[Sequence[float]], tuple[float, float]]  # from degrees to the drawing


@dataclass(frozen=True)
class Shape:
    """A commune on the drawing: its path, and where its name goes."""

    code: str
    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Ground:
    """The shapes of a province, laid out in FRAME; ``unit_km`` is what one unit of the drawing measures.

    ``box`` (left, top, width, height) is what they and the archipelagos fill of it.
    """

    shapes: tuple[Shape, ...]
    inset: tuple[Shape, ...]  # archipelagos outside the view, drawn in a frame of their own
    unit_km: float
    box: tuple[float, float, float, float]


def svg(drawn: Map, mark: str = "") -> str:
    """The map without its title, which stands in the text around it."""
    ground = _ground(boundaries.boundary_set(drawn.province_code, paths.home()))
    parts = ['<defs><pattern id="none" width="6" height="6" patternUnits="userSpaceOnUse">'
             f'<rect width="6" height="6" fill="{NO_VALUE}"/><path d="M0 6L6 0" stroke="#9AA5AF" stroke-width="1"/>'
             "</pattern></defs>"]  # fmt: skip
    share = 1.0
    if drawn.frames:
        share, _ = _laid_out(len(drawn.frames), ground)
        parts += _beside(ground, drawn)
    else:
        parts += _areas(ground, drawn.places, drawn)
        parts += _names(ground.shapes, _by_code(drawn.places))
    parts += [_north(), *_scale(ground.unit_km / share, FRAME[2] * share), *_legend(drawn, mark)]
    return drawing.picture(WIDTH, HEIGHT, parts, label=f"{drawn.title}. {drawn.measure}. {drawn.about}")


def _by_code(places: Sequence[Place]) -> dict[str, Place]:
    return {one.code: one for one in places}


def _areas(ground: Ground, shown: Sequence[Place], drawn: Map) -> Iterator[str]:
    """The whole province in FRAME, without names but those of the archipelagos."""
    places = _by_code(shown)
    yield from (_shape(one, places.get(one.code), drawn) for one in ground.shapes)
    yield from _circles(ground.shapes, places, drawn)
    if ground.inset:
        yield drawing.rect(430, 470, 190, 150, drawing.PAPER, stroke=drawing.MUTED)
        yield from (_shape(one, places.get(one.code), drawn) for one in ground.inset)
        yield from (drawing.text(one.x, one.y - 6, one.name, size=10, anchor="middle") for one in ground.inset)


def _laid_out(count: int, ground: Ground) -> tuple[float, int]:
    """How large each of so many small maps is, against one alone, and how many stand in a row: as large as can be."""
    _, _, wide, high = ground.box

    def share(across: int) -> float:
        down = math.ceil(count / across)
        return min((GRID[0] / across - GAP) / wide, (GRID[1] / down - GAP - LABEL_ROOM) / high)

    return max((share(across), across) for across in range(1, count + 1))


def _beside(ground: Ground, drawn: Map) -> Iterator[str]:
    """The small maps in rows, each under its label."""
    share, across = _laid_out(len(drawn.frames), ground)
    wide, high = GRID[0] / across, GRID[1] / math.ceil(len(drawn.frames) / across)
    for place, frame in enumerate(drawn.frames):
        left, top = FRAME[0] + place % across * wide, FRAME[1] + place // across * high
        (label,) = drawing.wrapped(frame.label, wide, LABEL_SIZE, 1) or [""]
        yield drawing.text(left + wide / 2, top + 12, label, size=LABEL_ROOM * 0.7, anchor="middle", bold=True)
        x = left + (wide - ground.box[2] * share) / 2 - ground.box[0] * share
        y = top + LABEL_ROOM - ground.box[1] * share
        shapes = "".join(_areas(ground, frame.places, drawn))
        yield f'<g transform="translate({x:.1f} {y:.1f}) scale({share:.4f})">{shapes}</g>'


def _shape(shape: Shape, place: Place | None, drawn: Map) -> str:
    """Of what the map does not speak is ground; what it speaks of without a value is hatched."""
    fill = BLANK if place is None else "url(#none)"
    if place is not None and place.level is not None:
        fill = BLANK if drawn.symbols else drawn.colours[place.level]
    return f'<path d="{shape.path}" fill="{fill}" stroke="#FFFFFF" stroke-width="0.9"/>'


def _circles(shapes: Sequence[Shape], places: dict[str, Place], drawn: Map) -> Iterator[str]:
    """In proportion to the values, the largest below so that none is hidden."""
    if not drawn.symbols:
        return
    most = min(max(math.sqrt(FRAME[2] * FRAME[3] / len(shapes)) * 0.75, 7), math.sqrt(FRAME[2] * FRAME[3]) / 14)
    sized = [(abs(one.value), shape, one.level) for shape in shapes
             if (one := places.get(shape.code)) and one.value is not None and one.level is not None]  # fmt: skip
    for value, shape, level in sorted(sized, key=lambda one: -one[0]):
        radius = max(1.5, math.sqrt(value / drawn.symbols) * most)
        yield (
            f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{radius:.1f}" fill="{drawn.colours[level]}" '
            f'fill-opacity="0.85" stroke="{drawing.INK}" stroke-width="0.8"/>'
        )


def _names(shapes: Sequence[Shape], places: dict[str, Place]) -> Iterator[str]:
    """The names that find room, the extremes first."""
    values = {code: one.value for code, one in places.items() if one.value is not None}
    middle = sorted(values.values())[len(values) // 2] if values else 0.0
    order = sorted(shapes, key=lambda one: -abs(values.get(one.code, middle) - middle))
    taken: list[tuple[float, float, float, float]] = []
    for one in order:
        half = len(one.name) * LABEL_SIZE * drawing.WIDTH_OF_SIGN / 2
        box = (one.x - half, one.y - LABEL_SIZE, one.x + half, one.y + 2)
        if all(box[2] < b[0] or box[0] > b[2] or box[3] < b[1] or box[1] > b[3] for b in taken):
            taken.append(box)
            yield drawing.text(one.x, one.y, one.name, size=LABEL_SIZE, anchor="middle", halo=True)


def _north() -> str:
    arrow = '<path d="M600 30L608 56L600 50L592 56Z" fill="#14202B"/>'
    return arrow + drawing.text(600, 72, "B", size=13, anchor="middle", bold=True)


def _scale(unit_km: float, width: float) -> list[str]:
    """A bar of a round length, a quarter of the map's width at most; ``unit_km`` is what one unit of it measures."""
    longest = width / 4 * unit_km
    size = 10.0 ** math.floor(math.log10(longest))
    length = max(step * size for step in (1, 2, 5) if step * size <= longest)
    wide, top = length / unit_km, HEIGHT - 26
    bar = f'<path d="M20 {top - 5}V{top}H{20 + wide:.1f}V{top - 5}" stroke="#14202B" stroke-width="1.5" fill="none"/>'
    return [bar, drawing.text(20 + wide + 8, top + 2, f"{length:g} km", size=12)]


def _legend(drawn: Map, mark: str) -> list[str]:
    parts, y = list[str](), 34.0
    for words in drawing.wrapped(drawn.measure, WIDTH - LEGEND - 20, 19, 3):
        parts.append(drawing.text(LEGEND, y, words, size=19, bold=True))
        y += 24
    about = drawn.about if drawn.frames else f"{drawn.about} · số xã, phường"
    for words in drawing.wrapped(about, WIDTH - LEGEND - 20, 16, 3):
        parts.append(drawing.text(LEGEND, y, words, size=16, fill=drawing.MUTED))
        y += 21
    y += 10
    counts = [""] * len(drawn.colours) if drawn.frames else [str(count) for count in drawn.counts]
    for colour, label, told in list(zip(drawn.colours, drawn.labels, counts, strict=True))[::-1]:
        parts += _row(y, colour, label, told)
        y += 28
    for reason, count in drawn.absences:
        parts += _row(y, "url(#none)", reason, "" if drawn.frames else str(count))
        y += 28
    y += 14
    if mark:
        for words in drawing.wrapped(mark, (WIDTH - LEGEND - 20) * 0.8, 14, 3):
            parts.append(drawing.text(LEGEND, y, words, size=14, fill="#B3261E", bold=True))
            y += 19
    notes = [*drawing.wrapped(drawn.boundary_note, WIDTH - LEGEND - 20, 14, 8)]
    top = HEIGHT - 16 - 17 * len(notes)
    return parts + [drawing.text(LEGEND, top + 17 * n, words, size=14, fill=drawing.MUTED)
                    for n, words in enumerate(notes, 1)]  # fmt: skip


def _row(y: float, colour: str, label: str, told: str) -> list[str]:
    return [
        drawing.rect(LEGEND, y - 12, 24, 15, colour, stroke="#9AA5AF"),
        drawing.text(LEGEND + 34, y, label, size=17),
        drawing.text(WIDTH - 20, y, told, size=17, fill=drawing.MUTED, anchor="end"),
    ]


@lru_cache(maxsize=8)
def _ground(found: BoundarySet) -> Ground:
    """The shapes of a set, worked out once."""
    features = json.loads(found.geojson)["features"]
    west, south, east, north = found.view
    flat = math.cos(math.radians((south + north) / 2))
    left, top, wide, high = FRAME
    scale = min(wide / ((east - west) * flat), high / (north - south))
    start = left + (wide - (east - west) * flat * scale) / 2

    def at(point: Sequence[float]) -> tuple[float, float]:
        return start + (point[0] - west) * flat * scale, top + (north - point[1]) * scale

    inside = [one for one in features if west <= one["properties"]["label"][0] <= east]
    outside = [one for one in features if one not in inside]
    shapes = tuple(_laid(one, at) for one in inside)
    filled = (start, top, (east - west) * flat * scale, (north - south) * scale)
    return Ground(shapes, _islands(outside), KM_PER_DEGREE / scale, FRAME if outside else filled)


def _islands(features: list[dict[str, Any]]) -> tuple[Shape, ...]:
    """Each archipelago as a dot with its name in the frame of its own: their islands would be too small to see."""
    laid = []
    for place, one in enumerate(features):
        about = one["properties"]
        x, y = 525.0, 510.0 + place * 50
        dot = f"M{x - 6} {y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z"
        laid.append(Shape(about["code"], about.get("full_name", about["name"]), dot, x, y - 6))
    return tuple(laid)


def _laid(feature: dict[str, Any], at: Laying) -> Shape:
    about = feature["properties"]
    x, y = at(about["label"])
    path = "".join(_ring(ring, at) for ring in _rings(feature["geometry"]))
    return Shape(str(about["code"]), str(about["name"]), path, x, y)


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """Every ring of a polygon or of several."""
    coordinates = geometry["coordinates"]
    for polygon in coordinates if geometry["type"] == "MultiPolygon" else [coordinates]:
        yield from polygon


def _ring(ring: Ring, at: Laying) -> str:
    return "M" + "L".join("{:.1f} {:.1f}".format(*at(point)) for point in ring) + "Z"
