"""``chiso geo``: official boundaries in, approximate ones built."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import console, refuse_politely
from data import paths
from geo import approximate, importer

app = typer.Typer(no_args_is_help=True, help="Ranh giới: nhập ranh giới chính thức, dựng ranh giới xấp xỉ.")


@app.command(name="import")
@refuse_politely
def import_(
    file: Annotated[Path, typer.Argument(help="GeoJSON, GeoPackage hoặc Shapefile (.shp, .zip), hệ tọa độ bất kỳ.")],
    province: Annotated[str, typer.Option(help="Mã tỉnh hai chữ số; bỏ trống: nhận ra từ mã xã.")] = "",
    allow_missing: Annotated[bool, typer.Option("--allow-missing", help="Nhận cả khi thiếu xã.")] = False,
) -> None:
    """Nhập ranh giới chính thức của một tỉnh: kiểm tra mã, thiếu thừa, chồng lấn, khe hở; giản lược giữ đường chung."""
    with console.status("Đang đọc, kiểm tra và giản lược …"):
        report = importer.import_boundaries(file, paths.home(), province or None, allow_missing=allow_missing)
    for line in report.lines():
        console.print(line, soft_wrap=True)


@app.command()
@refuse_politely
def build(
    folder: Annotated[
        Path, typer.Option(help="Thư mục ghi kết quả; mặc định là bản đi kèm chương trình.")
    ] = approximate.BUILT,
) -> None:
    """Dựng lại ranh giới xấp xỉ của 3.321 xã từ gói vietnamadminunits (khoảng hai phút)."""
    approximate.build(folder, log=console.print)
