"""Scenes and lists that were one set for all go to the provinces whose screens showed them; nothing is lost."""

from pathlib import Path

import pytest

from data import clock, versions
from data.state import store as state
from data.state.journal import Person
from data.upkeep import upgrade
from data.wall import scenes, screens, settling
from tests import shelf

TUYEN_QUANG, CAO_BANG, LAO_CAI = "08", "04", "15"
TILE = '[[tiles]]\nkind = "headline"\npage = "economy"\n'
FILES = {
    "scenes/chung-mot": f'title = "Chung"\n{TILE}',
    "scenes/cao-bang": f'title = "Của Cao Bằng"\nset = "cao-bang"\n{TILE}',
    "scenes/sai": "title = [",
    "playlists/sang": 'title = "Sáng"\n# của phòng họp\nscenes = ["chung-mot", "tong-quan"]\n',
    "playlists/cao-bang": 'title = "Cao Bằng"\ngroups = ["phong"]\nscenes = ["cao-bang"]\n',
    "playlists/ca-hai": 'title = "Cả hai"\nscenes = ["tong-quan", { scene = "cao-bang", seconds = 30 }]\n',
    "playlists/sai": 'scenes = ["khong-co"]\n',
}


@pytest.fixture
def home(store: Path) -> Path:
    """Figures and a screen of Tuyên Quang, a screen of Cao Bằng, and files of a time when there was one set for all."""
    shelf.deliver(store, "first", shelf.observed(410.5))
    for name, text in FILES.items():
        file = store / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return store


def paired(*provinces: str) -> None:
    with state.writing() as conn:
        for code in provinces:
            screens.add(conn, Person("Trực"), f"Màn hình {code}", "chung", code, clock.now())


def own(home: Path, province: str) -> dict[str, str]:
    """The files of a province."""
    return {
        f"{folder}/{file.stem}": file.read_text(encoding="utf-8")
        for folder in scenes.FOLDERS
        for file in sorted((home / folder / province).glob("*.toml"))
    }


def test_each_file_goes_to_the_provinces_that_it_was_shown_in(home: Path) -> None:
    versions.publish(home, "thử")
    paired(TUYEN_QUANG, CAO_BANG)
    assert upgrade.needed(home) == ["Cảnh, danh sách trình chiếu chưa chia theo tỉnh: 7 tệp."]
    assert "7 tệp" in "".join(upgrade.upgrade(home))
    assert upgrade.needed(home) == []
    here, there = own(home, TUYEN_QUANG), own(home, CAO_BANG)
    assert set(here) == {"scenes/chung-mot", "scenes/sai", "playlists/sang", "playlists/ca-hai", "playlists/sai"}
    assert there == FILES
    assert {name: here[name] for name in here if name != "playlists/ca-hai"}.items() <= FILES.items()
    lists = {one.name: one for one in scenes.shelf(home, TUYEN_QUANG).playlists}
    assert [one.scene for one in lists["ca-hai"].entries] == ["tong-quan"]
    assert own(home, LAO_CAI) == {}
    kept = {file.name for folder in scenes.FOLDERS for file in (home / folder).iterdir() if file.is_file()}
    assert kept == {f"{name.partition('/')[2]}.toml{settling.BEFORE}" for name in FILES}


def test_what_a_province_has_already_stays_and_cut_off_half_way_it_is_done_again(home: Path) -> None:
    versions.publish(home, "thử")
    paired(TUYEN_QUANG)
    mine = home / "playlists" / TUYEN_QUANG / "sang.toml"
    mine.parent.mkdir()
    mine.write_text('scenes = ["tong-quan"]', encoding="utf-8")
    assert settling.settle(home) == 7
    assert own(home, TUYEN_QUANG)["playlists/sang"] == 'scenes = ["tong-quan"]'
    assert settling.settle(home) == 0


def test_while_nobody_knows_whose_they_are_they_stay_and_play_nowhere(home: Path) -> None:
    assert settling.settle(home) == 0
    assert len(settling.unsettled(home)) == len(FILES)
    assert "chung-mot" not in scenes.shelf(home, TUYEN_QUANG).scenes
