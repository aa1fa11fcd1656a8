"""Briefings made in the background: once each, whatever is killed; scheduled ones when their period closes."""

import re
import shutil
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import pypdf
import pytest
import sqlalchemy as sa

from briefings import issuing, schedule, worker
from briefings.outline import Outline, Part, parted, to_json
from data import versions
from data.state import briefings, journal, store, tables
from data.state.alone import alone
from data.state.briefings import BriefingError
from data.state.journal import Person
from exports.briefing import frozen, packed
from tests.briefings import shelf
from tests.briefings.shelf import PROVINCE, fill
from tests.shelf import deliver, in_another_process, observed

pytestmark = pytest.mark.usefixtures("both_databases")

LAN = Person("Nguyễn Thị Lan", "Văn phòng UBND tỉnh")
ON = date(2026, 3, 20)


def outline(*parts: Part) -> Outline:
    """Words and a table: what is tested here is how briefings are made, not what is in them."""
    return shelf.outline(*(parts or (Part("economy", "group", "economy", shows=("text", "table")),)))


@pytest.fixture
def home(store: Path) -> Path:
    return fill(store)


def begun(wanted: Outline) -> int:
    with store.writing() as conn:
        return briefings.begin(conn, LAN, PROVINCE, "Báo cáo tháng 2", to_json(wanted))


def asked(number: int, wanted: Outline, key: str = "a") -> int:
    with store.writing() as conn:
        return briefings.submit(conn, LAN, number, to_json(wanted), ON, key)


def jobs(number: int) -> list[dict[str, object]]:
    with store.reading() as conn:
        return briefings.jobs(conn, number).to_dict("records")


def issued() -> list[dict[str, object]]:
    with store.reading() as conn:
        return briefings.issues(conn, PROVINCE).to_dict("records")


def test_what_is_asked_for_is_made_in_every_format_and_signed(home):
    number = begun(outline())
    asked(number, outline())
    (code,) = worker.run(home)
    assert list(issuing.files(home, code)) == ["docx", "pptx", "xlsx", "pdf"]
    (job,) = jobs(number)
    assert (job["state"], job["code"], job["asked_by"]) == ("done", code, "Nguyễn Thị Lan")
    with store.reading() as conn:
        actions = list(journal.entries(conn, f"briefing:{number}")["action"])
        assert actions == ["briefing.issued", "briefing.begun"]
        assert journal.first_broken(conn) is None
    assert worker.run(home) == []


def test_the_same_question_is_one_job_and_the_same_content_one_issue(home):
    number = begun(outline())
    assert asked(number, outline(), "a") == asked(number, outline(), "a")
    asked(number, outline(), "b")
    first, second = worker.run(home)
    assert first == second
    assert len(issued()) == 1


def test_the_code_resolves_to_the_figures_as_they_were_known_then(home):
    asked(begun(outline()), outline())
    (code,) = worker.run(home)
    corrected = observed(999, "2026-02", status="revised", cell="C8")
    deliver(home, "dinh-chinh", corrected, on=datetime(2026, 3, 25), received=datetime(2026, 3, 25))
    versions.publish(home, "đính chính")
    with store.reading() as conn:
        kept = frozen.from_json(briefings.find(conn, code)["content"])
    assert "1.350,5 tỷ đồng" in " ".join(block.text for block in kept.blocks() if hasattr(block, "text"))
    assert frozen.code_of(kept) == code


def test_what_a_killed_process_left_is_begun_anew_and_made_once(home):
    number = begun(outline())
    asked(number, outline())
    with store.writing() as conn:
        briefings.step(conn, briefings.take(conn), "pptx")
    half = home / "briefings" / ".making-1"
    half.mkdir(parents=True)
    (half / "half.docx").write_bytes(b"half")
    (code,) = worker.run(home)
    assert not half.exists()
    assert len(issued()) == 1
    assert len(issuing.files(home, code)) == 4


def test_a_worker_that_is_killed_loses_nothing(home):
    number = begun(outline())
    asked(number, outline())
    process = in_another_process(worker.run, home)
    while process.is_alive() and not list((home / "briefings").glob(".making-*/*.docx")):
        process.join(0.02)
    process.kill()
    process.join()
    worker.run(home)
    (job,) = jobs(number)
    assert job["state"] == "done"
    assert len(issued()) == 1
    assert len(issuing.files(home, str(job["code"]))) == 4


