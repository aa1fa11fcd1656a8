"""The room of administrative procedures on the real captures: the portal's figures, and what is awaited."""

import base64
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pandas as pd
import pytest
from dash import Dash

from components import directives, tthc
from data import about, clock, versions
from loaders.delivery import keep
from loaders.pipeline import read_delivery
from tests import samples
from tests.components.reading import ids
from tests.loaders.forms import II06A, PAYMENT, form
from tests.pages.reading import links, main, part, words

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def room(captured: Path, store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    shutil.copytree(captured, store)
    return page("tthc")


def told(room: ModuleType, **params: str) -> str:
    return words(main(room.layout(**params)))


def test_the_headline_is_the_portals_total_with_rank_loss_and_unverified_band(room: ModuleType) -> None:
    found = told(room, tinh="15")
    assert "61,72" in found
    assert "hạng 23/34" in found
    assert "Mất 38,28 điểm" in found
    assert "Trung bình (chưa xác minh)" in found
    assert "Mất 12,82 điểm" in found  # digitisation


def test_parts_of_a_component_stand_with_their_counts_and_the_portal_beside_ours(room: ModuleType) -> None:
    found = told(room, tinh="15", muc="MDSH")
    assert "Số hóa hồ sơ: mất điểm ở đâu?" in found
    assert "54.607 / 280.591 = 19,5 %" in found
    assert "đã giải thích 6,02 điểm; còn 0,43 điểm" in found
    assert "chưa xác lập cách tính, giữ điểm của Cổng" in found
    assert "không khớp" not in found


def test_a_point_of_progress_costs_14030_dossiers_and_a_target_gives_a_way(room: ModuleType) -> None:
    found = told(room, tinh="15", dich="63")
    assert "14.030 hồ sơ" in found
    assert "Cách ít việc nhất để đạt 63,00 điểm" in found
    assert "1. TTHC công bố đúng hạn 15 thủ tục" in found


def test_a_commune_shows_a_break_and_no_movement_across_it(room: ModuleType) -> None:
    found = told(room, tinh="52", **{"don-vi": "21994", "muc": "MDHL"})
    assert "hạng 1/135" in found
    assert "cách tính đã đổi từ 26/09/2026" in found
    assert "+0,13 so với 24/09/2026" in found  # payment is scored as before
    assert "lần lấy này không có tử số, mẫu số của Xã Vân Canh" in found


def test_the_map_has_every_commune_that_matches_and_names_those_that_do_not(room: ModuleType) -> None:
    tree = main(room.layout(tinh="52"))
    values = part(tree, "tthc-values").data
    assert len(values["values"]) == 133
    assert values["values"]["21994"] == 75.34
    assert "2 đơn vị chưa khớp xã trên bản đồ, chờ người xác nhận: Xã Albá, Xã Ia Chía" in words(tree)


def test_an_earlier_capture_can_be_opened(room: ModuleType) -> None:
    found = told(room, tinh="52", **{"don-vi": "21994", "ngay": "2026-09-24"})
    assert "75,70" in found
    assert "Vượt tối đa 0,10 điểm" in found


def test_an_unknown_province_in_a_link_is_told(room: ModuleType) -> None:
    assert "Không có «99» ở đây" in told(room, tinh="99", bo="tuyen-quang")


def test_what_a_link_asks_for_in_vain_is_told(room: ModuleType) -> None:
    found = told(room, tinh="52", **{"don-vi": HOSTILE, "ngay": "2020-01-01", "muc": "NOTHING", "dich": "x"})
    assert [f"Không có «{asked}» ở đây" in found for asked in (HOSTILE, "2020-01-01", "NOTHING", "x")] == [True] * 4
    assert "66,23" in found


@pytest.mark.parametrize("filled", [True, False])
def test_without_a_capture_the_page_says_what_is_awaited_and_has_all_its_parts(
    store: Path, page: Callable[[str], ModuleType], filled: bool
) -> None:
    if filled:
        versions.publish(store, "thử")
    tree = main(page("tthc").layout(bo="tuyen-quang"))
    assert "Chưa có lần lấy điểm nào của Tỉnh Tuyên Quang" in words(tree)
    assert "Các chỉ số thủ tục hành chính của bộ chỉ số (18)" in words(tree)
    assert {f"tthc-{end}" for end, _ in tthc.PLACES.values()} <= set(map(str, ids(tree)))


def test_a_choice_redraws_every_part(room: ModuleType) -> None:
    drawn = dict(zip(tthc.PLACES, room.redraw("52", "21994", "2026-10-10", "TTTT", None), strict=True))
    assert drawn["values"]["values"]["21994"] == 7.34
    assert drawn["detail_title"] == "Thanh toán trực tuyến: mất điểm ở đâu?"


def test_the_source_of_a_score_names_file_and_row(room: ModuleType) -> None:
    hidden, body = room.tell_source({"key": "H38|2026-10-10|TDGQ"})
    assert not hidden
    assert "province_metrics_2026-10-10.csv" in words(body) or "provinces_2026-10-10.csv" in words(body)
    assert "260.099 / 280.591 (hồ sơ đúng hạn / hồ sơ tiếp nhận)" in words(body)


def test_a_task_is_given_about_a_score_and_leads_back_to_it(
    room: ModuleType, page: Callable[[str], ModuleType]
) -> None:
    key = "H21.227|2026-10-10|TTTT"
    _, body = room.tell_source({"key": key})
    (way,) = (href for one in body for href in links(one) if href.startswith("/giao-viec"))
    tasks = page("giao_viec")
    origin = tasks._origin(parse_qs(urlsplit(way).query)["so"][0], [], "", about.about())
    (number,) = origin.numbers
    assert (origin.province_code, origin.area_code, origin.title) == ("52", "21994", "Thanh toán trực tuyến")
    assert (number.value, number.unit, number.period) == (7.34, "điểm", "2026-10-10")
    told = words(main(tasks.layout(so=key)))
    assert f"7,34 điểm · {number.area_name}" in told
    given = {"origin": "number", "origin_key": key, "indicator_code": "", "province_code": "52"}
    back = directives.way_back(given, "vi")
    assert links(back) == [f"/tthc?{urlencode({'tinh': '52', 'nguon': key})}"]


def test_the_captures_of_the_trend_are_handed_out_and_a_table_has_no_picture(room: ModuleType) -> None:
    sent = room.take_away({"target": "tthc-trend-graph", "what": "csv"}, "52", "21994", "2026-10-10", "TTTT", None)
    told = base64.b64decode(sent["content"]).decode("utf-8-sig")
    assert told.splitlines()[-2:] == ["24/09/2026,7.21", "10/10/2026,7.34"]
    drawn = dict(zip(tthc.PLACES, room.redraw("52", "21994", "2026-10-10", "TTTT", None), strict=True))
    assert "SVG" in words(drawn["map_exports"])
    assert "SVG" in words(drawn["trend_exports"])
    assert "SVG" not in words(drawn["detail_exports"])
    assert links(drawn["trend_exports"]) == ["/bao-cao?them=procedures.chart&don-vi=21994&muc=TTTT"]


@pytest.mark.parametrize("key", ["", "x", "H38|ngày|TDGQ", "H38|2026-10-10|NOTHING"])
def test_a_source_that_means_nothing_opens_no_panel(room: ModuleType, key: str) -> None:
    assert room.tell_source({"key": key})[0] is True


@pytest.mark.parametrize(
    ("target", "line"),
    [("tthc-map", "21994,Xã Vân Canh,H21.227,75.34"), ("tthc-detail-panel", "Tổng điểm,,,66.23,100.0")],
)
def test_tables_leave_with_their_source(room: ModuleType, target: str, line: str) -> None:
    sent: dict[str, Any] = room.take_away({"what": "csv", "target": target}, "52", "", "2026-10-10", "total", None)
    text = base64.b64decode(sent["content"]).decode("utf-8-sig")
    assert line in text
    assert "Nguồn: Cổng Dịch vụ công quốc gia" in text


def test_the_address_of_the_group_leads_here_and_its_indicators_stay_reachable(room: ModuleType, app: Dash) -> None:
    answer = app.server.test_client().get("/nhom/tthc")
    assert answer.status_code in (301, 302)
    assert answer.headers["Location"].endswith("/tthc")
    tree = main(room.layout(**{"bo": "tuyen-quang", "chi-so": "tq_tthc_received"}))
    assert "Về điểm 766" in words(tree)
    assert "/tthc" in links(tree)


def test_communes_are_not_ranked_by_what_they_inherit(room: ModuleType) -> None:
    found = told(room, tinh="52", **{"don-vi": "21994", "muc": "CKMB"})
    assert "thừa hưởng của tỉnh, không xếp hạng" in found
    assert "không dùng để so các xã với nhau" in found


def test_forms_about_dossiers_stand_beside_the_scores_with_their_sums_checked(
    captured: Path, store: Path, page: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    shutil.copytree(captured, store)
    body = [["", "Tổng cộng", 111, 65, 23, 22, 88, 48, 36, 4, 22, 17, 5]]
    paid = [["", "", "Toàn tỉnh", 240, 150, "62.50%", "37.50%"]]
    keep(read_delivery(form(tmp_path / "ii06a.xlsx", II06A, 11, body), province="52"), store)
    keep(read_delivery(form(tmp_path / "tt.xlsx", PAYMENT, 6, paid), province="52", period="2026-08"), store)
    versions.publish(store, "thử")
    found = told(page("tthc"), tinh="52")
    assert "Biểu II.06a/VPCP/KSTT, Tháng 9/2026" in found
    assert "Đang giải quyết: 22 · đang giải quyết trong hạn 17 (77,3 %)" in found
    assert "Tiếp nhận ghi 111, các phần cộng lại 110." in found
    assert "Biểu thanh toán trực tuyến, Tháng 8/2026" in found
    assert "đã thanh toán trực tuyến 150 (62,5 %)" in found


def test_a_capture_without_a_total_gives_everything_else(
    store: Path, page: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    for path in sorted(samples.FOLDER.glob("province*.csv")):
        told_by_portal = pd.read_csv(path, dtype="str")
        if "total_score" in told_by_portal:
            told_by_portal = told_by_portal.assign(total_score="")
        told_by_portal.to_csv(tmp_path / path.name, index=False)
        keep(read_delivery(tmp_path / path.name, province="52"), store)
    versions.publish(store, "thử")
    room = page("tthc")
    found = told(room, tinh="15")
    assert "Mất 12,82 điểm" in found  # digitisation
    assert "hạng 23/34" not in found
    sent = room.take_away({"what": "csv", "target": "tthc-detail-panel"}, "15", "", "2026-10-10", "total", None)
    assert "54607" in base64.b64decode(sent["content"]).decode("utf-8-sig")


def test_an_earlier_day_shows_the_scores_that_were_known_then(
    room: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 1, 1))
    then = told(room, tinh="52", **{"don-vi": "21994", "biet-den": "2026-09-30"})
    assert "Đang xem số liệu như đã biết đến hết ngày 30/09/2026" in then
    assert "75,70" in then
    assert "Đang xem số liệu như đã biết" not in told(room, tinh="52", **{"don-vi": "21994"})


def test_a_day_before_anything_was_known_is_told(room: ModuleType) -> None:
    found = told(room, tinh="52", **{"biet-den": "2020-01-01"})
    assert "Không có «2020-01-01» ở đây" in found
    assert "Đang xem số liệu như đã biết" not in found
