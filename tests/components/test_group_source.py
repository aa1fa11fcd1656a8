"""The revisions of a number in words."""

from datetime import datetime

import pandas as pd

from components.group_source import lineage
from data import catalogue
from data.answers import NumberKey, Trace

KEY = NumberKey("tq_budget_revenue", "08", "2026-02", "actual")


def revisions(*told: tuple[float, str]) -> pd.DataFrame:
    """One row per (value, source), a day apart."""
    fixed = {
        "agency": "", "sheet": "", "cell": "C9", "file_hash": "", "layout": "", "layout_version": "",
        "file_name": "f.csv", "delivery_id": "d", "received_at": datetime(2026, 3, 1), "status": "final",
    }  # fmt: skip
    return pd.DataFrame(
        [
            fixed | {"value": value, "source": source, "published_at": datetime(2026, 3, day)}
            for day, (value, source) in enumerate(told, start=1)
        ]
    )


def told(*values: tuple[float, str]) -> list[str]:
    found = revisions(*values)
    trace = Trace(KEY, catalogue.get(KEY.code), "Tỉnh Tuyên Quang", values[-1][0], "final", found, (), "")
    return [f"{one['before']} → {one['after']}" for one in lineage(trace)["revisions"]]


def test_a_correction_by_the_same_source_is_a_revision() -> None:
    assert told((10.0, "Sở Tài chính"), (12.0, "Sở Tài chính")) == ["10 tỷ đồng → 12 tỷ đồng (f.csv, C9)"]


def test_another_figure_of_another_source_competes_and_both_are_named() -> None:
    (only,) = told((10.0, "Cục Thống kê"), (12.0, "Báo A"))
    assert "nguồn khác: Báo A, trước đó: Cục Thống kê" in only


def test_the_same_figure_sent_again_is_no_revision() -> None:
    assert told((10.0, "A"), (10.0, "B")) == []
