"""Sources as people declare them: one TOML file each.

code = "tram-quan-trac"            # names the source in messages and in the store
kind = "web"                       # "web": JSON over HTTP; "sql": a query; "portal": scores of the national portal
url = "http://localhost:8081/so-lieu"     # "sql": a SQLAlchemy URL, e.g. "env:CHISO_KHO_TTHC"
province = "08"
body = '{"year": 2026}'              # web, portal: sent by POST when it is given
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
from dataclasses import dataclass, field
from pathlib import Path

from loaders import declarations
from loaders.errors import SourceError
from loaders.layouts import COORDINATE_ROLES

KINDS = ("web", "sql", "portal")
COLUMNS = ("indicator_code", "area_code", "area_name", "value", "note", *COORDINATE_ROLES)
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
    body: str = ""  # JSON
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
    raw = declarations.content(path, "khai báo nguồn số liệu")
    problems = declarations.shape(Source, raw) or _word_problems(Source(**raw))
    declarations.refuse(path.name, "khai báo nguồn số liệu", problems)
    return Source(**raw)


def _word_problems(source: Source) -> list[str]:
    """Words that the loaders do not know, and what a kind of source cannot do without."""
    needed = {"web": "fields", "sql": "query"}.get(source.kind, "url")
    named = [*source.fields.values(), *source.constants]
    return [
        *declarations.code("code", source.code),
        *declarations.one_of("kind", source.kind, KINDS),
        *([] if getattr(source, needed) else [f"nguồn loại «{source.kind}» cần trường «{needed}»."]),
        *(problem for column in named for problem in declarations.one_of("fields, constants", column, COLUMNS)),
        *declarations.twice("cột", named),
        *declarations.between("timeout_seconds", source.timeout_seconds, 1, 600),
        *declarations.between("attempts", source.attempts, 1, 10),
    ]


def secret(file: str, text: str) -> str:
    """A text as it stands, or from the environment when it says so.  Raises ``SourceError`` when it is not there."""
    if not text.startswith(FROM_ENVIRONMENT):
        return text
    name = text.removeprefix(FROM_ENVIRONMENT)
    if name not in os.environ:
        raise SourceError(file, f"chưa đặt biến môi trường «{name}».", remedy="Đặt biến trên máy chủ rồi chạy lại.")
    return os.environ[name]
