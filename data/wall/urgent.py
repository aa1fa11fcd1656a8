"""What comes before every list, and what urgent tiles tell: events that are active, alerts that stand."""

from datetime import date, datetime, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import emergency_view, paths
from data.alert_answers import rule_name
from data.alerts import inbox, messages
from data.alerts.machine import ALERTING
from data.directives import asking
from data.emergency_answers import EmergencyAsk
from data.state import events
from data.state.tables import alert, event
from data.wall_answers import Interruption, Tally, Tile, TileView

SCENES = {"su-kien": "event", "canh-bao": "alerts"}  # that tell what is urgent, by the kind of their first tile
LIVE = ("alerts", "event", "tasks")  # kinds of tile that are told from the state database
A_WHILE = timedelta(minutes=2)  # for which a critical alert that has just fired stays
TONES = {"critical": "bad", "warning": "warn"}


def active_events(conn: Connection, now: datetime) -> list[Interruption]:
    """Events of all provinces that are active: each interrupts until it is over, or the duty officer goes on."""
    rows = conn.execute(sa.select(event).where(event.c.state == "active", event.c.opened_at <= now)).all()
    return [
        Interruption(
            "su-kien",
            row.name,
            events.active_since(conn, row.province_code, row.event_code) or row.opened_at,
            province_code=row.province_code,
        )
        for row in rows
    ]


def critical_alerts(conn: Connection, now: datetime) -> list[Interruption]:
    """Critical alerts that fired a moment ago and that nobody has settled."""
    c = alert.c
    recent = (c.state == ALERTING, c.severity == "critical", c.resolved_at.is_(None), c.fired_at > now - A_WHILE)
    rows = conn.execute(
        sa.select(c.rule_code, c.area_code, c.area_name, c.fired_at, c.province_code).where(*recent)
    ).all()
    known = inbox.definitions(conn) if rows else {}
    return [
        Interruption(
            "canh-bao",
            _words(known, row.rule_code, messages.area_name(row.area_code, row.area_name)),
            row.fired_at,
            row.fired_at + A_WHILE,
            province_code=row.province_code,
        )
        for row in rows
    ]


def _words(known: dict[str, dict[str, object]], rule_code: str, area_name: str) -> str:
    return f"{rule_name(known.get(rule_code, {}), rule_code)} · {area_name}"


def told(conn: Connection, state: Connection, tile: Tile, province_code: str, now: datetime) -> TileView:
    """What an urgent tile tells at a moment."""
    if tile.kind == "alerts":
        return _alerts(state, tile, province_code, now.date())
    if tile.kind == "tasks":
        return _tasks(state, tile, province_code, now.date())
    return _event(conn, state, tile, province_code, now)


def _tasks(state: Connection, tile: Tile, province_code: str, today: date) -> TileView:
    """Who was given tasks that are past their day, how many, since when."""
    late = asking.overdue_by_agency(state, province_code, today)
    tallies = [
        Tally(str(one["agency"]), part=int(one["count"]), since=one["since"], tone="bad")
        for one in late.head(tile.rows).to_dict("records")
    ]
    simulated = bool(late["simulated"].any()) if len(late) else False
    return TileView(tile, tallies=tallies, total=int(late["count"].sum()), as_of=today, simulated=simulated)


def _alerts(state: Connection, tile: Tile, province_code: str, today: date) -> TileView:
    """What one rule found is one line: where, and since when."""
    alerting = inbox.loud(inbox.standing(state, province_code, today))
    found = list(alerting.groupby("rule_code", sort=False))
    tallies = [_tally(own) for _, own in found[: tile.rows]]
    simulated = bool(alerting["is_simulated"].any()) if len(alerting) else False
    return TileView(tile, tallies=tallies, total=len(alerting), as_of=today, simulated=simulated)


def _tally(own: pd.DataFrame) -> Tally:
    """The alerts of one rule, in the order given."""
    first = own.iloc[0]
    fired = own["fired_at"].dropna()
    return Tally(
        str(first["rule_name"]),
        part=len(own),
        since=fired.min().date() if len(fired) else None,
        tone=TONES.get(first["severity"], ""),
        places=list(own["area_name"]),
    )


def _event(conn: Connection, state: Connection, tile: Tile, province_code: str, now: datetime) -> TileView:
    found = events.events(state, province_code)
    active = found[found["state"] == "active"].sort_values("opened_at", ascending=False)
    tallies = []
    for row in active.head(tile.rows).to_dict("records"):
        tasks = events.tasks(state, province_code, row["event_code"])
        done = int(tasks["done_at"].notna().sum())
        tallies.append(Tally(row["name"], done, len(tasks), row["opened_at"].date(), "bad"))
    if active.empty:
        return TileView(tile, as_of=now.date())
    ask = EmergencyAsk(province_code, str(active["event_code"].iloc[0]), None, "")
    view = emergency_view.view(conn, state, ask, paths.home(), now=now)
    simulated = bool(active["simulated"].any()) or view.simulated
    return TileView(tile, emergency=view, tallies=tallies, total=len(active), as_of=now.date(), simulated=simulated)
