"""Work aside of those who read."""

import os

import pytest

from data.background import NICE, aside
from data.rights.reader import NOBODY, acting, current


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def test_what_is_done_aside_gives_way_and_whoever_waits_for_it_does_not() -> None:
    own = priority()
    assert aside(priority) == max(NICE, own)
    assert priority() == own


def test_it_is_done_for_the_same_reader_and_what_goes_wrong_is_told() -> None:
    with acting(NOBODY):
        assert aside(current) == NOBODY

    def fails() -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        aside(fails)
