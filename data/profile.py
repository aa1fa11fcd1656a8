"""One commune on all its indicators: where it stands, how it moved, its rank, its like, what is late, what is odd."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from math import isnan

import numpy as np
from sqlalchemy import Connection

from data import arithmetic, catalogue, comparing, periods, queries, remembered, robust, similar
from data.analyst import Alike, Former, Line, Oddity, Profile
from data.breaks import has_new_territory
from data.everywhere import Everywhere, everywhere
from data.levels import Levels
from data.memory import per_version
from data.odd_rules import season_of, strange_in_season
from geo import areas

RECENT = 24  # periods of a sparkline
YEARS = 3  # of history that is looked at before the newest


@per_version
def profile(conn: Connection, set_code: str, area_code: str, today: date, as_of: datetime | None = None) -> Profile:
    """The profile of a commune of the set's province; the code must be one of its communes.

    ``today`` is the day by which something is late; with ``as_of`` that day.
    """
    every = everywhere(conn, set_code, as_of)
    province = catalogue.sets()[set_code].province_code
    codes = [one.code for one in every.indicators]
    newest = max((int(period[:4]) for period in every.period), default=today.year)
    told = queries.history(conn, codes, area_code, since_year=str(newest - YEARS), as_of=as_of)
    course = Levels(told, "indicator_code", codes)
    like = similar.alike(conn, set_code, area_code, as_of)
    names = dict(zip(*(remembered.communes(conn, province)[name] for name in ("area_code", "area_name")), strict=True))
    place = areas.communes_by_code()[area_code]
    known = remembered.source_by_delivery(conn)
    sent_for = {one.code for one in catalogue.of_set(set_code) if one.area_level == "commune"} - set(codes)
    return Profile(
        area_code=area_code,
        area_name=str(names[area_code]),
        set_code=set_code,
        kind=str(place["kind"]),
        area_km2=float(place["area_km2"]),
        lines=_lines(every, course, area_code, like, today),
        alike=like,
        alike_names=[str(names[code]) for code in like.area_codes],
        former=former_of(area_code),
        sources=sorted({known[one] for one in told["delivery_id"].unique() if one in known}),
        simulated=bool(told["status"].eq("simulated").any()),
        unheard=len(sent_for),
        known_to=f"{as_of:%Y-%m-%d}" if as_of else "",
    )


def former_of(area_code: str) -> list[Former]:
    """The wards that became the commune, by code; empty when the crosswalk knows none."""
    return _former().get(area_code, [])


@cache
def _former() -> dict[str, list[Former]]:
    found: dict[str, list[Former]] = defaultdict(list)
    for one in areas.crosswalk().merge(areas.former_wards(), on="former_code").to_dict("records"):
        ward = Former(str(one["full_name"]), str(one["district_name"]), str(one["province_name"]), bool(one["whole"]))
        found[str(one["area_code"])].append(ward)
    return dict(found)


class _Course:
    """The commune's history, each level of all indicators looked up once however many lines ask for it."""

    def __init__(self, found: Levels) -> None:
        self.found = found
        self.at = cache(found.at)
        self.plan = cache(lambda year: found.plan(year, "")[0])
        self.late_since = cache(_late_since)
        self.columns = cache(self._columns)
        self.reported = cache(lambda frequency: found.values("actual", self.columns(frequency)).T)
        self.newest = cache(self._newest)

    def _columns(self, frequency: str) -> tuple[str, ...]:
        """Every period of a frequency from the first that anything was said of to the last."""
        said = [period for period in self.found.spoken if periods.parse(period).frequency == frequency]
        return tuple(periods.range_(min(said), max(said))) if said else ()

    def _newest(self, frequency: str) -> list[str]:
        """The newest period of a frequency that each indicator speaks of; "" when none."""
        columns = self.columns(frequency)
        if not columns:
            return [""] * len(self.found.subjects)
        known = np.isfinite(self.reported(frequency)) | np.isfinite(self.found.values("cumulative", columns).T)
        last = len(columns) - 1 - known[:, ::-1].argmax(axis=1)
        return [columns[at] if said else "" for at, said in zip(last, np.asarray(known.any(axis=1)), strict=True)]


