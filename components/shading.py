"""What a filter change sends to a map that is already drawn: a value or a reason per commune, classes, colours, words.

``assets/map.js`` reads the dictionary, ``components/maps.py`` writes its legend and its table from it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import NotRequired, TypedDict

import numpy as np
import pandas as pd

from components import classes as class_limits
from components import palettes
from components.formats import number
from components.words import word

# Why a commune has no value, in the order of the legend.
ABSENCES = ("late", "missing", "refused", "updating", "none", "suppressed", "not_due", "elsewhere")


AREA = "{area}"


class Shades(TypedDict):
    """The values store of a map; everything in it is JSON."""

    title: str  # heading of the legend: measure and unit
    unit: str
    areas: str  # what is counted beside the classes: "số xã"
    lang: str
    names: dict[str, str]  # area_code → area_name
    values: dict[str, float]  # communes that have a value
    status: dict[str, str]  # communes that have none → one of ABSENCES
    text: dict[str, list[str]]  # area_code → lines of the tooltip after the name
    limits: list[float]  # inner limits; a value at a limit belongs to the class above
    colors: list[str]
    colors_dark: list[str]
    labels: list[str]
    counts: list[int]
    absent: dict[str, int]  # absence → count, only those that occur
    inside: list[str] | None  # codes of the chosen group; the rest is dimmed
    message: str  # said over an unpainted map
    classes: dict[str, int] | None  # area_code → class, where classes do not follow from ``values`` and ``limits``
    chosen: list[str]  # codes that are added up
    named: bool  # names are written on the map, as far as they do not collide
    weak: NotRequired[list[str]]  # codes that are hatched in their colour: what they show is not verified
    marks: NotRequired[dict[str, str]]  # area_code → what is written on the map in place of names
    source: NotRequired[str]  # key of the source of what is shown, with AREA in the place of the area's code
    sources: NotRequired[dict[str, str]]  # area_code → key, where each area's is another
    symbols: float  # the value of the largest circle; 0: areas are coloured and no circles drawn


def source_of(sheet: Shades, code: str) -> str:
    """The key of the source of what an area shows; "" where the page has no way to it."""
    return sheet.get("sources", {}).get(code) or sheet.get("source", "").replace(AREA, code)


def shades(
    frame: pd.DataFrame,
    *,
    unit: str,
    title: str = "",
    method: str = "quantile",
    classes: int = 5,
    limits: Sequence[float] | None = None,
    palette: str = "sequential",
    center: float = 0.0,
    reverse: bool = False,
    decimals: int | None = None,
    lower_is_better: bool = False,
    inside: Sequence[str] | None = None,
    pool: Sequence[float] | None = None,
    symbols: bool = False,
    lang: str = "vi",
) -> Shades:
    """The values store for ``frame``.

    Args:
        frame: ``area_code``, ``area_name`` (str), ``value`` (float, in ``unit``; NaN where there is none), ``status``
            (one of ABSENCES where there is no value, anything known to ``words`` where there is); one row per
            commune.  An optional column ``text`` (list of str) adds lines to the tooltip.
        unit: as read by people, "tỷ đồng"; ``title`` heads the legend and defaults to it.
        method: quantile, equal, natural, or fixed with ``limits``: then a colour means the same in every period.
        classes: at most this many; fewer where the values do not fill them.
        palette: sequential, or diverging around ``center`` (which is then always a limit); ``reverse`` turns it.
        lower_is_better: rank 1 is the smallest value.
        pool: values that the limits are made of, instead of the shown ones: those of all periods together.
        symbols: circles in proportion to the values are drawn, in the colours of the classes.
    """
    known = frame["value"].to_numpy(dtype=float, na_value=np.nan)
    known = np.where(np.isfinite(known), known, np.nan)
    basis = known if pool is None else np.asarray(pool, dtype=float)
    basis = basis[np.isfinite(basis)]
    has_value = np.isfinite(known)
    inner = _inner_limits(basis, method, classes, limits, palette, center) if has_value.any() else []
    codes = frame["area_code"].astype(str).tolist()
    statuses = frame["status"].astype("string").fillna("missing").tolist()
    names = dict(zip(codes, frame["area_name"].astype(str).tolist(), strict=True))
    values = {code: float(value) for code, value, ok in zip(codes, known, has_value, strict=True) if ok}
    status = {
        code: reason if reason in ABSENCES else "missing"
        for code, reason, ok in zip(codes, statuses, has_value, strict=True)
        if not ok
    }
    absent = Counter(status.values())
    below = sum(limit <= center for limit in inner)
    labels = class_labels(inner, basis, lang)
    return Shades(
        title=title or unit,
        unit=unit,
        areas=word("communes_count", lang),
        lang=lang,
        names=names,
        values=values,
        status=status,
        text=_tooltips(frame, known, statuses, unit, decimals, lower_is_better, lang),
        limits=inner,
        colors=_colours(palette, len(inner) + 1, below, reverse, dark=False)[: len(labels)],
        colors_dark=_colours(palette, len(inner) + 1, below, reverse, dark=True)[: len(labels)],
        labels=labels,
        counts=class_limits.counts(known, inner)[: len(labels)],
        absent={kind: absent[kind] for kind in ABSENCES if absent[kind]},
        inside=None if inside is None else [str(code) for code in inside],
        message="",
        classes=None,
        chosen=[],
        named=False,
        symbols=float(np.abs(basis).max(initial=0.0)) if symbols else 0.0,
    )


def class_of(sheet: Shades, code: str, value: float) -> int | None:
    """The class of an area on a painted map; None where it has none."""
    if not sheet["colors"]:
        return None
    return sum(value >= limit for limit in sheet["limits"]) if sheet["classes"] is None else sheet["classes"].get(code)


def unpainted(message: str, names: Mapping[str, str] | None = None, *, lang: str = "vi") -> Shades:
    """A map that colours nothing and says why: ``message`` stands over it, communes keep their names."""
    return Shades(
        title="", unit="", areas="", lang=lang, names=dict(names or {}), values={}, status={}, text={}, limits=[],
        colors=[], colors_dark=[], labels=[], counts=[], absent={}, inside=None, message=message, classes=None,
        chosen=[], named=False, symbols=0.0,
    )  # fmt: skip


def class_labels(inner: Sequence[float], values: np.ndarray, lang: str = "vi") -> list[str]:
    """One label per class, as in "dưới 60", "60 – dưới 70", "từ 100"; without limits the only value or the range."""
    if not inner:
        known = values[np.isfinite(values)]
        if known.size == 0:
            return []
        return [word("equal_to", lang, low=number(float(known[0]), lang=lang))]
    shown = [_limit(limit, lang) for limit in inner]
    between = "between_signed" if inner[0] < 0 else "between"
    middle = [word(between, lang, low=low, high=high) for low, high in pairwise(shown)]
    return [word("below", lang, high=shown[0]), *middle, word("from", lang, low=shown[-1])]


def _limit(value: float, lang: str) -> str:
    """The number with exactly the decimals that it has, at most ten: a rounded limit would make its label untrue."""
    digits = f"{value:.10f}".rstrip("0").partition(".")[2]
    return number(value, decimals=len(digits), lang=lang)


def _inner_limits(
    known: class_limits.Floats,
    method: str,
    classes: int,
    fixed: Sequence[float] | None,
    palette: str,
    center: float,
) -> list[float]:
    if method == "fixed":
        if not fixed:
            raise ValueError("Fixed classes need limits.")
        return sorted({float(limit) for limit in fixed})
    if palette != "diverging":
        return class_limits.limits(known, method, classes)
    half = max(1, classes // 2)
    low, high = known[known < center], known[known >= center]
    inner = [*class_limits.limits(low, method, half), *class_limits.limits(high, method, half)]
    if low.size and high.size:
        inner.append(center)
    return sorted(set(inner))


def _colours(palette: str, classes: int, below: int, reverse: bool, *, dark: bool) -> list[str]:
    if palette != "diverging":
        colours = palettes.sequential(classes, dark=dark)
        return colours[::-1] if reverse else colours
    return palettes.diverging(below, classes - below, dark=dark, reverse=reverse)


def _tooltips(
    frame: pd.DataFrame,
    known: class_limits.Floats,
    statuses: Sequence[str],
    unit: str,
    decimals: int | None,
    lower_is_better: bool,
    lang: str,
) -> dict[str, list[str]]:
    series = pd.Series(known)
    ranks = series.rank(ascending=lower_is_better, method="min").tolist()
    ranked = int(series.notna().sum())
    extras = frame["text"].tolist() if "text" in frame else [[]] * len(frame)
    absences = {kind: word(kind, lang) for kind in ABSENCES}
    lines: dict[str, list[str]] = {}
    rows = zip(frame["area_code"].astype(str).tolist(), known.tolist(), ranks, statuses, extras, strict=True)
    for code, value, rank, status, extra in rows:
        own = list(extra) if isinstance(extra, (list, tuple)) else []
        if isfinite(value):
            figure = number(value, decimals=decimals, lang=lang)
            lines[code] = [
                f"{figure} {unit} · {word('rank', lang, rank=int(rank), of=ranked)}".replace("  ", " "),
                *own,
            ]
        else:
            lines[code] = [absences.get(status, absences["missing"]), *own]
    return lines
