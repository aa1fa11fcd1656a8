"""Numbers that two ways of writing explain, proved by the sums that the form itself promises between its columns.

Before a row is read, so that counts, shares and values of the row all follow the same proof.
"""

from collections.abc import Iterator
from dataclasses import replace

from loaders import proof
from loaders.body import Job, data_rows, label, numbers_style, place
from loaders.header import Found, Header
from loaders.layouts import Layout
from loaders.proof import Sum
from loaders.reading import Findings, Note, Reading
from loaders.sheet import Cell

Row = dict[str, Reading]  # by key of the column


def proved(header: Header, job: Job) -> tuple[Header, list[Note]]:
    """The header with each proved column declaring its way of writing numbers, and a note for each.

    Columns that no sum proves stay as they were: their open numbers are refused, cell by cell.
    """
    if not job.layout.identities:
        return header, []
    rows = list(_rows(header, job))
    readings = [reading for row in rows for reading in row.values()]
    decided = proof.decide(readings, (found for row in rows for found in _sums(row, job.layout)))
    columns = (_declared(one, decided.get((header.sheet.name, one.text, ""))) for one in header.found)
    return replace(header, found=tuple(columns)), proof.told(decided)


def _declared(found: Found, decided: tuple[str, Sum] | None) -> Found:
    return replace(found, column=replace(found.column, numbers=decided[0])) if decided else found


def _rows(header: Header, job: Job) -> Iterator[Row]:
    """The filled cells of each row whose columns the form adds up; a mark for nothing counts as zero."""
    added = {key for one in job.layout.identities for key in (one.total, *one.parts)}
    columns = [found for found in header.found if found.column.key in added]
    for row in data_rows(header, Findings()):
        named = label(header, row)
        cells = ((found, _cell(header, row, found, job.layout)) for found in columns)
        yield {
            found.column.key: Reading(
                place(header, row, found, named), cell, "", "", "", numbers=numbers_style(found, job.layout)
            )
            for found, cell in cells
            if cell.value is not None
        }


def _cell(header: Header, row: int, found: Found, layout: Layout) -> Cell:
    is_zero = layout.marks.get(header.sheet.text(row, found.index).lower()) == "zero"
    return Cell(0) if is_zero else header.sheet.cell(row, found.index)


def _sums(row: Row, layout: Layout) -> Iterator[Sum]:
    """The sums of a row whose cells are all there."""
    for one in layout.identities:
        if not one.within and all(key in row for key in (one.total, *one.parts)):
            yield Sum(row[one.total], tuple(row[part] for part in one.parts))
