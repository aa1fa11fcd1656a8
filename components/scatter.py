"""Points of communes on two axes, with a line and the names of those that are far from it."""

from typing import Any

import pandas as pd

from components.figures import TEMPLATE, Figure
from components.formats import number
from components.palettes import ACCENT, BAD, INK, PLAN
from data.analyst import Fit

ROOM = (0.24, 0.06)  # that a name takes, as shares of the axes


def scatter(frame: pd.DataFrame, *, fit: Fit | None, fit_name: str, lang: str = "vi") -> Figure:
    """The communes of ``frame`` (``area_name``, ``x``, ``y``, ``is_labelled``); labelled ones are named squares.

    The axes are named by the page, where there is room for long names.
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
    """The names that find room: one that would lie over another is left to the list beside the picture."""
    across, up = (float(frame[name].max() - frame[name].min()) or 1.0 for name in ("x", "y"))
    placed: list[tuple[float, float]] = []
    names = []
    for row in far.to_dict("records"):
        at = (float(row["x"]) / across, float(row["y"]) / up)
        if any(abs(at[0] - x) < ROOM[0] and abs(at[1] - y) < ROOM[1] for x, y in placed):
            continue
        placed.append(at)
        names.append({
            "x": float(row["x"]),
            "y": float(row["y"]),
            "text": row["area_name"],
            "showarrow": False,
            "yshift": 12,
            "font": {"color": INK},
            "bgcolor": "rgba(255,255,255,0.7)",
            "borderpad": 0,
        })  # fmt: skip
    return names
