"""The room of emergencies: the two real storms bulletin by bulletin, and a duty officer's way from level to log."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document
from plotly.utils import PlotlyJSONEncoder

from components import emergency, emergency_log, emergency_places
from data import bulletins, clock, emergency_view, engine, versions
from data.emergency_answers import PROPOSED, EmergencyView
from data.playbooks import of_kind
from data.state import events, store
from data.state.journal import Person
from exports import event_log
from geo import areas
from loaders import delivery as shelf
from loaders.demo import storm
from loaders.pipeline import read_delivery

TODAY = date(2026, 9, 30)
NOW = datetime.combine(TODAY, time(18, 30))
DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's storm over Lào Cai, and the real bulletins."""
    root = tmp_path_factory.mktemp("kho")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(root))
        for sent in storm.write("15", TODAY, 1, tmp_path_factory.mktemp("gui")):
            read = read_delivery(sent.path, sent.layout, province="15", as_of=sent.as_of, simulated=sent.simulated)
            assert read.rows_refused == 0, list(read.refusals["reason"])
            shelf.keep(read, root)
        versions.publish(root, "thử")
        storm.open_events("15", TODAY)
    return root


@pytest.fixture(autouse=True)
def use(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(home))
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)


def words(node: object) -> str:
    """Everything that is sent to the browser."""
    return json.dumps(node, cls=PlotlyJSONEncoder, ensure_ascii=False)


def seen(home: Path, event: str, **more: str) -> EmergencyView:
    with engine.connect() as conn, store.reading() as state:
        ask = emergency_view.understand(conn, state, {"su-kien": event} | more, "15", now=NOW)
        return emergency_view.view(conn, state, ask, home, now=NOW)


def test_yagi_replays_exactly_with_its_fall(home: Path) -> None:
    view = seen(home, "yagi-2024")
    total = bulletins.totals(view.figures, "Lào Cai")["dead_or_missing"].tolist()
    assert total == [66, 155, 177, 179, 179, 172]
    district = bulletins.totals(view.figures, "Bảo Yên", "district")["dead_or_missing"].tolist()
    assert district == [20, 109, 109, 110, 110, 103]
    assert (
        words(emergency.parts(view)["bulletins"]).count("▼7") == 3
    )  # dead or missing twice, the missing of Lào Cai once


def test_bualoi_keeps_what_two_bodies_said_and_shows_the_difference(home: Path) -> None:
    with engine.connect() as conn:
        found = bulletins.figures(conn, "bualoi-2025", "15", until=datetime(2025, 9, 30, 14))
    newest = bulletins.latest(found, "province").set_index("item").loc["houses_damaged"]
    assert (newest["value"], newest["issuing_body"]) == (482, "national list")
    assert (newest["other"], newest["other_body"]) == (649, "provincial list")


def test_a_closed_event_proposes_no_levels(home: Path) -> None:
    view = seen(home, "yagi-2024")
    assert view.communes.empty
    assert not view.simulated


def test_a_storm_under_way_says_which_communes_stand_at_which_level_and_why(home: Path) -> None:
    view = seen(home, storm.CODE)
    worst = view.communes.sort_values("level", na_position="first").iloc[-1]
    assert worst["level"] == 3
    why = seen(home, storm.CODE, xa=str(worst["area_code"])).why
    assert why is not None
    assert why.hazards[0].rule is not None
    assert "QĐ 18/2021" in why.hazards[0].rule.article
    assert why.hazards[0].used[0].station
    assert set(view.faults["fault"]) >= {"stuck", "silent"}


def test_what_an_officer_decides_goes_before_what_is_proposed_and_is_in_the_log(home: Path) -> None:
    code = str(seen(home, storm.CODE).communes["area_code"].iloc[0])
    with store.writing() as conn:
        about = {"province_code": "15", "event_code": storm.CODE, "area_code": code}
        events.decide(conn, DUTY, level=5, proposed=3, official=None, reason="Vỡ đập", **about)
    view = seen(home, storm.CODE)
    assert view.communes.set_index("area_code").loc[code, "level"] == 5
    made = event_log.to_docx(emergency_log.event_log(view))
    cells = [cell.text for row in Document(io.BytesIO(made)).tables[0].rows for cell in row.cells]
    assert any("Vỡ đập" in cell for cell in cells)
    assert "SỐ LIỆU MÔ PHỎNG" in event_log.to_csv(emergency_log.event_log(view)).decode("utf-8-sig")


