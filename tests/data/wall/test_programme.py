"""What screens show follows from the clock, the list and the duty officer alone."""

from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest

from data.wall import programme
from data.wall_answers import Control, Entry, Interruption, Playlist, Scene, Shelf, Tile

NOON = datetime(2026, 3, 2, 12)


def scene(name: str) -> Scene:
    return Scene(name, name.upper(), name.upper(), (Tile("map"),))


LIST = Playlist("ngay", "Ngày", (Entry("a", 10), Entry("b", 20), Entry("c", 30)))
SHELF = Shelf({name: scene(name) for name in "abcz"}, (LIST,), ())


def shown(at: datetime, control: Control | None = None, **more: object) -> str:
    held = control or Control()
    return programme.slots(SHELF, "chung", held, more.pop("by", ()), at, **more)[0].scene  # type: ignore[arg-type]


def test_all_screens_stand_at_the_same_scene_because_the_list_is_a_ring_from_midnight() -> None:
    assert [shown(NOON + timedelta(seconds=at)) for at in (0, 9, 10, 29, 30, 59, 60)] == list("aabbcca")


def test_slots_follow_each_other_without_gap_for_ten_minutes() -> None:
    slots = programme.slots(SHELF, "chung", Control(), (), NOON)
    assert all(one.ends == other.begins for one, other in pairwise(slots))
    assert slots[-1].ends >= NOON + programme.AHEAD
    assert [(one.place, one.of) for one in slots[:4]] == [(1, 3), (2, 3), (3, 3), (1, 3)]


def test_a_screen_beside_others_shows_the_next_scene_and_turns_with_them() -> None:
    first = programme.slots(SHELF, "chung", Control(), (), NOON)
    beside = programme.slots(SHELF, "chung", Control(), (), NOON, offset=1)
    assert [one.scene for one in beside[:3]] == list("bca")
    assert [one.ends for one in beside] == [one.ends for one in first]


def test_next_begins_the_next_scene_now_for_all() -> None:
    at = NOON + timedelta(seconds=3)
    held = programme.commanded(SHELF, "chung", Control(), at, "next", "", "An")
    assert [shown(at, held), shown(at + timedelta(seconds=19), held), shown(at + timedelta(seconds=20), held)] == list(
        "bbc"
    )
    back = programme.commanded(SHELF, "chung", held, at, "previous", "", "An")
    assert shown(at, back) == "a"


def test_a_pause_holds_its_scene_and_the_list_goes_on_from_there() -> None:
    at = NOON + timedelta(seconds=12)
    held = programme.commanded(SHELF, "chung", Control(), at, "pause", "", "An")
    later = at + timedelta(hours=1)
    assert shown(later, held) == "b"
    again = programme.commanded(SHELF, "chung", held, later, "resume", "", "An")
    assert [shown(later, again), shown(later + timedelta(seconds=20), again)] == list("bc")


def test_a_pinned_scene_need_not_be_in_the_list_and_blank_shows_none() -> None:
    pinned = programme.commanded(SHELF, "chung", Control(), NOON, "pin", "z", "An")
    assert shown(NOON + timedelta(days=2), pinned) == "z"
    blank = programme.commanded(SHELF, "chung", Control(), NOON, "blank", "", "An")
    assert programme.slots(SHELF, "chung", blank, (), NOON)[0].why == "blank"
    with pytest.raises(ValueError, match="khong-co"):
        programme.commanded(SHELF, "chung", Control(), NOON, "pin", "khong-co", "An")


def test_a_pinned_scene_whose_file_went_away_gives_way_to_the_list() -> None:
    assert shown(NOON, Control("pin", "da-xoa", NOON, 0)) == "a"


def test_what_is_urgent_comes_first_and_the_list_returns() -> None:
    alert = Interruption("z", "Cháy rừng cấp V", NOON, NOON + timedelta(minutes=2))
    held = Control("pause", "b", NOON, 1)
    slot = programme.slots(SHELF, "chung", held, [alert], NOON)[0]
    assert (slot.scene, slot.why, slot.words, slot.ends) == ("z", "interrupt", "Cháy rừng cấp V", alert.until)
    assert shown(NOON + timedelta(minutes=2), held, by=[alert]) == "b"


def test_what_is_urgent_lights_a_blank_screen_which_is_blank_again_afterwards() -> None:
    alert = Interruption("z", "Cháy rừng cấp V", NOON, NOON + timedelta(minutes=2))
    blank = programme.commanded(SHELF, "chung", Control(), NOON - timedelta(hours=1), "blank", "", "An")
    why = [programme.slots(SHELF, "chung", blank, [alert], NOON + timedelta(minutes=at))[0].why for at in (0, 1, 2)]
    assert why == ["interrupt", "interrupt", "blank"]
    again = programme.commanded(SHELF, "chung", blank, NOON + timedelta(minutes=1), "blank", "", "An")
    assert programme.slots(SHELF, "chung", again, [alert], NOON + timedelta(minutes=1))[0].why == "blank"


def test_an_urgent_scene_that_there_is_not_does_not_stop_the_list() -> None:
    assert shown(NOON, by=[Interruption("khong-co", "", NOON)]) == "a"


def test_a_list_of_the_group_and_the_hour_comes_before_the_one_of_every_day() -> None:
    morning = Playlist("sang", "Sáng", (Entry("z", 10),), ("phong-hop",), time(7), time(9))
    shelf = Shelf(SHELF.scenes, (LIST, morning), ())
    eight = NOON.replace(hour=8)
    assert programme.playlist_at(shelf, "phong-hop", eight) is morning
    assert programme.playlist_at(shelf, "phong-hop", NOON) is LIST
    assert programme.playlist_at(shelf, "chung", eight) is LIST


def test_without_any_list_all_scenes_are_shown() -> None:
    assert programme.slots(Shelf(SHELF.scenes, (), ()), "chung", Control(), (), NOON)[0].of == 4
    assert programme.slots(Shelf({}, (), ()), "chung", Control(), (), NOON) == []


def test_an_order_given_since_stands_above_what_is_urgent() -> None:
    event = Interruption("z", "Bão số 3", NOON)
    before, after = Control("pin", "b", NOON - timedelta(hours=1)), Control("pin", "b", NOON + timedelta(minutes=1))
    later = NOON + timedelta(minutes=2)
    assert [shown(later, before, by=[event]), shown(later, after, by=[event])] == ["z", "b"]
