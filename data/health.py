"""The questions of the room of health: what hospitals and communes reported, and what follows from it."""

from datetime import date, datetime, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import epidemics, health_rules, hospitals, periods, points, queries, registers
from data.frames import frame
from data.health_answers import Course, Health
from data.memory import per_version
from data.tables import area, delivery, observation

KINDS = ("hospital", "health_station")
DAYS_BACK, WEEKS_BACK = 90, 10
FLOWS, STOCKS = ("recovered", "tests"), ("active_rate", "severe")  # told beside the cases of a disease
COVERAGE = ("coverage", "full_coverage")  # measures of vaccination
FACILITY_COLUMNS = {"capacity": "planned_beds"}
_obs = observation.c


@per_version
def reports(
    conn: Connection, province_code: str, frequency: str, since: str, as_of: datetime | None = None
) -> pd.DataFrame:
    """What was reported of the measures of health anywhere in a province, newest values.

    Columns: ``area_code``, ``area_level``, ``indicator_code``, ``measure``, ``period``, ``breakdown``, ``value``,
    ``status``, ``published_at``, ``source``.
    """
    measures = health_rules.measures()
    ids = list(queries.indicator_ids(conn, measures).values())
    names = ("indicator_code", "area_code", "period", "breakdown", "value", "status", "published_at")
    columns = [*(_obs[name] for name in names), area.c.area_level, delivery.c.source]
    query = (
        sa.select(*columns)
        .join_from(observation, area, area.c.area_code == _obs.area_code)
        .join(delivery, delivery.c.delivery_id == _obs.delivery_id)
        .where(
            _obs.indicator_id.in_(ids),
            area.c.province_code == province_code,
            _obs.frequency == frequency,
            _obs.period >= since,
            _obs.measure == "actual",
            *queries.known(as_of),
        )
    )
    found = frame(
        conn, query.order_by(_obs.period, _obs.area_code, _obs.indicator_code, _obs.breakdown, _obs.published_at)
    )
    return found.assign(measure=found["indicator_code"].map(measures))


def corrections(
    conn: Connection, province_code: str, disease: str, since: str, as_of: datetime | None = None
) -> pd.DataFrame:
    """Replaced counts of cases, newest first.

    Columns: ``period``, ``area_code``, ``area_name``, ``before``, ``after``, ``on``.
    """
    codes = [code for code, measure in health_rules.measures().items() if measure == "cases"]
    ids = list(queries.indicator_ids(conn, codes).values())
    old, new = observation.alias("old"), observation.alias("new")
    same = [old.c[name] == new.c[name] for name in ("indicator_id", "area_code", "period", "breakdown", "measure")]
    query = (
        sa.select(
            old.c.period,
            old.c.area_code,
            area.c.area_name,
            old.c.value.label("before"),
            new.c.value.label("after"),
            new.c.published_at.label("on"),
        )
        .join_from(old, new, sa.and_(*same, new.c.published_at == old.c.superseded_at))
        .join(area, area.c.area_code == old.c.area_code)
        .where(
            old.c.indicator_id.in_(ids),
            area.c.province_code == province_code,
            old.c.breakdown == f"disease={disease}",
            old.c.period >= since,
            old.c.frequency == "day",
            old.c.value != new.c.value,
            *([new.c.published_at <= as_of] if as_of else []),
        )
    )
    newest = (new.c.published_at.desc(), old.c.period.desc(), old.c.area_code, new.c.delivery_id, old.c.published_at)
    return frame(conn, query.order_by(*newest).limit(50))


def facilities(conn: Connection, province_code: str, as_of: datetime | None = None) -> pd.DataFrame:
    """Hospitals and health stations: fields of the register, ``planned_beds``, and their ``area_code`` as points."""
    found = registers.entries(conn, "facility", province_code, as_of=as_of, where={"facility_kind": KINDS})
    code = [points.area_code("facility", province_code, entry) for entry in found["entry_code"]]
    found = found.rename(columns={**FACILITY_COLUMNS, "area_code": "commune_code", "area_name": "commune_name"})
    return found.assign(area_code=pd.Series(code, dtype="str"))


def health(conn: Connection, province_code: str, today: date, as_of: datetime | None = None) -> Health:
    """Everything that the room shows of a province, but for the course of one disease.

    ``today`` is the day by which reports are old or late; with ``as_of`` that day.
    """
    daily = reports(conn, province_code, "day", f"{today - timedelta(days=DAYS_BACK)}", as_of)
    own = daily[daily["area_level"] == "facility"].assign(day=lambda rows: pd.to_datetime(rows["period"]))
    everyone = facilities(conn, province_code, as_of)
    stated = hospitals.states(everyone, own[own["breakdown"] == "total"], pd.Timestamp(today))
    stocks = own[own["measure"].eq("medicine") & own["breakdown"].ne("total")]
    stocks = stocks.assign(medicine=stocks["breakdown"].str.removeprefix("medicine="))
    outbreaks = registers.entries(conn, "outbreak", province_code, as_of=as_of)
    cases = daily[daily["measure"].eq("cases") & daily["breakdown"].str.startswith("disease=")]
    newest = daily["period"].max() if len(daily) else None
    return Health(
        today=today,
        newest=date.fromisoformat(newest) if newest else None,
        facilities=stated,
        medicines=hospitals.medicine_days(stocks[["area_code", "medicine", "day", "value"]]),
        outbreaks=epidemics.judged_outbreaks(outbreaks),
        communes=_communes(conn, province_code, everyone, today, as_of),
        diseases=_by_attention(cases, province_code, today),
        sources=tuple(sorted(set(daily["source"]))),
        simulated=bool(
            daily["status"].eq("simulated").any()
            or everyone["status"].eq("simulated").any()
            or outbreaks["status"].eq("simulated").any()
        ),
    )


