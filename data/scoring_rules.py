"""How administrative procedures are scored (Decision 766): items, formulas with their versions, bands, portal codes.

Read from ``data/catalogue/scoring/``.  A formula is data: who established it (``PROVENANCES``), for which days, and
whether it was verified.  What the portal publishes is never changed by any of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from data.catalogue import FOLDER, Problem, records

LEVELS = ("total", "component", "sub", "count")
KINDS = ("sum", "ratio", "published")  # published: not established, the portal's score stands alone
ON_ZERO = ("", "null", "zero", "full", "unknown")  # what an item scores when its denominator is 0
PROVENANCES = ("local", "observed", "document")  # the first that is valid on a day is the active one
TOTAL = "total"


@dataclass(frozen=True)
class Item:
    """Something that is scored or only counted; ``max_score`` is None of what is only counted."""

    code: str
    parent: str
    level: str
    max_score: float | None
    counted: str  # dossier, procedure, petition, day; "" when no counts are published
    name: str
    name_en: str


@dataclass(frozen=True)
class Formula:
    """One version of how an item is scored: ``max · ratio / full_at``, at most ``cap``."""

    item: str
    version: str
    kind: str
    full_at: Fraction  # the ratio that earns the maximum
    cap: float | None
    on_zero: str
    numerator: str  # Vietnamese words
    denominator: str
    provenance: str
    province: str  # of a local decision; "" for all
    valid_from: date
    valid_to: date  # date.max while it holds
    source: str
    verified: bool


@dataclass(frozen=True)
class Band:
    """A class of totals: from ``low`` to below ``high``."""

    code: str
    name: str
    name_en: str
    low: float
    high: float
    source: str
    verified: bool


@cache
def items() -> dict[str, Item]:
    """Every item by code, parents before their parts."""
    return {
        r["item"]: Item(
            r["item"], r["parent"], r["level"], float(r["max"]) if r["max"] else None, r["counted"], r["name"],
            r["name_en"],
        )
        for _, r in records(FOLDER / "scoring" / "items.csv")
    }  # fmt: skip


def item(code: str) -> Item:
    """The item with this code.  KeyError names it when there is none."""
    return items()[code]


def parts(code: str) -> tuple[Item, ...]:
    """The items that ``code`` is the sum of, in their order; empty when it is not made of parts."""
    return tuple(one for one in items().values() if one.parent == code and one.level in ("component", "sub"))


def components() -> tuple[Item, ...]:
    """The six components, in their order."""
    return parts(TOTAL)


def scored() -> tuple[Item, ...]:
    """All items that have a maximum, in their order."""
    return tuple(one for one in items().values() if one.max_score is not None)


@cache
def formulas() -> tuple[Formula, ...]:
    """Every version of every formula."""
    return tuple(
        Formula(
            item=r["item"],
            version=r["version"],
            kind=r["kind"],
            full_at=Fraction(r["full_at"] or "1"),
            cap=items()[r["item"]].max_score if r["cap"] == "max" else None,
            on_zero=r["on_zero"],
            numerator=r["numerator"],
            denominator=r["denominator"],
            provenance=r["provenance"],
            province=r["province"],
            valid_from=date.fromisoformat(r["valid_from"]),
            valid_to=date.fromisoformat(r["valid_to"]) if r["valid_to"] else date.max,
            source=r["source"],
            verified=r["verified"] == "yes",
        )
        for _, r in records(FOLDER / "scoring" / "formulas.csv")
    )


@cache
def active(day: date, province_code: str = "") -> dict[str, Formula]:
    """The formula of each item on a day: a local decision before what was observed, before the document."""
    found: dict[str, Formula] = {}
    for formula in sorted(formulas(), key=lambda one: PROVENANCES.index(one.provenance)):
        if formula.valid_from <= day <= formula.valid_to and formula.province in ("", province_code):
            found.setdefault(formula.item, formula)
    return found


@cache
def breaks(code: str) -> tuple[date, ...]:
    """Days from which the portal scores the item, or a part of it, in another way: no trend runs across them."""
    below = {code, *(part.code for one in parts(code) for part in (one, *parts(one.code)))}
    observed = [one for one in formulas() if one.provenance == "observed" and one.item in below]
    first = min((one.valid_from for one in observed), default=date.min)
    return tuple(sorted({one.valid_from for one in observed if one.valid_from > first}))


@cache
def bands() -> tuple[Band, ...]:
    """The classes of totals, best first."""
    return tuple(
        Band(
            r["band"], r["name"], r["name_en"], float(r["low"] or "-inf"), float(r["high"] or "inf"), r["source"],
            r["verified"] == "yes",
        )
        for _, r in records(FOLDER / "scoring" / "bands.csv")
    )  # fmt: skip


def band(total: float) -> Band:
    """The class of a total."""
    return next(one for one in bands() if one.low <= total < one.high)


@cache
def portal_codes() -> dict[str, str]:
    """``area_code`` by the portal's code: the 34 provinces, and units that a person has matched, with the reason."""
    return {r["portal_code"]: r["area_code"] for _, r in records(FOLDER / "scoring" / "portal_codes.csv")}


@dataclass(frozen=True)
class BrokenSum:
    """A sum that does not hold: the counted total, its parts, what was given and what the parts add up to."""

    total: str
    parts: tuple[str, ...]
    value: float
    expected: float


# Sums of form II.06a that must hold; the last: what was received is settled or still open.
DOSSIER_SUMS = (
    ("FORM_RECEIVED", ("FORM_ONLINE", "FORM_DIRECT", "FORM_CARRIED")),
    ("FORM_SETTLED", ("FORM_SETTLED_EARLY", "FORM_SETTLED_ON_TIME", "FORM_SETTLED_LATE")),
    ("FORM_OPEN", ("FORM_OPEN_IN_TIME", "FORM_OPEN_LATE")),
    ("FORM_RECEIVED", ("FORM_SETTLED", "FORM_OPEN")),
)


def broken_sums(counts: Mapping[str, float | None]) -> Iterator[BrokenSum]:
    """The sums of a unit's dossiers that do not hold; one with a count missing cannot be judged."""
    for total, own in DOSSIER_SUMS:
        known = [value for part in own if (value := counts.get(part)) is not None]
        value = counts.get(total)
        if value is not None and len(known) == len(own) and sum(known) != value:
            yield BrokenSum(total, own, value, sum(known))


def problems() -> Iterator[Problem]:
    """What is wrong in the files; nothing when they can be trusted."""
    known = items()
    for line, one in enumerate(known.values(), start=2):
        if one.level not in LEVELS or (one.parent and one.parent not in known):
            yield Problem("scoring/items.csv", line, f"{one.code} has an unknown level or parent; see README.md.")
        own = parts(one.code)
        if own and sum(part.max_score or 0 for part in own) != one.max_score:
            yield Problem(
                "scoring/items.csv", line, f"the parts of {one.code} do not add up to its maximum; correct it."
            )
    for line, formula in enumerate(formulas(), start=2):
        words = ((formula.kind, KINDS), (formula.on_zero, ON_ZERO), (formula.provenance, PROVENANCES))
        if any(word not in allowed for word, allowed in words) or not formula.source:
            told = f"{formula.item} {formula.version} has an unknown word or no source; see README.md."
            yield Problem("scoring/formulas.csv", line, told)
