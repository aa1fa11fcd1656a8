"""``chiso briefing``: briefings made when their period closes, and what waits to be made."""

from briefings import kinds, schedule, waking
from cli.console import TOLD, console, stderr
from cli.program import Commands
from data import clock, paths

# What draws pages and charts takes over a second to import: only the commands that need it pay for it.

app = Commands(help="Báo cáo: tạo những báo cáo đến kỳ và những báo cáo đang chờ.")


@app.command(name="run")
def run_waiting() -> None:
    """Tạo các báo cáo tự làm có kỳ vừa đóng và mọi báo cáo đang chờ; dùng được trong cron và schedule.toml."""
    console.print(run_once(), soft_wrap=True)


def run_once() -> str:
    """Asks for what is due and makes all that waits; what was done, as a Vietnamese sentence."""
    from briefings import worker

    keys = schedule.ask_for_due(paths.home(), clock.today())
    codes = worker.run(paths.home())
    return f"{len(keys)} báo cáo tự làm đã đến kỳ; vừa tạo {len(codes)} báo cáo. {', '.join(codes)}".strip()


@app.command(name="kinds")
def list_kinds() -> None:
    """Các loại báo cáo, kể cả của tỉnh trong briefings/kinds/."""
    for one in kinds.of_store(paths.home()).values():
        console.print(f"{one.code}: {one.name}, {len(one.parts)} mục")


@app.command(name="templates")
def check_templates() -> None:
    """Xem các mẫu của tỉnh (briefings/mau.docx, mau.pptx) có dùng được không, và ô nào không hiểu được."""
    from briefings import issuing

    found = issuing.examined(paths.home())
    for name, trouble in found.items():
        console.print(trouble or f"Mẫu {name} dùng được.", soft_wrap=True)
    if not found:
        console.print(f"Chưa có mẫu nào trong {paths.home() / 'briefings'}: dùng thể thức của Chiso.", soft_wrap=True)


def after_publishing() -> None:
    """Wakes the worker where a briefing waits for data; what goes wrong here never spoils the publication."""
    try:
        waking.wake_if_needed()
    except TOLD as error:
        stderr.print(f"[yellow]![/yellow] Đã công bố, nhưng chưa xét được báo cáo đến kỳ: {error}", soft_wrap=True)
