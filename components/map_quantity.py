"""What a map shows of an indicator: its value, the share of plan or the change; unit, limits and tooltip of each.

The maps of the groups and the map explorer say it alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from typing import Any

import pandas as pd

from components import formats, naming
from components.shading import AREA
from data import arithmetic, catalogue
from data.answers import Ask, NumberKey
from data.catalogue import Indicator
from data.keys import MadeKey

TOLD = ("value", "relative", "points", "words", "status", "published_at")  # of an area in its tooltip


def moves_in(one: Indicator) -> str:
    """The column that tells how an indicator moved."""
    return "points" if arithmetic.in_points(one.kind, one.unit) else "relative"


def unit_of_moves(one: Indicator, lang: str = "vi") -> str:
    return naming.POINTS[lang] if moves_in(one) == "points" else "%"


def unit(one: Indicator, shown: str, lang: str = "vi") -> str:
    """The unit of a value, a share of plan or a change."""
    if shown == "value":
        return naming.unit_of(one, lang)
    return unit_of_moves(one, lang) if shown == "change" else "%"


def fixed_limits(one: Indicator, shown: str) -> tuple[float, ...]:
    """The limits that hold in every period; empty when nobody has set any."""
    moved = "pp" if moves_in(one) == "points" else "%"
    units = {"value": one.unit, "change": moved, "plan_share": "%"}
    return catalogue.fixed_limits(one.code, shown, units.get(shown, "none"))


def source(ask: Ask, shown: str, then_period: str) -> str:
    """The key of the source of what a map shows of each area, with ``AREA`` in the place of its code."""
    now = NumberKey(ask.indicator.code, AREA, ask.period, ask.measure, ask.breakdown)
    if shown == "change":
        return MadeKey("change", (now, now.at(then_period))).text()
    if shown == "plan_share":
        reached = replace(now, measure="cumulative") if ask.indicator.kind == "flow" else now
        plan = NumberKey(ask.indicator.code, AREA, ask.period[:4], "plan", ask.breakdown, ask.basis)
        return MadeKey("plan_share", (reached, plan)).text()
    return now.text()


def versus(than: str, lang: str = "vi") -> str:
    return f"so với {than}" if lang == "vi" else f"on {than}"


def tooltips(frame: pd.DataFrame, one: Indicator, shown: str, than: str, lang: str = "vi") -> list[list[str]]:
    """Of each area, beside what is shown: the value itself, how it moved against ``than``, when it came."""
    own = "" if shown == "value" else naming.unit_of(one, lang)
    column = "" if shown == "change" else moves_in(one)
    moved, received = f"{unit_of_moves(one, lang)} {versus(than, lang)}", "Nhận" if lang == "vi" else "Received"
    told: list[list[str]] = [[] for _ in range(len(frame))]
    has_numbers = frame[["value", "relative", "points", "published_at"]].notna().any(axis=1)
    speaks = has_numbers | frame["words"].fillna("").ne("")  # few do of all communes of the country
    for lines, row in zip(compress(told, speaks), rows(frame[speaks], TOLD), strict=True):
        if shown != "value" and pd.notna(row["value"]):
            lines.append(f"{formats.number(row['value'], lang=lang)} {own}")
        if column and pd.notna(change := row[column]):
            lines.append(f"{naming.arrow(change)} {formats.number(abs(change), 1, lang=lang)} {moved}")
        lines += tooltip_of_absence(row, lang)
        if pd.notna(row["published_at"]):
            status = naming.status_words(row["status"], lang)
            lines.append(f"{received} {formats.date(row['published_at'])} · {status}")
    return told


def tooltip_of_absence(row: Mapping[Any, Any], lang: str = "vi") -> list[str]:
    """What the sender wrote where a number should be, or why it was not taken; nothing where there is a number."""
    words = row.get("words")
    if pd.notna(row["value"]) or not isinstance(words, str) or not words:
        return []
    if row["status"] == "refused":
        return [words]
    return [f"{'Đơn vị ghi' if lang == 'vi' else 'The sender wrote'} «{words}»"]


def rows(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each row by column; several times as fast as ``DataFrame.to_dict`` of columns of several types."""
    cells = [frame[name].tolist() for name in columns]
    return (dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True))
