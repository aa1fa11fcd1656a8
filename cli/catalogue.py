"""``chiso catalogue``: check the catalogue files, export them as one table."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.console import console, number, stderr
from cli.program import Commands
from data import catalogue, catalogue_check, catalogue_export

app = Commands(help="Danh mục chỉ số của năm quyết định: kiểm tra, xuất.")


@app.command()
def check() -> None:
    """Kiểm tra danh mục: mâu thuẫn giữa các tệp (lỗi), và những gì quyết định chưa quy định (đếm)."""
    problems = catalogue_check.problems()
    table = Table("Bộ chỉ số", "Dòng in", "Có giá trị", "Chỉ số", "Cần xác minh", *catalogue.OPEN_FIELDS)
    for set_code, counts in catalogue_check.open_counts().items():
        rows = catalogue.printed_rows(set_code)
        leaves = sum(row.is_leaf for row in rows)
        cells = [len(rows), leaves, counts["total"], counts["flag"], *(counts[f] for f in catalogue.OPEN_FIELDS)]
        table.add_row(set_code, *map(number, cells))
    console.print(table)
    console.print("Các cột cuối: số chỉ số mà quyết định còn để ngỏ trường đó (chưa quy định).")
    for problem in problems:
        stderr.print(f"[red]✗[/red] {problem}", soft_wrap=True)
    if problems:
        raise typer.Exit(1)
    console.print("[green]✓[/green] Không có mâu thuẫn.")


@app.command()
def export(file: Annotated[Path, typer.Argument(help="Tệp CSV sẽ ghi.", dir_okay=False)]) -> None:
    """Xuất toàn bộ danh mục ra CSV: mỗi dòng in của quyết định là một dòng."""
    console.print(f"Đã ghi {number(catalogue_export.export(file))} dòng vào {file}.")
