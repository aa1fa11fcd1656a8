"""``chiso doctor``: what is unsafe or broken here, and how to mend it."""

import json
from typing import Annotated

import typer
from rich.markup import escape

from cli.console import console
from data import paths
from data.upkeep import doctor as examination
from data.upkeep.findings import Finding, Severity, worst

MARKS = {
    Severity.FINE: "[green]✓[/green]",
    Severity.NOTICE: "[cyan]i[/cyan]",
    Severity.WARNING: "[yellow]![/yellow]",
    Severity.DANGER: "[red]✗[/red]",
}
EXIT = {Severity.FINE: 0, Severity.NOTICE: 0, Severity.WARNING: 3, Severity.DANGER: 4}


def doctor(
    host: Annotated[str, typer.Option(envvar="HOST", help="Địa chỉ mà máy chủ lắng nghe.")] = "127.0.0.1",
    as_json: Annotated[bool, typer.Option("--json", help="In JSON, cho chương trình giám sát.")] = False,
) -> None:
    """Khám hệ thống: điều gì không an toàn hoặc hỏng, và cách sửa.

    Mã thoát: 0 là ổn, 3 là có điều nên sửa sớm, 4 là không an toàn hoặc hỏng.
    """
    found = examination.examine(paths.home(), host)
    if as_json:
        console.print_json(json.dumps([_told(one) for one in found], ensure_ascii=False))
    else:
        for one in found:
            console.print(f"{MARKS[one.severity]} {escape(one.subject)}: {escape(one.sentence)}", soft_wrap=True)
        bad = sum(one.severity >= Severity.WARNING for one in found)
        console.print(f"{len(found)} mục đã xem, {bad} mục cần sửa." if bad else f"{len(found)} mục đã xem, đều ổn.")
    raise typer.Exit(EXIT[worst(found)])


def _told(one: Finding) -> dict[str, object]:
    told = {"subject": one.subject, "severity": one.severity.name.lower(), "told": one.told, "remedy": one.remedy}
    return told | {"stops": one.stops}
