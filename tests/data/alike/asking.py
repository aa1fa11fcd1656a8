"""Whom a question is asked of, and what there is to ask for: taken from the store, so that something comes back."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import asked as links
from data import catalogue, catalogue_registers, clock, grids, map_asked, remembered
from data.alerts import rules
from data.answers import Ask, NumberKey, Understood
from data.keys import CellKey, EntryKey, ReadingsKey
from data.levels import Levels
from data.map_answers import MapAsk
from data.tables import END_OF_TIME, bulletin_figure, observation, refusal, register_entry, score_item, station_reading

PROVINCE, SET, EVENT = "08", "tuyen-quang", "yagi-2024"
REFUSED = "tq_commune_budget_revenue"  # some of its cells are no numbers
TODAY = clock.today()
NOW = datetime.combine(TODAY, time(9))
MONTHS = tuple(f"{day:%Y-%m}" for day in pd.date_range(end=TODAY, periods=4, freq="ME"))[-3:]
OWN = catalogue.of_set(SET)
# One of each kind and of each first axis, and the one that the page opens with.
SOME = tuple(dict.fromkeys([
    catalogue.get("tq_budget_revenue"),
    *{one.kind: one for one in reversed(OWN)}.values(),
    *{next(iter(one.breakdowns), ""): one for one in OWN}.values(),
]))  # fmt: skip
CODES = tuple(one.code for one in SOME)
COMMUNES = ("00691", "00694", "00829")
EARLIER = NOW - timedelta(days=12)
ALL_RULES, REGISTERS = rules.of_catalogue(), catalogue_registers.registers()


@dataclass(frozen=True)
class Asking:
    """What is asked of whom: each ``place`` asks for something else."""

    conn: Connection
    state: Connection
    home: Path
    place: int

    def one_of(self, values: Any) -> Any:
        """The next of some values."""
        known = list(values)
        return known[self.place % len(known)]

    def there(self, column: sa.Column[Any], *where: sa.ColumnElement[bool]) -> Any:
        """The next of what the store has in a column."""
        query = sa.select(column).where(*where).distinct().order_by(column)
        known = list(self.conn.execute(query).scalars())
        return known[self.place * 7 % len(known)]

    @property
    def link(self) -> dict[str, str | None]:
        """What a link to a group page or to the map asks for."""
        wanted: dict[str, str | None] = {"chi-so": self.one_of(CODES), "ky": self.one_of(MONTHS), "bo": SET}
        if self.place % 2:
            wanted["xa"] = self.one_of(COMMUNES)
        return wanted | ({"biet-den": EARLIER.date().isoformat()} if self.place % 5 == 4 else {})

    @property
    def understood(self) -> Understood:
        return links.understand(self.conn, self.link, (self.one_of(SOME).page,), 4, TODAY)

    @property
    def map_ask(self) -> MapAsk:
        level, kind = self.one_of(("commune", "province", "country")), self.one_of(map_asked.MODES)
        return map_asked.understand(self.conn, self.link | {"cap": level, "kieu": kind, "xa": None}, TODAY)

    @property
    def number(self) -> NumberKey:
        """A number that is there: of the province, of a commune, of a member of an axis, in turn."""
        obs = observation.c
        kinds = (
            (obs.area_code == PROVINCE, obs.breakdown == "total"),
            (obs.area_code.in_(COMMUNES), obs.breakdown == "total"),
            (obs.area_code == PROVINCE, obs.breakdown != "total"),
        )
        names = (obs.indicator_code, obs.area_code, obs.period, obs.measure, obs.breakdown, obs.basis)
        query = sa.select(*names).where(*self.one_of(kinds), obs.superseded_at == END_OF_TIME).order_by(*names)
        rows = self.conn.execute(query).all()
        return NumberKey(*rows[self.place * 101 % len(rows)])

    def score(self, *where: sa.ColumnElement[bool]) -> sa.Row[Any]:
        """A score that is there."""
        item = score_item.c
        names = (item.unit_code, item.unit_kind, item.captured_on, item.item_code)
        rows = self.conn.execute(sa.select(*names).where(*where).order_by(*names)).all()
        return rows[self.place * 1009 % len(rows)]

    @property
    def figures(self) -> list[CellKey]:
        """Cells of bulletins that are there."""
        cell = bulletin_figure.c
        query = sa.select(cell.delivery_id, cell.sheet, cell.cell).order_by(cell.delivery_id, cell.sheet, cell.cell)
        rows = self.conn.execute(query).all()
        return [CellKey(*row) for row in rows[self.place :: 7]]

    @property
    def readings(self) -> list[ReadingsKey]:
        """What stations of the province measured in the day up to an hour that is there."""
        own = station_reading.c
        query = sa.select(own.entry_code, own.quantity, sa.func.max(own.period)).where(own.province_code == PROVINCE)
        rows = self.conn.execute(query.group_by(own.entry_code, own.quantity).order_by(own.entry_code, own.quantity))
        return [ReadingsKey(PROVINCE, *row, 24) for row in rows.all()[self.place :: 5]]

    @property
    def entry(self) -> EntryKey:
        """An entry of a list that is there."""
        own = register_entry.c
        query = sa.select(own.register, own.province_code, own.entry_code).where(own.province_code == PROVINCE)
        rows = self.conn.execute(query.distinct().order_by(own.register, own.entry_code)).all()
        return EntryKey(*rows[self.place * 101 % len(rows)])

    @property
    def ask_of_number(self) -> Ask:
        """The number as a page asks for it."""
        one = self.number
        return Ask(catalogue.get(one.code), PROVINCE, one.period, breakdown=one.breakdown)

    @property
    def ask_refused(self) -> Ask:
        """The number of a cell that was refused and that no other file has mended."""
        cell = refusal.c
        query = sa.select(cell.indicator_code, cell.period).where(cell.indicator_code == REFUSED).order_by(cell.period)
        code, period = self.conn.execute(query).first() or ("", "")
        return Ask(catalogue.get(code), PROVINCE, period)

    @property
    def levels(self) -> Levels:
        ask = self.understood.ask
        return remembered.in_communes(self.conn, ask.indicator.code, PROVINCE, ask.breakdown, ask.as_of)

    @property
    def grid(self) -> grids.Grid:
        return grids.grid(self.conn, tuple(one.code for one in OWN), PROVINCE, "month", "2024")

    @property
    def cells(self) -> pd.DataFrame:
        at = ["indicator_code", "area_code", "period", "measure"]
        rows = [(code, area, month, "actual") for code in CODES for area in COMMUNES for month in MONTHS]
        return pd.DataFrame(rows, columns=at)
