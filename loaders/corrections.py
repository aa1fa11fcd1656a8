"""The correction register: what we know better than a file, who says so, why, and what the file said then.

``corrections.toml`` in CHISO_HOME, written by hand and read at every load::

    [[corrections]]
    id = "2026-03"
    action = "scale"            # drop, override, scale or flag
    indicator = "tq_exports"
    area = "08"
    period = "2026-09"
    expected = 1500             # what the file says; when it says something else the load stops
    factor = 0.001              # of scale; of override: value = 1.5
    who = "Nguyễn Văn A, Sở Công Thương"
    on = 2026-10-12
    why = "Ghi theo triệu USD nhưng cộng nhầm đơn vị nghìn USD."

``breakdown``, ``measure`` and ``basis`` are total, actual and "" unless named; ``file`` limits an entry to files of
that name (``*`` stands for anything).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

import pandas as pd

from data import catalogue, paths
from loaders import declarations, findings
from loaders.errors import SourceError
from loaders.findings import Finding, Row

FILE_NAME = "corrections.toml"
ACTIONS = {"drop": (), "flag": (), "override": ("value",), "scale": ("factor",)}
KEY = {"indicator": "indicator_code", "area": "area_code", "period": "period", "breakdown": "breakdown",
       "measure": "measure", "basis": "basis"}  # fmt: skip
WHAT = "sổ đính chính"


@dataclass(frozen=True)
class Correction:
    """One entry of the register; see the module."""

    id: str
    action: str
    indicator: str
    area: str
    period: str
    expected: float | str
    who: str
    on: date
    why: str
    breakdown: str = "total"
    measure: str = "actual"
    basis: str = ""
    file: str = ""
    value: float | None = None
    factor: float | None = None

    def matches(self, rows: pd.DataFrame) -> pd.Series:
        """Which rows have the coordinates of the entry."""
        mask = pd.Series(True, index=rows.index)
        for own, column in KEY.items():
            mask &= rows[column].eq(getattr(self, own))
        return mask

    def expects(self, row: Row) -> bool:
        """Whether the row still says what it said when the entry was written."""
        if isinstance(self.expected, str):
            return bool(row["text_value"] == self.expected)
        return bool(pd.notna(row["value"]) and abs(row["value"] - self.expected) <= 1e-9 * max(1, abs(self.expected)))

    @property
    def corrected(self) -> float:
        """The value after an override or a scale; exact in decimals."""
        if self.value is not None:
            return float(self.value)
        return float(Decimal(str(self.expected)) * Decimal(str(self.factor)))

    @property
    def told(self) -> dict[str, str]:
        return {"entry": self.id, "who": self.who, "on": f"{self.on:%d/%m/%Y}", "why": self.why}


def register(home: Path) -> tuple[Correction, ...]:
    """The entries of a store, in the order of the file; none when there is no file.

    Raises:
        SourceError: the file cannot be read, or an entry lacks something; names the entry and the remedy.
    """
    path = home / FILE_NAME
    if not path.exists():
        return ()
    raw, problems = declarations.entries(declarations.content(path, WHAT), "corrections")
    for number, one in enumerate(raw, start=1):
        place = f"Mục thứ {number} ({one.get('id', 'chưa có id')})"
        problems += declarations.each(place, declarations.shape(Correction, one) or _problems(Correction(**one)))
    problems += declarations.twice("Mã mục", [str(one["id"]) for one in raw if "id" in one])
    declarations.refuse(FILE_NAME, WHAT, problems)
    return tuple(Correction(**one) for one in raw)


def _problems(entry: Correction) -> list[str]:
    """What an entry of the right form lacks or contradicts."""
    problems = declarations.one_of("action", entry.action, ACTIONS)
    given = tuple(name for name in ("value", "factor") if getattr(entry, name) is not None)
    if not problems and given != ACTIONS[entry.action]:
        needed = " và ".join(ACTIONS[entry.action]) or "không trường value, factor nào"
        problems.append(f"action «{entry.action}» cần {needed}.")
    if entry.indicator not in catalogue.indicators():
        problems.append(declarations.wrong("indicator", entry.indicator, "không có chỉ tiêu này trong danh mục"))
    if entry.action == "scale" and isinstance(entry.expected, str):
        problems.append(declarations.wrong("expected", entry.expected, "phải là số để nhân với factor"))
    empty = [name for name in ("who", "why") if not getattr(entry, name).strip()]
    return [*problems, *(f"trường «{name}» để trống: ghi rõ ai, vì sao." for name in empty)]


def for_file(entries: Sequence[Correction], file: str) -> tuple[Correction, ...]:
    """The entries that concern a file of this name."""
    return tuple(entry for entry in entries if not entry.file or fnmatch(file, entry.file))


def apply(
    rows: pd.DataFrame, entries: Sequence[Correction], file: str, history: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding], str]:
    """The rows with the register applied, what was done to which row, and a mark of it for the delivery's id.

    A dropped row gives a finding ``corrected_drop`` and is refused for it; when its wrong value is what the store
    shows, the row stays as a missing value instead, so that the wrong one is superseded.

    Raises:
        SourceError: a file no longer says what an entry expects: the source was mended, or broken otherwise.
    """
    rows, used = rows.copy(), list[str]()
    found: list[Finding] = []
    for entry in for_file(entries, file):
        for row in rows.index[entry.matches(rows)]:
            before = next(findings.each(rows.loc[[row]]))
            _require_expected(entry, before, file)
            code, action = _apply_one(rows, int(row), entry, history)
            found.append(findings.of(before, code, action=action, **entry.told))
            used.append(repr(entry))
    return rows, found, sha256("\n".join(used).encode()).hexdigest() if used else ""


def _apply_one(rows: pd.DataFrame, row: int, entry: Correction, history: pd.DataFrame) -> tuple[str, str]:
    """Changes one row in place; the check's code and what was done, in Vietnamese."""
    if entry.action == "flag":
        return "corrected_flag", "đánh dấu"
    if entry.action == "drop":
        shown = history[entry.matches(history)] if len(history) else history
        if not any(entry.expects(known) for known in findings.each(shown)):
            return "corrected_drop", "bỏ"
        rows.loc[row, "value"], rows.loc[row, "text_value"] = None, None
        rows.loc[row, "status"] = "missing"
        return "corrected", "bỏ giá trị sai đã công bố, để trống"
    rows.loc[row, "value"] = entry.corrected
    return "corrected", f"từ {_shown(entry.expected)} thành {findings.number(entry.corrected)}"


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else findings.number(value)


