"""``chiso screen``: the screens of the wall and their keys."""

import getpass
from typing import Annotated

import typer
from rich.table import Table

from cli.console import console
from cli.program import Commands
from components.formats import datetime as moment
from components.wall_words import say
from data import about, clock
from data.state import store
from data.state.journal import Person
from data.wall import screens

app = Commands(help="Màn hình điều hành: thêm, xem, thu hồi khóa của từng màn hình.")
Name = Annotated[str, typer.Argument(help="Tên màn hình, ví dụ «Phòng họp A, trái».")]


@app.command()
def add(
    name: Name,
    group: Annotated[str, typer.Option(help="Nhóm màn hình, như trong danh sách trình chiếu.")] = "chung",
    province: Annotated[str, typer.Option(help="Mã tỉnh của màn hình; để trống là tỉnh của hệ thống.")] = "",
    server: Annotated[str, typer.Option(help="Địa chỉ máy chủ mà màn hình mở.")] = "http://127.0.0.1:8050",
) -> None:
    """Thêm một màn hình và in đường dẫn ghép; đường dẫn chỉ dùng được một lần, trên chính màn hình đó."""
    with store.writing() as conn:
        code = screens.add(
            conn, Person(getpass.getuser()), name, group, province or about.about().province_code, clock.now()
        )
    console.print(f"Mở trên màn hình «{name}» rồi bấm «Ghép màn hình này»:")
    console.print(f"{server.rstrip('/')}/man-hinh/ghep/{code}", soft_wrap=True)


@app.command(name="list")
def list_screens() -> None:
    """Các màn hình: nhóm, tình trạng, cảnh đang chiếu, tín hiệu gần nhất."""
    with store.reading() as conn:
        found = screens.alive(conn, clock.now())
    if found.empty:
        console.print("Chưa có màn hình nào. Thêm bằng «chiso screen add TÊN».")
        return
    table = Table("Màn hình", "Tỉnh", "Nhóm", "Tình trạng", "Cảnh", "Tín hiệu gần nhất", "Địa chỉ")
    for row in found.fillna("").to_dict("records"):
        state = say(row["state"]) + (f"; {say('copied', count=row['copies'])}" if row["copies"] > 1 else "")
        seen = moment(row["seen_at"]) if row["seen_at"] else ""
        name = row["name"] or "(máy chủ)"
        table.add_row(name, row["province_code"], row["screen_group"], state, row["scene"], seen, row["address"])
    console.print(table)


@app.command()
def revoke(name: Name) -> None:
    """Thu hồi khóa: màn hình thôi chiếu trong vài giây và nói rõ vì sao."""
    with store.writing() as conn:
        screens.revoke(conn, Person(getpass.getuser()), name, clock.now())
    console.print(f"Đã thu hồi khóa của màn hình «{name}».")
