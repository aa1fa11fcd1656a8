"""OpenDocument workbooks (.ods) as sheets.

Read by ourselves: the libraries that read this format tell neither percentages from numbers nor hidden rows from
visible ones.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element, ParseError  # only the names; defusedxml parses

import defusedxml
import defusedxml.ElementTree

from loaders import guards
from loaders.sheet import LAST_COLUMN, Cell, CellValue, Merge, Sheet, merged

OFFICE, TABLE, TEXT, STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style")
)
FORMATS = {"percentage": "0.00%", "date": "yyyy-mm-dd", "time": "hh:mm:ss"}
DURATION = re.compile(r"^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?$")
BROKEN = (ParseError, KeyError, ValueError)


def read_ods(name: str, content: bytes) -> list[Sheet]:
    """Every table in the order of the file; values as last computed by the program that saved it.

    Raises:
        SourceError: too large, or broken inside.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            guards.require_bearable(name, archive.getinfo("content.xml"))
            root = defusedxml.ElementTree.fromstring(archive.read("content.xml"))
        unseen = _unseen_styles(root)
        return [_sheet(name, table, unseen) for table in root.iterfind(f".//{OFFICE}spreadsheet/{TABLE}table")]
    except BROKEN as error:
        raise guards.broken_inside(name, error) from error


def _unseen_styles(root: Element) -> frozenset[str]:
    """Names of the styles of hidden tables."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        for look in style.iterfind(f"{STYLE}table-properties")
        if look.get(f"{TABLE}display") == "false"
    )


def _sheet(name: str, table: Element, unseen: frozenset[str]) -> Sheet:
    title = table.get(f"{TABLE}name", "")
    cells: dict[tuple[int, int], Cell] = {}
    merges: list[Merge] = []
    hidden_rows: set[int] = set()
    row = 1
    for line in _parts(table, "table-row"):
        times = _times(line, "number-rows-repeated")
        if _is_hidden(line):
            hidden_rows |= set(range(row, row + min(times, guards.MAX_CELLS)))
        filled = list(_filled(line, row, merges))
        if times * len(filled) + len(cells) > guards.MAX_CELLS:
            raise guards.too_many_cells(name, title)
        if filled:
            cells |= {(row + again, column): cell for again in range(times) for column, cell in filled}
        row += times
    return Sheet(
        title, cells, tuple(merges), frozenset(hidden_rows), _hidden_columns(table),
        hidden=table.get(f"{TABLE}style-name", "") in unseen,
    )  # fmt: skip


def _parts(parent: Element, kind: str) -> Iterator[Element]:
    """Rows or columns in order, also those inside groups and headers, but not those of tables inside a cell."""
    for child in parent:
        if child.tag == f"{TABLE}{kind}":
            yield child
        elif child.tag.endswith(("-group", "-rows", "-columns")):
            yield from _parts(child, kind)


def _times(element: Element, attribute: str) -> int:
    return max(1, int(element.get(f"{TABLE}{attribute}", "1")))


def _is_hidden(element: Element) -> bool:
    return element.get(f"{TABLE}visibility", "visible") in ("collapse", "filter")


def _hidden_columns(table: Element) -> frozenset[int]:
    hidden: set[int] = set()
    column = 1
    for part in _parts(table, "table-column"):
        times = _times(part, "number-columns-repeated")
        hidden |= set(range(column, column + min(times, LAST_COLUMN))) if _is_hidden(part) else set()
        column += times
    return frozenset(hidden)


def _filled(line: Element, row: int, merges: list[Merge]) -> Iterator[tuple[int, Cell]]:
    """Columns and cells of one row that hold something; what is merged is added to ``merges``."""
    column = 1
    for element in line:
        if element.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = _times(element, "number-columns-repeated")
        across, down = _times(element, "number-columns-spanned"), _times(element, "number-rows-spanned")
        if across * down > 1:
            merges.append(merged(row, column, row + down - 1, column + across - 1))
        cell = _cell(element)
        if cell.value is not None or cell.uncomputed:
            if column + times - 1 > LAST_COLUMN:
                raise ValueError(f"row {row} has cells beyond the last column")
            yield from ((column + again, cell) for again in range(times))
        column += times


def _cell(element: Element) -> Cell:
    kind = element.get(f"{OFFICE}value-type", "")
    value = _value(kind, element)
    if value in (None, ""):
        # A text that is empty was computed; a formula without any kind of result never was.
        return Cell(None, uncomputed=not kind and element.get(f"{TABLE}formula") is not None)
    return Cell(value, FORMATS.get(kind, "General"))


def _value(kind: str, element: Element) -> CellValue:
    if kind in ("float", "percentage", "currency"):
        number = float(element.get(f"{OFFICE}value", ""))
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if kind == "boolean":
        return element.get(f"{OFFICE}boolean-value") == "true"
    if kind == "date":
        return _day(element.get(f"{OFFICE}date-value", ""))
    if kind == "time":
        return _span(element.get(f"{OFFICE}time-value", ""))
    # The words that are shown; the note that somebody pinned to the cell is a child of its own and stays out.
    return "\n".join(_words(paragraph) for paragraph in element.iterfind(f"{TEXT}p"))


def _day(written: str) -> datetime | date:
    return datetime.fromisoformat(written) if "T" in written else datetime.combine(date.fromisoformat(written), time())


def _span(written: str) -> timedelta | time:
    match = DURATION.match(written)
    if not match:
        raise ValueError(f"time {written!r}")
    hours, minutes, seconds = int(match[2] or 0), int(match[3] or 0), float((match[4] or "0").replace(",", "."))
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -span if match[1] else span


def _words(paragraph: Element) -> str:
    """The text of a paragraph with its blanks, tabs and line breaks, which are elements of their own."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        name = child.tag.removeprefix(TEXT)
        if name == "s":
            parts.append(" " * min(1000, int(child.get(f"{TEXT}c", "1"))))
        else:
            parts.append({"tab": "\t", "line-break": "\n"}.get(name) or _words(child))
        parts.append(child.tail or "")
    return "".join(parts)
