"""What every section asks for: the view of an indicator at the briefing's period and place, and what was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from briefings.kinds import Kind
from briefings.outline import Outline
from components.sentences import Piece, Sentence
from data import about, asked, catalogue, periods, remembered, views
from data.answers import GroupView
from exports.briefing.model import Block
from geo import boundaries

CARDS = 6  # indicators that a group speaks of


@dataclass(frozen=True)
class Seen:
    """A view, and what its map would show."""

    view: GroupView
    shown: str


@dataclass(frozen=True)
class Built:
    """A section before its text is filled in: the usual text, what may stand in its slots, and the blocks below it."""

    text: str
    slots: Mapping[str, Sentence]
    blocks: tuple[Block, ...] = ()
    is_simulated: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """The briefing that is being composed.  ``as_of``: as known then; None: as known now."""

    conn: Connection
    outline: Outline
    kind: Kind
    today: date
    home: Path
    as_of: datetime | None = None
    asked: dict[str, Seen] = field(default_factory=dict)

    @property
    def province_code(self) -> str:
        return catalogue.sets()[self.outline.set_code].province_code

    @property
    def province_name(self) -> str:
        return about.province_name(self.province_code)

    @property
    def group(self) -> str:
        return self.outline.area if ":" in self.outline.area else ""

    @property
    def commune(self) -> str:
        return self.outline.area if self.outline.area and not self.group else ""

    @property
    def area_name(self) -> str:
        return views.name_of_place(self.conn, self.outline.area or self.province_code, self.province_code)

    @property
    def boundary_note(self) -> str:
        return boundary_note(self.province_code, self.home)

    @property
    def period(self) -> str:
        """The period that views are asked at: what is told by quarters stands at the last month of it."""
        own = periods.parse(self.outline.period)
        return own.id if own.frequency in ("week", "month") else periods.of("month", own.end)

    def general(self) -> dict[str, Sentence]:
        """The slots that every section has."""
        return {
            "kỳ": (Piece(within(self.outline.period)),),
            "địa bàn": (Piece(self.area_name),),
            "ngày": (Piece(f"{self.today:%d/%m/%Y}"),),
        }

    def see(self, page: str, params: Mapping[str, str] | None = None) -> Seen:
        """The view of a page group, or of one indicator of it (``chi-so``)."""
        wanted = {"bo": self.outline.set_code, "so-voi": self.kind.comparison, **(params or {})}
        wanted |= {"nhom": self.group, "xa": self.commune}
        key = repr((page, sorted(wanted.items())))
        if key not in self.asked:
            found = asked.understand(self.conn, wanted, (page,), CARDS, self.today)
            ask = replace(found.ask, period=wanted.get("ky", self.period), as_of=self.as_of)
            view = views.group_view(
                self.conn, replace(found, ask=ask), self.today, prefix="briefing", boundary_note=self.boundary_note
            )
            self.asked[key] = Seen(view, found.shown)
        return self.asked[key]

    def version(self) -> Mapping[str, object]:
        return remembered.version(self.conn)


def boundary_note(province_code: str, home: Path) -> str:
    """What stands below a map: whose boundaries they are, and whether they are approximate."""
    found = boundaries.boundary_set(province_code, home)
    return f"{found.label}. {found.source}" if found.approximate else f"Ranh giới: {found.source}."


def within(period: str) -> str:
    """A period inside a sentence, as offices write it: "tháng 10 năm 2026", "quý III năm 2026"."""
    label = periods.label(period).replace("/", " năm ")
    return label[:1].lower() + label[1:]
