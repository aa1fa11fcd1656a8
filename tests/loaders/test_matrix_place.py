"""The communes that rows of a matrix name."""

from pathlib import Path
from typing import Any

import pytest

from geo import names
from loaders import places
from loaders.delivery import Delivery
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, matrix


def load(path: Path, **more: Any) -> Delivery:
    return read_delivery(path, province="08", received_at=RECEIVED, **more)


@pytest.mark.parametrize(
    ("code", "name", "reason", "said"),
    [
        ("99999", "", "unknown_area", "99999"),
        ("", "Xã Không Có Thật Ở Đâu", "unknown_area", "Không Có Thật"),
        ("", "Xã Lung Cus", "misspelt_area", "Xã Lũng Cú (00715)"),
        ("", "Xã Phú Lũng", "former_area", "đơn vị cũ"),
        ("00697", "", "former_area", "mã cũ"),
        ("00829", "Xã Lũng Cú", "area_mismatch", "Xã Thắng Mố"),
        ("00004", "", "other_province", "Hà Nội"),
        ("8x", "", "unknown_area", "năm chữ số"),
        ("", "", "no_area", "không có mã và tên"),
    ],
)
def test_a_commune_that_is_not_certain_is_refused_with_a_reason(
    tmp_path: Path, code: str, name: str, reason: str, said: str
) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, code, name, 5, 1]]))
    assert delivery.observations.empty
    assert delivery.refusals["reason_code"].tolist() == [reason]
    assert said in delivery.refusals["reason"].iloc[0]
    assert delivery.refusals["remedy"].iloc[0]


def test_a_name_that_two_communes_have_is_refused_with_both() -> None:
    """No province has namesakes today; the next renaming may bring them: here a ward bears the name of a commune."""
    twins = [
        names.commune("00715", "Lũng Cú", "Xã Lũng Cú", "xã"),
        names.commune("99998", "Lũng Cú", "Phường Lũng Cú", "phường"),
    ]
    found = names.within(names.Province(frozenset(), tuple(twins), {}), "Lũng Cú", "08")
    refused = places.unsettled(found)
    assert refused.code == "ambiguous_area"
    assert "Xã Lũng Cú (00715), Phường Lũng Cú (99998)" in refused.remedy
    named = names.within(names.Province(frozenset(), tuple(twins), {}), "Phường Lũng Cú", "08")
    assert named.area_code == "99998"


def test_the_name_column_may_be_called_as_officers_call_it(tmp_path: Path) -> None:
    delivery = load(matrix(tmp_path / "b.xlsx", [[1, "", "UBND xã Thắng Mố", 5]], C5="Đơn vị hành chính"))
    assert delivery.observations["area_code"].tolist() == ["00829"]
