"""Contacts kept from the page: added, changed or removed in ``contacts.csv``, each step signed in the journal.

Lines of other provinces, and those that cannot be used, stay in the file as they stand.
"""

import csv
import io
import os
import re
from pathlib import Path

from sqlalchemy import Connection

from data import reasons
from data.catalogue import fold
from data.playbooks.contacts import FIELDS, FILE, NOT_TEXT, Contact, Contacts, cells_of, delimiter_of
from data.state import journal
from data.state.journal import Person
from geo import areas

PHONE = re.compile(r"\+?\d[\d .()-]{2,24}")
LONGEST = 120  # of a name
Rows = list[list[str]]


class ContactError(Exception):
    """A contact that cannot be kept; the message is a Vietnamese sentence."""


def subject(province_code: str) -> str:
    """What the journal calls the contacts of a province."""
    return f"contacts:{province_code}"


def keep(home: Path, conn: Connection, who: Person, known: Contacts, new: Contact, old: Contact | None = None) -> None:
    """Writes ``new`` into the file, in the place of ``old`` where there is one.

    ``conn`` is of ``store.writing``: from the signature on, who writes is alone.  Raises ``ContactError``.
    """
    _require_person(who)
    new = _checked(new, known)
    _sign(conn, who, "contact.changed" if old else "contact.added", known.province_code, new)
    rows, delimiter = _rows(home)
    place = _place(rows, old) if old else None
    others = [one for number, one in enumerate(rows[1:], 1) if number != place]
    if any(_key(rows[0], one) == _key_of(new) for one in others):
        raise ContactError(f"Danh bạ đã có «{new.name}» với vai này ở nơi này. Chọn người đó để sửa.")
    told = dict(zip(FIELDS, (new.role, new.area_code, new.name, new.phone), strict=True))
    before = rows[place] if place else [""] * len(rows[0])
    line = [told.get(head, cell) for head, cell in zip(rows[0], before, strict=False)]
    if place:
        rows[place] = line
    else:
        rows.append(line)
    _write(home, rows, delimiter)


def remove(home: Path, conn: Connection, who: Person, known: Contacts, old: Contact) -> None:
    """Takes a contact out of the file.  Raises ``ContactError``."""
    _require_person(who)
    _sign(conn, who, "contact.removed", known.province_code, old)
    rows, delimiter = _rows(home)
    del rows[_place(rows, old)]
    _write(home, rows, delimiter)


def _checked(new: Contact, known: Contacts) -> Contact:
    """The contact with its words trimmed; names are letters first, so that no spreadsheet takes one for a formula."""
    role, code, name, phone = (" ".join(text.split()) for text in (new.role, new.area_code, new.name, new.phone))
    if fold(role) not in known.asked_for:
        raise ContactError("Chọn vai trong danh sách; đó là các vai mà kịch bản giao việc.")
    if code not in {known.province_code, *areas.communes(known.province_code)["area_code"]}:
        raise ContactError("Chọn tỉnh hoặc xã, phường trong danh sách.")
    if not name or not name[0].isalpha() or not name.isprintable() or len(name) > LONGEST:
        raise ContactError(f"Ghi họ tên bắt đầu bằng chữ cái, không quá {LONGEST} ký tự.")
    if not PHONE.fullmatch(phone):
        raise ContactError("Ghi số điện thoại bằng chữ số, ví dụ 0912 345 678.")
    return Contact(role, code, areas.names()[code], name, phone)


def _rows(home: Path) -> tuple[Rows, str]:
    """The lines of the file as they stand, the heading first, and what parts their cells."""
    file = home / FILE
    if not file.exists():
        return [list(FIELDS)], ","
    try:
        text = file.read_text(encoding="utf-8-sig")
        delimiter = delimiter_of(text)
        rows = [cells for cells in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if any(cells)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ContactError(NOT_TEXT) from error
    heads = [cell.strip() for cell in rows[0]] if rows else list(FIELDS)
    if not set(FIELDS) <= set(heads):
        raise ContactError(f"Tệp {FILE}: dòng đầu phải có các cột {', '.join(FIELDS)}.")
    return [heads, *(one + [""] * (len(heads) - len(one)) for one in rows[1:])], delimiter


def _place(rows: Rows, old: Contact) -> int:
    wanted = (*_key_of(old), old.phone)
    for number, cells in enumerate(rows[1:], 1):
        if (*_key(rows[0], cells), cells_of(rows[0], cells)["phone"]) == wanted:
            return number
    raise ContactError("Đầu mối này vừa được người khác sửa hoặc bỏ. Tải lại trang.")


def _key(heads: list[str], cells: list[str]) -> tuple[str, str, str]:
    told = cells_of(heads, cells)
    return fold(told["role"]), told["area_code"], fold(told["name"])


def _key_of(one: Contact) -> tuple[str, str, str]:
    return fold(one.role), one.area_code, fold(one.name)


def _write(home: Path, rows: Rows, delimiter: str) -> None:
    """The whole file at once, with the mark by which spreadsheets know UTF-8."""
    told = io.StringIO()
    csv.writer(told, delimiter=delimiter, lineterminator="\n").writerows(rows)
    written = home / f".{FILE}.{os.getpid()}"
    try:
        written.write_text(told.getvalue(), encoding="utf-8-sig")
        written.replace(home / FILE)
    except OSError as error:
        raise ContactError(
            f"Không ghi được tệp {FILE}. {reasons.in_brackets(error)} Kiểm tra quyền ghi vào kho."
        ) from error


def _sign(conn: Connection, who: Person, action: str, province_code: str, one: Contact) -> None:
    detail = {"role": one.role, "area_code": one.area_code, "name": one.name}
    journal.write(conn, who, action, subject(province_code), detail)


def _require_person(who: Person) -> None:
    if not who.name.strip():
        raise ContactError("Ghi họ tên người thực hiện trước; mọi bước đều được ký tên vào nhật ký.")
