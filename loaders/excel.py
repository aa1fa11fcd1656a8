"""Workbooks in the usual format (.xlsx, .xlsm) as sheets, hidden ones included."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError  # only the name; defusedxml parses

import defusedxml
import defusedxml.ElementTree
import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from loaders import guards
from loaders.sheet import Cell, CellValue, Merge, Sheet

# A cell with a formula: its address, and whether its result is a text.  Such a result may be "" and is then computed.
FORMULA = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f[\s/>]")
ADDRESS, TEXT_RESULT = re.compile(rb'\br="([A-Z]+[0-9]+)"'), re.compile(rb'\bt="str"')
# What openpyxl raises on workbooks whose parts contradict each other.
BROKEN = (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError)


def read_xlsx(name: str, content: bytes) -> list[Sheet]:
    """Every worksheet in the order of the file; values as last computed by the program that saved it.

    Raises:
        SourceError: too large, or broken inside.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        uncomputed = _formulas(content)
        return [_sheet(name, sheet, uncomputed.get(sheet.title, frozenset())) for sheet in book.worksheets]
    except BROKEN as error:
        raise guards.broken_inside(name, error) from error


def _formulas(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Coordinates of all formulas by sheet, but for those whose result is known to be a text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {title: frozenset(_in_part(archive.read(part))) for title, part in _parts(archive) if part}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Titles of the sheets and the parts of the file that hold them."""
    names = set(archive.namelist())
    relations = defusedxml.ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    for sheet in defusedxml.ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            # Its number in the workbook is "sheetId"; "id", in one of two namespaces, names the relation.
            target = targets.get(next((v for key, v in sheet.items() if key.endswith("}id")), ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield sheet.get("name", ""), part if part in names else ""


def _in_part(xml: bytes) -> Iterator[tuple[int, int]]:
    for match in FORMULA.finditer(xml):
        if (address := ADDRESS.search(match[1])) and not TEXT_RESULT.search(match[1]):
            yield coordinate_to_tuple(address[1].decode())


def _filled(sheet: Worksheet) -> Iterator[openpyxl.cell.Cell]:
    """Cells that the file holds, from the sparse store: iterating by row would build every blank up to XFD1048576."""
    return (cell for cell in sheet._cells.values() if cell.value is not None)


def _sheet(name: str, sheet: Worksheet, formulas: frozenset[tuple[int, int]]) -> Sheet:
    cells = {(c.row, c.column): Cell(_value(c.value), c.number_format or "General") for c in _filled(sheet)}
    if len(cells) > guards.MAX_CELLS:
        raise guards.too_many_cells(name, sheet.title)
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
