"""Columns and rows of a form that no indicator of the catalogue takes: told, never dropped without a word."""

from loaders.body import data_rows
from loaders.header import Header
from loaders.reading import Findings, Note

SHOWN = 5


def columns(header: Header) -> list[Note]:
    """One remark per left-out column that holds numbers."""
    left = header.of_role("left_out")
    below = list(data_rows(header, Findings())) if left else []
    notes = []
    for found in left:
        filled = sum(any(c.isdigit() for c in header.sheet.text(row, found.index)) for row in below)
        if filled:
            text = f"Cột «{found.text}» ({filled} ô có số) không được nhận: {found.column.why}. Tệp gốc vẫn được giữ."
            cell = header.sheet.place(header.row_of(found.index), found.index)
            notes.append(Note(header.sheet.name, cell, "no_indicator", text))
    return notes


def rows(header: Header, below: list[int], why: str) -> Note:
    """One remark for the rows that are left out for the same reason."""
    name = header.one("row_name")
    texts = [header.sheet.text(row, name.index) or f"dòng {row}" for row in below] if name else []
    more = f" và {len(texts) - SHOWN} dòng khác" if len(texts) > SHOWN else ""
    named = ", ".join(f"«{text}»" for text in texts[:SHOWN])
    text = f"{len(below)} dòng không được nhận ({named}{more}): {why}. Tệp gốc vẫn được giữ."
    cell = header.sheet.place(below[0], name.index if name else 1)
    return Note(header.sheet.name, cell, "no_indicator", text)
