"""The collector rests while any file is read and is back afterwards, whatever happened."""

import gc
from threading import Event, Thread

import pytest

from loaders import collector

LONG = 10  # seconds


def _fail_at_rest() -> None:
    with collector.at_rest():
        assert not gc.isenabled()
        raise LookupError("broken file")


def test_the_collector_rests_inside_and_works_again_after_an_error() -> None:
    with pytest.raises(LookupError, match="broken file"):
        _fail_at_rest()
    assert gc.isenabled()


def test_a_rest_within_a_rest_does_not_end_it() -> None:
    with collector.at_rest():
        with collector.at_rest():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_rests_until_the_last_of_two_threads_has_read_its_file() -> None:
    reading, done = Event(), Event()

    def read() -> None:
        with collector.at_rest():
            reading.set()
            assert done.wait(LONG)

    other = Thread(target=read)
    with collector.at_rest():
        other.start()
        assert reading.wait(LONG)
    assert not gc.isenabled()
    done.set()
    other.join(LONG)
    assert gc.isenabled()
