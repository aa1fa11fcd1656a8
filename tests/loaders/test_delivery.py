"""What is kept of a file, that it is kept once and whole, and what publishing it would change."""

import json
import resource
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import tables
from loaders.delivery import Delivery, is_kept, keep, kept
from loaders.errors import SourceError
from loaders.pipeline import preview, read_delivery
from tests.loaders.books import RECEIVED, matrix

BODY = [[1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5], [2, "00715", "Xã Lũng Cú", "abc"]]


@pytest.fixture
def sent(tmp_path: Path) -> Delivery:
    return load(matrix(tmp_path / "bieu.xlsx", BODY))


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, province="08", **({"received_at": RECEIVED} | more))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_kept_delivery_has_the_original_and_everything_found_in_it(sent: Delivery, tmp_path: Path) -> None:
    folder = keep(sent, tmp_path / "kho")
    assert folder == tmp_path / "kho" / "deliveries" / sent.delivery_id
    assert (folder / "original" / "bieu.xlsx").read_bytes() == (tmp_path / "bieu.xlsx").read_bytes()
    observations, refusals = (pd.read_parquet(folder / f"{n}.parquet") for n in ("observations", "refusals"))
    assert set(observations) == {c.name for c in tables.observation.columns} - {"indicator_id", "superseded_at"}
    assert list(refusals) == [c.name for c in tables.refusal.columns]
    assert (len(observations), len(refusals)) == (5, 1)
    record = json.loads((folder / "delivery.json").read_text(encoding="utf-8"))
    assert set(record) == {c.name for c in tables.delivery.columns}
    assert (record["rows_accepted"], record["rows_refused"]) == (5, 1)
    assert record["published_at"] == "2026-10-05T00:00:00.000000"
    assert kept(tmp_path / "kho") == [record]


def test_the_same_file_twice_changes_nothing(sent: Delivery, tmp_path: Path) -> None:
    home = tmp_path / "kho"
    before = files(keep(sent, home))
    again = load(tmp_path / "bieu.xlsx", received_at=datetime(2026, 11, 21))
    assert is_kept(again, home)
    assert files(keep(again, home)) == before
    assert len(kept(home)) == 1


def test_a_corrected_file_is_another_delivery(sent: Delivery, tmp_path: Path) -> None:
    keep(sent, tmp_path / "kho")
    corrected = load(matrix(tmp_path / "bieu.xlsx", [[1, "00829", "Xã Thắng Mố", 1600]]))
    assert corrected.delivery_id != sent.delivery_id
    keep(corrected, tmp_path / "kho")
    assert len(kept(tmp_path / "kho")) == 2


def test_a_delivery_without_any_accepted_value_is_kept_with_its_refusals(tmp_path: Path) -> None:
    folder = keep(load(matrix(tmp_path / "b.xlsx", [[1, "99999", "", 5]])), tmp_path / "kho")
    observations = pd.read_parquet(folder / "observations.parquet")
    assert len(observations) == 0
    assert str(observations["published_at"].dtype) == "datetime64[us]"
    assert len(pd.read_parquet(folder / "refusals.parquet")) == 1


def test_a_disk_that_takes_no_more_leaves_nothing_behind(sent: Delivery, tmp_path: Path) -> None:
    """The system lets no file grow beyond the workbook that was sent: what is written after it does not fit."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(sent.content), usual[1]))
    try:
        with pytest.raises(SourceError, match="dung lượng đĩa"):
            keep(sent, tmp_path / "kho")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert files(tmp_path / "kho") == {}
    assert kept(tmp_path / "kho") == []


def test_when_it_became_known_is_the_date_given_the_date_signed_or_the_day_received(
    sent: Delivery, tmp_path: Path
) -> None:
    assert sent.published_at == datetime(2026, 10, 5)
    path = tmp_path / "bieu.xlsx"
    assert load(path, as_of=date(2026, 10, 9)).published_at == datetime(2026, 10, 9)
    early = datetime(2026, 10, 1, 8)
    received = load(path, received_at=early)
    assert received.published_at == early
    assert "future_date" in {note.code for note in received.notes}


def test_the_preview_tells_new_changed_unchanged_older_and_refused(sent: Delivery, tmp_path: Path) -> None:
    current = sent.observations.iloc[:4].copy()
    current.loc[0, "value"] = 1400.0
    current.loc[1, "published_at"] = datetime(2026, 12, 1)
    shown = preview(sent, lambda _: current)
    assert (shown.new, len(shown.changed), shown.unchanged, shown.older, shown.refused) == (1, 1, 2, 1, 1)
    change = shown.changed.iloc[0]
    assert (change["value_from"], change["value_to"], change["cell"]) == (1400, 1500, "D8")
    assert "từ 1.400 (final) thành 1.500 (final)" in shown.lines[1]


def test_the_preview_of_an_empty_store_is_all_new(sent: Delivery) -> None:
    shown = preview(sent, lambda _: sent.observations.iloc[:0])
    assert (shown.new, len(shown.changed), shown.refused) == (5, 0, 1)


def test_the_preview_suspects_a_factor_of_a_thousand(sent: Delivery) -> None:
    current = sent.observations.assign(value=sent.observations["value"] / 1000)
    assert {note.code for note in preview(sent, lambda _: current).notes} == {"factor"}
