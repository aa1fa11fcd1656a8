"""What is known already of the cells that a delivery speaks of: what a preview compares it with."""

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data import catalogue, engine, frames, paths, periods, queries, versions
from data.engine import Warehouse
from data.rights import reach
from data.rights.guard import guarded
from data.rights.reader import current
from data.rights.visible import WAREHOUSE
from data.tables import END_OF_TIME, OBSERVATION_KEY, delivery, observation

COLUMNS = [*OBSERVATION_KEY, "value", "text_value", "status", "published_at"]
HISTORY = [*COLUMNS, "frequency"]
YEARS_BACK = 6  # of the same month, for what is usual in a season
PERIODS_BACK = 12  # just before, for what is usual in a series
TOGETHER = (
    16  # indicators whose values are fetched at once: in all communes, of several axes, some hundred thousand rows
)


def nothing() -> pd.DataFrame:
    """The history of an empty store: no rows, columns HISTORY in their types."""
    return _nothing().copy()


@cache
def _nothing() -> pd.DataFrame:
    types = {name: "float64" if name == "value" else "str" for name in HISTORY} | {"published_at": "datetime64[us]"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})


@contextmanager
def _seen(root: Path) -> Iterator[Connection]:
    """The served version of a store, as far as the reader sees: what checks remark tells what is known."""
    with Warehouse(root).connect() as conn:
        yield guarded(conn, WAREHOUSE)


def known_values(root: Path, observations: pd.DataFrame) -> pd.DataFrame:
    """The newest published values of the same indicators, in the same periods and those before; COLUMNS.

    Only of the same areas, breakdowns and measures where the observations name them.  No rows when nothing was
    published yet.

    Raises:
        WarehouseError: the served version cannot be read.
    """
    if observations.empty or not engine.is_published(root):
        return pd.DataFrame(columns=COLUMNS)
    with _seen(root) as conn:
        codes, ids = observations["indicator_code"].unique().tolist(), _with_earlier(observations["period"])
        return _newest(conn, codes, ids, COLUMNS, *(observation.c[n].in_(v) for n, v in _named(observations).items()))


def history(root: Path, observations: pd.DataFrame, also: Sequence[str] = ()) -> pd.DataFrame:
    """The newest known values of the same indicators (and those of ``also``) in the same and earlier periods.

    Columns HISTORY.  Of the same periods: all areas, of indicators that are summed over areas and of ``also``, so that
    they can be added up; and all breakdowns of the same areas, also of the period just before.  Of the year before and
    the same month of the years before: the areas, breakdowns and measures of the observations.  Deliveries that are
    kept but not published yet count too, for the house itself.  No rows in an empty store.  Texts may come as
    categories.

    Raises:
        WarehouseError: the served version cannot be read.
    """
    if observations.empty:
        return nothing()
    codes = sorted({*observations["indicator_code"].unique(), *also})
    near = set(_with_earlier(observations["period"]))
    ids = sorted(near | {earlier for period in observations["period"].unique() for earlier in _with_usual(str(period))})
    about = observation.c
    at, of, kind = (about[name].in_(values) for name, values in _named(observations).items())
    same, before = about.period.in_(observations["period"].unique().tolist()), about.period.in_(sorted(near))
    summed = {code for code in codes if catalogue.get(code).over_areas == "sum"} | {*also}
    added_up = same & about.indicator_code.in_(sorted(summed))
    wanted = (at & before) | (of & kind & (at | added_up))
    served, published = nothing(), set[str]()
    if engine.is_published(root):
        with _seen(root) as conn:
            served = _newest(conn, codes, ids, HISTORY, wanted, coded=True)
        with Warehouse(root).connect() as conn:
            published = _published(conn)
    if not reach.of(current()).is_whole:  # a reach is laid over questions, and what waits is in files
        return served
    unpublished = _unpublished(root, published, codes, ids)
    if not unpublished:
        return served
    every = pd.concat([served, *unpublished], ignore_index=True).sort_values("published_at", kind="stable")
    return every.drop_duplicates(list(OBSERVATION_KEY), keep="last").reset_index(drop=True)


