"""``chiso alerts``: rules judged, messages sent, and what stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import Tried, complain, console, number, stderr
from cli.program import Commands
from data import about, background, clock, engine, paths, periods
from data.alert_answers import rule_name
from data.alerts import inbox, messages, outbox, sending
from data.alerts.channels import Channel
from data.alerts.running import Ran
from data.alerts.running import run as judge
from data.directives import reminding
from data.state import store
from data.state.alone import alone
from loaders import alert_settings
from loaders.errors import SourceError

app = Commands(help="Cảnh báo: xét các quy tắc, xem, gửi thư.")
LISTED = 50
WORK = "alerts"
STATES = {
    "alerting": "đang báo động",
    "pending": "theo dõi",
    "recovering": "đang hồi phục",
    "no_data": "thiếu số liệu",
    "error": "không tính được",
}


@app.command(name="run")
def run_rules() -> None:
    """Xét mọi quy tắc trên phiên bản đang phục vụ, soạn bản tin sáng, nhắc việc khi đến giờ, gửi những gì đang chờ."""
    console.print(run_once(), soft_wrap=True)


def run_once(now: datetime | None = None, begun: Callable[[], None] = lambda: None) -> str:
    """Judges, makes the digest when it is time, sends; what was done, as a Vietnamese sentence.

    ``begun`` is called as soon as no other process judges.
    """
    settings = alert_settings.read(paths.home())
    with _alone(paths.home()), engine.connect() as conn:
        begun()
        ran = judge(conn, settings.rules, clock.today(), settings.channels, settings.troubles)
        _put_digests(settings.channels, about.province_with_most_data(conn), now or clock.now())
    for one in ran.troubles:
        stderr.print(f"[yellow]![/yellow] {one.sentence}", soft_wrap=True)
    sent = sending.send_all(settings.channels, paths.home())
    return f"{_told(ran)} Đã gửi {sent.sent}, chưa gửi được {sent.failed}, không rõ {sent.doubtful}."


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Waits until no other process judges: two at once would begin the same causes."""
    if not home.exists():  # the warehouse will say so
        yield
        return
    with alone(home, WORK, patient=True):
        yield


def _told(ran: Ran) -> str:
    if not ran.is_new:
        return f"Đã xét {number(ran.rules)} quy tắc trên phiên bản này: không có gì mới."
    told = f"Đã xét {number(ran.rules)} quy tắc: {number(ran.steps)} thay đổi, {number(ran.fired)} cảnh báo mới"
    return told + (f", {len(ran.troubles)} quy tắc không xét được." if ran.troubles else ".")


def _put_digests(channels: tuple[Channel, ...], province: str, now: datetime) -> None:
    with store.writing() as conn:
        outbox.put_digests(conn, channels, inbox.standing(conn, province, now.date()), now)
        reminding.put(conn, channels, now.date())


def after_publishing() -> None:
    """Judges the version that was just published; what goes wrong here never spoils the publication."""
    with Tried() as tried:
        console.print(background.aside(run_once), soft_wrap=True)
    if tried.told:
        told = f"Đã công bố, nhưng chưa xét được cảnh báo: {tried.told}"
        stderr.print(f"[yellow]![/yellow] {escape(told)}", soft_wrap=True)


@app.command(name="list")
def list_alerts(
    rules: Annotated[bool, typer.Option("--rules", help="Liệt kê các quy tắc, và vì sao không xét được.")] = False,
) -> None:
    """Các cảnh báo đang có, nặng nhất trước; hoặc các quy tắc; và những thư chưa gửi được."""
    with store.reading() as conn:
        if rules:
            _show_rules(inbox.rules(conn).to_dict("records"))
            return
        found = inbox.standing(conn, about.about().province_code, clock.today())
        waiting = outbox.unsent(conn)
    table = Table("Số", "Mức", "Quy tắc", "Địa bàn", "Kỳ", "Tình trạng")
    for one in found.head(LISTED).to_dict("records"):
        severity = messages.SEVERITY[one["severity"]]
        cells = (one["rule_name"], one["area_name"], periods.label(one["period"]))
        table.add_row(str(one["alert_id"]), severity, *cells, STATES[one["state"]])
    console.print(table)
    if len(found) > LISTED:
        console.print(f"… và {number(len(found) - LISTED)} cảnh báo khác; xem trang /canh-bao.")
    for one in waiting.to_dict("records"):
        told = f"Thư {one['message_id']} ({one['channel']}): {one['subject']}: {one['told'] or 'chờ gửi'}"
        console.print(told, soft_wrap=True)


def _show_rules(rows: Sequence[Mapping[Any, Any]]) -> None:
    table = Table("Mã", "Quy tắc", "Địa bàn xét", "Vi phạm", "Thiếu số liệu", "Không tính được", "Vấn đề")
    for one in rows:
        name = rule_name(one["definition"], "")
        counts = (str(one[key]) for key in ("areas", "broken", "without_data", "errors"))
        table.add_row(str(one["rule_code"]), name, *counts, str(one["problem"]))
    console.print(table)


@app.command(name="send-again")
def send_again(message: Annotated[int, typer.Argument(help="Số của thư, xem «chiso alerts list».")]) -> None:
    """Gửi lại một thư không rõ đã đến hay chưa, sau khi đã hỏi người nhận."""
    with store.writing() as conn:
        if not outbox.again(conn, message):
            told = f"không có thư {message} cần gửi lại."
            raise SourceError(alert_settings.FILE, told, remedy="Xem «chiso alerts list».")
    done = sending.send_all(alert_settings.read(paths.home()).channels, paths.home())
    console.print(f"Đã gửi {done.sent}, chưa gửi được {done.failed}.")


@app.command(name="test-mail")
def try_channels(channel: Annotated[str, typer.Argument(help="Tên kênh; bỏ trống: mọi kênh.")] = "") -> None:
    """Gửi một thư thử qua từng kênh trong alerts.toml và nói rõ vì sao không gửi được."""
    settings = alert_settings.read(paths.home())
    for wrong in settings.troubles:
        stderr.print(f"[yellow]![/yellow] {wrong.sentence}", soft_wrap=True)
    chosen = [one for one in settings.channels if channel in ("", one.name)]
    if not chosen:
        raise SourceError(alert_settings.FILE, "không có kênh này.", remedy="Thêm mục [[channel]], xem hướng dẫn.")
    text, failed = messages.trial(), 0
    for one in chosen:
        key = f"trial/{one.name}/{clock.now():%Y-%m-%dT%H-%M-%S}"
        try:
            told = sending.send(one, key, text.subject, text.content, paths.home(), lambda: None)
        except sending.NotSentError as error:
            failed += 1
            complain(str(error))
        else:
            console.print(f"[green]✓[/green] Kênh «{one.name}»: đã gửi. {told}", soft_wrap=True)
    if failed:
        raise typer.Exit(1)
