"""The panel of a figure of a bulletin and of an hour of a station: what was said of it before, when, in what doubt."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from data import deliveries, engine, versions
from data.directives import origins
from data.directives.origins import OriginError
from data.keys import CellKey, MadeKey, ReadingsKey
from loaders import delivery as shelf
from loaders.pipeline import read_delivery
from pages import _sources
from tests.components.reading import text
from tests.pages.reading import links

HEAD = "event,issued_at,issuing_body,area_level,area_name,measure,value,source,note\n"
TOLD = "lu-2026,2026-03-02 06:00,Ban Chỉ huy,province,Tuyên Quang,{item},{value},Bản tin,\n"
DAY = date(2026, 3, 2)
RAIN = ReadingsKey("08", "KT08001", "rain", "2026-03-02T06", 1)


def bulletin(**figures: int) -> str:
    return HEAD + "".join(TOLD.format(item=item, value=value) for item, value in figures.items())


def feed(*rain: float) -> str:
    """Hours from five o'clock on; the water stands in the same rows."""
    rows = (f"KT08001,Trạm Hà Giang,2026-03-02 {5 + n:02d}:00,{mm},2.5\n" for n, mm in enumerate(rain))
    return "station_code,station_name,observed_at,rain_mm,water_level_m\n" + "".join(rows)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bulletin and a feed of a station, each sent again a few hours later with another number."""
    root, sent = tmp_path_factory.mktemp("kho"), tmp_path_factory.mktemp("gui")
    files = [
        ("disaster-bulletins", bulletin(dead=9, missing=3, dead_or_missing=15), datetime(2026, 3, 2, 7)),
        ("disaster-bulletins", bulletin(dead_or_missing=12, dead=9, missing=3), datetime(2026, 3, 2, 9, 30)),
        ("station-readings", feed(1.0, 40.0), datetime(2026, 3, 2, 7, 5)),
        ("station-readings", feed(1.0, 42.5, 0.0), datetime(2026, 3, 2, 8, 5)),
    ]
    for number, (layout, told, received) in enumerate(files):
        (path := sent / f"{layout}-{number}.csv").write_text(told, encoding="utf-8")
        read = read_delivery(path, layout, province="08", as_of=DAY, received_at=received)
        assert read.rows_refused == 0, list(read.refusals["reason"])
        shelf.keep(read, root)
    versions.publish(root, "thử")
    return root


@pytest.fixture(autouse=True)
def use(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(home))


def panel(key: CellKey | ReadingsKey | MadeKey) -> str:
    """What the panel of a key says."""
    hidden, body = _sources.tell_source({"key": key.text()}, "08")
    assert not hidden
    return text(body)


def cell(file: str, place: str) -> CellKey:
    with engine.connect() as conn:
        sent = deliveries.newest(conn, "08").set_index("file_name")["delivery_id"]
    return CellKey(str(sent[file]), "", place)


def test_a_corrected_figure_tells_what_was_said_before_when_and_what_was_remarked_on_it() -> None:
    told = panel(cell("disaster-bulletins-1.csv", "row 2"))
    assert "Tuyên Quang, người chết, mất tích, bản tin 06:00 02/03/2026 của Ban Chỉ huy 12 người" in told
    assert "02/03/2026 09:30 từ 15 người thành 12 người (disaster-bulletins-1.csv, dòng 2)" in told
    assert "Nhận xét về số cũ: Tuyên Quang lúc 02/03/2026 06:00: 9 chết + 3 mất tích khác 15 đã ghi." in told
    assert "Nghi ngờ" not in told  # the doubt was about the other word
    assert "Chưa sửa đổi lần nào." in panel(cell("disaster-bulletins-1.csv", "row 3"))


def test_a_figure_that_was_replaced_says_by_what() -> None:
    told = panel(cell("disaster-bulletins-0.csv", "row 4"))
    assert "15 người số chính thức" in told
    assert "Nghi ngờ: Tuyên Quang lúc 02/03/2026 06:00: 9 chết + 3 mất tích khác 15 đã ghi." in told
    assert "Số này đã được thay bằng 12 người (disaster-bulletins-1.csv, dòng 2, nhận 02/03/2026 09:30)." in told


def test_a_task_is_given_about_a_figure_of_a_bulletin() -> None:
    key = cell("disaster-bulletins-1.csv", "row 2")
    with engine.connect() as conn:
        origin = origins.of_number(conn, key.text())
        (number,) = origin.numbers
        assert (origin.title, origin.province_code, number.value, number.unit) == (
            "Người chết, mất tích",
            "08",
            12,
            "người",
        )
        with pytest.raises(OriginError, match="Chưa có số liệu ở đây"):
            origins.of_number(conn, CellKey("0" * 16, "", "row 3").text())
    hidden, body = _sources.tell_source({"key": key.text()}, "08")
    assert not hidden
    assert any(href.startswith("/giao-viec?so=%21") for one in body for href in links(one))


def test_an_hour_of_a_station_is_one_number_of_its_row_and_tells_how_it_was_corrected() -> None:
    told = panel(RAIN)
    assert "KT08001, mưa giờ, 06:00 02/03/2026 42,5 mm" in told
    assert "02/03/2026 08:05 từ 40 mm thành 42,5 mm (station-readings-3.csv, dòng 3)" in told
    assert "Mã băm SHA-256" in told
    assert "Chưa sửa đổi lần nào." in panel(replace(RAIN, quantity="water_level"))


def test_a_sum_marks_the_parts_that_were_corrected_and_each_leads_to_its_own_hour() -> None:
    told = panel(MadeKey("rain", (replace(RAIN, until="2026-03-02T07", hours=3),)))
    assert told.count("trước đó") == 1
    assert "station-readings-3.csv, dòng 3, trước đó 40 mm" in told
    figures = MadeKey("summed_figures", (cell("disaster-bulletins-1.csv", "row 2"),))
    assert "disaster-bulletins-1.csv, dòng 2, trước đó 15 người" in panel(figures)


def test_what_is_not_there_is_said_and_never_a_fault() -> None:
    assert "Chưa chọn con số nào." in panel(replace(RAIN, until="2026-03-05T07"))
    assert "station-readings-3.csv, dòng 3" in panel(cell("station-readings-3.csv", "row 3"))  # rain and water
    assert "Chưa chọn con số nào." in panel(CellKey("0" * 16, "", "row 3"))
