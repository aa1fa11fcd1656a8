"""Workbooks (.xlsx, .xlsm) as sheets, hidden ones included."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError  # only the name; openpyxl parses with defusedxml

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from loaders.errors import SourceError
from loaders.guards import SAVE_AS_XLSX, require_workbook
from loaders.sheet import Cell, CellValue, Merge, Sheet

MAX_CELLS = 2_000_000
FORMULA = re.compile(rb"<f[ >/]")
# What openpyxl raises on workbooks whose parts contradict each other; defusedxml's errors are ValueErrors.
BROKEN = (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError)


def read_workbook(path: Path) -> list[Sheet]:
    """Every worksheet in the order of the file; values as last computed by the program that saved it.

    Raises:
        SourceError: missing, empty, locked, truncated, not a workbook, too large, or broken inside.
    """
    require_workbook(path)
    try:
        content = path.read_bytes()  # openpyxl would leave the file open when it fails
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = _formulas(content)
        return [_sheet(path, sheet, formulas.get(sheet.title, frozenset())) for sheet in book.worksheets]
    except BROKEN as error:
        raise SourceError(path.name, "sổ tính hỏng bên trong, không đọc được.", f"({error}).", SAVE_AS_XLSX) from error


def _formulas(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Coordinates of all formulas by sheet.  Read a second time only when the file has any, which is rare."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(FORMULA.search(archive.read(name)) for name in parts):
            return {}
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: frozenset((c.row, c.column) for c in _filled(sheet) if c.data_type == "f")
        for sheet in book.worksheets
    }


def _filled(sheet: Worksheet) -> Iterator[openpyxl.cell.Cell]:
    """Cells that the file holds, from the sparse store: iterating by row would build every blank up to XFD1048576."""
    return (cell for cell in sheet._cells.values() if cell.value is not None)


def _sheet(path: Path, sheet: Worksheet, formulas: frozenset[tuple[int, int]]) -> Sheet:
    cells = {(c.row, c.column): Cell(_value(c.value), c.number_format or "General") for c in _filled(sheet)}
    if len(cells) > MAX_CELLS:
        raise SourceError(
            path.name,
            f"trang tính «{sheet.title}» có {len(cells)} ô, vượt giới hạn {MAX_CELLS}.",
            remedy="Chia số liệu thành nhiều tệp, hoặc gửi dạng CSV.",
        )
    cells |= {place: Cell(None, uncomputed=True) for place in formulas if place not in cells}
    return Sheet(
        name=sheet.title,
        cells=cells,
        merges=tuple(Merge(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges),
        hidden_rows=frozenset(row for row, look in sheet.row_dimensions.items() if look.hidden),
        hidden_columns=_hidden_columns(sheet),
        hidden=sheet.sheet_state != "visible",
    )


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    looks = [look for look in sheet.column_dimensions.values() if look.hidden]
    return frozenset(column for look in looks for column in range(look.min or 0, (look.max or 0) + 1))


def _value(value: CellValue | object) -> CellValue:
    """Rich text and array formulas become their text; everything else stays as it is."""
    return value if isinstance(value, CellValue) else str(value)
