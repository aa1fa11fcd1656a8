"""What every distinct text of a long table means, by the same functions that read small files; None: look closer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from data import catalogue
from loaders import checks, places, printed_units, rules
from loaders.body import Job
from loaders.errors import CellError
from loaders.headers import Found
from loaders.long_table import word
from loaders.normalise import EMPTY_STATUSES
from loaders.sheet import as_text

Row = tuple[object, ...]


@dataclass
class Codes:
    """Small numbers for the few texts of a coordinate, in order of their first appearance."""

    ids: dict[object, int] = field(default_factory=dict)

    def of(self, text: object) -> int:
        return self.ids.setdefault(text, len(self.ids))

    def __len__(self) -> int:
        return len(self.ids)


@dataclass
class Meanings:
    """The numbers of everything that texts of a file mean, and how its texts are understood."""

    job: Job
    value: Found
    simulated: bool
    indicators: Codes = field(default_factory=Codes)
    areas: Codes = field(default_factory=Codes)
    periods: Codes = field(default_factory=Codes)
    breakdowns: Codes = field(default_factory=Codes)
    measures: Codes = field(default_factory=Codes)  # pairs of measure and basis
    statuses: Codes = field(default_factory=Codes)
    frequencies: Codes = field(default_factory=Codes)
    units: Codes = field(default_factory=Codes)  # as printed
    components: dict[str, int] = field(default_factory=lambda: components(catalogue.indicators(), _links()))

    def what(self, written: str, unit: str, breakdown: str) -> Row | None:
        """``ind``, ``brk``, ``unt``, ``power`` (of ten, which turns the unit), ``of_province``, ``yes_no``."""
        try:
            about = checks.indicator(as_text(written), self.job.set_codes)
            member = checks.breakdown(as_text(breakdown) or "total", about.code)
            printed = as_text(unit) or self.value.unit
            factor = printed_units.factor(printed, about.code)
        except CellError:
            return None
        if about.kind == "text" or (power := _power_of_ten(factor)) is None:
            return None
        of_province = about.area_level == "province"
        ids = (self.indicators.of(about.code), self.breakdowns.of(member), self.units.of(printed))
        return (*ids, power, of_province, about.kind == "yes_no")

    def area(self, code: str, name: str) -> Row | None:
        """``area``, ``is_inner`` (no province), ``is_late``: whether the texts do only for periods after the reform."""
        try:
            found = places.resolve(code, name, self.job.province, points=self.job.points)
        except CellError:
            return None
        try:
            places.resolve(code, name, self.job.province, before_reform=True, points=self.job.points)
        except CellError:
            return self.areas.of(found), len(found) > 2, True
        return self.areas.of(found), len(found) > 2, False

    def measure(self, written: str, basis: str) -> Row | None:
        """``mbs``: measure and basis together."""
        try:
            measure = word(self.job, "measure", as_text(written)) or self.value.column.measure
            who = checks.basis(word(self.job, "basis", as_text(basis)), measure)
        except CellError:
            return None
        return (self.measures.of((measure, who)),)

    def period(self, written: str) -> Row | None:
        """``per``, ``is_early``: whether it began before the reform."""
        try:
            found = checks.period(as_text(written)) if as_text(written) else self.job.period or checks.period("")
        except CellError:
            return None
        return self.periods.of(found), checks.before_reform(found)

    def status(self, written: str) -> Row | None:
        """``sta``, ``is_absent``: whether an empty cell says something."""
        try:
            found = word(self.job, "status", as_text(written)) or self.value.column.status
        except CellError:
            return None
        return self.statuses.of("simulated" if self.simulated else found), found in EMPTY_STATUSES


def _power_of_ten(factor: Fraction) -> int | None:
    """3 for 1000; None when it is no power of ten."""
    return next((power for power in range(-12, 13) if factor == Fraction(10) ** power), None)


def components(indicators: Iterable[str], linked: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """A number for every indicator, the same for those that a check looks at together."""
    root = {code: code for code in indicators}

    def top(code: str) -> str:
        while root[code] != code:
            code = root[code]
        return code

    for codes in linked:
        for one, other in pairwise([code for code in codes if code in root]):
            root[top(one)] = top(other)
    numbers = Codes()
    return {code: numbers.of(top(code)) for code in root}


def _links() -> list[tuple[str, ...]]:
    """Indicators that some check looks at together: terms of identities, rates and their two parts."""
    terms = [tuple(t.partition("@")[0] for t in (one.total, *one.parts)) for one in rules.identities()]
    rates = [(i.code, i.numerator, i.denominator) for i in catalogue.indicators().values() if i.kind == "rate"]
    return [*terms, *rates]
