"""Briefings that are begun for one thing: an event with its levels and tasks, a theme with its communes."""

from datetime import datetime
from pathlib import Path

import pytest

from briefings import kinds
from briefings.issuing import KINDS
from components import emergency_log
from data import emergency_view, versions
from data.emergency_answers import EmergencyAsk
from data.playbooks import of_kind
from data.state import events
from data.state import store as state
from data.state.journal import Person
from exports import event_log
from exports.briefing.model import Briefing, Paragraph, Table
from loaders import delivery as deliveries
from loaders.pipeline import read_delivery
from tests.briefings.shelf import composed, fill
from tests.briefings.test_documents import READERS
from tests.shelf import reading

DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")
EVENT = {"province_code": "08", "event_code": "lu-thang-3"}


@pytest.fixture
def flooded(store: Path) -> Path:
    """A flood that was opened by name, its playbook under way, one of its tasks done, somebody to call for another."""
    fill(store)
    book = of_kind("flash_flood")
    assert book is not None
    (store / "contacts.csv").write_text(
        f"role,area_code,name,phone\n{book.up_to(1)[0].role.split(';')[0]},08,Bà Trực,0912345678\n", encoding="utf-8"
    )
    at = datetime(2026, 3, 19, 8)
    with state.writing() as conn:
        events.open_event(conn, DUTY, kind="flash_flood", name="Lũ ống Thắng Mố", at=at, **EVENT)
        events.activate(conn, DUTY, *EVENT.values(), book, 1, at=at)
        events.complete(conn, DUTY, int(events.tasks(conn, *EVENT.values())["task_id"].iloc[0]), at=at)
    return store


def logged(home: Path) -> event_log.EventLog:
    """What an officer takes from the room of emergencies."""
    with reading(home) as conn, state.reading() as steps:
        view = emergency_view.view(conn, steps, EmergencyAsk("08", EVENT["event_code"], None, ""), home)
    return emergency_log.event_log(view)


def report(home: Path) -> Briefing:
    kind = kinds.of_store(home)["su-kien"]
    wanted = kinds.start(kind, "tuyen-quang", "2026-02", "Tỉnh Tuyên Quang", of=EVENT["event_code"])
    return composed(home, wanted).briefing


def test_the_report_of_an_event_tells_its_stage_and_lists_its_tasks(flooded: Path) -> None:
    briefing = report(flooded)
    assert briefing.subject == "Diễn biến và công tác ứng phó: Lũ ống Thắng Mố"
    said = " ".join(block.text for block in briefing.blocks() if isinstance(block, Paragraph))
    assert "mở sự kiện lúc 08:00 ngày 19/03/2026" in said
    assert "hoàn thành 1" in said
    (tasks,) = [block for block in briefing.blocks() if isinstance(block, Table)]
    assert [one.name for one in tasks.columns][-1] == "Người xong"
    assert tasks.rows[0][-1].text == DUTY.name


def test_the_appendix_says_where_every_figure_of_a_bulletin_stands(flooded: Path, tmp_path: Path) -> None:
    (file := tmp_path / "ban-tin-03.csv").write_text(
        "event,issued_at,issuing_body,area_level,area_name,measure,value,source,note\n"
        "lu-thang-3,2026-03-19 10:00,Ban Chỉ huy,province,Tuyên Quang,dead,3,Bản tin số 3,\n"
        "lu-thang-3,2026-03-19 10:00,Ban Chỉ huy,commune,Đồng Văn,dead,2,Bản tin số 3,\n"
        "lu-thang-3,2026-03-19 10:00,Ban Chỉ huy,commune,Đồng Văn,houses_damaged,40,Bản tin số 3,\n"
        "lu-thang-3,2026-03-19 10:00,Ban Chỉ huy,commune,Lũng Cú,houses_damaged,12,Bản tin số 3,\n",
        encoding="utf-8",
    )
    at = datetime(2026, 3, 19, 11)
    deliveries.keep(read_delivery(file, "disaster-bulletins", province="08", as_of=at.date(), received_at=at), flooded)
    versions.publish(flooded, "thử")
    told = [(one.what, one.area, one.value, one.source, one.period, one.file) for one in report(flooded).origins]
    assert sorted(told, key=lambda one: one[-1]) == [
        ("Người chết", "Tuyên Quang", 3.0, "Ban Chỉ huy", "19/03/2026 10:00", "ban-tin-03.csv (dòng 2)"),
        ("Người chết", "Đồng Văn", 2.0, "Ban Chỉ huy", "19/03/2026 10:00", "ban-tin-03.csv (dòng 3)"),
        ("Nhà bị thiệt hại", "Đồng Văn", 40.0, "Ban Chỉ huy", "19/03/2026 10:00", "ban-tin-03.csv (dòng 4)"),
        ("Nhà bị thiệt hại", "Lũng Cú", 12.0, "Ban Chỉ huy", "19/03/2026 10:00", "ban-tin-03.csv (dòng 5)"),
    ]


def test_nobodys_number_goes_out_with_a_report(flooded: Path) -> None:
    assert "Bà Trực" in event_log.to_csv(logged(flooded)).decode("utf-8-sig")
    told = [cell.text for block in report(flooded).blocks() if isinstance(block, Table)
            for row in block.rows for cell in row]  # fmt: skip
    assert told
    assert not [text for text in told if "Bà Trực" in text or "0912" in text]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_file_tells_the_event(flooded: Path, kind: str) -> None:
    assert "Lũ ống Thắng Mố" in READERS[kind](KINDS[kind](report(flooded)))


def test_a_report_by_theme_names_its_theme_and_says_nothing_twice(store: Path) -> None:
    fill(store)
    kind = kinds.of_store(store)["chuyen-de"]
    wanted = kinds.start(kind, "tuyen-quang", "2026-02", "Tỉnh Tuyên Quang", of="economy")
    briefing = composed(store, wanted).briefing
    assert briefing.subject == "Theo dõi, đánh giá chỉ số kinh tế tháng 2 năm 2026"
    assert len({section.title for section in briefing.sections}) == len(briefing.sections)
    tables = [block for block in briefing.blocks() if isinstance(block, Table)]
    assert len(tables) > 1
    assert len({block.rows for block in tables}) == len(tables)
