"""How the command line tells what became of deliveries."""

from collections.abc import Sequence

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from cli.console import console, number
from loaders import editions
from loaders.delivery import Delivery
from loaders.demo.run import Loaded
from loaders.normalise import vietnamese_cell
from loaders.preview import Preview
from loaders.reading import Note

SHOWN_REFUSALS = 20
SHOWN_CHANGES = 10
SHOWN_NOTES = 20
REASONS = {
    "not_a_number": "chữ trong ô số",
    "ambiguous_number": "số đọc được hai cách",
    "formula": "lỗi công thức",
    "duplicate": "ghi hai lần khác nhau",
    "former_area": "đơn vị cũ",
    "misspelt_area": "tên viết sai",
    "unknown_area": "mã không có",
    "renamed_column": "cột đổi tên",
    "unknown_column": "cột không có trong mẫu",
    "repeated_column": "hai cột cùng nội dung",
    "unheaded_column": "cột không có tiêu đề",
}


def bar() -> Progress:
    """A progress bar with the task's words, the count and the time gone."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )


def tell(delivery: Delivery, change: Preview, *, full_list: str) -> None:
    """One delivery: counts, what changes, what was refused and why; ``full_list`` says where all refusals are."""
    console.print(f"\n[bold]{escape(delivery.file_name)}[/bold] · mẫu {delivery.layout} · mã {delivery.delivery_id}")
    counts = Table("Được nhận", "Bị từ chối", "Mới", "Thay đổi", "Giữ nguyên", "Cũ hơn số đã có")
    cells = (
        delivery.rows_accepted,
        change.refused,
        change.new,
        len(change.changed),
        change.unchanged,
        change.older,
    )
    counts.add_row(*map(number, cells))
    console.print(counts)
    _tell_changes(change)
    _tell_refusals(delivery, full_list)
    notes = [*delivery.notes, *change.notes]
    drifts = [note for note in notes if note.code.startswith("drift_")]
    for note in drifts:
        console.print(f"  [magenta]≠[/magenta] {escape(_at(note))}{escape(note.text)}", soft_wrap=True)
    gone = [note for note in notes if note.code == editions.CODE]
    for note in gone:
        console.print(f"  [yellow]−[/yellow] {escape(note.text)}", soft_wrap=True)
    _tell_notes([note for note in notes if note not in (*drifts, *gone)])


def _tell_notes(notes: Sequence[Note]) -> None:
    """Remarks, those on values that were taken but are doubted first; says how many are not shown."""
    ordered = sorted(notes, key=lambda note: note.severity != "flag")
    for note in ordered[:SHOWN_NOTES]:
        mark = "[yellow]⚑[/yellow]" if note.severity == "flag" else "[yellow]![/yellow]"
        console.print(f"  {mark} {escape(note.text)}", soft_wrap=True)
    if rest := ordered[SHOWN_NOTES:]:
        flags = sum(note.severity == "flag" for note in rest)
        told = f"  … và {number(len(rest))} lưu ý khác, trong đó {number(flags)} giá trị được nhận nhưng nghi ngờ."
        console.print(told, soft_wrap=True)


def _at(note: Note) -> str:
    """Sheet and cell of a remark: "trang «Biểu 1», ô D5 · "."""
    where = [f"trang «{note.sheet}»"] if note.sheet else []
    return ", ".join([*where, vietnamese_cell(note.cell)]) + " · "


def _tell_changes(change: Preview) -> None:
    for line in change.lines[1 : SHOWN_CHANGES + 1]:
        console.print(f"  [cyan]↻[/cyan] {escape(line)}", soft_wrap=True)
    if len(change.changed) > SHOWN_CHANGES:
        console.print(f"  … và {number(len(change.changed) - SHOWN_CHANGES)} giá trị thay đổi khác.")


def _tell_refusals(delivery: Delivery, full_list: str) -> None:
    """The first refused cells as cell · value · reason · remedy, one a line, so that they can be copied."""
    for refused in delivery.refusals.head(SHOWN_REFUSALS).to_dict("records"):
        sheet = f"trang «{refused['sheet']}», " if refused["sheet"] else ""
        where = f"{sheet}{vietnamese_cell(str(refused['cell']))}"
        text = f"{where} · «{refused['value']}» · {refused['reason']} · {refused['remedy']}"
        console.print(f"  [red]✗[/red] {escape(text)}", soft_wrap=True)
    rest = delivery.rows_refused - SHOWN_REFUSALS
    if rest > 0:
        console.print(f"  … và {number(rest)} ô bị từ chối khác; {full_list}", soft_wrap=True)
    if delivery.rows_refused:
        advice = f"Nhận lại tệp có đánh dấu ô sai: chiso refused {delivery.delivery_id} -o can-sua.xlsx"
        console.print(f"  {advice}", soft_wrap=True)


def tell_demo(loaded: Sequence[Loaded]) -> None:
    """What became of the demo's files, and which files have refused cells."""
    accepted, refused = sum(f.accepted for f in loaded), sum(f.refused for f in loaded)
    new = sum(f.is_new for f in loaded)
    console.print(
        f"{number(len(loaded))} tệp ({number(new)} tệp mới) · {number(accepted)} giá trị được nhận · "
        f"{number(refused)} ô bị từ chối, có lý do."
    )
    if refused:
        table = Table(Column("Tệp", overflow="fold"), "Được nhận", "Bị từ chối", Column("Lý do", overflow="fold"))
        for file in (f for f in loaded if f.refused):
            reasons = ", ".join(REASONS.get(code, code) for code in file.reasons)
            table.add_row(file.file_name, number(file.accepted), number(file.refused), reasons)
        console.print(table)
