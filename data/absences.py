"""Why a commune has no number: what its sender wrote instead, or what was refused of it and why."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection

from data import periods, remembered
from data.answers import Ask
from data.levels import Level, Levels

# What a sender writes where it has no number, and what that is shown as; anything else says that there is none.
STATED = {"đang cập nhật": "updating", "chưa đến kỳ": "not_due", "chưa đến hạn": "not_due"}


def stated(level: Level) -> npt.NDArray[np.object_]:
    """The statuses of a level; those that only say that a number is missing as their sender put it.

    ``updating``, ``not_due``, or ``none`` for everything else, also for a mere "…".
    """
    status = level.status.copy()
    for place in np.flatnonzero(status == "missing"):
        status[place] = STATED.get(str(level.words[place]), "none")
    return status


def refused(conn: Connection, ask: Ask, found: Levels) -> dict[str, str]:
    """Why the number of a commune was refused and still is awaited, by its code; of a sum that of its newest month."""
    cells = remembered.refused_values(conn, ask.indicator.code, ask.province_code, ask.breakdown)
    if cells.empty:
        return {}
    if ask.as_of is not None:
        cells = cells[cells["published_at"] <= ask.as_of]
    months = periods.to_date(ask.period) if ask.measure == "cumulative" else []
    own = cells["measure"].eq(ask.measure) & cells["period"].eq(ask.period)
    parts = cells["measure"].eq("actual") & cells["period"].isin(months)
    wanted = cells[own | parts].sort_values("period", kind="stable")
    told: dict[str, str] = {}
    for (period, measure), part in wanted.groupby(["period", "measure"], sort=False):
        mended = _mended(found, str(period), str(measure))
        rows = zip(part["area_code"], part["reason"], strict=True)
        told |= {str(area): str(reason) for area, reason in rows if area not in mended}
    return told


def with_refused(frame: pd.DataFrame, reasons: Mapping[str, str]) -> pd.DataFrame:
    """The communes of a view, those of whom nothing came but a refused cell with ``refused`` and the reason."""
    if not reasons:
        return frame
    told = frame["area_code"].map(reasons)
    silent = frame["published_at"].isna() & frame["value"].isna() & told.notna()
    return frame.assign(
        status=frame["status"].mask(silent, "refused"), words=frame["words"].astype(object).mask(silent, told)
    )


def _mended(found: Levels, period: str, measure: str) -> set[str]:
    """The communes that have the number after all."""
    there = np.isfinite(found.at(period, measure).value)
    return {area for area, known in zip(found.subjects, there, strict=True) if known}
