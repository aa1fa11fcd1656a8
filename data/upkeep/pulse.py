"""How the house stands at a moment, in numbers that an operator watches."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from data import engine, queries, tables
from data.engine import WarehouseError
from data.rights import reader
from data.state import account_tables, store
from data.state.store import StateError
from data.state.tables import alert, outbox, wall_beat, wall_screen

SEEN = timedelta(minutes=1)  # a screen says every few seconds that it is there
AWAKE = timedelta(minutes=30)


@dataclass(frozen=True)
class Pulse:
    """Numbers of the warehouse and of what people do; ``troubles`` are sentences about what could not be asked."""

    version: str = ""
    published_at: datetime | None = None
    observations: int = 0
    deliveries: int = 0
    cells_refused: int = 0
    alerts: dict[str, int] = field(default_factory=dict)  # open ones, by severity
    outbox: dict[str, int] = field(default_factory=dict)  # what was not sent, by state
    screens: int = 0
    sessions: int = 0
    troubles: tuple[str, ...] = ()


def pulse(now: datetime, province_code: str = "") -> Pulse:
    """Asked by the house itself, whoever wants to know; of one province, "" of the whole installation.

    Letters that wait are those of the installation: it is one office that sends them.
    """
    told: dict[str, object] = {}
    troubles = []
    with reader.acting(reader.HOUSE):
        try:
            with engine.connect() as conn:
                told |= _warehouse(conn, province_code)
        except WarehouseError as error:
            troubles.append(str(error))
        try:
            if store.begun():
                with store.reading() as conn:
                    told |= _state(conn, now, province_code)
        except StateError as error:
            troubles.append(str(error))
    return Pulse(**told, troubles=tuple(troubles))  # type: ignore[arg-type]


def _warehouse(conn: Connection, province_code: str) -> dict[str, object]:
    about = queries.version(conn)
    delivery = tables.delivery
    sums = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(delivery.c.rows_refused), 0))
    own = [delivery.c.province_code == province_code] if province_code else []
    deliveries, refused = conn.execute(sums.select_from(delivery).where(*own)).one()
    observations = _observations(conn, province_code) if province_code else about["observations"]
    names = {"version": about["version"], "published_at": about["published_at"], "observations": observations}
    return names | {"deliveries": int(deliveries), "cells_refused": int(refused)}


def _observations(conn: Connection, province_code: str) -> int:
    value, place = tables.observation, tables.area
    inside = sa.select(sa.func.count()).select_from(value.join(place, place.c.area_code == value.c.area_code))
    return int(conn.execute(inside.where(place.c.province_code == province_code)).scalar_one())


def _state(conn: Connection, now: datetime, province_code: str) -> dict[str, object]:
    session, account = account_tables.session, account_tables.account
    awake = sa.select(sa.func.count()).where(session.c.ended_at.is_(None), session.c.seen_at > now - AWAKE)
    seen = sa.select(sa.func.count()).select_from(wall_beat).where(wall_beat.c.seen_at > now - SEEN)
    alerting = alert.c.state == "alerting"
    if province_code:
        people = sa.select(account.c.account_id).where(account.c.province_code == province_code)
        walls = sa.select(wall_screen.c.screen_id).where(wall_screen.c.province_code == province_code)
        awake, seen = awake.where(session.c.account_id.in_(people)), seen.where(wall_beat.c.screen_id.in_(walls))
        alerting = sa.and_(alerting, alert.c.province_code == province_code)
    return {
        "alerts": _counted(conn, alert.c.severity, alerting),
        "outbox": _counted(conn, outbox.c.state, outbox.c.state != "sent"),
        "screens": int(conn.execute(seen).scalar_one()),
        "sessions": int(conn.execute(awake).scalar_one()),
    }


def _counted(conn: Connection, by: sa.Column[str], only: sa.ColumnElement[bool]) -> dict[str, int]:
    found = conn.execute(sa.select(by, sa.func.count()).where(only).group_by(by).order_by(by))
    return {str(name): int(count) for name, count in found}
