"""The levels of all communes of a province at an hour, and why: readings and registers in, frames out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import remembered, station_readings
from data.emergency_answers import HazardWhy, Used, Why
from data.keys import MadeKey, ReadingsKey
from data.memory import per_version
from data.risk import feeds, proposal, rules
from data.risk import inputs as risk_inputs
from data.risk.inputs import DAYS_BEFORE, Inputs
from data.risk.places import places
from data.risk.proposal import Judged, Proposal
from data.risk.rules import limit

SHOWN_HOURS = 72
STATION_OF = {
    "rain_24h_mm": "rain", "rain_12h_mm": "rain", "antecedent_rain_days": "rain", "duration_days": "rain",
    "water_level_alarm": "water_level", "above_bd3_m": "water_level", "above_historical": "water_level",
    "basins": "water_level", "wind_beaufort": "wind", "tmax_c": "temperature", "tmean_c": "temperature",
    "days": "temperature",
}  # fmt: skip
# How many hours a variable looks back on; all others tell of their own hour.
DAY, ALL_DAYS = 24, 24 * (DAYS_BEFORE + 1)
HOURS_OF = {
    "rain_24h_mm": DAY, "rain_12h_mm": 12, "wind_beaufort": DAY, "tmax_c": DAY, "tmean_c": DAY,
    "antecedent_rain_days": ALL_DAYS, "duration_days": ALL_DAYS, "days": ALL_DAYS,
}  # fmt: skip
# The hazards without which nothing can be said of a commune, by kind of event; of all others what rain brings.
WATER = ("heavy_rain", "flash_flood_landslide", "flood")
CONCERN = {"heat": ("heat",), "cold": ("cold",)}


@dataclass(frozen=True)
class RiskLevels:
    """The last 72 hours of every commune; arrays have a row per commune of ``places`` and a column per hour."""

    places: pd.DataFrame
    inputs: Inputs
    proposal: Proposal
    province_code: str
    feed: feeds.Feed
    raw: feeds.Feed
    stations: pd.DataFrame
    simulated: bool

    def of_hazard(self, hazard: str) -> Judged:
        return self.proposal.hazards[hazard]

    def block(self, flat: np.ndarray) -> np.ndarray:
        return flat.reshape(len(self.places), -1)

    def held(self, hazard: str = "") -> np.ndarray:
        """The level of every commune and hour, of one hazard or of all: up at once, down only after several lower hours
        whose rain is known."""
        return self._held[hazard]

    @cached_property
    def _held(self) -> dict[str, np.ndarray]:
        every = {"": self.proposal.level} | {name: judged.level for name, judged in self.proposal.hazards.items()}
        partial = proposal.partial_rain(self.inputs.variables)
        hours = int(limit("hold_hours"))
        return {name: proposal.held(self.block(level), hours, partial) for name, level in every.items()}

    @cached_property
    def together(self) -> np.ndarray:
        """Hazards at level 1 or above in each commune within the hours of Điều 4."""
        hours = int(limit("together_hours"))
        blocks = [self.block(judged.level) for judged in self.proposal.hazards.values()]
        return np.asarray(np.sum([block[:, -hours:].max(axis=1) >= 1 for block in blocks], axis=0))


@per_version
def levels(conn: Connection, province_code: str, end: datetime, storm: bool) -> RiskLevels:
    """Works out 72 hours up to ``end`` (a full hour) for every commune of the province."""
    zoning, stations = (remembered.entries(conn, name, province_code) for name in ("hazard_zone", "station"))
    raw, is_simulated = _sent(conn, province_code, end)
    simulated = is_simulated or bool((zoning["status"] == "simulated").any())
    about = _places(conn, province_code)
    return worked_out(about, stations, raw, province_code, storm=storm, simulated=simulated)


def _sent(conn: Connection, province_code: str, end: datetime) -> tuple[feeds.Feed, bool]:
    """What stations sent in the hours that the levels up to ``end`` look back on, and whether any of it is simulated.

    The hours that a page offers look back on much the same readings: those are fetched once per version.
    """
    newest = station_readings.newest_hour(conn, province_code)
    is_offered = newest is not None and newest - timedelta(hours=SHOWN_HOURS) < end <= newest
    whole, simulated = _fetched(conn, province_code, newest if newest and is_offered else end)
    hours = pd.date_range(_first(end), end, freq="h")
    here = simulated[whole.hours.get_indexer(hours)]
    return feeds.among(whole, hours), bool(here.any())


def _first(end: datetime) -> datetime:
    return end - timedelta(hours=SHOWN_HOURS - 1 + 24 * (DAYS_BEFORE + 1))


@per_version
def _fetched(conn: Connection, province_code: str, end: datetime) -> tuple[feeds.Feed, np.ndarray]:
    """What stations sent up to ``end``, far enough back for each of the hours that a page offers, and in which hours
    simulated readings came."""
    since = _first(end) - timedelta(hours=SHOWN_HOURS)
    hours = pd.date_range(since, end, freq="h")
    found = station_readings.readings(conn, province_code, since, end)
    return feeds.feed(found, hours), np.isin(hours, found.loc[found["status"] == "simulated", "at"].unique())


@per_version
def _places(conn: Connection, province_code: str) -> pd.DataFrame:
    zoning, stations = (remembered.entries(conn, name, province_code) for name in ("hazard_zone", "station"))
    return places(province_code, zoning, stations)


def worked_out(
    about: pd.DataFrame, stations: pd.DataFrame, raw: feeds.Feed, province_code: str = "", *, storm: bool,
    simulated: bool = False,
) -> RiskLevels:  # fmt: skip
    """The same from frames."""
    clean = feeds.screened(raw)
    values = risk_inputs.inputs(about, stations, clean, SHOWN_HOURS, storm=storm)
    flat = {name: block.ravel() for name, block in values.variables.items()}
    made = proposal.propose(about, flat, len(values.hours))
    return RiskLevels(about, values, made, province_code, clean, raw, stations, simulated)


def communes(found: RiskLevels, kind: str = "storm") -> pd.DataFrame:
    """Every commune at the last hour: ``area_code``, ``area_name``, ``proposed``, ``hazard``, ``weak``, ``open``, …

    Further ``rain_24h_mm``, ``verified`` (the highest level of a rule that may alert) and ``together`` (hazards at
    level 1 or above within the hours of Điều 4).  ``proposed`` is NaN where no rule holds and what an event of this
    ``kind`` is about could not be evaluated: no all-clear.
    """
    held = found.held()[:, -1]
    by_hazard = {hazard: found.block(judged.level) for hazard, judged in found.proposal.hazards.items()}
    highest = {hazard: found.held(hazard)[:, -1] for hazard in by_hazard}
    leading = [
        next((h for h, block in highest.items() if level and block[n] == level), "") for n, level in enumerate(held)
    ]
    grades = [_grade(found, hazard, n, int(held[n])) for n, hazard in enumerate(leading)]
    verified = [
        max(
            (int(block[n]) for h, block in highest.items() if _may_alert(_grade(found, h, n, int(block[n])))), default=0
        )
        for n in range(len(held))
    ]
    unknown = np.any([found.block(found.of_hazard(h).open)[:, -1] for h in CONCERN.get(kind, WATER)], axis=0)
    return pd.DataFrame({
        "area_code": found.places["area_code"], "area_name": found.places["area_name"],
        "proposed": np.where((held == 0) & unknown, np.nan, held),
        "hazard": leading, "weak": [bool(grade) and not _may_alert(grade) for grade in grades],
        "verified": verified,
        "open": np.any([found.block(j.open)[:, -1] for j in found.proposal.hazards.values()], axis=0),
        "rain_24h_mm": found.inputs.variables["rain_24h_mm"][:, -1], "rain_key": _rain_keys(found),
        "together": found.together,
    })  # fmt: skip


def _rain_keys(found: RiskLevels) -> list[str]:
    """As text what the rain of every commune at the last hour was added up from; "" where nothing is known."""
    last = len(found.inputs.hours) - 1
    keys = (readings_key(found, "rain", n, last, DAY, "rain") for n in range(len(found.places)))
    return [key.text() if key else "" for key in keys]


def readings_key(
    found: RiskLevels, quantity: str, commune: int, hour: int, back: int, rule: str = "readings"
) -> MadeKey | None:
    """What stations measured for a commune in the ``back`` hours up to one; None where nothing was."""
    runs = found.inputs.runs(quantity, commune, hour, back)
    parts = tuple(ReadingsKey(found.province_code, code, quantity, f"{at:%Y-%m-%dT%H}", n) for code, at, n in runs)
    return MadeKey(rule, parts) if parts else None


def _may_alert(grade: str) -> bool:
    return bool(grade) and rules.grades()[grade].may_alert


def _grade(found: RiskLevels, hazard: str, commune: int, level: int) -> str:
    """How well the rule behind a held level was verified; of the last hour at which it held."""
    if not hazard or level == 0:
        return ""
    judged = found.of_hazard(hazard)
    at_level = np.flatnonzero(found.block(judged.level)[commune] == level)
    return rules.rules()[int(found.block(judged.rule)[commune, at_level[-1]])].grade


def why(found: RiskLevels, area_code: str, now: datetime) -> Why | None:
    """Everything behind the proposal of one commune; None for a code that is none of the province."""
    row = np.flatnonzero((found.places["area_code"] == area_code).to_numpy())
    if not len(row):
        return None
    commune = int(row[0])
    place = {str(name): str(value) for name, value in found.places.iloc[commune].items()}
    at = _hour_behind(found, commune)
    values = {name: float(block[commune, at]) for name, block in found.inputs.variables.items()}
    told = tuple(_hazard(found, hazard, commune, at, place, values, now) for hazard in found.proposal.hazards)
    together = int(found.together[commune])
    ordered = tuple(sorted(told, key=lambda one: (-one.level, not one.missing)))
    return Why(area_code, place, ordered, None, "", together)


def _hour_behind(found: RiskLevels, commune: int) -> int:
    """The last hour that reached the level which is held now."""
    raw, held = found.block(found.proposal.level)[commune], found.held()[commune, -1]
    return int(np.flatnonzero(raw == held)[-1])


def _hazard(
    found: RiskLevels,
    hazard: str,
    commune: int,
    at: int,
    place: dict[str, str],
    values: dict[str, float],
    now: datetime,
) -> HazardWhy:
    judged = found.of_hazard(hazard)
    level, number = int(found.block(judged.level)[commune, at]), int(found.block(judged.rule)[commune, at])
    rule = rules.rules()[number] if number != proposal.NO_RULE else None
    names = rule.condition.variables if rule else _variables(hazard)
    used = tuple(_used(found, hazard, name, commune, at, values, now) for name in names)
    missing = tuple(proposal.missing(hazard, place, values, level)) if found.block(judged.open)[commune, at] else ()
    return HazardWhy(hazard, level, rule, tuple(one for one in used if not np.isnan(one.value)), missing)


def _variables(hazard: str) -> list[str]:
    return list(dict.fromkeys(n for r in rules.rules() if r.hazard == hazard for n in r.condition.variables))


def _used(
    found: RiskLevels, hazard: str, name: str, commune: int, at: int, values: dict[str, float], now: datetime
) -> Used:
    value = values.get(f"{hazard}:{name}", values.get(name, float("nan")))
    quantity = STATION_OF.get(name, "")
    code = found.inputs.used(quantity, commune, at) if quantity in found.inputs.station else ""
    if not code:
        return Used(name, value)
    age = (now - found.inputs.hours[at].to_pydatetime()).total_seconds() / 3600
    distances = found.inputs.distance_km.get(quantity)
    far = float(distances[commune, found.inputs.stations.index(code)]) if distances is not None else None
    known = found.stations.set_index("entry_code")["name"]
    key = readings_key(found, quantity, commune, at, HOURS_OF.get(name, 1))
    return Used(name, value, str(known.get(code, code)), far, max(age, 0.0), key)
