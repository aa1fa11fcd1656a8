"""How two indicators moved in the provinces: for what no commune reports."""

import numpy as np
from sqlalchemy import Connection

from data import arithmetic, catalogue, comparing, remembered, reported
from data.analyst import Move, ProvinceMoves
from data.catalogue import Indicator, IndicatorSet
from data.comparison import measure_of
from data.memory import per_version
from geo import areas


@per_version
def provinces_moved(conn: Connection, set_code: str, x: str, y: str) -> list[ProvinceMoves]:
    """The set's own province first, then those whose sets are linked to either indicator."""
    sets = catalogue.sets()
    found = [_moves(conn, one, catalogue.get(x), catalogue.get(y)) for one in sets.values()]
    known = [one for one in found if one.x or one.y]
    return sorted(known, key=lambda one: one.province_code != sets[set_code].province_code)


def _moves(conn: Connection, about: IndicatorSet, x: Indicator, y: Indicator) -> ProvinceMoves:
    names = areas.provinces().set_index("area_code")["full_name"]
    name = str(names[about.province_code])
    whose = f"{name} ({about.area_group})" if about.area_group else name
    moved = [_move(conn, about, one) for one in (x, y)]
    return ProvinceMoves(about.province_code, whose, *moved)


def _move(conn: Connection, about: IndicatorSet, wanted: Indicator) -> Move | None:
    """What the province says of the indicator, or of the one that its set links to it."""
    one = next((each for each in (wanted, *catalogue.linked(wanted)) if each.set_code == about.set_code), None)
    if one is None:
        return None
    course = remembered.courses(conn, [one], about.province_code)[one.code]
    period = comparing.newest_period(course.spoken, reported.LAST_PERIOD)
    if not period:
        return None
    then, measure = comparing.compared_with(period, "same_last_year"), measure_of(one, period)
    now, before = (float(course.at(when, measure).value[0]) for when in (period, then))
    if np.isnan(now) or np.isnan(before):
        return Move(one, period, then, measure, now, before, None)
    return Move(one, period, then, measure, now, before, arithmetic.change(one.kind, one.unit, now, before).told)
