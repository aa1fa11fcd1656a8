"""What is known of the header of one sheet: its rows, the columns of the layout in it, and where it differs."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from geo.spelling import spelling
from loaders.layouts import LABEL_ROLES, Column, Template
from loaders.sheet import Sheet

COLUMN_NUMBER = re.compile(r"^\(?(?:[0-9]{1,2}|[a-hA-H])\)?(?:\s*=.*)?$")


@dataclass(frozen=True)
class Found:
    """A column of the layout where it stands in the sheet."""

    column: Column
    index: int
    text: str  # the header as printed, outer headers first, joined by " > "
    unit: str = ""  # as printed in the header


@dataclass(frozen=True)
class Drift:
    """One column that is not as the layout has it; its numbers are refused, those of the others are taken.

    ``kind``: ``renamed`` (unknown, near to a column that is missing), ``added`` (unknown, near to none), ``repeated``
    (two columns claim the same), ``unheaded`` (numbers without a header).
    """

    kind: str
    index: int
    text: str
    proposal: str = ""  # a header of the layout, or the places of the other columns that claim the same


@dataclass(frozen=True)
class Header:
    """The header of one sheet: rows ``top`` to ``bottom``, its columns, and the unit line above it."""

    sheet: Sheet
    top: int
    bottom: int
    found: tuple[Found, ...]
    template: Template | None  # the form whose columns are there, no more and no less
    unit_line: str
    drift: tuple[Drift, ...] = ()
    problems: int = 0  # how much it differs: of several layouts, the one with the fewest was meant

    @cached_property
    def _first_of_role(self) -> dict[str, Found]:
        return {found.column.role: found for found in reversed(self.found)}

    def of_role(self, *roles: str) -> list[Found]:
        return [found for found in self.found if found.column.role in roles]

    def one(self, role: str) -> Found | None:
        """The column with this role; layouts have at most one of each label and coordinate."""
        return self._first_of_role.get(role)

    def row_of(self, index: int) -> int:
        """The header row with the innermost text of a column; the first header row when it has none."""
        rows = [row for row in range(self.top, self.bottom + 1) if self.sheet.text(row, index)]
        return max(rows, default=self.top)


@dataclass(frozen=True)
class Lookup:
    """Header texts a layout accepts: by ``key``, and as they are written, for proposals."""

    columns: dict[str, Column]
    written: dict[str, str]
    period: str = ""  # of the report, for headers that name it; "" where it is not known

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(known for known, column in self.columns.items() if column.role in LABEL_ROLES)

    def may_label(self, text: str) -> bool:
        """Whether a text could head a column of labels; tells most texts of a table apart from those at little cost."""
        return _spelled(text) in self._labels or text.endswith((")", "]"))


def key(path: list[str]) -> str:
    """The strict key of header texts from outer to inner."""
    return " > ".join(_spelled(text) for text in path)


@lru_cache(maxsize=50_000)
def _spelled(text: str) -> str:
    """The strict key of one header text; the same few hundred are compared with every file."""
    return spelling(text)
