"""Registers that nobody keeps: entries with plausible places, dates and states, made from ``lists.csv``.

Columns of the file: ``register``, ``field``, then what the field may be: a ``member`` of a choice with the ``text``
that names such an entry, a ``text``, or a number from ``low`` to ``high`` with so many ``digits``.  Lines
without a field: the first has the beginning of codes (``text``) and how many entries there are (``low``), the next
names for all.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from data import catalogue, catalogue_registers
from data.catalogue_registers import Field, Register
from loaders.demo.land import Land, chance
from loaders.workbooks import Cell, Heading, Report

FILE = Path(__file__).parent / "lists.csv"
EVERYWHERE = (
    "feedback", "task", "project", "enterprise", "facility", "incident", "risk_point", "reservoir", "shelter",
    "response_force", "road_cut",
)  # fmt: skip
WITH_READINGS = ("station", "hazard_zone")  # made by ``storm``, in agreement with what the stations measure
COASTAL, BY_THE_SEA = ("mooring_area", "fishing_vessel"), ("42",)
WORST, BEST = 0.06, 0.6  # share of entries in the worst and the best state
BACK_DAYS, TERM_DAYS = 240, 30
UPDATED = 4  # every so many entries change between two lists
FAR_OUT = 0.9  # degrees east of the coast, at most


@dataclass(frozen=True)
class Line:
    """One line of the file; numbers 0 where it has none."""

    field: str
    member: str
    text: str
    low: float
    high: float
    digits: int


@cache
def _lines(register: str) -> tuple[Line, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["register"] == register]
    return tuple(
        Line(r["field"], r["member"], r["text"], float(r["low"] or 0), float(r["high"] or 0), int(r["digits"] or 0))
        for r in rows
    )


def written() -> list[Register]:
    """The registers whose entries are made here; hospitals, stations and what belongs to them are made elsewhere."""
    return [one for one in catalogue_registers.registers().values() if _lines(one.register)]


def kept(land: Land, set_code: str) -> list[Register]:
    """The registers of a province: those that every one keeps, and those that its indicators ask for."""
    codes = {indicator.code for indicator in catalogue.of_set(set_code)}
    answering = {a.register.register for a in catalogue_registers.answers().values() if a.indicator_code in codes}
    at_sea = land.province_code in BY_THE_SEA
    return [
        register
        for code, register in catalogue_registers.registers().items()
        if code not in WITH_READINGS and (code in EVERYWHERE or code in answering) and (at_sea or code not in COASTAL)
    ]


class Lists:
    """The entries of one province as lists: on a day, all of them; later, those that changed."""

    def __init__(self, land: Land, seed: int) -> None:
        self._land, self._seed = land, seed

    def report(self, register: Register, day: date, issuer: str, *, before: date | None = None) -> Report:
        """The list of a register on a day; with ``before``, the day of the list before, only what has changed."""
        fields = [field for field in register.fields if field.kind != "area"]
        rows = [self._row(register, fields, number, day) for number in self._numbers(register, before)]
        communes = [Heading("Mã xã", width=9), Heading("Xã, phường", width=22)] if register.has_communes else []
        return Report(
            issuer=issuer,
            form="Danh sách",
            title=register.name.upper(),
            under_title=f"Cập nhật đến ngày {day:%d/%m/%Y}",
            sheet="Danh sách",
            headings=[
                Heading("STT", width=5),
                *communes,
                *(Heading(field.label, width=18, decimals=2) for field in fields),
            ],
            rows=[[str(place), *row] for place, row in enumerate(rows, start=1)],
            place="Tỉnh",
            signed_on=day,
        )

    def _numbers(self, register: Register, before: date | None) -> range:
        size = int(_lines(register.register)[0].low)
        return range(0, size, 1 if before is None else UPDATED)

    def _row(self, register: Register, fields: list[Field], number: int, day: date) -> list[Cell]:
        """STT aside: code and name of the commune, then the fields."""
        luck = chance(self._seed, self._land.province_code, register.register, number)
        spread = "forest" if register.register in ("risk_point", "incident", "reservoir") else "people"
        place = int(luck.choice(len(self._land.codes), p=self._land.shares(spread)))
        name, choices = self._named(register, number, luck)
        moved = chance(self._seed, register.register, number, day) if number % UPDATED == 0 else luck
        state = _state(register, moved)
        values: dict[str, Cell] = {
            "entry_code": f"{_lines(register.register)[0].text}{self._land.province_code}{number + 1:06d}",
            "name": f"{name}, {self._land.names[place]}" if name else self._land.names[place],
            **_dates(state, day, luck),
            **self._point(register, place, state, luck),
        }
        cells = [values.get(field.field, self._cell(register, field, choices, state, luck)) for field in fields]
        return [self._land.codes[place], self._land.names[place], *cells] if register.has_communes else cells

    def _named(self, register: Register, number: int, luck: np.random.Generator) -> tuple[str, dict[str, str]]:
        """What an entry is called, and the choice that goes with it."""
        lines = _lines(register.register)[1:]
        named = [line for line in lines if line.text and (line.member or not line.field)]
        if self._land.province_code not in BY_THE_SEA:
            named = [line for line in named if line.member != "coastal_erosion"]
        line = named[number % len(named)]
        return line.text, {line.field: line.member} if line.member else {}

    def _point(self, register: Register, place: int, state: str, luck: np.random.Generator) -> dict[str, Cell]:
        """Near the middle of the commune, or out at sea."""
        about = self._land.frame.iloc[place]
        reach = 0.15 * float(about["area_km2"]) ** 0.5 / 111  # degrees: well inside, whatever the shape
        east, north = luck.uniform(-reach, reach, 2)
        out = luck.uniform(0.3, FAR_OUT) if state == "at_sea" else 0.0
        return {
            "latitude": round(float(about["lat"]) + north, 5),
            "longitude": round(float(about["lon"]) + east + out, 5),
        }

    def _cell(
        self, register: Register, field: Field, choices: dict[str, str], state: str, luck: np.random.Generator
    ) -> Cell:
        """What stands under a field: a word, a text or a number of ``lists.csv``."""
        if field.kind == "state":
            return field.words()[state]
        lines = [line for line in _lines(register.register) if line.field == field.field]
        if field.axis:
            allowed = list(dict.fromkeys(line.member for line in lines)) or list(field.words())
            return field.words()[choices.get(field.field) or str(luck.choice(allowed))]
        if not lines:
            return None
        line = lines[int(luck.integers(len(lines)))]
        if field.kind == "number":
            return _number(line, luck)
        return line.text if field.field != "obstacle" or state in ("behind", "paused") else None


def _number(line: Line, luck: np.random.Generator) -> float:
    """Small numbers oftener than large ones."""
    low, high = np.log1p(line.low), np.log1p(line.high)
    value = round(float(np.expm1(luck.uniform(low, high))), line.digits)
    return value if line.digits else int(value)


def _state(register: Register, luck: np.random.Generator) -> str:
    states = list(register.state.words())
    between = (1 - WORST - BEST) / max(len(states) - 2, 1)
    shares = np.array([WORST, *[between] * (len(states) - 2), BEST])
    return str(luck.choice(states, p=shares / shares.sum()))


def _dates(state: str, day: date, luck: np.random.Generator) -> dict[str, Cell]:
    """When it began, was to end and ended, in agreement with the state on a day."""
    opened, term = day - timedelta(days=int(luck.integers(TERM_DAYS + 10, BACK_DAYS))), TERM_DAYS
    closed: date | None = None
    if state in ("done_on_time", "treated", "completed", "closed", "dissolved"):
        closed = opened + timedelta(days=int(luck.integers(5, term)))
    elif state == "done_late":
        closed = opened + timedelta(days=term + int(luck.integers(1, 8)))
    elif state in ("in_progress", "on_track", "in_treatment", "watched", "current", "approved"):
        term = (day - opened).days + int(luck.integers(3, 40))
    due = opened + timedelta(days=term)
    return {"opened_on": _told(opened), "due_on": _told(due), "closed_on": _told(closed) if closed else None}


def _told(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def dates_of_lists(months: list[str], today: date) -> Iterator[date]:
    """The days on which lists are sent: a whole one some months ago, then changes, each once a month."""
    for month in months[-3:]:
        year, number = map(int, month.split("-"))
        yield min(date(year + number // 12, number % 12 + 1, 5), today)
