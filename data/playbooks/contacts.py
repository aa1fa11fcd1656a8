"""Whom to call: the people behind the roles of playbooks, by role and area, from ``contacts.csv`` of the store.

The file is kept by hand, in any spreadsheet: ``role,area_code,name,phone``; the area is the province or one commune.
A line that cannot be used is told and left out, so that one slip takes nobody else's number from the duty officer.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.catalogue import fold
from geo import areas

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
    """The contacts of a province in the order of the file, and a sentence for every line that cannot be used."""

    province_code: str
    people: tuple[Contact, ...] = ()
    troubles: tuple[str, ...] = ()

    def of(self, roles: str) -> list[Contact]:
        """Who fills one of the roles of a task («Công an xã; Trạm y tế»), of the province first, then by commune."""
        asked = {key for role in roles.split(";") for key in _keys(role)}
        found = [one for one in self.people if fold(one.role.strip()) in asked]
        return sorted(found, key=lambda one: (one.area_code != self.province_code, one.area_code))

    def of_province(self, roles: str) -> list[Contact]:
        return [one for one in self.of(roles) if one.area_code == self.province_code]

    def of_communes(self, roles: str) -> list[Contact]:
        return [one for one in self.of(roles) if one.area_code != self.province_code]

    def of_commune(self, area_code: str) -> list[Contact]:
        """Everyone of one commune, in the order of the file."""
        return [one for one in self.people if one.area_code == area_code]


def contacts(home: Path, province_code: str, roles: Iterable[str]) -> Contacts:
    """Whom the province named; ``roles`` are those of its playbooks: a role that none of them asks for is told."""
    file = home / FILE
    if not file.exists():
        return Contacts(province_code)
    try:
        rows = list(_rows(file.read_text(encoding="utf-8-sig")))
    except (UnicodeDecodeError, csv.Error):
        return Contacts(province_code, troubles=(NOT_TEXT,))
    if not rows or not set(FIELDS) <= set(rows[0][1]):
        heads = ", ".join(FIELDS)
        return Contacts(province_code, troubles=(f"Tệp {FILE}: dòng đầu phải có các cột {heads}.",))
    asked = {key for role in roles for part in role.split(";") for key in _keys(part)}
    return _sorted_out(rows[1:], province_code, asked)


def _sorted_out(rows: Sequence[tuple[int, dict[str, str]]], province_code: str, asked: set[str]) -> Contacts:
    names, own = areas.names(), {*areas.communes(province_code)["area_code"], province_code}
    people, troubles = [], []
    for line, cells in rows:
        code, role = cells["area_code"], cells["role"]
        code = code.zfill(2 if len(code) <= 2 else 5)  # spreadsheets drop leading zeros
        where = f"Tệp {FILE}, dòng {line}"
        if not role or not cells["name"] or not cells["phone"]:
            troubles.append(f"{where}: thiếu vai, họ tên hoặc điện thoại.")
        elif code not in names:
            troubles.append(f"{where}: «{code}» không phải mã tỉnh hay mã xã, phường hiện hành.")
        elif fold(role) not in asked:
            troubles.append(f"{where}: không kịch bản nào giao việc cho «{role}»; ghi vai đúng như trong kịch bản.")
        elif code in own:
            people.append(Contact(role, code, names[code], cells["name"], cells["phone"]))
    return Contacts(province_code, tuple(people), tuple(troubles))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The heading as row 1, then every line that says anything; semicolons as spreadsheets of ours write them too."""
    first = text.partition("\n")[0]
    read = csv.reader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    heads: list[str] = []
    for cells in read:
        told = [cell.strip() for cell in cells]
        heads = heads or told
        if any(told):
            yield read.line_num, dict(zip(heads, [*told, *[""] * len(heads)], strict=False))


def _keys(role: str) -> set[str]:
    """A role as it stands and without what is bracketed: «Công an tỉnh (Phòng …)» is filled by the Công an tỉnh too."""
    return {fold(role.strip()), fold(re.sub(r"\([^)]*\)", "", role).strip())}
