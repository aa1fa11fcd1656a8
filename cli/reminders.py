"""``chiso remind``: the register of reminders, and their letters."""

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.console import console, number
from cli.program import Commands
from data import catalogue, clock, engine, paths, periods, quality, reminders
from data.reminders import EXCUSED, WITHDRAWN, Missing, Reminder
from exports import letter

app = Commands(help="Nhắc gửi số liệu: soạn thư, ghi sổ, miễn, rút. Mọi lần nhắc đều lưu lại.")

SetOption = Annotated[str, typer.Option("--set", help="Bộ chỉ số: " + ", ".join(catalogue.sets()))]
Reason = Annotated[str, typer.Option(help="Lý do, ghi vào sổ.")]
STATES = {"sent": "đang tính", EXCUSED: "đã miễn", WITHDRAWN: "đã rút"}


@app.command()
def draft(
    agency: Annotated[str, typer.Argument(help="Tên cơ quan, như ở trang Chất lượng dữ liệu.")],
    file: Annotated[Path, typer.Option("--output", "-o", help="Tệp thư .docx sẽ ghi.", dir_okay=False)],
    set_code: SetOption = "tuyen-quang",
) -> None:
    """Soạn thư nhắc một cơ quan những báo cáo đã đến hạn mà chưa gửi, và ghi vào sổ."""
    _known_set(set_code)
    with engine.connect() as conn:
        cells = quality.report(conn, set_code, clock.today()).cells
    known = sorted(name for name in cells["agency"].unique() if name)
    if agency not in known:
        raise reminders.ReminderError(f"Bộ {set_code} không có cơ quan «{agency}». Các cơ quan: {'; '.join(known)}.")
    owed = reminders.missing_of(cells, agency)
    made = reminders.send(paths.home(), set_code, agency, owed, clock.today(), getpass.getuser())
    file.write_bytes(_letter(made))
    console.print(f"Đã ghi lần nhắc {made.number} ({number(len(owed))} báo cáo) vào sổ, thư ở {file}.")


def _known_set(set_code: str) -> None:
    if set_code not in catalogue.sets():
        raise reminders.ReminderError(f"Không có bộ chỉ số «{set_code}». Các bộ: {', '.join(catalogue.sets())}.")


def _letter(made: Reminder) -> bytes:
    return letter.reminder(
        number=made.number,
        office="Văn phòng UBND tỉnh",
        agency=made.agency,
        set_name=f"Bộ chỉ số {catalogue.sets()[made.set_code].name}",
        on=made.on,
        rows=[_row(one) for one in made.missing],
        by_default=any(one.by_default for one in made.missing),
    )


def _row(one: Missing) -> letter.Row:
    lacking = f"{one.areas_due - one.areas} trong {one.areas_due} xã, phường" if one.areas_due > 1 else "toàn bộ"
    due = f"{one.due_on:%d/%m/%Y}{' (*)' if one.by_default else ''}"
    return catalogue.get(one.indicator_code).name, periods.label(one.period), due, lacking


@app.command(name="list")
def list_reminders() -> None:
    """Các lần nhắc: số, ngày, cơ quan, bao nhiêu báo cáo, còn tính hay đã miễn, đã rút vì sao."""
    _show(reminders.register(paths.home()))


def _show(found: Sequence[Reminder]) -> None:
    if not found:
        console.print("Chưa có lần nhắc nào.")
        return
    table = Table("Số", "Ngày", "Bộ", "Cơ quan", "Báo cáo", "Tình trạng", "Lý do")
    for one in found:
        state = STATES[one.state] + (f" {one.decided_on:%d/%m/%Y}" if one.decided_on else "")
        cells = (
            one.number,
            f"{one.on:%d/%m/%Y}",
            one.set_code,
            one.agency,
            number(len(one.missing)),
            state,
            one.reason,
        )
        table.add_row(*cells)
    console.print(table)


@app.command()
def excuse(number: Annotated[str, typer.Argument(help="Số của lần nhắc.")], reason: Reason) -> None:
    """Miễn một lần nhắc vì có lý do chính đáng: vẫn ở trong sổ, không tính nữa."""
    _decide(number, EXCUSED, reason)


@app.command()
def withdraw(number: Annotated[str, typer.Argument(help="Số của lần nhắc.")], reason: Reason) -> None:
    """Rút một lần nhắc sai: vẫn ở trong sổ, không tính nữa."""
    _decide(number, WITHDRAWN, reason)


def _decide(number: str, state: str, reason: str) -> None:
    made = reminders.decide(paths.home(), number, state, reason, clock.today(), getpass.getuser())
    console.print(f"Lần nhắc {made.number} của {made.agency}: {STATES[made.state]}, lý do: {made.reason}.")
