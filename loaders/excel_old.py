"""Workbooks of Excel 97 to 2003 (.xls) as sheets.

``xlrd`` reads them: of the libraries that do, it alone tells number formats (107 % is stored as 1.07), hidden rows and
hidden columns.  What it cannot tell is a formula that was never computed: its cell is blank.
"""

import io
import struct
from collections.abc import Iterator

import xlrd

from data import reasons
from loaders import guards
from loaders.errors import SourceError
from loaders.serials import from_number
from loaders.sheet import Cell, CellValue, Merge, Sheet

# What xlrd raises on files whose records contradict each other.
BROKEN = (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, IndexError, KeyError, ValueError,
          TypeError, AttributeError)  # fmt: skip


def read_xls(name: str, content: bytes) -> list[Sheet]:
    """Every worksheet in the order of the file; values as last computed by the program that saved it.

    Raises:
        SourceError: locked, too large, or broken inside.
    """
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO(), ragged_rows=True)
        return [_sheet(name, book, sheet) for sheet in book.sheets()]
    except BROKEN as error:
        if "encrypted" in str(error):
            raise guards.locked(name) from error
        raise SourceError(
            name, "sổ tính Excel đời cũ (.xls) hỏng bên trong.", reasons.in_brackets(error), guards.SAVE_AS_XLSX
        ) from error


def _sheet(name: str, book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    cells = dict(_cells(book, sheet))
    if len(cells) > guards.MAX_CELLS:
        raise guards.too_many_cells(name, sheet.name)
    return Sheet(
        name=sheet.name,
        cells=cells,
        merges=tuple(Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        hidden_rows=frozenset(row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden),
        hidden_columns=frozenset(column + 1 for column, look in sheet.colinfo_map.items() if look.hidden),
        hidden=sheet.visibility != 0,
    )


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[tuple[tuple[int, int], Cell]]:
    formats = [book.format_map[look.format_key].format_str for look in book.xf_list]
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            shown = formats[cell.xf_index] if cell.xf_index is not None else "General"
            value = _value(cell, shown, since_1904=book.datemode == 1)
            if value not in (None, ""):
                yield (row + 1, column + 1), Cell(value, shown)


def _value(cell: xlrd.sheet.Cell, shown: str, *, since_1904: bool) -> CellValue:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return from_number(float(cell.value), shown, since_1904=since_1904)
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else None
