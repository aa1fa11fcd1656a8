"""What is usual, by medians: one wild value, or ten, do not move what the others are held against."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MAD_TO_DEVIATION = 1.4826  # the median deviation of normal values times this is their standard deviation


def median(values: Floats, axis: int = -1) -> Floats:
    """The median along an axis of what is not NaN; NaN where nothing is.  Many times as fast as ``np.nanmedian``."""
    if values.shape[axis] == 0:
        return np.full(np.delete(np.array(values.shape), axis), np.nan)
    ordered = np.sort(values, axis=axis)  # NaN goes to the end
    known = np.isfinite(values).sum(axis=axis, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(known - 1, 0) // 2, axis=axis)
    high = np.take_along_axis(ordered, np.minimum(known // 2, values.shape[axis] - 1), axis=axis)
    return np.asarray(np.where(known > 0, (low + high) / 2, np.nan).squeeze(axis=axis), dtype=float)


def deviation(values: Floats, axis: int = -1) -> Floats:
    """The median distance from the median, as a standard deviation; NaN where nothing is known."""
    middle = np.expand_dims(median(values, axis), axis)
    return median(np.abs(values - middle), axis) * MAD_TO_DEVIATION


@dataclass(frozen=True)
class Usual:
    """What a value should be near: ``expected``, how far values usually lie from it, and of how many others that is."""

    expected: Floats
    width: Floats
    of: npt.NDArray[np.intp]


def seasonal(values: Floats, season: int, floor: float, last: int = 0) -> Usual:
    """What the ``last`` values of each series should be (0: all) by the same season of the years before.

    Args:
        values: a row per series, a column per period without gaps in time; NaN where nothing came.
        season: periods of a year: 12 of months, 1 of years.
        floor: the least width, as a share of what is expected: nothing is as exact as a series without noise seems.

    Each earlier year says what it was plus the usual yearly step; the median of them is expected, so that one odd year
    makes no echo in the next.  A value is never held against itself.
    """
    shown = min(last or values.shape[1], values.shape[1])
    years = values.shape[1] // season + 1
    steps = values - _later(values, season)
    step = median(steps)[:, None]
    said = [_later(values, season * back)[:, -shown:] + step * back for back in range(1, years)]
    each = np.stack(said) if said else np.full((1, len(values), shown), np.nan)
    expected = median(each, axis=0)
    width = np.fmax(deviation(steps)[:, None], floor * np.abs(expected))
    return Usual(expected, np.where(np.isfinite(expected), width, np.nan), np.isfinite(each).sum(axis=0))


def ratio(above: Floats, below: Floats) -> Floats:
    """The quotient of two arrays of one shape; NaN where it would be divided by zero."""
    return np.asarray(np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0), dtype=float)


def peers(values: Floats, floor: float) -> Usual:
    """What each value should be near by the others of its column; ``floor`` is the least width."""
    middle, wide = median(values, axis=0), np.fmax(deviation(values, axis=0), floor)
    shape = values.shape
    known = np.broadcast_to(np.isfinite(values).sum(axis=0), shape)
    return Usual(np.broadcast_to(middle, shape), np.broadcast_to(wide, shape), known)


def _later(values: Floats, by: int) -> Floats:
    """The values ``by`` columns before."""
    moved = np.full(values.shape, np.nan)
    moved[:, by:] = values[:, : values.shape[1] - by] if by < values.shape[1] else values[:, :0]
    return moved
