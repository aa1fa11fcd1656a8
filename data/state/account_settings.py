"""What the province asks of passwords and sessions: ``accounts.toml`` of the store, each line of it optional.

[password]
min_length = 12
weak_words = ["caobang", "ubnd"]

[session]
idle_minutes = 60
absolute_hours = 12

[second_step]
roles = ["administrator"]
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import paths, reasons
from data.rights.roles import ROLES

FILE = "accounts.toml"
SECTIONS = {
    "password": {"min_length": "min_length", "weak_words": "weak_words"},
    "session": {"idle_minutes": "idle_minutes", "absolute_hours": "absolute_hours"},
    "second_step": {"roles": "second_step_roles"},
}
LEAST = {"min_length": 8, "idle_minutes": 1, "absolute_hours": 1}
MOST = {"min_length": 128, "idle_minutes": 1440, "absolute_hours": 168}


class AccountSettingsError(Exception):
    """The file cannot be used; the message is a Vietnamese sentence that says what to mend."""


@dataclass(frozen=True)
class AccountSettings:
    """``second_step_roles`` cannot sign in without an authenticator app."""

    min_length: int = 12
    weak_words: tuple[str, ...] = ()
    idle_minutes: int = 60
    absolute_hours: int = 12
    second_step_roles: tuple[str, ...] = ()

    @property
    def idle(self) -> timedelta:
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        return timedelta(hours=self.absolute_hours)


def settings() -> AccountSettings:
    """The settings of the store as its file stands now.  Raises AccountSettingsError."""
    file = paths.home() / FILE
    try:
        stat = file.stat()
    except FileNotFoundError:
        return AccountSettings()
    return _read(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, _size: int) -> AccountSettings:
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AccountSettingsError(f"Tệp {FILE} không phải TOML. {reasons.in_brackets(error)}") from error
    given: dict[str, Any] = {}
    for section, lines in raw.items():
        known = SECTIONS.get(section)
        if known is None or not isinstance(lines, dict):
            raise AccountSettingsError(f"Tệp {FILE}: không có mục [{section}]. Các mục: {', '.join(SECTIONS)}.")
        for name, value in lines.items():
            if name not in known:
                raise AccountSettingsError(f"Tệp {FILE}, mục [{section}]: không có dòng «{name}».")
            given[known[name]] = _sound(name, known[name], value)
    return AccountSettings(**given)


def _sound(name: str, field: str, value: object) -> object:
    kind = {one.name: one.type for one in fields(AccountSettings)}[field]
    if kind is int:
        low, high = LEAST[field], MOST[field]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise AccountSettingsError(f"Tệp {FILE}: «{name}» phải là số nguyên từ {low} đến {high}.")
        return value
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise AccountSettingsError(f'Tệp {FILE}: «{name}» phải là danh sách chữ, ví dụ ["a", "b"].')
    if strange := [one for one in value if field == "second_step_roles" and one not in ROLES]:
        raise AccountSettingsError(f"Tệp {FILE}: không có vai trò «{strange[0]}». Các vai trò: {', '.join(ROLES)}.")
    return tuple(value)