def test_what_always_dies_is_put_aside_with_a_sentence(home):
    number = begun(outline())
    asked(number, outline())
    for _ in range(briefings.MOST_ATTEMPTS):
        with store.writing() as conn:
            briefings.take(conn)
    assert worker.run(home) == []
    (job,) = jobs(number)
    assert job["state"] == "failed"
    assert str(job["told"]).startswith("Đã thử 3 lần")


def test_a_kind_that_is_gone_is_a_sentence_and_the_next_job_goes_on(home):
    wrong = replace(outline(), kind="khong-con")
    number = begun(outline())
    asked(number, wrong, "a")
    asked(number, outline(), "b")
    assert len(worker.run(home)) == 1
    assert [job["state"] for job in jobs(number)] == ["done", "failed"]
    assert "Không còn loại báo cáo «khong-con»" in str(jobs(number)[1]["told"])


def test_a_broken_template_is_told_and_the_slides_are_made_without_it(home):
    (home / "briefings").mkdir(parents=True)
    issuing.template(home, "pptx").write_bytes(b"no deck")
    number = begun(outline())
    asked(number, outline())
    (code,) = worker.run(home)
    assert "pptx" in issuing.files(home, code)
    assert "Mẫu trình chiếu mau.pptx bị hỏng" in str(jobs(number)[0]["told"])


def test_the_province_s_template_for_word_is_used_and_its_unknown_slots_are_told(home):
    (home / "briefings").mkdir(parents=True)
    made = docx.Document()
    for text in ("{cơ quan}", "{nội dung}", "{dấu đỏ}"):
        made.add_paragraph(text)
    made.save(str(issuing.template(home, "docx")))
    number = begun(outline())
    asked(number, outline())
    (code,) = worker.run(home)
    head = docx.Document(str(issuing.files(home, code)["docx"])).paragraphs[0].text
    assert head == "TRUNG TÂM GIÁM SÁT, ĐIỀU HÀNH THÔNG MINH"
    assert "không hiểu được: {dấu đỏ};" in str(jobs(number)[0]["told"])
    assert issuing.examined(home)["mau.docx"] == jobs(number)[0]["told"]


def test_files_of_one_code_are_equal_in_every_bit(home):
    number = begun(outline())
    asked(number, outline(), "a")
    (code,) = worker.run(home)
    files = issuing.files(home, code)
    before = {kind: path.read_bytes() for kind, path in files.items()}
    shutil.rmtree(files["docx"].parent)
    asked(number, outline(), "b")
    assert worker.run(home) == [code]
    assert {kind: path.read_bytes() for kind, path in issuing.files(home, code).items()} == before
    for kind in ("docx", "pptx", "xlsx"):  # no clock is in them, however fast they were made
        with zipfile.ZipFile(files[kind]) as file:
            assert {one.date_time for one in file.infolist()} == {packed.MOMENT}
            assert set(re.findall(rb"<dcterms:\w+[^>]*>([^<]*)", file.read(packed.ABOUT))) == {b"2026-03-20T00:00:00Z"}
    assert pypdf.PdfReader(files["pdf"]).metadata.creation_date.date() == ON


def test_an_unknown_slot_is_told_with_what_was_made(home):
    wanted = outline(Part("a", "group", "economy", text="Đạt {số:khong_co}.", shows=("text",)))
    number = begun(wanted)
    asked(number, wanted)
    worker.run(home)
    assert "{số:khong_co}" in str(jobs(number)[0]["told"])


def test_every_text_is_kept_and_nobody_overwrites_another(home):
    number = begun(outline())
    worded = outline(Part("a", "words", title="Kiến nghị", text="Không."))
    with store.writing() as conn:
        assert briefings.save(conn, LAN, number, "Báo cáo", to_json(worded), 1) == 2
        assert briefings.save(conn, LAN, number, "Báo cáo", to_json(worded), 2) == 2
        with pytest.raises(BriefingError, match="Nguyễn Thị Lan đã lưu bản 2"):
            briefings.save(conn, LAN, number, "Khác", to_json(outline()), 1)
    with store.reading() as conn:
        assert list(briefings.revisions(conn, number)["revision"]) == [2, 1]
        assert briefings.text(conn, number, 1) == to_json(outline())


