"""What waits for somebody: tables of their agency, commune by commune, those returned to them, those they decide on."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data import due, engine, sending_todo, versions
from data.rights import sharing
from data.rights.reader import HOUSE, Reader, acting
from data.sending_todo import Todo
from data.state import store, submissions
from data.state.journal import Person
from data.state.submissions import SubmissionError, Target
from data.submission_answers import BY_COMMUNE, GRID
from submissions import steps
from tests.shelf import deliver, observed
from web import sending_views

OWN, POOR, AGENCY, SET = "00691", "tq_poor_households", "Sở Nông nghiệp và Môi trường", "tuyen-quang"
MAI = Reader(1, "Lò Thị Mai", "UBND phường", "commune_officer", "08", (OWN,), ())
NONG = Reader(2, "Hà Văn Nông", AGENCY, "department_officer", "08", ("08",), (AGENCY,))
HEALTH = Reader(3, "Hà", "Sở Y tế", "department_officer", "08", ("08",), ("Sở Y tế",))
CASES = "tq_new_cases"
TODAY = date(2026, 11, 22)


@pytest.fixture
def home(store: Path, both_databases: None) -> Path:
    deliver(store, "a" * 16, observed(12.0, "2026-10", indicator_code=POOR, area_code=OWN))
    versions.publish(store, "thử")
    return store


def todo(reader: Reader, set_code: str = SET, today: date = TODAY) -> Todo:
    with acting(reader), engine.connect() as conn:
        return sending_todo.of_current(conn, set_code, today)


def test_a_department_fills_its_indicators_by_commune_where_communes_report_them(home: Path) -> None:
    with acting(NONG), engine.connect() as conn:
        tables = [one for one in due.tables_due(conn, NONG, SET, TODAY) if one.period == "2026-10"]
        (monthly,) = [one for one in tables if one.kind == BY_COMMUNE]
        codes = [one.code for one in monthly.indicators]
        assert POOR in codes
        assert (monthly.came, monthly.wanted) == (1, 124 * len(codes))
        grid = sending_views.grid(NONG, "2026-10", AGENCY, BY_COMMUNE)
        assert grid is not None
        assert (len(grid.areas), grid.known[POOR, OWN]) == (124, 12.0)
        assert {one.lead_agency for one in grid.indicators} == {AGENCY}
        assert sending_views.grid(NONG, "2026-10", "Sở Y tế", BY_COMMUNE) is None


def test_a_table_by_commune_is_a_draft_of_its_own_and_only_of_whoever_answers_for_the_province(home: Path) -> None:
    def wrote(kind: str, area: str, code: str) -> int:
        target = Target("08", SET, "2025", AGENCY, kind)
        with acting(NONG):
            return int(steps.write(NONG, Person(NONG.name), target, [(code, area, "5")])["number"])

    whole = wrote(GRID, "08", "tq_forest_cover")
    assert wrote(BY_COMMUNE, OWN, "tq_land_area") != whole
    with acting(NONG):
        drafts = [sending_views.grid(NONG, "2025", AGENCY, kind) for kind in (GRID, BY_COMMUNE)]
    written = [set(one.written) for one in drafts if one is not None]
    assert written == [{("tq_forest_cover", "08")}, {("tq_land_area", OWN)}]
    assert due.sendable(MAI, SET, BY_COMMUNE) == []


def test_what_was_returned_and_what_is_overdue_wait_for_their_author_and_what_was_sent_for_who_decides(
    home: Path,
) -> None:
    target = Target("08", SET, "2026-10", AGENCY)
    with acting(MAI):
        number = int(steps.write(MAI, Person(MAI.name), target, [(POOR, OWN, "15")])["number"])
        assert todo(MAI).returned == []
        steps.send(MAI, Person(MAI.name), number)
    assert [todo(one).to_decide for one in (NONG, HEALTH, MAI)] == [1, 0, 0]
    with acting(NONG):
        steps.decide(NONG, Person(NONG.name), number, approves=False, words="Xem lại số hộ", remarks={})
    (returned,) = todo(MAI).returned
    assert (returned["submission_id"], returned["words"]) == (number, "Xem lại số hộ")
    assert [todo(one).returned for one in (NONG, HEALTH)] == [[], []]
    assert todo(NONG).to_decide == 0
    late = {(one.kind, one.agency, one.period) for one in todo(NONG).overdue}
    assert (BY_COMMUNE, AGENCY, "2026-10") in late
    assert {agency for _, agency, _ in late} == {AGENCY}
    assert "2026-10" not in {one.period for one in todo(NONG, today=date(2026, 11, 2)).overdue}


def test_whoever_does_not_see_all_of_a_table_does_not_decide_on_it(home: Path, tmp_path: Path) -> None:
    (home / sharing.FILE).write_text(f"subject,level,source\n{CASES},restricted,QĐ thử\n", encoding="utf-8")
    file = tmp_path / "hai-nganh.csv"
    rows = f"{POOR},{OWN},2026-10,3\n{CASES},{OWN},2026-10-20,3\n"
    file.write_text(f"indicator_code,area_code,period,value\n{rows}", encoding="utf-8")
    with acting(MAI):
        told = steps.take_file(MAI, Person(MAI.name), file)
        assert told["accepted"] == 2, told
        number = int(told["number"])
        assert steps.send(MAI, Person(MAI.name), number)
    for one in (NONG, HEALTH):
        with acting(one), store.reading() as conn:
            seen = {cell["indicator_code"] for cell in submissions.written(conn, number)}
        assert (POOR in seen, todo(one).to_decide) == (True, 0)
        with acting(one), pytest.raises(SubmissionError, match="không được duyệt"):
            steps.decide(one, Person(one.name), number, approves=True, words="", remarks={})
    assert todo(replace(NONG, agencies=(AGENCY, HEALTH.agency))).to_decide == 1
    with acting(NONG), store.reading() as conn:
        assert {cell["indicator_code"] for cell in submissions.written(conn, number)} == {POOR}


def test_nobody_is_owed_anything_in_another_province_or_in_a_house_without_accounts(home: Path) -> None:
    with store.writing() as conn:
        submissions.begin(conn, Person("An"), None, Target("08", SET, "2026-10", AGENCY))
    assert todo(NONG).overdue
    assert not todo(NONG, "cao-bang").is_anything
    assert not todo(HOUSE).is_anything
