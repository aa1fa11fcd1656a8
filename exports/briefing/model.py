"""A briefing as plain data: what is said, drawn and listed.  Whoever writes a file of it needs nothing else.

Everything is ready to be read: words are Vietnamese, numbers carry both their figure as read and their value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

SIMULATED = "SỐ LIỆU MÔ PHỎNG - KHÔNG DÙNG ĐỂ BÁO CÁO"
MOST_NAMED = 6  # indicators without a unit
KEPT_OPEN = "……"  # where somebody writes by hand


@dataclass(frozen=True)
class Words:
    """A run of text; with a ``key`` (``NumberKey`` or ``ScoreKey`` as text) it is a number that knows its source."""

    text: str
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``is_item`` of a list."""

    words: tuple[Words, ...]
    is_item: bool = False

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.words)


@dataclass(frozen=True)
class Line:
    """What a chart draws along its categories; ``role`` (now, before, plan) decides how it looks."""

    name: str
    role: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """Lines or bars; ``kind`` is line, column, bar (lying) or scatter: points, see ``scatter``."""

    title: str
    unit: str
    about: str  # place and period
    kind: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    source: str = ""


@dataclass(frozen=True)
class Place:
    """An area on a map: its class from the lightest (0), or why it has none."""

    code: str
    name: str
    value: float | None
    level: int | None
    absence: str = ""


@dataclass(frozen=True)
class Frame:
    """One of several small maps: the period or member that it is of, and the areas in it."""

    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Map:
    """Communes coloured in classes, or with circles in the colours of their classes; the shapes are looked up where it
    is drawn.  ``symbols`` is the value of the largest circle, 0 where there are none.

    ``frames`` are small maps beside each other in the same classes; ``places`` and ``counts`` are empty then.
    """

    title: str
    measure: str  # heading of the legend
    about: str  # period and what else was asked
    province_code: str
    places: tuple[Place, ...]
    colours: tuple[str, ...]
    labels: tuple[str, ...]  # of the classes
    counts: tuple[int, ...]
    absences: tuple[tuple[str, int], ...]  # why there is no value, and of how many communes
    boundary_note: str
    source: str = ""
    symbols: float = 0.0
    frames: tuple[Frame, ...] = ()

    @property
    def told(self) -> tuple[Frame, ...]:
        """Its values as columns: one, or one for each small map."""
        return self.frames or (Frame(self.measure, self.places),)


@dataclass(frozen=True)
class Column:
    """Of a table; ``kind`` is text or number, ``width`` its share of the page."""

    name: str
    kind: str = "text"
    width: float = 1.0


@dataclass(frozen=True)
class Cell:
    """A cell as it is read; of a number also its value, and the key of its source.

    ``behind``: of what was worked out of others the key by which the screen leads to them; of cells that are no
    observations the appendix lists every one.
    """

    text: str
    value: float | None = None
    key: str = ""
    behind: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under a heading."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


Block = Paragraph | Chart | Map | Table


@dataclass(frozen=True)
class Section:
    """A numbered part of a briefing."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Letterhead:
    """What stands around the text, as Decree 30/2020/NĐ-CP lays it out; KEPT_OPEN where somebody fills it in."""

    above: str = ""  # the superior agency
    office: str = ""
    number: str = KEPT_OPEN
    symbol: str = "BC"
    place: str = ""
    signs_as: str = "GIÁM ĐỐC"
    signer: str = ""
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """Where a number of the briefing stands: one row of its appendix."""

    key: str
    what: str  # name of the indicator
    period: str
    area: str
    figure: str
    unit: str
    source: str
    file: str  # file, sheet and cell; or what it was added up from
    known: str  # day on which it became known
    value: float | None = None
    status: str = ""  # of tables.STATUSES


@dataclass(frozen=True)
class Briefing:
    """All of it.  ``code`` is empty until the briefing is issued."""

    name: str  # of the kind: "BÁO CÁO", "PHIẾU THÔNG TIN"
    subject: str  # "Tình hình kinh tế - xã hội tháng 10 năm 2026"
    period: str
    area: str
    letterhead: Letterhead
    on: date
    sections: tuple[Section, ...]
    origins: tuple[Origin, ...]
    sources: tuple[str, ...]
    as_of: str
    version: str
    is_simulated: bool
    code: str = ""

    @property
    def mark(self) -> str:
        return SIMULATED if self.is_simulated else ""

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks

    def numbers(self) -> list[str]:
        """The key of every number, each once, in the order in which they are read."""
        found: dict[str, None] = {}
        for block in self.blocks():
            if isinstance(block, Paragraph):
                found |= {one.key: None for one in block.words if one.key}
            elif isinstance(block, Table):
                found |= {cell.key: None for row in block.rows for cell in row if cell.key}
        return list(found)

    def behind(self) -> list[str]:
        """The key of everything that was worked out of others, each once, in the order in which it is read."""
        rows = [row for block in self.blocks() if isinstance(block, Table) for row in block.rows]
        return list(dict.fromkeys(cell.behind for row in rows for cell in row if cell.behind))

    def without_unit(self) -> str:
        """What is told as a bare number, because the decision says no unit, or one that contradicts the name."""
        bare = list(dict.fromkeys(one.what for one in self.origins if one.value is not None and not one.unit))
        more = len(bare) - MOST_NAMED
        return "; ".join(bare[:MOST_NAMED]) + (f"; và {more} chỉ số khác" if more > 0 else "")

    def told(self) -> tuple[str, ...]:
        """What every file carries: period, area, source, as-of, version, code."""
        named = (
            ("Kỳ báo cáo", self.period),
            ("Địa bàn", self.area),
            ("Nguồn", "; ".join(self.sources)),
            ("Đơn vị tính chưa quy định, hoặc in trái với tên", self.without_unit()),
            ("Số liệu đến", self.as_of),
            ("Phiên bản số liệu", self.version),
            ("Mã kiểm tra", self.code),
        )
        return tuple(f"{name}: {value}" for name, value in named if value)
