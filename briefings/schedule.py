"""Briefings that are made by themselves when their period closes: once all that they speak of has come, and at the
latest when it was due.  Asked after every publication and by the clock; the same period is never made twice."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from briefings import kinds
from briefings import outline as outlines
from briefings.kinds import Kind
from briefings.outline import Outline
from data import asked, catalogue, engine, periods, standing
from data.catalogue import Indicator
from data.state import briefings, store
from data.state.journal import THE_SYSTEM


def ask_for_due(home: Path, today: date) -> list[str]:
    """Asks for every scheduled briefing whose period has closed; the keys of what was asked for."""
    if not store.begun():
        return []
    with store.reading() as state:
        rows = briefings.listed(state, scheduled=True).to_dict("records")
        texts = {int(row["briefing_id"]): briefings.text(state, row["briefing_id"], row["revision"]) for row in rows}
    if not texts:
        return []
    known, keys = kinds.of_store(home), []
    with engine.connect() as conn:
        for number, told in texts.items():
            outline = outlines.from_json(told) if told else None
            if outline and outline.kind in known and (period := closed(conn, known[outline.kind], outline, today)):
                keys.append(_ask(number, replace(outline, period=period), today))
    return keys


def closed(conn: Connection, kind: Kind, outline: Outline, today: date) -> str:
    """The newest period that is over and complete, or whose reports were due before today; "" while it is awaited."""
    period = periods.latest_closed(kind.frequency, 0, today)
    if today > periods.due_on(period, None):
        return period
    return period if _has_come(conn, outline, kind, period) else ""


def _has_come(conn: Connection, outline: Outline, kind: Kind, period: str) -> bool:
    """Whether every indicator of the sections that is reported as often has a value of the period."""
    expected = [one for one in _indicators(outline) if kind.frequency in one.frequencies]
    province = catalogue.sets()[outline.set_code].province_code
    found = standing.standings(conn, expected, province, periods.parse(period).end)
    end = periods.parse(period).end
    spoken = [one for one in found if one.newest]
    return bool(spoken) and all(periods.parse(one.newest).end >= end for one in spoken)


def _indicators(outline: Outline) -> list[Indicator]:
    pages = [part.of for part in outline.parts if part.of in catalogue.pages()]
    return list(dict.fromkeys(one for page in pages for one in asked.scope(outline.set_code, (page,))))


def _ask(number: int, outline: Outline, today: date) -> str:
    key = f"{number}/{outline.period}"
    with store.writing() as conn:
        briefings.submit(conn, THE_SYSTEM, number, outlines.to_json(outline), today, key)
    return key
