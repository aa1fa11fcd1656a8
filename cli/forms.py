"""``chiso template`` writes empty forms; ``chiso layout`` lists, drafts and checks layouts."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from cli.console import console, number
from cli.program import Commands
from data import catalogue, known, paths, periods
from loaders import draft, layouts, readers, template, workbooks
from loaders.errors import LayoutError
from loaders.layouts import PERIOD_TABLES

app = Commands(help="Bố cục (mẫu báo cáo): liệt kê, soạn nháp từ một sổ tính, kiểm tra.")
KIND_NAMES = {
    "monthly_table": "biểu tháng",
    "quarterly_table": "biểu quý",
    "half_year_table": "biểu 6 tháng",
    "commune_matrix": "biểu theo xã",
    "unit_table": "biểu theo đơn vị",
    "long_table": "bảng dài",
    "register": "danh sách",
    "score_table": "bảng điểm",
    "bulletin_table": "bảng số liệu thiên tai",
    "reading_table": "số đo của trạm",
    "query": "truy vấn",
}


def write_template(
    report: Annotated[str, typer.Argument(help="Mã mẫu (xem «chiso layout list») hoặc tệp .toml.")],
    period: Annotated[str, typer.Option(help="Kỳ báo cáo, ví dụ 2026-11, 2026-Q4 hoặc «Tháng 11/2026».")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Tệp .xlsx sẽ ghi.", dir_okay=False)],
    province: Annotated[str, typer.Option(help="Mã tỉnh hai chữ số, khi mẫu dùng cho nhiều tỉnh.")] = "",
) -> None:
    """Ghi biểu mẫu để trống của một kỳ: có sẵn xã, đơn vị tính và số kỳ trước; điền xong nạp lại được ngay.

    Ví dụ: chiso template tuyen-quang-commune-matrix --period 2026-11 -o bieu-xa-thang-11.xlsx
    """
    form = template.design(layouts.get(report), _period(period), province)
    filled = template.fill(form, known.known_values(paths.home(), form.asked()))
    if output.suffix.lower() != ".xlsx":
        raise LayoutError(f"Tệp «{output.name}» phải có đuôi .xlsx.")
    workbooks.write(filled.report, output)
    console.print(
        f"Đã ghi {output}: {number(len(filled.report.rows))} dòng, {number(filled.shown)} ô có sẵn số đã nhận."
    )
    if filled.withheld:
        console.print(
            f"{number(filled.withheld)} số ước tính, sơ bộ hoặc mô phỏng để trống: gửi lại sẽ thành số chính thức."
        )


def _period(written: str) -> str:
    try:
        return periods.parse_label(written)
    except periods.PeriodError as error:
        raise typer.BadParameter(str(error), param_hint="--period") from error


@app.command(name="list")
def list_layouts() -> None:
    """Liệt kê các mẫu đang có, kể cả mẫu riêng trong thư mục layouts của kho."""
    table = Table(Column("Mã mẫu", no_wrap=True), "Loại", "Tỉnh", "Tên")
    for layout in layouts.known().values():
        kind = KIND_NAMES[layout.kind]
        months = "; ".join(t.name for t in layout.templates) if layout.kind in PERIOD_TABLES else ""
        table.add_row(
            layout.code, kind, layout.province or "mọi tỉnh", f"{layout.title}{f' ({months})' if months else ''}"
        )
    console.print(table)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="Sổ tính hoặc tệp .csv có biểu cần soạn mẫu.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Tệp .toml sẽ ghi; bỏ trống: in ra màn hình.", dir_okay=False)
    ] = None,
    province: Annotated[str, typer.Option(help="Mã tỉnh hai chữ số: tìm chỉ số trong bộ của tỉnh.")] = "",
) -> None:
    """Soạn nháp bố cục từ một biểu: dòng tiêu đề, các cột, chỉ số trùng tên hoặc gần giống kèm độ tin cậy.

    Chỉ tên trùng khớp mới được gắn sẵn; cột khác để lại cho người sửa. Ví dụ: chiso layout new bieu.xlsx -o bieu.toml
    """
    text = draft.draft(file.name, readers.read(file), province)
    if output is None:
        typer.echo(text)
        return
    if output.exists():
        raise LayoutError(f"Tệp «{output}» đã có: chọn tên khác để không mất phần đã sửa.")
    output.write_text(text, encoding="utf-8")
    waiting = text.count("KIỂM TRA")
    console.print(
        f"Đã ghi {output}: {number(waiting)} chỗ cần kiểm tra. Thử: chiso load --dry-run --layout {output} {file}"
    )


@app.command()
def check(file: Annotated[Path, typer.Argument(help="Tệp bố cục .toml.")]) -> None:
    """Kiểm tra một tệp bố cục: cú pháp, từ khóa, mã chỉ số có trong danh mục."""
    layout = layouts.read_layout(file)
    named = {*(column.indicator for column in layout.columns), *(row.indicator for row in layout.rows)} - {""}
    unknown = sorted(named - set(catalogue.indicators()))
    if unknown:
        raise LayoutError(
            f"{file.name}: danh mục không có chỉ số {', '.join(unknown)}. Tra mã ở trang Danh mục chỉ số."
        )
    left = sum(bool(column.why) for column in layout.columns) + sum(bool(row.why) for row in layout.rows)
    console.print(
        f"[green]✓[/green] {layout.code}: {number(len(layout.columns))} cột, {number(len(layout.rows))} dòng, "
        f"{number(left)} mục chưa gắn chỉ số."
    )
