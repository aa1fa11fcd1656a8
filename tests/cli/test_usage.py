"""A wrong call of ``chiso`` is told in Vietnamese, and so is every help."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cli.main import app
from cli.program import UNSAID, ToldCommand, ToldGroup
from tests.cli.test_intake import run, said

ENGLISH = ("Usage", "Options", "Arguments", "Commands", "Show ", "default:", "required", "env var", "Install ")


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and every group of the program, as it is called."""
    group = group or typer.main.get_command(app)
    yield path
    for name, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from commands(one, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["load", "--tinh", "08"], "Không có tùy chọn «--tinh». Xem «chiso load --help»."),
        (["load", "--provinc", "08"], "Không có tùy chọn «--provinc». Gần giống: --province. Xem «chiso load --help»."),
        (["load", "a.csv", "--province"], "Tùy chọn «--province» cần một giá trị đi kèm. Xem «chiso load --help»."),
        (["load", "--dry-run=3", "a.csv"], "Tùy chọn «--dry-run» không nhận giá trị. Xem «chiso load --help»."),
        (["load"], "«files»: Chưa nêu tệp nào. Ví dụ: chiso load bao-cao.xlsx. Xem «chiso load --help»."),
        (["load", "a.csv", "--as-of", "31/02/2026"], "«--as-of»: «31/02/2026» không phải ngày. Ghi như 2026-11-05."),
        (["versions", "abc"], "Thừa tham số «abc». Xem «chiso versions --help»."),
        (["layout", "neww"], "Không có lệnh «neww». Gần giống: new. Xem «chiso layout --help»."),
        (["gì-đó"], "Không có lệnh «gì-đó». Xem «chiso --help»."),
        (["template", "x"], "Thiếu «--period»: Kỳ báo cáo, ví dụ 2026-11"),
        (["screen", "add"], "Thiếu «name»: Tên màn hình"),
        (["serve", "--port", "abc"], "«--port»: phải là số nguyên. Xem «chiso serve --help»."),
        (["demo", "--months", "-1"], "«--months»: phải từ 0 trở lên. Xem «chiso demo --help»."),
        (["catalogue", "export", "/"], "«file»: «/» là một thư mục; cần một tệp. Xem «chiso catalogue export --help»."),
    ],
)
def test_a_wrong_call_is_told_with_what_is_wrong_and_where_its_help_is(call: list[str], told: str) -> None:
    result = run(*call)
    assert result.exit_code == 2
    assert f"✗ {told}" in said(result)
    assert not [word for word in (*ENGLISH, "Error", "Try") if word in result.output]


@pytest.mark.parametrize("path", [*commands()], ids=" ".join)
def test_the_help_of_every_command_is_vietnamese(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert f"Cách dùng: chiso {' '.join(path)}".strip() in said(result)
    assert "Hiện phần hướng dẫn này." in said(result)
    assert not [word for word in ENGLISH if word in result.output]


@pytest.mark.parametrize("path", [path for path in commands() if path], ids=" ".join)
def test_every_command_refuses_what_it_does_not_know_in_words_of_our_own(path: tuple[str, ...]) -> None:
    for wrong in ("--khong-co", "--help=3"):
        result = run(*path, wrong)
        assert result.exit_code == 2
        assert wrong.partition("=")[0] in said(result)
        assert UNSAID not in said(result)


def test_a_group_called_alone_shows_its_help() -> None:
    result = run("layout")
    assert "Cách dùng: chiso layout" in said(result)
    assert "Soạn nháp bố cục" in said(result)


def test_whoever_stops_a_question_is_told_so() -> None:
    program = typer.Typer(cls=ToldGroup)

    @program.command(cls=ToldCommand)
    def ask() -> None:
        raise typer.Abort

    @program.command()
    def other() -> None:
        pass

    result = CliRunner().invoke(program, ["ask"])
    assert result.exit_code == 1
    assert "Đã dừng theo yêu cầu." in said(result)


def test_no_command_waits_for_what_draws_pages_and_charts() -> None:
    code = "import sys, cli.main; print({'dash', 'plotly', 'pptx', 'geopandas'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
