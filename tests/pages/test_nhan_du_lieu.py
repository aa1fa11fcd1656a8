"""The page of a file tells all that it feeds: indicators, lists, bulletins, readings, scores, alerts, briefings."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

from data import versions
from data.alerts import running
from data.alerts.rules import AlertRule
from data.answers import NumberKey
from data.state import briefings
from data.state import store as state
from data.state.briefings import Job
from data.state.journal import Person
from geo import boundaries
from loaders import delivery as shelf
from loaders.pipeline import read_delivery
from tests.pages.reading import links, main, words
from tests.shelf import PROVINCE, REVENUE, deliver, listed, observed, reading

DAY, WHO = date(2026, 3, 2), Person("Nguyễn Văn A")
BULLETIN = (
    "event,issued_at,issuing_body,area_level,area_name,measure,value,source,note\n"
    "lu-2026,2026-03-02 06:00,Ban Chỉ huy,province,Tuyên Quang,dead,9,Bản tin,\n"
    "lu-2026,2026-03-02 09:30,Ban Chỉ huy,commune,Xã Đồng Văn,dead,9,Bản tin,\n"
)
FEED = "station_code,observed_at,rain_mm,water_level_m\nKT1,2026-03-02 05:00,1,2.5\nKT1,2026-03-02 06:00,3,\n"
ON_TIME, DONG_VAN, LUNG_CU = "tq_tthc_on_time_rate", "00721", "00715"
RULE = AlertRule("dung-han", "Đúng hạn dưới 90 %", "threshold", ON_TIME, limit=90, severity="critical")


def sent(home: Path, layout: str, content: str) -> str:
    """Keeps a file of a layout; the id of its delivery."""
    (path := home / f"{layout}.csv").write_text(content, encoding="utf-8")
    read = read_delivery(path, layout, province=PROVINCE, as_of=DAY, received_at=datetime(2026, 3, 2, 7))
    assert read.rows_refused == 0, list(read.refusals["reason"])
    shelf.keep(read, home)
    path.unlink()
    return read.delivery_id


def issued(code: str, key: NumberKey, file: str) -> None:
    """A briefing whose appendix names a file for a number."""
    job = Job(1, 1, {}, DAY, WHO, 1)
    told = {"province_code": PROVINCE, "title": f"Báo cáo {code}", "version": "v", "known_at": datetime(2026, 3, 20)}
    with state.writing() as conn:
        briefings.issue(conn, job, {"code": code, "content": {"origins": [{"key": key.text(), "file": file}]}} | told)


def test_a_table_leads_to_its_indicators_communes_alerts_and_briefings(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    rows = {DONG_VAN: 71, LUNG_CU: 95}
    told = [observed(value, indicator_code=ON_TIME, area_code=code) for code, value in rows.items()]
    deliver(store, "first", *told)
    deliver(store, "other", observed(5.0, "2026-02"))
    versions.publish(store, "thử")
    with reading(store) as conn:
        running.run(conn, [RULE], date(2026, 3, 20))
    number = NumberKey(ON_TIME, DONG_VAN, "2026-01", "actual")
    issued("AAAA-AAAA-AAAA", number, "first.xlsx (Biểu 1, ô C7)")
    issued("BBBB-BBBB-BBBB", number, "sau.xlsx (Biểu 1, ô C7)")
    shown = main(page("nhan_du_lieu").layout(lan="first"))
    assert any(f"chi-so={ON_TIME}&ky=2026-01" in one for one in links(shown))
    assert {f"/xa/{code}" for code in rows} <= set(links(shown))
    assert "Cảnh báo dựa trên tệp này (1)" in words(shown)
    assert "Đúng hạn dưới 90 %: Xã Đồng Văn" in words(shown)
    assert any(one.startswith("/canh-bao?tinh=08&mo=") for one in links(shown))
    assert "/kiem-tra/AAAA-AAAA-AAAA" in links(shown)
    assert "/kiem-tra/BBBB-BBBB-BBBB" not in links(shown)
    other = main(page("nhan_du_lieu").layout(lan="other"))
    assert "Không có cảnh báo nào dựa trên số của tệp này." in words(other)
    assert "Chưa có báo cáo nào dùng số của tệp này." in words(other)


def test_an_alert_on_a_sum_rests_on_every_file_that_was_added_up(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    months, both = {"january": "2026-01", "february": "2026-02"}, (DONG_VAN, LUNG_CU)
    for name, month in months.items():
        deliver(store, name, *(observed(1.0, month, area_code=code) for code in both))
    planned = [observed(50.0, "2026", area_code=code, measure="plan", basis="hdnd_tinh") for code in both]
    deliver(store, "plan", *planned)
    deliver(store, "last year", observed(1.0, "2025-12", area_code=DONG_VAN))
    deliver(store, "other", observed(9.0, indicator_code=ON_TIME, area_code=DONG_VAN))
    versions.publish(store, "thử")
    with reading(store) as conn:
        running.run(conn, [AlertRule("thu", "Thu chậm", "pace", REVENUE, area="province")], date(2026, 3, 20))
    rests = {
        name: "Cảnh báo dựa trên tệp này (1)" in words(main(page("nhan_du_lieu").layout(lan=name)))
        for name in (*months, "plan", "last year", "other")
    }
    assert rests == {"january": True, "february": True, "plan": True, "last year": False, "other": False}


def test_lists_bulletins_and_readings_lead_to_the_pages_that_show_them(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    deliver(store, "list", entries=(listed("P-1"), listed("P-2", area_code=DONG_VAN)))
    bulletin, feed = sent(store, "disaster-bulletins", BULLETIN), sent(store, "station-readings", FEED)
    versions.publish(store, "thử")
    shown = {lan: main(page("nhan_du_lieu").layout(lan=lan)) for lan in ("list", bulletin, feed)}
    assert "Phản ánh, kiến nghị, khiếu nại, tố cáo" in words(shown["list"])
    assert any("chi-so=" in one for one in links(shown["list"]))
    assert f"/xa/{DONG_VAN}" in links(shown["list"])
    assert "/khan-cap?tinh=08&su-kien=lu-2026" in links(shown[bulletin])
    assert "06:00 02/03/2026 – 09:30 02/03/2026" in words(shown[bulletin])
    assert "Số đo của trạm: mưa giờ" in words(shown[feed])
    assert "Số đo của trạm: mực nước" in words(shown[feed])
    assert "05:00 02/03/2026 – 06:00 02/03/2026" in words(shown[feed])


def test_the_boundaries_that_maps_are_drawn_from_say_their_file_and_lead_to_the_maps(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    deliver(store, "first", observed(1.0))
    versions.publish(store, "thử")
    shown = main(page("nhan_du_lieu").layout())
    shapes = boundaries.boundary_set(PROVINCE, store)
    assert shapes.version in words(shown)
    assert shapes.source in words(shown)
    assert "/ban-do?tinh=08" in links(shown)


def test_an_old_file_is_found_by_its_id_and_an_unknown_one_is_told(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    deliver(store, "first", observed(1.0), province_code="04")
    versions.publish(store, "thử")
    assert "first.xlsx" in words(main(page("nhan_du_lieu").layout(lan="first", tinh="08")))
    assert "Không có lần gửi nào mang mã «none»" in words(main(page("nhan_du_lieu").layout(lan="none")))
