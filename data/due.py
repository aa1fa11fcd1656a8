"""What somebody has to send: by agency and period, what is due and how much of it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, periods, queries, receipts
from data.catalogue import Indicator
from data.rights.reader import Reader
from data.rights.sending import areas_of, communes_of, may_send
from data.submission_answers import BY_COMMUNE, GRID
from data.tables import END_OF_TIME, observation

FREQUENCIES = ("month", "quarter", "half-year", "year")  # what is finer comes by machine
WRITTEN = ("flow", "stock", "rate", "index", "score", "status_count", "yes_no", "text")  # kinds that a cell can hold
COLUMNS = ["indicator_code", "area_code", "period", "value", "text_value", "status"]


@dataclass(frozen=True)
class Due:
    """One table to be sent: the indicators of one agency for one period."""

    set_code: str
    kind: str  # GRID, or BY_COMMUNE: of a province's reader, commune by commune
    agency: str  # that leads them; "" where the decision names none
    period: str
    due_on: date
    by_default: bool  # of one of them no deadline was set
    indicators: tuple[Indicator, ...]
    came: int  # values of ``wanted`` that are published
    wanted: int

    @property
    def is_complete(self) -> bool:
        return self.came >= self.wanted

    def is_late(self, today: date) -> bool:
        """Whether something is missing past the day."""
        return self.due_on < today and not self.is_complete


def tables_due(conn: Connection | None, reader: Reader, set_code: str, today: date) -> list[Due]:
    """What a reader has to send for the newest periods that are over, what is due first in front."""
    found = [one for kind in (GRID, BY_COMMUNE) for one in _of_kind(conn, reader, set_code, kind, today)]
    return sorted(found, key=lambda one: (one.is_complete, one.due_on, one.agency, one.kind))


def _of_kind(conn: Connection | None, reader: Reader, set_code: str, kind: str, today: date) -> list[Due]:
    own = places(reader, kind)
    groups: dict[tuple[str, str], list[Indicator]] = {}
    for one in sendable(reader, set_code, kind):
        groups.setdefault((one.lead_agency, latest(one, today)), []).append(one)
    codes = {one.code for them in groups.values() for one in them}
    came = values(conn, own, codes, {key[1] for key in groups})
    counted = came.groupby(["indicator_code", "period"]).size().to_dict()
    return [
        Due(
            set_code, kind, agency, period,
            min(periods.due_on(period, receipts.deadline_of(one)) for one in them),
            any(not one.deadline_days for one in them), tuple(them),
            sum(int(counted.get((one.code, period), 0)) for one in them), len(them) * len(own),
        )
        for (agency, period), them in groups.items()
    ]  # fmt: skip


def places(reader: Reader, kind: str) -> tuple[str, ...]:
    """The areas of a table of a kind."""
    return communes_of(reader) if kind == BY_COMMUNE else areas_of(reader)


def sendable(reader: Reader, set_code: str, kind: str = GRID) -> list[Indicator]:
    """The indicators of a set that a reader fills in by hand in tables of a kind: those reported by such areas."""
    own = places(reader, kind)
    level = "commune" if own and len(own[0]) > len("08") else "province"
    return [
        one
        for one in catalogue.of_set(set_code)
        if one.area_level == level and one.kind in WRITTEN and receipts.finest(one) in FREQUENCIES
        and own and may_send(reader, one, own[0], reader.province_code)
    ]  # fmt: skip


def latest(one: Indicator, today: date) -> str:
    """The newest period of an indicator that is over."""
    return periods.latest_closed(receipts.finest(one), 0, today)


def values(conn: Connection | None, areas: Sequence[str], codes: set[str], ids: set[str]) -> pd.DataFrame:
    """What is published of indicators in areas and some periods: COLUMNS."""
    if conn is None or not codes:
        return pd.DataFrame(columns=COLUMNS)
    return published(conn, sorted(codes), areas, sorted(ids))


def published(conn: Connection, codes: Sequence[str], areas: Sequence[str], ids: Sequence[str]) -> pd.DataFrame:
    """The actual totals that hold now of indicators in areas and periods: COLUMNS."""
    obs = observation.c
    query = sa.select(*(obs[name] for name in COLUMNS)).where(
        obs.indicator_id.in_(list(queries.indicator_ids(conn, codes).values())), obs.area_code.in_(list(areas)),
        obs.period.in_(list(ids)), obs.breakdown == "total", obs.measure == "actual", obs.superseded_at == END_OF_TIME,
    )  # fmt: skip
    ordered = query.order_by(obs.indicator_id, obs.area_code, obs.period, obs.basis)
    return pd.DataFrame(conn.execute(ordered).all(), columns=COLUMNS)
