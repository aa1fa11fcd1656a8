"""The keys by which a page asks for the source of what it shows: a number, an entry of a list, a number made of others.

A key travels as text in the id of a button and in the address, as ``NumberKey`` does.  ``@facility|08|bv-01`` is an
entry; ``!1f3a…|Biểu 1|C7`` is a cell; ``=week~key~key`` is what a rule makes of parts, where a field that is as in
the part before is written ``^``.
"""

from dataclasses import dataclass

from data import catalogue_registers
from data.answers import NumberKey

MOST = 400  # parts of one number; a longer key is none of ours
SAME, MADE, ENTRY, CELL, BETWEEN = "^", "=", "@", "!", "~"


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
class MadeKey:
    """What the rule ``rule`` makes of its parts; the words of a rule are in ``components.made_words``."""

    rule: str
    parts: tuple[NumberKey | EntryKey, ...]

    def text(self) -> str:
        before: list[str] = []
        told = [self.rule]
        for part in self.parts:
            fields = part.text().split("|")
            alike = len(fields) == len(before)
            told.append("|".join(SAME if alike and f == before[n] else f for n, f in enumerate(fields)))
            before = fields
        return MADE + BETWEEN.join(told)


Key = NumberKey | EntryKey | CellKey | MadeKey


@dataclass(frozen=True)
class PartStanding:
    """One part: what it is, its number or state, and where it stands; no file where nothing was found."""

    key: NumberKey | EntryKey
    name: str  # of the area, or of the entry
    value: float | None
    state: str  # code of the member, of an entry
    file_name: str
    sheet: str
    cell: str
    counted: int = 1  # how many rows the number was added up from
    source: str = ""


def parse(text: str) -> Key | None:
    """The key that a text holds; None when it is none, or names what does not exist."""
    if text.startswith(CELL):
        delivery_id, _, place = text.removeprefix(CELL).partition("|")
        sheet, between, cell = place.rpartition("|")
        return CellKey(delivery_id, sheet, cell) if between else None
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
        parts.append(_single("|".join(before)))
    found = tuple(part for part in parts if part is not None)
    return MadeKey(rule, found) if len(found) == len(written) else None


def _single(text: str) -> NumberKey | EntryKey | None:
    if not text.startswith(ENTRY):
        return NumberKey.parse(text)
    fields = text.removeprefix(ENTRY).split("|")
    if len(fields) != 3 or fields[0] not in catalogue_registers.registers():
        return None
    return EntryKey(*fields)
