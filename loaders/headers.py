"""Finds the header of a layout in a sheet by its texts, over merged cells, wherever its columns stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from loaders import dated, drift
from loaders.body import is_footer
from loaders.errors import PeriodUnclearError
from loaders.header import COLUMN_NUMBER, Found, Header, Lookup, key
from loaders.layouts import LABEL_ROLES, Column, Layout, Template
from loaders.printed_units import is_unit
from loaders.report_period import titled
from loaders.sheet import Sheet

__all__ = ["UNIT_SUFFIX", "Found", "Header", "candidates", "find", "lookup", "meaning", "printed", "unit_line"]
SEARCHED_ROWS = 60
MAX_HEADER_ROWS = 5
UNIT_SUFFIX = re.compile(
    r"^(.*\S)\s*[(\[]\s*(?:(?:đvt|đơn vị tính|đơn vị)\s*:?\s*)?([^()\[\]]+?)\s*[)\]]$", re.IGNORECASE
)
UNIT_LINE = re.compile(r"^\(?\s*(?:đvt|đơn vị tính)\s*:?\s*(.+?)\s*\.?\)?$", re.IGNORECASE)


def lookup(layout: Layout, more: dict[str, Column] | None = None) -> Lookup:
    """The accepted texts of a layout, and ``more`` (names of indicators) where the layout has no entry for them."""
    columns, written = {}, {}
    own = {text: column for column in layout.columns for text in column.texts}
    for text, column in {**(more or {}), **own}.items():
        known = key(text.split(" > "))
        columns[known], written[known] = column, text
    return Lookup(columns, written)


def find(file: str, sheet: Sheet, layout: Layout, texts: Lookup, period: str = "") -> Header | None:
    """The layout's header in this sheet, or None when the sheet has nothing like it.

    ``period``: of the report, where whoever loads has said it; else that of the title.

    Raises:
        HeaderChangedError: the header is there, but too little of it can be trusted (see ``drift``).
    """
    blocks = list(candidates(sheet, layout, texts))
    if not blocks:
        return None
    texts = replace(texts, period=period or _titled(file, sheet, blocks[0][0]))
    top, bottom = next((block for block in blocks if _has_values(sheet, *block, texts)), blocks[0])
    found: list[Found] = []
    unknown: list[tuple[int, str]] = []
    for index, path, unit in printed(sheet, top, bottom):
        match = meaning(path, texts)
        if match is None:
            unknown.append((index, " > ".join(path)))
        else:
            found.append(Found(match[0], index, " > ".join(path), unit or match[1]))
    drifts = drift.differences(sheet, bottom, found, unknown, texts)
    trusted = drift.require_sound(file, sheet, layout, found, drifts)
    template = _template(layout, trusted)
    problems = len(drifts) + (template is None and bool(layout.templates))
    return Header(sheet, top, bottom, trusted, template, unit_line(sheet, top), tuple(drifts), problems)


def _titled(file: str, sheet: Sheet, top: int) -> str:
    try:
        return titled(file, sheet, top)
    except PeriodUnclearError:
        return ""  # told when the title is read for the layout that is chosen


def candidates(sheet: Sheet, layout: Layout, texts: Lookup) -> Iterator[tuple[int, int]]:
    """First and last row of what may be the header: where enough of the label columns stand side by side."""
    wanted = [c.key for c in layout.columns if c.role in LABEL_ROLES and c.required]
    enough = max(1, (len(wanted) + 1) // 2)
    for row, words in sheet.words.items():
        if row > SEARCHED_ROWS:
            return
        matches = [(column, meaning([text], texts)) for column, text in words if texts.may_label(text)]
        labels = {column: match[0].key for column, match in matches if match and match[0].role in LABEL_ROLES}
        if len(set(wanted) & set(labels.values())) >= enough and len(sheet.by_rows[row]) >= 2:
            yield _top(sheet, row, max(labels)), _bottom(sheet, row, sorted(labels))


def _has_values(sheet: Sheet, top: int, bottom: int, texts: Lookup) -> bool:
    """Whether a column of numbers is known there; a title may have the words of label columns, but not these."""
    matches = [meaning(path, texts) for _, path, _ in printed(sheet, top, bottom)]
    return any(match and match[0].role not in LABEL_ROLES for match in matches)


def _top(sheet: Sheet, row: int, last_label: int) -> int:
    """Rows above belong to the header when they carry a text merged over several value columns."""
    while row > 1:
        above = [m for m in sheet.merges if m.top == m.bottom == row - 1 and sheet.text(m.top, m.left)]
        blocks = [m for m in above if m.left > last_label and m.right > m.left]
        if not blocks or any(UNIT_LINE.match(sheet.text(m.top, m.left)) for m in blocks):
            return row
        row -= 1
    return row


def _bottom(sheet: Sheet, row: int, labels: list[int]) -> int:
    """Header rows below: under merged labels, or with empty labels and texts only; never a row with numbers."""
    merged = max((m.bottom for c in labels if (m := sheet.merge_at(row, c))), default=row)
    last = row
    while last < row + MAX_HEADER_ROWS:
        cells = sheet.by_rows.get(last + 1, {})
        filled = {column: sheet.text(last + 1, column) for column in cells}
        if any(not isinstance(cell.value, str) for cell in cells.values()):
            return last
        if last + 1 > merged and (not filled or any(column <= max(labels) for column in filled)):
            return last
        if filled and all(COLUMN_NUMBER.match(text) for text in filled.values()):
            return last
        if last + 1 > merged and any(any(ch.isdigit() for ch in t) and not is_unit(t) for t in filled.values()):
            return last
        last += 1
    return last


def printed(sheet: Sheet, top: int, bottom: int) -> Iterator[tuple[int, list[str], str]]:
    """Column number, header texts from outer to inner, and printed unit, of every column with a header text."""
    rows = range(top, bottom + 1)
    merges = [m for m in sheet.merges if m.top <= bottom and m.bottom >= top]
    spread = {column for m in merges for column in range(m.left, m.right + 1)}
    for column in sorted({c for r in rows for c in sheet.by_rows.get(r, {})} | spread):
        texts = list(dict.fromkeys(t for r in rows if (t := sheet.header_text(r, column))))
        if not texts or _is_spanned(sheet, rows, column):
            continue
        has_unit = len(texts) > 1 and is_unit(texts[-1])
        yield column, texts[:-1] if has_unit else texts, texts[-1] if has_unit else ""


def _is_spanned(sheet: Sheet, rows: range, column: int) -> bool:
    """Whether a column is only there because a header was merged over it: nothing stands in it in the table below."""
    innermost = max(row for row in rows if sheet.header_text(row, column))
    merge = sheet.merge_at(innermost, column)
    if merge is None or merge.left == merge.right:
        return False
    below = [*takewhile(lambda row: not is_footer(sheet, row), (row for row in sheet.by_rows if row > rows[-1]))]
    filled = {at for row in below for at in sheet.by_rows[row] if merge.left <= at <= merge.right}
    return column not in filled and (column != merge.left or bool(filled))


def meaning(path: list[str], texts: Lookup) -> tuple[Column, str] | None:
    """The column that a path means, and a unit in brackets behind its text; longer paths decide before shorter.

    A text may be broken over its headers: "cùng kỳ" under "Thực hiện" is "Thực hiện cùng kỳ".
    """
    for start in range(len(path)):
        own = path[start:]
        if column := texts.columns.get(key(own)) or texts.columns.get(key([" ".join(own)])):
            return column, _signed_unit(path[-1])
    if texts.period:
        seen = [dated.relative(text, texts.period) for text in path]
        if seen != path and (match := meaning(seen, replace(texts, period=""))):
            return match
    suffix = UNIT_SUFFIX.match(path[-1]) if path and path[-1].endswith((")", "]")) else None
    if suffix and is_unit(suffix[2]):
        match = meaning([*path[:-1], suffix[1]], texts)
        return (match[0], suffix[2]) if match else None
    return None


def _signed_unit(text: str) -> str:
    """The unit of a header in brackets that are all signs ("(%)"): comparing spellings does not see them."""
    suffix = UNIT_SUFFIX.match(text) if text.endswith((")", "]")) else None
    return suffix[2] if suffix and is_unit(suffix[2]) and key([suffix[1]]) == key([text]) else ""


def _template(layout: Layout, found: Sequence[Found]) -> Template | None:
    """The template whose columns are those that were found, no more and no less."""
    keys = {key for template in layout.templates for key in template.columns}
    present = {f.column.key for f in found} & keys
    return next((template for template in layout.templates if set(template.columns) == present), None)


def unit_line(sheet: Sheet, top: int) -> str:
    """The unit of "Đơn vị tính: triệu đồng" above the header; the last such line counts."""
    matches = [m for *_, text in sheet.texts(1, top - 1) if (m := UNIT_LINE.match(text))]
    return matches[-1][1] if matches else ""
