"""Commands about the store: publish, status, versions, rollback."""

from typing import Annotated

import typer
from rich.table import Column, Table

from cli import alerts, briefing
from cli.console import console, number
from data import engine, paths, queries, versions


def publish(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Dựng lại dù không có tệp mới (sau khi đổi danh mục hay bản nâng cấp).")
    ] = False,
) -> None:
    """Dựng phiên bản mới của kho từ các tệp đã nhận và đưa vào phục vụ ngay, không dừng máy chủ."""
    reason = "dựng lại" if rebuild else "công bố"
    with console.status("Đang dựng và kiểm tra phiên bản mới …"):
        name = versions.publish(paths.home(), reason)
    console.print(f"Đã công bố phiên bản [bold]{name}[/bold].")
    alerts.after_publishing()
    briefing.after_publishing()


def status() -> None:
    """Cho biết kho đang phục vụ phiên bản nào, có bao nhiêu giá trị, của những tỉnh nào, mới đến khi nào."""
    with engine.connect() as conn:
        about = queries.version(conn)
        table = Table("Tỉnh", "Số liệu mới nhất", "Mô phỏng")
        for code in queries.provinces_with_data(conn):
            newest = queries.last_published(conn, code)
            shown = f"{newest:%d/%m/%Y %H:%M}" if newest else "–"
            table.add_row(queries.area_name(conn, code), shown, "có" if queries.is_simulated(conn, code) else "không")
    console.print(f"Kho: {paths.home()}")
    console.print(f"Phiên bản [bold]{about['version']}[/bold], công bố {about['published_at']:%d/%m/%Y %H:%M}")
    console.print(f"{number(about['observations'])} giá trị · {about['reason']}")
    console.print(table)


def list_versions() -> None:
    """Liệt kê các phiên bản đang giữ; dấu ● là phiên bản đang phục vụ."""
    current = engine.current_name(paths.home())
    table = Table("", Column("Phiên bản", no_wrap=True), "Công bố lúc", "Số giá trị", "Lý do")
    for version in versions.versions(paths.home()):
        mark = "●" if version.name == current else ""
        shown = f"{version.published_at:%d/%m/%Y %H:%M:%S}"
        table.add_row(mark, version.name, shown, number(version.observations), version.reason)
    console.print(table)


def rollback(
    name: Annotated[
        str, typer.Argument(help="Tên phiên bản (xem «chiso versions»); bỏ trống: phiên bản ngay trước.")
    ] = "",
) -> None:
    """Quay về phiên bản trước, hoặc phiên bản được nêu; máy chủ đang chạy theo ngay trong một giây."""
    console.print(f"Đang phục vụ lại phiên bản [bold]{versions.rollback(paths.home(), name)}[/bold].")
    if held := versions.held(paths.home()):
        console.print(
            f"{number(len(held))} lần nhận bị rút khỏi số liệu đang phục vụ nhưng vẫn được lưu; lần công bố sau sẽ đưa "
            "trở lại. Nếu số sai: nạp tệp đã sửa, hoặc ghi vào corrections.toml rồi nạp lại tệp.",
            soft_wrap=True,
        )
