"""Blank, zero, nothing there, being updated, not due and withheld stay different."""

from pathlib import Path

import pandas as pd
import pytest

from loaders.delivery import keep
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, matrix


@pytest.mark.parametrize(
    ("written", "value", "status", "words"),
    [
        (0, 0.0, "final", None),
        ("-", 0.0, "final", None),
        ("Không phát sinh", 0.0, "final", None),
        ("…", None, "missing", None),
        ("Không có", None, "missing", "không có"),
        ("đang cập nhật", None, "missing", "đang cập nhật"),
        ("Chưa đến kỳ", None, "missing", "chưa đến kỳ"),
        ("Không công bố", None, "suppressed", "không công bố"),
    ],
)
def test_each_way_to_say_nothing_is_kept_apart(
    tmp_path: Path, written: object, value: float | None, status: str, words: str | None
) -> None:
    delivery = read_delivery(
        matrix(tmp_path / "b.xlsx", [[1, "00829", "Xã Thắng Mố", written]]), province="08", received_at=RECEIVED
    )
    kept = pd.read_parquet(keep(delivery, tmp_path / "kho") / "observations.parquet").iloc[0]
    assert kept["status"] == status
    assert (None if pd.isna(kept["value"]) else kept["value"]) == value
    assert (None if pd.isna(kept["text_value"]) else kept["text_value"]) == words


def test_a_blank_claims_nothing(tmp_path: Path) -> None:
    path = matrix(tmp_path / "b.xlsx", [[1, "00829", "Xã Thắng Mố", "", 1]])
    delivery = read_delivery(path, province="08", received_at=RECEIVED)
    assert delivery.observations["cell"].tolist() == ["E8"]
    assert any(note.code == "blanks" for note in delivery.notes)
