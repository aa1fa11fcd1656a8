"""Submissions: from draft to published, each step once and signed; locked periods take nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.rights.reader import Reader, acting
from data.state import journal, period_locks, store, submissions
from data.state.journal import Person
from data.state.period_locks import LockedError
from data.state.submission_tables import submission, submission_cell
from data.state.submissions import SubmissionError, Target

OFFICER, CHIEF, OTHER = Person("Lò Thị Mai", "UBND xã"), Person("Trần Văn Nam", "Sở Y tế"), Person("Hà", "Sở Y tế")
TARGET = Target("08", "tuyen-quang", "2026-10", "Sở Y tế")
REVENUE = "tq_commune_budget_revenue"
AT = datetime(2026, 11, 2, 8)


@pytest.fixture(autouse=True)
def opened(both_databases: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))


def cell(written: str, area: str = "00691", code: str = REVENUE) -> dict[str, str]:
    key = {"indicator_code": code, "area_code": area, "period": "2026-10", "breakdown": "total", "measure": "actual"}
    return key | {"written": written}


def sent(account: int = 1, written: str = "12") -> int:
    with store.writing() as conn:
        number = submissions.begin(conn, OFFICER, account, TARGET)
        submissions.write(conn, number, [cell(written)])
        submissions.send(conn, OFFICER, number, ["00691"], {}, AT)
    return number


def state_of(number: int) -> str:
    with store.reading() as conn:
        found = submissions.find(conn, number)
    assert found is not None
    return str(found["state"])


def test_a_draft_is_the_same_for_its_author_whenever_it_is_opened_and_another_for_another() -> None:
    with store.writing() as conn:
        first = submissions.begin(conn, OFFICER, 1, TARGET)
        assert submissions.begin(conn, OFFICER, 1, TARGET) == first
        assert submissions.begin(conn, OTHER, 2, TARGET) != first
        assert len(journal.entries(conn, submissions.subject(first))) == 1


def test_two_devices_write_into_one_draft_and_neither_loses_what_the_other_wrote() -> None:
    with store.writing() as conn:
        number = submissions.begin(conn, OFFICER, 1, TARGET)
        submissions.write(conn, number, [cell("12"), cell("7", "00694")])
        submissions.write(conn, number, [cell("13"), cell("7", "00694")])
        submissions.write(conn, number, [cell("", "00694")])
        assert submissions.cells(conn, number)[["area_code", "written"]].values.tolist() == [["00691", "13"]]


def test_a_draft_is_sent_once_however_often_the_line_repeats_it_and_then_stands() -> None:
    number = sent()
    with store.writing() as conn:
        assert submissions.send(conn, OFFICER, number, ["00691"], {}) is False
        with pytest.raises(SubmissionError, match="đã gửi"):
            submissions.write(conn, number, [cell("99")])
        assert submissions.cells(conn, number)["written"].tolist() == ["12"]
        assert journal.entries(conn, submissions.subject(number))["action"].tolist() == [
            "submission.sent", "submission.begun",
        ]  # fmt: skip


def test_what_is_returned_says_why_and_is_sent_again_without_the_old_words() -> None:
    number = sent()
    with store.writing() as conn:
        with pytest.raises(SubmissionError, match="Ghi lý do"):
            submissions.give_back(conn, CHIEF, number, " ", {})
        key = (REVENUE, "00691", "2026-10", "total", "actual")
        submissions.give_back(conn, CHIEF, number, "", {key: "Thiếu một chữ số"}, AT)
        assert submissions.cells(conn, number)["words"].tolist() == ["Thiếu một chữ số"]
        submissions.write(conn, number, [cell("120")])
        assert submissions.begin(conn, OFFICER, 1, TARGET) == number
        assert submissions.send(conn, OFFICER, number, ["00691"], {}) is True
        assert submissions.cells(conn, number)[["written", "words"]].values.tolist() == [["120", ""]]


def test_a_returned_table_stands_beside_a_draft_that_was_begun_meanwhile() -> None:
    number = sent()
    with store.writing() as conn:
        newer = submissions.begin(conn, OFFICER, 1, TARGET)
        submissions.give_back(conn, CHIEF, number, "Sai kỳ", {})
        assert newer != number
        assert submissions.send(conn, OFFICER, number, ["00691"], {}) is True


def test_of_two_who_decide_at_once_one_does_and_the_other_is_told_who() -> None:
    number = sent()

    def decide(who: Person) -> str:
        try:
            with store.writing() as conn:
                submissions.approve(conn, who, number)
        except SubmissionError as error:
            return str(error)
        return "done"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(decide, [CHIEF, OTHER]))
    assert sorted(one == "done" for one in told) == [False, True]
    assert any("đã xử lý bảng này" in one for one in told)
    with store.reading() as conn:
        assert journal.entries(conn, submissions.subject(number))["action"].tolist().count("submission.approved") == 1


def test_publication_is_noted_once() -> None:
    number = sent()
    with store.writing() as conn:
        assert submissions.published(conn, number, "d1", "v1") is False
        submissions.approve(conn, CHIEF, number)
        assert [one["submission_id"] for one in submissions.approved(conn)] == [number]
        assert submissions.published(conn, number, "d1", "v1") is True
        assert submissions.published(conn, number, "d1", "v2") is False
        assert submissions.approved(conn) == []
    assert state_of(number) == "published"


def test_nobody_acts_without_a_name() -> None:
    with store.writing() as conn, pytest.raises(SubmissionError, match="họ tên"):
        submissions.begin(conn, Person(" "), 1, TARGET)


def test_a_locked_period_takes_nothing_until_it_is_reopened_for_a_reason() -> None:
    with store.writing() as conn:
        period_locks.require_open(conn, [("tuyen-quang", "2026-10")])
        period_locks.lock(conn, CHIEF, "08", "tuyen-quang", "2026-10", AT)
        with pytest.raises(LockedError, match="đã khóa rồi"):
            period_locks.lock(conn, OTHER, "08", "tuyen-quang", "2026-10")
        with pytest.raises(LockedError, match=r"đã khóa \(Trần Văn Nam, 02/11/2026\)"):
            period_locks.require_open(conn, [("tuyen-quang", "2026-09"), ("tuyen-quang", "2026-10")])
        period_locks.require_open(conn, [("lao-cai", "2026-10")])
        with pytest.raises(LockedError, match="lý do"):
            period_locks.reopen(conn, CHIEF, "tuyen-quang", "2026-10", " ")
        period_locks.reopen(conn, CHIEF, "tuyen-quang", "2026-10", "Sửa theo văn bản 12")
        period_locks.require_open(conn, [("tuyen-quang", "2026-10")])
        with pytest.raises(LockedError, match="không khóa"):
            period_locks.reopen(conn, CHIEF, "tuyen-quang", "2026-10", "Lần nữa")
        actions = journal.entries(conn, period_locks.subject("tuyen-quang", "2026-10"))["action"].tolist()
        assert actions == ["period.reopened", "period.locked"]
        period_locks.lock(conn, CHIEF, "08", "tuyen-quang", "2026-10")
        assert len(period_locks.locks(conn, "tuyen-quang")) == 2


def test_an_officer_sees_the_own_tables_only_and_a_department_those_of_its_province() -> None:
    sent(account=1)
    sent(account=2)
    with store.writing() as conn:
        submissions.begin(conn, OFFICER, 3, Target("20", "lao-cai", "2026-10", ""))

    def seen(reader: Reader) -> set[int | None]:
        with acting(reader), store.reading() as conn:
            return set(conn.execute(sa.select(submission.c.account_id)).scalars())

    own = Reader(1, "Mai", "", "commune_officer", "08", ("00691",), ())
    department = Reader(9, "Nam", "", "department_officer", "08", ("08",), ("Sở Y tế",))
    leader = Reader(8, "Hà", "", "leader", "08", ("08",), ())
    assert (seen(own), seen(department), seen(leader)) == ({1}, {1, 2}, set())
    with acting(Reader(2, "An", "", "commune_officer", "08", ("00694",), ())), store.reading() as conn:
        assert conn.execute(sa.select(submission_cell.c.written)).all() == []