def test_without_a_name_nothing_is_done(home):
    with store.writing() as conn, pytest.raises(BriefingError, match="Ghi họ tên"):
        briefings.begin(conn, Person(" "), PROVINCE, "Báo cáo", to_json(outline()))


def scheduled() -> int:
    return begun(replace(outline(), is_scheduled=True))


def test_a_scheduled_briefing_is_made_when_its_period_was_due(home):
    scheduled()
    assert schedule.ask_for_due(home, date(2026, 3, 20)) == ["1/2026-02"]
    assert schedule.ask_for_due(home, date(2026, 3, 21)) == ["1/2026-02"]
    assert len(worker.run(home)) == 1
    assert len(jobs(1)) == 1


def test_it_is_made_before_that_once_all_has_come_and_not_while_it_is_awaited(home):
    scheduled()
    assert schedule.ask_for_due(home, date(2026, 4, 1)) == []  # March is over, but nothing of it has come
    assert schedule.ask_for_due(home, date(2026, 3, 2)) == ["1/2026-02"]  # of February everything has


def test_processes_that_ask_for_the_same_at_once_share_its_jobs(home):
    number, keys = begun(outline()), [f"{place}" for place in range(40)]
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: [asked(number, outline(), key) for key in keys], range(4)))
    assert numbers[0] == numbers[1] == numbers[2] == numbers[3]
    with store.reading() as conn:
        assert len(briefings.jobs(conn, number, limit=1000)) == len(keys)


def test_of_two_who_save_at_once_one_is_told(home):
    number = begun(outline())

    def save(name: str) -> str:
        worded = outline(Part("a", "words", title=name, text="Không."))
        try:
            with store.writing() as conn:
                return str(briefings.save(conn, LAN, number, "Báo cáo", to_json(worded), 1))
        except BriefingError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(save, "abcd"))
    assert told[0] == "2"
    assert all("Nguyễn Thị Lan đã lưu bản 2" in one for one in told[1:])


def test_what_one_machine_makes_another_does_not_begin_meanwhile(home, tmp_path):
    number = begun(outline())
    asked(number, outline())
    there = tmp_path / "may khac"  # of another machine, which shares the state
    with alone(there / "briefings", worker.WORK, patient=False) as is_theirs:
        assert is_theirs
        assert worker.run(home) == []
        (waiting,) = jobs(number)
        assert waiting["state"] == "waiting"
    assert len(worker.run(home)) == 1


def test_a_machine_that_was_switched_off_is_followed_when_its_term_is_over(home, tmp_path):
    number = begun(outline())
    asked(number, outline())
    with store.writing() as conn:
        briefings.take(conn)  # by a machine that is gone since
        term = {"name": worker.WORK, "holder": "may-khac:/kho", "until": time.time() + 3}
        conn.execute(sa.insert(tables.lease).values(**term))
    assert worker.run(home) == []
    while not (made := worker.run(home)):
        assert time.time() < term["until"] + 60
        time.sleep(0.2)
    assert len(made) == len(issued()) == 1


def test_a_section_that_nobody_wrote_is_not_printed_and_told(home):
    wanted = outline(
        Part("economy", "group", "economy", shows=("text",)),
        Part("tasks", "words", title="Nhiệm vụ tới"),
        Part("more", "words", title="Kiến nghị", text="Đề nghị cấp vốn."),
    )
    number = begun(wanted)
    asked(number, wanted)
    (code,) = worker.run(home)
    with store.reading() as conn:
        kept = frozen.from_json(briefings.find(conn, code)["content"])
    assert [one.title for one in kept.sections] == ["Kinh tế", "Kiến nghị"]
    (job,) = jobs(number)
    assert "Mục «Nhiệm vụ tới» chưa có lời văn nên không in." in job["told"]


def test_a_briefing_of_nothing_but_unwritten_sections_keeps_them():
    bare = outline(Part("tasks", "words", title="Nhiệm vụ tới"))
    assert parted(bare) == (bare, ())
