"""What was remarked on the single values that a view shows, when they were loaded."""

from pathlib import Path

from sqlalchemy import Connection

from data import checked, queries
from data.answers import Ask


def of_values(conn: Connection, ask: Ask, root: Path | None) -> list[tuple[str, str]]:
    """Area and remark of every value of the asked indicator, period and breakdown that has one, in the order of areas.

    A remark is a Vietnamese sentence of the checks; a store whose deliveries are not at hand has none.
    """
    cells = queries.cells(conn, ask.indicator.code, ask.province_code, ask.period, ask.breakdown, as_of=ask.as_of)
    found = []
    for delivery_id, own in cells.groupby("delivery_id", sort=False):
        told = checked.by_cell(root, str(delivery_id))
        for sheet, cell, name in own[["sheet", "cell", "area_name"]].itertuples(index=False):
            found += [(str(name), text) for text in told.get((sheet, cell), ())]
    return list(dict.fromkeys(found))
