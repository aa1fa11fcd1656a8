"""The draft of a reminder, read back as Word would."""

import io
from datetime import date

from docx import Document

from exports import letter

ROWS = [(f"Chỉ số {place}", "Tháng 2/2026", "05/03/2026 (*)", "toàn bộ") for place in range(45)]


def read(count: int, *, by_default: bool = True) -> tuple[str, list[list[str]]]:
    made = letter.reminder(
        number="2026-003",
        office="Văn phòng UBND tỉnh",
        agency="Sở Y tế",
        set_name="Bộ chỉ số Tuyên Quang 2026",
        on=date(2026, 3, 20),
        rows=ROWS[:count],
        by_default=by_default,
    )
    document = Document(io.BytesIO(made))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    return words, [[cell.text for cell in row.cells] for row in document.tables[1].rows]


def test_it_says_to_whom_what_is_owed_and_how_to_object():
    words, rows = read(2)
    assert "Kính gửi: Sở Y tế" in words
    assert "DỰ THẢO" in words
    assert "20/03/2026" in words
    assert "rút hoặc miễn" in words
    assert rows[1] == ["1", "Chỉ số 0", "Tháng 2/2026", "05/03/2026 (*)", "toàn bộ"]


def test_a_default_deadline_is_called_one():
    assert "hạn mặc định" in read(1)[0]
    assert "hạn mặc định" not in read(1, by_default=False)[0]


def test_a_long_list_is_cut_and_counted():
    words, rows = read(45)
    assert len(rows) == 41
    assert "Và 5 báo cáo khác" in words
