"""What an event has cost by the newest bulletins: a row per item, with its total and where most of it is."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from briefings import blocks
from components import formats
from data.bulletin_items import Item, damage
from data.catalogue import vocabulary
from data.keys import CellKey, MadeKey
from exports.briefing.model import Block, Cell, Column

WORST: Final = 3  # places that are named
COLUMNS: Final = (
    Column("Mục", width=2.2), Column("Đơn vị", width=0.9), Column("Toàn tỉnh", "number", 1.1),
    Column("Nơi nhiều nhất", width=3.0), Column("Theo", width=2.6),
)  # fmt: skip


@dataclass(frozen=True)
class Loss:
    """One item: its total, whether bulletins speak of the whole province, the places with most of it, by whom."""

    item: Item
    total: float
    of_province: bool
    places: str
    by: str
    behind: str = ""  # key of the cells that the total was added up from
    places_behind: str = ""  # key of the cells of the places that are named

    @property
    def unit(self) -> str:
        return vocabulary("units").get(self.item.unit, ("",))[0]


def losses(latest: pd.DataFrame) -> list[Loss]:
    """What the newest figures (``data.bulletins.latest`` of both levels, with ``area_level``) come to, item by item.

    Former provinces that this one is made of speak for themselves: their figures are added up, as those of communes
    are where nobody speaks of the whole.
    """
    told = [(one, latest[latest["item"] == one.item]) for one in damage()] if len(latest) else []
    return [_loss(item, own) for item, own in told if len(own)]


def _loss(item: Item, own: pd.DataFrame) -> Loss:
    whole, communes = own[own["area_level"] == "province"], own[own["area_level"] == "commune"]
    summed = whole if len(whole) else communes
    parts = communes if len(whole) == 1 else summed
    worst = parts[parts["value"] > 0].sort_values(["value", "area_name"], ascending=[False, True]).head(WORST)
    places = zip(worst["area_name"], worst["value"].astype(float), strict=True)
    named = "; ".join(f"{place}: {formats.number(most)}" for place, most in places)
    by = "; ".join(dict.fromkeys(_whose(dict(row)) for row in whole.to_dict("records")))
    return Loss(item, float(summed["value"].sum()), len(whole) > 0, named,
                by or f"cộng từ {len(communes)} xã, phường", _cells("summed_figures", summed),
                _cells("hardest_hit", worst))  # fmt: skip


def _cells(rule: str, figures: pd.DataFrame) -> str:
    columns = ["delivery_id", "sheet", "cell"]
    if figures.empty or not set(columns) <= set(figures.columns):
        return ""
    places = figures[columns].itertuples(index=False, name=None)
    return MadeKey(rule, tuple(CellKey(*place) for place in places)).text()


def by_item(latest: pd.DataFrame) -> list[Block]:
    """The losses as a table."""
    rows = [
        (Cell(one.item.name), Cell(one.unit or "–"), Cell(formats.number(one.total), one.total, behind=one.behind),
         Cell(one.places or "–", behind=one.places_behind), Cell(one.by))
        for one in losses(latest)
    ]  # fmt: skip
    return blocks.simple_table("Thiệt hại và hỗ trợ theo mục", COLUMNS, rows)


def _whose(row: dict[Any, Any]) -> str:
    """Who said it and when, and who says otherwise."""
    told = f"{row['issuing_body'] or 'bản tin'} ({row['issued_at']:%d/%m/%Y})"
    if pd.notna(row["other"]):
        told += f"; {row['other_body']} báo {formats.number(row['other'])} ({row['other_at']:%d/%m/%Y})"
    return told
