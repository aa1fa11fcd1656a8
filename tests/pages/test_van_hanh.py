"""The operator's page says what needs doing first, and how everything stands."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from data import clock, versions
from data.alerts.messages import Text
from data.alerts.outbox import put
from data.rights.reader import Reader, acting
from data.state import accounts, journal, lease, store
from data.state.accounts import Holder
from data.state.journal import Person
from data.state.lease import Lease
from data.upkeep import logs, records
from tests import shelf
from tests.pages.reading import main, part, words

PASSWORD = "nắng sớm trên đèo Mã Pí Lèng"  # noqa: S105


@pytest.fixture
def van_hanh(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    shelf.deliver(store, "d1", shelf.observed(412.5), refusals=(shelf.refused("abc"),))
    versions.publish(store, "thử")
    return page("van_hanh")


def told(van_hanh: ModuleType) -> str:
    return words(main(van_hanh.layout()))


def test_what_has_to_be_mended_comes_first_with_its_remedy(van_hanh: ModuleType) -> None:
    text = told(van_hanh)
    assert "Nên sửa sớm · Sao lưu: Chưa có bản sao lưu nào." in text
    assert text.index("Chưa có bản sao lưu nào") < text.index("Những điều đã xem và đều ổn")
    assert text.index("chiso backup THƯ_MỤC") < text.index("Số liệu đang phục vụ")


def test_how_everything_stands_is_told(van_hanh: ModuleType, tmp_path: Path) -> None:
    home = tmp_path / "kho"
    records.add(home, records.Record(records.BACKUP, clock.now(), "/sao-luu/1", 2.0, True, "Đã sao lưu 9 tệp."))
    Lease(lease.SCHEDULE, "may-1/7/x").take()
    run = {"job": "tram", "finished_at": "2026-11-20T06:30:00", "outcome": "failed", "told": "nguồn không trả lời."}
    (home / logs.RUNS).write_text(
        json.dumps(run | {"outcome": "ok"}) + "\n" + json.dumps(run) + "\n{", encoding="utf-8"
    )
    error = {"time": "2026-11-20T07:00:00", "reference": "ab12cd34", "trace": ["x", "KeyError: 'mot-hai'\n"]}
    (home / logs.ERRORS).write_text(json.dumps(error) + "\n", encoding="utf-8")
    with store.writing() as conn:
        put(conn, "k1", "thu", Text("Cảnh báo", {}))
    text = told(van_hanh)
    assert "Thư chưa gửi chờ gửi: 1" in text
    assert "Số giá trị 1 Lần nhận 1 Ô bị từ chối 1" in text
    assert "/sao-luu/1 · Đã sao lưu 9 tệp." in text
    assert "Diễn tập gần nhất chưa có" in text
    assert "Tiến trình chạy lịch may-1/7/x" in text
    assert "✗ 20/11/2026 06:30 · tram · nguồn không trả lời." in text
    assert "ab12cd34 · KeyError" in text
    assert "mot-hai" not in text
    store.close()


def test_a_broken_store_is_told_there_too(van_hanh: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "kho" / store.FILE).write_bytes(b"no database at all, but long enough" * 100)
    shelf.served_file(tmp_path / "kho").unlink()
    text = told(van_hanh)
    assert "Không an toàn hoặc hỏng · Kho số liệu: Không tìm thấy tệp kho dữ liệu" in text
    assert "Không an toàn hoặc hỏng · Cơ sở dữ liệu trạng thái" in text


def test_where_there_are_several_provinces_only_who_looks_after_all_sees_runs_and_errors(
    van_hanh: ModuleType, tmp_path: Path
) -> None:
    run = {"job": "nguon-15", "finished_at": "2026-11-20T06:30:00"}
    (tmp_path / "kho" / logs.RUNS).write_text(json.dumps(run) + "\n", encoding="utf-8")
    one, everybody = (Reader(1, "Quản trị", "", "administrator", code, (code,), ()) for code in ("08", "VN"))
    with store.writing() as conn:
        own = Holder("quan.tri", "Quản trị", "Sở", "administrator", "08", ("08",))
        accounts.create(conn, Person("Cài đặt"), own, clock.now(), password=PASSWORD)
    with acting(one):
        assert "nguon-15" in told(van_hanh)  # nobody has an account elsewhere: the installation is theirs
    with store.writing() as conn:
        other = Holder("nam.tv", "Nam", "Sở", "staff", "15", ("15",))
        accounts.create(conn, Person("Cài đặt"), other, clock.now(), password=PASSWORD)
    for who, is_told in ((one, False), (everybody, True)):
        with acting(who):
            text = told(van_hanh)
        assert ("nguon-15" in text) is is_told
        assert ("Lỗi ngoài dự kiến gần nhất" in text) is is_told
        assert ("phục vụ nhiều tỉnh" in text) is not is_told
    store.close()


def test_the_page_of_audit_says_that_it_shows_the_own_province(
    van_hanh: ModuleType, page: Callable[[str], ModuleType]
) -> None:
    for province, subject in (("08", "test:a"), ("15", "test:b")):
        who = Reader(1, "Quản trị", "", "administrator", province, (province,), ())
        with acting(who), store.writing() as conn:
            journal.write(conn, Person("Quản trị"), "event.opened", subject)
    with acting(Reader(1, "Quản trị", "", "administrator", "08", ("08",), ())):
        tree = main(page("nhat_ky").layout())
    entries = str(part(tree, "audit-list"))
    assert "test:a" in entries
    assert "test:b" not in entries
    assert "Chỉ có mục do người của tỉnh làm" in words(tree)
    assert "nguyên vẹn" in words(tree)
    store.close()
