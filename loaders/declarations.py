"""What people declare by hand in TOML files, read into dataclasses: every mistake at once, in Vietnamese sentences.

A sentence names the entry, the field, the value that stands there and what belongs there; ``refuse`` adds the file and
the remedy.  What a field may mean is the business of whoever declares the dataclass, told with the same sentences.
"""

import re
import tomllib
import types
from collections.abc import Collection, Sequence
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

from data import reasons
from loaders.errors import SourceError

REMEDY = "Sửa tệp (TOML, mã hóa UTF-8) rồi chạy lại."
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
TYPE_WORDS = {str: "chữ trong ngoặc kép", int: "số nguyên", float: "số", date: "ngày như 2026-10-12",
              bool: "true hoặc false", dict: "bảng tên = chữ", tuple: "danh sách [ ]"}  # fmt: skip
LONGEST = 60


def content(path: Path, what: str) -> dict[str, Any]:
    """The tables of a file; ``what`` names it to people ("lịch chạy").  Raises ``SourceError``."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(path.name, f"không đọc được {what}.", reasons.in_brackets(error), REMEDY) from error


def refuse(file: str, what: str, problems: Sequence[str]) -> None:
    """``SourceError`` with all problems, when there are any."""
    if problems:
        told = " ".join(problem[:1].upper() + problem[1:] for problem in problems)
        raise SourceError(file, f"{what} chưa đúng.", told, REMEDY)


def entries(raw: dict[str, Any], name: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The tables ``[[name]]`` of a file, and what is wrong when it holds anything else."""
    problems = [f"Không có mục «{other}»; tệp chỉ gồm các mục [[{name}]]." for other in raw if other != name]
    found = raw.get(name, [])
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found, problems
    return [], [*problems, f"Mỗi mục phải là một [[{name}]]."]


def shape(cls: type[Any], raw: dict[str, Any]) -> list[str]:
    """Fields that are unknown, missing or of another type than in the dataclass."""
    known = {one.name: one for one in fields(cls)}
    needed = [n for n, one in known.items() if one.default is MISSING and one.default_factory is MISSING]
    problems = [f"không có trường «{name}» (các trường: {', '.join(known)})." for name in raw if name not in known]
    problems += [f"thiếu trường «{name}»." for name in needed if name not in raw]
    for name, value in raw.items():
        if name in known and not _fits(known[name].type, value):
            problems.append(wrong(name, value, f"phải là {_called(known[name].type)}"))
    return problems


def wrong(name: str, value: object, rule: str) -> str:
    """ "trường «at» ghi «630», phải là chữ trong ngoặc kép." """
    shown = str(value)
    return f"trường «{name}» ghi «{shown[:LONGEST]}{'…' if len(shown) > LONGEST else ''}», {rule}."


def one_of(name: str, value: object, known: Collection[str]) -> list[str]:
    """Nothing, or that the word is none of those that are known."""
    return [] if value in known else [wrong(name, value, f"phải là một trong: {', '.join(known)}")]


def between(name: str, value: float, low: float, high: float) -> list[str]:
    """Nothing, or that the number lies outside its bounds."""
    return [] if low <= value <= high else [wrong(name, value, f"phải từ {low} đến {high}")]


def code(name: str, value: str) -> list[str]:
    """Nothing, or that the text cannot name something in messages, logs and file names."""
    rule = "chỉ gồm chữ thường không dấu, chữ số và gạch nối, tối đa 60 ký tự"
    return [] if CODE.fullmatch(value) else [wrong(name, value, rule)]


def each(place: str, problems: Sequence[str]) -> list[str]:
    """The problems of one entry, each a sentence that begins with its place: "Việc 2: thiếu trường «name»." """
    return [f"{place}: {problem}" for problem in problems]


def twice(what: str, names: Sequence[str]) -> list[str]:
    """A sentence for each name that stands more than once."""
    return [f"{what} «{name}» được dùng hai lần." for name in sorted({n for n in names if names.count(n) > 1})]


def _fits(kind: Any, value: object) -> bool:
    if isinstance(kind, types.UnionType):
        return any(_fits(one, value) for one in get_args(kind))
    if get_origin(kind) is dict:
        return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def _called(kind: Any) -> str:
    if isinstance(kind, types.UnionType):
        return " hoặc ".join(_called(one) for one in get_args(kind) if one is not types.NoneType)
    return TYPE_WORDS[get_origin(kind) or kind]