def test_an_unknown_event_in_a_link_gives_way_to_the_one_under_way_and_is_told(home: Path) -> None:
    view = seen(home, "khong-co")
    assert (view.ask.event_code, view.ask.strange) == (storm.CODE, ("khong-co",))
    assert "Không có «khong-co» ở đây" in words(emergency.parts(view)["notes"])


def test_an_unknown_province_or_commune_in_a_link_is_told_too(home: Path) -> None:
    view = seen(home, storm.CODE, tinh="99", xa="99999")
    assert (view.ask.area_code, view.ask.strange) == ("", ("99", "99999"))
    assert "Không có «99999» ở đây" in words(emergency.parts(view)["notes"])


def test_old_readings_make_their_layers_late(home: Path) -> None:
    assert not seen(home, storm.CODE).layers["rain"].is_late
    with engine.connect() as conn, store.reading() as state:
        ask = emergency_view.understand(conn, state, {"su-kien": storm.CODE}, "15")
        later = emergency_view.view(conn, state, ask, home, now=datetime(2026, 10, 1, 12))
    assert later.layers["rain"].is_late


def test_the_page_is_there_at_first_paint(page: Callable[[str], ModuleType], home: Path) -> None:
    shown = words(page("khan_cap").layout(tinh="15"))
    assert "Bão mô phỏng" in shown
    assert "Kịch bản điều hành" in shown
    assert clock.today() >= TODAY


@pytest.mark.parametrize("hour", ["0001-01-01T00", "9999-12-31T23", "1900-01-01T00", "2026-10-01T00", "hôm qua"])
def test_an_hour_that_cannot_be_is_told_and_the_newest_shown(home: Path, hour: str) -> None:
    view = seen(home, storm.CODE, luc=hour)
    assert (view.ask.hour, view.ask.strange) == (None, (hour,))
    assert view.communes["proposed"].max() == 3


def test_an_hour_before_the_first_reading_proposes_nothing(home: Path) -> None:
    view = seen(home, storm.CODE, luc="2020-01-01T07", mau=PROPOSED)
    assert view.communes["rain_24h_mm"].isna().all()
    assert view.communes["open"].all()
    assert emergency.parts(view)["values"]["message"] == "Chưa nhận số liệu trạm đo nào: không đề xuất được cấp."


def test_an_event_without_any_station_still_has_its_communes_and_what_people_decide(home: Path) -> None:
    """A fire in a province that sends no readings: nothing is proposed, nothing is called clear, and one may act."""
    with store.writing() as conn:
        events.open_event(
            conn, DUTY, province_code="08", event_code="chay-rung", kind="fire", name="Cháy", state="active"
        )
    view = of_province("08", home)
    assert len(view.communes) == 124
    assert view.communes["level"].isna().all()
    made = emergency.parts(view)
    assert "Chưa nhận số liệu trạm đo" in made["values"]["message"]
    assert "Không đề xuất" not in words(made)
    code = str(view.communes["area_code"].iloc[5])
    with store.writing() as conn:
        about = {"province_code": "08", "event_code": "chay-rung", "area_code": code}
        events.decide(conn, DUTY, level=2, proposed=None, official=None, reason="Lửa gần khu dân cư", **about)
    made = emergency.parts(of_province("08", home, xa=code))
    assert (made["values"]["values"], made["values"]["absent"]) == ({code: 2.0}, {"missing": 123})
    assert "Lửa gần khu dân cư" in words(made["why"])
    assert "mưa 24 giờ" in words(made["why"])


def of_province(province: str, home: Path, **more: str) -> EmergencyView:
    with engine.connect() as conn, store.reading() as state:
        ask = emergency_view.understand(conn, state, more, province)
        return emergency_view.view(conn, state, ask, home, now=NOW)


