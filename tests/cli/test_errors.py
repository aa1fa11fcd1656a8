"""Whatever goes wrong on the command line is told in a sentence, never by a stack trace."""

import json
import os
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.console import LOG, sentence
from cli.main import app
from cli.program import ToldGroup
from data import paths
from tests.cli.test_intake import GOOD, HEADER, run, said
from tests.shelf import count, reading


def logged(store: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (store / LOG).read_text(encoding="utf-8").splitlines()]


def test_an_error_that_nobody_foresaw_is_told_with_a_reference_and_its_trace_is_in_the_log(store: Path) -> None:
    program, inner = typer.Typer(cls=ToldGroup), typer.Typer()
    program.add_typer(inner, name="bên-trong")

    @inner.command()
    def divide() -> None:
        print(1 // 0)

    @inner.command()
    def end() -> None:
        raise typer.Exit(3)

    result = CliRunner().invoke(program, ["bên-trong", "divide"])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "ZeroDivisionError" not in result.output
    (entry,) = logged(store)
    assert f"Lỗi ngoài dự kiến, mã {entry['reference']}." in said(result)
    assert "ZeroDivisionError" in str(entry["trace"])
    assert CliRunner().invoke(program, ["bên-trong", "end"]).exit_code == 3


def test_the_program_tells_its_errors_in_this_way() -> None:
    assert isinstance(typer.main.get_command(app), ToldGroup)


def test_where_the_log_cannot_be_written_the_error_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tep").write_text("không phải thư mục", encoding="utf-8")
    monkeypatch.setenv("CHISO_HOME", str(tmp_path / "tep" / "kho"))
    assert "không ghi được vào" in sentence(ZeroDivisionError())


def test_one_file_that_breaks_the_program_does_not_keep_the_others_out(store: Path, tmp_path: Path) -> None:
    good, loop = tmp_path / "tot.csv", tmp_path / "vong.csv"
    good.write_text(GOOD, encoding="utf-8")
    loop.symlink_to(loop)  # cannot be followed, and no reader foresees it
    result = run("load", loop, good, "--province", "08")
    assert result.exit_code == 1
    assert "vong.csv: Không đọc hoặc không ghi được" in said(result)
    with reading(store) as conn:
        assert count(conn) == 1


def test_a_file_name_in_an_old_character_set_is_refused_with_advice(store: Path, tmp_path: Path) -> None:
    file = os.path.join(os.fsencode(tmp_path), b"b\xf8o-c\xf8o.csv")
    with open(file, "w", encoding="utf-8") as opened:
        opened.write(GOOD)
    result = run("load", os.fsdecode(file), "--province", "08")
    assert result.exit_code == 1
    assert "tên tệp viết bằng mã chữ cũ" in said(result)
    assert "Đổi tên tệp" in said(result)
    assert not paths.deliveries(store).exists()


def test_a_folder_is_not_taken_for_a_file(store: Path, tmp_path: Path) -> None:
    assert "đây là thư mục, không phải tệp" in said(run("load", tmp_path))


@pytest.mark.parametrize(
    "command",
    [
        ("template", "tuyen-quang-monthly", "--period", "2026-10", "-o", "{nowhere}/b.xlsx"),
        ("catalogue", "export", "{nowhere}/b.csv"),
        ("layout", "new", "{file}", "-o", "{nowhere}/b.toml"),
    ],
)
def test_what_cannot_be_written_is_told_with_its_place(store: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "bao-cao.csv"
    file.write_text(f"{HEADER}\n", encoding="utf-8")
    result = run(*(word.format(nowhere=tmp_path / "khong-co", file=file) for word in command))
    assert result.exit_code == 1
    assert f"không ghi được «{tmp_path / 'khong-co'}" in said(result).replace("- ", "-")
    assert not (store / LOG).exists()


def test_a_damaged_record_of_a_delivery_is_named_and_the_served_version_stays(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.csv"
    file.write_text(GOOD, encoding="utf-8")
    run("load", file, "--province", "08")
    (record,) = paths.deliveries(store).glob("*/delivery.json")
    record.write_text("{", encoding="utf-8")
    result = run("publish")
    assert result.exit_code == 1
    assert f"delivery.json của lần nhận {record.parent.name} bị hỏng" in said(result)
    with reading(store) as conn:
        assert count(conn) == 1
