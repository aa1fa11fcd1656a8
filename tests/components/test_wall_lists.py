"""Lists on a wall: what is cut off at the end of a line is never the number."""

from datetime import date

import pytest

from components import wall_lists
from data.wall_answers import Tally, Tile, TileView

PLACES = ("Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn")


GROUPS = [Tally("health", 1, 27), Tally("economy", 5, 10), Tally("society", 20, 20)]


def test_the_headline_of_the_groups_counts_those_that_find_no_room_too() -> None:
    told = wall_lists.groups(TileView(Tile("groups", rows=2), tallies=GROUPS, total=3), "vi")
    assert "26 trên 57 chỉ số đã có số liệu" in told
    assert "và 1 nhóm khác" in told
    assert told.count('class="bar"') == 2


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "từ 22/11/2026 · Xã Một<"),
        (2, "từ 22/11/2026 · 2 nơi: Xã Một, Xã Hai<"),
        (4, "từ 22/11/2026 · 4 nơi: Xã Một, Xã Hai, Xã Ba…<"),
    ],
)
def test_an_alert_says_in_how_many_places_before_it_names_them(count: int, told: str) -> None:
    found = Tally("Chậm", count, since=date(2026, 11, 22), tone="bad", places=PLACES[:count])
    view = TileView(Tile("alerts"), tallies=[found], total=count, as_of=date(2026, 11, 22))
    assert told in wall_lists.alerts(view, "vi")


def test_tasks_past_their_day_are_counted_by_agency_and_none_is_said_so() -> None:
    late = [Tally("Sở Tài chính", 3, since=date(2026, 11, 2)), Tally("Sở Y tế", 1, since=date(2026, 11, 20))]
    told = wall_lists.tasks(TileView(Tile("tasks"), tallies=late, total=6, as_of=date(2026, 11, 22)), "vi")
    assert "6 việc được giao đã quá hạn" in told
    assert "hạn 02/11/2026" in told
    assert "3 việc" in told
    assert "và 2 việc khác" in told
    assert "Không có việc được giao nào quá hạn" in wall_lists.tasks(TileView(Tile("tasks")), "vi")
