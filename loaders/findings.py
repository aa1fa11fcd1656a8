"""What an examination brings to light: a row, the check that it fails, and the facts that the check's words need."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import pandas as pd

from data import catalogue, periods
from geo import areas
from loaders import numbers
from loaders.reading import UNKNOWN, Coordinates

MEASURED = {"cumulative": "lũy kế", "plan": "kế hoạch", "scenario": "kịch bản", "estimate": "ước thực hiện"}
Row = Mapping[Hashable, Any]  # an observation by column, and its place in the frame as "row"
SHORTEST, LONGEST = 1e-12, 1e15  # beyond them a number is more zeros than digits
SERIES = ["indicator_code", "area_code", "breakdown", "measure", "basis", "frequency"]
COORDINATES = [one.name for one in fields(Coordinates)]


@dataclass(frozen=True)
class Finding:
    """A row of the examined frame (its index) that fails the check ``code`` of ``data/catalogue/checks.csv``."""

    row: int
    code: str
    facts: dict[str, str]
    about: Coordinates = UNKNOWN  # what number it is


def each(rows: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame one by one; ``row`` is their index.  A dictionary costs a hundredth of a Series."""
    if rows.empty:
        return
    names = ("row", *rows.columns)
    for values in zip(rows.index.tolist(), *(rows[name].tolist() for name in rows.columns), strict=True):
        yield dict(zip(names, values, strict=True))


def of(row: Row, code: str, **facts: str) -> Finding:
    """A finding about a row of observations; ``what``, ``value`` and ``unit`` are told of every one."""
    about = catalogue.get(row["indicator_code"])
    own = {"what": what(row), "value": number(row["value"]), "unit": catalogue.unit_label(about.unit) or "đơn vị"}
    return Finding(row["row"], code, own | facts, coordinates(row))


def coordinates(row: Row) -> Coordinates:
    """What number a row of observations is."""
    return Coordinates(*(str(row[name]) for name in COORDINATES))


def what(row: Row) -> str:
    """The coordinates of a value as people say them; a period that was not understood is left out."""
    parts = [
        f"«{catalogue.get(row['indicator_code']).name}»",
        "" if row["breakdown"] == "total" else str(row["breakdown"]),
        MEASURED.get(row["measure"], ""),
        area_name(row["area_code"]),
        periods.label(row["period"]) if row["period"] else "",
    ]
    return ", ".join(part for part in parts if part)


def number(value: float) -> str:
    """A number to be read: at most nine significant digits, Vietnamese writing; 1e-300 and 1e300 by their power."""
    if value and not SHORTEST <= abs(value) < LONGEST:
        digits, _, power = f"{value:.8e}".partition("e")
        return f"{numbers.plain(float(digits))} × 10^{int(power)}"
    return numbers.plain(float(f"{value:.9g}"))


def usual(value: float) -> str:
    """What values lie around, to be read: four significant digits, for nobody reported it to the last one."""
    return number(float(f"{value:.4g}"))


def area_name(area_code: str) -> str:
    return _area_names().get(area_code, area_code)


@cache
def _area_names() -> dict[str, str]:
    frames = (areas.provinces(), areas.communes())
    return {code: name for f in frames for code, name in zip(f["area_code"], f["full_name"], strict=True)}


def with_definitions(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold a number, with ``kind``, ``unit`` and ``name`` of their indicator; the index stays."""
    rows = frame[frame["value"].notna()]
    known = {code: catalogue.get(code) for code in rows["indicator_code"].unique()}
    codes = rows["indicator_code"]
    return rows.assign(
        kind=codes.map({code: about.kind for code, about in known.items()}),
        unit=codes.map({code: about.unit for code, about in known.items()}),
        name=codes.map({code: about.name for code, about in known.items()}),
    )
