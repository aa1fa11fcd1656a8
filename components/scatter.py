"""Points of communes on two axes, with a line and the names of those that are far from it."""

from typing import Any

import pandas as pd

from components.figures import TEMPLATE, Figure
from components.formats import number
from components.palettes import ACCENT, BAD, INK, PLAN
from data.analyst import Fit


def scatter(
    frame: pd.DataFrame, *, x_title: str, y_title: str, fit: Fit | None, fit_name: str, lang: str = "vi"
) -> Figure:
    """The communes of ``frame`` (``area_name``, ``x``, ``y``, ``is_labelled``); labelled ones are named squares."""
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
                "title": {"text": _wrapped(x_title)},
                "showgrid": True,
                "gridcolor": "#DDE3E8",
                "tickformat": ",~f",
            },
            "yaxis": {"title": {"text": _wrapped(y_title)}},
            "annotations": _names(far),
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


def _names(far: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "x": float(row["x"]),
            "y": float(row["y"]),
            "text": row["area_name"],
            "showarrow": False,
            "yshift": 12,
            "font": {"color": INK, "size": 12},
            "bgcolor": "rgba(255,255,255,0.7)",
            "borderpad": 0,
        }
        for row in far.to_dict("records")
    ]


def _wrapped(title: str, width: int = 70) -> str:
    """A long title on two lines."""
    if len(title) <= width:
        return title
    at = title.rfind(" ", 0, width)
    return f"{title[:at]}<br>{title[at + 1 :]}"
