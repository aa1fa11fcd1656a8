"""``chiso geo``: official boundaries in, approximate ones built."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import console
from cli.program import Commands
from data import paths
from geo import boundaries

# What draws and mends polygons takes over a second to import: only the two commands that need it pay for it.

app = Commands(help="Ranh giới: nhập ranh giới chính thức, dựng ranh giới xấp xỉ.")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="GeoJSON, GeoPackage hoặc Shapefile (.shp, .zip), hệ tọa độ bất kỳ.")],
    province: Annotated[str, typer.Option(help="Mã tỉnh hai chữ số; bỏ trống: nhận ra từ mã xã.")] = "",
    allow_missing: Annotated[bool, typer.Option("--allow-missing", help="Nhận cả khi thiếu xã.")] = False,
) -> None:
    """Nhập ranh giới chính thức của một tỉnh: kiểm tra mã, thiếu thừa, chồng lấn, khe hở; giản lược giữ đường chung."""
    from geo import importer

    with console.status("Đang đọc, kiểm tra và giản lược …"):
        report = importer.import_boundaries(file, paths.home(), province or None, allow_missing=allow_missing)
    for line in report.lines():
        console.print(line, soft_wrap=True)


@app.command()
def build(
    folder: Annotated[
        Path, typer.Option(help="Thư mục ghi kết quả; mặc định là bản đi kèm chương trình.")
    ] = boundaries.APPROXIMATE,
) -> None:
    """Dựng lại ranh giới xấp xỉ của 3.321 xã từ gói vietnamadminunits (khoảng hai phút)."""
    from geo import approximate
    from geo.build import build_tables

    build_tables()
    approximate.build(folder, log=console.print)


@app.command()
def use(
    province: Annotated[str, typer.Argument(help="Mã tỉnh hai chữ số.")],
    name: Annotated[
        str, typer.Argument(help="Tên bộ ranh giới đã nhập; bỏ trống: liệt kê; «xap-xi»: bản xấp xỉ.")
    ] = "",
) -> None:
    """Chọn bộ ranh giới đang dùng của một tỉnh, hoặc liệt kê các bộ đã nhập; quay về bản trước hay bản xấp xỉ."""
    kept = boundaries.imported_sets(province, paths.home())
    if not name:
        console.print("\n".join(kept) or "Chưa nhập bộ ranh giới nào của tỉnh này; đang dùng ranh giới xấp xỉ.")
        return
    boundaries.use(province, paths.home(), None if name == "xap-xi" else name)
    console.print(f"Đang dùng: {boundaries.boundary_set(province, paths.home()).label}.")
