"""Signing in: what is told to whoever tries in vain, how long they wait, and what codes are good for."""

import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from data import clock
from data.state import accounts, attempts, journal, passwords, second_step, sessions, sign_in, store
from data.state.account_tables import account, attempt
from data.state.account_words import AccountError
from data.state.accounts import Holder
from data.state.journal import Person
from data.state.sessions import Session
from data.state.sign_in import Begun, Caller

NOW = datetime(2026, 11, 22, 8, 0)
WRONG = "mật-khẩu-gõ-nhầm"
GOOD = "nắng sớm trên đèo Mã Pí Lèng"
NAM = Holder("nam.tv", "Trần Văn Nam", "Văn phòng UBND tỉnh", "staff", "08", ("08",))
HERE, THERE = Caller("10.0.0.7", "Firefox"), Caller("10.0.0.8", "curl")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both_databases: None) -> Iterator[Path]:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    with store.writing() as conn:
        accounts.create(conn, Person("Quản trị"), NAM, NOW, password=GOOD, must_change=False)
    yield tmp_path
    store.close()


def enter(login: str = "nam.tv", password: str = GOOD, caller: Caller = HERE, at: datetime = NOW) -> Begun:
    return sign_in.by_password(login, password, caller, at)


def told(login: str = "nam.tv", password: str = WRONG, caller: Caller = HERE, at: datetime = NOW) -> str:
    with pytest.raises(AccountError) as refused:
        enter(login, password, caller, at)
    return str(refused.value)


def session(begun: Begun, at: datetime = NOW) -> Session:
    with store.reading() as conn:
        found = sessions.find(conn, begun.token, at)
    assert found is not None
    return found


def with_app() -> pyotp.TOTP:
    secret = second_step.draw()
    with store.writing() as conn:
        one = accounts.find(conn, "nam.tv")
        second_step.switch_on(conn, one, secret, code(pyotp.TOTP(secret), NOW - timedelta(hours=1)),
                              NOW - timedelta(hours=1))  # fmt: skip
    return pyotp.TOTP(secret)


def code(app: pyotp.TOTP, at: datetime) -> str:
    return app.at(at.replace(tzinfo=clock.VIETNAM))


def test_whoever_knows_the_password_is_in_however_the_accents_are_composed() -> None:
    assert enter(" Nam.TV ", unicodedata.normalize("NFD", GOOD)).stage == "full"


def test_a_wrong_password_and_a_wrong_name_are_told_alike() -> None:
    assert told() == told("khong.ai") == told("nam\x00tv") == told("x" * 1_000_000)
    with store.writing() as conn:
        accounts.disable(conn, Person("Quản trị"), accounts.find(conn, "nam.tv"), NOW)
    assert told(password=GOOD, caller=THERE) == told("khong.ai", caller=THERE)


def test_after_five_failures_a_name_waits_longer_each_time_whether_anybody_has_it_or_not() -> None:
    for login in ("nam.tv", "khong.ai"):
        now, waits = NOW, []
        for _ in range(5):
            assert "không đúng" in told(login, at=now)
        for _ in range(5):
            sentence = told(login, password=GOOD, at=now)
            waits.append(int(sentence.split("sau ")[1].split(" phút")[0]))
            now += timedelta(minutes=waits[-1], seconds=1)
            assert "không đúng" in told(login, at=now, caller=THERE)
        assert waits == [1, 2, 4, 8, 15]


def test_who_remembers_the_password_in_time_starts_anew() -> None:
    for _ in range(3):
        for _ in range(4):
            told()
        enter()


def test_an_address_that_tries_many_names_waits_and_others_do_not() -> None:
    for number in range(30):
        told(f"ten.{number}")
    assert "Thử lại sau" in told(password=GOOD)
    assert enter(caller=THERE).stage == "full"


def test_a_crowd_behind_one_address_signs_in_without_waiting() -> None:
    for _ in range(100):
        enter()


def test_guesses_sent_at_once_are_counted_one_by_one() -> None:
    ready, sentences = threading.Barrier(12), []

    def guess() -> None:
        ready.wait()
        try:
            enter(password=WRONG)
        except AccountError as error:
            sentences.append(error.key)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (sentences.count("refused"), sentences.count("locked")) == (5, 7)


def test_the_journal_learns_who_came_in_and_that_an_account_was_tried_and_nothing_typed() -> None:
    for _ in range(6):
        told(password=WRONG)
    told("mật-khẩu-gõ-vào-ô-tên")
    enter(at=NOW + timedelta(minutes=2), caller=THERE)
    with store.reading() as conn:
        entries = journal.entries(conn)
    assert list(entries["action"]) == ["session.began", "account.locked", "account.created"]
    assert "gõ" not in entries.to_csv()


