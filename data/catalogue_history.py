"""What was changed in the catalogue after it was taken over from the decisions, as kept in ``history.csv``."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data.catalogue import FOLDER, CatalogueError, Indicator


@dataclass(frozen=True)
class DefinitionChange:
    """One field of one indicator was given another value."""

    date: date
    code: str
    field: str
    before: str
    after: str
    reason: str


@cache
def changes(folder: Path = FOLDER) -> tuple[DefinitionChange, ...]:
    """Every change, newest first.

    Raises:
        CatalogueError: the file is missing, or a line has a date that is none.
    """
    path = folder / "history.csv"
    if not path.exists():
        raise CatalogueError(f"{path} is missing: write its header, see data/catalogue/README.md.")
    found = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in (reader := csv.DictReader(file)):
            try:
                day = date.fromisoformat(cells.pop("date"))
            except ValueError as error:
                raise CatalogueError(f"{path.name}:{reader.line_num}: {error}; write dates as 2026-03-31.") from error
            found.append(DefinitionChange(date=day, **cells))
    return tuple(sorted(found, key=lambda change: change.date, reverse=True))


def changes_of(indicator: Indicator, folder: Path = FOLDER) -> list[DefinitionChange]:
    """What was changed in this indicator, newest first; empty while it stands as the decision was read."""
    return [change for change in changes(folder) if change.code == indicator.code]
