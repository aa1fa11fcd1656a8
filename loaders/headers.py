"""Finds the header of a layout in a sheet by its texts, over merged cells, wherever its columns stand."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from geo.spelling import spelling
from loaders.errors import HeaderChangedError
from loaders.layouts import LABEL_ROLES, Column, Layout, Template
from loaders.printed_units import is_unit
from loaders.sheet import Sheet, letter

SEARCHED_ROWS = 60
MAX_HEADER_ROWS = 5
COLUMN_NUMBER = re.compile(r"^\(?(?:[0-9]{1,2}|[a-hA-H])\)?(?:\s*=.*)?$")
UNIT_SUFFIX = re.compile(
    r"^(.*\S)\s*[(\[]\s*(?:(?:đvt|đơn vị tính|đơn vị)\s*:?\s*)?([^()\[\]]+?)\s*[)\]]$", re.IGNORECASE
)
UNIT_LINE = re.compile(r"^\(?\s*(?:đvt|đơn vị tính)\s*:?\s*(.+?)\s*\.?\)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A column of the layout where it stands in the sheet."""

    column: Column
    index: int
    text: str  # the header as printed, outer headers first, joined by " > "
    unit: str = ""  # as printed in the header


@dataclass(frozen=True)
class Header:
    """The header of one sheet: rows ``top`` to ``bottom``, its columns, and the unit line above it."""

    sheet: Sheet
    top: int
    bottom: int
    found: tuple[Found, ...]
    template: Template | None
    unit_line: str

    @cached_property
    def _first_of_role(self) -> dict[str, Found]:
        return {found.column.role: found for found in reversed(self.found)}

    def of_role(self, *roles: str) -> list[Found]:
        return [found for found in self.found if found.column.role in roles]

    def one(self, role: str) -> Found | None:
        """The column with this role; layouts have at most one of each label and coordinate."""
        return self._first_of_role.get(role)


@dataclass(frozen=True)
class Lookup:
    """Header texts a layout accepts: by key of ``_key``, and as they are written, for proposals."""

    columns: dict[str, Column]
    written: dict[str, str]


def lookup(layout: Layout, more: dict[str, Column] | None = None) -> Lookup:
    """The accepted texts of a layout, and ``more`` (names of indicators) where the layout has no entry for them."""
    columns, written = {}, {}
    own = {text: column for column in layout.columns for text in column.texts}
    for text, column in {**(more or {}), **own}.items():
        key = _key(text.split(" > "))
        columns[key], written[key] = column, text
    return Lookup(columns, written)


def _key(path: list[str]) -> str:
    return " > ".join(_spelled(text) for text in path)


@lru_cache(maxsize=50_000)
def _spelled(text: str) -> str:
    """The strict key of one header text; the same few hundred are compared with every file."""
    return spelling(text)


def find(file: str, sheet: Sheet, layout: Layout, texts: Lookup) -> Header | None:
    """The layout's header in this sheet, or None when the sheet has nothing like it.

    Raises:
        HeaderChangedError: the header is there, but a column is unknown, missing or there twice.
    """
    blocks = list(candidates(sheet, layout, texts))
    if not blocks:
        return None
    top, bottom = next((block for block in blocks if _has_values(sheet, *block, texts)), blocks[0])
    found: list[Found] = []
    unknown: list[tuple[int, str]] = []
    for index, path, unit in _paths(sheet, top, bottom):
        match = _match(path, texts)
        if match is None:
            unknown.append((index, " > ".join(path)))
        else:
            found.append(Found(match[0], index, " > ".join(path), unit or match[1]))
    _require_known(file, sheet, layout, found, unknown, texts)
    _require_headed(file, sheet, bottom, found)
    template = _template(file, sheet, layout, found)
    return Header(sheet, top, bottom, tuple(found), template, _unit_line(sheet, top))


