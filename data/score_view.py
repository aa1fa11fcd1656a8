"""The answers of the room of administrative procedures, put together from a few questions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data import memory, remembered, scores, scoring, scoring_advice, scoring_rules
from data.memory import per_version
from data.score_answers import Dossiers, ScoreAsk, ScoreKey, ScoreView, Unit
from geo.spelling import fold

ISSUERS = ("UBND ", "Ủy ban nhân dân ", "Uỷ ban nhân dân ")
of_day = per_version(scores.of_day)
captures = per_version(scores.captures)
history = per_version(scores.history)
dossiers = per_version(scores.dossiers)
provinces = per_version(scores.provinces)


def understand(
    conn: Connection, params: Mapping[str, str], province_code: str, as_of: datetime | None = None
) -> ScoreAsk | None:
    """What a link asks for, or the nearest that there is; None when the province has no capture at all.

    Where none was known at ``as_of``, what is known now is meant.
    """
    found = captures(conn, province_code, as_of=as_of)
    if found.empty and as_of:
        return understand(conn, params, province_code)
    if found.empty:
        return None
    known = units(conn, province_code, as_of)
    strange = [one for one in (params.get("tinh", ""),) if one not in ("", province_code)]
    unit = next((one for one in known if one.key == params.get("don-vi", "")), None)
    if unit is None:
        unit = known[0]
        strange += [params["don-vi"]] if params.get("don-vi") else []
    days = _days(found)
    until = next((one for one in days if one.isoformat() == params.get("ngay", "")), None)
    strange += [params["ngay"]] if params.get("ngay") and until is None else []
    until = until or days[0]
    item = params.get("muc", "") or scoring_rules.TOTAL
    if item not in {one.code for one in scoring_rules.scored()}:
        strange.append(item)
        item = scoring_rules.TOTAL
    own = _days(found, unit.unit_kind)
    day = next((one for one in own if one <= until), own[-1])
    target = _target(params.get("dich", ""), strange)
    return ScoreAsk(province_code, until, day, unit, item, target, tuple(strange), as_of)


def _target(written: str, strange: list[str]) -> float | None:
    if not written:
        return None
    try:
        target = float(written.replace(",", "."))
    except ValueError:
        strange.append(written)
        return None
    if 0 <= target <= 100:
        return target
    strange.append(written)
    return None


@per_version
def units(conn: Connection, province_code: str, as_of: datetime | None = None) -> tuple[Unit, ...]:
    """The units of a province that have any capture: the province, its departments, its communes by name."""
    found = captures(conn, province_code, as_of=as_of)
    frames = [
        of_day(conn, _days(found, kind)[0], kind, province_code, as_of=as_of)
        for kind in ("province", "department", "commune")
        if kind in set(found["unit_kind"])
    ]
    rows = pd.concat(frames).drop_duplicates("unit_code")
    named = [
        Unit(_key(r), r["unit_code"], r["unit_kind"], short(r["unit_name"]), r["area_code"])
        for r in rows.to_dict("records")
    ]
    order = ("province", "department", "commune")
    return tuple(sorted(named, key=lambda one: (order.index(one.unit_kind), fold(one.unit_name))))


def short(name: str) -> str:
    """ "Xã Vân Canh" of "UBND xã Vân Canh"."""
    bare = next((name.removeprefix(issuer) for issuer in ISSUERS if name.startswith(issuer)), name)
    return bare[:1].upper() + bare[1:]


def _key(row: Mapping[Any, Any]) -> str:
    return "" if row["unit_kind"] == "province" else str(row["area_code"] or row["unit_code"])


def _days(found: pd.DataFrame, kind: str = "") -> list[date]:
    """The days of the captures of a kind of units, or of all, newest first."""
    rows = found[found["unit_kind"] == kind] if kind else found
    return [day.date() for day in rows["captured_on"].drop_duplicates()]


def view(conn: Connection, ask: ScoreAsk, *, boundary_note: str = "") -> ScoreView:
    """The answer to ``ask``."""
    found, unit = captures(conn, ask.province_code, as_of=ask.as_of), ask.unit
    own, peers = _standing(conn, ask, ask.day, unit.unit_kind), _kind_scores(conn, ask)
    mine = own[own["unit_code"] == unit.unit_code]
    past = history(conn, unit.unit_code, as_of=ask.as_of)
    moved = scoring.moved(past)
    moved = moved[moved["captured_on"] == pd.Timestamp(ask.day)].set_index("item_code")
    order = [one.code for one in scoring_rules.scored()]
    items = mine[mine["item_code"].isin(order)].set_index("item_code")
    items = items.join(moved[["movement", "before", "broken"]])
    items = items.reindex([code for code in order if code in items.index])
    formulas = scoring_rules.active(ask.day, ask.province_code)
    communes, unmatched, commune_day = _communes(conn, ask, found)
    answer = ScoreView(
        ask=ask,
        version=str(remembered.version(conn)["version"]),
        province_name=remembered.area_name(conn, ask.province_code),
        units=units(conn, ask.province_code, ask.as_of),
        days=_days(found),
        commune_day=commune_day,
        agency_day=_agency_day(ask, found),
        items=items,
        counted=_counted(mine[~mine["item_code"].isin(order)]),
        trend=past[past["item_code"] == ask.item][["captured_on", "score"]],
        breaks=scoring_rules.breaks(ask.item),
        communes=communes,
        agencies=_agencies(conn, ask, found),
        peers=peers,
        unmatched=unmatched,
        formulas=formulas,
        levers=scoring_advice.levers(_counts(items), formulas),
        plan=None,
        dossiers=_dossiers(conn, ask),
        sources=scores.sources(conn, sorted(set(mine["delivery_id"]))),
        commune_sources=scores.sources(conn, sorted(set(communes["delivery_id"].dropna()))),
        simulated=bool(found["simulated"].any()),
        communes_simulated=bool((communes["status"] == "simulated").any()),
        boundary_note=boundary_note,
        provinces=provinces(conn),
    )
    totals = own[(own["item_code"] == scoring_rules.TOTAL) & (own["unit_code"] != unit.unit_code)]["score"].dropna()
    return replace(answer, plan=_plan(answer, [float(total) for total in totals]))


def _standing(conn: Connection, ask: ScoreAsk, day: date, kind: str) -> pd.DataFrame:
    """All units of a kind on a day with everything that is worked out of their scores; provinces among all 34."""
    among = "" if kind == "province" else ask.province_code

    def work_out() -> pd.DataFrame:
        found = of_day(conn, day, kind, among, as_of=ask.as_of)
        return scoring.placed(scoring.points_lost(scoring.recomputed(found, ask.province_code)))

    return memory.of(conn).recall(("standing", day, kind, among, ask.province_code, ask.as_of), work_out)


def _kind_scores(conn: Connection, ask: ScoreAsk) -> pd.DataFrame:
    """The chosen item of all units of the chosen unit's kind, best first."""
    found = _standing(conn, ask, ask.day, ask.unit.unit_kind)
    return _listed(found[found["item_code"] == ask.item])


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    made = pd.DataFrame(
        {
            "unit_code": rows["unit_code"],
            "unit_name": rows["unit_name"].map(short),
            "key": [_key(row) for row in rows.to_dict("records")],
            "province_code": rows["province_code"],
            "value": rows["score"],
            "place": rows["place"],
            "status": rows["status"],
        }
    )
    return made.sort_values(["value", "unit_name"], ascending=[False, True]).reset_index(drop=True)


