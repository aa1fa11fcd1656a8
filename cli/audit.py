"""``chiso audit``: whether the chains hold, all entries as a file, the cut of what is too old."""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.console import complain, console, number
from cli.program import Commands
from data import clock
from data.audit import keeping, search, trail
from data.audit.search import Wanted
from data.state import journal, store
from exports import tables

app = Commands(help="Nhật ký hệ thống: kiểm tra niêm phong, lấy ra tệp, cắt mục quá hạn lưu.")
ALL = 10_000_000
HEADINGS = ("Mục", "Lúc", "Người", "Cơ quan", "Địa chỉ", "Loại", "Việc", "Đối tượng", "Chi tiết")


@app.command()
def verify() -> None:
    """Kiểm tra toàn bộ chuỗi niêm phong của hai sổ; mã thoát 1 khi có mục bị sửa hoặc bị xóa."""
    with store.reading() as conn:
        broken = {"xem và lấy về": trail.first_broken(conn), "thay đổi": journal.first_broken(conn)}
    for name, first in broken.items():
        if first is None:
            console.print(f"[green]✓[/green] Sổ {name}: nguyên vẹn.")
        else:
            complain(f"Sổ {name}: bị sửa hoặc bị xóa từ mục {first}. Giữ nguyên cơ sở dữ liệu, đối chiếu bản sao lưu.")
    if any(first is not None for first in broken.values()):
        raise typer.Exit(1)


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="Tệp CSV sẽ ghi; không ghi đè tệp đã có.")],
) -> None:
    """Ghi mọi mục của hai sổ ra tệp CSV (UTF-8), mới nhất ở trên; chi tiết giữ nguyên như đã ghi (JSON)."""
    with store.reading() as conn:
        found = search.find(conn, Wanted(), ALL)
    found = found.assign(detail=[json.dumps(one, ensure_ascii=False) for one in found["detail"]]).map(tables.inert)
    try:
        with target.open("x", encoding="utf-8-sig", newline="") as file:
            found.set_axis(HEADINGS, axis="columns").to_csv(file, index=False)
    except FileExistsError as error:
        raise typer.BadParameter("tệp đã có; chọn tên khác.", param_hint=str(target)) from error
    console.print(f"Đã ghi {number(len(found))} mục vào {target}.")


@app.command()
def cut() -> None:
    """Cắt những ngày đã quá hạn lưu (audit.toml); máy chủ tự làm mỗi ngày. Lần cắt được ghi vào sổ thay đổi."""
    with store.writing() as conn:
        count = keeping.cut(conn, clock.today())
    kept = keeping.limits()
    changes = f"{number(kept.changes)} ngày" if kept.changes else "giữ mãi"
    console.print(f"Đã cắt {number(count)} mục; hạn lưu {number(kept.seen)} ngày, sổ thay đổi {changes}.")
