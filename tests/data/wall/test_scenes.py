"""Scenes and playlists as files: what is wrong is told, and the rest is played."""

from datetime import datetime, time
from pathlib import Path

import pytest

from data.state import journal, store
from data.state.journal import Person
from data.wall import playlist_files, scenes
from data.wall.scenes import WallFileError
from data.wall_answers import Shelf

PROVINCE = "08"
SCENE = 'title = "Thu"\npage = "economy"\n[[tiles]]\nkind = "map"\n'


def with_playlist(home: Path, text: str, name: str = "cua-tinh") -> Shelf:
    (home / "playlists" / PROVINCE).mkdir(parents=True, exist_ok=True)
    (home / "playlists" / PROVINCE / f"{name}.toml").write_text(text, encoding="utf-8")
    return scenes.shelf(home, PROVINCE)


def test_what_we_ship_has_no_mistake_and_a_scene_for_every_group(tmp_path: Path) -> None:
    shelf = scenes.shelf(tmp_path, PROVINCE)
    assert shelf.problems == []
    assert {"tong-quan", "cham-bao-cao", "nhom-kinh-te", "nhom-y-te", "nhom-khan-cap"} <= set(shelf.scenes)
    assert all(15 <= one.dwell <= 60 for one in shelf.scenes.values())


def test_a_file_of_the_province_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "scenes" / PROVINCE).mkdir(parents=True)
    (tmp_path / "scenes" / PROVINCE / "tong-quan.toml").write_text(SCENE, encoding="utf-8")
    assert scenes.shelf(tmp_path, PROVINCE).scenes["tong-quan"].title == "Thu"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("scenes = [", "Không đọc được tệp"),
        ("title = 'x'", "Danh sách cần"),
        ("scenes = ['khong-co']", "không còn cảnh nào"),
        ("scenes = ['tong-quan']\nfrom = '25:00'", "không phải giờ"),
        ("scenes = ['tong-quan']\ndays = ['thu-hai']", "«thu-hai»"),
    ],
)
def test_a_playlist_that_means_nothing_is_told_and_ours_is_still_there(tmp_path: Path, written: str, told: str) -> None:
    shelf = with_playlist(tmp_path, written)
    assert told in " ".join(one.sentence for one in shelf.problems)
    assert [one.name for one in shelf.playlists] == ["mac-dinh"]


def test_unknown_scenes_and_a_zero_dwell_are_told_and_the_rest_is_played(tmp_path: Path) -> None:
    written = "scenes = ['tong-quan', 'khong-co', { scene = 'nhom-y-te', seconds = 0 }]"
    shelf = with_playlist(tmp_path, written)
    own = next(one for one in shelf.playlists if one.name == "cua-tinh")
    assert [(one.scene, one.seconds) for one in own.entries] == [("tong-quan", 0), ("nhom-y-te", 0)]
    assert ["không có cảnh «khong-co»" in shelf.problems[0].sentence, "0 giây" in shelf.problems[1].sentence] == [
        True
    ] * 2


def test_lists_for_the_same_screens_at_the_same_time_are_told(tmp_path: Path) -> None:
    with_playlist(tmp_path, "scenes = ['tong-quan']\nfrom = 07:00:00\nto = 09:00:00", "sang")
    shelf = with_playlist(tmp_path, "scenes = ['nhom-y-te']\nfrom = 08:30:00\nto = 10:00:00", "trua")
    assert [(one.file, "Trùng giờ" in one.sentence) for one in shelf.problems] == [("trua", True)]
    apart = with_playlist(tmp_path, "scenes = ['nhom-y-te']\nfrom = 09:00:00\nto = 10:00:00", "trua")
    assert apart.problems == []


def test_an_hour_with_a_time_zone_is_taken_as_that_of_vietnam(tmp_path: Path) -> None:
    shelf = with_playlist(tmp_path, "scenes = ['tong-quan']\nfrom = '07:30+07:00'\nto = '09:00'")
    own = next(one for one in shelf.playlists if one.name == "cua-tinh")
    assert own.holds(datetime(2026, 3, 2, 8))
    assert playlist_files.made(shelf, "x", "Sáng", ["tong-quan"], "", "07:30Z", "", "").begins == time(7, 30)


