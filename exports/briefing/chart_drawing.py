"""A chart as SVG: lines, standing and lying bars, labelled where they end."""

from collections.abc import Callable, Sequence
from itertools import groupby

from exports.briefing import drawing, scatter
from exports.briefing.model import Chart, Line

WIDTH, HEIGHT = 760.0, 330.0
LEFT, RIGHT, TOP, BOTTOM = 78.0, 150.0, 30.0, 34.0
NAMES, ROW, FIGURE = 250.0, 30.0, 70.0  # of lying bars: room for names, height of a row, room for figures

Scale = Callable[[float], float]  # a value as a height


def svg(chart: Chart) -> str:
    """The chart without its title, which stands in the text around it."""
    if chart.kind == "bar":
        return _bars(chart)
    if chart.kind == scatter.KIND:
        return scatter.svg(chart)
    return _lines(chart)


def _span(lines: Sequence[Line], from_zero: bool) -> tuple[float, float]:
    values = [value for one in lines for value in one.values if value is not None] or [0.0]
    low, high = min(values), max(values)
    near = low > 0 and not from_zero and high - low < 0.4 * high
    return (low if near or low < 0 else 0.0), (high if high > 0 or near else 0.0)


def _lines(chart: Chart) -> str:
    steps = drawing.ticks(*_span(chart.lines, chart.kind == "column" or len(chart.lines) > 2))
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    count = len(chart.categories)
    stride = (right - LEFT) / max(count - (chart.kind == "line"), 1)
    across = [LEFT + stride * (place + (0 if chart.kind == "line" else 0.5)) for place in range(count)]

    def down(value: float) -> float:
        return bottom - (value - steps[0]) / (steps[-1] - steps[0]) * (bottom - TOP)

    parts = [drawing.text(8, 16, chart.unit, size=12, fill=drawing.MUTED)]
    decimals = drawing.decimals_of(steps)
    for step in steps:
        parts.append(drawing.line(LEFT, down(step), right, down(step)))
        parts.append(drawing.text(LEFT - 8, down(step) + 4, drawing.figure(step, decimals), size=12,
                                  fill=drawing.MUTED, anchor="end"))  # fmt: skip
    skip = max(1, round(count / 12))
    for place, name in enumerate(chart.categories):
        if place % skip == 0:
            parts.append(drawing.text(across[place], bottom + 20, name, size=12, fill=drawing.MUTED, anchor="middle"))
    if chart.kind == "line":
        parts += [_path(one, across, [None if v is None else down(v) for v in one.values]) for one in chart.lines[::-1]]
        parts += _end_labels(chart.lines, down)
    else:
        parts += _columns(chart.lines, across, stride, down)
    return drawing.picture(WIDTH, HEIGHT, parts, label=f"{chart.title} ({chart.unit})")


def _path(line: Line, across: Sequence[float], down: Sequence[float | None]) -> str:
    """Joined where values follow each other, with a dot at each; a gap stays a gap."""
    points = list(zip(across, down, strict=True))
    runs = [list(run) for there, run in groupby(points, key=lambda point: point[1] is not None) if there]
    steps = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in runs)
    colour = drawing.ROLE_COLOURS.get(line.role, drawing.MUTED)
    dash = ' stroke-dasharray="6 4"' if line.role == "plan" else ""
    width = 3 if line.role == "now" else 1.8
    drawn = f'<path d="{steps}" stroke="{colour}" stroke-width="{width}" fill="none"{dash}/>'
    if line.role != "plan":
        drawn += "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for run in runs for x, y in run)
    return drawn


def _end_labels(lines: Sequence[Line], down: Scale) -> list[str]:
    """The name of each line beside its last value, moved apart where they would touch."""
    ends: list[tuple[float, Line, float]] = []
    for one in lines:
        last = max((place for place, value in enumerate(one.values) if value is not None), default=None)
        if last is not None:
            value = one.values[last] or 0.0
            ends.append((down(value), one, value))
    ends.sort(key=lambda end: end[0])
    parts, lowest = list[str](), 0.0
    for y, one, value in ends:
        colour = drawing.ROLE_COLOURS.get(one.role, drawing.MUTED)
        told = f"{one.name}: {drawing.figure(value)}" if one.role == "now" else one.name
        y = max(y, lowest)
        for part in drawing.wrapped(told, RIGHT - 20, 12, 2):
            parts.append(drawing.text(WIDTH - RIGHT + 10, y + 4, part, size=12, fill=colour, bold=one.role == "now"))
            y += 15
        lowest = y + 2
    return parts


def _columns(lines: Sequence[Line], across: Sequence[float], stride: float, down: Scale) -> list[str]:
    width = stride * 0.7 / max(len(lines), 1)
    zero = down(0.0)
    parts = []
    for nth, one in enumerate(lines):
        colour = drawing.ROLE_COLOURS.get(one.role, drawing.MUTED)
        for x, value in zip(across, one.values, strict=True):
            if value is not None:
                y = down(value)
                left = x - stride * 0.35 + nth * width
                parts.append(drawing.rect(left, min(y, zero), width * 0.94, abs(zero - y), colour))
    return parts + _legend(lines)


def _legend(lines: Sequence[Line]) -> list[str]:
    parts, y = [], TOP
    for one in lines if len(lines) > 1 else ():
        parts.append(drawing.rect(WIDTH - RIGHT + 10, y - 9, 11, 11, drawing.ROLE_COLOURS.get(one.role, drawing.MUTED)))
        for row in drawing.wrapped(one.name, RIGHT - 40, 12, 2):
            parts.append(drawing.text(WIDTH - RIGHT + 27, y, row, size=12, fill=drawing.MUTED))
            y += 16
        y += 4
    return parts


def _bars(chart: Chart) -> str:
    now, others = chart.lines[0], chart.lines[1:]
    steps = drawing.ticks(*_span(chart.lines, True))
    height = TOP + ROW * len(chart.categories) + 8
    scale = (WIDTH - NAMES - RIGHT - FIGURE) / (steps[-1] - steps[0])
    zero = NAMES - steps[0] * scale
    parts = [drawing.text(8, 16, chart.unit, size=12, fill=drawing.MUTED)]
    for place, name in enumerate(chart.categories):
        top = TOP + place * ROW
        for row, words in enumerate(drawing.wrapped(name, NAMES - 16, 12, 2)):
            offset = 17 if len(name) * 12 * drawing.WIDTH_OF_SIGN < NAMES - 16 else 11 + row * 13
            parts.append(drawing.text(NAMES - 8, top + offset, words, size=12, anchor="end"))
        end = zero
        for line, thick, gap in [(now, 13, 3), *((one, 7, 17) for one in others[:1])]:
            value = line.values[place]
            if value is not None:
                x = zero + value * scale
                parts.append(drawing.rect(min(x, zero), top + gap, abs(x - zero), thick,
                                          drawing.ROLE_COLOURS.get(line.role, drawing.MUTED)))  # fmt: skip
                end = max(end, x)
        if (value := now.values[place]) is not None:
            parts.append(drawing.text(end + 6, top + 15, drawing.figure(value), size=12, bold=True))
    parts.append(drawing.line(zero, TOP - 2, zero, height - 8, stroke=drawing.MUTED))
    return drawing.picture(WIDTH, height, parts + _legend(chart.lines), label=f"{chart.title} ({chart.unit})")
