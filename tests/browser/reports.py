"""The reports that the served store is made of, small enough to know every number by heart.

Budget revenue of 121 of the 124 communes of Tuyên Quang in fourteen months (million VND), a plan for each, one commune
that does not publish February, one that corrects it; series of the province alone; forest that is only simulated.
"""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data import versions
from geo import areas
from loaders.delivery import keep
from loaders.pipeline import read_delivery
from tests.loaders.books import matrix

REVENUE, PROVINCE_REVENUE = "tq_commune_budget_revenue", "tq_budget_revenue"
MONTHS = [*(f"2025-{month:02d}" for month in range(1, 13)), "2026-01", "2026-02"]
PLAN = 6000.0
SILENT = ("01165", "02302", "02611")  # communes that sent nothing
HIDDEN = "02608"  # Hồng Sơn does not publish February 2026
CORRECTED, AFTER = "00829", 999.5  # Thắng Mố and what it corrects February 2026 to
RECEIVED = datetime(2026, 11, 20, 9, 30)
HEADER = (
    "Mã chỉ tiêu", "Mã địa bàn", "Tên địa bàn", "Kỳ", "Phân tổ", "Loại số liệu", "Cấp giao", "Giá trị", "Trạng thái",
)  # fmt: skip
Row = tuple[object, ...]

_COMMUNES = areas.communes("08")
NAMES: dict[str, str] = dict(zip(_COMMUNES["area_code"], _COMMUNES["full_name"], strict=True))
PLACES = {code: place for place, code in enumerate(sorted(NAMES))}


def revenue(code: str, month: str) -> float:
    """What a commune reported first: more from commune to commune, a little more from month to month."""
    return 300.0 + 10 * PLACES[code] + MONTHS.index(month)


def _of_communes() -> Iterable[Row]:
    for code, name in sorted(NAMES.items()):
        if code in SILENT:
            continue
        for month in MONTHS:
            hidden = code == HIDDEN and month == MONTHS[-1]
            value, status = ("", "không công bố") if hidden else (revenue(code, month), "")
            yield REVENUE, code, name, month, "", "", "", value, status
        yield REVENUE, code, name, "2026", "", "kế hoạch", "HĐND tỉnh", PLAN, ""


def _of_the_province() -> Iterable[Row]:
    for number, month in enumerate(MONTHS):
        yield PROVINCE_REVENUE, "08", "Tỉnh Tuyên Quang", month, "", "", "", 400 + 3 * number, ""
        for member, visits in (("domestic", 90_000), ("international", 4_000)):
            yield "tq_visitors", "08", "Tỉnh Tuyên Quang", month, f"visitor_kind={member}", "", "", visits + number, ""
        yield "tq_visitors", "08", "Tỉnh Tuyên Quang", month, "", "", "", 94_000 + 2 * number, ""
    for setter, plan in (("HĐND tỉnh", 6000), ("Trung ương", 5500)):
        yield PROVINCE_REVENUE, "08", "Tỉnh Tuyên Quang", "2026", "", "kế hoạch", setter, plan, ""
    for quarter, growth in (("2025-Q3", 7.1), ("2025-Q4", 7.6)):
        yield "tq_grdp_growth", "08", "Tỉnh Tuyên Quang", quarter, "", "", "", growth, ""


def _table(path: Path, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def _keep(home: Path, file: Path, province: str = "08", **more: Any) -> None:
    made = read_delivery(file, province=province, received_at=RECEIVED, **more)
    assert made.refusals.empty, made.refusals[["cell", "value", "reason"]].to_string()
    keep(made, home)


def fill(home: Path, folder: Path) -> None:
    """Writes the reports into ``folder``, loads them into the store ``home``, publishes it."""
    told = date(2026, 3, 5)
    _keep(home, _table(folder / "thu-ngan-sach-xa.csv", _of_communes()), as_of=told, source="UBND các xã, phường")
    _keep(home, _table(folder / "so-lieu-tinh.csv", _of_the_province()), as_of=told, source="Sở Tài chính")
    other = [("cb_local_budget_spending", "04", "Tỉnh Cao Bằng", month, "", "", "", 10, "") for month in MONTHS]
    _keep(home, _table(folder / "cao-bang.csv", other), province="04", as_of=told)
    february = "Tháng 2 năm 2026"
    forest = [(place + 1, code, NAMES[code], "", place % 7, "", "", "") for code, place in PLACES.items()]
    _keep(home, matrix(folder / "trong-rung.xlsx", forest, title=february), simulated=True, as_of=date(2026, 3, 6))
    correction = [(1, CORRECTED, NAMES[CORRECTED], AFTER, "", "", "", "")]
    _keep(home, matrix(folder / "dinh-chinh.xlsx", correction, title=february), as_of=date(2026, 3, 20))
    versions.publish(home, "kho của bài kiểm thử")