def said_before(
    root: Path, layout: str, agency: str, province_code: str, period: str, until: datetime
) -> Iterator[pd.DataFrame]:
    """What earlier deliveries of the same table still say, some indicators at a time: published, and in force.

    The same table: of the same layout, agency and period, known ``until`` then.  Columns COLUMNS, ``delivery_id``,
    ``file_name``, ``received_at``; texts may come as categories.  Nothing when nothing was published yet.

    Raises:
        WarehouseError: the served version cannot be read.
    """
    if not engine.is_published(root):
        return
    of, about = delivery.c, observation.c
    same = (of.layout == layout, of.agency == agency, of.province_code == province_code, of.period == period)
    with _seen(root) as conn:
        sent = sa.select(of.delivery_id, of.file_name, of.received_at).where(*same, of.published_at <= until)
        files = frames.frame(conn, sent)
        own = about.delivery_id.in_(files["delivery_id"].tolist())
        spoken = sa.select(about.indicator_id).where(own).distinct().order_by(about.indicator_id)
        ids = conn.execute(spoken).scalars().all() if len(files) else []
        for start in range(0, len(ids), TOGETHER):
            some = about.indicator_id.in_(ids[start : start + TOGETHER])
            columns = (*(about[name] for name in COLUMNS), about.delivery_id)
            query = sa.select(*columns).where(some, own, about.superseded_at == END_OF_TIME)
            found = frames.frame_of_texts(conn, query, coded=True)
            if len(found):
                yield found.merge(files, on="delivery_id")


def waiting(root: Path) -> set[str]:
    """The ids of deliveries that are kept and were never published: not yet, or killed before that.

    Raises:
        WarehouseError: the served version cannot be read.
    """
    kept = {path.parent.name for path in paths.deliveries(root).glob("*/delivery.json")}
    if not kept or not engine.is_published(root):
        return kept
    with Warehouse(root).connect() as conn:
        return kept - _published(conn) - versions.held(root)


def _published(conn: Connection) -> set[str]:
    return set(conn.execute(sa.select(delivery.c.delivery_id)).scalars())


def _unpublished(root: Path, published: Set[str], codes: list[str], ids: list[str]) -> list[pd.DataFrame]:
    """What the deliveries say that are kept but in no served version, one frame each, oldest received first."""
    folders = [path.parent for path in paths.deliveries(root).glob("*/delivery.json")]
    waiting = [folder for folder in folders if folder.name not in published]
    waiting.sort(key=lambda folder: (folder / "delivery.json").stat().st_mtime)
    where = [("indicator_code", "in", codes), ("period", "in", ids)]
    frames = [pd.read_parquet(folder / "observations.parquet", columns=HISTORY, filters=where) for folder in waiting]
    return [frame for frame in frames if len(frame)]


def _named(observations: pd.DataFrame) -> dict[str, list[str]]:
    """The areas, breakdowns and measures of observations, as far as they have such columns."""
    columns = [name for name in ("area_code", "breakdown", "measure") if name in observations]
    return {name: observations[name].unique().tolist() for name in columns}


def _with_usual(period: str) -> set[str]:
    """The period, those just before it, and the same one of earlier years."""
    found, before, same = {period}, period, period
    for _ in range(PERIODS_BACK):
        before = periods.previous(before)
        found.add(before)
    for _ in range(YEARS_BACK):
        same = periods.same_last_year(same)
        found.add(same)
    return found


def _with_earlier(ids: pd.Series) -> list[str]:
    """The periods and the one before each: cumulative values are checked against those."""
    named = set(ids.unique())
    return sorted(named | {periods.previous(period) for period in named})


def _newest(
    conn: Connection,
    codes: list[str],
    ids: list[str],
    columns: list[str],
    *where: sa.ColumnElement[bool],
    coded: bool = False,
) -> pd.DataFrame:
    about = observation.c
    query = sa.select(*(about[name] for name in columns)).where(
        about.indicator_id.in_(list(queries.indicator_ids(conn, codes).values())),
        about.period.in_(ids),
        about.superseded_at == END_OF_TIME,
        *where,
    )
    frame = frames.frame_of_texts(conn, query, coded=coded)  # a history may have a hundred thousand rows
    return frame if len(frame) else nothing()[columns]
