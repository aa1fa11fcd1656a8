"""How full hospitals are, for how long beds and medicines last, and who near has room.  Pure: frames in, out.

Two denominators are kept apart: planned beds, by which the annex counts, and beds that are really there and staffed.
More than 100 % is legal and stays; without beds there is no percentage; a negative stock is said and set aside.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from data import health_rules

EARTH_KM = 6371.0088
BAND_DAYS, FLOW_DAYS, STALE_DAYS = 3, 7, 2  # a mean for the band; the window of flows; older reports get no band
SMALL_BEDS = 50  # below, free beds say more than a percentage
_BAND_ORDER = ("", *health_rules.BANDS)
CARE_ORDER = ("initial", "basic", "specialised")


@dataclass(frozen=True)
class DaysToFull:
    """Days until the free beds are taken at the mean net inflow; None where beds are not filling.

    ``low`` and ``high``: the same at the ends of the inflow's 95 % interval; ``high`` is None where it reaches zero.
    """

    days: float | None
    low: float | None
    high: float | None
    net: float  # admissions less discharges a day; NaN without both


def states(facilities: pd.DataFrame, reports: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """How each facility stands; one row each, in the order of ``facilities``.

    Args:
        facilities: ``area_code``, ``name``, ``planned_beds``, ``actual_beds``, ``icu_beds`` (float, NaN unknown).
        reports: ``area_code``, ``measure`` (of ``health_measures.csv``), ``day``, ``value``; totals only.

    Columns: those of ``facilities``, ``occupancy`` (percent of planned beds, newest day), ``mean`` (of BAND_DAYS),
    ``in_use`` (beds), ``of_actual`` (percent of staffed beds), ``free_beds``, ``icu``, ``isolation`` (percents),
    ``staff_per_bed``, ``shifts``, ``waiting``, ``transfers``, ``day`` (NaT where nothing came), ``icu_day``,
    ``told_on`` (measure → the newest day it was reported on), ``age`` (days), ``icu_band`` and ``band`` (the
    worse of it and that of all beds; "" without a judgement), ``days``, ``days_low``, ``days_high``, ``net``.
    """
    by_facility = {str(code): own for code, own in reports.groupby("area_code")}
    nothing = reports.iloc[:0]
    rows = [
        _state(dict(one), by_facility.get(str(one["area_code"]), nothing), today)
        for one in facilities.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[*facilities.columns, *_STATE])


_STATE = (
    "occupancy", "mean", "in_use", "of_actual", "free_beds", "icu", "isolation", "staff_per_bed", "shifts", "waiting",
    "transfers", "day", "icu_day", "told_on", "age", "band", "icu_band", "days", "days_low", "days_high", "net",
)  # fmt: skip


def _state(about: dict[Hashable, Any], own: pd.DataFrame, today: pd.Timestamp) -> dict[Hashable, Any]:
    wide: Any = own.pivot_table(index="day", columns="measure", values="value", aggfunc="last").sort_index()
    told_on, icu_on = _last(wide, "occupancy"), _last(wide, "icu_occupancy")
    day = told_on if told_on is not None else icu_on
    age = (today - day).days if day is not None else np.nan
    planned, actual = _beds(about["planned_beds"]), _beds(about["actual_beds"])
    occupancy, icu = _newest(wide, "occupancy"), _newest(wide, "icu_occupancy")
    if np.isnan(planned):
        occupancy = np.nan  # a share of no beds is no share
    in_use = round(occupancy * planned / 100) if not np.isnan(occupancy) else np.nan
    free = _free(_newest(wide, "free_beds"), planned - in_use)
    last = np.nan if told_on is None else wide["occupancy"].loc[told_on - pd.Timedelta(days=BAND_DAYS - 1) :].mean()
    of_beds = band("general", float(last)) if _is_fresh(told_on, today) and not np.isnan(occupancy) else ""
    of_icu = band("icu", icu) if _is_fresh(icu_on, today) and about["icu_beds"] != 0 else ""
    filling = days_to_full(wide, free)
    isolation = _newest(wide, "isolation_beds")
    return about | {
        "occupancy": occupancy,
        "mean": float(last) if not np.isnan(occupancy) else np.nan,
        "in_use": in_use,
        "of_actual": in_use / actual * 100,
        "free_beds": free,
        "icu": icu,
        "isolation": _newest(wide, "isolation_used") / isolation * 100 if isolation > 0 else np.nan,
        **{name: _newest(wide, name) for name in ("staff_per_bed", "shifts", "waiting", "transfers")},
        "day": day,
        "icu_day": icu_on,
        "told_on": {str(name): wide[name].last_valid_index() for name in wide},
        "age": age,
        "band": max(of_beds, of_icu, key=_BAND_ORDER.index),
        "icu_band": of_icu,
        "days": filling.days,
        "days_low": filling.low,
        "days_high": filling.high,
        "net": filling.net,
    }


def _free(told: float, counted: float) -> float:
    """Beds that are free: as reported, but below zero as counted, since nobody reports less than none."""
    return counted if np.isnan(told) or counted < 0 else told


def _last(wide: pd.DataFrame, measure: str) -> Any:
    """The newest day on which a measure was reported; None without one."""
    return wide[measure].last_valid_index() if measure in wide else None


def _is_fresh(day: Any, today: pd.Timestamp) -> bool:
    return day is not None and (today - day).days <= STALE_DAYS


def _beds(value: object) -> float:
    """A number of beds; NaN for none, so that nothing is divided by it."""
    number = float(value) if isinstance(value, (int, float)) else np.nan
    return number if number > 0 else np.nan


def _newest(wide: pd.DataFrame, measure: str) -> float:
    told = wide[measure].dropna() if measure in wide else pd.Series(dtype=float)
    return float(told.iloc[-1]) if len(told) else float("nan")


def band(kind: str, percent: float) -> str:
    """The class of an occupancy, "" for none."""
    reached = [one.band for one in health_rules.bands(kind) if percent >= one.at_least]
    return reached[-1] if reached else ""


def days_to_full(flows: pd.DataFrame, free: float) -> DaysToFull:
    """When the free beds are taken, if the last FLOW_DAYS go on.

    Args:
        flows: by day, ``admissions`` and ``discharges``; fewer than three days with both say nothing.
        free: beds that nobody lies in; none or fewer: full today.
    """
    if not {"admissions", "discharges"} <= set(flows.columns):
        return DaysToFull(None, None, None, float("nan"))
    net = (flows["admissions"] - flows["discharges"]).dropna().tail(FLOW_DAYS)
    if len(net) < 3:
        return DaysToFull(None, None, None, float("nan"))
    mean = float(net.mean())
    if np.isnan(free) or mean <= 0:
        return DaysToFull(None, None, None, mean)
    if free <= 0:
        return DaysToFull(0.0, 0.0, 0.0, mean)
    half = float(special.stdtrit(len(net) - 1, 0.975) * net.std(ddof=1) / np.sqrt(len(net)))
    high = free / (mean - half) if mean > half else None
    return DaysToFull(free / mean, free / (mean + half), high, mean)


def grouped(found: pd.DataFrame, by: str) -> pd.DataFrame:
    """Occupancy by level of care or specialty, as beds over beds, never a mean of percentages.

    Columns: ``by``, ``facilities``, ``planned_beds``, ``actual_beds``, ``in_use``, ``occupancy``, ``of_actual``; most
    occupied first.  Facilities without a report count for nothing here.
    """
    told = found[found["in_use"].notna()]
    staffed = told["actual_beds"].where(told["actual_beds"] > 0)
    counted = told.assign(actual_beds=staffed, of_staffed=told["in_use"].where(staffed.notna()))
    sums = counted.groupby(by, as_index=False)
    made = sums.agg(
        facilities=("area_code", "size"),
        planned_beds=("planned_beds", "sum"),
        actual_beds=("actual_beds", "sum"),
        in_use=("in_use", "sum"),
        of_staffed=("of_staffed", "sum"),
    )
    made["occupancy"] = made["in_use"] / made["planned_beds"] * 100
    made["of_actual"] = made["of_staffed"] / made["actual_beds"].where(made["actual_beds"] > 0) * 100
    return made.drop(columns="of_staffed").sort_values("occupancy", ascending=False, ignore_index=True)


def distances_km(latitude: float, longitude: float, places: pd.DataFrame) -> pd.Series:
    """Great-circle distances to ``latitude`` and ``longitude`` (degrees, WGS 84) of other places; NaN without them."""
    north, east = np.radians(places["latitude"]), np.radians(places["longitude"])
    here_north, here_east = np.radians(latitude), np.radians(longitude)
    half = np.sin((north - here_north) / 2) ** 2
    half += np.cos(here_north) * np.cos(north) * np.sin((east - here_east) / 2) ** 2
    return pd.Series(2 * EARTH_KM * np.arcsin(np.sqrt(half)), index=places.index)


def with_room(found: pd.DataFrame, area_code: str, within_km: float) -> pd.DataFrame:
    """Who could take patients of a facility: room, a band below orange, a level of care not below its own; near first.

    Columns: those of ``states`` and ``km``.  No rows when the facility has no coordinates or nobody has room.
    """
    own = found[found["area_code"] == area_code]
    if own.empty or own[["latitude", "longitude"]].isna().any(axis=None):
        return found.iloc[:0].assign(km=pd.Series(dtype=float))
    here = own.iloc[0]
    km = distances_km(float(here["latitude"]), float(here["longitude"]), found)
    able = found["free_beds"].gt(0) & found["band"].isin(["green", "yellow"]) & km.le(within_km)
    level = found["care_level"].map(_care_rank) >= _care_rank(str(here["care_level"]))
    alike = found["specialty"].isin(["general", here["specialty"]])
    others = found["area_code"] != area_code
    return found.assign(km=km)[able & level & alike & others].sort_values("km", ignore_index=True)


def _care_rank(level: str) -> int:
    return CARE_ORDER.index(level) if level in CARE_ORDER else -1


def medicine_days(stocks: pd.DataFrame) -> pd.DataFrame:
    """For how many days each medicine of each facility lasts, at what it used in the days before.

    Args:
        stocks: ``area_code``, ``medicine``, ``day``, ``value``.  A rise is a delivery and no use; a stock below zero is
            set aside.

    Columns: ``area_code``, ``medicine``, ``day``, ``stock``, ``use`` (a day), ``days`` (NaN without use),
    ``set_aside`` (negative reports), ``told_on`` (the days that it follows from); the shortest first.
    """
    rows = []
    for (area_code, medicine), own in stocks.sort_values("day").groupby(["area_code", "medicine"]):
        sound = own[own["value"] >= 0]
        if sound.empty:
            continue
        used = -sound["value"].diff()
        passed = sound["day"].diff().dt.days
        between = used >= 0
        rate = float(used[between].sum() / passed[between].sum()) if passed[between].sum() else float("nan")
        stock = float(sound["value"].iloc[-1])
        rows.append((area_code, medicine, sound["day"].iloc[-1], stock, rate, stock / rate if rate > 0 else np.nan,
                     int((own["value"] < 0).sum()), tuple(sound["day"])))  # fmt: skip
    columns = ["area_code", "medicine", "day", "stock", "use", "days", "set_aside", "told_on"]
    return pd.DataFrame(rows, columns=columns).sort_values("days", ignore_index=True)
