"""Rows that name a ward of before July 2025: what they say is taken for the commune of today, where that is certain.

A ward that is all of a commune is that commune.  Where several wards made one commune, their amounts are added up, when
the file has every one of them and the indicator may be added over areas.  Everything else is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Protocol, TypeVar

from data import catalogue
from geo import areas, names
from geo.names import FormerWard
from loaders import checks, findings, rules
from loaders.errors import CellError
from loaders.reading import Findings, Reading


class Valued(Protocol):
    """What is known of a reading that was believed: an observation."""

    @property
    def key(self) -> tuple[str, ...]: ...
    @property
    def value(self) -> float | None: ...


Observed = TypeVar("Observed", bound=Valued)


@cache
def wards_of(area_code: str) -> frozenset[str]:
    """Codes of the former wards that a commune of today took something of."""
    links = areas.crosswalk()
    return frozenset(links.loc[links["area_code"].eq(area_code), "former_code"])


def meant(code: str, name: str, province_code: str) -> FormerWard | None:
    """The one former ward that a code or name means, undivided and in a commune of the province; else None."""
    if code:
        match = names.by_code(code.zfill(5))
        found = [match.former] if match.outcome == "former" and match.former else []
    else:
        found = list(names.match(name, province_code).former) if name else []
    if len(found) != 1 or not found[0].whole:
        return None
    home = names.by_code(found[0].targets[0].area_code)
    return found[0] if home.province_code == province_code else None


def lacking(ward: FormerWard, present: Set[str]) -> frozenset[str]:
    """The other wards of the same commune that are not ``present``: without them there is no sum."""
    return wards_of(ward.targets[0].area_code) - present - {ward.former_code}


def refusal(ward: FormerWard, why: str) -> CellError:
    return rules.error(
        "former_area", told=f"{ward}, mã cũ {ward.former_code}, là đơn vị cũ, không còn từ 01/7/2025.", why=why
    )


def lack_told(ward: FormerWard, missing: Iterable[str]) -> str:
    named = ", ".join(_ward_names()[code] for code in sorted(missing))
    return f"{ward.targets[0]} còn gồm {named} mà tệp không có."


@cache
def _ward_names() -> dict[str, str]:
    frame = areas.former_wards()
    return dict(zip(frame["former_code"], frame["full_name"], strict=True))


def merged(accepted: list[tuple[Reading, Observed]], told: Findings) -> list[tuple[Reading, Observed]]:
    """The readings with those of former wards summed to one of their commune, or refused; the rest as it was."""
    if not any(reading.former for reading, _ in accepted):
        return accepted
    groups: dict[tuple[str, ...], list[tuple[Reading, Observed]]] = defaultdict(list)
    for reading, found in accepted:
        groups[found.key].append((reading, found))
    result: list[tuple[Reading, Observed]] = []
    for group in groups.values():
        result += group if not any(reading.former for reading, _ in group) else _commune(group, told)
    return result


def _commune(group: list[tuple[Reading, Observed]], told: Findings) -> list[tuple[Reading, Observed]]:
    """What the wards of one commune say together; at most one reading, or those that name the commune itself."""
    parts = {reading.former or reading.area_code: (reading, found) for reading, found in group}
    reading, first = next((r, o) for r, o in group if r.former)
    wards = wards_of(reading.area_code)
    why = _hindrance(group, set(parts), wards)
    if why:
        for other, _ in group:
            if other.former and (ward := names.by_code(other.former).former):
                told.refuse(other.place, refusal(ward, why), other.coordinates)
        return [(other, found) for other, found in group if not other.former]
    values = [found.value for _, found in group if found.value is not None]
    total = float(sum(Decimal(str(value)) for value in values))
    how = f", bằng tổng {len(group)} đơn vị cũ hợp thành" if len(wards) > 1 else ""
    named = ", ".join(_ward_names()[code] for code in sorted(parts))
    text, _ = rules.rule("former_mapped").tell(
        {"former": named, "area": findings.area_name(reading.area_code), "how": how}
    )
    told.note(reading.place.sheet, reading.place.cell, "former_mapped", text)
    return [(reading, replace(first, value=total) if len(wards) > 1 else first)]  # type: ignore[type-var]


def _hindrance(group: list[tuple[Reading, Observed]], present: set[str], wards: frozenset[str]) -> str:
    """Why the wards do not make their commune; "" when they do."""
    about = catalogue.get(group[0][0].indicator_code)
    plain = [reading for reading, _ in group if not reading.former]
    if plain and not checks.before_reform(plain[0].period):
        return "tệp đã có dòng riêng của xã, phường hiện nay."
    if len(group) > len(present):
        return "đơn vị cũ này ghi nhiều lần."
    if missing := wards - present:
        named = ", ".join(_ward_names()[code] for code in sorted(missing))
        return f"{findings.area_name(group[0][0].area_code)} còn gồm {named} mà tệp không có giá trị."
    if len(wards) > 1 and (about.over_areas != "sum" or any(found.value is None for _, found in group)):
        return f"«{about.name}» của nhiều đơn vị cũ không cộng lại được."
    return ""
