"""Where the columns of a report differ from its layout: told with a proposal, never guessed; sound columns still load.

Columns are recognised by their texts.  A column whose text is not known is reported with the nearest one that is, and
its numbers are refused one by one, so that none is lost.  What cannot be trusted column by column is refused as a
whole: a table of records (an unknown column may be a coordinate of every row), and a sheet with more unknown columns
than known ones.
"""

import difflib
from bisect import bisect_left
from collections.abc import Iterator

from data import catalogue, periods
from loaders import rules
from loaders.body import Job, data_rows, place
from loaders.errors import CellError, HeaderChangedError
from loaders.header import Drift, Found, Header, Lookup, key
from loaders.layouts import COORDINATE_ROLES, LABEL_ROLES, Column, Layout, Template
from loaders.normalise import vietnamese_cell
from loaders.reading import Findings, Note, Refusal
from loaders.sheet import Sheet, letter

RECORDS = ("long_table", "query")
NEAR = 0.6  # of 1: how alike two header texts must be to be proposed for each other


def differences(
    sheet: Sheet, bottom: int, found: list[Found], unknown: list[tuple[int, str]], texts: Lookup
) -> list[Drift]:
    """Every column that is unknown, claimed twice or without a header, from left to right."""
    return sorted(
        [*_unknown(found, unknown, texts), *_repeated(sheet, found), *_unheaded(sheet, bottom, found, unknown)],
        key=lambda drift: drift.index,
    )


def _unknown(found: list[Found], unknown: list[tuple[int, str]], texts: Lookup) -> Iterator[Drift]:
    taken = {f.column.key for f in found}
    free = {known: text for known, text in texts.written.items() if texts.columns[known].key not in taken}
    for index, text in unknown:
        close = difflib.get_close_matches(key(text.split(" > ")), free, n=1, cutoff=NEAR)
        yield Drift("renamed" if close else "added", index, text, free[close[0]] if close else "")


def _repeated(sheet: Sheet, found: list[Found]) -> Iterator[Drift]:
    by_meaning: dict[tuple[str, ...], list[Found]] = {}
    for f in found:
        if f.column.role != "note":
            by_meaning.setdefault(_meaning(f.column), []).append(f)
    for same in by_meaning.values():
        if len(same) > 1:
            places = ", ".join(f"{column_name(sheet, f.index)} «{f.text}»" for f in same)
            yield from (Drift("repeated", f.index, f.text, places) for f in same)


def _meaning(column: Column) -> tuple[str, ...]:
    """Equal for two columns that claim the same thing: the same entry, or the same indicator by another name."""
    if column.indicator:
        return (column.indicator, column.breakdown, column.measure, column.basis, column.offset)
    return (column.key,)


def _unheaded(sheet: Sheet, bottom: int, found: list[Found], unknown: list[tuple[int, str]]) -> Iterator[Drift]:
    """Columns with numbers under no header, which would be lost without a word."""
    known = {f.index for f in found} | {index for index, _ in unknown}
    for column, rows in sheet.number_rows.items():
        if column not in known and rows[-1] > bottom:
            first = next(row for row in rows if row > bottom)
            yield Drift("unheaded", column, "", sheet.place(first, column))


def require_sound(
    file: str, sheet: Sheet, layout: Layout, found: list[Found], drifts: list[Drift]
) -> tuple[Found, ...]:
    """The columns that can be trusted beside those that differ.

    Raises:
        HeaderChangedError: with every wrong column at once, so that one correction is enough.
    """
    strange = {drift.index for drift in drifts}
    trusted = tuple(f for f in found if f.index not in strange)
    present = {f.column.key for f in found}
    missing = [f"Thiếu cột «{c.texts[0]}»." for c in layout.columns if c.required and c.key not in present]
    if not (missing or drifts) or (not missing and _can_stand(sheet, layout, found, trusted, drifts)):
        return trusted
    _require_headed(file, sheet, drifts)
    problems = list(dict.fromkeys([*(sentence(sheet, drift) for drift in drifts), *missing]))
    raise HeaderChangedError(
        file,
        f"tiêu đề cột ở {sheet.called} khác mẫu «{layout.title}».",
        " ".join(problems),
        f"Sửa tiêu đề theo mẫu, hoặc báo quản trị thêm cách viết mới vào mẫu {layout.code}.",
        problems=len(problems),
    )


