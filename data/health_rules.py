"""What the room of health is judged by: bands of occupancy, groups and deadlines of diseases, measures.

Read from ``health_bands.csv``, ``diseases.csv`` and ``health_measures.csv``; each limit with its grade of evidence: A
read in a legal or specialist text, R general knowledge, P a default of the product to be set by the department.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from data.catalogue import FOLDER, CatalogueError, indicators, records

BANDS = ("green", "yellow", "orange", "red")
BEDS = {"occupancy": "general", "icu_occupancy": "icu"}  # the kind of bands that a measure is held against
GRADES = ("A", "R", "P")


@dataclass(frozen=True)
class Band:
    """One class of occupancy: from ``at_least`` percent up to the next."""

    kind: str  # general, icu
    band: str
    at_least: float
    action: str
    action_en: str
    grade: str
    source: str


@dataclass(frozen=True)
class Disease:
    """The group of a disease and its reporting deadline while a rule held; ``deadline_h`` None where none was read."""

    disease: str
    name: str
    name_en: str
    group: str
    deadline_h: float | None
    serial_interval_days: float | None
    valid_from: date
    valid_to: date
    grade: str
    legal_basis: str


@cache
def bands(kind: str) -> tuple[Band, ...]:
    """The classes of one kind of beds, from green to red.  Raises ``CatalogueError`` for words nobody knows."""
    rows = [(line, cells) for line, cells in records(FOLDER / "health_bands.csv") if cells["kind"] == kind]
    found = tuple(_band(line, cells) for line, cells in rows)
    if tuple(one.band for one in found) != BANDS:
        raise CatalogueError(f"health_bands.csv: {kind} has no bands {', '.join(BANDS)} in this order.")
    return found


def _band(line: int, cells: dict[str, str]) -> Band:
    _require_grade("health_bands.csv", line, cells["grade"])
    return Band(**cells | {"at_least": float(cells["at_least"] or 0)})  # type: ignore[arg-type]


def _require_grade(file: str, line: int, grade: str) -> None:
    if grade not in GRADES:
        raise CatalogueError(f"{file}:{line}: grade {grade!r} is none of {', '.join(GRADES)}.")


@cache
def diseases() -> tuple[Disease, ...]:
    """Every line of the table of diseases, in its order."""
    return tuple(_disease(line, cells) for line, cells in records(FOLDER / "diseases.csv"))


def _disease(line: int, cells: dict[str, str]) -> Disease:
    _require_grade("diseases.csv", line, cells["grade"])
    numbers = {name: float(cells[name]) if cells[name] else None for name in ("deadline_h", "serial_interval_days")}
    days = {"valid_from": date.fromisoformat(cells["valid_from"]), "valid_to": date.max}
    if cells["valid_to"]:
        days["valid_to"] = date.fromisoformat(cells["valid_to"])
    return Disease(**cells | numbers | days)  # type: ignore[arg-type]


def disease(code: str, day: date) -> Disease | None:
    """What held for a disease on a day; None where the table says nothing."""
    return next((one for one in diseases() if one.disease == code and one.valid_from <= day <= one.valid_to), None)


@cache
def measures() -> dict[str, str]:
    """The measure that an indicator is, by its code."""
    found = {cells["indicator_code"]: cells["measure"] for _, cells in records(FOLDER / "health_measures.csv")}
    if unknown := found.keys() - indicators().keys():
        raise CatalogueError(f"health_measures.csv: unknown indicators {sorted(unknown)}.")
    return found