def candidates(sheet: Sheet, layout: Layout, texts: Lookup) -> Iterator[tuple[int, int]]:
    """First and last row of what may be the header: where enough of the label columns stand side by side."""
    wanted = [c.key for c in layout.columns if c.role in LABEL_ROLES and c.required]
    enough = max(1, (len(wanted) + 1) // 2)
    for row in sorted(sheet.by_rows):
        if row > SEARCHED_ROWS:
            return
        labels = {}
        for column in sheet.by_rows[row]:
            match = _match([sheet.text(row, column)], texts)
            if match and match[0].role in LABEL_ROLES:
                labels[column] = match[0].key
        if len(set(wanted) & set(labels.values())) >= enough and len(sheet.by_rows[row]) >= 2:
            yield _top(sheet, row, max(labels)), _bottom(sheet, row, sorted(labels))


def _has_values(sheet: Sheet, top: int, bottom: int, texts: Lookup) -> bool:
    """Whether a column of numbers is known there; a title may have the words of label columns, but not these."""
    matches = [_match(path, texts) for _, path, _ in _paths(sheet, top, bottom)]
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


def _paths(sheet: Sheet, top: int, bottom: int) -> Iterator[tuple[int, list[str], str]]:
    """Column number, header texts from outer to inner, and printed unit, of every column with a header text."""
    rows = range(top, bottom + 1)
    merges = [m for m in sheet.merges if m.top <= bottom and m.bottom >= top]
    spread = {column for m in merges for column in range(m.left, m.right + 1)}
    for column in sorted({c for r in rows for c in sheet.by_rows.get(r, {})} | spread):
        texts = list(dict.fromkeys(t for r in rows if (t := sheet.header_text(r, column))))
        if not texts:
            continue
        has_unit = len(texts) > 1 and is_unit(texts[-1])
        yield column, texts[:-1] if has_unit else texts, texts[-1] if has_unit else ""


def _match(path: list[str], texts: Lookup) -> tuple[Column, str] | None:
    """The column that a path means, and a unit in brackets behind its text; longer paths decide before shorter."""
    for start in range(len(path)):
        if column := texts.columns.get(_key(path[start:])):
            return column, ""
    suffix = UNIT_SUFFIX.match(path[-1]) if path else None
    if suffix and is_unit(suffix[2]):
        match = _match([*path[:-1], suffix[1]], texts)
        return (match[0], suffix[2]) if match else None
    return None


def _require_known(
    file: str, sheet: Sheet, layout: Layout, found: list[Found], unknown: list[tuple[int, str]], texts: Lookup
) -> None:
    """Raises ``HeaderChangedError`` with every wrong column at once, so that one correction is enough."""
    problems = [_unknown(sheet, index, text, texts) for index, text in unknown]
    present = {f.column.key for f in found}
    for column in layout.columns:
        if column.required and column.key not in present:
            problems.append(f"Thiếu cột «{column.texts[0]}».")
    by_meaning: dict[tuple[str, ...], list[Found]] = {}
    for f in found:
        by_meaning.setdefault(_meaning(f.column), []).append(f)
    for same in by_meaning.values():
        if len(same) > 1:
            places = ", ".join(f"{letter(f.index)} «{f.text}»" for f in same)
            problems.append(f"{len(same)} cột có cùng nội dung: {places}.")
    if problems:
        raise HeaderChangedError(
            file,
            f"tiêu đề cột ở trang «{sheet.name}» khác mẫu «{layout.title}».",
            " ".join(problems),
            f"Sửa tiêu đề theo mẫu, hoặc báo quản trị thêm cách viết mới vào mẫu {layout.code}.",
            problems=len(problems),
        )


def _meaning(column: Column) -> tuple[str, ...]:
    """Equal for two columns that claim the same thing: the same entry, or the same indicator by another name."""
    if column.indicator:
        return (column.indicator, column.breakdown, column.measure, column.basis, column.offset)
    return (column.key,)


def _unknown(sheet: Sheet, index: int, text: str, texts: Lookup) -> str:
    close = difflib.get_close_matches(_key(text.split(" > ")), texts.written, n=1, cutoff=0.6)
    proposal = f"; gần giống: «{texts.written[close[0]]}»" if close else ""
    where = f"thứ {index}" if sheet.by_row else letter(index)
    return f"Cột {where} «{text}» không có trong mẫu{proposal}."


def _require_headed(file: str, sheet: Sheet, bottom: int, found: list[Found]) -> None:
    """Numbers under no header would be lost without a word."""
    known = {f.index for f in found}
    for (row, column), cell in sorted(sheet.cells.items()):
        number = isinstance(cell.value, (int, float)) or (sheet.by_row and cell.value is not None)
        if row > bottom and column not in known and number:
            raise HeaderChangedError(
                file,
                f"trang «{sheet.name}» có số liệu ở ô {sheet.place(row, column)} nhưng cột đó không có tiêu đề.",
                f"Giá trị: «{sheet.text(row, column)}».",
                "Ghi tiêu đề cho cột, hoặc xóa số liệu thừa; ở tệp CSV, số có dấu phẩy phải đặt trong ngoặc kép.",
            )


def _template(file: str, sheet: Sheet, layout: Layout, found: list[Found]) -> Template | None:
    """The template whose columns are those that were found.  Raises ``HeaderChangedError`` when none is."""
    if not layout.templates:
        return None
    keys = {key for template in layout.templates for key in template.columns}
    present = {f.column.key for f in found} & keys
    for template in layout.templates:
        if set(template.columns) == present:
            return template
    nearest = min(layout.templates, key=lambda template: len(set(template.columns) ^ present))
    missing = [layout.column(key).texts[0] for key in nearest.columns if key not in present]
    surplus = [f.text for f in found if f.column.key in present - set(nearest.columns)]
    parts = [f"Thiếu: {', '.join(f'«{m}»' for m in missing)}." if missing else "",
             f"Thừa: {', '.join(f'«{s}»' for s in surplus)}." if surplus else ""]  # fmt: skip
    raise HeaderChangedError(
        file,
        f"các cột ở trang «{sheet.name}» không khớp biểu nào của mẫu «{layout.title}».",
        f"Gần nhất là biểu «{nearest.name}». " + " ".join(part for part in parts if part),
        "Dùng đúng biểu của tháng báo cáo, đủ cột.",
    )


def _unit_line(sheet: Sheet, top: int) -> str:
    """The unit of "Đơn vị tính: triệu đồng" above the header; the last such line counts."""
    matches = [m for *_, text in sheet.texts(1, top - 1) if (m := UNIT_LINE.match(text))]
    return matches[-1][1] if matches else ""