def test_a_title_is_written_so_that_it_can_be_read_again(tmp_path: Path) -> None:
    made = playlist_files.made(
        scenes.shelf(tmp_path, PROVINCE), "sang", "Sáng\x7f\ud800 \n", ["tong-quan"], "", "", "", " 30 "
    )
    assert made in with_playlist(tmp_path, playlist_files.as_toml(made), "sang").playlists


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    (tmp_path / "playlists").write_text("a file in the place of the folder", encoding="utf-8")
    made = playlist_files.made(scenes.shelf(tmp_path, PROVINCE), "sang", "Sáng", ["tong-quan"], "", "", "", "")
    with pytest.raises(WallFileError, match="Không ghi được"), store.writing() as conn:
        playlist_files.save(tmp_path, conn, Person("Trần Thị B"), PROVINCE, made)
    with store.reading() as conn:
        assert journal.entries(conn).empty


def test_a_list_over_midnight_belongs_to_the_day_on_which_it_begins(tmp_path: Path) -> None:
    shelf = with_playlist(tmp_path, "scenes = ['tong-quan']\nfrom = 22:00:00\nto = 06:00:00\ndays = ['t2']")
    own = next(one for one in shelf.playlists if one.name == "cua-tinh")
    monday, tuesday = 2, 3  # March 2026
    assert own.holds(datetime(2026, 3, monday, 23))
    assert own.holds(datetime(2026, 3, tuesday, 5))
    assert not own.holds(datetime(2026, 3, monday, 5))


@pytest.mark.parametrize(
    ("tile", "told"),
    [
        ('kind = "bieu-do"', "«kind»"),
        ('kind = "map"\nindicator = "khong_co"', "«khong_co»"),
        ('kind = "ranking"\nrows = 900', "«rows»"),
    ],
)
def test_a_scene_that_means_nothing_says_which_tile(tmp_path: Path, tile: str, told: str) -> None:
    (tmp_path / "scenes" / PROVINCE).mkdir(parents=True)
    (tmp_path / "scenes" / PROVINCE / "cua-tinh.toml").write_text(f"[[tiles]]\n{tile}\n", encoding="utf-8")
    shelf = scenes.shelf(tmp_path, PROVINCE)
    assert told in shelf.problems[0].sentence
    assert "cua-tinh" not in shelf.scenes


def test_what_the_page_writes_is_read_as_it_was_meant(tmp_path: Path) -> None:
    shelf = scenes.shelf(tmp_path, PROVINCE)
    made = playlist_files.made(shelf, "giao-ban", 'Giao ban "sáng"', ["tong-quan"], "phong-hop", "07:30", "09:00", "30")
    read = with_playlist(tmp_path, playlist_files.as_toml(made), "giao-ban")
    assert made in read.playlists
    assert (made.begins, made.groups) == (time(7, 30), ("phong-hop",))


@pytest.mark.parametrize(
    ("title", "chosen", "begins", "seconds"),
    [
        ("", ["tong-quan"], "", ""),
        ("Sáng", [], "", ""),
        ("Sáng", ["tong-quan"], "7 giờ", ""),
        ("Sáng", ["x"], "", "10"),
        ("Sáng", ["tong-quan"], "", "7.5"),
        ("Sáng", ["tong-quan"], "", "0"),
        ("Sáng", ["tong-quan"], "", "-5"),
        ("Sáng", ["tong-quan"], "", "mười"),
        ("Sáng", ["tong-quan"], "", "9" * 50),
        ("\x7f", ["tong-quan"], "", ""),
    ],
)
def test_a_form_that_means_nothing_is_refused(
    tmp_path: Path, title: str, chosen: list[str], begins: str, seconds: str
) -> None:
    with pytest.raises(WallFileError):
        playlist_files.made(scenes.shelf(tmp_path, PROVINCE), "sang", title, chosen, "", begins, "", seconds)
