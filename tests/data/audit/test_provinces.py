"""The books are one and prove themselves whole; of them everybody sees what is of the own province."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock, versions
from data.audit import search, trail
from data.audit.search import Wanted
from data.audit.trail import Seen
from data.rights import reader
from data.rights.reader import HOUSE, NOBODY, Reader
from data.state import accounts, chain, journal, provinces, sessions, shape, tables
from data.state import store as state
from data.state.account_tables import account
from data.state.accounts import Holder
from data.state.audit_tables import audit
from data.state.journal import Entry, Person
from data.upkeep.pulse import pulse
from tests import shelf

NOW = datetime(2026, 3, 20, 9, 0)
PASSWORD = "nắng sớm trên đèo Mã Pí Lèng"  # noqa: S105


def administrator(province: str, number: int = 1) -> Reader:
    return Reader(number, f"Quản trị {province}", "", "administrator", province, (province,), ())


TUYEN_QUANG, LAO_CAI, ALL = administrator("08"), administrator("15", 2), administrator("VN", 3)


@pytest.fixture(autouse=True)
def home(both_databases: None, store: Path) -> Path:
    store.mkdir(parents=True, exist_ok=True)
    return store


def acted(who: Reader, *subjects: str) -> None:
    with reader.acting(who), state.writing() as conn:
        journal.write_all(conn, Person(who.name or "chiso"), [Entry("x.done", one, {}) for one in subjects], NOW)


def looked(who: Reader, subject: str, province: str = "") -> None:
    one = Seen(NOW, who.account_id, who.name, "", who.role, "10.0.0.7", "view", "page.viewed", subject)
    told = {"actor_province": who.province_code, "subject_province": province or who.province_code}
    with reader.acting(who), state.writing() as conn:
        trail.write(conn, [Seen(**one.__dict__ | told)])


def seen_by(who: Reader) -> set[str]:
    with reader.acting(who), state.reading() as conn:
        assert (trail.first_broken(conn), journal.first_broken(conn)) == (None, None)
        return set(search.find(conn, Wanted())["subject"])


def test_an_administrator_sees_what_people_of_the_province_did_and_what_was_done_to_what_is_of_it() -> None:
    acted(TUYEN_QUANG, "test:a")
    acted(LAO_CAI, "test:b", "event:08:bao")
    acted(HOUSE, "test:c", "contacts:15", "period:tuyen-quang:2026-01")
    acted(NOBODY, "test:d")
    looked(TUYEN_QUANG, "/a")
    looked(LAO_CAI, "/b?bo=tuyen-quang", "08")
    looked(NOBODY, "/dang-nhap")
    assert seen_by(TUYEN_QUANG) == {"test:a", "event:08:bao", "period:tuyen-quang:2026-01", "/a", "/b?bo=tuyen-quang"}
    assert seen_by(LAO_CAI) == {"test:b", "event:08:bao", "contacts:15", "/b?bo=tuyen-quang"}
    everything = seen_by(TUYEN_QUANG) | seen_by(LAO_CAI) | {"test:c", "test:d", "/dang-nhap"}
    assert seen_by(ALL) == seen_by(HOUSE) == everything
    assert seen_by(NOBODY) == set()


def test_the_journal_of_a_thing_is_divided_as_well() -> None:
    acted(TUYEN_QUANG, "event:08:bao")
    acted(LAO_CAI, "event:15:bao")
    for who, count in ((TUYEN_QUANG, 1), (LAO_CAI, 1), (ALL, 2)):
        with reader.acting(who), state.reading() as conn:
            assert len(journal.entries(conn, "event:")) == count


def test_accounts_and_screens_are_of_their_province_whoever_changes_them() -> None:
    with state.writing() as conn:
        one = Holder("nam.tv", "Nam", "Sở", "staff", "15", ("15",))
        accounts.create(conn, Person("Trung ương"), one, NOW, password=PASSWORD)
        conn.execute(sa.insert(tables.wall_screen).values(
            name="Phòng: họp", screen_group="chung", code_hash="", key_hash="", made_at=NOW, province_code="08"
        ))  # fmt: skip
        found = provinces.of_subjects(conn, ["account:nam.tv", "screen:Phòng: họp", "screen:x", "alert:99", "alert:y"])
    assert found == {"account:nam.tv": "15", "screen:Phòng: họp": "08"}
    assert seen_by(LAO_CAI) == {"account:nam.tv"}


@pytest.mark.parametrize("column", ["actor_province", "subject_province"])
def test_nobody_moves_an_entry_into_another_province_unseen(column: str) -> None:
    acted(TUYEN_QUANG, "test:a", "test:b")
    looked(NOBODY, "/x")
    with state.writing() as conn:
        conn.execute(sa.update(tables.journal).where(tables.journal.c.entry_id == 2).values({column: "15"}))
        conn.execute(sa.update(audit).values({column: "15"}))
        assert (journal.first_broken(conn), trail.first_broken(conn)) == (2, 1)


def written_before(conn: sa.Connection, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
    """Entries as a program wrote them whose books knew no provinces."""
    then = sa.Table(table.name, sa.MetaData(), *(sa.Column(c.name, c.type) for c in table.c if c.name not in LATER))
    before = ""
    for row in rows:
        sealed = row | {"at": NOW, "address": "", "agency": "", "previous_hash": before}
        before = chain.sealed(sealed)
        conn.execute(sa.insert(then), sealed | {"hash": before})


LATER = (*chain.PROVINCES, "entry_id", "audit_id")


def test_older_entries_are_told_whose_they_are_where_that_is_known_and_the_chains_hold() -> None:
    engine = state.connected(state.url())
    with state.pen(engine) as conn:
        shape.migrate(conn, "0012")
        own = {"name": "A", "agency": "", "role": "staff", "areas": ["15"], "agencies": [], "password_hash": "",
               "password_at": NOW, "must_change": False, "totp_secret": "", "totp_step": 0, "language": "",
               "made_at": NOW}  # fmt: skip
        conn.execute(sa.insert(account).values(**own, login="a", login_key="a", province_code="15"))
        number = conn.execute(sa.select(account.c.account_id)).scalar_one()
        steps = [
            {"actor": who, "action": "x.done", "subject": subject, "detail": detail, "account_id": by}
            for who, by, subject, detail in (
                ("A", number, "test:own", {}),
                ("chiso", None, "account:a", {}),
                ("chiso", None, "event:08:bao", {}),
                ("chiso", None, "wall:chung", {"province": "08"}),
                ("chiso", None, "period:lao-cai:2026", {}),
                ("chiso", None, "test:unknown", {}),
            )
        ]
        written_before(conn, tables.journal, steps)
        views = [
            {"actor": "A", "role": "staff", "kind": "view", "action": "page.viewed", "subject": subject, "detail": {},
             "account_id": by}
            for subject, by in (("/own", number), ("/unknown", None))
        ]  # fmt: skip
        written_before(conn, audit, views)
    engine.dispose()
    assert seen_by(LAO_CAI) == {"test:own", "account:a", "period:lao-cai:2026", "/own"}
    assert seen_by(TUYEN_QUANG) == {"event:08:bao", "wall:chung"}
    assert {"test:unknown", "/unknown"} <= seen_by(ALL)
    acted(LAO_CAI, "test:new")
    looked(LAO_CAI, "/new")
    assert {"test:new", "/new"} <= seen_by(LAO_CAI)


def test_what_is_counted_of_a_province_is_of_no_other(home: Path) -> None:
    with state.writing() as conn:
        for province in ("08", "15"):
            one = Holder(f"nguoi{province}", "Nam", "Sở", "staff", province, (province,))
            number = accounts.create(conn, Person("Trung ương"), one, NOW, password=PASSWORD)
            sessions.begin(conn, number, "full", "10.0.0.7", "Firefox", clock.now())
    shelf.deliver(home, "d1", shelf.observed(412.5))
    versions.publish(home, "thử")
    found = [pulse(clock.now(), province) for province in ("", "08", "15")]
    assert [one.sessions for one in found] == [2, 1, 1]
    assert [(one.observations, one.deliveries) for one in found] == [(1, 1), (1, 1), (0, 0)]
