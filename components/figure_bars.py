"""Bars of the members of a breakdown, of provinces, of kinds of beds; each with a tick where it stood before."""

import pandas as pd

from components.figure_breaks import wrapped
from components.figures import TEMPLATE, Figure
from components.formats import number
from components.palettes import ACCENT, BEFORE, INK
from components.words import word


def bars(
    frame: pd.DataFrame,
    *,
    unit: str = "",
    then_label: str = "",
    now_label: str = "",
    decimals: int | None = None,
    lang: str = "vi",
) -> Figure:
    """Bars of ``frame`` (``member``, ``value``; optional ``then``), in the frame's order from top to bottom.

    Bars start at zero; a tick stands where the member stood ``then``.  The figure knows the height it needs
    (``layout.height``, px).
    """
    rows = frame.iloc[::-1]
    now_name = now_label or word("now", lang)
    then_name = then_label or word("before", lang)
    shown = [number(value, decimals=decimals, lang=lang) for value in rows["value"]]
    members = [wrapped(str(member)) for member in rows["member"]]
    drawn = {
        "type": "bar", "x": _numbers(rows["value"]), "y": members, "orientation": "h", "marker": {"color": ACCENT},
        "name": now_name, "cliponaxis": False,
        "customdata": shown, "hovertemplate": f"%{{y}}<br>{now_name}: %{{customdata}} {unit}<extra></extra>",
    }  # fmt: skip
    data = [drawn]
    furthest = rows["value"].clip(lower=0)
    if "then" in rows and rows["then"].notna().any():
        furthest = pd.concat([furthest, rows["then"]], axis=1).max(axis=1)
        ticks = {
            "type": "scatter", "x": _numbers(rows["then"]), "y": members, "mode": "markers", "name": then_name,
            "cliponaxis": False,
            "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 2, "color": INK}},
            "customdata": [number(value, decimals=decimals, lang=lang) for value in rows["then"]],
            "hovertemplate": f"%{{y}}<br>{then_name}: %{{customdata}} {unit}<extra></extra>",
        }  # fmt: skip
        data.append(ticks)
    figures = {
        "type": "scatter", "x": _numbers(furthest), "y": members, "mode": "text",
        "text": [f"\u00a0{text}" for text in shown], "textposition": "middle right",
        "textfont": {"color": INK}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip
    lines = sum(member.count("<br>") + 1 for member in members)
    layout = {
        "template": TEMPLATE,
        "separators": ".," if lang == "en" else ",.",
        "hovermode": "closest",
        "meta": {"unit": unit},
        "bargap": 0.42,
        "height": 24 + 20 * lines + 14 * len(members),
        "margin": {"r": 64, "t": 4, "b": 4},
        "xaxis": {
            "showgrid": False, "showticklabels": False, "rangemode": "tozero",
            "zeroline": True, "zerolinecolor": BEFORE,
        },
        "yaxis": {
            "showgrid": False, "ticksuffix": "\u00a0\u00a0", "type": "category", "tickfont": {"color": INK}, "dtick": 1,
        },
    }  # fmt: skip
    return {"data": [*data, figures], "layout": layout}


def _numbers(column: pd.Series) -> list[float | None]:
    """As JSON can say it: nothing where there is no number."""
    return [None if pd.isna(value) else float(value) for value in column]
