"""Points of communes on two axes, with a line and the names of those that are far from it."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.figures import TEMPLATE, Figure
from components.formats import number
from components.palettes import ACCENT, BAD, INK, PLAN
from data.analyst import Fit

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, right, low, high, as shares of the picture
PLACES: tuple[dict[str, Any], ...] = (  # of a name about its point: above, right, left, below
    {"yshift": 12},
    {"xanchor": "left", "xshift": 8},
    {"xanchor": "right", "xshift": -8},
    {"yshift": -12},
)

LETTER, LINE, GAP = 0.024, 0.05, 0.03  # of a name on a phone, as shares of the picture's width and height
EDGE = 0.05  # between the outermost points and the frame
HIDDEN = 2  # ordinary points that a name may lie over


def scatter(frame: pd.DataFrame, *, fit: Fit | None, fit_name: str, axes: tuple[str, str], lang: str = "vi") -> Figure:
    """The communes of ``frame`` (``area_name``, ``x``, ``y``, ``is_labelled``); labelled ones are named squares.

    The page writes the names of the ``axes``, x and y, where there is room for long ones.
    """
    ordinary, far = frame[~frame["is_labelled"]], frame[frame["is_labelled"]]
    data = [
        _points(ordinary, "circle", ACCENT, lang),
        _points(far, "square", BAD, lang),
        *([_line(frame, fit, fit_name)] if fit else []),
    ]
    return {
        "data": data,
        "layout": {
            "template": TEMPLATE,
            "separators": ".," if lang == "en" else ",.",
            "hovermode": "closest",
            "meta": {"axes": list(axes)},
            "height": 460,
            "margin": {"l": 12, "r": 24, "t": 16, "b": 12},
            "xaxis": {
                "showgrid": True,
                "gridcolor": "#DDE3E8",
                "tickformat": ",~f",
            },
            "annotations": _names(far, frame),
        },
    }


def _points(rows: pd.DataFrame, symbol: str, color: str, lang: str) -> dict[str, Any]:
    told = [
        f"{name}<br>{number(x, lang=lang)} · {number(y, lang=lang)}"
        for name, x, y in zip(rows["area_name"], rows["x"], rows["y"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rows["x"].tolist(),
        "y": rows["y"].tolist(),
        "marker": {
            "symbol": symbol,
            "size": 9,
            "color": color,
            "opacity": 0.75,
            "line": {"width": 1, "color": "#FFFFFF"},
        },
        "customdata": told,
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _line(frame: pd.DataFrame, fit: Fit, name: str) -> dict[str, Any]:
    ends = [float(frame["x"].min()), float(frame["x"].max())]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": ends,
        "y": [fit.intercept + fit.slope * end for end in ends],
        "line": {"color": PLAN, "width": 1.6, "dash": "4px,3px"},
        "name": name,
        "hoverinfo": "skip",
    }


def _names(far: pd.DataFrame, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The names that find room above, below or beside their point.

    One that would lie over another name or another named point is left to the list beside the picture.
    """
    everywhere = np.column_stack([_shares(frame[name], frame[name]) for name in ("x", "y")])
    points = np.column_stack([_shares(far[name], frame[name]) for name in ("x", "y")])
    placed: list[Box] = []
    names = []
    for at, row in enumerate(far.to_dict("records")):
        others = np.delete(points, at, axis=0)
        free = [
            (_covered(box, everywhere), order)
            for order, box in enumerate(_boxes(points[at], row["area_name"]))
            if _is_inside(box) and not _covered(box, others) and not any(_touch(box, one) for one in placed)
        ]
        if not free or min(free)[0] > HIDDEN:
            continue
        place = min(free)[1]
        placed.append(_boxes(points[at], row["area_name"])[place])
        names.append({
            "x": float(row["x"]),
            "y": float(row["y"]),
            "text": row["area_name"],
            "showarrow": False,
            **PLACES[place],
            "font": {"color": INK},
            "bgcolor": "rgba(255,255,255,0.7)",
            "borderpad": 0,
        })  # fmt: skip
    return names


def _shares(values: pd.Series, of: pd.Series) -> Floats:
    """Where values stand on their axis: 0 at one edge of the picture, 1 at the other."""
    low, wide = float(of.min()), float(of.max() - of.min()) or 1.0
    return np.asarray(EDGE + (values.to_numpy(dtype=float) - low) / wide * (1 - 2 * EDGE))


def _boxes(point: Floats, name: str) -> list[Box]:
    """The room that the name takes at each of ``PLACES``."""
    x, y, wide = float(point[0]), float(point[1]), LETTER * len(name)
    level = (y - LINE / 2, y + LINE / 2)
    return [
        (x - wide / 2, x + wide / 2, y + GAP / 2, y + GAP / 2 + LINE),
        (x + GAP, x + GAP + wide, *level),
        (x - GAP - wide, x - GAP, *level),
        (x - wide / 2, x + wide / 2, y - GAP / 2 - LINE, y - GAP / 2),
    ]


def _is_inside(box: Box) -> bool:
    left, right, low, high = box
    return left >= 0 and right <= 1 and low >= 0 and high <= 1


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _covered(box: Box, points: Floats) -> int:
    """How many of the points lie under a name."""
    x, y = points[:, 0], points[:, 1]
    return int(((x > box[0]) & (x < box[1]) & (y > box[2]) & (y < box[3])).sum())
