"""The collector rests while a file is read and is back afterwards, whatever happened."""

import gc

import pytest

from loaders import collector


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
