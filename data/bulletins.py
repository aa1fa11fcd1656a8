"""What bulletins said of an event, as they said it, and what they say together.

Figures are states, never additions: the newest of a body counts, and it may be lower than the one before.  Bodies that
disagree are both kept; where one number is needed it is the newest, and the difference is shown beside it.
"""

from datetime import datetime

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.bulletin_items import LEVEL
from data.frames import frame
from data.tables import END_OF_TIME, bulletin_figure

_figure = bulletin_figure.c
COLUMNS = [column.name for column in bulletin_figure.columns if column.name != "superseded_at"]
BULLETIN = ["issued_at", "issuing_body"]


def figures(conn: Connection, event_code: str, province_code: str = "", until: datetime | None = None) -> pd.DataFrame:
    """Every figure of an event, oldest bulletin first, in COLUMNS.

    Args:
        province_code: only figures of areas in this province of today; "" for all, the nation too.
        until: bulletins issued later are left out.
    """
    query = sa.select(*(_figure[name] for name in COLUMNS)).where(
        _figure.event_code == event_code, _figure.superseded_at == END_OF_TIME
    )
    if province_code:
        query = query.where(_figure.province_code == province_code)
    if until is not None:
        query = query.where(_figure.issued_at <= until)
    found = frame(conn, query.order_by(_figure.issued_at, _figure.issuing_body, _figure.area_name, _figure.item))
    return found.assign(issued_at=pd.to_datetime(found["issued_at"]))


def totals(found: pd.DataFrame, area_name: str, level: str = "province") -> pd.DataFrame:
    """What each bulletin says of one area: one row per bulletin, a column per item (NaN: not said), oldest first."""
    mine = found[(found["area_name"] == area_name) & (found["area_level"] == level) & (found["item"] != LEVEL)]
    table = mine.pivot_table(index=BULLETIN, columns="item", values="value", aggfunc="last")
    return table.reset_index().rename_axis(columns=None)


def latest(found: pd.DataFrame, level: str = "commune") -> pd.DataFrame:
    """The newest figure of every area and item of a level, with what another body said last where it differs.

    Columns: ``area_code``, ``area_name``, ``item``, ``value``, ``issued_at``, ``issuing_body``, ``other`` (NaN where
    nobody disagrees), ``other_body``, ``other_at``, ``before`` (of the same body; NaN for the first); ``delivery_id``,
    ``sheet`` and ``cell`` of the newest.
    """
    said: dict[tuple[str, str, str], dict[str, list[tuple[pd.Timestamp, float]]]] = {}
    mine = found[found["area_level"] == level].sort_values("issued_at", kind="stable")
    columns = ["area_code", "area_name", "item", "issuing_body", "issued_at", "value"]
    for code, name, item, body, at, value in mine[columns].itertuples(index=False, name=None):
        bodies = said.setdefault((code, name, item), {})
        bodies[body] = [*bodies.pop(body, []), (at, value)]  # who spoke last stands last
    rows = [(*key, *_last_words(bodies)) for key, bodies in said.items()]
    told = ["value", "issued_at", "issuing_body", "before", "other", "other_body", "other_at"]
    return _with_cells(pd.DataFrame(rows, columns=["area_code", "area_name", "item", *told]), mine)


def _with_cells(newest: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The same with where each figure stands."""
    same = ["area_code", "area_name", "item", "issuing_body", "issued_at"]
    where = figures[[*same, "delivery_id", "sheet", "cell"]].drop_duplicates(same, keep="last")
    return newest.merge(where, on=same, how="left") if len(newest) else newest.assign(delivery_id="", sheet="", cell="")


def _last_words(bodies: dict[str, list[tuple[pd.Timestamp, float]]]) -> tuple[object, ...]:
    """The last word, who said it, its own word before, and the last one of another named body that differs."""
    *earlier, (body, words) = bodies.items()
    at, value = words[-1]
    before = words[-2][1] if len(words) > 1 else float("nan")
    # An older word of a body that does not give its name is an earlier state, not a contradiction.
    others = [(name, own[-1]) for name, own in earlier if name and body and own[-1][1] != value]
    if not others:
        return value, at, body, before, float("nan"), "", pd.NaT
    other, (other_at, other_value) = others[-1]
    return value, at, body, before, other_value, other, other_at


def official_levels(found: pd.DataFrame) -> pd.DataFrame:
    """The newest official level of every area.

    Columns: ``area_code``, ``area_level``, ``value``, ``issued_at``, ``issuing_body``, and of its cell ``delivery_id``,
    ``sheet``, ``cell``.
    """
    mine = found[(found["item"] == LEVEL) & (found["area_code"] != "")]
    newest = mine.sort_values("issued_at", kind="stable").drop_duplicates("area_code", keep="last")
    return newest[["area_code", "area_level", "value", "issued_at", "issuing_body", "delivery_id", "sheet", "cell"]]
