"""What strains a briefing: nothing to tell, no boundaries, a title without measure, a broken picture, 500 sections."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from briefings import issuing, kinds, worker
from briefings.issuing import KINDS
from briefings.outline import Outline, Part, to_json
from data import versions
from data.state import briefings, store
from data.state.journal import Person
from exports.briefing.model import Map
from geo import boundaries
from tests.briefings.shelf import COMMUNES, PROVINCE, SET, composed, fill, outline
from tests.briefings.test_documents import READERS

LAN = Person("Nguyễn Thị Lan")
ON = date(2026, 3, 20)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kho"))


def asked(home: Path, wanted: Outline) -> dict[str, object]:
    """The job of a briefing after the worker was at it."""
    with store.writing() as conn:
        number = briefings.begin(conn, LAN, PROVINCE, "Báo cáo", to_json(wanted))
        briefings.submit(conn, LAN, number, to_json(wanted), ON, "a")
    worker.run(home)
    with store.reading() as conn:
        (job,) = briefings.jobs(conn, number).to_dict("records")
    return job


def usual(kind: str, period: str = "2026-02") -> Outline:
    """As staff begin it, every section of the kind in it."""
    found = kinds.of_store(Path("/nowhere"))[kind]
    return kinds.start(found, SET, period, "Tỉnh Tuyên Quang", of="economy", area="00721")


def test_a_store_without_a_version_is_told_and_keeps_the_job(store: Path) -> None:
    job = asked(store, outline())
    assert job["state"] == "failed"
    assert "chiso" in str(job["told"])


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("named", ["thang", "chuyen-de", "xa"])
def test_a_version_that_holds_nothing_gives_files_that_say_so(store: Path, named: str, kind: str) -> None:
    versions.publish(store, "trống")
    briefing = composed(store, usual(named)).briefing
    assert "Chưa" in READERS[kind](KINDS[kind](briefing))
    assert briefing.origins == ()


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_period_without_figures_is_told_section_by_section(kept: Path, kind: str) -> None:
    briefing = composed(kept, usual("thang", "2019-05")).briefing
    said = READERS[kind](KINDS[kind](briefing)).replace("\n", " ")
    assert "Chưa có số liệu của tháng 5 năm 2019" in said
    assert all(section.blocks for section in briefing.sections)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_title_without_measure_is_written_and_cut_nowhere_silently(kept: Path, kind: str) -> None:
    words = outline(Part("words", "words", title="Tên " + "rất dài " * 130_000, shows=("text",)))  # a million signs
    assert KINDS[kind](composed(kept, words).briefing)


@pytest.mark.parametrize("kind", list(KINDS))
def test_five_hundred_sections_are_written_each_with_its_number(kept: Path, kind: str) -> None:
    parts = [Part(f"w{n}", "words", title=f"Mục số {n}", text=f"Lời {n}.", shows=("text",)) for n in range(500)]
    said = READERS[kind](KINDS[kind](composed(kept, outline(*parts)).briefing))
    assert [n for n in range(500) if f"Lời {n}." not in said] == []


def put_boundaries(home: Path, text: str) -> None:
    own = boundaries.folder(PROVINCE, home) / "moi"
    own.mkdir(parents=True)
    (own / boundaries.FILE).write_text(text, encoding="utf-8")
    boundaries.use(PROVINCE, home, "moi")


MAPPED = outline(Part("a", "group", COMMUNES, shows=("text", "map", "table")))


def test_boundaries_that_cannot_be_read_are_told_with_the_remedy_once(store: Path) -> None:
    fill(store)
    put_boundaries(store, "{")
    job = asked(store, MAPPED)
    assert (job["state"], job["step"]) == ("failed", 0)
    assert "Hãy nhập lại ranh giới của tỉnh 08" in str(job["told"])


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_province_without_boundaries_of_communes_has_a_map_that_says_what_it_has(store: Path, kind: str) -> None:
    fill(store)
    box = [104.8, 21.5, 105.6, 23.4]
    put_boundaries(store, json.dumps({"label": "Ranh giới", "source": "Sở A", "approximate": False, "vintage": "2026",
                                      "bbox": box, "view": box, "features": []}))  # fmt: skip
    briefing = composed(store, MAPPED).briefing
    assert [type(one) for one in briefing.blocks() if isinstance(one, Map)] == [Map]
    assert "Đồng Văn" in READERS[kind](KINDS[kind](briefing))


@pytest.mark.parametrize("kind", list(issuing.FORMS))
def test_a_template_with_a_broken_picture_is_used_or_told(store: Path, kind: str) -> None:
    fill(store)
    own = issuing.template(store, kind)
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(with_broken_picture(KINDS[kind](composed(store, MAPPED).briefing)))
    job = asked(store, outline())
    assert job["state"] == "done"
    assert set(issuing.files(store, str(job["code"]))) == set(KINDS)


def with_broken_picture(document: bytes) -> bytes:
    """The same file, what stands in its pictures cut off after a few bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(made, "w") as new:
        pictures = [one for one in old.namelist() if "/media/" in one]
        assert pictures
        for name in old.namelist():
            new.writestr(name, old.read(name)[:20] if name in pictures else old.read(name))
    return made.getvalue()
