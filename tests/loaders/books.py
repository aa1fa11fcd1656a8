"""Small workbooks in the real layouts: merged title block, header over two rows, footer with date and signatures."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

RECEIVED = datetime(2026, 11, 20, 9, 30)
MONTHLY_9 = [
    "ID", "STT", "Chỉ tiêu chủ yếu", "ĐVT", "Thực hiện cùng kỳ", "Lũy kế cùng kỳ", "Kế hoạch năm", "Thực hiện kỳ trước",
    "Thực hiện kỳ báo cáo", "Lũy kế kỳ báo cáo", "Thực hiện kỳ báo cáo so với kỳ trước",
    "Thực hiện kỳ báo cáo so với cùng kỳ năm trước", "Lũy kế kỳ báo cáo so với cùng kỳ năm trước",
    "Lũy kế kỳ báo cáo so với kế hoạch năm",
]  # fmt: skip
Row = Sequence[object]
Touch = Callable[[Worksheet], None]


def save(path: Path, rows: Sequence[Row], touch: Touch | None = None, title: str = "Biểu 1") -> Path:
    """A workbook with one sheet; ``touch`` may merge, hide, format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    if touch:
        touch(sheet)
    book.save(path)
    return path


def matrix(
    path: Path, body: Sequence[Row], *, title: str = "Tháng 9 năm 2026", touch: Touch | None = None, **more: str
) -> Path:
    """A commune matrix with five indicators; a body row is (STT, code, name, then five values).

    ``more``: other header texts by cell, e.g. ``D5="Thu"``.
    """
    rows: list[Row] = [
        ["UBND TỈNH TUYÊN QUANG"],
        ["BÁO CÁO CHỈ TIÊU KINH TẾ - XÃ HỘI XÃ, PHƯỜNG"],
        [title],
        [],
        ["STT", "Mã xã", "Tên xã, phường", "Thu ngân sách trên địa bàn (triệu đồng)", "Trồng rừng tập trung", "", "",
         "Tỷ lệ tham gia bảo hiểm xã hội"],
        ["", "", "", "", "Tổng số", "Hộ gia đình, cá nhân", "Tổ chức, doanh nghiệp", ""],
        ["A", "B", "C", 1, 2, 3, 4, 5],
        *body,
        ["", "", "", "", "", "", "Tuyên Quang, ngày 05 tháng 10 năm 2026"],
        ["", "", "NGƯỜI LẬP BIỂU", "", "", "", "THỦ TRƯỞNG ĐƠN VỊ"],
        ["", "", "Nguyễn Văn A", "", "", "", "Trần Thị B"],
    ]  # fmt: skip

    def finish(sheet: Worksheet) -> None:
        for merged in ("A2:H2", "A3:H3", "A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:G5", "H5:H6"):
            sheet.merge_cells(merged)
        for cell, text in more.items():
            sheet[cell] = text
        if touch:
            touch(sheet)

    return save(path, rows, finish)


def monthly(
    path: Path,
    body: Sequence[Row],
    *,
    header: Sequence[str] = MONTHLY_9,
    title: str = "BÁO CÁO KINH TẾ - XÃ HỘI THÁNG 9 NĂM 2026",
    touch: Touch | None = None,
) -> Path:
    """A monthly table; by default the form of months 6, 7, 8, 9 and 11."""
    footer = ["", "", "", "", "", "", "", "", "Tuyên Quang, ngày 03 tháng 10 năm 2026"]
    return save(path, [["SỞ TÀI CHÍNH"], [title], [], list(header), *body, [], footer], touch)
