"""``chiso watch`` and ``chiso load --source`` as somebody types them."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli.watching import look_again
from data import tables
from loaders import delivery as kept
from loaders.pipeline import Options
from tests.cli.test_intake import CORRECTED, GOOD, run, said
from tests.loaders.sources.server import answers, serving
from tests.shelf import reading

DECLARED = """
code = "kho-bac"
kind = "web"
url = "{url}"
province = "08"
agency = "Kho bạc Nhà nước khu vực"
attempts = 1
[fields]
chiTieu = "indicator_code"
ky = "period"
giaTri = "value"
[constants]
area_code = "08"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "den").mkdir()
    return tmp_path / "den"


def values(store: Path) -> list[float]:
    with reading(store) as conn:
        known = sa.select(tables.observation.c.value).order_by(tables.observation.c.published_at)
        return list(conn.execute(known).scalars())


def test_files_dropped_into_a_folder_are_loaded_once_when_they_are_complete(store: Path, folder: Path) -> None:
    (folder / "bao-cao.csv").write_text(GOOD, encoding="utf-8")
    first = run("watch", folder, "--province", "08", "--once")
    assert "Còn 1 tệp mới hoặc đang được ghi" in said(first)
    assert kept.kept(store) == []
    second = run("watch", folder, "--province", "08", "--once")
    assert second.exit_code == 0, second.output
    assert "Đã công bố phiên bản" in said(second)
    assert values(store) == [412.5]
    third = run("watch", folder, "--province", "08", "--once")
    assert said(third) == ""
    assert [path.name for path in folder.iterdir()] == ["bao-cao.csv"]


def test_a_corrected_file_under_the_same_name_is_loaded(store: Path, folder: Path) -> None:
    for content in (GOOD, CORRECTED):
        (folder / "bao-cao.csv").write_text(content, encoding="utf-8")
        run("watch", folder, "--province", "08", "--once")
        run("watch", folder, "--province", "08", "--once")
    assert values(store) == [412.5, 420.25]


def test_a_file_that_is_no_report_is_told_once_and_again_when_asked(store: Path, folder: Path) -> None:
    (folder / "anh.png").write_bytes(b"x")
    (folder / "bao-cao.csv").write_text(GOOD, encoding="utf-8")
    told = [said(run("watch", folder, "--province", "08", "--once")) for _ in range(3)]
    assert ["anh.png" in text for text in told] == [False, True, False]
    assert values(store) == [412.5]
    assert "anh.png" in said(run("watch", folder, "--province", "08", "--once", "--again"))


def test_a_folder_that_is_not_there_ends_the_watch_with_a_sentence(store: Path, folder: Path) -> None:
    result = run("watch", folder / "khong-co", "--once")
    assert result.exit_code == 1
    assert "không xem được thư mục theo dõi" in said(result)


def test_a_folder_out_of_reach_for_a_while_does_not_end_a_watch(
    store: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bao-cao.csv").write_text(GOOD, encoding="utf-8")
    away = folder.rename(folder.with_name("mat-mang"))
    about = Options(province="08")
    look_again(folder, about)
    assert "không xem được thư mục theo dõi" in " ".join(capsys.readouterr().err.split())
    away.rename(folder)
    look_again(folder, about)
    look_again(folder, about)
    assert values(store) == [412.5]


def test_a_declared_source_is_loaded_and_its_last_good_answer_stays(store: Path, tmp_path: Path) -> None:
    good = json.dumps([{"chiTieu": "tq_budget_revenue", "ky": "2026-09", "giaTri": 412.5}])
    with serving(answers(good), answers("", 404)) as server:
        (tmp_path / "nguon.toml").write_text(DECLARED.format(url=server.url), encoding="utf-8")
        first = run("load", "--source", tmp_path / "nguon.toml")
        second = run("load", "--source", tmp_path / "nguon.toml")
    assert first.exit_code == 0, first.output
    assert values(store) == [412.5]
    assert [record["agency"] for record in kept.kept(store)] == ["Kho bạc Nhà nước khu vực"]
    assert second.exit_code == 1
    assert "mã 404" in said(second)
    assert "đã được nạp trước đây" in said(second)
