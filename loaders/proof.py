"""Numbers that two ways of writing explain ("1.234", "12,345"), proved by the sums of their own report.

A column is read in one way when that way alone makes a sum hold, no sum speaks for the other, and no text of the
column can only be read in the other.  What nothing proves stays open and is refused, cell by cell.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from data import catalogue, periods
from loaders import numbers, rules
from loaders.normalise import vietnamese_cell
from loaders.reading import Findings, Note, Reading
from loaders.sheet import as_text

Column = tuple[str, str, str]  # sheet, header, and in tables of records the indicator
Key = tuple[str, str, str, str, str, str]  # indicator, area, period, breakdown, measure, basis
MOST_COLUMNS = 3  # that may be open in one sum
STYLES = tuple(numbers.SEPARATORS)


@dataclass(frozen=True)
class Sum:
    """A cell of a report that is what others add up to."""

    total: Reading
    parts: tuple[Reading, ...]

    @property
    def terms(self) -> tuple[Reading, ...]:
        return (self.total, *self.parts)


def settle(findings: Findings) -> None:
    """Says of open numbers how they are meant where a sum proves it; each proved column is told in a note."""
    if not any(is_open(reading) for reading in findings.readings):
        return
    decided = decide(findings.readings, _sums(findings.readings))
    findings.notes += told(decided)
    findings.readings = [
        replace(r, numbers=decided[column_of(r)][0]) if column_of(r) in decided and is_open(r) else r
        for r in findings.readings
    ]


def decide(readings: list[Reading], sums: Iterable[Sum]) -> dict[Column, tuple[str, Sum]]:
    """The way of writing of each column that sums prove, with one of them."""
    votes: dict[Column, dict[str, Sum]] = defaultdict(dict)
    for found in sums:
        for column, style in _proved(found).items():
            votes[column].setdefault(style, found)
    decided = {column: next(iter(styles.items())) for column, styles in votes.items() if len(styles) == 1}
    for reading in readings:
        way, _ = decided.get(column_of(reading), ("", None))
        can = numbers.possible(as_text(reading.raw.value))
        if way and _is_text(reading) and can and way not in can:
            del decided[column_of(reading)]  # written in the other way for certain: the column mixes both
    return decided


def told(decided: dict[Column, tuple[str, Sum]]) -> list[Note]:
    """A note for each proved column: how it was read, and which sum says so."""
    return [_note(column, style, found) for column, (style, found) in decided.items()]


def _note(column: Column, style: str, found: Sum) -> Note:
    place = found.total.place
    text = (
        f"Cột «{column[1]}»: số được đọc theo {numbers.NAMES[style]}, vì chỉ đọc như vậy thì "
        f"{vietnamese_cell(place.cell)} mới bằng tổng của {len(found.parts)} ô."
    )
    return Note(place.sheet, place.cell, "numbers_proved", text)


def _is_text(reading: Reading) -> bool:
    return isinstance(reading.raw.value, str) and reading.numbers not in STYLES


def is_open(reading: Reading) -> bool:
    """Whether a cell is a text that is one number in one way of writing and another in the other."""
    return _is_text(reading) and len(set(numbers.possible(as_text(reading.raw.value)).values())) > 1


def column_of(reading: Reading) -> Column:
    in_records = reading.place.cell.startswith("row ")
    return reading.place.sheet, reading.place.column_label, reading.indicator_code if in_records else ""


def _proved(found: Sum) -> dict[Column, str]:
    """The columns whose way of writing follows from a sum: the same in every reading under which it holds."""
    columns = sorted({column_of(term) for term in found.terms if is_open(term)})
    if not 1 <= len(columns) <= MOST_COLUMNS:
        return {}
    readings = [dict(zip(columns, styles, strict=True)) for styles in product(STYLES, repeat=len(columns))]
    holding = [reading for reading in readings if _holds(found, reading)]
    styles = {column: {reading[column] for reading in holding} for column in columns}
    return {column: next(iter(own)) for column, own in styles.items() if len(own) == 1}


def _holds(found: Sum, styles: dict[Column, str]) -> bool:
    """Whether the parts make the total when read in these ways, within the rounding of all that are printed."""
    values = [_value(term, styles.get(column_of(term), "")) for term in found.terms]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return False
    rounding = sum((Decimal(1).scaleb(_exponent(value)) for value in known), Decimal()) / 2
    return abs(known[0] - sum(known[1:], Decimal())) <= rounding


def _value(reading: Reading, style: str) -> Decimal | None:
    """The number in a cell, an open one read in a way; None when it is none."""
    value = reading.raw.value
    if isinstance(value, str):
        can = numbers.possible(as_text(value))
        return can.get(style, next(iter(can.values()), None))
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() else None


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _sums(readings: list[Reading]) -> Iterator[Sum]:
    """Every sum between cells of a report that its indicators promise; cells that are claimed twice are left out."""
    by_key: dict[Key, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.raw.value is not None:
            by_key[_key(reading)].append(reading)
    cells = {key: same[0] for key, same in by_key.items() if len(same) == 1}
    groups = _grouped(cells)
    for key, total in cells.items():
        for parts in (
            *_of_areas(key, groups),
            *_of_members(key, groups),
            *_of_time(key, cells),
            *_of_others(key, cells),
        ):
            if len(parts) > 1 and len({part.unit for part in (total, *parts)}) == 1:
                yield Sum(total, tuple(parts))


def _key(reading: Reading) -> Key:
    about = (reading.indicator_code, reading.area_code, reading.period, reading.breakdown, reading.measure)
    return (*about, reading.basis)


def _grouped(cells: dict[Key, Reading]) -> dict[tuple[str, ...], list[Reading]]:
    """Communes by everything but the area, and members of an axis by everything but the member."""
    groups: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for (code, area, period, breakdown, measure, basis), reading in cells.items():
        if len(area) == 5:
            groups["areas", code, period, breakdown, measure, basis].append(reading)
        if breakdown != "total" and ";" not in breakdown:
            axis = breakdown.partition("=")[0]
            groups["members", code, area, period, measure, basis, axis].append(reading)
    return groups


def _of_areas(key: Key, groups: dict[tuple[str, ...], list[Reading]]) -> Iterator[list[Reading]]:
    """The communes of a province, where they may be added."""
    code, area, *others = key
    if len(area) == 2 and catalogue.get(code).over_areas == "sum":
        yield groups.get(("areas", code, *others), [])


def _of_members(key: Key, groups: dict[tuple[str, ...], list[Reading]]) -> Iterator[list[Reading]]:
    """The members of each axis of a total."""
    code, area, period, breakdown, measure, basis = key
    if breakdown == "total" and catalogue.get(code).kind in ("flow", "stock", "status_count"):
        for axis in catalogue.get(code).breakdowns:
            yield groups.get(("members", code, area, period, measure, basis, axis), [])


def _of_time(key: Key, cells: dict[Key, Reading]) -> Iterator[list[Reading]]:
    """What was reached before and what came in the month itself, of a cumulative value."""
    code, area, period, breakdown, measure, basis = key
    found = periods.parse(period)
    if measure != "cumulative" or catalogue.get(code).kind != "flow" or found.frequency != "month":
        return
    if found.start.month == 1:
        return
    before = periods.previous(period)
    earlier = [(before, "cumulative"), *([(before, "actual")] if found.start.month == 2 else [])]
    for (past, kind), now in product(earlier, ("actual", "estimate")):
        keys = ((code, area, past, breakdown, kind, basis), (code, area, period, breakdown, now, basis))
        yield [cells[part] for part in keys if part in cells]


def _of_others(key: Key, cells: dict[Key, Reading]) -> Iterator[list[Reading]]:
    """The indicators that another one is the sum of, as the catalogue says."""
    code, area, period, breakdown, measure, basis = key
    own = code if breakdown == "total" else f"{code}@{breakdown}"
    for identity in rules.identities():
        if identity.kind == "sum" and identity.total == own:
            terms = [term.partition("@") for term in identity.parts]
            keys = [(part, area, period, member or "total", measure, basis) for part, _, member in terms]
            if all(part in cells for part in keys):
                yield [cells[part] for part in keys]
