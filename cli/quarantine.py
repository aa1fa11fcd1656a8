"""Commands about what was not taken, or taken otherwise than sent: refused cells and the correction register."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import console
from data import catalogue, paths, periods
from loaders import corrections as register
from loaders import quarantine
from loaders.findings import area_name, number


def refused(
    delivery: Annotated[str, typer.Argument(help="Mã lần nhận, hoặc phần đầu của mã.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Tệp .xlsx sẽ ghi.")],
) -> None:
    """Trả lại sổ tính đã gửi với các ô bị từ chối được tô màu và ghi chú lý do; sửa xong thì nạp lại bằng «chiso load».

    Ví dụ: chiso refused 3f2a91c0 -o can-sua.xlsx
    """
    content = quarantine.marked_workbook(quarantine.find(paths.home(), delivery))
    output.write_bytes(content)
    console.print(f"Đã ghi [bold]{escape(str(output))}[/bold]: ô màu là ô bị từ chối, ghi chú nói lý do và cách sửa.")


def corrections() -> None:
    """Liệt kê sổ đính chính (corrections.toml trong thư mục kho) và tình trạng từng mục."""
    home = paths.home()
    entries = register.register(home)
    if not entries:
        console.print(f"Sổ đính chính trống ({escape(str(home / register.FILE_NAME))}).")
        return
    table = Table("Mục", "Việc", "Chỉ tiêu, địa bàn, kỳ", "Nguồn ghi", "Thành", "Ai, ngày", "Lý do", "Tình trạng")
    for entry, state in register.states(home, entries):
        about = f"{catalogue.get(entry.indicator).name}, {area_name(entry.area)}, {periods.label(entry.period)}"
        becomes = number(entry.corrected) if entry.action in ("override", "scale") else "–"
        expected = entry.expected if isinstance(entry.expected, str) else number(entry.expected)
        who = f"{entry.who}, {entry.on:%d/%m/%Y}"
        table.add_row(*map(escape, (entry.id, entry.action, about, expected, becomes, who, entry.why, state)))
    console.print(table)
