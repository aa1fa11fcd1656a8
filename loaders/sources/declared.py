"""Sources as people declare them: one TOML file each.

code = "tram-quan-trac"            # names the source in messages and in the store
kind = "web"                       # "web": JSON over HTTP; "sql": a query
url = "http://localhost:8081/so-lieu"     # "sql": a SQLAlchemy URL, e.g. "env:CHISO_KHO_TTHC"
province = "08"
records = "data.items"             # web: where the list of records stands; "" when the answer is the list
query = "SELECT …"                 # sql
timeout_seconds = 20
attempts = 4
[headers]                          # web; "env:NAME" takes a secret from the environment
Authorization = "env:CHISO_KHOA"
[fields]                           # field of a record ("tram.ma" inside another) to column of the long table
maChiTieu = "indicator_code"
[constants]                        # columns that are the same in every record
area_code = "08"
"""

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeGuard

from loaders.errors import SourceError
from loaders.layouts import COORDINATE_ROLES

KINDS = ("web", "sql")
COLUMNS = ("indicator_code", "area_code", "area_name", "value", "note", *COORDINATE_ROLES)
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
FROM_ENVIRONMENT = "env:"


@dataclass(frozen=True)
class Source:
    """A declared source; see the head of this module."""

    code: str
    kind: str
    url: str
    province: str = ""
    records: str = ""
    query: str = ""
    agency: str = ""
    source: str = ""  # shown under charts
    timeout_seconds: int = 20
    attempts: int = 4
    headers: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)


def read_source(path: Path) -> Source:
    """The source that a file declares.

    Raises:
        SourceError: the file is missing or no TOML, an entry is unknown, missing or of the wrong kind.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            path.name, "không đọc được khai báo nguồn số liệu.", f"({error}).", "Sửa tệp .toml (UTF-8)."
        ) from error
    if problems := [*_form_problems(raw), *_word_problems(raw)]:
        raise SourceError(path.name, "khai báo nguồn số liệu chưa đúng.", " ".join(problems), "Sửa tệp .toml.")
    return Source(**raw)


def _form_problems(raw: dict[str, Any]) -> list[str]:
    """Entries that are unknown, missing or of the wrong type."""
    known = {f.name: f for f in fields(Source)}
    problems = [f"Không có mục «{name}» (các mục: {', '.join(known)})." for name in raw.keys() - known]
    problems += [f"Thiếu mục «{name}»." for name in ("code", "kind", "url") if name not in raw]
    for name in raw.keys() & known:
        kind, value = known[name].type, raw[name]
        if kind is int and (not isinstance(value, int) or isinstance(value, bool)):
            problems.append(f"Mục «{name}» phải là số nguyên.")
        elif kind is str and not isinstance(value, str):
            problems.append(f"Mục «{name}» phải là chữ.")
        elif kind not in (int, str) and not _is_table_of_texts(value):
            problems.append(f"Mục «{name}» phải là bảng tên = chữ.")
    return problems


def _is_table_of_texts(value: object) -> TypeGuard[dict[str, str]]:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _word_problems(raw: dict[str, Any]) -> list[str]:
    """Words that the loaders do not know, and what a kind of source cannot do without."""
    problems = []
    if not CODE.fullmatch(str(raw.get("code", "x"))):
        problems.append("Mục «code» chỉ gồm chữ thường không dấu, chữ số và gạch nối.")
    kind = raw.get("kind", "web")
    if kind not in KINDS:
        problems.append(f"Mục «kind» phải là một trong: {', '.join(KINDS)}.")
    needed = {"web": "fields", "sql": "query"}.get(str(kind), "url")
    if not raw.get(needed):
        problems.append(f"Nguồn loại «{kind}» cần mục «{needed}».")
    tables = [raw.get(name) for name in ("fields", "constants")]
    of_fields, constants = (table if _is_table_of_texts(table) else {} for table in tables)
    named = [*of_fields.values(), *constants]
    problems += [f"Không có cột «{c}» (các cột: {', '.join(COLUMNS)})." for c in named if c not in COLUMNS]
    problems += [f"Cột «{c}» được khai báo hai lần." for c in sorted({c for c in named if named.count(c) > 1})]
    for name, most in (("timeout_seconds", 600), ("attempts", 10)):
        value = raw.get(name, 1)
        if isinstance(value, int) and not 1 <= value <= most:
            problems.append(f"Mục «{name}» phải từ 1 đến {most}.")
    return problems


def secret(file: str, text: str) -> str:
    """A text as it stands, or from the environment when it says so.  Raises ``SourceError`` when it is not there."""
    if not text.startswith(FROM_ENVIRONMENT):
        return text
    name = text.removeprefix(FROM_ENVIRONMENT)
    if name not in os.environ:
        raise SourceError(file, f"chưa đặt biến môi trường «{name}».", remedy="Đặt biến trên máy chủ rồi chạy lại.")
    return os.environ[name]
