"""What stands: the causes that alert or are about to, ranked, for pages, walls, banners and digests."""

from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.alert_answers import ACKNOWLEDGED, ASSIGNED, NEW, OVERDUE, RESOLVED, SEVERITIES, SNOOZED, Tally, rule_name
from data.alerts import messages
from data.alerts.machine import ALERTING, NORMAL, PENDING
from data.state import journal, store
from data.state.tables import alert, alert_rule, alert_run

COLUMNS = [column.name for column in alert.columns if column.name != "cell"]


def standing(conn: Connection, province_code: str, today: date) -> pd.DataFrame:
    """Every cause that is not over, the gravest first; what one rule found belongs together.

    Columns: COLUMNS, ``handling`` (one of ``alert_answers.HANDLINGS``), ``rule_name``.
    """
    query = sa.select(*(alert.c[name] for name in COLUMNS)).where(
        alert.c.province_code == province_code, alert.c.state != NORMAL
    )
    return _named(conn, ranked(pd.DataFrame(conn.execute(query).all(), columns=COLUMNS), today))


def loud(found: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``standing`` that alert and that nobody has put aside."""
    return found[(found["state"] == ALERTING) & ~found["handling"].isin([RESOLVED, SNOOZED])]


def _named(conn: Connection, found: pd.DataFrame) -> pd.DataFrame:
    known = definitions(conn)
    rules_ = [rule_name(known.get(code, {}), code) for code in found["rule_code"]]
    places = [messages.area_name(*one) for one in zip(found["area_code"], found["area_name"], strict=True)]
    return found.assign(rule_name=rules_, area_name=places)


def definitions(conn: Connection) -> dict[str, dict[str, Any]]:
    """The fields of each rule as it was judged last, by its code; of one that could not be judged none."""
    rows = conn.execute(sa.select(alert_rule.c.rule_code, alert_rule.c.definition)).all()
    return {str(code): dict(definition) for code, definition in rows}


def ended(conn: Connection, province_code: str, today: date, limit: int = 300) -> pd.DataFrame:
    """Causes that are over, the newest first; columns as ``standing``."""
    query = sa.select(*(alert.c[name] for name in COLUMNS)).where(
        alert.c.province_code == province_code, alert.c.state == NORMAL, alert.c.fired_at.is_not(None)
    )
    rows = conn.execute(query.order_by(alert.c.ended_at.desc(), alert.c.alert_id).limit(limit)).all()
    return _named(conn, _with_handling(pd.DataFrame(rows, columns=COLUMNS), today))


def one(conn: Connection, alert_id: int, today: date) -> dict[str, Any] | None:
    """One cause, whatever its state; None when there is none of this number."""
    query = sa.select(*(alert.c[name] for name in COLUMNS)).where(alert.c.alert_id == alert_id)
    found = _named(conn, _with_handling(pd.DataFrame(conn.execute(query).all(), columns=COLUMNS), today))
    return None if found.empty else {str(name): value for name, value in found.iloc[0].items()}


def ranked(found: pd.DataFrame, today: date) -> pd.DataFrame:
    """The gravest first: what alerts before what is about to, by severity, weight, and how long it has stood."""
    told = _with_handling(found, today)
    order = told.assign(
        aside=told["handling"].isin([SNOOZED, RESOLVED]),
        soft=told["state"] == PENDING,
        grave=told["severity"].map(SEVERITIES.index),
        light=-told["weight"].astype(int),
    )
    order = order.sort_values(["aside", "soft", "grave", "light", "rule_code", "first_period", "area_code"])
    return told.loc[order.index].reset_index(drop=True)


def _with_handling(found: pd.DataFrame, today: date) -> pd.DataFrame:
    """Says of each cause how far people are with it."""
    return found.assign(handling=[_handling(row, today) for row in found.to_dict("records")])


def _handling(row: dict[Any, Any], today: date) -> str:
    if not pd.isna(row["resolved_at"]):
        return RESOLVED
    if not pd.isna(row["snoozed_until"]) and row["snoozed_until"] > today:
        return SNOOZED
    if row["agency"] or row["person"]:
        return OVERDUE if not pd.isna(row["due_on"]) and row["due_on"] < today else ASSIGNED
    return NEW if pd.isna(row["acknowledged_at"]) else ACKNOWLEDGED


def tally(province_code: str, today: date) -> Tally:
    """How many stand; nothing before anything was ever kept, and a sentence where the state cannot be read."""
    aside = sa.or_(alert.c.resolved_at.is_not(None), sa.and_(alert.c.snoozed_until > today))
    open_ones = (alert.c.province_code == province_code, alert.c.state == ALERTING, ~sa.func.coalesce(aside, False))
    query = sa.select(alert.c.severity, alert.c.rule_code, sa.func.count(), sa.func.max(alert.c.weight))
    try:
        if not store.begun():
            return Tally()
        with store.reading() as conn:
            rows = conn.execute(query.where(*open_ones).group_by(alert.c.severity, alert.c.rule_code)).all()
            known = definitions(conn) if rows else {}
    except store.StateError as error:
        return Tally(problem=str(error))
    grave = sorted((row for row in rows if row[0] == SEVERITIES[0]), key=lambda row: (-row[3], row[1]))
    worst = {}
    if grave:
        code = grave[0][1]
        worst = {lang: rule_name(known.get(code, {}), code, lang) for lang in ("vi", "en")}
    return Tally(sum(row[2] for row in grave), sum(row[2] for row in rows), worst)


def rules(conn: Connection) -> pd.DataFrame:
    """The rules as they were judged last; columns of ``tables.alert_rule``."""
    return pd.DataFrame(conn.execute(sa.select(alert_rule).order_by(alert_rule.c.rule_code)).mappings().all())


def last_run(conn: Connection) -> dict[str, Any] | None:
    """The run that began last; ``finished_at`` is None while it runs, or when it was stopped."""
    query = sa.select(alert_run).order_by(alert_run.c.run_id.desc()).limit(1)
    found = conn.execute(query).mappings().one_or_none()
    return None if found is None else dict(found)


def history(conn: Connection, alert_id: int = 0, limit: int = 1000) -> pd.DataFrame:
    """What was found and done, the newest first, of one cause or of all that the reader may see; columns of the
    journal's entries."""
    told = journal.entries(conn, f"alert:{alert_id}" if alert_id else "alert:", limit=limit)
    numbers = told["subject"].str.removeprefix("alert:").astype(int)
    query = sa.select(alert.c.alert_id).where(alert.c.alert_id.in_(sorted(set(numbers))))
    return told[numbers.isin(list(conn.execute(query).scalars()))].reset_index(drop=True)
