"""The period of a report: from its title, from whoever sends it, and when they disagree."""

from pathlib import Path
from typing import Any

import pytest

from loaders.delivery import Delivery
from loaders.errors import PeriodUnclearError
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, matrix

THANG_MO = [1, "00829", "Xã Thắng Mố", 1500, 3, 2, 1, 97.5]


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED, **more)


def test_a_report_without_a_period_is_refused_unless_one_is_given(tmp_path: Path) -> None:
    path = matrix(tmp_path / "b.xlsx", [THANG_MO], title="Biểu số 1")
    with pytest.raises(PeriodUnclearError, match="--period"):
        load(path)
    assert load(path, period="Tháng 8/2026").period == "2026-08"


def test_a_period_that_contradicts_the_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeriodUnclearError, match="còn sót của kỳ trước"):
        load(matrix(tmp_path / "b.xlsx", [THANG_MO]), period="2026-10")


def test_dates_and_decisions_in_the_title_are_no_period(tmp_path: Path) -> None:
    title = "(Kèm theo Quyết định số 12 ngày 03 tháng 02 năm 2026)"
    with pytest.raises(PeriodUnclearError):
        load(matrix(tmp_path / "a.xlsx", [THANG_MO], title=title))
    span = "(Từ ngày 01/09/2026 đến ngày 30/09/2026)"
    assert load(matrix(tmp_path / "b.xlsx", [THANG_MO], title=span)).period == "2026-09"


@pytest.mark.parametrize(
    "title",
    ["Tháng 9 và 9 tháng năm 2026", "THÁNG 9, 9 THÁNG ĐẦU NĂM 2026", "Tình hình tháng 9 và 9 tháng 2026"],
)
def test_a_report_of_a_month_and_of_the_months_since_january_is_of_the_month(tmp_path: Path, title: str) -> None:
    assert load(matrix(tmp_path / "b.xlsx", [THANG_MO], title=title)).period == "2026-09"


def test_a_future_period_is_refused(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "00829", "", 5]], title="Tháng 12 năm 2026"))
    assert delivery.refusals["reason_code"].tolist() == ["future_period"]


@pytest.mark.parametrize("title", ["Tháng 13 năm 2026", "Tuần 60 năm 2026"])
def test_a_title_with_a_period_that_cannot_be_is_told(tmp_path: Path, title: str) -> None:
    with pytest.raises(PeriodUnclearError, match=r"ghi kỳ sai\. .*không phải là một kỳ có thật\. Sửa kỳ"):
        load(matrix(tmp_path / "b.xlsx", [THANG_MO], title=title))
