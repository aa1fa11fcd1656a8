"""The panel of an entry of a list: its row, file and checks, and how it was told before."""

from datetime import datetime
from pathlib import Path

import pytest

from data import versions
from data.keys import EntryKey
from pages import _sources
from tests.components.reading import text
from tests.shelf import PROVINCE, deliver, listed


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A petition in February that is overdue in March, and one that never changed."""
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    deliver(tmp_path, "d1", entries=(listed("P-1", topic="road"), listed("P-2")), received=datetime(2026, 2, 5, 8))
    later = (listed("P-1", "overdue", topic="planning", name="Mặt cầu hư hỏng", cell="A9"), listed("P-2"))
    deliver(tmp_path, "d2", entries=later, on=datetime(2026, 3, 5))
    versions.publish(tmp_path, "thử")
    return tmp_path


def panel(code: str, known_to: str = "") -> str:
    hidden, body = _sources.tell_source({"key": EntryKey("feedback", PROVINCE, code).text()}, PROVINCE, known_to)
    assert not hidden
    return text(body)


def test_an_entry_tells_its_row_its_file_and_every_field_that_was_told_otherwise_before() -> None:
    told = panel("P-1")
    assert told.startswith("Mặt cầu hư hỏng (Phản ánh, kiến nghị, khiếu nại, tố cáo, P-1) Quá hạn, chưa giải quyết số")
    for fact in (
        "d2.xlsx",
        "A9",
        "ab" * 32,
        "d2 · monthly 1",
        "Qua kiểm tra khi đọc dòng",
        "Xem mọi số, cảnh báo, báo cáo",
    ):
        assert fact in told
    assert "từ Đang giải quyết, còn hạn thành Quá hạn, chưa giải quyết (d2.xlsx, A9)" in told
    assert "05/03/2026 Lĩnh vực phản ánh từ Hạ tầng giao thông thành Quy hoạch, xây dựng (d2.xlsx, A9)" in told
    assert "từ Mặt đường hư hỏng thành Mặt cầu hư hỏng" in told


def test_an_entry_as_it_was_known_on_a_day_knows_nothing_of_what_came_after() -> None:
    told = panel("P-1", "2026-02-20")
    assert told.startswith("Mặt đường hư hỏng (Phản ánh, kiến nghị, khiếu nại, tố cáo, P-1) Đang giải quyết, còn hạn")
    assert "Chưa sửa đổi lần nào." in told
    assert "Chưa sửa đổi lần nào." in panel("P-2")


def test_an_entry_that_nobody_sent_is_said() -> None:
    assert panel("P-9") == "Chưa chọn con số nào."
