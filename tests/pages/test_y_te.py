"""The room of health: overloaded hospitals first, who has room, how an epidemic moves, what is awaited."""

import base64
import io
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from dash import Dash

from data import clock, versions
from tests.pages.reading import links, main, parts, words
from tests.shelf import deliver, listed, observed

TODAY = date(2026, 3, 20)
FULL, FREE = "facility:08-BV-01", "facility:08-BV-02"


def facility(code: str, name: str, **more: object) -> dict[str, object]:
    usual = {"facility_kind": "hospital", "capacity": 100, "actual_beds": 110, "icu_beds": 5, "care_level": "basic",
             "specialty": "general", "latitude": 22.8, "longitude": 105.0}  # fmt: skip
    return listed(code, "working", register="facility", name=name, **usual | more)


def on(day: int, code: str, value: float, area: str = FULL, breakdown: str = "total") -> dict[str, object]:
    own = {"indicator_code": code, "area_code": area, "frequency": "day", "breakdown": breakdown}
    return observed(value) | own | {"period": f"2026-03-{day:02d}"}


@pytest.fixture
def room(store: Path, monkeypatch: pytest.MonkeyPatch, page: Callable[[str], ModuleType]) -> ModuleType:
    """A hospital above its beds that fills up, another near it with room, dengue that doubles, a late outbreak."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    outbreak = listed(
        "OD-1", "active", register="outbreak", name="Thôn Một", disease="dengue", opened_on=date(2026, 3, 10),
        diagnosed_on="2026-03-05", cases=30, deaths=0, exposed=300,
    )  # fmt: skip
    beds = [
        row
        for day in range(14, 20)
        for row in (
            on(day, "tq_bed_occupancy", 104.0), on(day, "tq_admissions", 12 + day % 2), on(day, "tq_discharges", 10),
            on(day, "tq_bed_occupancy", 70.0, FREE), on(day, "tq_free_beds", 30, FREE),
        )
    ]  # fmt: skip
    days = [TODAY - timedelta(days=back) for back in range(24, 0, -1)]
    cases = [
        observed(4.0 * 2 ** (number / 6)) | {"indicator_code": "tq_new_cases", "frequency": "day", "period": f"{day}",
                                             "breakdown": "disease=dengue"}
        for number, day in enumerate(days)
    ]  # fmt: skip
    entries = (facility("BV-01", "Bệnh viện Đầy"), facility("BV-02", "Bệnh viện Trống", longitude=105.1), outbreak)
    deliver(store, "lists", entries=entries, simulated=True)
    deliver(store, "beds", *beds, *cases, on=datetime(2026, 3, 20))
    versions.publish(store, "thử")
    return page("y_te")


def said(room: ModuleType, **params: str) -> str:
    return words(main(room.layout(**params)))


def test_the_room_tells_who_is_overloaded_when_beds_run_out_and_who_has_room(room: ModuleType) -> None:
    told = said(room)
    assert "Bệnh viện Đầy" in told
    assert "104,0 % giường kế hoạch" in told
    assert "94,5 % giường thực kê" in told
    assert "đã đầy và vẫn tăng 2,5 người bệnh mỗi ngày" in told
    assert "Ai nhận được người bệnh của Bệnh viện Đầy?" in told
    assert "10,3 km · còn 30 giường · 70,0 %" in told


def test_a_smaller_radius_finds_nobody(room: ModuleType) -> None:
    told = said(room, km="20", **{"co-so": FREE})
    assert "Không cơ sở nào trong 20 km đủ điều kiện nhận" in told


def test_an_epidemic_has_its_doubling_time_and_a_signal_that_declares_nothing(room: ModuleType) -> None:
    told = said(room)
    assert "Sốt xuất huyết Dengue: đang tăng hay giảm?" in told
    assert "6,0 ngày" in told
    assert "Tín hiệu: tăng gấp đôi trong dưới 7 ngày" in told
    assert "không tính: chưa có khoảng thế hệ có nguồn" in told
    assert "công bố dịch là việc của cấp có thẩm quyền" in told


def test_points_have_the_shape_of_their_band_and_the_worst_lie_on_top(room: ModuleType) -> None:
    found = json.loads(json.dumps(_store(room.layout(), "health-points")))
    assert [(one["sign"], one["lines"][0]) for one in found] == [
        ("green", "Bệnh viện Trống"),
        ("red", "Bệnh viện Đầy"),
    ]


def test_a_link_that_names_nothing_known_says_so(room: ModuleType) -> None:
    assert "Không có «pest» ở đây" in said(room, benh="pest")


def test_an_english_reader_gets_english_words(room: ModuleType, app: Dash) -> None:
    with app.server.test_request_context("/y-te", headers={"Cookie": "chiso_lang=en"}):
        assert "Who could take patients of" in said(room)


def test_a_province_without_facilities_says_what_is_awaited(room: ModuleType) -> None:
    assert "Chưa có danh sách cơ sở y tế của Tỉnh Cao Bằng" in said(room, bo="cao-bang")


def test_the_indicators_of_the_annex_are_behind_the_room(room: ModuleType) -> None:
    told = said(room, **{"chi-so": "tq_bed_occupancy"})
    assert "Về phòng Y tế" in told


def _store(made: Any, wanted: str) -> Any:
    return next(one.data for one in parts(made) if getattr(one, "id", None) == wanted)


def test_without_tests_of_a_disease_no_share_is_worked_out(room: ModuleType) -> None:
    assert "không tính: chưa có số xét nghiệm của bệnh này" in said(room)


def test_tests_recovered_and_severe_stand_beside_the_cases_and_say_of_which_disease(
    room: ModuleType, store: Path
) -> None:
    province = {"area": "08", "breakdown": "disease=dengue"}
    rows = [on(day, "tq_tests_done", 100.0, **province) for day in range(10, 17)]
    rows += [on(day, "tq_recovered_cases", 9.0, "08") for day in range(10, 17)]
    rows.append(on(18, "tq_severe_cases", 3.0, "08"))
    deliver(store, "tests", *rows, on=datetime(2026, 3, 20, 1))
    versions.publish(store, "thử")
    told = said(room)
    assert "Xét nghiệm trong 7 ngày đủ số 700 (ngày 16/03/2026)" in told
    assert "Hồi phục trong 7 ngày đủ số (mọi bệnh) 63" in told
    assert "Ca nặng, nguy kịch (mọi bệnh) 3 (ngày 18/03/2026)" in told
    week = sum(4.0 * 2 ** (number / 6) for number in range(14, 21))
    assert f"Ca mới trên 100 xét nghiệm {week / 7:.1f}".replace(".", ",") + " %" in told


def test_communes_can_be_coloured_by_full_vaccination(room: ModuleType, store: Path) -> None:
    week = {"frequency": "week", "period": "2026-W11", "area_code": "00691", "breakdown": "total"}
    rows = [observed(value) | week | {"indicator_code": code}
            for code, value in (("tq_vaccine_coverage", 91.0), ("tq_full_vaccination", 83.5))]  # fmt: skip
    deliver(store, "vaccines", *rows, on=datetime(2026, 3, 20, 1))
    versions.publish(store, "thử")
    assert _store(room.layout(lop="full_coverage"), "health-values")["values"] == {"00691": 83.5}
    assert _store(room.layout(lop="coverage"), "health-values")["values"] == {"00691": 91.0}


def test_without_a_fresh_report_nobody_is_called_free_of_overload(
    room: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=9))
    told = said(room)
    assert "Chưa xếp loại được cơ sở nào" in told
    assert "Không cơ sở nào từ" not in told


def test_an_earlier_day_shows_what_was_known_then_and_says_so(
    room: ModuleType, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = [on(day, "tq_bed_occupancy", 55.0) for day in range(17, 20)]
    deliver(store, "later", *later, on=datetime(2026, 3, 21))
    versions.publish(store, "thử")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 21))
    now, then = said(room), said(room, **{"biet-den": "2026-03-20"})
    assert "Đang xem số liệu như đã biết đến hết ngày 20/03/2026" in then
    assert "Đang xem số liệu như đã biết" not in now
    assert "104,0 % giường kế hoạch" in then
    assert "104,0 % giường kế hoạch" not in now


def test_a_day_before_anything_was_known_is_told_and_not_followed(room: ModuleType) -> None:
    told = said(room, **{"biet-den": "2020-01-01"})
    assert "2020-01-01" in told
    assert "Đang xem số liệu như đã biết" not in told


@pytest.mark.parametrize(("target", "row"), [("health-map", "Phường Hà Giang 2"), ("health-curve", date(2026, 3, 19))])
def test_the_numbers_behind_the_map_and_the_curve_are_handed_out(room: ModuleType, target: str, row: object) -> None:
    csv, xlsx = (room.take_away({"target": target, "what": what}, "?lop=incidence") for what in ("csv", "xlsx"))
    assert (csv["filename"][-14:], xlsx["filename"][-15:]) == ("2026-03-20.csv", "2026-03-20.xlsx")
    told = base64.b64decode(csv["content"]).decode("utf-8-sig")
    assert (f"{row:%d/%m/%Y}," if isinstance(row, date) else f"{row},") in told
    assert "Số liệu đến: 19/03/2026" in told
    rows = openpyxl.load_workbook(io.BytesIO(base64.b64decode(xlsx["content"]))).active.values
    cells = [cell.date() if isinstance(cell, datetime) else cell for line in rows for cell in line]
    assert row in cells


def test_what_is_shown_can_be_added_to_a_briefing(room: ModuleType) -> None:
    found = [one for one in links(main(room.layout(lop="incidence"))) if one.startswith("/bao-cao?")]
    assert found == [
        "/bao-cao?them=hospitals.map&lop=incidence&benh=dengue",
        "/bao-cao?them=hospitals.chart&lop=incidence&benh=dengue",
        "/bao-cao?them=hospitals.table",
    ]
