"""The odd one: of an indicator or a whole group the values that break their season, differ from their peers, contradict
others or are not there; ranked, each with its likely cause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import breaks, catalogue, grids, odd_rules, periods, remembered, reported, robust
from data.analyst import Odd, Oddity, Search
from data.catalogue import Indicator
from data.contradictions import contradictions
from data.grids import Grid
from data.memory import per_version
from data.robust import Floats, Usual

WINDOW = 12  # periods that are looked at
YEARS = 6  # of history that they are held against
HALF = 0.5  # of the communes that ever reported must have for the others to be missing
PER_PERIOD = 0.97  # an odd value of the month before counts a little less than one of today
SLIP_BONUS = 10.0  # what looks like a slip of the pen can be mended at once
SHOWN = 400


@per_version
def search(conn: Connection, set_code: str, codes: tuple[str, ...]) -> Search:
    """The odd values of these indicators over the newest ``WINDOW`` periods of each frequency."""
    province = catalogue.sets()[set_code].province_code
    offer = reported.offer(conn, province, codes)
    by_frequency: dict[str, list[str]] = {}
    for one in (catalogue.get(code) for code in codes):
        frequency = periods.parse(offer[one.code].newest).frequency if offer[one.code].newest else ""
        if odd_rules.season_of(frequency) and one.kind not in ("text", "register", "yes_no"):
            by_frequency.setdefault(frequency, []).append(one.code)
    found: list[Odd] = []
    looked_at, window = 0, tuple[str, ...]()
    for frequency in sorted(by_frequency, key=periods.rank):
        inside = by_frequency[frequency]
        newest = max(int(offer[code].newest[:4]) for code in inside)
        block = grids.grid(conn, tuple(inside), province, frequency, str(newest - YEARS))
        found += _of_grid(conn, block, province, frequency)
        looked_at += int(np.isfinite(block.values[:, :, -WINDOW:]).sum())
        window = window or tuple(reversed(block.periods[-WINDOW:]))
    ranked = sorted(found, key=lambda one: (-one.oddity.score, one.period, one.area_code))[:SHOWN]
    version = str(remembered.version(conn)["version"])
    indicators = sum(map(len, by_frequency.values()))
    return Search(_unsettled(conn, ranked), looked_at, indicators, window, version)


def _of_grid(conn: Connection, block: Grid, province: str, frequency: str) -> list[Odd]:
    if not block.indicators:
        return []
    names = _names(conn, province)
    columns = list(range(max(0, len(block.periods) - WINDOW), len(block.periods)))
    rule_floor = odd_rules.season_floor()
    odd: dict[tuple[str, str, str], Odd] = {}
    for one in _odd_values(block, odd_rules.season_of(frequency), rule_floor, names, len(columns)):
        odd[one.indicator.code, one.area_code, one.period] = one
    for told in contradictions(conn, block, province, columns):
        why = "scope" if told.persists else "contradiction"
        oddity = Oddity(told.reason, why, told.score, told.value, told.expected, told.of)
        one = Odd(told.indicator, told.area_code, names[told.area_code], told.period, told.measure, oddity, told.other)
        key = (told.indicator.code, told.area_code, told.period)
        if key not in odd or odd[key].oddity.cause == "unknown":
            odd[key] = one
    return [_aged(one, block.periods) for one in (*odd.values(), *_gaps(block, columns, names))]


def _names(conn: Connection, province: str) -> dict[str, str]:
    frame = remembered.communes(conn, province)
    names = dict(zip(frame["area_code"], frame["area_name"], strict=True))
    return names | {province: remembered.area_name(conn, province)}


def _aged(one: Odd, columns: Sequence[str]) -> Odd:
    age = len(columns) - 1 - columns.index(one.period)
    slipped = SLIP_BONUS if one.oddity.cause in ("unit_slip", "digit_slip") else 0.0
    return replace(one, oddity=replace(one.oddity, score=(min(one.oddity.score, 20.0) + slipped) * PER_PERIOD**age))


def _odd_values(block: Grid, season: int, floor: float, names: dict[str, str], last: int) -> Iterator[Odd]:
    """Against the own season, and where that says nothing against the other communes."""
    shown = block.periods[-last:]
    for row, one in enumerate(block.indicators):
        values = block.values[row]
        usual = robust.seasonal(values, season, floor, last)
        newest = values[:, -last:]
        scores = odd_rules.season_scores([one] * len(values), newest, usual)
        among, others = _among_peers(one, values, last)
        widths = odd_rules.widths_off(newest, usual)
        together = robust.median(widths[:-1], axis=0)
        for place, at in zip(*np.nonzero(np.isfinite(scores) | np.isfinite(among)), strict=True):
            by_season = bool(np.isfinite(scores[place, at]))
            held = usual if by_season else others
            mine = Usual(*(part[place] for part in (held.expected, held.width, held.of)))
            code = block.places[place]
            why, factor = _cause(
                one, newest[place], mine, shown, int(at), together, breaks.has_new_territory(code), by_season
            )
            score = float(abs(scores[place, at] if by_season else among[place, at]))
            reason = "season" if by_season else "peers"
            told = Oddity(
                reason, why, score, float(newest[place, at]), float(mine.expected[at]), int(mine.of[at]), factor
            )
            yield Odd(one, code, names[code], shown[at], block.measures[row], told)


def _cause(
    one: Indicator,
    values: Floats,
    usual: Usual,
    shown: Sequence[str],
    at: int,
    together: Floats,
    merged: bool,
    by_season: bool,
) -> tuple[str, float]:
    if by_season:
        return odd_rules.cause(one, values, usual, shown, at, float(together[at]), merged)
    factor = odd_rules.slip(float(values[at]), float(usual.expected[at])) if odd_rules.is_amount(one) else 0.0
    return ("unit_slip", factor) if factor and factor not in (10.0, 0.1) else ("unknown", 0.0)


def _among_peers(one: Indicator, values: Floats, last: int) -> tuple[Floats, Usual]:
    """Scores of the communes and what the others say, each with an empty line for the province."""
    communes = values[:-1]
    past = communes[:, :-last] if communes.shape[1] > last else np.full((len(communes), 1), np.nan)
    scores, usual = odd_rules.peer_scores(one, communes[:, -last:], robust.median(past))
    nothing = np.full((1, scores.shape[1]), np.nan)
    expected, width = (np.vstack([part, nothing]) for part in (usual.expected, usual.width))
    of = np.vstack([usual.of, np.zeros_like(usual.of[:1])])
    return np.vstack([scores, nothing]), Usual(expected, width, of)


def _gaps(block: Grid, columns: Sequence[int], names: dict[str, str]) -> Iterator[Odd]:
    """Communes that have not sent what most others have: one line per commune and period for all such indicators."""
    known = np.isfinite(block.values[:, :-1])
    ever = known.any(axis=2, keepdims=True)
    expected = known.sum(axis=1, keepdims=True) >= np.maximum(1, HALF * ever.sum(axis=1, keepdims=True))
    missing = (expected & ever & ~known)[:, :, columns]
    due = (expected & ever)[:, :, columns].sum(axis=0)
    counts = missing.sum(axis=0)
    for place, at in zip(*np.nonzero(counts), strict=True):
        first = block.indicators[int(np.argmax(missing[:, place, at]))]
        count, code, period = int(counts[place, at]), block.places[place], block.periods[columns[at]]
        told = Oddity("gap", "gap", 1 + count / int(due[place, at]), np.nan, float(due[place, at]), count)
        yield Odd(first, code, names[code], period, "actual", told)


def _unsettled(conn: Connection, ranked: Sequence[Odd]) -> list[Odd]:
    """What nobody can explain, but is only provisional yet, is told as such: its final figure is still to come."""
    open_ones = [one for one in ranked if one.oddity.cause == "unknown"]
    if not open_ones:
        return list(ranked)
    at = ["indicator_code", "area_code", "period", "measure"]
    rows = [(one.indicator.code, one.area_code, one.period, one.measure) for one in open_ones]
    found = grids.statuses(conn, pd.DataFrame(rows, columns=at))
    weak = found[found["status"].isin(["estimated", "provisional"])]
    unsettled = set(weak[at].itertuples(index=False, name=None))
    return [
        replace(one, oddity=replace(one.oddity, cause="provisional"))
        if one.oddity.cause == "unknown" and (one.indicator.code, one.area_code, one.period, one.measure) in unsettled
        else one
        for one in ranked
    ]


def among(search: Search, *, period: str = "", area_code: str = "", cause: str = "") -> list[Odd]:
    """What was found of one period, area and cause; each left out where it is empty."""
    return [
        one
        for one in search.found
        if period in ("", one.period) and area_code in ("", one.area_code) and cause in ("", one.oddity.cause)
    ]
