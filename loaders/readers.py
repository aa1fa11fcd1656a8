"""Any source as sheets: workbooks, CSV files, queries.  The rest of the loaders knows only ``Sheet``."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from loaders import guards
from loaders.delimited import read_csv
from loaders.errors import SourceError
from loaders.excel import read_xlsx
from loaders.excel_binary import read_xlsb
from loaders.excel_old import read_xls
from loaders.open_document import read_ods
from loaders.sheet import Sheet, as_text
from loaders.sql import read_query
from loaders.texts import sound

__all__ = ["Opened", "SourceError", "as_csv", "open_file", "read", "read_query"]

WORKBOOKS, TEXTS = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods"), (".csv", ".txt", ".tsv")
READERS = {"xlsx": read_xlsx, "xlsb": read_xlsb, "xls": read_xls, "ods": read_ods}


@dataclass(frozen=True)
class Opened:
    """A file as it was read once: its bytes, and the sheets that were made of these very bytes."""

    content: bytes
    sheets: list[Sheet]


def read(path: Path) -> list[Sheet]:
    """The sheets of a file.  Raises ``SourceError``."""
    return open_file(path).sheets


def open_file(path: Path) -> Opened:
    """A file's bytes and its sheets: text by its ending, a workbook by what it contains.

    Raises:
        SourceError: see ``guards``, ``delimited`` and ``excel``; or the file was changed meanwhile.
    """
    ending = path.suffix.lower()
    if ending not in (*WORKBOOKS, *TEXTS) and not path.is_dir():
        raise SourceError(
            path.name,
            f"không nhận loại tệp «{path.suffix or 'không có đuôi'}».",
            remedy="Gửi sổ tính .xlsx, .xls, .xlsb, .ods hoặc tệp .csv.",
        )
    guards.head(path)
    content = path.read_bytes()
    name = path.name
    if ending in TEXTS:
        sheets = [read_csv(name, content)]
    else:
        sheets = sound(name, READERS[guards.workbook_kind(name, content)](name, content))
    require_unchanged(path, content)
    return Opened(content, sheets)


def require_unchanged(path: Path, content: bytes) -> None:
    """Raises ``SourceError`` when a file no longer is what was read of it: somebody is still writing."""
    try:
        same = path.read_bytes() == content
    except FileNotFoundError:
        same = False
    if not same:
        raise SourceError(
            path.name,
            "tệp bị thay đổi trong khi đang được đọc; không có gì được nhận.",
            remedy="Chờ lưu hoặc sao chép xong, đóng tệp, rồi nạp lại.",
        )


def as_csv(sheet: Sheet) -> bytes:
    """A sheet as CSV text, so that the answer of a query can be kept like a file that was sent."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    width = max((column for _, column in sheet.cells), default=0)
    for row in range(1, sheet.last_row + 1):
        writer.writerow([as_text(sheet.value(row, column)) for column in range(1, width + 1)])
    return text.getvalue().encode("utf-8")
