"""A line the size of a word: no axes, no script, one mask that takes the colour of its card."""

from collections.abc import Sequence
from functools import cache
from math import isfinite
from urllib.parse import quote

from components.wire import Element, element

WIDTH, HEIGHT, EDGE = 96, 36, 4
# Everything but the numbers is quoted once: a page has hundreds of lines.
BEFORE = quote(
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="#000" '
    f'stroke-width="2" stroke-linejoin="round" stroke-linecap="round"><path d="'
)
DOT, ACROSS, AFTER = quote('"/><circle cx="'), quote('" cy="'), quote('" r="2.6" fill="#000" stroke="none"/></svg>')
BLANK = quote(" ")


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
    return f'url("data:image/svg+xml,{_svg(values, min(known), max(known))}")'


def _svg(values: Sequence[float | None], low: float, high: float) -> str:
    """The picture, quoted."""
    bottom, scale = HEIGHT - EDGE, (HEIGHT - 2 * EDGE) / ((high - low) or 1.0)
    path, across, down, pen = [], "", "", "M"
    for at, value in zip(_places(len(values)), values, strict=True):
        if value is None or not isfinite(value):
            pen = "M"
            continue
        across = at
        down = f"{HEIGHT / 2 if high == low else bottom - (value - low) * scale:.1f}"
        path.append(f"{pen}{across}{BLANK}{down}")
        pen = "L"
    return f"{BEFORE}{''.join(path)}{DOT}{across}{ACROSS}{down}{AFTER}"


@cache
def _places(count: int) -> tuple[str, ...]:
    """How far to the right each of ``count`` values stands."""
    step = (WIDTH - 2 * EDGE) / max(count - 1, 1)
    return tuple(f"{EDGE + place * step:.1f}" for place in range(count))
