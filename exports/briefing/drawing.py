"""What charts and maps are drawn with: a few shapes as SVG, every text escaped, Vietnamese figures.

The same SVG goes into pages as vectors and is shown in the browser; it names no file and needs no script.
"""

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from xml.sax.saxutils import escape, quoteattr

FONT = "Be Vietnam Pro, Arial, sans-serif"
INK, MUTED, HAIRLINE, PAPER = "#14202B", "#42525F", "#DDE3E8", "#FFFFFF"
ROLE_COLOURS = {"now": "#0B6E75", "before": "#7D8B99", "plan": "#8A5A00"}
WIDTH_OF_SIGN = 0.56  # of the size of the font, on average


def picture(width: float, height: float, parts: Iterable[str], *, label: str) -> str:
    """A whole SVG on white."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family={quoteattr(FONT)} role="img" aria-label={quoteattr(label)}>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 13,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
    halo: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    weight += f' stroke="{PAPER}" stroke-width="{size / 4:g}" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}" text-anchor="{anchor}"{weight}>'
        f"{escape(words)}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = HAIRLINE, width: float = 1) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{stroke}" stroke-width="{width:g}" fill="none"/>'


def rect(x: float, y: float, width: float, height: float, fill: str, *, stroke: str = "none") -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" fill="{fill}" '
        f'stroke="{stroke}"/>'
    )


def wrapped(words: str, width: float, size: float, most: int = 3) -> list[str]:
    """Broken at blanks into lines that fit; what is more than ``most`` lines ends in three dots."""
    room = max(4, int(width / (size * WIDTH_OF_SIGN)))
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word[:room])
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: room - 1].rstrip() + "…"]
    return lines


def figure(value: float, decimals: int | None = None) -> str:
    """1.234,5; without ``decimals`` as many as the value has, at most two."""
    if decimals is None:
        decimals = 0 if float(value).is_integer() or abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    told = f"{abs(rounded):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return f"−{told}" if rounded < 0 else told


def office_format(values: Iterable[float | None]) -> str:
    """The format of numbers in files of Office, which write thousands and decimals as the reader's system does."""
    known = [abs(value) for value in values if value is not None]
    largest = max(known, default=0.0)
    if largest >= 1000 or all(float(one).is_integer() for one in known):
        return "#,##0"
    return "#,##0.0" if largest >= 10 else "#,##0.0#"


def axis_format(values: Iterable[float | None]) -> str:
    """The same for the ticks of an axis, which Office chooses: decimals only where they have some."""
    return "#,##0" if max((abs(value) for value in values if value is not None), default=0.0) >= 1000 else "General"


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers that span the values."""
    if low == high:
        low, high = (0.0, high * 1.2) if high > 0 else (low * 1.2, 0.0) if low < 0 else (0.0, 1.0)
    raw = (high - low) / wanted
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(step * size for step in (1, 2, 2.5, 5, 10) if step * size >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [place * step for place in range(first, last + 1)]


def decimals_of(steps: Sequence[float]) -> int:
    """As many decimals as tell the steps of an axis apart."""
    return next((n for n in range(7) if all(abs(step - round(step, n)) < 1e-9 for step in steps)), 6)
