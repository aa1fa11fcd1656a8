"""What was refused, given back as the sender's own workbook: each refused cell coloured, with a comment that says why.

A corrected copy loads like any other file.  A text file or an old workbook becomes a workbook with the same cells.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
from openpyxl.cell import Cell as WorkbookCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data import paths
from loaders import readers
from loaders.errors import SourceError
from loaders.excel import BROKEN
from loaders.sheet import Sheet

MARKED = PatternFill("solid", start_color="FFD9D9", end_color="FFD9D9")
AUTHOR = "Chiso"
WIDTH, LINE = 420, 22  # of a comment, in pixels; a line holds about 55 letters
MAX_COMMENT = 2000  # letters; a cell of many refusals names the first ones
KEPT_AS_SENT = (".xlsx", ".xlsm")
BYTES_AT_MOST = 4_000_000  # of a file that is marked when it is kept
ROWS_AT_MOST = 200_000  # of a text file; a longer one is better mended where it was made


def find(home: Path, written: str) -> Path:
    """The folder of the kept delivery that an id, or the beginning of one, names.  Raises ``SourceError``."""
    folders = paths.deliveries(home).glob("*/delivery.json")
    hits = [path.parent for path in folders if path.parent.name.startswith(written)] if written else []
    if len(hits) == 1:
        return hits[0]
    what = "không có lần nhận nào mang mã này." if not hits else f"mã này chỉ {len(hits)} lần nhận."
    raise SourceError(written, what, remedy="Xem mã lần nhận ở kết quả «chiso load», ghi đủ 16 ký tự.")


def keep_marked(folder: Path) -> None:
    """Writes ``refused.xlsx`` into the folder of a delivery that is being kept, so that a page can hand it out.

    Nothing is written when nothing was refused, or for long texts and workbooks that cannot be written again: then
    ``chiso refused`` says why.
    """
    original = next((folder / "original").iterdir())
    if pq.read_metadata(folder / "refusals.parquet").num_rows == 0 or original.stat().st_size > BYTES_AT_MOST:
        return
    try:
        content = marked_workbook(folder)
    except (SourceError, *BROKEN):
        return
    (folder / paths.MARKED).write_bytes(content)


def marked_workbook(folder: Path) -> bytes:
    """The file of a kept delivery as .xlsx, refused cells coloured and commented; unmarked when nothing was refused.

    Raises:
        SourceError: the kept file cannot be read, or is too long for a workbook.
    """
    original = next((folder / "original").iterdir())
    refusals = pd.read_parquet(folder / "refusals.parquet")
    book = _workbook(original)
    for (sheet, cell), reasons in refusals.groupby(["sheet", "cell"], sort=False):
        target = _cell(book, str(sheet), str(cell), str(reasons["column_label"].iloc[0]))
        if target is not None:
            _mark(target, reasons)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _workbook(original: Path) -> Workbook:
    """The workbook itself where openpyxl can write it again, else one with the cells that were read."""
    if original.suffix.lower() in KEPT_AS_SENT:
        return openpyxl.load_workbook(original, keep_vba=original.suffix.lower() == ".xlsm")
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in readers.read(original):
        if sheet.last_row > ROWS_AT_MOST:
            raise SourceError(
                original.name,
                f"tệp có {sheet.last_row} dòng, quá dài để trả lại dạng sổ tính.",
                remedy="Sửa ở nguồn theo danh sách ô bị từ chối rồi gửi lại.",
            )
        _write(book.create_sheet(_title(sheet)), sheet)
    return book


def _title(sheet: Sheet) -> str:
    return (sheet.name or "Số liệu")[:31]


def _write(target: Worksheet, sheet: Sheet) -> None:
    for (row, column), cell in sheet.cells.items():
        written = target.cell(row, column)
        written.value = cell.value
        if isinstance(cell.value, str):
            written.data_type = "s"  # "=1+1" of a text file stays a text
        written.number_format = cell.number_format
    for merge in sheet.merges:
        target.merge_cells(start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right)


def _cell(book: Workbook, sheet: str, place: str, column_label: str) -> WorkbookCell | None:
    """The cell that a refusal names; of "row 17" the one under its column's header; None when the sheet is gone."""
    page = book[sheet] if sheet in book.sheetnames else book.worksheets[0] if len(book.worksheets) == 1 else None
    if page is None:
        return None
    if not place.startswith("row "):
        return _anchor(page, page[place])
    headed = (cell.column for cell in _filled(page) if str(cell.value).strip() == column_label)
    return _anchor(page, page.cell(int(place.removeprefix("row ")), next(headed, 1)))


def _filled(page: Worksheet) -> Iterator[WorkbookCell]:
    return (cell for row in page.iter_rows(max_row=min(page.max_row, 50)) for cell in row if cell.value is not None)


def _anchor(page: Worksheet, cell: WorkbookCell) -> WorkbookCell:
    """The cell that carries the value of a merged range; the cell itself elsewhere."""
    merged = next((m for m in page.merged_cells.ranges if cell.coordinate in m), None)
    return page.cell(merged.min_row, merged.min_col) if merged else cell


def _mark(cell: WorkbookCell, reasons: pd.DataFrame) -> None:
    told = [f"{row['reason']} {row['remedy']}".strip() for row in reasons.to_dict("records")]
    text = "\n".join(dict.fromkeys(told))[:MAX_COMMENT]
    cell.fill = MARKED
    cell.comment = Comment(text, AUTHOR, width=WIDTH, height=LINE * (2 + len(text) // 55))
