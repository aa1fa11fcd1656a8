"""The trend of a wall scene as a picture: this year, the year before and the plan, each line labelled at its end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from components.formats import number

WIDTH, HEIGHT = 1040, 760
TYPE = 34  # units, at the type scale 1
ROLES = ("plan", "last_year", "current")  # drawn in this order


@dataclass(frozen=True)
class Ground:
    """What lines are drawn on: values from ``low`` to ``high`` with round ``ticks``, positions ``step`` apart."""

    low: float
    high: float
    ticks: Sequence[float]
    type: float
    positions: int = 12

    @property
    def left(self) -> float:
        return self.type * 3.6

    @property
    def right(self) -> float:
        return WIDTH - self.type * 5.8

    @property
    def bottom(self) -> float:
        return HEIGHT - self.type * 1.9

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(self.positions - 1, 1)

    def x(self, position: float) -> float:
        return self.left + (position - 1) * self.step

    def y(self, value: float) -> float:
        return self.type + (self.high - value) / (self.high - self.low) * (self.bottom - self.type)


def picture(
    trend: pd.DataFrame,
    labels: dict[str, str],
    ticks: Sequence[str],
    from_zero: bool,
    label: str,
    scale: float = 1.0,
    lang: str = "vi",
) -> Markup:
    """The lines of ``trend`` (``position``, ``series``, ``value``, ``segment``), oldest left.

    ``ticks`` are the labels of the positions from 1 on; ``labels`` name the series; ``scale`` is that of the type.
    A gap stays a gap.
    """
    rounded = scale_of(trend["value"].tolist(), from_zero)
    ground = Ground(rounded[0], rounded[-1], rounded, TYPE * min(scale, 1.8), len(ticks))
    lines = [_line(trend[trend["series"] == role], role, ground) for role in ROLES]
    return Markup(
        '<svg class="wall-trend" role="img" aria-label="{}" viewBox="0 0 {} {}" style="--type:{}px">{}{}{}{}</svg>'
    ).format(
        label, WIDTH, HEIGHT, f"{ground.type:.0f}", _grid(ground, lang), _axis(ticks, ground), Markup("").join(lines),
        _ends(trend, labels, ground),
    )  # fmt: skip


def scale_of(values: Sequence[float], from_zero: bool) -> list[float]:
    """Round numbers around the values, two to seven, evenly apart."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or abs(high) or 1.0
    ten = 10.0 ** math.floor(math.log10(span))
    size = next(step for step in (ten / 5, ten / 2, ten, ten * 2) if span / step <= 5)
    first = math.floor(low / size)
    last = max(math.ceil(high / size), first + 1)
    return [round(place * size, 10) for place in range(first, last + 1)]


def _grid(ground: Ground, lang: str) -> Markup:
    decimals = next((d for d in range(4) if all(round(at, d) == at for at in ground.ticks)), 4)
    rows = [
        Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="tick" x="{}" y="{}">{}</text>').format(
            f"{ground.left:.0f}", f"{ground.right:.0f}", f"{ground.y(at):.0f}", f"{ground.y(at):.0f}",
            f"{ground.left - ground.type / 2:.0f}", f"{ground.y(at) + ground.type / 3:.0f}",
            number(at, decimals, lang=lang),
        )
        for at in ground.ticks
    ]  # fmt: skip
    return Markup("").join(rows)


def _axis(ticks: Sequence[str], ground: Ground) -> Markup:
    room = max(1, int((ground.right - ground.left) / (max(map(len, ticks), default=1) + 1) / ground.type * 1.7))
    every = max(1, math.ceil(len(ticks) / room))
    texts = [
        Markup('<text class="month" x="{}" y="{}">{}</text>').format(
            f"{ground.x(at):.0f}", f"{HEIGHT - ground.type / 2:.0f}", text
        )
        for at, text in enumerate(ticks, start=1)
        if (len(ticks) - at) % every == 0
    ]
    return Markup("").join(texts)


def _line(rows: pd.DataFrame, role: str, ground: Ground) -> Markup:
    points = [
        (int(one["position"]), float(one["value"]), one["segment"])
        for one in rows.sort_values("position").to_dict("records")
    ]
    pieces = []
    for _, piece in groupby(enumerate(points), key=lambda one: (one[1][0] - one[0], one[1][2])):
        drawn = [f"{ground.x(at):.0f},{ground.y(value):.0f}" for _, (at, value, _) in piece]
        pieces.append(Markup('<polyline class="line is-{}" points="{}"/>').format(role, " ".join(drawn)))
    return Markup("").join(pieces)


def _ends(trend: pd.DataFrame, labels: dict[str, str], ground: Ground) -> Markup:
    """A dot at the end of each line and its name beside the ground, names moved apart where they would meet."""
    ends = []
    for role in ROLES:
        rows = trend[trend["series"] == role]
        if len(rows):
            last = rows.loc[rows["position"] == rows["position"].max()].iloc[-1]
            ends.append((role, float(last["position"]), ground.y(float(last["value"]))))
    texts, free = [], -math.inf
    for role, at, y in sorted(ends, key=lambda one: one[2]):
        free = max(y, free + ground.type * 1.25)
        texts.append(
            Markup(
                '<circle class="dot is-{}" cx="{}" cy="{}" r="9"/>'
                '<text class="end is-{}" x="{}" y="{}">{}</text>'
            ).format(
                role, f"{ground.x(at):.0f}", f"{y:.0f}", role, f"{ground.right + ground.type / 2:.0f}",
                f"{free + ground.type / 3:.0f}", labels[role],
            )
        )  # fmt: skip
    return Markup("").join(texts)
