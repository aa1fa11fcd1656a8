"""What officers send is checked as files are, limited to what is theirs, approved once and published once."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli import submission_worker
from data import known, queries, versions
from data.rights import sharing
from data.rights.reader import Reader, acting
from data.sending_todo import decidable
from data.state import journal, period_locks, store, submissions
from data.state.journal import Person
from data.state.period_locks import LockedError
from data.state.submissions import SubmissionError, Target
from loaders import delivery as kept
from loaders.errors import SourceError
from submissions import steps
from tests.shelf import deliver, observed, reading

OWN, OTHER = "00691", "00694"
REVENUE, INSURED = "tq_commune_budget_revenue", "tq_commune_social_insurance_coverage"
MAI = Reader(1, "Lò Thị Mai", "UBND xã", "commune_officer", "08", (OWN,), ())
OFFICE = Reader(2, "Trần Văn Nam", "Văn phòng", "staff", "08", ("08",), ())
HEALTH = Reader(3, "Hà", "Sở Y tế", "department_officer", "08", ("08",), ("Sở Y tế",))
TARGET = Target("08", "tuyen-quang", "2026-10", "")
HEADER = "indicator_code,area_code,period,value\n"


@pytest.fixture
def home(store: Path, both_databases: None) -> Path:
    deliver(store, "a" * 16, observed(10.0, "2026-09", indicator_code=REVENUE, area_code=OWN))
    versions.publish(store, "thử")
    return store


def person(reader: Reader) -> Person:
    return Person(reader.name, reader.agency)


def write(*cells: tuple[str, str, str], reader: Reader = MAI) -> dict[str, object]:
    with acting(reader):
        return steps.write(reader, person(reader), TARGET, cells)


def sent(*cells: tuple[str, str, str]) -> int:
    number = int(str(write(*(cells or [(REVENUE, OWN, "1.234,5")]))["number"]))
    with acting(MAI):
        assert steps.send(MAI, person(MAI), number)
    return number


def decide(number: int, reader: Reader = OFFICE, *, approves: bool = True, words: str = "") -> None:
    """Approves in the state alone: the worker is called by the tests."""
    with acting(reader), store.writing() as conn:
        about = submissions.find(conn, number)
        assert about is not None
        assert decidable(reader, [about]) == {number}
        submissions.approve(conn, person(reader), number)


def shown(home: Path) -> list[tuple[str, float]]:
    with reading(home) as conn:
        found = queries.commune_values(conn, REVENUE, "08", ["2026-10"])
    return list(zip(found["area_code"], found["value"], strict=True))


def state_of(number: int) -> tuple[str, str]:
    with store.reading() as conn:
        found = submissions.find(conn, number)
    assert found is not None
    return found["state"], found["words"]


def test_what_a_commune_sends_and_the_office_approves_is_published_under_the_commune(home):
    number = sent()
    assert shown(home) == []
    decide(number)
    assert submission_worker.work(home) == 1
    assert shown(home) == [(OWN, 1234.5)]
    assert state_of(number) == ("published", "")
    with store.reading() as conn:
        told = journal.entries(conn, submissions.subject(number))
    assert list(zip(told["action"], told["actor"], strict=True)) == [
        ("submission.published", "chiso"),
        ("submission.approved", "Trần Văn Nam"),
        ("submission.sent", "Lò Thị Mai"),
        ("submission.begun", "Lò Thị Mai"),
    ]


def test_the_checks_answer_at_once_by_cell_and_a_table_without_a_sound_cell_is_not_sent(home):
    told = write((REVENUE, OWN, "mười hai"), (INSURED, OWN, "912"))
    reasons = {one["key"][0]: one["reason"] for one in told["refused"]}  # type: ignore[attr-defined]
    assert reasons[REVENUE] == "«mười hai» là chữ, không phải số."
    assert INSURED in reasons
    with acting(MAI), pytest.raises(SubmissionError, match="Chưa có ô nào được nhận"):
        steps.send(MAI, person(MAI), int(str(told["number"])))


def test_a_digit_too_many_is_doubted_while_it_is_typed(home):
    months = [observed(10.0 + n, f"2026-0{n}", indicator_code=REVENUE, area_code=OWN) for n in range(1, 9)]
    deliver(home, "b" * 16, *months)
    versions.publish(home, "thử")
    told = write((REVENUE, OWN, "130,5"))
    (doubt,) = told["doubted"]  # type: ignore[misc]
    assert doubt["reason"].startswith("«Thu ngân sách")  # where it stands is told beside it
    assert "trong khi 9 kỳ đã biết chỉ từ 10 đến 18" in doubt["reason"]
    assert told["refused"] == []


@pytest.mark.parametrize(
    "cell",
    [
        (REVENUE, OTHER, "5"),  # another commune
        (REVENUE, "08", "5"),  # the province
        ("lc_population", OWN, "5"),  # another set, or none
        ("khong_co", OWN, "5"),
    ],
)
def test_a_forged_cell_is_refused_and_nothing_is_kept(home, cell):
    with pytest.raises(SubmissionError, match="không thuộc địa bàn hoặc chỉ tiêu"):
        write((REVENUE, OWN, "5"), cell)
    with acting(MAI), store.reading() as conn:
        assert submissions.of_author(conn, MAI.account_id) == []


def test_of_a_file_only_the_own_commune_is_taken_and_the_rest_is_said(home, tmp_path):
    file = tmp_path / "thang-10.csv"
    file.write_text(f"{HEADER}{REVENUE},{OWN},2026-10,5\n{REVENUE},{OTHER},2026-10,6\n", encoding="utf-8")
    with acting(MAI):
        told = steps.take_file(MAI, person(MAI), file)
        assert told["accepted"] == 1
        (refused,) = told["refused"]
        assert refused["reason"].startswith("Tài khoản gửi không phụ trách số liệu này:")
        assert (refused["cell"], refused["value"]) == ("row 3", "6")
        assert steps.send(MAI, person(MAI), told["number"])
    decide(told["number"])
    submission_worker.work(home)
    assert shown(home) == [(OWN, 5.0)]


def test_the_checks_of_a_file_tell_nothing_of_the_restricted_figures_of_another_commune(home, tmp_path):
    """Neither a word against a known number, nor one a thousand times too large, nor half of an earlier file."""
    levels = f"subject,level,source\n{REVENUE},restricted,QĐ\n{INSURED},restricted,QĐ\n"
    (home / sharing.FILE).write_text(levels, encoding="utf-8")
    far = [observed(37.25, f"2026-0{month}", indicator_code=REVENUE, area_code=OTHER) for month in range(3, 9)]
    known = [observed(41.75, "2026-10", indicator_code=code, area_code=OTHER) for code in (REVENUE, INSURED)]
    own = [observed(5.0, "2026-10", indicator_code=code, area_code=OWN) for code in (REVENUE, INSURED)]
    deliver(home, "b" * 16, *far)
    deliver(home, "c" * 16, *known, *own, layout="long-table", agency=MAI.agency, period="2026-10")
    versions.publish(home, "thử")
    asked = [
        (REVENUE, OWN, "2026-10", "5"),
        (INSURED, OWN, "2026-10", "5"),
        (REVENUE, OTHER, "2026-08", "không có"),
        (REVENUE, OTHER, "2026-09", "37250"),
        (REVENUE, OTHER, "2026-10", "bốn mươi"),
    ]
    file = tmp_path / "thang-10.csv"
    file.write_text(HEADER + "".join(",".join(one) + "\n" for one in asked), encoding="utf-8")
    with acting(MAI):
        told = steps.take_file(MAI, person(MAI), file, "")
    assert told["accepted"] == 2
    assert {one["reason"].partition(":")[0] for one in told["refused"]} == {"Tài khoản gửi không phụ trách số liệu này"}
    assert not any(number in str(told) for number in ("37,25 ", "37,25.", "41,75"))


def test_the_period_chosen_for_a_file_that_names_none_holds_until_it_is_published(home, tmp_path):
    file = tmp_path / "so-lieu.csv"
    file.write_text(f"indicator_code,area_code,value\n{REVENUE},{OWN},5\n", encoding="utf-8")
    with acting(MAI):
        told = steps.take_file(MAI, person(MAI), file, "2026-10")
        assert steps.send(MAI, person(MAI), told["number"])
    decide(told["number"])
    submission_worker.work(home)
    assert shown(home) == [(OWN, 5.0)]


def test_a_file_in_the_place_of_one_that_was_not_sent_says_so_and_waits_to_be_sent(home, tmp_path):
    first, second = tmp_path / "lan-1.csv", tmp_path / "lan-2.csv"
    first.write_text(f"{HEADER}{REVENUE},{OWN},2026-10,5\n", encoding="utf-8")
    second.write_text(f"{HEADER}{REVENUE},{OWN},2026-10,6\n{REVENUE},{OTHER},2026-10,6\n", encoding="utf-8")
    with acting(MAI):
        assert steps.take_file(MAI, person(MAI), first)["replaced"] == ""
        told = steps.take_file(MAI, person(MAI), second)
        assert told["replaced"] == "lan-1.csv"
        waiting = steps.taken_file(MAI, told["number"])
        assert waiting is not None
        assert waiting["about"]["file_name"] == "lan-2.csv"
        assert (waiting["accepted"], waiting["refused"]) == (1, told["refused"])
        assert steps.taken_file(OFFICE, told["number"]) is None
        assert steps.send(MAI, person(MAI), told["number"])
        assert steps.taken_file(MAI, told["number"]) is None


def test_a_secret_is_refused_in_a_file_and_in_the_grid(home, tmp_path):
    (home / sharing.FILE).write_text(f"subject,level,source\n{REVENUE},secret,QĐ mật\n", encoding="utf-8")
    file = tmp_path / "mat.csv"
    file.write_text(f"{HEADER}{REVENUE},{OWN},2026-10,5\n", encoding="utf-8")
    with acting(MAI), pytest.raises(SourceError, match="bí mật nhà nước"):
        steps.take_file(MAI, person(MAI), file)
    with pytest.raises(SubmissionError, match="không thuộc"):
        write((REVENUE, OWN, "5"))
    assert not (home / steps.FOLDER).exists()


def test_nobody_sends_what_somebody_else_wrote(home):
    number = int(str(write((REVENUE, OWN, "5"))["number"]))
    thief = Reader(7, "An", "UBND xã", "commune_officer", "08", (OTHER,), ())
    with acting(thief), pytest.raises(SubmissionError, match="Không có bảng này"):
        steps.send(thief, person(thief), number)


@pytest.mark.parametrize(
    "reader",
    [
        HEALTH,  # of another department
        Reader(4, "An", "Sở Nội vụ", "staff", "20", ("20",), ()),  # of another province
        Reader(5, "An", "", "leader", "08", ("08",), ()),  # may not approve
        Reader(1, "Lò Thị Mai", "Văn phòng", "staff", "08", ("08",), ()),  # sent it
    ],
)
def test_only_who_answers_for_it_decides_and_nobody_on_their_own(home, reader):
    number = sent()
    with acting(reader), pytest.raises(SubmissionError, match=r"không được duyệt|Không có bảng này"):
        steps.decide(reader, person(reader), number, approves=True, words="", remarks={})
    assert state_of(number)[0] == "sent"


def test_a_locked_period_takes_nothing_on_any_way_in(home, tmp_path):
    number, waiting = sent(), person(OFFICE)
    with store.writing() as conn:
        submissions.approve(conn, waiting, number)
        period_locks.lock(conn, waiting, "08", "tuyen-quang", "2026-10")
    with pytest.raises(LockedError, match="đã khóa"):
        write((REVENUE, OWN, "5"))
    assert submission_worker.work(home) == 0
    assert state_of(number)[0] == "returned"
    assert "đã khóa" in state_of(number)[1]
    file = tmp_path / "thang-10.csv"
    file.write_text(f"{HEADER}{REVENUE},{OWN},2026-10,5\n", encoding="utf-8")
    loaded = [sys.executable, "-m", "cli.main", "load", str(file), "--province", "08"]
    done = subprocess.run(loaded, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "đã khóa" in " ".join((done.stdout + done.stderr).split())
    assert shown(home) == []


BEGUN: dict[str, Callable[[Path], bool]] = {
    "kept": lambda home: len(kept.kept(home)) == 2,
    "building": lambda home: any((home / "warehouse").glob(".building-*")),
    "published": lambda home: len(versions.versions(home)) == 2,
}


@pytest.mark.parametrize("step", BEGUN)
def test_a_worker_that_is_killed_is_followed_by_one_that_neither_loses_nor_doubles(home, step):
    number = sent()
    decide(number)
    killed = subprocess.Popen([sys.executable, "-m", "cli.submission_worker"])
    while not BEGUN[step](home):
        assert killed.poll() is None
    killed.kill()
    killed.wait()
    submission_worker.work(home)
    assert (len(kept.kept(home)), known.waiting(home)) == (2, set())
    assert shown(home) == [(OWN, 1234.5)]
    assert state_of(number)[0] == "published"
    with store.reading() as conn:
        actions = journal.entries(conn, submissions.subject(number))["action"].tolist()
    assert actions.count("submission.published") == 1
    assert submission_worker.work(home) == 0


def test_the_same_figures_sent_again_after_others_stand_again(home):
    for text in ("5", "6", "5"):
        decide(sent((REVENUE, OWN, text)))
        submission_worker.work(home)
        assert shown(home) == [(OWN, float(text))]
