"""The outline of a briefing: what staff chose and wrote, before any number is known.  Plain data, kept as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from exports.briefing.model import Letterhead

SHOWS = ("text", "map", "chart", "parts", "table", "communes")  # what a section may show, in this order
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Part:
    """One section.  ``kind`` is one of ``sections.KINDS``; ``of`` says of what: a page group or an indicator.

    ``text`` has slots, see ``slots``; None means the usual text.  ``asked`` are parameters of a link that are to hold
    for this section alone.  ``held`` is what was taken from a page as it stood there, see ``briefings.held``.
    """

    key: str
    kind: str
    of: str = ""
    title: str = ""
    text: str | None = None
    shows: tuple[str, ...] = ("text", "chart", "table")
    asked: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outline:
    """A whole briefing.  ``area`` is "", the key of a group of communes, or the code of a commune."""

    kind: str
    set_code: str
    period: str
    parts: tuple[Part, ...]
    area: str = ""
    subject: str = ""  # "" means that of the kind
    letterhead: Letterhead = field(default_factory=Letterhead)
    is_scheduled: bool = False

    def part(self, key: str) -> Part | None:
        return next((one for one in self.parts if one.key == key), None)

    def with_part(self, changed: Part) -> "Outline":
        """The outline with the part of the same key replaced, or the part added at the end."""
        if self.part(changed.key) is None:
            return replace(self, parts=(*self.parts, changed))
        return replace(self, parts=tuple(changed if one.key == changed.key else one for one in self.parts))

    def without(self, key: str) -> "Outline":
        return replace(self, parts=tuple(one for one in self.parts if one.key != key))

    def moved(self, key: str, steps: int) -> "Outline":
        """The part of the key moved towards the end (or the beginning, below zero), as far as there is room."""
        order = [one.key for one in self.parts]
        if key not in order:
            return self
        part = self.parts[order.index(key)]
        rest = [one for one in self.parts if one.key != key]
        rest.insert(max(0, min(len(rest), order.index(key) + steps)), part)
        return replace(self, parts=tuple(rest))

    def free_key(self, wanted: str) -> str:
        """A key that no part has yet."""
        taken = {one.key for one in self.parts}
        return next(key for key in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if key not in taken)


def parted(outline: Outline) -> tuple[Outline, tuple[Part, ...]]:
    """The outline as it is printed, and the sections that nobody has written yet: these are a heading and nothing.

    A briefing of nothing else keeps them.
    """
    bare = tuple(one for one in outline.parts if one.kind == "words" and one.text is None)
    left = tuple(one for one in outline.parts if one not in bare)
    return (replace(outline, parts=left), bare) if left else (outline, ())


def to_json(outline: Outline) -> dict[str, Any]:
    told = asdict(outline)
    told["letterhead"]["receivers"] = list(outline.letterhead.receivers)
    told["parts"] = [_part(one) for one in outline.parts]
    return told


def _part(one: Part) -> dict[str, Any]:
    """What is held is named only where there is something: a text of old is then still the same text."""
    told = {name: value for name, value in asdict(one).items() if name != "held" or value}
    return told | {"shows": list(one.shows), "asked": dict(one.asked)}


def from_json(told: Mapping[str, Any]) -> Outline:
    """The outline that ``to_json`` told."""
    head = dict(told["letterhead"])
    parts = tuple(Part(**{**one, "shows": tuple(one["shows"])}) for one in told["parts"])
    letterhead = Letterhead(**{**head, "receivers": tuple(head["receivers"])})
    return Outline(**{**told, "parts": parts, "letterhead": letterhead})
