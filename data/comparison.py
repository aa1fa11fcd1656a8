"""Two things side by side over the communes of a province, and a province beside the others."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import arithmetic, catalogue, comparing, periods, remembered, reported, robust, units
from data.analyst import Fit, Pairing, ProvinceFigure, Side
from data.catalogue import Indicator
from data.memory import per_version
from data.robust import Floats
from geo import areas

FEW, TINY = 20, 30  # communes that say little; people, dossiers … that a rate should not be made of
LABELLED = 8  # communes that are named in a picture
FAR = 2.5  # deviations from the line
PULLED = 0.25  # between both correlations: some communes alone make the line


@per_version
def two_indicators(conn: Connection, set_code: str, x: str, y: str, period: str, *, moved: bool = False) -> Pairing:
    """Two indicators over the communes of the set's province, each at its newest period up to ``period`` ("": any).

    ``moved``: by how much each changed since the same period of last year, in points or percent.
    """
    sides = [_side(conn, set_code, catalogue.get(code), period) for code in (x, y)]
    if moved:
        sides = [
            replace(one, then=comparing.compared_with(one.period, "same_last_year") if one.period else "")
            for one in sides
        ]
    return _paired(conn, set_code, sides[0], sides[1])


@per_version
def two_periods(conn: Connection, set_code: str, code: str, before: str, after: str) -> Pairing:
    """One indicator over the communes: ``x`` is the earlier period, ``y`` the later; the line is that of no change."""
    one = catalogue.get(code)
    measure = measure_of(one, after)
    told = _paired(conn, set_code, Side(one, before, measure), Side(one, after, measure))
    off = told.communes["y"] - told.communes["x"]
    far = np.abs(off - off.median()) / max(float(robust.deviation(off.to_numpy(dtype=float))), 1e-12)
    marked = far.where(far > FAR).nlargest(LABELLED).index
    return replace(
        told,
        communes=told.communes.assign(off=off, is_labelled=told.communes.index.isin(marked)),
        fit=Fit(slope=1.0, intercept=0.0),
    )


def _side(conn: Connection, set_code: str, one: Indicator, until: str) -> Side:
    """At what the indicator is looked at: the newest period of its finest frequency that communes speak of."""
    province = catalogue.sets()[set_code].province_code
    spoken = remembered.in_communes(conn, one.code, province, "total").spoken
    period = comparing.newest_period(spoken, until or reported.LAST_PERIOD)
    return Side(one, period, measure_of(one, period))


def measure_of(one: Indicator, period: str) -> str:
    is_month = bool(period) and periods.parse(period).frequency == "month"
    return "cumulative" if one.kind == "flow" and is_month else "actual"


def _values(conn: Connection, set_code: str, side: Side) -> Floats:
    province = catalogue.sets()[set_code].province_code
    found = remembered.in_communes(conn, side.indicator.code, province, "total")
    if not side.period:
        return np.full(len(found.subjects), np.nan)
    now = found.at(side.period, side.measure).value
    if not side.then:
        return now
    both = pd.DataFrame({"value": now, "then": found.at(side.then, side.measure).value})
    moves = arithmetic.changes(both, side.indicator.kind, side.indicator.unit)
    in_points = arithmetic.in_points(side.indicator.kind, side.indicator.unit)
    return moves["points" if in_points else "relative"].to_numpy(dtype=float)


def _moved_between(conn: Connection, set_code: str, side: Side, name: str) -> dict[str, Floats]:
    """The two numbers that a change is of, as ``x_then`` and ``x_now``; nothing of a side that shows values."""
    if not side.then:
        return {}
    now = replace(side, then="")
    sides = {"then": replace(now, period=side.then), "now": now}
    return {f"{name}_{when}": _values(conn, set_code, one) for when, one in sides.items()}


def _paired(conn: Connection, set_code: str, x: Side, y: Side) -> Pairing:
    province = catalogue.sets()[set_code].province_code
    frame = remembered.communes(conn, province)
    for name, side in (("x", x), ("y", y)):
        frame = frame.assign(**{name: _values(conn, set_code, side)} | _moved_between(conn, set_code, side, name))
    both = frame[frame["x"].notna() & frame["y"].notna()].reset_index(drop=True)
    told = frame_of_fit(both)
    across, up = both["x"].to_numpy(dtype=float), both["y"].to_numpy(dtype=float)
    r, rho = correlation(across, up), correlation(_ranks(across), _ranks(up))
    warnings = _warnings(len(both), across, up, r, rho)
    if x.period != y.period and x.indicator != y.indicator:
        warnings.append("periods_differ")
    tiny = [(side.indicator.code, _tiny(conn, set_code, side)) for side in dict.fromkeys((x, y))]
    return Pairing(
        x=x,
        y=y,
        communes=told[0],
        of=len(frame),
        fit=told[1],
        r=r,
        rho=rho,
        warnings=tuple(warnings),
        tiny=tuple((code, names) for code, names in tiny if names),
        unknown_denominators=tuple(
            side.indicator.code for side in dict.fromkeys((x, y)) if _hides_its_denominator(side.indicator)
        ),
        sources=_sources(conn, set_code, (x, y)),
        simulated=_simulated(conn, set_code, (x, y)),
    )


def frame_of_fit(both: pd.DataFrame) -> tuple[pd.DataFrame, Fit | None]:
    """``both`` (``x``, ``y``) with ``off`` (how far above the line) and ``is_labelled`` (far off it), and the line.

    Without three communes or with one value only there is no line, and nobody is off it.
    """
    across, up = both["x"].to_numpy(dtype=float), both["y"].to_numpy(dtype=float)
    if len(both) < 3 or not np.ptp(across):
        return both.assign(off=np.nan, is_labelled=False), None
    middle = float(across.mean())
    slope = float(((across - middle) * (up - up.mean())).sum() / ((across - middle) ** 2).sum())
    fit = Fit(slope, float(up.mean()) - slope * middle)
    off = up - (fit.intercept + fit.slope * across)
    width = float(robust.deviation(off))
    far = np.abs(off) / width if width > 0 else np.zeros(len(off))
    order = np.argsort(-far, kind="stable")[:LABELLED]
    labelled = np.zeros(len(both), dtype=bool)
    labelled[order[far[order] > FAR]] = True
    return both.assign(off=off, is_labelled=labelled), fit


def correlation(x: Floats, y: Floats) -> float | None:
    """Pearson's r; None for fewer than three values, or where one of the two never moves."""
    if len(x) < 3 or not np.ptp(x) or not np.ptp(y):
        return None
    return float(np.corrcoef(x, y)[0, 1])


