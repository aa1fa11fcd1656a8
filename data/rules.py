"""The checks as data: ``data/catalogue/checks.csv`` holds their severity, their words and their parameters.

One line per check: ``code``, ``severity`` (refuse: the cell is not taken; flag: taken and marked; note: only told),
``name``, templates of a Vietnamese ``message`` and ``remedy`` with ``{facts}`` to fill in, and ``parameters`` as
``name=value`` joined by ``;``.  ``identities.csv`` beside it holds the sums between indicators that must hold.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data import catalogue
from data.catalogue import CatalogueError, Indicator

FILE = catalogue.FOLDER / "checks.csv"
IDENTITIES_FILE = catalogue.FOLDER / "identities.csv"
SEVERITIES = ("refuse", "flag", "note")
# Checks of values that a person who looked may overrule for one load.
OVERRULED = ("share_range", "negative_stock", "fraction_percent", "index_or_growth", "unit_slip", "absence_over_value")
IDENTITY_KINDS = ("sum", "communes", "carried")


@dataclass(frozen=True)
class Rule:
    """One check: how serious it is, and what is said when it does not hold."""

    code: str
    severity: str
    name: str
    message: str
    remedy: str
    parameters: dict[str, str]

    def number(self, name: str) -> float:
        return float(self.parameters[name])

    def numbers(self, name: str) -> tuple[float, ...]:
        return tuple(float(word) for word in self.words(name))

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(self.parameters[name].split("|"))

    def differs(self, found: float, expected: float) -> bool:
        """Whether two numbers that should agree differ by more than the check allows."""
        relative = float(self.parameters.get("relative", 0))
        return abs(found - expected) > max(self.number("rounding"), relative * abs(found))

    def tell(self, facts: dict[str, str]) -> tuple[str, str]:
        """The message and the remedy with the facts filled in; KeyError names a fact that is missing."""
        message = self.message.format(**facts)
        return message[:1].upper() + message[1:], self.remedy.format(**facts)


@dataclass(frozen=True)
class Identity:
    """A sum between indicators; a term is a code, or ``code@axis=member`` for one breakdown of it.

    ``sum``: total = parts of the same area and period; ``communes``: the province's total = the one part summed over
    its communes; ``carried``: total of a period = the one part at the end of the period before.
    """

    kind: str
    total: str
    parts: tuple[str, ...]
    why: str


@cache
def rules(file: Path = FILE) -> dict[str, Rule]:
    """All checks by code.  Raises ``CatalogueError`` naming file, line and remedy."""
    found: dict[str, Rule] = {}
    for line, cells in _lines(file):
        where = f"{file.name}:{line}"
        if cells["severity"] not in SEVERITIES:
            raise CatalogueError(f"{where}: severity {cells['severity']!r} is not one of {', '.join(SEVERITIES)}.")
        if cells["code"] in found:
            raise CatalogueError(f"{where}: code {cells['code']} occurs twice; keep one line.")
        pairs = [pair.partition("=") for pair in cells["parameters"].split(";") if pair]
        words = (cells["code"], cells["severity"], cells["name"], cells["message"], cells["remedy"])
        found[cells["code"]] = Rule(*words, {name: value for name, _, value in pairs})
    return found


@cache
def identities(file: Path = IDENTITIES_FILE) -> tuple[Identity, ...]:
    """The sums that must hold.  Raises ``CatalogueError`` for an unknown kind or indicator."""
    found = []
    for line, cells in _lines(file):
        identity = Identity(cells["kind"], cells["total"], tuple(cells["parts"].split(";")), cells["why"])
        if identity.kind not in IDENTITY_KINDS:
            raise CatalogueError(f"{file.name}:{line}: kind {identity.kind!r} is not one of {IDENTITY_KINDS}.")
        for term in (identity.total, *identity.parts):
            if term.partition("@")[0] not in catalogue.indicators():
                raise CatalogueError(f"{file.name}:{line}: {term} is no indicator; correct the code.")
        found.append(identity)
    return tuple(found)


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from enumerate(csv.DictReader(opened), start=2)


def rule(code: str) -> Rule:
    return rules()[code]


def is_share(about: Indicator) -> bool:
    """Whether the values are a part of a whole in percent, so that none can pass 100."""
    exempt = rule("share_range").words("exempt")
    of_a_whole = about.name.startswith(("Tỷ lệ", "Tỷ trọng")) and (about.unit.startswith("%") or about.per == "100")
    return about.kind == "rate" and of_a_whole and not any(word in about.name.lower() for word in exempt)
