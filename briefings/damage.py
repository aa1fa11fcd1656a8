"""What an event has cost by the newest bulletins: a row per item, with its total and where most of it is."""

from typing import Any, Final

import pandas as pd

from briefings import blocks
from components import formats
from data.bulletin_items import damage
from data.catalogue import vocabulary
from exports.briefing.model import Block, Cell, Column

WORST: Final = 3  # communes that are named
COLUMNS: Final = (
    Column("Mục", width=2.2), Column("Đơn vị", width=0.9), Column("Toàn tỉnh", "number", 1.1),
    Column("Nơi nhiều nhất", width=3.0), Column("Theo", width=2.6),
)  # fmt: skip


def by_item(latest: pd.DataFrame) -> list[Block]:
    """The newest figures (``data.bulletins.latest`` of both levels, with ``area_level``) as a table of items."""
    if latest.empty:
        return []
    rows = [_row(one.name, one.unit, latest[latest["item"] == one.item]) for one in damage()]
    return blocks.simple_table("Thiệt hại và hỗ trợ theo mục", COLUMNS, [row for row in rows if row])


def _row(name: str, unit: str, own: pd.DataFrame) -> tuple[Cell, ...]:
    """Nothing where no bulletin speaks of the item."""
    if own.empty:
        return ()
    whole, communes = own[own["area_level"] == "province"], own[own["area_level"] == "commune"]
    label = vocabulary("units").get(unit, ("",))[0] or "–"
    value = float(whole["value"].iloc[0]) if len(whole) else float(communes["value"].sum())
    worst = communes[communes["value"] > 0].sort_values(["value", "area_name"], ascending=[False, True]).head(WORST)
    told = zip(worst["area_name"], worst["value"].astype(float), strict=True)
    places = "; ".join(f"{place}: {formats.number(most)}" for place, most in told) or "–"
    by = _whose(whole.iloc[0].to_dict()) if len(whole) else f"cộng từ {len(communes)} xã, phường"
    return (Cell(name), Cell(label), Cell(formats.number(value), value), Cell(places), Cell(by))


def _whose(row: dict[Any, Any]) -> str:
    """Who said it and when, and who says otherwise."""
    told = f"{row['issuing_body'] or 'bản tin'} ({row['issued_at']:%d/%m/%Y})"
    if pd.notna(row["other"]):
        told += f"; {row['other_body']} báo {formats.number(row['other'])} ({row['other_at']:%d/%m/%Y})"
    return told