def _ranks(values: Floats) -> Floats:
    return np.asarray(pd.Series(values).rank(), dtype=float)


def _warnings(n: int, x: Floats, y: Floats, r: float | None, rho: float | None) -> list[str]:
    found = []
    if n < 3:
        found.append("too_few")
    elif n < FEW:
        found.append("few")
    if n >= 3 and not (np.ptp(x) and np.ptp(y)):
        found.append("constant")
    if r is not None and rho is not None and abs(r - rho) > PULLED:
        found.append("pulled")
    return found


def _tiny(conn: Connection, set_code: str, side: Side) -> tuple[str, ...]:
    """The communes whose rate is made of fewer than ``TINY``, where its denominator is reported."""
    below = catalogue.indicators().get(side.indicator.denominator)
    if side.indicator.kind != "rate" or below is None or below.set_code != set_code or not side.period:
        return ()
    values = _values(conn, set_code, Side(below, side.period, side.measure))
    names = remembered.communes(conn, catalogue.sets()[set_code].province_code)["area_name"]
    return tuple(names[np.isfinite(values) & (values < TINY)])


def _hides_its_denominator(one: Indicator) -> bool:
    return one.kind == "rate" and one.denominator not in catalogue.indicators()


def _sources(conn: Connection, set_code: str, sides: Sequence[Side]) -> tuple[str, ...]:
    known = remembered.source_by_delivery(conn)
    sent = {one for side in sides for one in _level(conn, set_code, side, "delivery_id") if one in known}
    return tuple(sorted({known[one] for one in sent}))


