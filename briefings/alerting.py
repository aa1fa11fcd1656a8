"""The section of alerts: how many stand, and each rule once with the places that broke it."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from briefings import blocks
from briefings.context import Built, Context
from briefings.outline import Part
from components.sentences import Piece
from data import periods
from data.alerts import inbox
from data.state import store
from exports.briefing.model import Block, Cell, Column

LISTED: Final = 15  # rules
NAMED: Final = 12  # places of a rule
SEVERITIES: Final = {"critical": "nghiêm trọng", "warning": "cảnh báo", "notice": "lưu ý"}
COLUMNS: Final = (
    Column("Mức", width=1.2), Column("Nội dung", width=2.8), Column("Số nơi", "number", 0.8),
    Column("Địa bàn và kỳ", width=3.4),
)  # fmt: skip


def alerts(context: Context, part: Part) -> Built:
    """What alerts now in the province, gravest first."""
    with store.reading() as conn:
        found = inbox.standing(conn, context.province_code, context.today)
    found = found[(found["state"] == "alerting") & ~found["handling"].isin(["resolved", "snoozed"])]
    if context.commune:
        found = found[found["area_code"] == context.commune]
    counts = found["severity"].value_counts()
    named = [f"{counts[key]} {name}" for key, name in SEVERITIES.items() if key in counts]
    text = f"Đang có {len(found)} cảnh báo: {', '.join(named)}." if named else "Không có cảnh báo nào đang báo động."
    drawn = by_rule(found) if "table" in part.shows else []
    return Built("{cảnh báo}", {"cảnh báo": (Piece(text),)}, tuple(drawn), bool(found["is_simulated"].any()))


def by_rule(found: pd.DataFrame) -> list[Block]:
    """A row per rule, in the order in which they first stand in ``found`` (``severity``, ``rule_name``, ``area_name``,
    ``period``): how many places it is about, and which."""
    rules = [
        (Cell(SEVERITIES.get(str(severity), "")), Cell(str(rule)), Cell(str(len(own)), float(len(own))),
         Cell(_places(own)))
        for (severity, rule), own in found.groupby(["severity", "rule_name"], sort=False)
    ]  # fmt: skip
    more = len(rules) - LISTED
    note = f"Và {more} loại cảnh báo khác, xem trang Cảnh báo." if more > 0 else ""
    return blocks.simple_table("Cảnh báo đang đặt ra", COLUMNS, rules[:LISTED], note)


def _places(own: pd.DataFrame) -> str:
    """ "Đồng Văn, Lũng Cú (tháng 2/2026); Yên Minh (quý IV/2025)" """
    told = []
    for period, rows in own.groupby("period", sort=False):
        label = periods.label(str(period))
        told.append(f"{_named([str(name) for name in rows['area_name']])} ({label[:1].lower()}{label[1:]})")
    return "; ".join(told)


def _named(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" và {rest} nơi khác" if rest > 0 else "")
