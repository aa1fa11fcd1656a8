"""Points on two axes: of a chart of kind "scatter" the categories name them, its two lines are x and y.

A few points are named: those that lie farthest from the middle of all, each axis measured by its own spread.
"""

import statistics
from typing import Final, NamedTuple

from exports.briefing import drawing
from exports.briefing.model import Chart

KIND: Final = "scatter"
NAMED: Final = 6  # points that are named
WIDTH, HEIGHT = 760.0, 420.0
LEFT, RIGHT, TOP, BOTTOM = 84.0, 24.0, 34.0, 56.0
SIZE = 12.0


class Point(NamedTuple):
    """A point that has both values."""

    name: str
    x: float
    y: float


def points(chart: Chart) -> list[Point]:
    """Those with both values, in their order."""
    across, up = (line.values for line in chart.lines)
    triples = zip(chart.categories, across, up, strict=True)
    return [Point(name, x, y) for name, x, y in triples if x is not None and y is not None]


def named(found: list[Point]) -> set[int]:
    """The places of the points that are to be named."""
    if len(found) <= NAMED:
        return set(range(len(found)))
    (x, wide), (y, high) = _middle_and_spread([one.x for one in found]), _middle_and_spread([one.y for one in found])
    far = sorted(range(len(found)), key=lambda at: -(((found[at].x - x) / wide) ** 2 + ((found[at].y - y) / high) ** 2))
    return set(far[:NAMED])


def _middle_and_spread(values: list[float]) -> tuple[float, float]:
    return statistics.median(values), statistics.pstdev(values) or 1.0


def svg(chart: Chart) -> str:
    """The chart without its title, which stands in the text around it."""
    found, (across, up) = points(chart), chart.lines
    xs, ys = _steps([one.x for one in found]), _steps([one.y for one in found])
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def place(one: Point) -> tuple[float, float]:
        x = LEFT + (one.x - xs[0]) / (xs[-1] - xs[0]) * (right - LEFT)
        return x, bottom - (one.y - ys[0]) / (ys[-1] - ys[0]) * (bottom - TOP)

    parts = [drawing.text(8, 16, up.name, size=SIZE, fill=drawing.MUTED),
             drawing.text(right, HEIGHT - 10, across.name, size=SIZE, fill=drawing.MUTED, anchor="end")]  # fmt: skip
    for step in xs:
        x = place(Point("", step, ys[0]))[0]
        parts += [drawing.line(x, TOP, x, bottom),
                  drawing.text(x, bottom + 18, drawing.figure(step, drawing.decimals_of(xs)), size=SIZE,
                               fill=drawing.MUTED, anchor="middle")]  # fmt: skip
    for step in ys:
        y = place(Point("", xs[0], step))[1]
        parts += [drawing.line(LEFT, y, right, y),
                  drawing.text(LEFT - 8, y + 4, drawing.figure(step, drawing.decimals_of(ys)), size=SIZE,
                               fill=drawing.MUTED, anchor="end")]  # fmt: skip
    colour = drawing.ROLE_COLOURS["now"]
    for one in found:
        x, y = place(one)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}" fill-opacity="0.75" stroke="#FFFFFF"/>'
        )
    return drawing.picture(WIDTH, HEIGHT, [*parts, *_names(found, [place(one) for one in found])], label=chart.title)


def _steps(values: list[float]) -> list[float]:
    return drawing.ticks(min(values, default=0.0), max(values, default=1.0))


def _names(found: list[Point], places: list[tuple[float, float]]) -> list[str]:
    """The names that find room beside their points, each on the side where the drawing goes on."""
    parts, taken = list[str](), list[tuple[float, float, float]]()
    for at in sorted(named(found), key=lambda at: places[at][1]):
        x, y = places[at]
        wide = len(found[at].name) * SIZE * drawing.WIDTH_OF_SIGN
        left = x - 9 - wide if x > WIDTH / 2 else x + 9
        if all(abs(y - other) > SIZE or left > end or left + wide < start for start, end, other in taken):
            taken.append((left, left + wide, y))
            parts.append(drawing.text(left, y + 4, found[at].name, size=SIZE, halo=True))
    return parts
