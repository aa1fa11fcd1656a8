"""The words of what is sent, in Vietnamese: what has just been found, and the digest of a morning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from data import catalogue, periods
from data.alert_answers import RESOLVED, SNOOZED
from data.alerts.machine import ALERTING, IN_ERROR, PENDING, RECOVERING, WITHOUT_DATA
from data.alerts.rules import AlertRule
from geo import areas

SEVERITY = {"critical": "Nghiêm trọng", "warning": "Cảnh báo", "notice": "Lưu ý"}
QUIETER = {
    RECOVERING: "đang hồi phục",
    PENDING: "đang theo dõi",
    WITHOUT_DATA: "thiếu số liệu",
    IN_ERROR: "không tính được",
}
NAMED = 8  # areas; of more the rest is counted
SIMULATED = "SỐ LIỆU MÔ PHỎNG, không dùng để báo cáo."


@dataclass(frozen=True)
class Text:
    """A subject and what a receiver gets: ``text`` for people, the rest for programs."""

    subject: str
    content: dict[str, Any]


def fired(rule: AlertRule, named: Mapping[str, str], *, simulated: bool) -> Text:
    """A rule that has just begun to alert in some areas, given by code with their names."""
    lines = [
        *([SIMULATED] if simulated else []),
        f"{SEVERITY[rule.severity]}: {rule.name}",
        f"Chỉ số: {rule.measured_name}",
        f"Địa bàn ({len(named)}): {_listed(list(named.values()))}",
        *([f"Việc cần làm: {rule.advice}"] if rule.advice else []),
        "Xem bằng chứng và xử lý: trang Cảnh báo (/canh-bao).",
    ]
    told: dict[str, Any] = {"kind": "fired", "rule": rule.code, "severity": rule.severity, "areas": list(named)}
    told["simulated"] = simulated
    return Text(f"[Chiso] {SEVERITY[rule.severity]}: {rule.name}", told | {"text": "\n".join(lines)})


def digest(standing: pd.DataFrame, day: date, since: datetime) -> Text:
    """What alerts this morning, a paragraph per rule in the order given; what fired after ``since`` is new.

    ``standing``: ``rule_code``, ``rule_name``, ``area_name``, ``in_house``, ``severity``, ``state``, ``handling``,
    ``period``, ``fired_at``, ``is_simulated``.
    """
    open_ones = standing[~standing["handling"].isin([SNOOZED, RESOLVED]) & ~standing["in_house"].astype(bool)]
    loud = open_ones[open_ones["state"] == ALERTING]
    others = {state: int((open_ones["state"] == state).sum()) for state in QUIETER}
    new = int((pd.to_datetime(loud["fired_at"]) > since).sum())
    rest = "".join(f"; {count} {QUIETER[state]}" for state, count in others.items() if count)
    lines = [f"Cảnh báo sáng {day:%d/%m/%Y}: {len(loud)} đang báo động, trong đó {new} mới{rest}.", ""]
    if len(loud) and bool(loud["is_simulated"].any()):
        lines[1:1] = [SIMULATED]
    for _, own in loud.groupby("rule_code", sort=False):
        first = own.iloc[0]
        when = periods.label(str(own["period"].max()))
        lines.append(f"{SEVERITY[first['severity']]} · {first['rule_name']}")
        lines.append(f"  {when}, {len(own)} địa bàn: {_listed(list(own['area_name']))}")
    if loud.empty:
        lines.append("Không có cảnh báo nào đang báo động.")
    lines += ["", "Xem bằng chứng và xử lý: trang Cảnh báo (/canh-bao)."]
    told = {"kind": "digest", "day": day.isoformat(), "alerting": len(loud), "new": new, **others}
    return Text(f"[Chiso] Cảnh báo sáng {day:%d/%m/%Y}: {len(loud)} đang báo động", told | {"text": "\n".join(lines)})


def trial() -> Text:
    """What is sent to see whether a channel works."""
    text = "Đây là thư thử của Chiso. Nếu nhận được, kênh gửi cảnh báo đã hoạt động."
    return Text("[Chiso] Thư thử", {"kind": "trial", "text": text})


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" và {more} địa bàn khác" if more > 0 else "")


def area_name(code: str, told: str = "") -> str:
    """The name of a commune or province by its code, of a point what its list ``told``; else the code itself."""
    return told or areas.names().get(code, code)


def indicator_name(code: str) -> str:
    known = catalogue.indicators().get(code)
    return known.name if known else code