def _lines(every: Everywhere, found: Levels, area_code: str, like: Alike, today: date) -> list[Line]:
    place = every.communes.index(area_code)
    others = [every.communes.index(code) for code in like.area_codes]
    ranks = every.ranks()[:, place]
    same = (every.values == every.values[:, [place]]).sum(axis=1)
    medians = robust.median(every.values[:, others]) if others else np.full(len(every.indicators), np.nan)
    course = _Course(found)
    odd = _odd(every, course, area_code)
    return [
        _line(every, course, row, (ranks[row], int(same[row])), medians[row], odd, today)
        for row in range(len(every.indicators))
    ]


def _line(
    every: Everywhere,
    course: _Course,
    row: int,
    place: tuple[float, int],
    alike: float,
    odd: dict[str, Oddity],
    today: date,
) -> Line:
    """``place``: the commune's rank, and how many have the same value."""
    one, newest, measure = every.indicators[row], every.period[row], every.measure[row]
    frequency = periods.parse(newest).frequency
    period = course.newest(frequency)[row]
    late, due = course.late_since(one.frequencies, one.deadline_days, period, today)
    if not period:
        return Line(
            one, "", newest, measure, None, "missing", None, None, (), None, 0, every.counts[row], None, False, None,
            late, due, None, None,
        )  # fmt: skip
    level = course.at(period, measure)
    if np.isnan(level.value[row]):  # a month is missing from the sum: the month alone speaks
        measure, level = "actual", course.at(period, "actual")
    then = course.at(comparing.compared_with(period, "same_last_year"), measure)
    value = _number(level.value[row])
    compared = period == newest and measure == every.measure[row]
    is_ranked = compared and bool(np.isfinite(place[0]))
    reached = course.at(period, "cumulative") if one.kind == "flow" else level
    return Line(
        indicator=one,
        period=period,
        newest=newest,
        measure=measure,
        value=value,
        status=str(level.status[row]),
        change=arithmetic.change(one.kind, one.unit, value, _number(then.value[row])),
        plan_share=arithmetic.share_of_plan(_number(reached.value[row]), _number(course.plan(period[:4])[row])),
        recent=tuple(None if isnan(one) else one for one in course.reported(frequency)[row, -RECENT:].tolist()),
        rank=int(place[0]) if is_ranked else None,
        level_with=place[1] if is_ranked else 0,
        ranked=every.counts[row],
        province=_number(every.province[row]) if compared else None,
        province_is_sum=every.summed[row],
        alike=_number(alike) if compared else None,
        late_period=late,
        due_on=due,
        published_at=level.published_at[row],
        odd=odd.get(one.code),
    )


def _late_since(frequencies: Sequence[str], days: str, newest: str, today: date) -> tuple[str, date | None]:
    """The period that should be here by now but is not, and when it was due; ("", None) when nothing is late."""
    deadline = int(days) if days else None
    closed = periods.latest_closed(min(frequencies, key=periods.rank), deadline, today)
    if newest and periods.parse(newest).end >= periods.parse(closed).end:
        return "", None
    return closed, periods.due_on(closed, deadline)


def _odd(every: Everywhere, course: _Course, area_code: str) -> dict[str, Oddity]:
    """What is odd in the newest value of each indicator by the commune's own years before."""
    found: dict[str, Oddity] = {}
    frequency_of = [periods.parse(period).frequency for period in every.period]
    for frequency in set(frequency_of):
        rows = [row for row, own in enumerate(frequency_of) if own == frequency]
        columns = course.columns(frequency)
        if not season_of(frequency) or not columns:
            continue
        targets = [columns.index(every.period[row]) if every.period[row] in columns else -1 for row in rows]
        inside, values = [every.indicators[row] for row in rows], course.reported(frequency)[rows]
        found |= strange_in_season(inside, values, columns, targets, has_new_territory(area_code))
    return found


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
