"""What bulletins about a disaster count, read from ``data/catalogue/risk/bulletin_items.csv``."""

from dataclasses import dataclass
from functools import cache

from data.catalogue import FOLDER, records

LEVEL = "risk_level"  # the official level, which wins over what is proposed
TOTAL, PARTS = "dead_or_missing", ("dead", "missing")


@dataclass(frozen=True)
class Item:
    """One figure of a bulletin; ``group``: people, houses, production, works, money, relief, level."""

    item: str
    name: str
    name_en: str
    unit: str
    group: str
    polarity: str


@cache
def items() -> dict[str, Item]:
    """All items by code, in the order to show them."""
    return {cells["item"]: Item(**cells) for _, cells in records(FOLDER / "risk" / "bulletin_items.csv")}


def damage() -> list[Item]:
    """What is counted: every item but the level."""
    return [one for one in items().values() if one.item != LEVEL]
