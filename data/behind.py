"""Who is behind a year's plan, by how much, and since which month.  Pure: levels in, frame out.

Behind is who has reached a smaller share of the plan than of the year has passed: at the end of October ten twelfths.
"""

import numpy as np
import pandas as pd

from data import periods
from data.levels import Levels

COLUMNS = ["area_code", "share", "since", "reached", "plan", "basis"]


def behind(found: Levels, period: str, basis: str = "") -> pd.DataFrame:
    """The subjects of ``found`` that are behind at a month, the furthest first, equal ones by code.

    Columns: ``area_code``, ``share`` (percent of the plan reached), ``since`` (the first month of this year from which
    every known month was behind), and what the share is made of: ``reached`` since January, ``plan`` and
    ``basis`` (who set it).  A month without a value neither begins nor ends being behind.
    """
    plan, basis_of = found.plan(period[:4], basis)
    months = periods.to_date(period)
    reached = np.stack([found.at(month, "cumulative").value for month in months])
    shares = reached / np.where(plan > 0, plan, np.nan) * 100
    passed = np.array([periods.share_of_year_elapsed(month) * 100 for month in months])
    late = shares < passed[:, None]
    rows = []
    for place in np.flatnonzero(late[-1]):
        in_time = np.flatnonzero(np.isfinite(shares[:, place]) & ~late[:, place])
        first = in_time[-1] + 1 if len(in_time) else 0
        since = first + int(np.flatnonzero(late[first:, place])[0])
        made_of = (float(reached[-1, place]), float(plan[place]), str(basis_of[place]))
        rows.append((found.subjects[place], float(shares[-1, place]), months[since], *made_of))
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["share", "area_code"], ignore_index=True)
