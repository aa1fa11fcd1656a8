"""From what people write to the code of a commune.  Only what is certain is taken; the rest is proposed.

``match`` compares within one province, never across.  Outcomes:

``exact``       one commune of today has this name (but for tone placement, case, Unicode form): it is taken
``former``      a ward abolished in 2025 had it: named with the communes that took it; nothing is taken
``near``        no such name, but up to three that look alike ("Albá", "Al Bá"): they are proposed
``ambiguous``   several units of today have it: all are proposed
``unknown``     nothing resembles it
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from geo import areas, corrections
from geo.spelling import Reading, distance, fold, read, spelling

__all__ = ["CodeMatch", "FormerWard", "Match", "Proposal", "by_code", "fold", "match"]

Outcome = Literal["exact", "former", "near", "ambiguous", "unknown"]
CodeOutcome = Literal["valid", "former", "unknown"]
PROPOSALS = 3


@dataclass(frozen=True)
class Proposal:
    """A commune of today that may be meant."""

    area_code: str
    full_name: str

    def __str__(self) -> str:
        return f"{self.full_name} ({self.area_code})"


@dataclass(frozen=True)
class FormerWard:
    """A ward that existed until 30 June 2025 and the communes that took it, the default one first."""

    former_code: str
    full_name: str
    district_name: str
    whole: bool
    targets: tuple[Proposal, ...]

    def __str__(self) -> str:
        how = "nhập toàn bộ vào" if self.whole else "chia cho"
        where = "" if self.district_name == self.full_name else f", {self.district_name}"
        return f"{self.full_name}{where} ({how} {', '.join(map(str, self.targets))})"


@dataclass(frozen=True)
class Match:
    """What a written name turned out to be; ``area_code`` only when ``outcome`` is ``exact``."""

    written: str
    province_code: str
    outcome: Outcome
    area_code: str | None = None
    proposals: tuple[Proposal, ...] = ()
    former: tuple[FormerWard, ...] = ()

    @property
    def sentence(self) -> str:
        """The outcome in Vietnamese, for a report to whoever sent the name."""
        proposed = ", ".join(map(str, self.proposals))
        if self.outcome == "exact":
            return f"«{self.written}» là {proposed}."
        if self.outcome == "former":
            return (
                f"«{self.written}» là đơn vị cũ, không còn từ 01/7/2025: {'; '.join(map(str, self.former))}. "
                "Hãy ghi tên hoặc mã của xã, phường, đặc khu hiện nay."
            )
        if self.outcome == "ambiguous":
            return f"«{self.written}» có thể là nhiều đơn vị: {proposed}. Hãy ghi rõ xã hay phường, hoặc ghi mã."
        if self.outcome == "near":
            return f"Không có đơn vị nào tên «{self.written}»; gần giống: {proposed}. Hãy sửa tên hoặc ghi mã."
        return f"Không có xã, phường, đặc khu nào tên «{self.written}» trong tỉnh. Hãy sửa tên hoặc ghi mã."


@dataclass(frozen=True)
class CodeMatch:
    """What a five-digit code stands for today.

    ``is_also_former``: the code was a former ward's as well, usually with a smaller territory (3,315 codes):
    data from before July 2025 must go through the crosswalk, not through this code.
    """

    code: str
    outcome: CodeOutcome
    area: Proposal | None = None
    province_code: str | None = None
    former: FormerWard | None = None

    @property
    def is_also_former(self) -> bool:
        return self.outcome == "valid" and self.former is not None

    @property
    def sentence(self) -> str:
        """The outcome in Vietnamese."""
        if self.outcome == "valid":
            return f"Mã {self.code} là {self.area.full_name if self.area else ''}."
        if self.outcome == "former":
            return f"Mã {self.code} là mã cũ, không còn từ 01/7/2025: {self.former}. Hãy dùng mã hiện nay."
        return f"Mã «{self.code}» không có trong danh mục. Mã xã, phường gồm đúng năm chữ số, ví dụ 00691."


@dataclass(frozen=True)
class Commune:
    """A commune of today as names are compared with it."""

    proposal: Proposal
    kinds: frozenset[str]  # of today, and of before for the communes that became wards
    spelling: str
    folded: str


@dataclass(frozen=True)
class Province:
    """Everything that a name in a province is compared with."""

    names: frozenset[str]  # strict keys of its own name and of the provinces merged into it
    communes: tuple[Commune, ...]
    former: dict[str, tuple[FormerWard, ...]]  # by strict key of the name


def match(name: str, province_code: str) -> Match:
    """What ``name`` means in this province.  Raises ``areas.UnknownProvinceError``."""
    return within(_province(province_code), name, province_code)


def within(province: Province, name: str, province_code: str) -> Match:
    """What ``name`` means among these communes."""
    reading = read(name, province.names)
    key = spelling(reading.name)
    same_name = [commune for commune in province.communes if commune.spelling == key]
    hits = [commune for commune in same_name if reading.kind in commune.kinds or reading.kind is None]
    if len(hits) == 1:
        found = hits[0].proposal
        return Match(name, province_code, "exact", found.area_code, (found,))
    if hits:
        return Match(name, province_code, "ambiguous", proposals=tuple(hit.proposal for hit in hits))
    if former := _former_hits(province, key, reading.kind):
        targets = dict.fromkeys(target for ward in former for target in ward.targets)
        return Match(name, province_code, "former", proposals=tuple(targets), former=former)
    near = _near(province, reading)
    return Match(name, province_code, "near" if near else "unknown", proposals=near)


def by_code(code: str) -> CodeMatch:
    """What a code (text, with its zeros) stands for: ``valid`` today, ``former`` only, or ``unknown``."""
    area, former = _communes_by_code().get(code), _former_by_code().get(code)
    if area:
        return CodeMatch(code, "valid", area[0], area[1], former)
    if former:
        home = _communes_by_code()[former.targets[0].area_code][1]
        return CodeMatch(code, "former", province_code=home, former=former)
    return CodeMatch(code, "unknown")


def _former_hits(province: Province, key: str, kind: str | None) -> tuple[FormerWard, ...]:
    wards = province.former.get(key, ())
    return tuple(ward for ward in wards if kind is None or ward.full_name.lower().startswith(kind + " "))


def _near(province: Province, reading: Reading) -> tuple[Proposal, ...]:
    """The communes whose name looks like it: those with the fewest letters changed; numbers must agree."""
    key, folded = spelling(reading.name), fold(reading.name)
    letters = folded.replace(" ", "")
    allowed = 1 if len(letters) < 8 else 2
    ranked = []
    for commune in province.communes if letters else ():
        theirs = commune.folded.replace(" ", "")
        # Compared by letter only where it can matter: a file of hospitals asks thousands of times.
        if abs(len(theirs) - len(letters)) > allowed or _digits(theirs) != _digits(letters):
            continue
        apart = distance(letters, theirs)
        if apart <= allowed:
            other_kind = reading.kind is not None and reading.kind not in commune.kinds
            ranked.append((apart, other_kind, distance(key, commune.spelling), commune.proposal))
    ranked.sort(key=lambda row: (row[:3], row[3].area_code))
    closest = [row[3] for row in ranked if row[0] == ranked[0][0]]
    return tuple(closest[:PROPOSALS])


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


@cache
def _province(province_code: str) -> Province:
    communes = areas.communes(province_code)
    rows = zip(communes["area_code"], communes["area_name"], communes["full_name"], communes["kind"], strict=True)
    groups = areas.groups(province_code)
    merged = groups.loc[groups["group_kind"].eq("former_province"), "group_name"].unique()
    own = areas.provinces().set_index("area_code").at[province_code, "area_name"]
    return Province(
        names=frozenset(spelling(name) for name in [str(own), *merged]),
        communes=tuple(commune(*row) for row in rows),
        former=_former_by_name(frozenset(communes["area_code"])),
    )


def commune(area_code: str, area_name: str, full_name: str, kind: str) -> Commune:
    kinds = {kind, "xã"} if area_code in corrections.BECAME_WARDS else {kind}
    return Commune(Proposal(area_code, full_name), frozenset(kinds), spelling(area_name), fold(area_name))


def _former_by_name(area_codes: frozenset[str]) -> dict[str, tuple[FormerWard, ...]]:
    found: dict[str, tuple[FormerWard, ...]] = {}
    for ward in _former_by_code().values():
        if any(target.area_code in area_codes for target in ward.targets):
            key = spelling(ward.full_name.split(" ", 2 if ward.full_name.startswith("Thị trấn ") else 1)[-1])
            found[key] = (*found.get(key, ()), ward)
    return found


@cache
def _communes_by_code() -> dict[str, tuple[Proposal, str]]:
    frame = areas.communes()
    rows = zip(frame["area_code"], frame["full_name"], frame["province_code"], strict=True)
    return {code: (Proposal(code, full_name), province) for code, full_name, province in rows}


@cache
def _former_by_code() -> dict[str, FormerWard]:
    links = areas.crosswalk().sort_values(["former_code", "is_default", "area_code"], ascending=[True, False, True])
    targets: dict[str, list[str]] = {}
    for former_code, area_code in zip(links["former_code"], links["area_code"], strict=True):
        targets.setdefault(former_code, []).append(area_code)
    communes, frame = _communes_by_code(), areas.former_wards()
    rows = zip(frame["former_code"], frame["full_name"], frame["district_name"], strict=True)
    return {
        code: FormerWard(code, name, district, len(targets[code]) == 1, tuple(communes[c][0] for c in targets[code]))
        for code, name, district in rows
    }
