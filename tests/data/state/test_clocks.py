"""Clocks that differ by minutes, run ahead or go back: nobody is kept out for long, and nothing is good twice."""

from datetime import datetime, timedelta

import pytest

from data import clock
from data.state import attempts, sessions, store
from data.state.account_words import AccountError
from data.state.attempts import OF_A_NAME
from tests.data.state.test_sign_in import NOW, code, enter, home, passes, session, told, with_app
from web import account_forms

__all__ = ["home"]  # every test here has it, as those of signing in


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(("behind", "is_in"), [(0, True), (4, True), (6, False)])
def test_who_signed_in_at_a_machine_that_is_minutes_ahead_is_in_at_the_other(behind: int, is_in: bool) -> None:
    token = enter().token
    with store.reading() as conn:
        assert (sessions.find(conn, token, NOW - minutes(behind)) is not None) is is_in
        assert sessions.find(conn, token, NOW) is not None  # refused is not ended: once the clocks agree it goes on


def test_a_code_is_good_once_also_after_the_clock_went_back() -> None:
    app = with_app()
    assert passes(session(enter()), code(app, NOW))
    back = NOW - minutes(0.5)
    half = session(enter(at=back), back)
    assert not passes(half, code(app, NOW), back)
    later = NOW + minutes(1)
    assert passes(session(enter(at=later), later), code(app, later), later)


def test_a_wait_that_a_clock_far_ahead_set_keeps_nobody_out_and_guesses_are_still_slow() -> None:
    ahead = NOW + timedelta(days=900)
    for _ in range(6):
        told(at=ahead)
    assert "Thử lại sau" in told(at=ahead)
    wrong = told()  # the clock is right again: tried, and waited for by the right clock
    assert "Thử lại sau" not in wrong
    assert "Thử lại sau" in told()
    assert "Thử lại sau" in told(at=NOW + minutes(1))
    after = NOW + OF_A_NAME.longest + minutes(1)
    assert enter(at=after).stage == "full"


def test_a_wait_holds_when_the_clock_goes_back_by_a_little() -> None:
    key = attempts.key_of("name", "x")
    with store.writing() as conn:
        for _ in range(OF_A_NAME.free):
            attempts.begin(conn, {key: OF_A_NAME}, NOW)
    with store.writing() as conn, pytest.raises(AccountError, match="Thử lại sau"):
        attempts.begin(conn, {key: OF_A_NAME}, NOW - minutes(3))


@pytest.mark.parametrize(("later", "is_good"), [(0, True), (-4, True), (-6, False), (59, True), (61, False)])
def test_what_another_machine_sealed_is_good_when_it_is_minutes_ahead(
    monkeypatch: pytest.MonkeyPatch, later: int, is_good: bool
) -> None:
    """The clock of this machine is the one that is moved: it differs from the one that sealed."""
    text = account_forms.sealed("chiso.test", "x")
    here: datetime = clock.now() + minutes(later)
    monkeypatch.setattr(clock, "now", lambda: here)
    assert account_forms.unsealed("chiso.test", text, 3600) == ("x" if is_good else None)
    assert account_forms.unsealed("chiso.other", text, 3600) is None
