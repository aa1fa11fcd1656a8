"""From the cell of a workbook to the map: every way to say nothing arrives as what it is."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from components import map_quantity, maps
from data import catalogue, deliveries, versions, views
from data.answers import Ask
from loaders.delivery import keep
from loaders.pipeline import read_delivery
from tests.loaders.books import matrix
from tests.shelf import PROVINCE, deliver, observed, reading

CODE = "tq_commune_budget_revenue"
SENT = datetime(2026, 10, 5, 9)
WRITTEN = {
    ("00829", "Xã Thắng Mố"): 0,
    ("00715", "Xã Lũng Cú"): "Không có",
    ("00721", "Xã Đồng Văn"): "đang cập nhật",
    ("00745", "Xã Phố Bảng"): "chưa đến kỳ",
    ("00733", "Xã Sà Phìn"): "không công bố",
    ("00769", "Xã Mèo Vạc"): "khoảng 500",
}


@pytest.fixture
def sent(store: Path, tmp_path: Path) -> Path:
    """A matrix of a month in which six communes say six things, and all others nothing."""
    body = [[place, *named, said] for place, (named, said) in enumerate(WRITTEN.items(), start=1)]
    keep(read_delivery(matrix(tmp_path / "b.xlsx", body), province=PROVINCE, received_at=SENT), store)
    versions.publish(store, "thử")
    return store


def communes(store: Path, comparison: str = "previous", period: str = "2026-09") -> pd.DataFrame:
    ask = Ask(catalogue.get(CODE), PROVINCE, period, comparison)
    with reading(store) as conn:
        return views.communes(conn, ask, views.absence(ask, date(2026, 12, 1))).set_index("area_code")


def test_each_way_to_say_nothing_reaches_the_map_as_itself(sent: Path) -> None:
    found = communes(sent)
    told = {name: found.loc[code, "status"] for code, name in WRITTEN}
    assert told == {
        "Xã Thắng Mố": "final",
        "Xã Lũng Cú": "none",
        "Xã Đồng Văn": "updating",
        "Xã Phố Bảng": "not_due",
        "Xã Sà Phìn": "suppressed",
        "Xã Mèo Vạc": "refused",
    }
    assert found.loc["00829", "value"] == 0
    silent = found[~found.index.isin([code for code, _ in WRITTEN])]
    assert set(silent["status"]) <= {"late", "missing"}
    sheet = maps.shades(found.reset_index(), unit="tỷ đồng")
    assert {kind: sheet["absent"][kind] for kind in ("none", "updating", "not_due", "suppressed", "refused")} == {
        "none": 1, "updating": 1, "not_due": 1, "suppressed": 1, "refused": 1,
    }  # fmt: skip


def test_the_words_of_the_sender_and_the_reason_of_a_refusal_are_at_hand(sent: Path) -> None:
    found = communes(sent)
    assert found.loc["00721", "words"] == "đang cập nhật"
    assert "«khoảng 500» là chữ, không phải số" in str(found.loc["00769", "words"])
    lines = map_quantity.tooltip_of_absence(found.loc["00721"].to_dict(), "vi")
    assert lines == ["Đơn vị ghi «đang cập nhật»"]


def test_a_refused_cell_that_was_mended_is_a_value_and_nothing_else(sent: Path) -> None:
    mended = observed(0.5, "2026-09", indicator_code=CODE, area_code="00769")
    deliver(sent, "mended", mended, on=datetime(2026, 10, 9))
    versions.publish(sent, "đã sửa")
    found = communes(sent)
    assert (found.loc["00769", "status"], found.loc["00769", "value"]) == ("final", 0.5)
    with reading(sent) as conn:
        assert deliveries.refused_values(conn, CODE, PROVINCE)["area_code"].tolist() == ["00769"]


def test_a_sum_since_january_says_which_refused_month_it_lacks(sent: Path) -> None:
    earlier = [observed(1.0, f"2026-{month:02d}", indicator_code=CODE, area_code="00769") for month in range(1, 9)]
    deliver(sent, "earlier", *earlier, on=datetime(2026, 9, 5))
    versions.publish(sent, "các tháng trước")
    assert communes(sent, "same_last_year").loc["00769", "status"] == "refused"
    assert communes(sent, "same_last_year", "2026-08").loc["00769", "value"] == 8