def test_what_is_decided_is_kept_beside_what_was_proposed_then(page: Callable[[str], ModuleType], home: Path) -> None:
    room = page("khan_cap")
    named = room.look({"su-kien": storm.CODE}, "15").communes
    code = str(named.sort_values("proposed", na_position="first")["area_code"].iloc[-1])
    asked = {"tinh": "15", "su-kien": storm.CODE, "luc": "", "xa": code}
    room._decided(DUTY, asked, "4", "Dự báo còn mưa")
    with store.reading() as state:
        kept = events.decisions(state, "15", storm.CODE).iloc[-1]
    assert kept[["area_code", "level", "proposed", "decided_by"]].tolist() == [code, 4, 3, DUTY.name]
    with pytest.raises(events.EventError, match="tải lại trang"):
        room._decided(DUTY, asked | {"su-kien": "yagi-2024"}, "4", "Sự kiện cũ")


def test_a_state_database_that_cannot_be_used_is_a_sentence_on_the_page(
    page: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_STATE_URL", "mysql://x")
    assert "chỉ dùng được SQLite hoặc PostgreSQL" in words(page("khan_cap").layout(tinh="15"))


def test_communes_are_coloured_by_what_they_told_of_a_damage_and_the_silent_are_not_zero(home: Path) -> None:
    view = seen(home, storm.CODE, mau="houses_damaged")
    sheet = emergency.parts(view)["values"]
    told = view.latest[(view.latest["area_level"] == "commune") & (view.latest["item"] == "houses_damaged")]
    assert sheet["values"] == dict(zip(told["area_code"], told["value"], strict=True))
    assert sheet["absent"] == {"missing": len(view.communes) - len(told)}
    assert sheet["title"] == "Nhà bị thiệt hại (nhà)"
    assert {"value": "houses_damaged", "label": "Nhà bị thiệt hại"} in emergency.parts(view)["colour_options"]
    nobody = emergency.parts(seen(home, storm.CODE, mau="livestock"))["values"]
    assert nobody["message"] == "Chưa xã, phường nào báo gia súc, gia cầm bị chết."


def test_communes_may_be_coloured_by_the_proposal_where_somebody_decided_otherwise(home: Path) -> None:
    named = seen(home, storm.CODE).communes
    code = str(named.loc[named["proposed"] == 1, "area_code"].iloc[0])
    with store.writing() as conn:
        about = {"province_code": "15", "event_code": storm.CODE, "area_code": code}
        events.decide(conn, DUTY, level=4, proposed=1, official=None, reason="Sạt lở", **about)
    in_force = emergency.parts(seen(home, storm.CODE))["values"]["values"]
    proposed = emergency.parts(seen(home, storm.CODE, mau="proposed"))["values"]["values"]
    assert (in_force[code], proposed[code]) == (4.0, 1.0)
    assert seen(home, storm.CODE, mau="mây").ask.strange == ("mây",)


def test_a_step_draws_again_only_what_it_changes(home: Path) -> None:
    view = seen(home, storm.CODE)
    assert set(emergency.parts(view, only=emergency_places.CHANGED_BY["area"])) == {
        "why", "why_title", "contacts", "contact_options",
    }  # fmt: skip
    assert {name for own in emergency_places.CHANGED_BY.values() for name in own} <= set(emergency_places.PLACES)


def test_what_others_did_meanwhile_is_drawn_with_the_next_choice_and_own_steps_draw_no_more_than_they_change() -> None:
    def drawn(moved: str, own_steps: int = 0, **now: str) -> set[str]:
        then = {"version": "a", "steps": "4", "contacts": "1"}
        return emergency_places.changed([moved], then, then | now, own_steps)

    assert not {"tasks", "log", "contacts", "state_value"} & drawn("hour")
    assert {"tasks", "log", "contacts", "state_value", "ranked"} <= drawn("hour", steps="5")
    assert "contacts" in drawn("hour", contacts="2")
    assert set(emergency_places.PLACES) == drawn("hour", version="b")
    assert "ranked" not in drawn("task", own_steps=1, steps="5")
    assert "ranked" in drawn("task", own_steps=1, steps="6")
    assert "seen" in drawn("area")


def test_another_hour_sends_every_part_that_differs_from_that_of_the_hour_before(home: Path) -> None:
    newest = seen(home, storm.CODE)
    earlier = seen(home, storm.CODE, luc=f"{newest.hours[30]:%Y-%m-%dT%H}")
    now, then = (
        {name: json.dumps(part, cls=PlotlyJSONEncoder) for name, part in emergency.parts(view).items()}
        for view in (newest, earlier)
    )
    changed = {name for name in now if now[name] != then[name]}
    assert {"values", "layers", "ranked", "bulletins"} <= changed <= set(emergency_places.CHANGED_BY["hour"])


def test_tasks_name_whom_to_call_and_the_log_takes_the_numbers_along(home: Path) -> None:
    """In another province, so that the storm of the others stays as it is."""
    with store.writing() as conn:
        events.open_event(
            conn, DUTY, province_code="08", event_code="cuu-nan", kind="rescue", name="Cứu nạn", state="active"
        )
        book = of_kind("rescue")
        assert book is not None
        events.activate(conn, DUTY, "08", "cuu-nan", book, 2)
    before = words(emergency.parts(of_province("08", home, **{"su-kien": "cuu-nan"}))["tasks"])
    assert "Chưa có đầu mối liên hệ nào" in before
    assert "contacts.csv" in before
    code = str(areas.communes("08")["area_code"].iloc[0])
    lines = ("role,area_code,name,phone", "Công an tỉnh,08,Trực ban,0219 1", f"Chủ tịch UBND xã,{code},Bà Xã,0219 2")
    (home / "contacts.csv").write_text("\n".join(lines), encoding="utf-8")
    try:
        view = of_province("08", home, xa=code, **{"su-kien": "cuu-nan"})
    finally:
        (home / "contacts.csv").unlink()
    made = emergency.parts(view)
    assert "Trực ban · 0219 1" in words(made["tasks"])
    assert "1 đầu mối cấp xã (chọn xã để xem)" in words(made["tasks"])
    assert "chưa có đầu mối" in words(made["tasks"])
    assert "Chủ tịch UBND xã: Bà Xã · 0219 2" in words(made["why"])
    taken = event_log.to_csv(emergency_log.event_log(view)).decode("utf-8-sig")
    assert "Danh bạ theo vai" in taken
    assert "Bà Xã,0219 2" in taken


def test_a_communes_panel_shows_the_level_of_the_whole_province_and_hints_that_no_level_rests_on(home: Path) -> None:
    code = str(seen(home, storm.CODE).communes["area_code"].iloc[0])
    view = seen(home, storm.CODE, xa=code)
    assert view.official is not None
    level, whose = view.official
    panel = words(emergency.parts(view)["why"])
    assert "Bản tin chính thức, toàn tỉnh" in panel
    assert f"Cấp {level}" in panel
    assert whose in panel
    assert "Gợi ý về địa hình, địa bàn" in panel
    assert "Chưa có danh sách điểm nguy cơ của tỉnh" in panel
    assert "không cấp nào được đề xuất từ các gợi ý này" in panel


def test_the_log_calls_communes_by_their_names(home: Path) -> None:
    one = seen(home, storm.CODE).communes.iloc[3]
    with store.writing() as conn:
        about = {"province_code": "15", "event_code": storm.CODE, "area_code": str(one["area_code"])}
        events.decide(conn, DUTY, level=3, proposed=None, official=None, reason="Nước lên nhanh", **about)
    view = seen(home, storm.CODE)
    shown = words(emergency.parts(view)["log"])
    taken = event_log.to_csv(emergency_log.event_log(view)).decode("utf-8-sig")
    for text in (shown, taken):
        assert f"{one['area_name']} · Cấp 3 · Nước lên nhanh" in text
        assert str(one["area_code"]) not in text
