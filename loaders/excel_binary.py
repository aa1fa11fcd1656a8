"""Binary workbooks (.xlsb) as sheets.

Read by ourselves: the libraries that read this format drop the number formats, so that 107 % would arrive as 1.07, and
do not tell which rows and columns are hidden.
"""

import io
import struct
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError  # only the name; defusedxml parses

import defusedxml
import defusedxml.ElementTree

from loaders import biff12, guards
from loaders.serials import format_text, from_number
from loaders.sheet import LAST_COLUMN, Cell, CellValue, Merge, Sheet, merged

BROKEN = (struct.error, ParseError, KeyError, ValueError, IndexError)
HIDDEN_ROW, HIDDEN_COLUMN, SINCE_1904 = 0x10, 0x01, 0x01


@dataclass(frozen=True)
class _Book:
    """What the cells of all sheets refer to."""

    texts: list[str]
    formats: list[str]
    since_1904: bool


@dataclass
class _Draft:
    """A sheet while it is read."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0


def read_xlsb(name: str, content: bytes) -> list[Sheet]:
    """Every worksheet in the order of the file; values as last computed by the program that saved it.

    Raises:
        SourceError: too large, or broken inside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _sheets(name, archive)
    except BROKEN as error:
        raise guards.broken_inside(name, error) from error


def _sheets(name: str, archive: zipfile.ZipFile) -> list[Sheet]:
    relations = defusedxml.ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    parts = {r.get("Id"): f"xl/{r.get('Target', '')}" for r in relations if r.get("Type", "").endswith("/worksheet")}
    listed, since_1904 = [], False
    for kind, content in biff12.records(archive.read("xl/workbook.bin")):
        if kind == biff12.WORKBOOK_FLAGS:
            since_1904 = bool(content[0] & SINCE_1904)
        elif kind == biff12.SHEET:
            relation, after = biff12.text(content, 8)
            listed.append((biff12.text(content, after)[0], relation, content[0] != 0))
    book = _Book(_shared_texts(archive), _formats(archive), since_1904)
    return [
        _sheet(name, title, archive.read(parts[relation]), book, hidden=hidden)
        for title, relation, hidden in listed
        if relation in parts
    ]


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.bin" not in archive.namelist():
        return []
    found = biff12.records(archive.read("xl/sharedStrings.bin"))
    return [biff12.text(content, 1)[0] for kind, content in found if kind == biff12.SHARED_ITEM]


def _formats(archive: zipfile.ZipFile) -> list[str]:
    """The number format of every look that a cell can have, by the number of the look."""
    if "xl/styles.bin" not in archive.namelist():
        return []
    own: dict[int, str] = {}
    codes: list[int] = []
    inside = False
    for kind, content in biff12.records(archive.read("xl/styles.bin")):
        if kind == biff12.FORMAT:
            own[struct.unpack_from("<H", content)[0]] = biff12.text(content, 2)[0]
        elif kind in (biff12.LOOKS_BEGIN, biff12.LOOKS_END):
            inside = kind == biff12.LOOKS_BEGIN
        elif kind == biff12.LOOK and inside:
            codes.append(struct.unpack_from("<H", content, 2)[0])
    return [format_text(code, own) for code in codes]


def _sheet(name: str, title: str, part: bytes, book: _Book, *, hidden: bool) -> Sheet:
    draft = _Draft()
    for kind, content in biff12.records(part):
        if kind == biff12.ROW:
            _take_row(draft, content)
        elif biff12.RK <= kind <= biff12.FORMULA_ERROR:
            _take_cell(draft, kind, content, book)
        elif kind == biff12.COLUMNS:
            first, last = struct.unpack_from("<II", content)
            if content[16] & HIDDEN_COLUMN:
                draft.hidden_columns |= set(range(first + 1, min(last + 2, LAST_COLUMN + 1)))
        elif kind == biff12.MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", content)
            draft.merges.append(merged(top + 1, left + 1, bottom + 1, right + 1))
        if len(draft.cells) > guards.MAX_CELLS:
            raise guards.too_many_cells(name, title)
    return Sheet(
        title, draft.cells, tuple(draft.merges), frozenset(draft.hidden_rows), frozenset(draft.hidden_columns), hidden
    )


def _take_row(draft: _Draft, content: bytes) -> None:
    draft.row = struct.unpack_from("<I", content)[0] + 1
    if content[11] & HIDDEN_ROW:
        draft.hidden_rows.add(draft.row)


def _take_cell(draft: _Draft, kind: int, content: bytes, book: _Book) -> None:
    column, look = struct.unpack_from("<II", content)
    look &= 0xFFFFFF
    shown = book.formats[look] if look < len(book.formats) else "General"
    value = _value(kind, content, shown, book)
    if value not in (None, ""):
        draft.cells[draft.row, column + 1] = Cell(value, shown)


def _value(kind: int, content: bytes, shown: str, book: _Book) -> CellValue:
    if kind in (biff12.TEXT, biff12.FORMULA_TEXT):
        return biff12.text(content, 8)[0]
    if kind == biff12.SHARED:
        return book.texts[int.from_bytes(content[8:12], "little")]
    if kind in (biff12.BOOL, biff12.FORMULA_BOOL):
        return content[8] != 0
    if kind in (biff12.ERROR, biff12.FORMULA_ERROR):
        return biff12.ERRORS.get(content[8], "#VALUE!")
    number = biff12.compact_number(content, 8) if kind == biff12.RK else float(struct.unpack_from("<d", content, 8)[0])
    return from_number(number, shown, since_1904=book.since_1904)