def _can_stand(
    sheet: Sheet, layout: Layout, found: list[Found], trusted: tuple[Found, ...], drifts: list[Drift]
) -> bool:
    """Whether the trusted columns mean what they say although others differ."""
    if layout.kind in RECORDS or (sheet.by_row and any(drift.kind == "unheaded" for drift in drifts)):
        return False
    strange = {drift.index for drift in drifts}
    coordinates = (*LABEL_ROLES, *COORDINATE_ROLES)
    if any(f.index in strange and f.column.role in coordinates for f in found):
        return False
    values = [f for f in trusted if f.column.role not in (*coordinates, "note")]
    return len(values) >= sum(drift.kind in ("renamed", "added") for drift in drifts) and bool(values)


def _require_headed(file: str, sheet: Sheet, drifts: list[Drift]) -> None:
    for drift in drifts:
        if drift.kind == "unheaded" and len(drifts) == 1:
            raise HeaderChangedError(
                file,
                f"{sheet.called} có số liệu ở {vietnamese_cell(drift.proposal)} nhưng cột đó không có tiêu đề.",
                "",
                "Ghi tiêu đề cho cột, hoặc xóa số liệu thừa; ở tệp CSV, số có dấu phẩy phải đặt trong ngoặc kép.",
            )


def column_name(sheet: Sheet, index: int) -> str:
    return f"thứ {index}" if sheet.by_row else letter(index)


def sentence(sheet: Sheet, drift: Drift) -> str:
    """What is wrong with one column, in Vietnamese."""
    return _error(sheet, drift, "").reason


def refusals(header: Header, layout: Layout) -> list[Refusal]:
    """Every number under a column that differs, with what to do about the column."""
    columns = [(Found(NOWHERE, d.index, d.text), _error(header.sheet, d, layout.code)) for d in header.drift]
    rows = list(data_rows(header, Findings())) if columns else []
    return [
        Refusal.because(place(header, row, found), error)
        for row in rows
        for found, error in columns
        if _holds_number(header.sheet, row, found.index)
    ]


NOWHERE = Column("", "note", ())


