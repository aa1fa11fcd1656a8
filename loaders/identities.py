"""Sums and ratios that must hold inside a report.  What does not hold is flagged for people, nothing is repaired."""

import pandas as pd

from data import catalogue, periods
from loaders import numbers
from loaders.body import Job, numbers_style
from loaders.errors import CellError
from loaders.headers import Header
from loaders.normalise import vietnamese_cell
from loaders.reading import Note, Reading
from loaders.sheet import Cell

RATIO_TOLERANCE = 0.1  # of a printed percentage, which has one decimal
SUM_TOLERANCE = 0.001  # relative: the parts of a sum are rounded one by one


def of_row(header: Header, row: int, readings: dict[str, Reading], job: Job) -> list[Note]:
    """Flags of one row of a monthly table: printed comparisons, and in February January + February = cumulative."""
    values = {key: value for key, r in readings.items() if (value := _number(r.raw, r.numbers)) is not None}
    return [*_comparisons(header, row, values, job), *_february(readings, values, job)]


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
        expected = forms[column.form]
        if min(abs(printed - value) for value in expected) > RATIO_TOLERANCE:
            place = header.sheet.place(row, found.index)
            text = (
                f"Tại {vietnamese_cell(place)}, «{found.text}» ghi {numbers.plain(printed)}, nhưng tính từ chính các ô "
                f"trong dòng là {numbers.plain(round(expected[0], 2))} %."
            )
            notes.append(Note(header.sheet.name, place, "comparison", text))
    return notes


def _february(readings: dict[str, Reading], values: dict[str, float], job: Job) -> list[Note]:
    """Of flows: what January and February add up to is what is printed as cumulative."""
    keys = {(r.measure, r.period): key for key, r in readings.items()}
    january, february = f"{job.period[:4]}-01", f"{job.period[:4]}-02"
    parts = [keys.get(("actual", january)), keys.get(("actual", february)), keys.get(("cumulative", february))]
    if job.period != february or not all(key in values for key in parts):
        return []
    reading = readings[str(parts[2])]
    first, second, total = (values[str(key)] for key in parts)
    if catalogue.get(reading.indicator_code).kind != "flow" or _agree(first + second, total):
        return []
    return [_cumulative_note(reading.place.sheet, reading.place.cell, total, first, second)]


def _agree(expected: float, printed: float) -> bool:
    return abs(expected - printed) <= max(0.11, SUM_TOLERANCE * abs(printed))


def _cumulative_note(sheet: str, cell: str, total: float, before: float, now: float) -> Note:
    text = (
        f"Tại {vietnamese_cell(cell)}, lũy kế ghi {numbers.plain(total)}, khác lũy kế kỳ trước "
        f"{numbers.plain(round(before, 6))} + thực hiện {numbers.plain(round(now, 6))}."
    )
    return Note(sheet, cell, "cumulative", text)


def cumulative(observations: pd.DataFrame, current: pd.DataFrame) -> list[Note]:
    """Flags where the cumulative value of a flow is not the stored one of the month before plus the month's own.

    Args:
        observations: of a delivery.
        current: known observations (columns of the key and ``value``); those of the month before are looked up.
    """
    known, own = _values_by_key(current), _values_by_key(observations)
    notes = []
    for (code, area, breakdown, measure, period), total in own.items():
        is_flow = measure == "cumulative" and catalogue.get(code).kind == "flow"
        if not is_flow or periods.parse(period).frequency != "month" or period.endswith("-01"):
            continue
        before = periods.previous(period)
        kinds = ("cumulative", "actual") if period.endswith("-02") else ("cumulative",)
        earlier = [(code, area, breakdown, kind, before) for kind in kinds]
        found = [values[key] for key in earlier for values in (own, known) if key in values]
        now = own.get((code, area, breakdown, "actual", period))
        if found and now is not None and not _agree(found[0] + now, total):
            sheet, cell = _cell_of(observations, code, area, breakdown, period)
            notes.append(_cumulative_note(sheet, cell, total, found[0], now))
    return notes


def _values_by_key(frame: pd.DataFrame) -> dict[tuple[str, ...], float]:
    """Values that there are, by indicator, area, breakdown, measure and period."""
    there = frame[frame["value"].notna()]
    keys = (there[name] for name in ("indicator_code", "area_code", "breakdown", "measure", "period"))
    return dict(zip(zip(*keys, strict=True), there["value"], strict=True))


def _cell_of(observations: pd.DataFrame, code: str, area: str, breakdown: str, period: str) -> tuple[str, str]:
    """Sheet and cell of a cumulative value."""
    wanted = {"indicator_code": code, "area_code": area, "breakdown": breakdown, "period": period}
    rows = observations[observations["measure"].eq("cumulative")]
    for column, value in wanted.items():
        rows = rows[rows[column].eq(value)]
    return str(rows["sheet"].iloc[0]), str(rows["cell"].iloc[0])
