"""How far a reader sees: for each kind of subject the areas in which its figures may be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from data import catalogue
from data.catalogue import Indicator
from data.rights.reader import COUNTRY, Reader
from data.rights.roles import scopes
from data.rights.sharing import SECRET, Sharing, sharing


@dataclass(frozen=True)
class Where:
    """Areas: everywhere, or whole provinces and single communes (each with the points that report in it)."""

    everywhere: bool = False
    provinces: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()

    @property
    def is_nowhere(self) -> bool:
        return not (self.everywhere or self.provinces or self.communes)

    def within(self, other: "Where") -> bool:
        """Whether all of it is part of ``other``, as far as that can be told by codes alone."""
        if other.everywhere or self.is_nowhere:
            return True
        if self.everywhere:
            return False
        return set(self.provinces) <= set(other.provinces) and set(self.communes) <= set(other.communes)


EVERYWHERE, NOWHERE = Where(everywhere=True), Where()


@dataclass(frozen=True, eq=False)
class Reach:
    """What one reader sees.  Readers who see the same share what is remembered: ``key`` tells reaches apart."""

    reader: Reader
    sharing: Sharing = field(repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reach) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> tuple[object, ...]:
        who, scope = self.reader, scopes()[self.reader.role]
        of_agencies = tuple(level for level, reached in scope.items() if reached == "agency")
        own = _answered_for(who.agencies, of_agencies, self.sharing) if of_agencies and who.agencies else None
        return (*scope.items(), who.province_code, who.areas, own, self.sharing.digest)

    @property
    def is_whole(self) -> bool:
        return self.reader.role == "house"

    def where(self, level: str) -> tuple[Where, bool]:
        """Where a sharing level may be read, and whether only what the reader's agencies answer for."""
        scope = scopes()[self.reader.role].get(level, "none")
        own = self._own_areas()
        national = self.reader.province_code == COUNTRY
        found = {
            "country": EVERYWHERE,
            "province": EVERYWHERE if national else _provinces([self.reader.province_code]),
            "areas": own,
            "agency": own if self.reader.agencies else NOWHERE,
            "none": NOWHERE,
        }
        return found[scope], scope == "agency"

    def of_subject(self, subject: str) -> Where:
        """Where figures of a subject that is no indicator may be read; nobody's agency answers for one."""
        where, of_agency = self.where(self.sharing.of(subject))
        return NOWHERE if of_agency else where

    def of_indicator(self, indicator: Indicator) -> Where:
        """Where the values of an indicator may be read."""
        level = self.sharing.of_indicator(indicator)
        if level == SECRET:
            return NOWHERE
        where, of_agency = self.where(level)
        return NOWHERE if of_agency and not answers_for(self.reader.agencies, indicator) else where

    def offices(self) -> Where:
        """Where everything may be read that the offices of a province share: whole provinces, no single communes."""
        where, _ = self.where("internal")
        return Where(where.everywhere, where.provinces)

    def by_place(self, indicators: Iterable[Indicator]) -> dict[Where, frozenset[str]]:
        """The codes of indicators that may be read somewhere, by where."""
        found: dict[Where, set[str]] = {}
        for one in indicators:
            found.setdefault(self.of_indicator(one), set()).add(one.code)
        return {where: frozenset(codes) for where, codes in found.items() if not where.is_nowhere}

    def _own_areas(self) -> Where:
        own = self.reader.areas
        if COUNTRY in own:
            return EVERYWHERE
        provinces = [code for code in own if len(code) == len("08")]
        return Where(provinces=_provinces(provinces).provinces, communes=tuple(sorted(set(own) - set(provinces))))


def home_commune(reader: Reader) -> str:
    """The commune that pages open on for whoever answers for communes alone, the first of them; "" for all others."""
    if not reader.areas or any(len(area) <= len("08") for area in reader.areas):
        return ""
    return min(reader.areas)


def answers_for(agencies: Iterable[str], indicator: Indicator) -> bool:
    """Whether one of these agencies leads or provides an indicator."""
    named = f"{indicator.lead_agency};{indicator.provider}".split(";")
    return bool({one.strip() for one in named if one.strip()} & set(agencies))


def _provinces(codes: list[str]) -> Where:
    """Whole provinces, and with them what is told of the country: their people compare themselves with it."""
    known = sorted({code for code in codes if code})
    return Where(provinces=(*known, COUNTRY)) if known else NOWHERE


def of(reader: Reader) -> Reach:
    """The reach of a reader by the sharing levels that hold now."""
    return Reach(reader, sharing())


@lru_cache(maxsize=256)
def _answered_for(agencies: tuple[str, ...], levels: tuple[str, ...], shared: Sharing) -> frozenset[str]:
    """The codes of indicators of these sharing levels that one of the agencies leads or provides."""
    everything = catalogue.indicators().values()
    return frozenset(
        one.code for one in everything if shared.of_indicator(one) in levels and answers_for(agencies, one)
    )


@lru_cache(maxsize=64)
def codes_by_place(reach: Reach) -> dict[Where, frozenset[str]]:
    """``Reach.by_place`` of the whole catalogue, worked out once for each reach."""
    return reach.by_place(catalogue.indicators().values())
