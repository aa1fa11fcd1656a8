"""Small numbers are taken out of a version before anybody can ask for them, and enough others that none can be told.

Done once, while a version is built, on all values of an indicator together: what a table hides, another table, a month
before or a sum cannot give away, and no page, export or later question can forget to hide it.  The deliveries keep what
was sent.  A value once withheld is withheld in all its revisions.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import sqlalchemy as sa
from scipy import sparse
from sqlalchemy import Connection

from data import catalogue, queries, tables
from data.catalogue import Indicator
from data.protection import Board
from data.small_numbers import Rule, rule_of
from data.sums import Cell, Cells, determined

HELD = ("actual", "cumulative", "estimate")  # a plan counts nobody
AT_ONCE = 500  # coordinates in one statement
COORDINATES = ["area_code", "period", "breakdown", "measure"]


def withhold(conn: Connection, rules: Sequence[Rule]) -> int:
    """Empties the values of ``observation`` that may not be shown, as status ``suppressed``; returns how many.

    A rate goes where its numerator or its denominator goes: with the other one it would tell it.
    """
    if not rules:
        return 0
    parents = _parents(conn)
    gone: dict[str, pd.DataFrame] = {}
    for indicator in catalogue.indicators().values():
        if rule := rule_of(indicator, tuple(rules)):
            found = _values(conn, indicator.code)
            frame = found[hidden(found, indicator, rule.limit, parents)]
            gone[indicator.code] = frame[COORDINATES].drop_duplicates()
    for rate in catalogue.indicators().values():
        parts = [gone[code] for code in (rate.numerator, rate.denominator) if code in gone]
        if rate.kind == "rate" and parts:
            gone[rate.code] = pd.concat(parts).drop_duplicates()
    return sum(_empty(conn, code, frame) for code, frame in gone.items() if len(frame))


def hidden(values: pd.DataFrame, indicator: Indicator, limit: float, parents: dict[str, str]) -> np.ndarray:
    """Which rows of ``values`` are not shown: one bool per row.

    Args:
        values: all revisions of one indicator: COORDINATES, ``value`` (float, NaN where there is none), ``status``.
        limit: values above zero and under it are small.
        parents: the area that each area is a part of.
    """
    told = values["value"].notna() | values["status"].eq("suppressed")
    small = values["value"].gt(0) & values["value"].lt(limit) | values["status"].eq("suppressed")
    known = values.assign(small=small)[told]
    newest = known.groupby(COORDINATES, sort=False).agg(value=("value", "last"), small=("small", "any"))
    cells = [Cell(*key) for key in newest.index]
    small_ones, amounts = newest["small"].to_numpy(dtype=bool), newest["value"].to_numpy(dtype=float)
    mask, adds = small_ones, indicator.kind == "flow"
    plain, complete = Cells(cells, parents), Cells(cells, parents, with_parts=True)
    for numbers in (plain, complete) if len(complete.numbers) > len(plain.numbers) else (complete,):
        mask = _protected(numbers, amounts, small_ones, mask, limit, adds=adds, everywhere=numbers is complete)
    away = {cell for cell, gone in zip(cells, mask, strict=True) if gone}
    return np.array([Cell(*key) in away for key in values[COORDINATES].itertuples(index=False, name=None)], dtype=bool)


def _protected(
    numbers: Cells,
    values: np.ndarray,
    small: np.ndarray,
    start: np.ndarray,
    limit: float,
    *,
    adds: bool,
    everywhere: bool,
) -> np.ndarray:
    """The cells of ``start``, small ones among them, and as many others as are needed that none can be worked out.

    ``adds`` over time.  ``everywhere``: however far away the others are; sums that take what was left out for nothing
    may contradict each other, and no number of hidden cells mends that.
    """
    matrix = numbers.matrix(adds_over_time=adds)
    reported, total = len(values), matrix.shape[1]
    away = np.zeros(total, dtype=bool)
    away[:reported], away[reported:] = start, True
    board = Board(numbers, values, adds_over_time=adds)
    board.hide(np.flatnonzero(away))
    while True:
        exposed = np.flatnonzero(determined(matrix, away, reported)[:reported])
        more = _patterns(board, exposed, away) if len(exposed) else set()
        if not more:  # nothing is exposed, or no pattern helps: one at a time
            bare = exposed if len(exposed) else _guessable(matrix, away, values, small, limit)
            more = _partners(matrix, bare, away, board.cost_of(reported), everywhere=everywhere and len(exposed) > 0)
        if not more:
            break  # nothing is exposed, or everything that it adds up with is hidden already
        away[list(more)] = True
        board.hide(more)
    return away[:reported]


def _patterns(board: Board, exposed: Iterable[int], away: np.ndarray) -> set[int]:
    """What has to be hidden with the exposed cells; a pattern protects every cell in it."""
    safe: set[int] = set()
    for cell in exposed:
        if cell not in safe:
            pattern = board.pattern(int(cell))
            board.hide(pattern)
            safe |= pattern
    return {cell for cell in safe if not away[cell]}


def _guessable(
    matrix: sparse.csr_array, away: np.ndarray, values: np.ndarray, small: np.ndarray, limit: float
) -> np.ndarray:
    """The hidden cells of sums that only one amount under the limit fits."""
    known = np.zeros(len(away), dtype=bool)
    for row in range(matrix.shape[0]):
        columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        own = columns[away[columns]]
        if not len(own) or own.max() >= len(values) or not small[own].all() or np.isnan(values[own]).any():
            continue
        signs = matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]][away[columns]]
        if (signs == signs[0]).all() and values[own].sum() in (len(own), len(own) * (limit - 1)):
            known[own] = True
    return np.flatnonzero(known[: len(values)])


def _partners(
    matrix: sparse.csr_array, exposed: Iterable[int], away: np.ndarray, cost: np.ndarray, *, everywhere: bool
) -> set[int]:
    """For every exposed cell another one to hide with it: the smallest of a sum that it is in, or of those around.

    ``everywhere`` goes on to sums that only others have to do with, until there is a cell that is still shown.
    """
    by_cell = matrix.tocsc()
    served: set[int] = set()
    more: set[int] = set()
    for cell in exposed:
        rows = by_cell.indices[by_cell.indptr[cell] : by_cell.indptr[cell + 1]]
        if served.intersection(rows.tolist()):
            continue
        nearest = _smallest(matrix, rows, away, cost)
        around = rows
        while nearest is None:  # these sums are hidden whole: further away
            wider = np.unique(by_cell[:, np.unique(matrix[around].indices)].indices)
            if len(wider) == len(around):
                break
            around = wider
            nearest = _smallest(matrix, around, away, cost)
            if not everywhere:
                break
        if nearest is not None:
            more.add(nearest)
            served.update(rows.tolist())
    return more


def _smallest(matrix: sparse.csr_array, rows: np.ndarray, away: np.ndarray, cost: np.ndarray) -> int | None:
    """The cheapest cell of some equations that is still shown; None when there is none."""
    columns = np.unique(matrix[rows].indices)
    shown = columns[(columns < len(cost)) & ~away[columns]]
    return int(shown[cost[shown].argmin()]) if len(shown) else None


def _parents(conn: Connection) -> dict[str, str]:
    """The province of every commune."""
    place = tables.area.c
    query = sa.select(place.area_code, place.parent_code).where(place.area_level == "commune")
    return {row.area_code: row.parent_code for row in conn.execute(query)}


def _values(conn: Connection, code: str) -> pd.DataFrame:
    """All revisions of an indicator's counts: COORDINATES, ``value``, ``status``, in the order of publication."""
    obs = tables.observation.c
    columns = [obs[name] for name in (*COORDINATES, "value", "status")]
    number = queries.indicator_ids(conn, [code])[code]
    query = sa.select(*columns).where(obs.indicator_id == number, obs.measure.in_(HELD)).order_by(obs.published_at)
    rows = conn.execute(query).all()
    frame = pd.DataFrame(rows, columns=[*COORDINATES, "value", "status"])
    return frame.assign(value=frame["value"].astype(float))


def _empty(conn: Connection, code: str, frame: pd.DataFrame) -> int:
    """Takes the values at these coordinates out of the warehouse; returns how many rows were emptied."""
    obs = tables.observation.c
    number = queries.indicator_ids(conn, [code])[code]  # a literal number prunes the big table
    there = (obs.indicator_id == number, obs.value.is_not(None) | obs.text_value.is_not(None))
    coordinates = sa.tuple_(*(obs[name] for name in COORDINATES))
    emptied = 0
    keys = list(frame[COORDINATES].itertuples(index=False, name=None))
    for first in range(0, len(keys), AT_ONCE):
        where = (*there, coordinates.in_(keys[first : first + AT_ONCE]))
        emptied += int(conn.execute(sa.select(sa.func.count()).where(*where)).scalar_one())
        emptying = {"value": None, "text_value": None, "status": "suppressed"}
        conn.execute(sa.update(tables.observation).where(*where).values(**emptying))
    return emptied
