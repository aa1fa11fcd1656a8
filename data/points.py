"""Points that report: hospitals, stations, reservoirs, dikes … whose values are observations like those of a commune.

An entry of a register with ``reports`` is an area: its level is the register, its parent the commune that it lies in.
Loaders know the points of a province from the kept lists, so that a row may name one by its code or by its exact name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue_registers, paths
from data.frames import frame
from data.tables import END_OF_TIME, area, register_entry
from geo.spelling import distance, fold

PROPOSALS, FEW_LETTERS = 3, 8
_entry = register_entry.c


@dataclass(frozen=True)
class Point:
    """An entry of a register that reports, as an area."""

    area_code: str
    entry_code: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.area_code})"


Source = Callable[[str], Sequence[Point]]  # code of a province → its points


def none_known(_province_code: str) -> Sequence[Point]:
    """The points of an empty store."""
    return ()


def area_code(register: str, province_code: str, entry_code: str) -> str:
    """The code of a point as an area: ``facility:08-BV-01``; two provinces may both have a BV-01."""
    return f"{register}:{province_code}-{entry_code}"


def reporting() -> tuple[str, ...]:
    """The registers whose entries report, in the order of the catalogue."""
    return tuple(code for code, about in catalogue_registers.registers().items() if about.reports)


def as_areas() -> sa.Select[tuple[object, ...]]:
    """The newest state of every point as a row of ``tables.area``, in the order of its columns."""
    code = _entry.register + ":" + _entry.province_code + "-" + _entry.entry_code
    parent = sa.case((_entry.area_code == "", _entry.province_code), else_=_entry.area_code)
    newest = (_entry.register.in_(reporting()), _entry.superseded_at == END_OF_TIME)
    return sa.select(code, _entry.name, _entry.register, parent, _entry.province_code).where(*newest)


def of_province(conn: Connection, province_code: str, register: str) -> pd.DataFrame:
    """The points of a register in a province by code: ``area_code``, ``area_name``, ``parent_code``."""
    columns = (area.c.area_code, area.c.area_name, area.c.parent_code)
    where = (area.c.area_level == register, area.c.province_code == province_code)
    return frame(conn, sa.select(*columns).where(*where).order_by(area.c.area_code))


def known(root: Path, province_code: str) -> tuple[Point, ...]:
    """The points of a province in the lists that ``root`` keeps, published or not; of each the name sent last."""
    columns = ["register", "entry_code", "name", "published_at"]
    wanted = [("register", "in", list(reporting())), ("province_code", "==", province_code)]
    kept = paths.deliveries(root).glob("*/register.parquet")
    lists = [pd.read_parquet(path, columns=columns, filters=wanted) for path in kept]
    if not (filled := [entries for entries in lists if len(entries)]):
        return ()
    newest = pd.concat(filled).sort_values("published_at", kind="stable").drop_duplicates(columns[:2], keep="last")
    rows = newest[columns[:3]].sort_values(columns[:2]).itertuples(index=False, name=None)
    return tuple(Point(area_code(register, province_code, code), code, name) for register, code, name in rows)


@dataclass(frozen=True)
class Points:
    """The points that the rows of one file may name; the source is asked when the first row needs it."""

    source: Source = none_known
    province_code: str = ""

    @cached_property
    def _all(self) -> Sequence[Point]:
        return self.source(self.province_code)

    @cached_property
    def _by_code(self) -> dict[str, list[Point]]:
        found: dict[str, list[Point]] = {}
        for point in self._all:
            for code in dict.fromkeys((point.area_code.lower(), point.entry_code.lower())):
                found.setdefault(code, []).append(point)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Point]]:
        found: dict[str, list[Point]] = {}
        for point in self._all:
            found.setdefault(fold(point.name), []).append(point)
        return found

    def of_code(self, written: str) -> list[Point]:
        """Those with this code, of the area or within their register."""
        return self._by_code.get(written.lower(), [])

    def of_name(self, called: str) -> list[Point]:
        """Those with this name, but for case, tone marks and blanks."""
        return self._by_name.get(fold(called), [])

    def like(self, called: str) -> list[Point]:
        """Up to three whose names differ by a letter or two; the nearest first, numbers alike."""
        key = fold(called)
        allowed = 1 if len(key.replace(" ", "")) < FEW_LETTERS else 2
        near = [
            (distance(key, name), name)
            for name in self._by_name
            if abs(len(name) - len(key)) <= allowed and _digits(name) == _digits(key)
        ]
        return [point for apart, name in sorted(near) if apart <= allowed for point in self._by_name[name]][:PROPOSALS]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
