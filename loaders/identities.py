"""Ratios that must hold inside a row of a report.  What does not hold is flagged for people, nothing is repaired."""

from loaders import numbers, rules
from loaders.body import Job, numbers_style
from loaders.errors import CellError
from loaders.headers import Header
from loaders.normalise import cell_told
from loaders.reading import Note, Reading
from loaders.sheet import Cell

RATIO_TOLERANCE = 0.1  # of a printed percentage, which has one decimal
FRACTION_TOLERANCE = 0.005  # of a percentage written as a fraction with two decimals: 1.07
WANTED = {"index": "chỉ số (gốc 100)", "growth": "tốc độ tăng", "unknown": "phần trăm"}


def of_row(header: Header, row: int, readings: dict[str, Reading], job: Job) -> list[Note]:
    """Flags of one row of a monthly table: printed comparisons that its own cells contradict."""
    values = {key: value for key, r in readings.items() if (value := _number(r.raw, r.numbers)) is not None}
    return _comparisons(header, row, values, job)


def _number(cell: Cell, style: str) -> float | None:
    """The number in a cell; None when there is none, which the reading itself will be refused for."""
    if cell.value is None:
        return None
    try:
        return numbers.parse(cell, style).value
    except CellError:
        return None


def _comparisons(header: Header, row: int, values: dict[str, float], job: Job) -> list[Note]:
    notes = []
    for found in header.of_role("comparison"):
        column, cell = found.column, header.sheet.cell(row, found.index)
        printed = _number(cell, numbers_style(found, job.layout))
        above, below = values.get(column.numerator), values.get(column.denominator)
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
