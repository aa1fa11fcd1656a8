"""Commands that take data in: ``load`` reads what departments send, ``demo`` makes what nobody sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from cli import alerts, briefing
from cli.console import Tried, complain, console, number, stderr
from cli.telling import bar, tell, tell_demo
from data import catalogue, clock, engine, known, paths, reasons, versions
from data.state import period_locks, store
from data.state.period_locks import LockedError
from loaders import delivery as kept
from loaders import rules
from loaders.delivery import Delivery
from loaders.demo import country as made
from loaders.demo import run, storm
from loaders.demo.run import Loaded
from loaders.errors import SourceError, printable
from loaders.examined import examined
from loaders.pipeline import Options, read_answer_delivery, read_as, read_query_delivery
from loaders.preview import preview
from loaders.sources import answers
from loaders.sources.declared import read_source

PATIENCE = 900  # seconds that a load waits for another one to end
Reader = Callable[[], Delivery]


def load(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Các sổ tính .xlsx, .xls, .xlsb, .ods hoặc tệp .csv.")
    ] = None,
    layout: Annotated[str, typer.Option(help="Mã mẫu báo cáo; bỏ trống: tự nhận ra theo tiêu đề cột.")] = "",
    province: Annotated[str, typer.Option(help="Mã tỉnh hai chữ số, ví dụ 08.")] = "",
    period: Annotated[str, typer.Option(help="Kỳ báo cáo, ví dụ 2026-10; bỏ trống: đọc trên tiêu đề.")] = "",
    as_of: Annotated[str, typer.Option(help="Ngày công bố số liệu, ví dụ 2026-11-05; bỏ trống: ngày ký.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho biết sẽ thay đổi gì, không lưu gì.")] = False,
    no_publish: Annotated[bool, typer.Option("--no-publish", help="Lưu nhưng chưa công bố phiên bản mới.")] = False,
    simulated: Annotated[bool, typer.Option("--simulated", help="Đánh dấu mọi giá trị là số liệu mô phỏng.")] = False,
    numbers: Annotated[str, typer.Option(help="Cách viết số trong ô chữ: vi (1.234,5) hoặc en (1,234.5).")] = "",
    accept: Annotated[
        list[str] | None, typer.Option(help="Mã kiểm tra mà lần này chỉ đánh dấu, không từ chối, ví dụ unit_slip.")
    ] = None,
    url: Annotated[str, typer.Option(help="Địa chỉ cơ sở dữ liệu (SQLAlchemy) để truy vấn thay cho tệp.")] = "",
    query_file: Annotated[Path | None, typer.Option(help="Tệp .sql cho --url; các cột như mẫu bảng dài.")] = None,
    source: Annotated[list[Path] | None, typer.Option(help="Tệp .toml khai báo nguồn (JSON qua HTTP, SQL).")] = None,
) -> None:
    """Nạp báo cáo của đơn vị: đọc, kiểm tra, cho biết ô nào được nhận, ô nào bị từ chối và vì sao, rồi công bố.

    Tệp gốc được giữ nguyên. Nạp lại đúng tệp cũ không thay đổi gì; nạp tệp đã sửa thì số mới thay số cũ, số cũ vẫn xem
    lại được. Ví dụ: chiso load bao-cao-thang-10.xlsx --province 08
    """
    about = examined(
        Options(layout, province, period, _day(as_of), simulated, numbers=numbers, accept=_accepted(accept or []))
    )
    readers: dict[str, Reader] = {str(path): partial(read_as, path, about) for path in files or []}
    if url:
        question = _question(query_file)
        sql = _sql(question)
        readers[question.name] = lambda: read_query_delivery(url, sql, None, f"{question.stem}.csv", about)
    silent: list[str] = []  # sources that only their last good answer speaks for
    readers |= {path.name: partial(ask_source, path, about, silent) for path in source or []}
    if not readers:
        raise typer.BadParameter("Chưa nêu tệp nào. Ví dụ: chiso load bao-cao.xlsx.", param_hint="files")
    _take_in(readers, dry_run=dry_run, publish=not no_publish)
    if silent:
        raise typer.Exit(1)


def ask_source(path: Path, about: Options, silent: list[str]) -> Delivery:
    """The delivery that the answer of a declared source is; a source that does not answer is added to ``silent``."""
    declared = read_source(path)
    answer = answers.ask(declared, paths.home(), about.received_at or clock.now())
    if answer.problem:
        silent.append(declared.code)
        stderr.print(f"[yellow]![/yellow] {answer.problem}", soft_wrap=True)
    own = replace(
        about,
        layout=about.layout or ("portal-metrics" if declared.kind == "portal" else ""),
        province=about.province or declared.province,
        agency=about.agency or declared.agency,
        source=about.source or declared.source,
        received_at=answer.fetched_at,
    )
    return read_answer_delivery(answer.sheet, f"{declared.code}.csv", own)


def _accepted(codes: list[str]) -> tuple[str, ...]:
    """The codes of ``--accept``: only checks that a person can overrule."""
    if wrong := [code for code in codes if code not in rules.OVERRULED]:
        told = f"«{wrong[0]}» không bỏ qua được. Chọn trong: {', '.join(rules.OVERRULED)}."
        raise typer.BadParameter(told, param_hint="--accept")
    return tuple(codes)


def _day(written: str) -> date | None:
    """The day of ``--as-of``; None when it was not given."""
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise typer.BadParameter(f"«{written}» không phải ngày. Ghi như 2026-11-05.", param_hint="--as-of") from error
    if day > clock.today():
        raise typer.BadParameter(f"Ngày {day:%d/%m/%Y} chưa đến.", param_hint="--as-of")
    return day


def _question(query_file: Path | None) -> Path:
    if query_file is None:
        raise typer.BadParameter("Cần thêm --query-file: tệp .sql chứa câu truy vấn.", param_hint="--url")
    return query_file


def _sql(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            file.name, "không đọc được câu truy vấn.", reasons.in_brackets(error), "Kiểm tra tệp .sql."
        ) from error


def _take_in(readers: dict[str, Reader], *, dry_run: bool, publish: bool) -> None:
    """Reads each file, tells what became of it, keeps it, and publishes once at the end; exit code 1 if one failed."""
    outcomes: list[str] = []
    with bar() as progress:
        task = progress.add_task("Đang đọc", total=len(readers))
        for name, read in readers.items():
            progress.update(task, description=f"Đang đọc {escape(printable(Path(name).name))}")
            with Tried(Path(name).name) as tried:  # whatever one file does, the others are read
                outcomes.append(take_one(read(), dry_run=dry_run))
            if tried.told:
                outcomes.append("failed")
                complain(tried.told)
            progress.advance(task)
    new = outcomes.count("kept")
    if dry_run:
        console.print("Chạy thử: không có gì được lưu hay công bố.")
    elif new and publish:
        publish_version(f"nạp {new} tệp")
    elif new:
        console.print("Đã lưu, chưa công bố. Công bố bằng «chiso publish».")
    if "failed" in outcomes:
        raise typer.Exit(1)


def take_one(delivery: Delivery, *, dry_run: bool) -> str:
    """Tells what a delivery would change and keeps it; "kept" (to be published), "known" or "read"."""
    home = paths.home()
    is_known = kept.is_kept(delivery, home)
    if not is_known:
        _require_open(delivery)
    folder = paths.deliveries(home) / delivery.delivery_id
    full_list = "danh sách đầy đủ được lưu khi nạp thật." if dry_run else f"đủ ở {folder / 'refusals.parquet'}"
    tell(delivery, preview(delivery, partial(known.known_values, home)), full_list=full_list)
    if is_known and not dry_run and delivery.delivery_id in known.waiting(home):
        console.print("  Tệp này đã được lưu trước đây nhưng chưa công bố.")
        return "kept"
    if is_known and delivery.delivery_id in versions.held(home):
        console.print("  Tệp này đã được nạp, nhưng «chiso rollback» đã rút. Đưa trở lại bằng «chiso publish».")
        return "known"
    if is_known:
        console.print("  Tệp này đã được nạp trước đây: không có gì thay đổi.")
        return "known"
    if dry_run:
        return "read"
    kept.keep(delivery, home)
    return "kept"


def _require_open(delivery: Delivery) -> None:
    """Raises SourceError when the file speaks of a period that the office has locked."""
    if not store.begun():
        return
    spoken = {
        (catalogue.get(code).set_code, period)
        for part in delivery.questions()
        for code, period in part[["indicator_code", "period"]].drop_duplicates().itertuples(index=False)
    }
    try:
        with store.writing() as conn:
            period_locks.require_open(conn, spoken)
    except LockedError as error:
        raise SourceError(delivery.file_name, "không được nhận.", str(error)) from error


def publish_version(reason: str) -> None:
    """Builds and serves a version made of everything that is kept, and says its name; waits for another load."""
    with console.status("Đang dựng và kiểm tra phiên bản mới …"):
        version = versions.publish(paths.home(), reason, patience=PATIENCE)
    console.print(f"Đã công bố phiên bản [bold]{version}[/bold].")
    alerts.after_publishing()
    briefing.after_publishing()


def demo_of_country(millions: int) -> None:
    """Keeps so many million values of all communes of the country, and publishes them."""
    months = made.months_for(millions * 1_000_000)
    with bar() as progress:
        task = progress.add_task("Đang tạo số liệu cả nước", total=made.deliveries_of(months, clock.today()))
        told = []
        for count in made.write(paths.home(), months, clock.today()):
            told.append(count)
            progress.advance(task)
    console.print(f"{number(sum(told))} giá trị của {months} tháng, {number(len(told))} lần nhận.")
    publish_version(f"số liệu mô phỏng cả nước, {months} tháng")


def demo(
    province: Annotated[str, typer.Option(help="Mã tỉnh: 08, 04, 15, 42 hoặc 51.")] = "08",
    months: Annotated[int, typer.Option(min=0, help="Số tháng gần nhất; 0: từ tháng 1/2021 đến tháng trước.")] = 0,
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số gieo, cùng ngày thì cùng số liệu.")] = 1,
    country: Annotated[bool, typer.Option("--country", help="Cả nước, 3.321 xã, để đo tốc độ; xem --rows.")] = False,
    rows: Annotated[int, typer.Option(min=1, max=200, help="Với --country: ít nhất bao nhiêu triệu giá trị.")] = 10,
) -> None:
    """Tạo số liệu mô phỏng của một tỉnh dưới dạng các biểu thật, nạp qua đúng đường của báo cáo thật, rồi công bố.

    Có đơn vị gửi chậm, chưa gửi, gửi sai rồi đính chính. Mọi giá trị mang trạng thái mô phỏng; vài số liệu đã công bố
    thật được nạp kèm và giữ nguyên nguồn. Với --country là số liệu tháng của mọi xã, tính thẳng không qua biểu.
    """
    if country:
        demo_of_country(rows)
        return
    if province not in {about.province_code for about in catalogue.sets().values()}:
        raise typer.BadParameter(f"Không có bộ chỉ số của tỉnh «{province}».", param_hint="--province")
    loaded: list[Loaded] = []
    with bar() as progress:
        task = progress.add_task("Đang viết các biểu", total=None)
        for step in run.demo(province, paths.home(), months=months, seed=seed):
            if isinstance(step, int):
                progress.update(task, description="Đang nạp", total=step)
            else:
                loaded.append(step)
                progress.advance(task)
    storm.open_events(province, clock.today())
    storm.name_contacts(province, paths.home())
    tell_demo(loaded)
    if any(file.is_new for file in loaded) or not engine.is_published(paths.home()):
        publish_version(f"số liệu mô phỏng, tỉnh {province}")
    else:
        console.print("Mọi tệp đã được nạp trước đây: không có gì thay đổi.")
    console.print("Xem trên trình duyệt: «chiso serve».")
