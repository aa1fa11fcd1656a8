"""The rows under a header: which are data, which are decoration, and where the table ends."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from data.points import Points
from geo.spelling import fold
from loaders import rules
from loaders.header import COLUMN_NUMBER, Found, Header
from loaders.layouts import Layout
from loaders.reading import Findings, Place
from loaders.report_period import SIGNED
from loaders.sheet import Sheet

FOOTERS = (
    "nguoi lap", "thu truong", "ky ghi ro ho ten", "ky ten dong dau", "noi nhan", "ghi chu", "ke toan truong",
    "chu tich", "giam doc", "truong phong", "chanh van phong", "tm ", "kt ", "nguoi kiem tra",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """What is known of a file before its rows are read."""

    file: str
    layout: Layout
    province: str
    set_codes: tuple[str, ...]
    period: str  # of the report: given or from its title; "" when every row names its own
    points: Points = field(default_factory=Points)  # that rows may name


def numbers_style(found: Found, layout: Layout) -> str:
    return found.column.numbers or layout.numbers


def label(header: Header, row: int) -> str:
    """What the sender calls a row: the texts of its label columns that are words, else all of them."""
    order = ("row_name", "area_name", "indicator_code", "area_code", "id", "stt")
    texts = (header.sheet.text(row, f.index) for role in order if (f := header.one(role)))
    return next((text for text in texts if text), "")


def place(header: Header, row: int, found: Found, named: str | None = None) -> Place:
    """Where the cell of a column stands in a row, in the words of the sender; ``named``: the ``label`` when known."""
    sheet = header.sheet
    row_label = label(header, row) if named is None else named
    return Place(sheet.name, sheet.place(row, found.index), row_label, found.text, sheet.text(row, found.index))


def data_rows(header: Header, findings: Findings) -> Iterator[int]:
    """Rows that hold data, in order.  Numbers after the signature are refused, so that none is lost unseen."""
    values = header.of_role("value", "comparison", "left_out", "count")
    ended = False
    for row in header.sheet.by_rows:
        if row <= header.bottom or is_column_numbers(header.sheet, row):
            continue
        numeric = next((f for f in values if _has_number(header.sheet, row, f)), None)
        ended = ended or (not numeric and is_footer(header.sheet, row))
        if not ended:
            yield row
        elif numeric:
            findings.refuse(place(header, row, numeric), rules.error("after_the_end"))


def _has_number(sheet: Sheet, row: int, found: Found) -> bool:
    value = sheet.value(row, found.index)
    return isinstance(value, (int, float)) or (isinstance(value, str) and bool(re.match(r"\s*['(+−-]?\d", value)))


def is_column_numbers(sheet: Sheet, row: int) -> bool:
    """A row like (1) (2) (3) or A B 1 2 under a header; neither header nor data."""
    cells = sheet.by_rows[row]
    if len(cells) < 3 or not all(COLUMN_NUMBER.match(sheet.text(row, column)) for column in cells):
        return False
    return _ascend({column: sheet.text(row, column) for column in cells})


def _ascend(texts: Mapping[int, str]) -> bool:
    """Whether letters come first and numbers then grow with the columns, as in no row of values.

    A column without a number may be counted or not: 1, 2, blank, 4 or 1, 2, blank, 3.
    """
    keys = {column: re.split(r"[\s=]", text.strip("("))[0].rstrip(")") for column, text in texts.items()}
    counted = [(column, int(key)) for column, key in sorted(keys.items()) if key.isdigit()]
    return all(number - last in (1, column - before) for (before, last), (column, number) in pairwise(counted))


def is_footer(sheet: Sheet, row: int) -> bool:
    """Whether a row without numbers begins the part below the table: a note, place and date, or the signatures."""
    texts = [sheet.text(row, column) for column in sheet.by_rows[row]]
    return any(SIGNED.match(text) or fold(text).startswith(FOOTERS) for text in texts)
