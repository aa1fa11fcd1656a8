"""Any source as sheets: workbooks, CSV files, queries.  The rest of the loaders knows only ``Sheet``."""

import csv
import io
from pathlib import Path

from loaders.delimited import read_csv
from loaders.errors import SourceError
from loaders.excel import read_workbook
from loaders.sheet import Sheet, as_text
from loaders.sql import read_query

__all__ = ["SourceError", "as_csv", "read", "read_csv", "read_query", "read_workbook"]

WORKBOOKS, TEXTS = (".xlsx", ".xlsm", ".xls", ".xltx", ".ods"), (".csv", ".txt", ".tsv")


def read(path: Path) -> list[Sheet]:
    """The sheets of a file, chosen by its ending.  Raises ``SourceError``."""
    ending = path.suffix.lower()
    if ending in TEXTS:
        return [read_csv(path)]
    if ending in WORKBOOKS:
        return read_workbook(path)
    raise SourceError(
        path.name,
        f"không nhận loại tệp «{path.suffix or 'không có đuôi'}».",
        remedy="Gửi sổ tính .xlsx hoặc tệp .csv.",
    )


def as_csv(sheet: Sheet) -> bytes:
    """A sheet as CSV text, so that the answer of a query can be kept like a file that was sent."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    width = max((column for _, column in sheet.cells), default=0)
    for row in range(1, sheet.last_row + 1):
        writer.writerow([as_text(sheet.value(row, column)) for column in range(1, width + 1)])
    return text.getvalue().encode("utf-8")
