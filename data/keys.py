"""The keys by which a page asks for the source of what it shows: a number, an entry of a list, a number made of others.

A key travels as text in the id of a button and in the address, as ``NumberKey`` does.  ``@facility|08|bv-01`` is an
entry; ``!1f3a…|Biểu 1|C7`` is a cell; ``#08|tram-01|rain|2026-11-23T10|24`` is what a station measured in the 24 hours
up to then; ``$00721`` is the land of a commune; ``=week~key~key`` is what a rule makes of parts, where a field that is
as in the part before is written ``^``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data import catalogue_registers
from data.answers import NumberKey
from geo import areas

MOST = 400  # parts of one number; a longer key is none of ours
MOST_HOURS = 240  # of one run of readings
SAME, MADE, ENTRY, CELL, READINGS, LAND, BETWEEN = "^", "=", "@", "!", "#", "$", "~"


@dataclass(frozen=True)
class EntryKey:
    """One entry of a list that a province keeps."""

    register: str
    province_code: str
    entry_code: str

    @classmethod
    def of_point(cls, area_code: str) -> "EntryKey":
        """The entry that reports under this code, see ``data.points.area_code``."""
        register, _, entry = area_code.partition(":")
        return cls(register, *entry.split("-", 1))

    def text(self) -> str:
        return ENTRY + "|".join((self.register, self.province_code, self.entry_code))


@dataclass(frozen=True)
class CellKey:
    """A cell of a delivery: of what is no observation and no entry, as a figure of a bulletin."""

    delivery_id: str
    sheet: str
    cell: str

    def text(self) -> str:
        return CELL + "|".join((self.delivery_id, self.sheet, self.cell))


@dataclass(frozen=True)
class ReadingsKey:
    """What a station measured of a quantity in ``hours`` hours, the last of them ``until`` ("2026-11-23T10")."""

    province_code: str
    entry_code: str
    quantity: str
    until: str
    hours: int

    def text(self) -> str:
        return READINGS + "|".join((self.province_code, self.entry_code, self.quantity, self.until, str(self.hours)))


@dataclass(frozen=True)
class LandKey:
    """The land of a commune, which no delivery tells but the list of areas that comes with the program."""

    area_code: str

    def text(self) -> str:
        return LAND + self.area_code


PartKey = NumberKey | EntryKey | CellKey | ReadingsKey | LandKey


@dataclass(frozen=True)
class MadeKey:
    """What the rule ``rule`` makes of its parts; the words of a rule are in ``components.made_words``."""

    rule: str
    parts: tuple[PartKey, ...]

    def text(self) -> str:
        before: list[str] = []
        told = [self.rule]
        for part in self.parts:
            fields = _written(part).split("|")
            alike = len(fields) == len(before)
            told.append("|".join(SAME if alike and f == before[n] else f for n, f in enumerate(fields)))
            before = fields
        return MADE + BETWEEN.join(told)


Key = PartKey | MadeKey


def numbers_of(key: "Key | None") -> list[NumberKey]:
    """The numbers that a key is of; none where it is of something else, or of numbers of several indicators."""
    parts = key.parts if isinstance(key, MadeKey) else (key,)
    found = [one for one in parts if isinstance(one, NumberKey)]
    return found if len({one.code for one in found}) == 1 else []


def _written(part: PartKey) -> str:
    """The text of a part within a longer key; a sheet may be called by what stands between parts."""
    text = part.text()
    return text.replace("%", "%25").replace(BETWEEN, "%7E") if isinstance(part, CellKey) else text


def _read(text: str) -> PartKey | None:
    return _single(text.replace("%7E", BETWEEN).replace("%25", "%") if text.startswith(CELL) else text)


@dataclass(frozen=True)
class PartStanding:
    """One part: what it is, its number or state, and where it stands; no file where nothing was found."""

    key: PartKey
    name: str  # of the area, of the entry, or what a cell tells
    value: float | None
    state: str  # code of the member, of an entry
    file_name: str
    sheet: str
    cell: str
    counted: int = 1  # how many rows the number was added up from
    source: str = ""
    unit: str = ""  # of what a cell tells, as it is read
    before: float | None = None  # what was said of it last that differs


def parse(text: str) -> Key | None:
    """The key that a text holds; None when it is none, or names what does not exist."""
    if not text.startswith(MADE):
        return _single(text)
    rule, *written = text.removeprefix(MADE).split(BETWEEN)
    if not written or len(written) > MOST:
        return None
    parts, before = [], [""]
    for one in written:
        fields = one.split("|")
        if SAME in fields and len(fields) != len(before):
            return None
        before = [before[n] if field == SAME else field for n, field in enumerate(fields)]
        parts.append(_read("|".join(before)))
    found = tuple(part for part in parts if part is not None)
    return MadeKey(rule, found) if len(found) == len(written) else None


def _single(text: str) -> PartKey | None:
    if text.startswith(CELL):
        delivery_id, _, place = text.removeprefix(CELL).partition("|")
        sheet, between, cell = place.rpartition("|")
        return CellKey(delivery_id, sheet, cell) if between else None
    if text.startswith(READINGS):
        return _readings(text.removeprefix(READINGS).split("|"))
    if text.startswith(LAND):
        code = text.removeprefix(LAND)
        return LandKey(code) if code in areas.communes_by_code() else None
    if not text.startswith(ENTRY):
        return NumberKey.parse(text)
    fields = text.removeprefix(ENTRY).split("|")
    if len(fields) != 3 or fields[0] not in catalogue_registers.registers():
        return None
    return EntryKey(*fields)


def _readings(fields: Sequence[str]) -> ReadingsKey | None:
    if len(fields) != 5 or not fields[4].isdecimal() or not 0 < int(fields[4]) <= MOST_HOURS:
        return None
    try:
        datetime.fromisoformat(f"{fields[3]}:00")
    except ValueError:  # no hour
        return None
    return ReadingsKey(fields[0], fields[1], fields[2], fields[3], int(fields[4]))
