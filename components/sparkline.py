"""A line the size of a word: no axes, no script, one mask that takes the colour of its card."""

from collections.abc import Sequence
from math import isfinite
from urllib.parse import quote

from components.wire import Element, element

WIDTH, HEIGHT, EDGE = 96, 36, 4


def sparkline(values: Sequence[float | None], label: str) -> Element:
    """The course of ``values``, oldest first, a dot on the newest; gaps stay gaps.  ``label`` says it in words.

    Fewer than two known values make no line: then an empty span, which takes no room.
    """
    picture = mask(values)
    if not picture:
        return element("Span", None, "sparkline is-empty")
    return element("Span", None, "sparkline", role="img", style={"--spark": picture}, **{"aria-label": label})


def mask(values: Sequence[float | None]) -> str:
    """The line as a picture for the style sheet; "" where fewer than two values are known."""
    known = [value for value in values if value is not None and isfinite(value)]
    if len(known) < 2:
        return ""
    return f'url("data:image/svg+xml,{quote(_svg(values, min(known), max(known)))}")'


def _svg(values: Sequence[float | None], low: float, high: float) -> str:
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    span = (high - low) or 1.0
    path, last, pen = "", (0.0, 0.0), "M"
    for place, value in enumerate(values):
        if value is None or not isfinite(value):
            pen = "M"
            continue
        y = HEIGHT / 2 if high == low else HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE)
        last = (EDGE + place * step, y)
        path += f"{pen}{last[0]:.1f} {last[1]:.1f}"
        pen = "L"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="#000" '
        f'stroke-width="2" stroke-linejoin="round" stroke-linecap="round"><path d="{path}"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.6" fill="#000" stroke="none"/></svg>'
    )
