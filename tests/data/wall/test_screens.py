"""Screens are known by a key of their own; a copied or revoked key is noticed."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from data.state import journal, store, tables
from data.state.journal import Person
from data.wall import control, scenes, screens
from data.wall.screens import Beat, ScreenError

pytestmark = pytest.mark.usefixtures("both_databases")
ADMIN = Person("Quản trị")
NOW = datetime(2026, 3, 2, 8)


@pytest.fixture
def conn(store_home: Path) -> Connection:
    with store.writing() as opened:
        yield opened


@pytest.fixture
def store_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    return tmp_path


def paired(conn: Connection, name: str = "Phòng họp") -> tuple[str, int]:
    key = screens.pair(conn, screens.add(conn, ADMIN, name, "phong-hop", "08", NOW), NOW)
    assert key
    found = screens.by_key(conn, key)
    assert found
    return key, found.screen_id


def told(screen_id: int | None, page_id: str = "p1") -> Beat:
    return Beat(page_id, screen_id, "phong-hop", "", "tong-quan", "1920x1080", 0, "v1", "10.0.0.7")


def test_a_pairing_code_works_once_and_no_secret_is_kept(conn: Connection) -> None:
    code = screens.add(conn, ADMIN, "Phòng họp", "phong-hop", "08", NOW)
    key = screens.pair(conn, code, NOW)
    assert key
    assert screens.pair(conn, code, NOW) is None
    kept = str(conn.execute(sa.select(tables.wall_screen)).one())
    assert code not in kept
    assert key not in kept
    assert screens.by_key(conn, key) == screens.Screen(1, "Phòng họp", "phong-hop", False, "08")
    assert screens.by_key(conn, "sai") is None
    assert screens.by_key(conn, "") is None


def test_a_revoked_key_is_known_as_such_and_its_code_pairs_nothing(conn: Connection) -> None:
    key, _ = paired(conn)
    screens.revoke(conn, ADMIN, "Phòng họp", NOW)
    found = screens.by_key(conn, key)
    assert found
    assert found.revoked
    with pytest.raises(ScreenError, match="Không có màn hình"):
        screens.revoke(conn, ADMIN, "Phòng họp", NOW)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Phòng họp"])
def test_a_screen_needs_a_name_of_its_own(conn: Connection, name: str) -> None:
    paired(conn)
    with pytest.raises(ScreenError):
        screens.add(conn, ADMIN, name, "chung", "08", NOW)


def test_a_key_on_a_second_screen_is_noticed_once(conn: Connection) -> None:
    _, screen_id = paired(conn)
    screens.beat(conn, told(screen_id), NOW)
    for seconds in (5, 10):
        screens.beat(conn, told(screen_id, "p2"), NOW + timedelta(seconds=seconds))
    assert journal.entries(conn, action="screen.copied")["subject"].tolist() == ["screen:Phòng họp"]
    assert screens.alive(conn, NOW + timedelta(seconds=10))["copies"].tolist() == [2]


def test_a_screen_that_was_started_again_is_no_copy_nor_are_the_parts_of_a_matrix(conn: Connection) -> None:
    _, screen_id = paired(conn)
    screens.beat(conn, replace(told(screen_id), part="3x2/1"), NOW)
    screens.beat(conn, replace(told(screen_id, "p2"), part="3x2/2"), NOW)
    screens.beat(conn, replace(told(screen_id, "p3"), part="3x2/1"), NOW + timedelta(minutes=2))
    assert journal.entries(conn, action="screen.copied").empty
    assert screens.alive(conn, NOW + timedelta(minutes=2))["copies"].max() == 1


def test_a_silent_screen_is_away_and_stands_first(conn: Connection) -> None:
    _, silent = paired(conn, "Im lặng")
    _, living = paired(conn, "Đang chiếu")
    screens.add(conn, ADMIN, "Chưa ghép", "chung", "08", NOW)
    screens.beat(conn, told(silent, "p1"), NOW)
    later = NOW + timedelta(minutes=5)
    screens.beat(conn, told(living, "p2"), later)
    found = screens.alive(conn, later)
    assert list(zip(found["name"], found["state"], strict=True)) == [
        ("Im lặng", "away"),
        ("Đang chiếu", "alive"),
        ("Chưa ghép", "unpaired"),
    ]


def test_a_page_without_a_key_is_seen_as_long_as_it_lives(conn: Connection) -> None:
    screens.beat(conn, told(None), NOW)
    assert screens.alive(conn, NOW)["state"].tolist() == ["alive"]
    assert screens.alive(conn, NOW + timedelta(minutes=5)).empty


def test_what_says_nothing_new_is_not_written_at_once(conn: Connection) -> None:
    screens.beat(conn, told(None), NOW)
    soon = NOW + timedelta(seconds=5)
    assert not screens.is_due(conn, told(None), soon)
    assert screens.is_due(conn, replace(told(None), scene="nhom-y-te"), soon)
    assert screens.is_due(conn, told(None), NOW + timedelta(seconds=20))


def test_an_order_is_kept_with_who_gave_it(conn: Connection, tmp_path: Path) -> None:
    shelf = scenes.shelf(tmp_path, "08")
    control.order(conn, Person("Trần Thị B"), shelf, "08", "chung", "pin", "nhom-y-te", NOW)
    control.order(conn, Person("Trần Thị B"), shelf, "08", "chung", "blank", "", NOW)
    assert control.of_group(conn, "08", "chung").mode == "blank"
    assert journal.entries(conn, "wall:chung")["action"].tolist() == ["wall.blank", "wall.pin"]
    with pytest.raises(ValueError, match="name"):
        control.order(conn, Person(""), shelf, "08", "chung", "next", "", NOW)
