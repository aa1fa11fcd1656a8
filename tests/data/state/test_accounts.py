"""Accounts: what may be said of them, who is left to let people in, and that a change lets nobody go on as before."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.rights import reach
from data.rights.reader import Reader, acting
from data.rights.roles import permissions
from data.state import accounts, journal, passwords, sessions, store
from data.state.account_tables import session
from data.state.account_words import AccountError
from data.state.accounts import Account, Holder
from data.state.journal import Person

NOW = datetime(2026, 11, 22, 8, 0)
ADMIN = Person("Quản trị", "Văn phòng UBND tỉnh")
GOOD = "nắng sớm trên đèo Mã Pí Lèng"
STAFF = Holder("nam.tv", "Trần Văn Nam", "Văn phòng UBND tỉnh", "staff", "08", ("08",))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, both_databases: None) -> Iterator[Path]:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    yield tmp_path
    store.close()


def made(one: Holder = STAFF) -> Account:
    with store.writing() as conn:
        accounts.create(conn, ADMIN, one, NOW, password=GOOD)
        return accounts.find(conn, one.login)


def administrator(login: str) -> Account:
    return made(Holder(login, f"Quản trị {login}", "", "administrator", "08"))


def signed_in(one: Account) -> str:
    with store.writing() as conn:
        return sessions.begin(conn, one.account_id, "full", "10.0.0.7", "Firefox", NOW)


def is_in(token: str, at: datetime = NOW) -> bool:
    with store.reading() as conn:
        return sessions.find(conn, token, at) is not None


def refused(one: Holder) -> str:
    with pytest.raises(AccountError) as told, store.writing() as conn:
        accounts.create(conn, ADMIN, one, NOW, password=GOOD)
    with store.reading() as conn:
        assert not accounts.any_account(conn)
    return told.value.key


def test_a_session_says_who_the_reader_is() -> None:
    officer = replace(STAFF, role="commune_officer", areas=("00691",), agencies=("Sở Y tế",))
    token = signed_in(made(officer))
    with store.reading() as conn:
        found = sessions.find(conn, token, NOW)
    assert found is not None
    reader = found.reader
    assert (reader.name, reader.role, reader.areas, reader.agencies) == (
        "Trần Văn Nam", "commune_officer", ("00691",), ("Sở Y tế",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (replace(STAFF, login="a"), "login_bad"),
        (replace(STAFF, login="x" * 1_000_000), "login_bad"),
        (replace(STAFF, login="nam\r\nvan"), "login_bad"),
        (replace(STAFF, name="  "), "name_bad"),
        (replace(STAFF, name="Nam" * 400_000), "name_bad"),
        (replace(STAFF, name="Nam\x00"), "name_bad"),
        (replace(STAFF, agency="Sở\ud800"), "agency_bad"),
        (replace(STAFF, agency="S" * 201), "agency_bad"),
        (replace(STAFF, role="root"), "role_bad"),
        (replace(STAFF, province_code="02"), "province_bad"),
        (replace(STAFF, areas=("52",)), "area_bad"),
        (replace(STAFF, areas=("00001", "99999")), "area_bad"),
        (replace(STAFF, agencies=("Sở Không Có",)), "agency_unknown"),
        (replace(STAFF, role="commune_officer", areas=("08",)), "needs_area"),
        (replace(STAFF, areas=()), "needs_place"),
        (replace(STAFF, role="department_officer"), "needs_agency"),
        (replace(STAFF, province_code="VN", role="staff"), "role_of_a_province"),
        (replace(STAFF, province_code="VN", role="commune_officer"), "role_of_a_province"),
        (replace(STAFF, province_code="VN", role="leader", areas=("00001x",)), "area_bad"),
        (replace(STAFF, province_code="08", role="leader", areas=("VN",)), "area_bad"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(one: Holder, why: str) -> None:
    assert refused(one) == why


def test_a_name_is_one_however_it_is_written() -> None:
    made()
    with pytest.raises(AccountError) as told:
        made(replace(STAFF, login=" NAM.tv "))
    assert told.value.key == "known"


@pytest.mark.parametrize("change", [{"role": "leader"}, {"areas": ("00691",)}, {"agencies": ("Sở Y tế",)}])
def test_whose_rights_change_is_out_at_once(change: dict[str, object]) -> None:
    one = made()
    token = signed_in(one)
    with store.writing() as conn:
        accounts.change(conn, ADMIN, one, replace(one.holder, **change), NOW)
    assert not is_in(token)


def test_whose_name_is_mended_stays_in() -> None:
    one = made()
    token = signed_in(one)
    with store.writing() as conn:
        accounts.change(conn, ADMIN, one, replace(one.holder, name="Trần Văn Năm"), NOW)
    assert is_in(token)


def test_a_disabled_account_is_out_at_once_and_in_again_only_by_a_new_sign_in() -> None:
    one = made()
    token = signed_in(one)
    with store.writing() as conn:
        accounts.disable(conn, ADMIN, one, NOW)
    assert not is_in(token)
    with store.writing() as conn:
        accounts.enable(conn, ADMIN, accounts.find(conn, "nam.tv"), NOW)
    assert not is_in(token)
    assert is_in(signed_in(one))


def test_a_reset_tells_a_password_once_that_has_to_be_changed() -> None:
    one = made()
    token = signed_in(one)
    with store.writing() as conn:
        told = accounts.reset(conn, ADMIN, one, NOW)
        now = accounts.find(conn, "nam.tv")
    assert not is_in(token)
    assert now.must_change
    assert passwords.fits(told, now.password_hash)
    assert not passwords.fits(GOOD, now.password_hash)
    with store.reading() as conn:
        assert told not in journal.entries(conn).to_csv()


def test_the_last_administrator_can_neither_be_disabled_nor_become_another() -> None:
    one = administrator("admin1")
    with pytest.raises(AccountError) as told, store.writing() as conn:
        accounts.disable(conn, ADMIN, one, NOW)
    assert told.value.key == "last_administrator"
    with pytest.raises(AccountError), store.writing() as conn:
        accounts.change(conn, ADMIN, one, replace(one.holder, role="staff"), NOW)


def test_two_administrators_who_disable_each_other_at_once_leave_one() -> None:
    both = [administrator("admin1"), administrator("admin2")]
    ready, told = threading.Barrier(2), []

    def disable(one: Account) -> None:
        ready.wait()
        try:
            with store.writing() as conn:
                accounts.disable(conn, ADMIN, one, NOW)
        except AccountError as error:
            told.append(error.key)

    threads = [threading.Thread(target=disable, args=(one,)) for one in both]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told == ["last_administrator"]
    with store.reading() as conn:
        assert len([one for one in accounts.everybody(conn) if one.disabled_at is None]) == 1


def test_whoever_changes_what_another_has_just_changed_is_told() -> None:
    seen = made()
    with store.writing() as conn:
        accounts.change(conn, ADMIN, seen, replace(seen.holder, role="leader"), NOW)
    with pytest.raises(AccountError) as told, store.writing() as conn:
        accounts.change(conn, ADMIN, seen, replace(seen.holder, areas=("00691",)), NOW)
    assert told.value.key == "changed_meanwhile"
    with store.reading() as conn:
        assert accounts.find(conn, "nam.tv").holder == replace(STAFF, role="leader")


def test_the_first_administrator_is_made_once() -> None:
    one = replace(STAFF, role="")
    with store.writing() as conn:
        accounts.create_first(conn, ADMIN, one, GOOD, NOW)
        assert accounts.find(conn, "nam.tv").holder.role == "administrator"
    with pytest.raises(AccountError) as told, store.writing() as conn:
        accounts.create_first(conn, ADMIN, replace(one, login="khac"), GOOD, NOW)
    assert told.value.key == "first_exists"


def test_every_step_is_signed_in_the_journal_and_no_secret_stands_there() -> None:
    one = made()
    with store.writing() as conn:
        accounts.change(conn, ADMIN, one, replace(one.holder, role="leader"), NOW)
        accounts.disable(conn, ADMIN, accounts.find(conn, "nam.tv"), NOW)
        accounts.enable(conn, ADMIN, accounts.find(conn, "nam.tv"), NOW)
        accounts.sign_out(conn, ADMIN, accounts.find(conn, "nam.tv"), NOW)
    with store.reading() as conn:
        entries = journal.entries(conn, "account:nam.tv")
    assert list(entries["action"])[::-1] == [
        "account.created", "account.changed", "account.disabled", "account.enabled", "account.signed_out",
    ]  # fmt: skip
    assert set(entries["actor"]) == {"Quản trị"}
    assert "argon2" not in entries.to_csv()
    assert GOOD not in entries.to_csv()


@pytest.mark.parametrize(
    ("later", "still"),
    [(timedelta(minutes=59), True), (timedelta(minutes=61), False), (-timedelta(hours=1), False)],
)
def test_a_session_ends_by_idleness_and_when_it_seems_to_begin_in_the_future(later: timedelta, still: bool) -> None:
    assert is_in(signed_in(made()), NOW + later) is still


def test_a_busy_session_ends_by_age() -> None:
    token, now = signed_in(made()), NOW
    while now < NOW + timedelta(hours=12):
        with store.writing() as conn:
            found = sessions.find(conn, token, now)
            assert found is not None
            sessions.seen(conn, found, now)
        now += timedelta(minutes=30)
    assert not is_in(token, now + timedelta(minutes=1))


def test_of_a_token_only_the_hash_is_kept(home: Path) -> None:
    token = signed_in(made())
    with store.reading() as conn:
        assert token not in str(conn.execute(session.select()).all())


def of(one: Holder) -> Reader:
    return Reader(77, one.name, one.agency, one.role, one.province_code, one.areas, one.agencies)


NATIONAL = Holder("trung.uong", "Lê Trung Ương", "Văn phòng Chính phủ", "administrator", "VN", ("VN",))
OF_TUYEN_QUANG = Holder("qt.tq", "Quản trị Tuyên Quang", "", "administrator", "08", ("08",))
THERE = replace(STAFF, login="lan.cb", province_code="04", areas=("04",))  # Cao Bằng


@pytest.mark.parametrize("role", sorted(permissions()["country"]))
def test_the_roles_of_the_country_may_be_given_for_all_of_it(role: str) -> None:
    one = made(replace(NATIONAL, role=role))
    assert (one.reader.province_code, one.reader.areas) == ("VN", ("VN",))
    assert reach.of(one.reader).where("public") == (reach.EVERYWHERE, False)


@pytest.mark.parametrize("one", [THERE, NATIONAL, replace(NATIONAL, role="leader")])
def test_an_administrator_of_a_province_makes_accounts_in_that_one_only(one: Holder) -> None:
    with acting(of(OF_TUYEN_QUANG)):
        assert refused(one) == "of_another_province"
        assert made().holder.province_code == "08"
    with acting(of(NATIONAL)):
        assert made(replace(one, login="khac.nua")).holder.province_code == one.province_code


STEPS: dict[str, Callable[[sa.Connection, Account], object]] = {
    "change": lambda conn, one: accounts.change(conn, ADMIN, one, replace(one.holder, role="leader"), NOW),
    "move": lambda conn, one: accounts.change(
        conn, ADMIN, one, replace(one.holder, province_code="08", areas=("08",)), NOW
    ),
    "disable": lambda conn, one: accounts.disable(conn, ADMIN, one, NOW),
    "enable": lambda conn, one: accounts.enable(conn, ADMIN, one, NOW),
    "reset": lambda conn, one: accounts.reset(conn, ADMIN, one, NOW),
    "sign out": lambda conn, one: accounts.sign_out(conn, ADMIN, one, NOW),
}


@pytest.mark.parametrize("step", STEPS)
def test_an_administrator_of_a_province_takes_no_step_with_accounts_of_another(step: str) -> None:
    one = made(THERE)
    with acting(of(OF_TUYEN_QUANG)), pytest.raises(AccountError) as told, store.writing() as conn:
        STEPS[step](conn, one)
    assert told.value.key == "of_another_province"
    with store.reading() as conn:
        assert accounts.by_id(conn, one.account_id) == one


def test_nobody_lifts_an_account_of_their_province_out_of_it() -> None:
    one = made()
    with acting(of(OF_TUYEN_QUANG)), pytest.raises(AccountError) as told, store.writing() as conn:
        accounts.change(conn, ADMIN, one, replace(NATIONAL, login=one.holder.login), NOW)
    assert told.value.key == "of_another_province"


def test_an_administrator_sees_the_accounts_that_they_look_after() -> None:
    own, there, national = made(), made(THERE), made(NATIONAL)
    with store.reading() as conn:
        with acting(of(OF_TUYEN_QUANG)):
            assert [one.holder.login for one in accounts.everybody(conn)] == [own.holder.login]
            assert accounts.in_hand(conn, there.account_id) is None
        with acting(of(NATIONAL)):
            assert accounts.everybody(conn) == sorted([own, there, national], key=lambda one: one.holder.login)


def test_the_last_administrator_of_a_province_stays_while_another_province_has_one() -> None:
    one = administrator("qt.tq")
    made(replace(OF_TUYEN_QUANG, login="qt.cb", province_code="04", areas=("04",)))
    with pytest.raises(AccountError) as told, store.writing() as conn:
        accounts.disable(conn, ADMIN, one, NOW)
    assert told.value.key == "last_administrator"
    made(NATIONAL)
    with store.writing() as conn:
        accounts.disable(conn, ADMIN, one, NOW)


def test_after_ten_thousand_sign_ins_the_newest_sessions_live_and_the_first_is_over() -> None:
    one = made()
    with store.writing() as conn:
        first, *_, last = [
            sessions.begin(conn, one.account_id, "full", "10.0.0.7", "Firefox", NOW + timedelta(milliseconds=number))
            for number in range(10_000)
        ]
    later = NOW + timedelta(minutes=1)
    assert (is_in(first, later), is_in(last, later)) == (False, True)
    with store.reading() as conn:
        assert len(sessions.living(conn, one.account_id, later)) == sessions.MOST