def _holds_number(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.cell(row, column)
    return cell.uncomputed or isinstance(cell.value, (int, float)) or any(c.isdigit() for c in sheet.text(row, column))


def _error(sheet: Sheet, drift: Drift, layout_code: str) -> CellError:
    column = column_name(sheet, drift.index)
    if drift.kind == "renamed":
        return rules.error(
            "renamed_column", column=column, text=drift.text, proposal=drift.proposal, layout=layout_code
        )
    if drift.kind == "repeated":
        return rules.error("repeated_column", count=str(drift.proposal.count("«")), columns=drift.proposal)
    if drift.kind == "unheaded":
        return rules.error("unheaded_column", column=column, cell=vietnamese_cell(drift.proposal))
    return rules.error("unknown_column", column=column, text=drift.text, layout=layout_code)


def notes(header: Header, job: Job) -> list[Note]:
    """What differs from the layout, a sentence per column that is strange, missing or elsewhere."""
    sheet = header.sheet
    told = [
        Note(sheet.name, sheet.place(header.row_of(d.index), d.index), f"drift_{d.kind}", _told(sheet, d, job.layout))
        for d in header.drift
    ]
    return [*told, *_dropped(header, job), *_moved(header, job)]


def _told(sheet: Sheet, drift: Drift, layout: Layout) -> str:
    error = _error(sheet, drift, layout.code)
    return f"{error.reason} Số liệu của cột không được nhận, các cột khác vẫn được nhận. {error.remedy}"


def form_of(header: Header, layout: Layout, month: int) -> Template | None:
    """The form that a report of a month should have; None when the layout has no forms, or its columns are another's.

    Columns that are all of a form of the month, or nearer to it than to any other, are that form with drift.
    """
    own = [template for template in layout.templates if month in template.months]
    if header.template in own:
        return header.template
    present = _present(header, layout)
    distance = {t.name: len(set(t.columns) ^ present) for t in layout.templates}
    nearest = min(own, key=lambda template: distance[template.name], default=None)
    if header.template or nearest is None:
        return None
    is_near = present <= set(nearest.columns) or distance[nearest.name] == min(distance.values())
    return nearest if is_near else None


def _present(header: Header, layout: Layout) -> set[str]:
    return {f.column.key for f in header.found} & {key for template in layout.templates for key in template.columns}


def other_form(file: str, header: Header, layout: Layout) -> HeaderChangedError:
    """The columns are those of no form: which is nearest, what it has more and what less."""
    present = _present(header, layout)
    nearest = min(layout.templates, key=lambda template: len(set(template.columns) ^ present))
    missing = [layout.column(key).texts[0] for key in nearest.columns if key not in present]
    surplus = [f.text for f in header.found if f.column.key in present - set(nearest.columns)]
    parts = [f"Thiếu: {_listed(missing)}." if missing else "", f"Thừa: {_listed(surplus)}." if surplus else ""]
    return HeaderChangedError(
        file,
        f"các cột ở {header.sheet.called} không khớp biểu nào của mẫu «{layout.title}».",
        f"Gần nhất là biểu «{nearest.name}». " + " ".join(part for part in parts if part),
        "Dùng đúng biểu của tháng báo cáo, đủ cột.",
    )


def _listed(texts: list[str]) -> str:
    return ", ".join(f"«{text}»" for text in texts)


def _expected(header: Header, job: Job) -> list[Column]:
    """The columns of numbers that the form has, in its order; of a matrix those that report in such a period."""
    layout = job.layout
    if layout.templates:
        month = periods.parse(job.period).start.month
        own = form_of(header, layout, month) if job.period else None
        return [layout.column(key) for key in own.columns] if own else []
    frequency = periods.parse(job.period).frequency if job.period else ""
    return [
        column
        for column in layout.columns
        if column.role in ("value", "comparison", "count")
        and (not column.indicator or frequency in catalogue.get(column.indicator).frequencies)
    ]


def _dropped(header: Header, job: Job) -> list[Note]:
    present = {_meaning(f.column) for f in header.found} | {_meaning_of(job.layout, d) for d in header.drift}
    texts = [column.texts[0] for column in _expected(header, job) if _meaning(column) not in present]
    if not texts or job.layout.kind in RECORDS:
        return []
    text = f"Trang «{header.sheet.name}» thiếu {len(texts)} cột của mẫu {job.layout.code}: {_listed(texts)}."
    return [Note(header.sheet.name, header.sheet.place(header.top, 1), "drift_dropped", text)]


def _meaning_of(layout: Layout, drift: Drift) -> tuple[str, ...]:
    """Of a renamed column what it is proposed to be: it was named already and is not missing a second time."""
    proposed = next((c for c in layout.columns if drift.proposal in c.texts or drift.text in c.texts), None)
    return _meaning(proposed) if proposed else ()


def _moved(header: Header, job: Job) -> list[Note]:
    """Columns that stand elsewhere than in the form; they are taken all the same, by their texts."""
    order = {column.key: number for number, column in enumerate(_expected(header, job))}
    standing = [f for f in header.found if f.column.key in order]
    kept = _longest_rising([order[f.column.key] for f in standing])
    moved = [f for number, f in enumerate(standing) if number not in kept]
    if not moved or job.layout.kind in RECORDS:
        return []
    names = ", ".join(f"{column_name(header.sheet, f.index)} «{f.text}»" for f in moved)
    text = f"Cột đứng khác thứ tự của mẫu {job.layout.code}: {names}. Vẫn nhận theo chữ ở tiêu đề; kiểm tra lại biểu."
    return [Note(header.sheet.name, header.sheet.place(header.top, moved[0].index), "drift_moved", text)]


def _longest_rising(numbers: list[int]) -> set[int]:
    """Places of a longest rising part of the numbers: what stayed in order when the rest was moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place_, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at:], ends[at:] = [number, *tails[at + 1 :]], [place_, *ends[at + 1 :]]
    found: set[int] = set()
    step = ends[-1] if ends else -1
    while step >= 0:
        found.add(step)
        step = before[step]
    return found
