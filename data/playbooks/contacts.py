"""Whom to call: the people behind the roles of playbooks, by role and area, from ``contacts.csv`` of the store.

The file is kept by hand, in any spreadsheet: ``role,area_code,name,phone``; the area is the province or one commune.
A line that cannot be used is told and left out, so that one slip takes nobody else's number from the duty officer.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from data.catalogue import fold
from geo import alphabet, areas

FILE = "contacts.csv"
FIELDS = ("role", "area_code", "name", "phone")
NOT_TEXT = f"Tệp {FILE} không phải CSV mã UTF-8; lưu lại ở dạng «CSV UTF-8»."


@dataclass(frozen=True)
class Contact:
    """One person who fills a role in an area."""

    role: str
    area_code: str
    area_name: str
    name: str
    phone: str


@dataclass(frozen=True)
class Contacts:
    """The contacts of a province in the order of the file, and a sentence for every line that cannot be used.

    ``roles``: those that playbooks give tasks to, each by itself, in the order of the alphabet.
    """

    province_code: str
    roles: tuple[str, ...] = ()
    people: tuple[Contact, ...] = ()
    troubles: tuple[str, ...] = ()

    def of(self, roles: str) -> list[Contact]:
        """Who fills one of the roles of a task («Công an xã; Trạm y tế»), of the province first, then by commune."""
        asked = {key for role in roles.split(";") for key in _keys(role)}
        found = [one for one in self.people if fold(one.role.strip()) in asked]
        return sorted(found, key=lambda one: (one.area_code != self.province_code, one.area_code))

    @cached_property
    def asked_for(self) -> frozenset[str]:
        """The roles that playbooks give tasks to, folded, as they stand there and without what is bracketed."""
        return frozenset(key for one in self.roles for key in _keys(one))

    def of_province(self, roles: str) -> list[Contact]:
        return [one for one in self.of(roles) if one.area_code == self.province_code]

    def of_communes(self, roles: str) -> list[Contact]:
        return [one for one in self.of(roles) if one.area_code != self.province_code]

    def of_commune(self, area_code: str) -> list[Contact]:
        """Everyone of one commune, in the order of the file."""
        return [one for one in self.people if one.area_code == area_code]


def contacts(home: Path, province_code: str, roles: Iterable[str]) -> Contacts:
    """Whom the province named; ``roles`` are those of its playbooks: a role that none of them asks for is told."""
    each = {role.strip() for told in roles for role in told.split(";")}
    known = Contacts(province_code, tuple(sorted(each, key=alphabet.order)))
    file = home / FILE
    if not file.exists():
        return known
    try:
        rows = list(_rows(file.read_text(encoding="utf-8-sig")))
    except (UnicodeDecodeError, csv.Error):
        return replace(known, troubles=(NOT_TEXT,))
    if not rows or not set(FIELDS) <= set(rows[0][1]):
        heads = ", ".join(FIELDS)
        return replace(known, troubles=(f"Tệp {FILE}: dòng đầu phải có các cột {heads}.",))
    return _sorted_out(rows[1:], known)


def _sorted_out(rows: Sequence[tuple[int, dict[str, str]]], known: Contacts) -> Contacts:
    names, own = areas.names(), {*areas.communes(known.province_code)["area_code"], known.province_code}
    people, troubles = [], []
    for line, cells in rows:
        code, role = cells["area_code"], cells["role"]
        where = f"Tệp {FILE}, dòng {line}"
        if not role or not cells["name"] or not cells["phone"]:
            troubles.append(f"{where}: thiếu vai, họ tên hoặc điện thoại.")
        elif code not in names:
            troubles.append(f"{where}: «{code}» không phải mã tỉnh hay mã xã, phường hiện hành.")
        elif fold(role) not in known.asked_for:
            troubles.append(f"{where}: không kịch bản nào giao việc cho «{role}»; ghi vai đúng như trong kịch bản.")
        elif code in own:
            people.append(Contact(role, code, names[code], cells["name"], cells["phone"]))
    return replace(known, people=tuple(people), troubles=tuple(troubles))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The heading as row 1, then every line that says anything."""
    read = csv.reader(text.splitlines(), delimiter=delimiter_of(text), strict=True)
    heads: list[str] = []
    for cells in read:
        heads = heads or [cell.strip() for cell in cells]
        if any(cell.strip() for cell in cells):
            yield read.line_num, cells_of(heads, cells)


def delimiter_of(text: str) -> str:
    """Semicolons as well as commas: spreadsheets of ours write them."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def cells_of(heads: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """A line by its heads, trimmed; codes with the leading zeros that spreadsheets drop."""
    told = dict(zip(heads, [*(cell.strip() for cell in cells), *[""] * len(heads)], strict=False))
    if code := told.get("area_code", ""):
        told["area_code"] = code.zfill(2 if len(code) <= 2 else 5)
    return told


def _keys(role: str) -> set[str]:
    """A role as it stands and without what is bracketed: «Công an tỉnh (Phòng …)» is filled by the Công an tỉnh too."""
    return {fold(role.strip()), fold(re.sub(r"\([^)]*\)", "", role).strip())}
