"""Long tables as CSV: one value a row, with the columns of the layout ``long-table``."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One row of a long table; an empty ``unit`` is the unit of the indicator."""

    area_code: str
    area_name: str
    indicator_code: str
    period: str
    value: float | str  # words of indicators of kind text
    breakdown: str = "total"
    measure: str = "actual"
    basis: str = ""
    unit: str = ""
    status: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """As ``tables.OBSERVATION_KEY``."""
        return (self.indicator_code, self.area_code, self.period, self.breakdown, self.measure, self.basis)


COLUMNS = [field.name for field in fields(Line)]
LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def write(lines: Iterable[Line], path: Path, *, source: str = "") -> None:
    """Writes the lines with a header; numbers with a dot before the decimals; ``source`` adds a column with it."""
    more = {"source": source} if source else {}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, *more], lineterminator="\n")
        writer.writeheader()
        writer.writerows(vars(line) | {"value": certain(line.value)} | more for line in lines)


def certain(value: float | str) -> str:
    """A number as text that can be read in one way only: 7.735 could be thousands, 7.7350 not; words as they are."""
    if isinstance(value, str):
        return value
    text = f"{value:.10f}".rstrip("0").removesuffix(".")
    return f"{text}0" if LIKE_THOUSANDS.fullmatch(text) else text
