"""From stations to communes: the variables of the rules for every commune and hour, and where each came from.

A commune takes the station inside it, else the nearest within a stated distance.  What is only partly known is a
lower bound (rain of 24 hours with two hours missing); what is not known at all stays unknown, never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.risk.feeds import Feed
from data.risk.rules import Floats, limit

EARTH_KM = 6371.0
CANDIDATES = 4  # stations that may stand in for one another
DAYS_BEFORE = 5  # that antecedent rain and spells look back
ROUND_THE_DAY = 24
BEAUFORT_MS = (0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7, 37.0, 41.5, 46.2, 51.0, 56.1)
HOT_C, COLD_C = 35.0, 13.0
NO_STATION = -1
EXACT = 6  # decimals of a sum of readings: 100 mm of ten times 10 is 100, not a trifle less
REACH = {"rain": "rain_reach_km", "temperature": "temperature_reach_km", "wind": "wind_reach_km"}


@dataclass(frozen=True)
class Inputs:
    """Variables by name: arrays of communes (in the order of ``places``) by hours; and what they rest on."""

    hours: pd.DatetimeIndex
    variables: Mapping[str, Floats]
    station: Mapping[str, np.ndarray]  # quantity → index of the station used in each commune and hour, and before
    distance_km: Mapping[str, Floats]  # quantity → of each commune and candidate station
    stations: tuple[str, ...]

    def used(self, quantity: str, commune: int, hour: int) -> str:
        """The station that a commune took a quantity from; "" when there was none."""
        place = int(self.station[quantity][commune, self._column(quantity, hour)])
        return self.stations[place] if place != NO_STATION else ""

    def runs(self, quantity: str, commune: int, hour: int, back: int) -> list[tuple[str, pd.Timestamp, int]]:
        """The stations that a commune took a quantity from in ``back`` hours up to one, the newest first.

        Each with the last of its hours and how many in a row there are; hours without any reading are left out.
        """
        end = self._column(quantity, hour) + 1
        row, last = self.station[quantity][commune, max(end - back, 0) : end][::-1], self.hours[hour]
        starts = np.flatnonzero(np.diff(row, prepend=NO_STATION - 1))
        lengths = np.diff(starts, append=len(row))
        return [
            (self.stations[row[start]], last - pd.Timedelta(hours=int(start)), int(length))
            for start, length in zip(starts, lengths, strict=True)
            if row[start] != NO_STATION
        ]

    def _column(self, quantity: str, hour: int) -> int:
        return int(self.station[quantity].shape[1]) - len(self.hours) + range(len(self.hours))[hour]


def inputs(places: pd.DataFrame, stations: pd.DataFrame, feed: Feed, shown: int, *, storm: bool) -> Inputs:
    """What the rules need for the last ``shown`` hours of a screened feed.

    Args:
        places: one row per commune: ``area_code``, ``lat``, ``lon``, ``flood_station`` ("" where none is assigned).
        stations: ``entry_code``, ``area_code``, ``latitude``, ``longitude``, ``alarm_1`` … ``alarm_3``,
            ``historical_level`` (m), ``basin``.
        storm: whether a storm is under way: wind counts only then, for the article is about storms.
    """
    about = stations.set_index("entry_code").reindex(list(feed.codes)).reset_index()
    taken, station, distance = {}, {}, {}
    for quantity, reach in REACH.items():
        taken[quantity], station[quantity], distance[quantity] = _nearest(
            places, about, feed.values[quantity], limit(reach)
        )
    variables = {**_rain(taken["rain"]), **_temperature(taken["temperature"])}
    variables["wind_beaufort"] = _beaufort(taken["wind"]) if storm else np.full_like(taken["wind"], np.nan)
    water, station["water_level"] = _water(places, about, feed.values["water_level"])
    variables |= water
    last = slice(len(feed.hours) - shown, None)
    return Inputs(
        feed.hours[last],
        {name: block[:, last] for name, block in variables.items()},
        station,
        distance,
        feed.codes,
    )


def kilometres(lat: Floats, lon: Floats, to_lat: Floats, to_lon: Floats) -> Floats:
    """Great-circle distances from every point of the first to every point of the second."""
    a, b = np.radians(lat)[:, None], np.radians(to_lat)[None, :]
    across = np.radians(to_lon)[None, :] - np.radians(lon)[:, None]
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    far: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
    return far


def _nearest(
    places: pd.DataFrame, stations: pd.DataFrame, block: Floats, reach: float
) -> tuple[Floats, np.ndarray, Floats]:
    """Of each commune and hour the value of the first candidate that has one, which that was, and all distances."""
    values = np.full((len(places), block.shape[1]), np.nan)
    used = np.full(values.shape, NO_STATION)
    position = stations[["latitude", "longitude"]].to_numpy(dtype=float)
    far = kilometres(places["lat"].to_numpy(float), places["lon"].to_numpy(float), position[:, 0], position[:, 1])
    inside = places["area_code"].to_numpy()[:, None] == stations["area_code"].to_numpy()[None, :]
    sends = np.asarray(~np.isnan(block).all(axis=1))
    far = np.where(np.isnan(far), np.inf, far)
    order_by = np.where(inside, far - reach, far)  # those inside first, whatever the middle of the commune
    order_by = np.where(sends[None, :] & (inside | (far <= reach)), order_by, np.inf)
    for candidate in np.argsort(order_by, axis=1, kind="stable")[:, :CANDIDATES].T:
        near = np.isfinite(order_by[np.arange(len(places)), candidate])
        offered = np.where(near[:, None], block[candidate], np.nan)
        takes = np.isnan(values) & ~np.isnan(offered)
        values = np.where(takes, offered, values)
        used = np.where(takes, candidate[:, None], used)
    return values, used, far


def _rain(rain: Floats) -> dict[str, Floats]:
    day = _sum(rain, ROUND_THE_DAY)
    return {
        "rain_1h_mm": rain,
        "rain_24h_mm": day,
        "rain_12h_mm": _sum(rain, ROUND_THE_DAY // 2),
        "rain_hours": _sum(np.where(np.isnan(rain), np.nan, 1.0), ROUND_THE_DAY),
        "antecedent_rain_days": _days_before(day, limit("antecedent_rain_mm")),
        "duration_days": _spell(day, limit("heavy_rain_mm")),
    }


def _sum(block: Floats, hours: int) -> Floats:
    """Of the last ``hours`` up to each; what is known of them, NaN where nothing is."""
    known = ~np.isnan(block)
    total = np.round(_window(np.where(known, block, 0.0), hours, np.add), EXACT)
    return np.where(_window(known, hours, np.logical_or), total, np.nan)


def _window(block: np.ndarray, hours: int, join: np.ufunc) -> np.ndarray:
    """Of each hour and those before it, ``hours`` together, what ``join`` makes; hours before the first add nothing.

    Windows are joined from windows of half the length, so a day takes five steps and not twenty-four.
    """
    if hours == 1:
        return block
    half = _window(block, hours // 2, join)
    joined = _joined(half, half, hours // 2, join)
    return joined if hours % 2 == 0 else _joined(joined, block, hours - 1, join)


def _joined(late: np.ndarray, early: np.ndarray, apart: int, join: np.ufunc) -> np.ndarray:
    made = late.copy()
    join(late[:, apart:], early[:, : early.shape[1] - apart], out=made[:, apart:])
    return made


def _days_before(day: Floats, enough: float) -> Floats:
    """Days in a row before the last 24 hours with at least ``enough``; NaN where the day before is not known."""
    found = np.zeros_like(day)
    going = np.ones(day.shape, dtype=bool)
    for back in range(1, DAYS_BEFORE + 1):
        earlier = _shifted(day, ROUND_THE_DAY * back)
        if back == 1:
            found = np.where(np.isnan(earlier), np.nan, found)
        going &= earlier >= enough
        found = np.where(going, found + 1, found)
    return found


def _spell(day: Floats, enough: float) -> Floats:
    """Days in a row up to now with at least ``enough``, counted in 24-hour windows; at least 1."""
    going, found = np.ones(day.shape, dtype=bool), np.zeros_like(day)
    for back in range(DAYS_BEFORE + 1):
        going &= _shifted(day, ROUND_THE_DAY * back) >= enough
        found = np.where(going, found + 1, found)
    return np.where(np.isnan(day), np.nan, np.maximum(found, 1.0))


def _temperature(block: Floats) -> dict[str, Floats]:
    known = ~np.isnan(block)
    count = _window(known.astype(float), ROUND_THE_DAY, np.add)
    highest = _window(np.where(known, block, -np.inf), ROUND_THE_DAY, np.maximum)
    hot = np.where(count > 0, highest, np.nan)
    mean = np.where(count > 0, _sum(block, ROUND_THE_DAY) / np.maximum(count, 1), np.nan)
    return {
        "tmax_c": hot,
        "tmean_c": mean,
        "heat:days": np.where(np.isnan(hot), np.nan, _in_a_row(hot >= HOT_C)),
        "cold:days": np.where(np.isnan(mean), np.nan, _in_a_row(mean < COLD_C)),
    }


def _in_a_row(is_so: np.ndarray) -> Floats:
    """How many days up to now, one look a day."""
    going, found = np.ones(is_so.shape, dtype=bool), np.zeros(is_so.shape)
    for back in range(DAYS_BEFORE + 1):
        going &= _shifted(is_so.astype(float), ROUND_THE_DAY * back) == 1.0
        found += going
    return found


def _beaufort(wind: Floats) -> Floats:
    """The highest force of the last 24 hours."""
    strongest = _window(np.where(np.isnan(wind), -np.inf, wind), ROUND_THE_DAY, np.maximum)
    force = np.digitize(strongest, BEAUFORT_MS).astype(float)
    return np.where(np.isfinite(strongest), force, np.nan)


def _water(places: pd.DataFrame, stations: pd.DataFrame, block: Floats) -> tuple[dict[str, Floats], np.ndarray]:
    """Alarm states of the station that each commune was assigned; nothing is guessed between stations."""
    alarms = [stations[f"alarm_{step}"].to_numpy(float)[:, None] for step in (1, 2, 3)]
    unknown = np.isnan(block) | np.isnan(alarms[0]) | np.isnan(alarms[1]) | np.isnan(alarms[2])
    state = np.where(unknown, np.nan, np.sum([block >= alarm for alarm in alarms], axis=0))
    record = stations["historical_level"].to_numpy(float)[:, None]
    of_station = {
        "water_level_m": block,
        "water_level_alarm": state,
        "above_bd3_m": block - alarms[2],
        "above_historical": np.where(np.isnan(block) | np.isnan(record), np.nan, block > record),
        "basins": _basins(state, stations["basin"].fillna("").to_numpy()),
    }
    assigned = pd.Index(stations["entry_code"]).get_indexer(places["flood_station"])
    has = (assigned != NO_STATION)[:, None]
    # The row past the last is of no station: NO_STATION points to it, also where nobody sent anything.
    of_place = {
        name: np.pad(values, ((0, 1), (0, 0)), constant_values=np.nan)[assigned] for name, values in of_station.items()
    }
    used = np.where(has & ~np.isnan(of_place["water_level_m"]), assigned[:, None], NO_STATION)
    return of_place, used


def _basins(state: Floats, basins: np.ndarray) -> Floats:
    """In how many basins the water stands at least as high as here, alarm by alarm."""
    named = [name for name in dict.fromkeys(basins) if name]
    if not named or not state.size:
        return np.full(state.shape, np.nan)
    filled = np.where(np.isnan(state), -1, state)
    highest = np.array([filled[basins == name].max(axis=0) for name in named])
    reached = (highest[:, None, :] >= filled[None, :, :]).sum(axis=0).astype(float)
    return np.where(np.isnan(state) | (state < 1), np.where(np.isnan(state), np.nan, 0.0), reached)


def _shifted(block: Floats, hours: int) -> Floats:
    """What stood so many hours earlier; NaN before the first."""
    if hours >= block.shape[1]:
        return np.full(block.shape, np.nan)
    return np.pad(block[:, : block.shape[1] - hours], ((0, 0), (hours, 0)), constant_values=np.nan)