def _simulated(conn: Connection, set_code: str, sides: Sequence[Side]) -> bool:
    return any("simulated" in _level(conn, set_code, side, "status") for side in sides)


def _level(conn: Connection, set_code: str, side: Side, what: str) -> set[str]:
    """Every status or delivery of a side."""
    if not side.period:
        return set()
    province = catalogue.sets()[set_code].province_code
    level = remembered.in_communes(conn, side.indicator.code, province, "total").at(side.period, side.measure)
    return {str(one) for one in getattr(level, what) if one is not None}


def provinces(conn: Connection, code: str, until: str = "") -> list[ProvinceFigure]:
    """An indicator beside the linked ones of the other sets, its own first; see ``concepts.csv``.

    Each at its newest period up to ``until``; values in the unit of the first where units convert.  Where a province
    reports none and it may be added, its communes are; where it may not, the middle of its communes stands in.
    """
    one = catalogue.get(code)
    return [_figure(conn, other, one, until) for other in (one, *catalogue.linked(one))]


def _figure(conn: Connection, other: Indicator, one: Indicator, until: str) -> ProvinceFigure:
    own = catalogue.sets()[other.set_code]
    names = areas.provinces().set_index("area_code")["full_name"]
    name = str(names[own.province_code])
    name = f"{name} ({own.area_group})" if own.area_group else name
    empty = ProvinceFigure(other, own.province_code, name, "", "", None, "", "missing", (), None)
    course = remembered.courses(conn, [other], own.province_code)[other.code]
    period = comparing.newest_period(course.spoken, until or reported.LAST_PERIOD)
    if not period:
        return _of_communes(conn, empty, one, until)
    measure = measure_of(other, period)
    level = course.at(period, measure)
    if np.isnan(level.value[0]):
        measure, level = "actual", course.at(period, "actual")
    known = remembered.source_by_delivery(conn)
    sources = tuple(known[one] for one in level.delivery_id if one in known)
    value, unit = _converted(float(level.value[0]), other, one)
    summed = int(level.areas[0]) if np.isfinite(level.areas[0]) else None
    return replace(
        empty,
        period=period,
        measure=measure,
        value=value,
        unit=unit,
        status=str(level.status[0]),
        sources=sources,
        summed=summed,
    )


def _of_communes(conn: Connection, empty: ProvinceFigure, one: Indicator, until: str) -> ProvinceFigure:
    """The middle of the communes, said as such, where the province reports nothing."""
    other = empty.indicator
    side = _side(conn, other.set_code, other, until)
    values = _values(conn, other.set_code, side)
    known = values[np.isfinite(values)]
    if not known.size:
        return empty
    value, unit = _converted(float(np.median(known)), other, one)
    statuses = _level(conn, other.set_code, side, "status")
    return replace(
        empty,
        period=side.period,
        measure=side.measure,
        value=value,
        unit=unit,
        status="simulated" if "simulated" in statuses else min(statuses),
        sources=_sources(conn, other.set_code, [side]),
        median_of=int(known.size),
    )


def _converted(value: float, other: Indicator, one: Indicator) -> tuple[float | None, str]:
    """The value in the unit of ``one``, or in its own where that cannot be; a unit left open is taken at its word."""
    if units.convertible(other.unit, one.unit):
        return value * float(units.factor(other.unit, one.unit)), one.unit
    return value, other.unit


def moves(found: Pairing) -> tuple[int, int, int, float | None]:
    """Of two periods: how many communes rose, fell and stayed, and the middle of their moves (percent, or points)."""
    one = found.x.indicator
    frame = found.communes.rename(columns={"x": "then", "y": "value"})
    told = arithmetic.changes(frame, one.kind, one.unit)
    column = told["points" if arithmetic.in_points(one.kind, one.unit) else "relative"].dropna()
    rose, fell = int((told["absolute"] > 0).sum()), int((told["absolute"] < 0).sum())
    return rose, fell, len(frame) - rose - fell, float(column.median()) if len(column) else None
