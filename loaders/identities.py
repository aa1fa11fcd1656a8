"""Ratios and sums that must hold inside a row of a report: what does not is flagged for people, never repaired."""

from collections.abc import Iterable, Mapping

from loaders import numbers, rules
from loaders.body import Job, numbers_style
from loaders.errors import CellError
from loaders.headers import Found, Header
from loaders.normalise import cell_told
from loaders.reading import Note

RATIO_TOLERANCE = 0.1  # of a printed percentage, which has one decimal
FRACTION_TOLERANCE = 0.005  # of a percentage written as a fraction with two decimals: 1.07
COUNTED = ("value", "count", "left_out", "comparison")  # columns that hold numbers, taken or not
WANTED = {"index": "chỉ số (gốc 100)", "growth": "tốc độ tăng", "unknown": "phần trăm"}


def of_row(header: Header, row: int, job: Job) -> list[Note]:
    """Flags of one row of a form: printed comparisons and sums that its own cells contradict."""
    read = {found.column.key: _number(header, row, found, job) for found in header.of_role(*COUNTED)}
    values = {key: value for key, value in read.items() if value is not None}
    return [*_comparisons(header, row, values), *_sums(header, row, values, job)]


def _number(header: Header, row: int, found: Found, job: Job) -> float | None:
    """The number in a cell; None when there is none, which the reading itself will be refused for."""
    cell = header.sheet.cell(row, found.index)
    if cell.value is None:
        return None
    if job.layout.marks.get(header.sheet.text(row, found.index).lower()) == "zero":
        return 0.0
    try:
        return numbers.parse(cell, numbers_style(found, job.layout)).value
    except CellError:
        return None


def _added(keys: Iterable[str], values: Mapping[str, float]) -> float | None:
    """The sum of columns; None when one of them holds no number."""
    found = [values.get(key) for key in keys]
    known = [value for value in found if value is not None]
    return sum(known) if known and len(known) == len(found) else None


def _comparisons(header: Header, row: int, values: Mapping[str, float]) -> list[Note]:
    notes = []
    for found in header.of_role("comparison"):
        column, printed = found.column, values.get(found.column.key)
        above, below = _added(column.numerator.split("+"), values), _added(column.denominator.split("+"), values)
        if printed is None or above is None or not below:
            continue
        index = 100 * above / below
        forms = {"index": [index], "growth": [index - 100], "unknown": [index, index - 100, above - below]}
        if not _near(printed, forms[column.form]):
            place = header.sheet.place(row, found.index)
            code, expected = _mistake(printed, index, column.form)
            facts = {"column": found.text, "printed": numbers.plain(printed), "expected": numbers.plain(expected)}
            notes.append(_flag(header.sheet.name, place, code, facts | {"wanted": WANTED[column.form]}))
    return notes


def _sums(header: Header, row: int, values: Mapping[str, float], job: Job) -> list[Note]:
    """Flags at the total: what its parts do not add up to, or a part that is larger than it."""
    notes = []
    there = {found.column.key: found for found in header.found}
    for one in job.layout.identities:
        parts = _added(one.parts, values)
        total = float(one.total) if one.total.isdigit() else values.get(one.total)
        code = "part_of_row" if one.within else "sum_of_row"
        if parts is None or total is None:
            continue
        over, limit = parts - total, rules.rule(code).number("rounding")
        if over > limit or (over < -limit and not one.within):
            at = there.get(one.total, there[one.parts[0]])
            facts = {
                "total": there[one.total].text if one.total in there else "Tổng các tỷ lệ",
                "written": numbers.plain(total),
                "expected": numbers.plain(round(parts, 6)),
                "parts": " + ".join(f"«{there[key].text}»" for key in one.parts),
            }
            notes.append(_flag(header.sheet.name, header.sheet.place(row, at.index), code, facts))
    return notes


def _near(printed: float, expected: list[float], tolerance: float = RATIO_TOLERANCE) -> bool:
    return min(abs(printed - value) for value in expected) <= tolerance


def _mistake(printed: float, index: float, form: str) -> tuple[str, float]:
    """Which check a wrong comparison fails, and what it should say: a fraction, the other form, or plainly wrong."""
    growth = index - 100
    meant = growth if form == "growth" else index
    if _near(printed * 100, [index, growth], 100 * FRACTION_TOLERANCE) and abs(printed) < 10:
        return "comparison_fraction", round(meant if form != "unknown" else _closest(printed * 100, index), 2)
    if form != "unknown" and _near(printed, [growth if form == "index" else index]):
        return "comparison_growth", round(meant, 2)
    return "comparison", round(meant, 2)


def _closest(percent: float, index: float) -> float:
    return min((index, index - 100), key=lambda value: abs(value - percent))


def _flag(sheet: str, cell: str, code: str, facts: dict[str, str]) -> Note:
    reason, remedy = rules.rule(code).tell(facts)
    text = f"{cell_told(cell)}: {reason} {remedy}"
    return Note(sheet, cell, code, text, rules.rule(code).severity)
