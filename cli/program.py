"""The program around the commands: its help, what it says of a wrong call, and of whatever goes wrong inside.

Typer says these things in English; here each has its Vietnamese words.  Not one command knows of this.
"""

import os
import re
import sys
from typing import Any, NoReturn

import typer
from typer import _click as click
from typer import rich_utils
from typer._click.exceptions import MissingParameter, NoArgsIsHelpError, NoSuchOption, UsageError
from typer.core import TyperCommand, TyperGroup

from cli.console import Tried, complain

WRONG_CALL = 2  # exit code
PRIVATE = 0o027  # what the program writes is for its owner and group alone
HELP = {
    "help": "Hiện phần hướng dẫn này.",
    "install_completion": "Cài phần tự điền lệnh cho shell đang dùng.",
    "show_completion": "In phần tự điền lệnh, để chép hay sửa trước khi cài.",
}
METAVARS = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH [THAM SỐ]..."}
PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Tham số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "DEFAULT_STRING": "[mặc định: {}]",
    "ENVVAR_STRING": "[biến môi trường: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
}
# What is wrong, as typer and pydantic say it, and as we do.
SAID = {
    r"No such option: (.+)": "Không có tùy chọn «{0}».",
    r"Option '(.+)' requires an argument\.": "Tùy chọn «{0}» cần một giá trị đi kèm.",
    r"Option '(.+)' does not take a value\.": "Tùy chọn «{0}» không nhận giá trị.",
    r"Got unexpected extra argument\(s\) \((.+)\)": "Thừa tham số «{0}».",
    r"No such command '(.+)'\. Did you mean (.+)\?": "Không có lệnh «{0}». Gần giống: {1}.",
    r"No such command '(.+)'\.": "Không có lệnh «{0}».",
    r"Missing command\.": "Chưa nêu lệnh.",
    r"Input should be a valid integer.*": "phải là số nguyên.",
    r"Input should be a valid number.*": "phải là một số.",
    r"Input should be a valid boolean.*": "phải là true hoặc false.",
    r"Input should be greater than or equal to (.+)": "phải từ {0} trở lên.",
    r"Input should be less than or equal to (.+)": "phải không quá {0}.",
    r"\w+ '(.+)' does not exist\.": "không có «{0}».",
    r"\w+ '(.+)' is a file\.": "«{0}» là một tệp; cần một thư mục.",
    r"\w+ '(.+)' is a directory\.": "«{0}» là một thư mục; cần một tệp.",
    r"\w+ '(.+)' is not readable\.": "không có quyền đọc «{0}».",
    r"\w+ '(.+)' is not writable\.": "không có quyền ghi «{0}».",
}
UNSAID = "Lệnh viết chưa đúng."  # what a later version of typer may say


def wrong_call(error: UsageError) -> str:
    """What is wrong with a call, and where its help is."""
    told = _about_a_parameter(error) if isinstance(error, typer.BadParameter) else _said(error.message)
    if isinstance(error, NoSuchOption) and error.possibilities:
        told = f"{told} Gần giống: {', '.join(sorted(error.possibilities))}."
    return f"{told} Xem «{error.ctx.command_path} --help»." if error.ctx else told


def _about_a_parameter(error: typer.BadParameter) -> str:
    param: Any = error.param
    if param is None:  # raised by a command, in its own words
        return f"«{error.param_hint}»: {error.message}"
    name = param.opts[-1] if param.param_type_name == "option" else param.name
    return (
        f"Thiếu «{name}»: {param.help}" if isinstance(error, MissingParameter) else f"«{name}»: {_said(error.message)}"
    )


def _said(message: str) -> str:
    for pattern, words in SAID.items():
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(*(group.replace("'", "") for group in match.groups()))
    return UNSAID


class _Told(click.Command):
    """A command whose help is Vietnamese."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters of the command, those that typer adds with our words."""
        params = super().get_params(ctx)
        for param in params:
            if param.name in HELP:
                setattr(param, "help", HELP[param.name])  # noqa: B010  a plain parameter does not declare it
        return params

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What the words of a call mean; every complaint knows whose call it was."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Writes how the command is called."""
        pieces = (METAVARS.get(piece, piece) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")


class ToldCommand(_Told, TyperCommand):
    """One command."""


class ToldGroup(_Told, TyperGroup):
    """Commands none of which ends in a stack trace: what goes wrong becomes a sentence and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Runs a command."""
        with Tried() as tried:
            return super().invoke(ctx)
        complain(tried.told)
        raise typer.Exit(1)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs the program; a wrong call becomes a sentence and exit code 2."""
        os.umask(PRIVATE)
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(WRONG_CALL)
        except UsageError as error:
            _refuse(wrong_call(error), WRONG_CALL)
        except typer.Abort:
            _refuse("Đã dừng theo yêu cầu.", 1)
        sys.exit(code if isinstance(code, int) else 0)


def _refuse(told: str, code: int) -> NoReturn:
    complain(told)
    sys.exit(code)


class Commands(typer.Typer):
    """Commands of the program, or a group of them: ``app = Commands(help=…)``, then as with any ``typer.Typer``."""

    def __init__(self, **about: Any) -> None:
        super().__init__(cls=ToldGroup, no_args_is_help=True, pretty_exceptions_enable=False, **about)

    def command(self, name: str | None = None, **about: Any) -> Any:
        """Declares a command."""
        return super().command(name, **{"cls": ToldCommand, **about})


for _name, _words in PANELS.items():
    setattr(rich_utils, _name, _words)
