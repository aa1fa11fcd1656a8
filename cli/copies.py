"""``chiso backup``, ``chiso restore``, ``chiso upgrade``."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import complain, console
from data import paths
from data.upkeep import backup as copying
from data.upkeep import drill as drills
from data.upkeep import restore as restoring
from data.upkeep import restore_state as restoring_state
from data.upkeep import upgrade as upgrading


def backup(
    folder: Annotated[Path, typer.Argument(help="Thư mục chứa các bản sao lưu, tốt nhất ở đĩa khác.")],
    keep: Annotated[int, typer.Option(min=1, help="Số bản sao lưu giữ lại.")] = copying.KEEP,
    drill: Annotated[
        bool, typer.Option("--drill", help="Diễn tập: khôi phục thử bản mới nhất ở chỗ riêng rồi so với kho.")
    ] = False,
) -> None:
    """Sao lưu mọi thứ không làm lại được, không dừng máy chủ: tệp đã nhận, trạng thái, cấu hình, ranh giới, báo cáo."""
    if not drill:
        made = copying.make(paths.home(), folder, keep)
        console.print(f"Đã sao lưu vào {made}.", soft_wrap=True)
        return
    with console.status("Đang khôi phục thử …"):
        done = drills.drill(paths.home(), folder)
    if not done.is_good:
        complain(done.told)
        raise typer.Exit(1)
    console.print(f"[green]✓[/green] {done.told}", soft_wrap=True)


def restore(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Bản sao lưu, hoặc thư mục chứa chúng (lấy bản mới nhất); upgrades/ của kho: chỉ trạng thái."
        ),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay kho đang có; kho cũ được đổi tên và giữ bên cạnh.")
    ] = False,
) -> None:
    """Khôi phục kho từ một bản sao lưu: kiểm tra từng tệp, dựng lại số liệu, so với lúc sao lưu.

    Bản sao trong upgrades/ của kho chỉ có trạng thái (tài khoản, nhật ký, việc): khi ấy chỉ trạng thái được khôi phục.
    """
    if (copy := restoring_state.chosen(folder)) is not None:
        found = restoring_state.restore(copy, paths.home(), replace=replace)
        console.print(found.told, soft_wrap=True)
        if found.before:
            console.print(f"Trạng thái trước đó được giữ ở {found.before}.", soft_wrap=True)
        return
    with console.status("Đang kiểm tra và dựng lại kho …"):
        done = restoring.restore(folder, paths.home(), replace=replace)
    console.print(done.told, soft_wrap=True)
    if done.before:
        console.print(f"Kho trước đó được giữ ở {done.before}.", soft_wrap=True)


def upgrade(
    check: Annotated[bool, typer.Option("--check", help="Chỉ cho biết cần cập nhật gì, không thay đổi gì.")] = False,
) -> None:
    """Cập nhật kho cho phiên bản Chiso này: cấu trúc trạng thái (sau khi sao lưu nó), rồi dựng lại số liệu nếu cần.

    Mã thoát của --check: 0 là đã mới nhất, 3 là cần cập nhật.
    """
    steps = upgrading.needed(paths.home())
    for one in steps:
        console.print(f"[yellow]↑[/yellow] {one}", soft_wrap=True)
    if not steps:
        console.print("[green]✓[/green] Kho đã đúng với phiên bản này, không cần cập nhật gì.")
    elif check:
        raise typer.Exit(3)
    else:
        for told in upgrading.upgrade(paths.home()):
            console.print(f"[green]✓[/green] {told}", soft_wrap=True)