def _by_attention(cases: pd.DataFrame, province_code: str, today: date) -> tuple[str, ...]:
    """The diseases that cases were reported of: those with signals first, then by their number of cases."""
    rank = {}
    for breakdown, own in cases.groupby("breakdown"):
        curve = _curve(own, province_code, today)
        signals = epidemics.signals(curve, epidemics.growth(curve))
        rank[str(breakdown).removeprefix("disease=")] = (-len(signals), -float(own["value"].sum()))
    return tuple(sorted(rank, key=lambda disease: rank[disease]))


def _curve(daily: pd.DataFrame, province_code: str, today: date) -> pd.DataFrame:
    days = _of_province(daily, province_code).assign(day=lambda rows: pd.to_datetime(rows["period"]))
    return epidemics.curve(days, today - timedelta(days=1))


def course(conn: Connection, province_code: str, disease: str, today: date, as_of: datetime | None = None) -> Course:
    """How a disease goes in a province, up to the day before ``today``."""
    since = f"{today - timedelta(days=DAYS_BACK)}"
    reported = reports(conn, province_code, "day", since, as_of)
    daily = _cases(reported, disease)
    curve = _curve(daily, province_code, today)
    growth, rule = epidemics.growth(curve), health_rules.disease(disease, today)
    weekly = _cases(reports(conn, province_code, "week", _first_week(today), as_of), disease)
    told = weekly[weekly["area_level"] == "commune"]
    week = str(told["period"].max()) if len(told) else ""
    return Course(
        disease=disease,
        curve=curve,
        growth=growth,
        reproduction=epidemics.reproduction(curve, rule.serial_interval_days if rule else None),
        signals=tuple(epidemics.signals(curve, growth)),
        week=week,
        communes=epidemics.incidence(told[told["period"] == week], _people(conn, province_code, as_of)),
        corrected=corrections(conn, province_code, disease, since, as_of),
        beside=_beside(reported, province_code, disease, curve),
    )


def _beside(reported: pd.DataFrame, province_code: str, disease: str, curve: pd.DataFrame) -> pd.DataFrame:
    """What is reported beside the cases: of the disease, else of all diseases; see ``Course``."""
    week = {f"{day:%Y-%m-%d}" for day in epidemics.complete_week(curve)}
    rows = []
    for measure in (*FLOWS, *STOCKS):
        of_measure = reported[reported["measure"] == measure]
        for breakdown in (f"disease={disease}", "total"):
            own = _of_province(of_measure[of_measure["breakdown"] == breakdown], province_code)
            if measure in FLOWS:
                days = own[own["period"].isin(week)].groupby("period")["value"].sum(min_count=1).dropna()
                value = float(days.sum()) if week and len(days) == len(week) else None
            else:
                newest = own[own["area_code"] == province_code]["value"].dropna()
                value = float(newest.iloc[-1]) if len(newest) else None
            if value is not None:
                day = own["period"].max() if measure in STOCKS else max(week)
                rows.append((measure, value, breakdown == "total", date.fromisoformat(day)))
                break
    return pd.DataFrame(rows, columns=["measure", "value", "of_all", "day"]).set_index("measure")


def _first_week(today: date) -> str:
    return periods.of("week", today - timedelta(weeks=WEEKS_BACK))


def _cases(found: pd.DataFrame, disease: str) -> pd.DataFrame:
    return found[found["measure"].eq("cases") & found["breakdown"].eq(f"disease={disease}")]


def _of_province(daily: pd.DataFrame, province_code: str) -> pd.DataFrame:
    """What the province itself said, else the sum of its communes."""
    own = daily[daily["area_code"] == province_code]
    return own if len(own) else daily[daily["area_level"] == "commune"]


def _people(conn: Connection, province_code: str, as_of: datetime | None) -> pd.DataFrame:
    """Every commune with its population and doctors and the entry that says so; nothing where the list has none."""
    listed = registers.entries(conn, "commune_health", province_code, as_of=as_of).sort_values("opened_on")
    newest = listed.drop_duplicates("area_code", keep="last")[["area_code", "entry_code", "population", "doctors"]]
    return queries.communes(conn, province_code).merge(newest, on="area_code", how="left")


def _communes(
    conn: Connection, province_code: str, everyone: pd.DataFrame, today: date, as_of: datetime | None
) -> pd.DataFrame:
    people = _people(conn, province_code, as_of)
    housed = everyone.groupby("commune_code")
    beds, facilities = housed["planned_beds"].sum(min_count=1), housed["area_code"].agg(tuple)
    made = people.assign(beds=people["area_code"].map(beds), facilities=people["area_code"].map(facilities))
    weekly = reports(conn, province_code, "week", _first_week(today), as_of)
    whole = weekly[weekly["breakdown"] == "total"].drop_duplicates(["measure", "area_code"], keep="last")
    told = {name: whole[whole["measure"] == name].set_index("area_code") for name in COVERAGE}
    weeks = {f"{name}_week": made["area_code"].map(rows["period"]) for name, rows in told.items()}
    population = made["population"].where(made["population"] > 0)
    return made.assign(
        doctors_per_10k=made["doctors"] / population * 10_000,
        beds_per_10k=made["beds"] / population * 10_000,
        **{name: made["area_code"].map(rows["value"]).astype(float) for name, rows in told.items()},
        **weeks,
    )
