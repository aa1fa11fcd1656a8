"""``chiso watch``: takes in what departments drop into a folder, each file once, when it is complete."""

import time
from pathlib import Path
from typing import Annotated

import typer

from cli.console import OF_THE_STORE, Tried, complain, console
from cli.intake import publish_version, take_one
from data import clock, paths
from loaders.examined import examined
from loaders.pipeline import Options, read_as
from loaders.sources import folder as watched
from loaders.sources.folder import Found


def watch(
    folder: Annotated[Path, typer.Argument(help="Thư mục mà các đơn vị thả báo cáo vào.")],
    layout: Annotated[str, typer.Option(help="Mã mẫu báo cáo; bỏ trống: tự nhận ra theo tiêu đề cột.")] = "",
    province: Annotated[str, typer.Option(help="Mã tỉnh hai chữ số, ví dụ 08.")] = "",
    numbers: Annotated[str, typer.Option(help="Cách viết số trong ô chữ: vi (1.234,5) hoặc en (1,234.5).")] = "",
    every: Annotated[int, typer.Option(min=1, help="Số giây giữa hai lần xem.")] = 30,
    once: Annotated[bool, typer.Option("--once", help="Chỉ xem một lần, để bộ lập lịch của máy chủ gọi.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Thử lại cả những tệp đã bị từ chối trước đây.")] = False,
) -> None:
    """Theo dõi một thư mục và nạp từng tệp khi tệp đã chép xong (hai lần xem liền nhau không đổi).

    Tệp trong thư mục được giữ nguyên, không di chuyển, không đổi tên. Nội dung đã nạp thì không nạp lại, dù mang tên
    khác; tệp sửa lại dưới tên cũ thì được nạp. Ví dụ: chiso watch /srv/bao-cao --province 08
    """
    about = examined(Options(layout, province, numbers=numbers))
    if again:
        _try_again(folder)
    if not once:
        console.print(f"Đang theo dõi {folder}, {every} giây một lần. Dừng: Ctrl+C.", soft_wrap=True)
    try:
        look_once(folder, about)
        while not once:
            time.sleep(every)
            look_again(folder, about)
    except KeyboardInterrupt:
        console.print("Đã dừng theo dõi.")


def look_once(folder: Path, about: Options) -> list[str]:
    """One look: what became of each complete new file ("kept", "known", "refused"), and a new version if any is new."""
    memory_file = watched.memory_file(paths.home(), folder)
    memory = watched.remembered(memory_file)
    taken: list[tuple[Found, str]] = []
    for found in watched.look(folder, memory):
        taken.append((found, _take(found, about)))
        if taken[-1][1] != "kept":
            watched.settle(memory, *taken[-1], clock.now())
            watched.remember(memory_file, memory)  # after each, so that a killed watch forgets nothing
    outcomes = [outcome for _, outcome in taken]
    if new := outcomes.count("kept"):
        publish_version(f"nạp {new} tệp từ thư mục {folder.name}")
    for found, outcome in taken:  # what was kept is done with once it is published: killed before, it is taken again
        if outcome == "kept":
            watched.settle(memory, found, outcome, clock.now())
    watched.remember(memory_file, memory)
    if waiting := watched.waiting(memory):
        console.print(f"Còn {waiting} tệp mới hoặc đang được ghi: xem lại ở lần sau.")
    return outcomes


def look_again(folder: Path, about: Options) -> None:
    """A further look; a folder or store that cannot be reached is told, and tried again at the next one."""
    with Tried(folder.name) as tried:
        look_once(folder, about)
    if tried.told:
        complain(tried.told)


def _take(found: Found, about: Options) -> str:
    """Reads and keeps one file.  What cannot be read is told and not tried again; a failing store stops the watch."""
    with Tried(found.path.name, passes=OF_THE_STORE) as tried:
        delivery = read_as(found.path, about)
    if tried.told:
        complain(tried.told)
        return "refused"
    return take_one(delivery, dry_run=False)


def _try_again(folder: Path) -> None:
    memory_file = watched.memory_file(paths.home(), folder)
    memory = watched.remembered(memory_file)
    watched.forget_refused(memory)
    watched.remember(memory_file, memory)