def test_a_password_given_by_another_has_to_be_changed_before_anything() -> None:
    with store.writing() as conn:
        given = accounts.reset(conn, Person("Quản trị"), accounts.find(conn, "nam.tv"), NOW)
    half = enter(password=given)
    assert half.stage == "change"
    with store.writing() as conn:
        now = sessions.find(conn, half.token, NOW)
        accounts.set_password(conn, accounts.find(conn, "nam.tv"), given, GOOD, GOOD, NOW)
        assert sign_in.go_on(conn, now, HERE, NOW).stage == "full"


def test_a_role_that_needs_codes_sets_them_up_before_anything(home: Path) -> None:
    (home / "accounts.toml").write_text('[second_step]\nroles = ["staff"]\n')
    assert enter().stage == "second"


def test_a_code_is_good_within_a_step_and_never_twice() -> None:
    app = with_app()
    for number, (seconds, good) in enumerate(((0, True), (-30, True), (30, True), (-90, False), (90, False))):
        at = NOW + timedelta(hours=3 * number)
        half = session(enter(at=at), at)
        typed = code(app, at + timedelta(seconds=seconds))
        assert passes(half, typed, at) is good, seconds
        assert not passes(session(enter(at=at), at), typed, at)


def passes(half: Session, typed: str, at: datetime = NOW) -> bool:
    try:
        return sign_in.by_code(half, typed, HERE, at).stage == "full"
    except AccountError:
        return False


def test_one_code_sent_twice_at_once_lets_one_in() -> None:
    app = with_app()
    halves = [session(enter()) for _ in range(2)]
    ready, let_in = threading.Barrier(2), []

    def send(half: Session) -> None:
        ready.wait()
        let_in.append(passes(half, code(app, NOW)))

    threads = [threading.Thread(target=send, args=(half,)) for half in halves]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(let_in) == [False, True]


def test_codes_are_guessed_as_slowly_as_passwords_also_with_a_new_sign_in_each_time() -> None:
    app = with_app()
    for _ in range(5):
        assert not passes(session(enter()), "000000")
    assert not passes(session(enter()), code(app, NOW))


def test_a_code_from_the_paper_works_once() -> None:
    secret = second_step.draw()
    with store.writing() as conn:
        one = accounts.find(conn, "nam.tv")
        paper = second_step.switch_on(conn, one, secret, code(pyotp.TOTP(secret), NOW), NOW)
    assert len(set(paper)) == 10
    assert passes(session(enter()), paper[0].upper().replace("-", " "))
    assert not passes(session(enter()), paper[0])
    with store.reading() as conn:
        assert second_step.left(conn, one.account_id) == 9


def test_every_step_has_a_session_of_its_own_and_the_half_way_one_is_over() -> None:
    app = with_app()
    half = enter()
    whole = sign_in.by_code(session(half), code(app, NOW), HERE, NOW)
    assert whole.token != half.token
    with store.reading() as conn:
        assert sessions.find(conn, half.token, NOW) is None
    later = NOW + timedelta(minutes=16)
    with store.reading() as conn:
        assert sessions.find(conn, enter().token, later) is None  # a code was asked for and never came
        assert sessions.find(conn, whole.token, later) is not None


def test_old_parameters_are_renewed_when_the_password_is_known() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    with store.writing() as conn:
        conn.execute(sa.update(account).values(password_hash=weak))
    enter()
    with store.reading() as conn:
        kept = accounts.find(conn, "nam.tv").password_hash
    assert not passwords.is_outdated(kept)
    assert passwords.fits(GOOD, kept)


def test_attempts_that_are_long_past_leave_nothing() -> None:
    for number in range(3):
        told(f"ten.{number}")
    told(at=NOW + timedelta(hours=3))
    with store.reading() as conn:
        assert len(conn.execute(attempt.select()).all()) == 2
    assert attempts.key_of("name", "a") != attempts.key_of("code", "a")


def test_whose_password_is_reset_need_not_wait() -> None:
    for _ in range(6):
        told()
    with store.writing() as conn:
        given = accounts.reset(conn, Person("Quản trị"), accounts.find(conn, "nam.tv"), NOW)
    assert enter(password=given).stage == "change"


def test_the_holder_of_another_role_cannot_switch_codes_off_where_they_are_asked_for(home: Path) -> None:
    with_app()
    (home / "accounts.toml").write_text('[second_step]\nroles = ["staff"]\n')
    with store.writing() as conn, pytest.raises(AccountError, match="không tắt được"):
        second_step.switch_off(conn, accounts.find(conn, "nam.tv"), GOOD, NOW)
    with store.reading() as conn:
        assert accounts.find(conn, replace(NAM).login).has_second_step
