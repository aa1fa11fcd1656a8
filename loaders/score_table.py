"""Captures of scores: one row per unit (or per unit and item), scores and the counts behind them in columns.

Nothing that the portal says is changed.  What cannot be (more good cases than cases, a score above its maximum, a sum
that is not that of its parts) is taken and flagged; a unit that nobody knows is refused as a whole row.
"""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter

import pandas as pd

from data import scoring_rules
from geo import names
from loaders import left_out, numbers, rules, score_checks
from loaders.body import Job, numbers_style, place
from loaders.errors import CellError
from loaders.headers import Found, Header
from loaders.layouts import SCORE_ROLES
from loaders.reading import Findings, Score

DAY = re.compile(r"(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
COMMUNE = re.compile(r"^(?:xã|phường|đặc khu|thị trấn)\s", re.IGNORECASE)
ISSUER = re.compile(r"^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE)
SAME_NAMES = {"CLGQ": "ONLINE", "ON_TIME_RATE": "TDGQ"}  # the portal's other names for the same items


def read(header: Header, job: Job) -> Findings:
    """One ``Score`` per unit and item that has a count or a score."""
    findings = Findings()
    code = header.of_role("unit_code")[0]
    for row in header.sheet.by_rows:
        if row <= header.bottom or not header.sheet.text(row, code.index):
            continue
        try:
            findings.scores += _scores(header, job, row, findings)
        except CellError as error:
            findings.refuse(place(header, row, code), error)
    findings.scores = score_checks.once_each(findings)
    score_checks.doubt(findings)
    findings.notes += left_out.columns(header)
    return findings


def frame(scores: list[Score], published: datetime, simulated: bool) -> pd.DataFrame:
    """Scores in SCORE_COLUMNS but for the delivery; the capture is of the day on which it became known."""
    columns = list(Score.__dataclass_fields__)
    made = pd.DataFrame([attrgetter(*columns)(score) for score in scores], columns=columns)
    for name in ("numerator", "denominator", "score", "rank", "rank_all"):
        made[name] = made[name].astype("float64")
    made["period"] = made["period"].where(made["period"] != "", f"{published:%Y}")
    made["published_at"] = pd.Series([published] * len(made), index=made.index, dtype="datetime64[us]")
    return made.assign(captured_on=published.date(), status="simulated" if simulated else "final")


def day_in(file: str) -> date | None:
    """The day that a file's name tells ("provinces_2026-10-10.csv"); None without one."""
    found = DAY.search(file)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def unit(code: str, name: str, area_code: str = "") -> Score:
    """Who a portal code and name mean, with nothing said of any item.  Raises ``CellError`` unknown_portal_code."""
    whole = scoring_rules.portal_codes().get(code.partition(".")[0])
    if whole is None:
        raise rules.error("unknown_portal_code", written=code)
    bare = ISSUER.sub("", name.strip())
    kind = "province" if "." not in code else "commune" if COMMUNE.match(bare) else "department"
    area = whole if kind == "province" else ""
    if kind == "commune":
        match = names.match(bare, whole)
        area = area_code or scoring_rules.portal_codes().get(code, "") or match.area_code or ""
    return Score(whole, kind, code, name, area, "", "", None, None, None, None, None, "", "")


def _scores(header: Header, job: Job, row: int, findings: Findings) -> list[Score]:
    """What one row says, item by item.  Raises ``CellError`` when its unit or item is not known."""
    sheet = header.sheet

    def text(role: str) -> str:
        found = header.one(role)
        return sheet.text(row, found.index) if found else ""

    who = unit(text("unit_code"), text("area_name"), text("area_code"))
    listed = text("item_code")
    item = SAME_NAMES.get(listed, listed)
    if listed and item not in scoring_rules.items():
        raise rules.error("unknown_item", written=listed)
    said: dict[str, dict[str, float]] = defaultdict(dict)
    cells: dict[str, str] = {}
    for found in header.of_role(*SCORE_ROLES):
        if (value := _number(header, job, row, found, findings)) is not None:
            for about in (found.column.item or item).split("+"):
                said[about]["numerator" if found.column.role == "count" else found.column.role] = value
                cells.setdefault(about, sheet.place(row, found.index))
    if who.unit_kind == "commune" and not who.area_code:
        _tell_unmatched(header, row, who, findings)
    none = dict.fromkeys(("numerator", "denominator", "score", "rank", "rank_all"))
    return [
        replace(who, period=job.period, item_code=code, sheet=sheet.name, cell=cells[code], **(none | values))  # type: ignore[arg-type]
        for code, values in said.items()
    ]


def _number(header: Header, job: Job, row: int, found: Found, findings: Findings) -> float | None:
    """The number of a cell; None when it is empty or was refused."""
    if not header.sheet.text(row, found.index):
        return None
    try:
        return numbers.parse(header.sheet.cell(row, found.index), numbers_style(found, job.layout)).value
    except CellError as error:
        findings.refuse(place(header, row, found), error)
        return None


def _tell_unmatched(header: Header, row: int, who: Score, findings: Findings) -> None:
    near = ", ".join(map(str, names.match(ISSUER.sub("", who.unit_name), who.province_code).proposals))
    told = f" Gần giống: {near}." if near else ""
    at = replace(who, sheet=header.sheet.name, cell=header.sheet.place(row, header.of_role("unit_code")[0].index))
    score_checks.flag("unmatched_unit", at, findings, unit=who.unit_name, code=who.unit_code, near=told)
