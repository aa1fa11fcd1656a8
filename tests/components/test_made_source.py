"""The panel of a cell of a delivery."""

from datetime import datetime

from components import made_source
from data.keys import CellKey

SENT = {
    "delivery_id": "d1",
    "file_name": "ban-tin.csv",
    "file_hash": "ab" * 32,
    "layout": "disaster-bulletins",
    "layout_version": "1",
    "agency": "Ban Chỉ huy PTDS tỉnh",
    "source": "Ban Chỉ huy PTDS tỉnh",
    "received_at": datetime(2026, 9, 10, 8, 30),
    "published_at": datetime(2026, 9, 10),
}


def test_a_cell_tells_its_file_its_layout_and_what_was_remarked_when_it_was_loaded() -> None:
    remarks = [("Cao hơn mọi bản tin trước.", True), ("Đã đổi từ TCVN3.", False)]
    told = made_source.cell(CellKey("d1", "", "row 17"), SENT, remarks)
    assert told["file"] == "ban-tin.csv"
    assert told["hash"] == SENT["file_hash"]
    assert told["delivery"] == "d1 · disaster-bulletins 1"
    assert told["checks"] == ["Nghi ngờ: Cao hơn mọi bản tin trước.", "Đã đổi từ TCVN3."]
