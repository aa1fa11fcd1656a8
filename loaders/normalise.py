"""From claims to observations: every reading becomes a row of ``tables.observation`` or a refusal, never neither."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

import pandas as pd

from data import catalogue
from data.catalogue import Indicator
from loaders import checks, former, numbers, rules
from loaders.errors import CellError
from loaders.reading import Findings, Reading
from loaders.sheet import as_text

EMPTY_STATUSES = ("missing", "suppressed")
WORDED = ("text", "yes_no")  # kinds whose values are words themselves
# Words that say why a number is not there, in any layout; a layout's own marks go first.  "missing" and "suppressed"
# keep the words as ``text_value``, so that they stay different from each other and from a blank.
WORDS = {
    "không phát sinh": "zero",
    "không có": "missing",
    "đang cập nhật": "missing",
    "chưa đến kỳ": "missing",
    "chưa đến hạn": "missing",
    "không công bố": "suppressed",
}


@dataclass(frozen=True, slots=True)
class Observation:
    """One believed value; the fields of ``tables.observation`` that do not depend on the delivery."""

    indicator_code: str
    area_code: str
    period: str
    frequency: str
    breakdown: str
    measure: str
    basis: str
    value: float | None
    text_value: str | None
    status: str
    sheet: str
    cell: str

    @property
    def key(self) -> tuple[str, ...]:
        return (self.indicator_code, self.area_code, self.period, self.breakdown, self.measure, self.basis)


def observations(findings: Findings, marks: dict[str, str], today: date) -> list[Observation]:
    """The observations among the readings; refusals and notes are added to ``findings``.

    Args:
        marks: what texts other than numbers mean, e.g. "-" zero, "…" missing (see ``layouts.MARKS``).
        today: no actual value may speak of a period that begins later.
    """
    return once_each(believed(findings, marks, today), findings)


def frame(accepted: list[Observation], published: datetime, *, simulated: bool) -> pd.DataFrame:
    """Observations in the columns of a delivery but for its id."""
    names = list(Observation.__dataclass_fields__)
    frame = pd.DataFrame([attrgetter(*names)(o) for o in accepted], columns=names)
    frame["value"] = frame["value"].astype("float64")
    frame["published_at"] = pd.Series([published] * len(frame), index=frame.index, dtype="datetime64[us]")
    if simulated:
        frame["status"] = "simulated"
    return frame


def believed(findings: Findings, marks: dict[str, str], today: date) -> list[tuple[Reading, Observation]]:
    """Each reading that is sound by itself, with what it says; arguments as for ``observations``."""
    accepted: list[tuple[Reading, Observation]] = []
    for reading in findings.readings:
        try:
            if found := _observation(reading, marks, today):
                accepted.append((reading, found))
            else:
                findings.blanks += 1
        except CellError as error:
            findings.refuse(reading.place, error, reading.coordinates)
    return accepted


def once_each(accepted: list[tuple[Reading, Observation]], findings: Findings) -> list[Observation]:
    """What the sound readings say together: former wards summed, and each key once."""
    return list(_once_each(former.merged(accepted, findings), findings))


def _observation(reading: Reading, marks: dict[str, str], today: date) -> Observation | None:
    """One observation; None when the cell is empty or marked as not applicable.  Raises ``CellError``."""
    text = as_text(reading.raw.value)
    said = text.lower() if isinstance(reading.raw.value, str) else ""
    about = catalogue.get(reading.indicator_code)
    in_words = WORDS.get(said, "") if about.kind not in WORDED else ""
    mark = marks.get(said, in_words) if said else ""
    claims_absence = reading.status in EMPTY_STATUSES
    if mark == "skip" or not (text or claims_absence or reading.raw.uncomputed):
        return None
    checks.level(reading.area_code, about)
    basis = checks.basis(reading.basis, reading.measure)
    breakdown = checks.breakdown(reading.breakdown, about.code)
    frequency = checks.fitting_period(reading.period, about.code, reading.measure, today)
    value, words, status = None, None, reading.status
    if mark in EMPTY_STATUSES or (claims_absence and not text):
        status = mark or reading.status
        words = said if in_words in EMPTY_STATUSES else None
    else:
        value, words = _value(reading, about, mark)
    return Observation(
        about.code, reading.area_code, reading.period, frequency, breakdown, reading.measure, basis,
        value, words, status, reading.place.sheet, reading.place.cell,
    )  # fmt: skip


def _value(reading: Reading, about: Indicator, mark: str) -> tuple[float | None, str | None]:
    """The value as number or, for indicators of kind text, as words; a yes or no may come with the words why."""
    if about.kind == "text":
        numbers.require_computed(reading.raw)
        return None, as_text(reading.raw.value)
    if mark == "zero":
        return 0.0, None
    if about.kind == "yes_no":
        return checks.yes_or_no(reading.raw)
    return checks.number(reading.raw, reading.numbers, reading.unit, about), None


def _once_each(accepted: Iterable[tuple[Reading, Observation]], findings: Findings) -> Iterable[Observation]:
    """Each key once: equal values are kept once with a note, contradicting ones are all refused."""
    groups: dict[tuple[str, ...], list[tuple[Reading, Observation]]] = defaultdict(list)
    for reading, found in accepted:
        groups[found.key].append((reading, found))
    for same in groups.values():
        reading, first = same[0]
        if len({(o.value, o.text_value, o.status) for _, o in same}) == 1:
            if len(same) > 1:
                findings.note(
                    reading.place.sheet, reading.place.cell, "repeated",
                    rules.rule("repeated").tell(_facts(same) | {"cells": _cells(same)})[0],
                )  # fmt: skip
            yield first
            continue
        error = rules.error("duplicate", **_facts(same), values=_values(same))
        for other, _ in same:
            findings.refuse(other.place, error, other.coordinates)


def _name(reading: Reading) -> str:
    return f"«{reading.place.row_label}», cột «{reading.place.column_label}»,"


def _facts(same: list[tuple[Reading, Observation]]) -> dict[str, str]:
    return {"name": _name(same[0][0]), "times": str(len(same))}


def _cells(same: list[tuple[Reading, Observation]]) -> str:
    return ", ".join(_cell(reading) for reading, _ in same)


def _values(same: list[tuple[Reading, Observation]]) -> str:
    return ", ".join(f"{_written(reading)} ({_cell(reading)})" for reading, _ in same)


def _written(reading: Reading) -> str:
    """A number as Vietnamese readers write it, "1.287,5"; a text as it stands."""
    value = reading.raw.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return reading.place.value
    return numbers.plain(value)


def _cell(reading: Reading) -> str:
    """A cell in Vietnamese: "ô J12", "dòng 17"."""
    return vietnamese_cell(reading.place.cell)


def vietnamese_cell(cell: str) -> str:
    """ "ô J12" for "J12", "dòng 17" for "row 17"."""
    return cell.replace("row ", "dòng ") if cell.startswith("row ") else f"ô {cell}"


def cell_told(cell: str) -> str:
    """Like ``vietnamese_cell``, to begin a sentence with: "Ô J12", "Dòng 17"."""
    text = vietnamese_cell(cell)
    return text[:1].upper() + text[1:]
