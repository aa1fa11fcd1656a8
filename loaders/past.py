"""What each series of a file showed before, as one block of numbers: a line per series, a column per period.

A history has a hundred thousand rows and more; asked series by series, or by joining frames of texts, it would take
longer than all the rest of a preview.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.robust import Floats
from loaders.findings import SERIES

Numbers = npt.NDArray[np.intp]


class Past:
    """The known values of the series that rows belong to.

    ``line``: of each row (its index) the line in ``values``: series × ``periods``, NaN where nothing is known.
    """

    def __init__(self, rows: pd.DataFrame, history: pd.DataFrame) -> None:
        known = history[history["value"].notna()]
        own, others = np.zeros(len(rows), dtype=np.int64), np.zeros(len(known), dtype=np.int64)
        is_own = np.ones(len(known), dtype=bool)
        for name in SERIES:
            labels = pd.Index(rows[name].unique())
            codes = places(known[name], labels)
            is_own &= codes >= 0
            own, others = own * len(labels) + places(rows[name], labels), others * len(labels) + codes
        series, lines = np.unique(own, return_inverse=True)
        at = np.searchsorted(series, others).clip(max=max(len(series) - 1, 0))
        is_own &= series[at] == others if len(series) else False
        told = known[is_own]
        self.line = pd.Series(lines, index=rows.index)
        self.periods = [str(period) for period in told["period"].unique()]
        self.values: Floats = np.full((len(series), len(self.periods)), np.nan)
        self.values[at[is_own], places(told["period"], pd.Index(self.periods))] = told["value"].to_numpy(dtype=float)

    def of(self, rows: pd.DataFrame) -> Numbers:
        """The lines of rows, in their order."""
        return np.asarray(self.line.loc[rows.index], dtype=np.intp)

    def same_season(self, rows: pd.DataFrame, period: str) -> Floats:
        """What the series of rows of one period showed in the same season of the years before; a line per row."""
        year, season = period[:4], period[4:]
        columns = [at for at, one in enumerate(self.periods) if one[4:] == season and one[:4] < year]
        return self.values[self.of(rows)][:, columns]


def places(labels: pd.Series, among: pd.Index) -> Numbers:
    """Where each label stands among others; -1 where it does not."""
    if isinstance(labels.dtype, pd.CategoricalDtype):
        return np.asarray(among.get_indexer(labels.cat.categories)[labels.cat.codes], dtype=np.intp)
    return np.asarray(among.get_indexer(pd.Index(labels)), dtype=np.intp)
