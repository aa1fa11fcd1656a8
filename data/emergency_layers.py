"""The layers of points on the map of emergencies: stations, reservoirs, places at risk, each with what is behind it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data import catalogue_registers, remembered
from data.emergency_answers import Layer
from data.emergency_levels import RiskLevels
from data.keys import EntryKey, ReadingsKey
from data.levels import Floats
from data.memory import per_version
from data.risk.rules import limit

# Registers whose entries are points of the map; those that stations feed are told by the hour, the others by the day.
LAYERS = ("reservoir", "dike", "risk_point", "incident", "shelter", "response_force", "road_cut")
GONE = {"risk_point": ("treated",), "incident": ("closed",), "road_cut": ("reopened",)}
DAYS_FRESH = 31  # lists of things that stand still


def layers(
    conn: Connection, province_code: str, found: RiskLevels | None, newest: datetime | None, now: datetime
) -> dict[str, Layer]:
    """Every layer by its code: stations by what they measured last, lists by what is still of concern."""
    made: dict[str, Layer] = {}
    if found is not None:
        made |= {code: _measured(found, code, newest, now) for code in ("rain", "water_level")}
    made |= {code: _listed(conn, code, province_code, now) for code in LAYERS}
    return made


def _measured(found: RiskLevels, quantity: str, newest: datetime | None, now: datetime) -> Layer:
    """Stations with their last reading: rain of 24 hours, or the water against the alarm levels."""
    index = {code: place for place, code in enumerate(found.feed.codes)}
    stations = found.stations[found.stations["entry_code"].isin(index)]
    bad = set(found.feed.faults.loc[found.feed.faults["quantity"] == quantity, "entry_code"])
    rows = []
    for station in stations.to_dict("records"):
        row = found.raw.values[quantity][index[station["entry_code"]]]
        known = row[~np.isnan(row)]
        if not len(known):
            continue
        state, told = _rain_told(row) if quantity == "rain" else _water_told(float(known[-1]), station)
        is_bad = station["entry_code"] in bad
        worst = state in ("heavy", "alarm_3") and not is_bad
        rows.append(
            _point(station, _measured_key(found, quantity, station, row), "fault" if is_bad else state, [told], worst)
        )
    late = newest is None or (now - newest) > timedelta(hours=limit("late_hours"))
    return Layer(quantity, _points(rows), newest, late, found.simulated)


def _measured_key(found: RiskLevels, quantity: str, station: Mapping[Any, Any], row: Floats) -> ReadingsKey:
    """What stands behind the words of a station: the rain of a day, or the last height of the water."""
    rains = quantity == "rain"
    last = found.raw.hours[-1 if rains else int(np.flatnonzero(~np.isnan(row))[-1])]
    code = str(station["entry_code"])
    return ReadingsKey(found.province_code, code, quantity, f"{last:%Y-%m-%dT%H}", 24 if rains else 1)


def _rain_told(row: Floats) -> tuple[str, str]:
    day = float(np.nansum(row[-24:]))
    state = "heavy" if day >= 100 else "wet" if day >= limit("heavy_rain_mm") else "calm"
    return state, f"24 giờ: {day:.1f} mm".replace(".", ",")


def _water_told(level: float, station: Mapping[Any, Any]) -> tuple[str, str]:
    """Which alarm level the water has reached, of those that the list names; without any no water is called calm."""
    alarms = {step: float(station[f"alarm_{step}"]) for step in (1, 2, 3) if pd.notna(station[f"alarm_{step}"])}
    height = f"{level:.2f} m".replace(".", ",")
    if not alarms:
        return "unknown", f"{height}, chưa có mức báo động trong danh sách trạm"
    reached = [step for step, bound in alarms.items() if level >= bound]
    if reached:
        return f"alarm_{reached[-1]}", f"{height}, trên báo động {reached[-1]}"
    return "calm" if 1 in alarms else "unknown", f"{height}, dưới báo động {min(alarms)}"


def _listed(conn: Connection, register: str, province: str, now: datetime) -> Layer:
    """The entries of a register that are still of concern and have a place."""
    points, updated, simulated = _entries(conn, register, province)
    late = updated is None or (now - updated) > timedelta(days=DAYS_FRESH)
    return Layer(register, points, updated, late, simulated)


@per_version
def _entries(conn: Connection, register: str, province: str) -> tuple[pd.DataFrame, datetime | None, bool]:
    """Points of a register, when the newest became known, and whether any is simulated."""
    found = remembered.entries(conn, register, province)
    here = found[found["latitude"].notna() & ~found["state"].isin(GONE.get(register, ()))]
    words = catalogue_registers.registers()[register].state.words()
    worst = next(iter(words), "")
    rows = []
    for row in here.to_dict("records"):
        key, state = EntryKey(register, province, row["entry_code"]), str(row["state"])
        rows.append(_point(row, key, state, [words.get(state, "")], state == worst))
    updated = found["published_at"].max().to_pydatetime() if len(found) else None
    return _points(rows), updated, bool((found["status"] == "simulated").any())


def _point(
    entry: Mapping[Any, Any], key: EntryKey | ReadingsKey, state: str, told: list[str], worst: bool
) -> dict[str, object]:
    names = ("entry_code", "name", "latitude", "longitude", "area_name")
    own = {"key": key.text(), "state": state, "told": told, "worst": bool(worst)}
    return {name: entry[name] for name in names} | own


def _points(rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = ["entry_code", "name", "latitude", "longitude", "area_name", "key", "state", "told", "worst"]
    return pd.DataFrame(rows, columns=columns)