def _agency_day(ask: ScoreAsk, found: pd.DataFrame) -> date | None:
    return next((day for day in _days(found, "department") if day <= ask.until), None)


def _agencies(conn: Connection, ask: ScoreAsk, found: pd.DataFrame) -> pd.DataFrame:
    day = _agency_day(ask, found)
    if day is None:
        return pd.DataFrame(columns=["unit_code", "unit_name", "key", "province_code", "value", "place", "status"])
    rows = _standing(conn, ask, day, "department")
    return _listed(rows[rows["item_code"] == ask.item])


def _communes(
    conn: Connection, ask: ScoreAsk, found: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[str, ...], date | None]:
    """The chosen item in every commune of the province, units that match none, and the day of the capture."""
    everywhere = remembered.communes(conn, ask.province_code)[["area_code", "area_name"]]
    days = [day for day in _days(found, "commune") if day <= ask.until]
    if not days:
        nothing = everywhere.assign(unit_code="", unit_name="", value=float("nan"), status=None, delivery_id=None)
        return nothing, (), None
    rows = _standing(conn, ask, days[0], "commune")
    rows = rows[rows["item_code"] == ask.item]
    matched = rows[rows["area_code"] != ""][["area_code", "unit_code", "unit_name", "score", "status", "delivery_id"]]
    together = everywhere.merge(matched.rename(columns={"score": "value"}), on="area_code", how="left")
    unmatched = tuple(rows.loc[rows["area_code"] == "", "unit_name"].map(short))
    return together, unmatched, days[0]


def _counts(items: pd.DataFrame) -> scoring_advice.Counts:
    return {str(code): (_number(row["numerator"]), _number(row["denominator"])) for code, row in items.iterrows()}


def _counted(rows: pd.DataFrame) -> dict[str, float]:
    """What is only counted, by item."""
    return {str(item): float(value) for item, value in zip(rows["item_code"], rows["numerator"], strict=True)}


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _plan(answer: ScoreView, others: list[float]) -> scoring_advice.Plan | None:
    """The cheapest way to the target: what was asked for, else the total of whoever stands one place higher."""
    if answer.total is None or all(one.reason for one in answer.levers):
        return None
    total = float(answer.total["score"])
    higher = [other for other in others if round(other, 2) > round(total, 2)]
    usual = min(higher) if higher else total + 1
    target = usual if answer.ask.target is None else answer.ask.target
    return scoring_advice.plan(answer.levers, total, round(min(target, 100.0), 2), others)


def _dossiers(conn: Connection, ask: ScoreAsk) -> Dossiers | None:
    """The newest counts of the form about the unit; a department is found by its name."""
    found = dossiers(conn, ask.province_code, as_of=ask.as_of)
    unit = ask.unit
    if unit.unit_kind == "department":
        own = found[found["unit_name"].map(fold) == fold(unit.unit_name)]
    else:
        own = found[found["area_code"] == unit.area_code] if unit.area_code else found.iloc[:0]
    if own.empty:
        return None
    counts = _counted(own)
    broken = tuple(scoring_rules.broken_sums(counts))
    periods = {str(r["item_code"]): str(r["period"]) for r in own.to_dict("records")}
    told = own.to_dict("records")
    keys = {str(r["item_code"]): ScoreKey(r["unit_code"], r["captured_on"], r["item_code"]).text() for r in told}
    return Dossiers(periods, counts, broken, bool((own["status"] == "simulated").any()), keys)