def _require_expected(entry: Correction, row: Row, file: str) -> None:
    if entry.expects(row):
        return
    words: str = row["text_value"] or "không có số liệu"
    found = words if bool(pd.isna(row["value"])) else findings.number(row["value"])
    raise SourceError(
        file,
        f"mục đính chính {entry.id} không còn khớp: sổ chờ {_shown(entry.expected)}, tệp nay ghi {found} "
        f"({findings.what(row)}; trang «{row['sheet']}», {row['cell']}).",
        "Nguồn đã sửa, hoặc sai theo cách khác.",
        f"Kiểm tra với đơn vị gửi; nếu nguồn đã đúng thì gỡ mục {entry.id} khỏi {FILE_NAME} rồi nạp lại.",
    )


def states(home: Path, entries: Sequence[Correction]) -> list[tuple[Correction, str]]:
    """Each entry with its state in Vietnamese: in use, waiting for its file, to be applied, or outlived."""
    files = sorted(paths.deliveries(home).glob("*/observations.parquet"))
    kept = {path.parent: _remarks(path.parent) for path in files}
    return [(entry, _state(entry, kept)) for entry in entries]


def _remarks(folder: Path) -> str:
    """Everything that was noted of a delivery and refused from it, to find an entry's name in."""
    notes = folder / "notes.json"
    refusals = pd.read_parquet(folder / "refusals.parquet", columns=["reason"])["reason"]
    return "\n".join([notes.read_text(encoding="utf-8") if notes.exists() else "", *refusals])


def _state(entry: Correction, kept: dict[Path, str]) -> str:
    used = sum(f"Mục đính chính {entry.id} (" in remarks for remarks in kept.values())
    if used:
        return f"đang dùng ở {used} lần nhận"
    where = [(column, "==", getattr(entry, own)) for own, column in KEY.items()]
    found = [pd.read_parquet(folder / "observations.parquet", filters=where) for folder in kept]
    rows = [row for frame in found for row in findings.each(frame)]
    if not rows:
        return "chưa gặp"
    if any(entry.expects(row) for row in rows):
        return "chưa áp dụng: tệp được nạp trước khi có mục này, hãy nạp lại tệp"
    return "nguồn ghi khác số chờ: kiểm tra, gỡ mục nếu nguồn đã sửa"
