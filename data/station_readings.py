"""What stations measured, hour by hour."""

from datetime import datetime

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import registers
from data.frames import frame
from data.tables import END_OF_TIME, station_reading

UNITS = {"rain": "mm", "water_level": "m", "temperature": "°C", "wind": "m/s"}
_reading = station_reading.c


def newest_hour(conn: Connection, province_code: str) -> datetime | None:
    """The last hour that any station of the province sent; None when none ever did."""
    query = sa.select(sa.func.max(_reading.period)).where(_reading.province_code == province_code)
    found = conn.execute(query).scalar()
    return datetime.fromisoformat(f"{found}:00") if found else None


def readings(conn: Connection, province_code: str, since: datetime, until: datetime) -> pd.DataFrame:
    """Readings from one hour to another, both included: ``entry_code``, ``quantity``, ``at``, ``value``, ``status``."""
    query = sa.select(_reading.entry_code, _reading.quantity, _reading.period, _reading.value, _reading.status).where(
        _reading.province_code == province_code,
        _reading.superseded_at == END_OF_TIME,
        _reading.period >= f"{since:%Y-%m-%dT%H}",
        _reading.period <= f"{until:%Y-%m-%dT%H}",
    )
    found = frame(conn, query)
    hours = {period: pd.Timestamp(f"{period}:00") for period in found["period"].unique()}
    return found.assign(at=pd.to_datetime(found["period"].map(hours)))


def station_name(conn: Connection, province_code: str, entry_code: str) -> str:
    """What a station is called by the list of stations; its code where the list does not know it."""
    known = registers.entries(conn, "station", province_code, where={"entry_code": [entry_code]})
    return str(known["name"].iloc[0]) if len(known) else entry_code
