"""``chiso load`` and ``chiso demo`` as somebody types them."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from cli.main import app
from data import engine, paths, tables, versions
from loaders import delivery as kept
from tests.shelf import count, reading

HEADER = "Mã chỉ tiêu,Mã địa bàn,Tên địa bàn,Kỳ,Giá trị"
GOOD = f"{HEADER}\ntq_budget_revenue,08,Tỉnh Tuyên Quang,2026-09,412.5\n"
CORRECTED = GOOD.replace("412.5", "420.25")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def said(result: Result) -> str:
    """What was printed, on one line: where a table or a terminal breaks a sentence is not what is tested."""
    return " ".join(result.output.split())


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "bao-cao.csv"
    file.write_text(GOOD, encoding="utf-8")
    return file


def test_a_report_is_read_told_kept_and_published(store: Path, report: Path) -> None:
    result = run("load", report, "--province", "08", "--as-of", "2026-10-05")
    assert result.exit_code == 0, result.output
    assert "bao-cao.csv" in said(result)
    assert "Đã công bố phiên bản" in said(result)
    with reading(store) as conn:
        row = conn.execute(sa.select(tables.observation)).one()
    assert (row.value, row.status, f"{row.published_at:%Y-%m-%d}") == (412.5, "final", "2026-10-05")


def test_a_dry_run_says_what_would_change_and_changes_nothing(store: Path, report: Path) -> None:
    run("load", report, "--province", "08", "--as-of", "2026-10-05")
    report.write_text(CORRECTED, encoding="utf-8")
    result = run("load", report, "--province", "08", "--as-of", "2026-10-20", "--dry-run")
    assert result.exit_code == 0
    assert "từ 412,5 (final) thành 420,25 (final)" in said(result)
    assert "Chạy thử: không có gì được lưu" in said(result)
    assert len(kept.kept(store)) == 1
    with reading(store) as conn:
        assert count(conn) == 1


def test_a_dry_run_names_what_the_file_says_no_longer_and_a_load_leaves_it_as_it_was(store: Path, report: Path) -> None:
    report.write_text(f"{GOOD}tq_exports,08,Tỉnh Tuyên Quang,2026-09,30\n", encoding="utf-8")
    run("load", report, "--province", "08", "--as-of", "2026-10-05")
    report.write_text(CORRECTED, encoding="utf-8")
    again = ("load", report, "--province", "08", "--as-of", "2026-10-20")
    assert "− 1 trong 2 giá trị mà «bao-cao.csv»" in said(run(*again, "--dry-run"))
    run(*again)
    with reading(store) as conn:
        in_force = sa.select(tables.observation.c.value).where(tables.observation.c.superseded_at == tables.END_OF_TIME)
        assert sorted(conn.execute(in_force).scalars()) == [30.0, 420.25]


def test_a_dry_run_on_an_empty_store_leaves_it_empty(store: Path, report: Path) -> None:
    assert run("load", report, "--province", "08", "--dry-run").exit_code == 0
    assert not paths.deliveries(store).exists()
    assert not paths.warehouse(store).exists()


def test_the_same_file_twice_says_so_and_changes_nothing(store: Path, report: Path) -> None:
    run("load", report, "--province", "08")
    before = sorted(path.name for path in paths.warehouse(store).iterdir())
    result = run("load", report, "--province", "08")
    assert result.exit_code == 0
    assert "Tệp này đã được nạp trước đây: không có gì thay đổi." in said(result)
    assert sorted(path.name for path in paths.warehouse(store).iterdir()) == before


def test_a_rollback_is_not_undone_by_a_source_that_answers_as_before(store: Path, report: Path) -> None:
    run("load", report, "--province", "08", "--as-of", "2026-10-05")
    report.write_text(CORRECTED, encoding="utf-8")
    run("load", report, "--province", "08", "--as-of", "2026-10-20")
    assert "1 lần nhận bị rút" in said(run("rollback"))
    served = engine.current_name(store)
    again = run("load", report, "--province", "08", "--as-of", "2026-10-20")
    assert "«chiso rollback» đã rút" in said(again)
    assert engine.current_name(store) == served
    run("publish")
    with reading(store) as conn:
        assert count(conn) == 2
    assert versions.held(store) == set()
    assert "không có gì thay đổi" in said(run("load", report, "--province", "08", "--as-of", "2026-10-20"))


def test_what_waits_to_be_published_is_not_held_back_by_a_rollback(store: Path, report: Path, tmp_path: Path) -> None:
    run("load", report, "--province", "08")
    run("publish", "--rebuild")
    waits = tmp_path / "cho.csv"
    waits.write_text(GOOD.replace("2026-09", "2026-08"), encoding="utf-8")
    run("load", waits, "--province", "08", "--no-publish")
    assert "bị rút" not in said(run("rollback"))
    assert "chưa công bố" in said(run("load", waits, "--province", "08"))
    with reading(store) as conn:
        assert count(conn) == 2


def test_a_corrected_file_revises_and_the_earlier_value_stays(store: Path, report: Path) -> None:
    run("load", report, "--province", "08", "--as-of", "2026-10-05")
    report.write_text(CORRECTED, encoding="utf-8")
    run("load", report, "--province", "08", "--as-of", "2026-10-20")
    with reading(store) as conn:
        known = conn.execute(sa.select(tables.observation.c.value).order_by(tables.observation.c.published_at))
        assert known.scalars().all() == [412.5, 420.25]


def test_a_missing_file_is_told_in_a_sentence_with_exit_code_1(store: Path, tmp_path: Path) -> None:
    result = run("load", tmp_path / "khong-co.xlsx", "--province", "08")
    assert result.exit_code == 1
    assert "Tệp «khong-co.xlsx»: không tìm thấy tệp." in said(result)
    assert not paths.deliveries(store).exists()


def test_a_file_refused_whole_does_not_keep_the_others_out(store: Path, report: Path, tmp_path: Path) -> None:
    empty = tmp_path / "rong.csv"
    empty.touch()
    result = run("load", empty, report, "--province", "08")
    assert result.exit_code == 1
    assert "Tệp «rong.csv»: tệp rỗng" in said(result)
    assert [record["file_name"] for record in kept.kept(store)] == ["bao-cao.csv"]


def test_every_refused_cell_is_told_with_cell_value_reason_and_remedy(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "ban.csv"
    lines = "".join(f"tq_budget_revenue,08,,2026-{month:02d},chưa có\n" for month in range(1, 10))
    file.write_text(f"{GOOD.replace('2026-09', '2025-12')}{lines * 3}", encoding="utf-8")
    result = run("load", file, "--province", "08")
    assert result.exit_code == 0
    assert "dòng 3 · «chưa có» · «chưa có» là chữ, không phải số. ·" in said(result)
    assert "… và 7 ô bị từ chối khác; đủ ở " in said(result)


def test_a_load_can_wait_to_be_published(store: Path, report: Path) -> None:
    result = run("load", report, "--province", "08", "--no-publish")
    assert "Đã lưu, chưa công bố." in said(result)
    assert len(kept.kept(store)) == 1
    assert not paths.warehouse(store).exists()


def test_values_can_be_marked_as_simulated(store: Path, report: Path) -> None:
    run("load", report, "--province", "08", "--simulated")
    with reading(store) as conn:
        assert conn.execute(sa.select(tables.observation.c.status)).scalar_one() == "simulated"


def test_a_query_is_loaded_like_a_file(store: Path, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'so.db'}"
    engine = sa.create_engine(database)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE thu (ky TEXT, gia_tri REAL)")
        conn.exec_driver_sql("INSERT INTO thu VALUES ('2026-09', 412.5)")
    engine.dispose()
    question = tmp_path / "thu.sql"
    question.write_text(
        "SELECT 'tq_budget_revenue' AS indicator_code, '08' AS area_code, ky AS period, gia_tri AS value FROM thu",
        encoding="utf-8",
    )
    result = run("load", "--url", database, "--query-file", question, "--province", "08")
    assert result.exit_code == 0, result.output
    with reading(store) as conn:
        assert conn.execute(sa.select(tables.observation.c.value)).scalar_one() == 412.5


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Chưa nêu tệp nào"),
        (("x.csv", "--as-of", "5/11"), "không phải ngày"),
        (("x.csv", "--as-of", "2999-01-01"), "chưa đến"),
        (("--url", "sqlite://"), "--query-file"),
    ],
)
def test_a_command_that_cannot_be_meant_is_answered_with_what_is_missing(
    store: Path, words: tuple[str, ...], sentence: str
) -> None:
    result = run("load", *words)
    assert result.exit_code == 2
    assert sentence in said(result).replace("│ ", "")


def test_the_demo_of_a_province_without_a_set_names_what_is_wrong(store: Path) -> None:
    result = run("demo", "--province", "01")
    assert result.exit_code == 2
    assert "Không có bộ chỉ số" in said(result).replace("│ ", "")


def test_the_demo_loads_through_the_real_loaders_and_publishes(store: Path) -> None:
    result = run("demo", "--province", "04", "--months", "1")
    assert result.exit_code == 0, result.output
    assert "ô bị từ chối, có lý do." in said(result)
    assert "Đã công bố phiên bản" in said(result)
    with reading(store) as conn:
        assert count(conn) > 200
        assert count(conn, tables.refusal) > 0
    assert "không có gì thay đổi" in said(run("demo", "--province", "04", "--months", "1"))
