"""What the frame of every page tells: whose data these are, of which version, known until when, simulated or
not, and what alerts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, clock, engine, remembered
from data.alert_answers import Tally
from data.alerts import inbox
from data.directives import asking
from data.engine import WarehouseError
from data.memory import per_version
from data.rights.doors import closed_to
from data.rights.reader import current
from data.tables import series
from geo import areas

NO_ALARM = Tally()


class Told(TypedDict):
    """The part of ``About`` that the frame draws."""

    province_name: str
    simulated: bool
    as_of: datetime | None
    version: str
    alarm: Tally
    closed: frozenset[str]  # pages that do not open to the reader
    tasks: int  # directives that wait for the reader


@dataclass(frozen=True)
class About:
    """The state of the archive for one province; without a warehouse ``version`` is empty and ``problem`` says why."""

    province_code: str
    province_name: str  # "Tỉnh Tuyên Quang"
    version: str
    published_at: datetime | None  # when this version was made
    as_of: datetime | None  # when the newest value of the province became known; None when there is none
    simulated: bool
    problem: str = ""  # a Vietnamese sentence with its remedy
    alarm: Tally = NO_ALARM

    def told(self) -> Told:
        """For ``**`` into the frame."""
        return Told(
            province_name=self.province_name,
            simulated=self.simulated,
            as_of=self.as_of,
            version=self.version,
            alarm=self.alarm,
            closed=closed_to(current()),
            tasks=asking.waiting(self.province_code),
        )


def about(province_code: str = "") -> About:
    """The state of the archive for a province; for "" the one with most data, without any the first set's.

    Raises ``KeyError`` for a code that is no province; a missing warehouse is told in ``problem``, not raised.
    """
    try:
        with engine.connect() as conn:
            code = province_code or home(conn)
            version = remembered.version(conn)
            return About(
                province_code=code,
                province_name=province_name(code),
                version=str(version["version"]),
                published_at=_moment(version["published_at"]),
                as_of=remembered.last_published(conn, code),
                simulated=remembered.is_simulated(conn, code),
                alarm=inbox.tally(code, clock.today()),
            )
    except WarehouseError as error:
        code = province_code or first_province()
        alarm = inbox.tally(code, clock.today())
        return About(code, province_name(code), "", None, None, False, str(error), alarm)


@contextmanager
def reading(known: About) -> Iterator[Connection | None]:
    """A connection to the archive that ``known`` describes; None where it told a problem: a page goes on without."""
    if known.problem:
        yield None
        return
    with engine.connect() as conn:
        yield conn


def home(conn: Connection) -> str:
    """The province that a page speaks of unless asked for another: the reader's own, else the one with most data."""
    own = current().province_code
    return own if own in province_codes() else province_with_most_data(conn) or first_province()


def first_province() -> str:
    """The province of the first set in the catalogue."""
    return next(iter(catalogue.sets().values())).province_code


def set_of(province_code: str) -> str:
    """The set that a province has adopted; the first of all when it has none."""
    own = [s.set_code for s in catalogue.sets().values() if s.province_code == province_code]
    return own[0] if own else next(iter(catalogue.sets()))


def province_codes() -> list[str]:
    """The codes of the 34 provinces, sorted."""
    return list(areas.provinces()["area_code"])


def province_name(province_code: str) -> str:
    """ "Tỉnh Tuyên Quang"; raises ``KeyError`` for a code that is none of the 34."""
    frame = areas.provinces()
    names = dict(zip(frame["area_code"], frame["full_name"], strict=True))
    return str(names[province_code])


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


@per_version
def province_with_most_data(conn: Connection) -> str:
    """The code with most observations; "" when nothing was published."""
    size = sa.func.sum(series.c.observations)
    query = sa.select(series.c.province_code).group_by(series.c.province_code)
    return conn.execute(query.order_by(size.desc(), series.c.province_code).limit(1)).scalar() or ""
