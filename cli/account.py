"""``chiso account``: the first administrator, and what an administrator can do without a browser."""

import getpass
import sys
from typing import Annotated

import typer
from rich.table import Table

from cli.console import console
from cli.program import Commands
from components.account_admin import places
from components.account_words import say
from components.formats import datetime as moment
from data import clock
from data.state import accounts, passwords, sessions, store
from data.state.account_words import AccountError
from data.state.holders import Holder
from data.state.journal import Person

app = Commands(help="Tài khoản: tạo quản trị viên đầu tiên, thêm, xem, khóa, đặt lại mật khẩu, đăng xuất.")
Login = Annotated[str, typer.Argument(help="Tên đăng nhập, ví dụ «nam.tv».")]
Name = Annotated[str, typer.Option(help="Họ tên.")]
Agency = Annotated[str, typer.Option(help="Cơ quan công tác.")]
Province = Annotated[str, typer.Option(help="Mã tỉnh, ví dụ 08; VN là cả nước.")]


@app.command(name="create-admin")
def create_admin(
    login: Login,
    name: Name,
    province: Province,
    agency: Agency = "",
    print_password: Annotated[
        bool, typer.Option("--print-password", help="Không hỏi: in một mật khẩu dùng một lần, phải đổi khi đăng nhập.")
    ] = False,
) -> None:
    """Tạo quản trị viên đầu tiên; chỉ chạy được khi chưa có tài khoản nào."""
    with store.reading() as conn:
        if accounts.any_account(conn):
            raise AccountError("first_exists")
    given = passwords.one_time() if print_password else _asked()
    one = Holder(login, name, agency, "administrator", province, (province,))
    with store.writing() as conn:
        accounts.create_first(conn, _me(), one, given, clock.now(), must_change=print_password)
    console.print(f"Đã tạo quản trị viên «{login}».")
    if print_password:
        _tell(login, given)


@app.command()
def create(
    login: Login,
    name: Name,
    role: Annotated[str, typer.Option(help="Vai trò: leader, analyst, staff, department_officer, commune_officer …")],
    province: Province,
    agency: Agency = "",
    area: Annotated[list[str] | None, typer.Option(help="Mã xã, phường hoặc mã tỉnh; lặp lại được.")] = None,
    of_agency: Annotated[list[str] | None, typer.Option(help="Cơ quan phụ trách, đúng tên; lặp lại được.")] = None,
) -> None:
    """Tạo một tài khoản và in mật khẩu dùng một lần."""
    one = Holder(login, name, agency, role, province, tuple(area or ()), tuple(of_agency or ()))
    given = passwords.one_time()
    with store.writing() as conn:
        accounts.create(conn, _me(), one, clock.now(), password=given)
    console.print(f"Đã tạo tài khoản «{login}».")
    _tell(login, given)


@app.command(name="list")
def list_accounts() -> None:
    """Các tài khoản: vai trò, địa bàn, tình trạng, số phiên đang đăng nhập."""
    with store.reading() as conn:
        found = [(one, len(sessions.living(conn, one.account_id, clock.now()))) for one in accounts.everybody(conn)]
    if not found:
        console.print("Chưa có tài khoản nào. Tạo quản trị viên đầu tiên bằng «chiso account create-admin TÊN».")
        return
    table = Table("Tên đăng nhập", "Họ tên", "Vai trò", "Địa bàn", "Tình trạng", "Phiên")
    for one, living in found:
        state = say("disabled", day=moment(one.disabled_at)) if one.disabled_at else say("active")
        holder = one.holder
        table.add_row(holder.login, holder.name, say(f"role_{holder.role}"), places(holder), state, str(living))
    console.print(table)


@app.command()
def disable(login: Login) -> None:
    """Khóa tài khoản và kết thúc mọi phiên của nó ngay."""
    with store.writing() as conn:
        accounts.disable(conn, _me(), accounts.find(conn, login), clock.now())
    console.print(f"Đã khóa tài khoản «{login}»; các phiên đã kết thúc.")


@app.command()
def enable(login: Login) -> None:
    """Mở lại một tài khoản đã khóa."""
    with store.writing() as conn:
        accounts.enable(conn, _me(), accounts.find(conn, login), clock.now())
    console.print(f"Đã mở lại tài khoản «{login}».")


@app.command()
def reset(login: Login) -> None:
    """In một mật khẩu dùng một lần; tắt mã xác thực, bỏ thời gian chờ và đăng xuất mọi nơi."""
    with store.writing() as conn:
        given = accounts.reset(conn, _me(), accounts.find(conn, login), clock.now())
    _tell(login, given)


@app.command(name="sign-out")
def sign_out(login: Login) -> None:
    """Kết thúc mọi phiên của một tài khoản."""
    with store.writing() as conn:
        ended = accounts.sign_out(conn, _me(), accounts.find(conn, login), clock.now())
    console.print(f"Đã đăng xuất «{login}» khỏi {ended} phiên.")


def _me() -> Person:
    return Person(getpass.getuser())


def _asked() -> str:
    """A password typed twice, or a line of the standard input where nobody types."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Mật khẩu: ")
    if first != getpass.getpass("Nhập lại: "):
        raise AccountError("password_twice")
    return first


def _tell(login: str, given: str) -> None:
    console.print(f"Mật khẩu dùng một lần của «{login}» (chỉ hiện lần này, phải đổi khi đăng nhập):")
    console.print(given, soft_wrap=True)
