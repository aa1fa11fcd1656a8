"""What an earlier edition of a table said and the newer one does not: told by name, and kept as it was."""

from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data import catalogue, versions
from geo import areas
from loaders import editions, rules
from loaders.delivery import Delivery, keep
from loaders.examined import examined
from loaders.pipeline import Options, read_as
from tests.shelf import observed

CODE, HEADER = "tq_commune_budget_revenue", "indicator_code,area_code,period,value\n"
THANG_MO, LUNG_CU, DONG_VAN = "00829", "00715", "00721"
ALL = {THANG_MO: "12,5", LUNG_CU: "7", DONG_VAN: "9"}
FIRST = datetime(2026, 11, 5, 8)


@pytest.fixture
def home(store: Path) -> Path:
    """A store that serves a first edition of October."""
    keep(read(store.parent / "lan-1.csv", ALL, at=FIRST), store)
    versions.publish(store, "thử")
    return store


def read(
    path: Path,
    values: dict[str, str],
    *,
    at: datetime = FIRST + timedelta(days=1),
    month: str = "2026-10",
    agency: str = "Sở Tài chính",
    large: int = 1_000_000,
) -> Delivery:
    """What a file of these values says beside what is published."""
    lines = [f'{CODE},{area},{month},"{value}"\n' for area, value in values.items()]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    options = Options(province="08", agency=agency, received_at=at, numbers="vi")
    return read_as(path, examined(options), large)


def told(delivery: Delivery) -> list[str]:
    return [note.text for note in delivery.notes if note.code == editions.CODE]


@pytest.mark.parametrize("large", [0, 1_000_000], ids=["by sets", "by cell"])
def test_a_line_that_is_left_out_is_told_with_its_value(home: Path, large: int) -> None:
    second = read(home.parent / "lan-2.csv", {LUNG_CU: "8", DONG_VAN: "9"}, large=large)
    assert told(second) == [
        "1 trong 3 giá trị mà «lan-1.csv» (nhận 05/11/2026 08:00) đã ghi không còn trong tệp này: "
        "«Thu ngân sách trên địa bàn xã, phường», Xã Thắng Mố, Tháng 10/2026: 12,5. Kho vẫn giữ các giá trị đó. "
        "Gửi lại tệp đủ dòng nếu bị sót; muốn rút số đã công bố thì quản trị ghi vào sổ đính chính (drop)."
    ]


def test_a_cell_that_is_blank_now_is_gone_and_one_that_is_refused_is_not(home: Path) -> None:
    (only,) = told(read(home.parent / "lan-2.csv", {THANG_MO: "", LUNG_CU: "bảy", DONG_VAN: "9"}))
    assert only.startswith("1 trong 3 giá trị")
    assert "Xã Thắng Mố" in only


@pytest.mark.parametrize(
    ("values", "more"),
    [
        (ALL, {}),
        ({DONG_VAN: "9"}, {}),  # two of three are missing: a correction or another part, no edition
        ({LUNG_CU: "7", DONG_VAN: "9"}, {"month": "2026-09"}),
        ({LUNG_CU: "7", DONG_VAN: "9"}, {"agency": "Sở Y tế"}),
        ({LUNG_CU: "7", DONG_VAN: "9"}, {"at": FIRST - timedelta(days=1)}),  # known before the other
    ],
)
def test_nothing_is_missing_in_the_whole_table_in_a_part_of_it_or_in_another(
    home: Path, values: dict[str, str], more: dict[str, object]
) -> None:
    assert told(read(home.parent / "lan-2.csv", values, **more)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("said", [{THANG_MO: "13"}, dict.fromkeys(ALL, "13")], ids=["a value", "everything"])
def test_what_a_later_file_said_again_is_missing_no_more(home: Path, said: dict[str, str]) -> None:
    keep(read(home.parent / "lan-2.csv", said, at=FIRST + timedelta(hours=1), agency="Cục Thuế"), home)
    versions.publish(home, "thử")
    assert told(read(home.parent / "lan-3.csv", {LUNG_CU: "7", DONG_VAN: "9"})) == []


@pytest.mark.parametrize(
    ("indicators", "communes", "named"),
    [
        (1, 12, "Phường Hà Giang 2 (1); Phường Hà Giang 1 (1); "),
        (12, 1, "«{}» (1); «{}» (1); "),
        (6, 2, "Phường Hà Giang 2 (6); Phường Hà Giang 1 (6). "),
        (2, 6, "«{}» (6); «{}» (6). "),
    ],
)
def test_more_than_ten_are_counted_by_what_they_have_in_common(indicators: int, communes: int, named: str) -> None:
    own = [one for one in catalogue.of_set("tuyen-quang") if one.area_level == "commune"][:indicators]
    places = areas.communes("08")["area_code"][:communes]
    gone = [observed(5.0, indicator_code=one.code, area_code=place) for one in own for place in places]
    edition = editions.Edition("lan-1.csv", "05/11/2026 08:00")
    edition.add(24, pd.DataFrame(gone))
    names = [one.name for one in own]
    assert f"đã ghi không còn trong tệp này: {named.format(*names)}" in edition.note(rules.rule(editions.CODE)).text


def test_of_many_communes_the_first_are_named_and_the_rest_counted(store: Path) -> None:
    communes = areas.communes("08")["area_code"].tolist()
    keep(read(store.parent / "lan-1.csv", dict.fromkeys(communes, "5"), at=FIRST), store)
    versions.publish(store, "thử")
    (only,) = told(read(store.parent / "lan-2.csv", dict.fromkeys(communes[15:], "5")))
    assert only.startswith(f"15 trong {len(communes)} giá trị")
    assert only.count(" (1)") == editions.NAMED
    assert " (1) và 5 địa bàn khác. Kho vẫn giữ" in only
