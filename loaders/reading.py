"""What a file claims, cell by cell, before it is believed; and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from loaders.errors import CellError
from loaders.sheet import Cell


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands, in the words of the sender."""

    sheet: str
    cell: str  # "J12"; "row 17" of a CSV or a query
    row_label: str
    column_label: str
    value: str


@dataclass(frozen=True, slots=True)
class Coordinates:
    """What number a cell would have been; empty where that was not understood."""

    indicator_code: str = ""
    area_code: str = ""
    period: str = ""
    breakdown: str = ""
    measure: str = ""


UNKNOWN = Coordinates()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell or row that was not taken; the fields of ``tables.refusal`` beside the delivery."""

    place: Place
    code: str
    reason: str
    remedy: str
    about: Coordinates = UNKNOWN

    @classmethod
    def because(cls, place: Place, error: CellError, about: Coordinates = UNKNOWN) -> "Refusal":
        return cls(place, error.code, error.reason, error.remedy, about)


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing that stopped nothing: an identity that does not hold, a row kept once of two."""

    sheet: str
    cell: str
    code: str
    text: str  # a Vietnamese sentence
    severity: str = "note"  # or "flag": the value of this cell was taken, but it is doubted


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell with all coordinates known, its value still as it stood in the file."""

    place: Place
    raw: Cell
    indicator_code: str
    area_code: str
    period: str
    unit: str = ""  # as printed; empty: the unit of the indicator
    breakdown: str = "total"
    measure: str = "actual"
    basis: str = ""
    status: str = "final"
    numbers: str = "native"
    former: str = ""  # code of the ward of before July 2025 that the file names, in place of area_code

    @property
    def coordinates(self) -> Coordinates:
        return Coordinates(self.indicator_code, self.area_code, self.period, self.breakdown, self.measure)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a register, every field understood; the fields of ``tables.register_entry`` beside the delivery."""

    register: str
    entry_code: str
    province_code: str
    area_code: str
    name: str
    state: str
    opened_on: date | None
    due_on: date | None
    closed_on: date | None
    latitude: float | None
    longitude: float | None
    attributes: str  # JSON
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Score:
    """One item of one unit in a capture; the fields of ``tables.score_item`` beside the delivery and its day."""

    province_code: str
    unit_kind: str
    unit_code: str
    unit_name: str
    area_code: str
    period: str  # "": the year of the capture
    item_code: str
    numerator: float | None
    denominator: float | None
    score: float | None
    rank: float | None
    rank_all: float | None
    sheet: str
    cell: str


@dataclass
class Findings:
    """What reading a sheet brought to light, in the order of the file."""

    readings: list[Reading] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)  # of a register, which has no readings
    scores: list[Score] = field(default_factory=list)  # of a capture or a form about units
    records: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)  # table → rows, beside the delivery
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    blanks: int = 0  # empty cells where a value could have stood

    def refuse(self, place: Place, error: CellError, about: Coordinates = UNKNOWN) -> None:
        self.refusals.append(Refusal.because(place, error, about))

    def note(self, sheet: str, cell: str, code: str, text: str, severity: str = "note") -> None:
        self.notes.append(Note(sheet, cell, code, text, severity))
