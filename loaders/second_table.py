"""One table a sheet: a header that is printed again on every page is passed over, a second table is never mixed in.

Without this look the rows of a second table would be read under the header of the first.
"""

from collections.abc import Iterator
from dataclasses import replace

from loaders.errors import SourceError
from loaders.header import Header, key
from loaders.layouts import LABEL_ROLES
from loaders.sheet import Sheet

ENOUGH = 2  # texts of label columns that make a row a header


def only_table(file: str, header: Header) -> Header:
    """The header over rows without its own repetitions; a sheet that had any says so in ``remarks``.

    Raises:
        SourceError: below the table stands another one with other columns.
    """
    sheet = header.sheet
    again: list[int] = []
    for row in _headers_below(header):
        if not _is_repetition(header, row):
            texts = ", ".join(f"«{sheet.text(row, column)}»" for column in list(sheet.by_rows[row])[:4])
            raise SourceError(
                file,
                f"{sheet.called} có hai bảng: dưới bảng thứ nhất, dòng {row} lại là tiêu đề của bảng khác.",
                f"Tiêu đề đó: {texts}.",
                "Chuyển mỗi bảng sang một trang tính riêng rồi gửi lại; chưa số nào được nhận.",
            )
        again.append(row)
    if not again:
        return header
    height = header.bottom - header.top
    passed = {row + below for row in again for below in range(-height, height + 1)}
    kept = {at: cell for at, cell in sheet.cells.items() if at[0] not in passed or not _is_own_text(header, at)}
    rows = ", ".join(map(str, again[:10]))
    remark = f"Tiêu đề cột lặp lại ở dòng {rows}{' …' if len(again) > 10 else ''} (in nhiều trang): bỏ qua các dòng đó."
    return replace(header, sheet=replace(sheet, cells=kept, remarks=(*sheet.remarks, remark)))


def _headers_below(header: Header) -> Iterator[int]:
    """Rows below the header that name its label columns again."""
    labels = {key([f.text.rpartition(" > ")[2]]) for f in header.found if f.column.role in LABEL_ROLES}
    columns = {f.index for f in header.found if f.column.role in LABEL_ROLES} if header.sheet.by_row else None
    for row, cells in header.sheet.by_rows.items():
        if row <= header.bottom:
            continue
        texts = [cell.value for column, cell in cells.items() if columns is None or column in columns]
        named = {key([text]) for text in texts if isinstance(text, str) and len(text) < 100} & labels
        if len(named) >= min(ENOUGH, len(labels)) and len(named) + len(cells) > ENOUGH:
            yield row


def _is_repetition(header: Header, row: int) -> bool:
    """Whether every text of a row stands in the same column of the header."""
    sheet = header.sheet
    return all(_is_own_text(header, (row, column)) for column in sheet.by_rows[row])


def _is_own_text(header: Header, at: tuple[int, int]) -> bool:
    """Whether a cell has a text of the header of its column."""
    return key([header.sheet.text(*at)]) in _own_texts(header.sheet, header, at[1])


def _own_texts(sheet: Sheet, header: Header, column: int) -> set[str]:
    texts = {sheet.header_text(row, column) for row in range(header.top, header.bottom + 1)}
    return {key([text]) for text in texts if text}
