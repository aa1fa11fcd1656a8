"""Kinds of rule whose limits are set by law, or wait to be: communes at a level of risk, facilities that are too full.

What follows from a text that nobody has verified, or from a default of the product, is marked to stay in the house.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import bulletins, emergency_levels, emergency_view, health, health_rules, remembered, station_readings
from data.alerts.judging import BROKEN, KEPT, NO_DATA, NOT_YET, Judged
from data.alerts.rules import RISK_LEVEL, AlertRule
from data.hospitals import BAND_DAYS, STALE_DAYS
from data.risk.rules import grades, limit
from data.robust import Floats
from data.state import events, store, tables

NOT_OF_NATURE = ("epidemic", "animal_disease", "rescue")  # kinds of event without levels of risk
DAYS = 12  # that are judged of a facility
LEVEL_COLUMNS = ["area_code", "area_name", "level", "proposed", "sure"]


def judge(conn: Connection, rule: AlertRule, now: datetime, today: date) -> tuple[Judged, bool]:
    """What a rule says, and whether any of it rests on simulated data."""
    return _risk(conn, rule, now) if rule.kind == RISK_LEVEL else _overload(conn, rule, today)


def stands(rules: Sequence[AlertRule], now: datetime) -> str:
    """Which steps of events, and while one is active which hour, rules about levels go by; "" without such a rule."""
    provinces = {code for rule in rules if rule.kind == RISK_LEVEL for code in rule.provinces}
    if not provinces:
        return ""
    steps = sa.select(sa.func.max(tables.journal.c.entry_id)).where(tables.journal.c.subject.startswith("event:"))
    with store.reading() as state:
        last = state.execute(steps).scalar()
        active = any(len(_active(state, one)) for one in provinces)
    return f"{last or 0}/{now:%Y-%m-%dT%H}" if active else f"{last or 0}"


def _active(state: Connection, province_code: str) -> pd.DataFrame:
    """The events of a province under way that levels of risk are about."""
    found = events.events(state, province_code)
    return found[(found["state"] == "active") & ~found["kind"].isin(NOT_OF_NATURE)]


def levels(conn: Connection, province_code: str, now: datetime) -> tuple[pd.DataFrame, bool]:
    """The highest level of each commune in the events under way, and whether any of it is simulated.

    Columns: ``area_code``, ``area_name``, ``level`` (NaN: nobody can say), ``proposed``, ``sure``: the highest level
    that a person, a bulletin or a verified rule stands for.  No rows without an event.  Readings that are late say
    nothing.
    """
    with store.reading() as state:
        active = _active(state, province_code)
        decided = [events.decisions(state, province_code, code) for code in active["event_code"]]
    newest = station_readings.newest_hour(conn, province_code)
    is_late = newest is None or now - newest > timedelta(hours=limit("late_hours"))
    hour = newest or now.replace(minute=0, second=0, microsecond=0)
    told, simulated = [], False
    for about, own in zip(active.to_dict("records"), decided, strict=True):
        figures = bulletins.figures(conn, str(about["event_code"]))
        found = emergency_levels.levels(conn, province_code, hour, about["kind"] == "storm")
        frame = emergency_view.in_force(found, str(about["kind"]), bulletins.official_levels(figures), own)
        said = frame["decided"].fillna(frame["official"])
        if is_late:
            frame = frame.assign(level=said, proposed=np.nan)
        frame["sure"] = said.fillna(0.0 if is_late else frame["verified"])
        told.append(frame[frame["area_code"].isin(about["scope"])] if about["scope"] else frame)
        simulated |= bool(about["simulated"] or found.simulated or (figures["status"] == "simulated").any())
    if not told:
        return pd.DataFrame(columns=LEVEL_COLUMNS), False
    every = pd.concat(told, ignore_index=True)
    numbers = dict.fromkeys(("level", "proposed", "sure"), "max")
    return every.groupby(["area_code", "area_name"], sort=False, as_index=False).agg(numbers), simulated


def hourly(conn: Connection, province_code: str) -> tuple[tuple[str, ...], Floats, tuple[str, ...]]:
    """The level proposed for each commune in the hours up to the newest reading, for the events under way.

    Returns:
        Hours, levels by hour and commune, codes of the communes; nothing without an event or a reading.
    """
    with store.reading() as state:
        kinds = set(_active(state, province_code)["kind"])
    newest = station_readings.newest_hour(conn, province_code)
    if newest is None or not kinds:
        return (), np.empty((0, 0)), ()
    found = emergency_levels.levels(conn, province_code, newest, "storm" in kinds)
    hours = tuple(f"{hour:%Y-%m-%dT%H}" for hour in found.inputs.hours)
    return hours, found.held().T.astype(float), tuple(found.places["area_code"])


def _risk(conn: Connection, rule: AlertRule, now: datetime) -> tuple[Judged, bool]:
    """Communes at a level or above; without an event every cause is over."""
    told = {code: levels(conn, code, now) for code in rule.provinces}
    found = pd.concat([frame for frame, _ in told.values()], ignore_index=True)
    provinces = {place: code for code in told for place in remembered.commune_codes(conn, code)}
    places = list(provinces)
    own = found.set_index("area_code").reindex(places)
    level, proposed = (own[name].to_numpy(dtype=float)[None, :] for name in ("level", "proposed"))
    concerned = own.index.isin(found["area_code"])[None, :]
    outcome = np.where(level >= int(rule.reaches), BROKEN, np.where(concerned & np.isnan(level), NO_DATA, KEPT))
    unsure = own.index[(own["sure"] < int(rule.reaches)).to_numpy()]
    judged = Judged(
        area_codes=tuple(places),
        periods=(f"{now:%Y-%m-%dT%H}",),
        outcome=outcome.astype(np.int8),
        firm=np.ones(level.shape, dtype=bool),
        value=level,
        measured=level,
        bound=np.full(level.shape, float(rule.reaches)),
        beside=proposed,
        in_house=frozenset(unsure),
        provinces=provinces,
    )
    return judged, any(simulated for _, simulated in told.values())


def _overload(conn: Connection, rule: AlertRule, today: date) -> tuple[Judged, bool]:
    """Facilities by the mean of three days up to each report, of intensive care by the day itself.

    After days without a report nothing can be said.
    """
    about = health.facilities(conn, rule.province_code)
    kind = _kind(rule)
    beds = about["planned_beds" if kind == "general" else "icu_beds"]
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    since = f"{days[0] - timedelta(days=BAND_DAYS)}"
    told = health.reports(conn, rule.province_code, "day", since)
    told = told[told["indicator_code"].eq(rule.indicator) & told["breakdown"].eq("total")]
    every = [f"{days[0] - timedelta(days=back)}" for back in (2, 1)] + [f"{day}" for day in days]
    places = tuple(str(code) for code in about["area_code"])
    wide = told.pivot_table(index="period", columns="area_code", values="value", aggfunc="last")
    wide = wide.reindex(index=every, columns=list(places)).astype(float)
    has_beds = beds > 0 if kind == "general" else beds != 0  # few lists tell how many beds of intensive care there are
    wide.loc[:, ~has_beds.to_numpy()] = np.nan  # a share of no beds is no share
    mean = (
        wide.rolling(BAND_DAYS if kind == "general" else 1, min_periods=1).mean().where(wide.notna()).to_numpy()[-DAYS:]
    )
    bound, grade = _bound(rule)
    late = np.array([(today - day).days > STALE_DAYS for day in days])[:, None]
    newest_late = np.isnan(wide.to_numpy()[-STALE_DAYS - 1 :]).all(axis=0)[None, :]
    silent = np.where(late | newest_late, NO_DATA, NOT_YET)
    outcome = np.where(np.isnan(mean), silent, np.where(mean >= bound, BROKEN, KEPT))
    judged = Judged(
        area_codes=places,
        periods=tuple(f"{day}" for day in days),
        outcome=outcome.astype(np.int8),
        firm=np.ones(mean.shape, dtype=bool),
        value=wide.to_numpy()[-DAYS:],
        measured=mean,
        bound=np.full(mean.shape, bound),
        beside=np.broadcast_to(beds.to_numpy(dtype=float), mean.shape),
        in_house=frozenset() if _may_leave(grade) else frozenset(places),
        names=dict(zip(places, about["name"].astype(str), strict=True)),
    )
    return judged, bool((told["status"] == "simulated").any())


def _kind(rule: AlertRule) -> str:
    """Which beds a rule speaks of: all of them, or those of intensive care."""
    return health_rules.BEDS[health_rules.measures()[rule.indicator]]


def _bound(rule: AlertRule) -> tuple[float, str]:
    """From how many percent a rule speaks, and how well that was verified; "" of a limit of the province's own."""
    if rule.limit is not None:
        return rule.limit, ""
    band = next(one for one in health_rules.bands(_kind(rule)) if one.band == rule.reaches)
    return band.at_least, band.grade


def _may_leave(grade: str) -> bool:
    known = grades()
    return not grade or (grade in known and known[grade].may_alert)
