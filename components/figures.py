"""Charts: frames in, figures out, and the one factory of ``dcc.Graph``.

A figure is the plain dictionary that the browser gets (``data``, ``layout``): plotly's classes check every property
each time, which costs more than all the queries of a page.  The tests check them once.

Lines and bars are labelled where they stand; there is no legend box.  Numbers are written with the comma as decimal
sign by the template, whatever the browser's language.  Dark colours are laid over these by ``assets/70-figures.css``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
from dash import dcc, html

from components import figure_breaks
from components.attributes import attrs
from components.figure_breaks import wrapped
from components.formats import number
from components.palettes import ACCENT, BEFORE, HAIRLINE, INK, MUTED, PAPER, PLAN
from components.words import word

Figure = dict[str, Any]
ROLES: Final = ("plan", "before", "now")  # drawn in this order, so that now lies on top
_LINE: Final[dict[str, dict[str, Any]]] = {
    "now": {"color": ACCENT, "width": 3},
    "before": {"color": BEFORE, "width": 1.8},
    "plan": {"color": PLAN, "width": 1.6, "dash": "4px,3px"},
}
_HOLLOW: Final = ("estimated", "provisional", "simulated")
_LABEL_LINE: Final = 0.12  # height of a line of a direct label, as a share of the axis of a low chart

FONT: Final = "Be Vietnam Pro, system-ui, sans-serif"
TEMPLATE: Final[dict[str, Any]] = {
    "layout": {
        "font": {"family": FONT, "size": 13, "color": MUTED},
        "separators": ",.",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": INK, "bordercolor": INK, "font": {"color": PAPER, "family": FONT, "size": 13}},
        "dragmode": False,
        "xaxis": {
            "showgrid": False, "zeroline": False, "linecolor": HAIRLINE, "fixedrange": True, "automargin": True,
            "tickformat": "%m/%Y", "exponentformat": "none",
        },
        "yaxis": {
            "gridcolor": HAIRLINE, "zeroline": False, "fixedrange": True, "automargin": True,
            "exponentformat": "none", "nticks": 6, "tickformat": ",~f",
        },
    }
}  # fmt: skip


def trend(
    frame: pd.DataFrame,
    *,
    unit: str = "",
    labels: Mapping[str, str] | None = None,
    ticks: Sequence[str] | None = None,
    decimals: int | None = None,
    from_zero: bool = False,
    marks: Sequence[str] = (),
    lang: str = "vi",
) -> Figure:
    """Lines of ``frame`` (``period``, ``value``, ``series``; optional ``status``), one row per period and series.

    ``period`` is the place on the axis as it is to be read ("1" … "12", "Quý I", "2024"): the same text in two series
    stands at the same place.  ``ticks`` gives the whole axis in order, so that an unfinished year shows its empty
    months; without it the periods keep the order of the frame.  ``series`` is now, before or plan; ``labels`` names
    them ("2026", "2025", "Dự toán HĐND tỉnh").  Estimated, provisional and simulated points are hollow.
    An optional column ``segment`` (int) keeps apart what may not be joined: no line runs from one segment to the next,
    and a mark stands between them, named by ``marks[segment - 1]`` of the later one.
    An empty frame gives empty axes: show ``messages.empty`` instead.
    """
    named = dict(labels or {})
    axis = list(ticks) if ticks is not None else list(dict.fromkeys(frame["period"].astype(str)))
    place_of = {period: place for place, period in enumerate(axis)}
    points = _points_by_series(frame, place_of)
    lines: list[dict[str, Any]] = []
    ends: list[tuple[float, float, str, str]] = []
    gaps: dict[float, int] = {}
    for role in [*ROLES, *[other for other in points if other not in ROLES]]:
        known = points.get(role, [])
        if not known:
            continue
        name = named.get(role) or (word(role, lang) if role in ROLES else str(role))
        line = _LINE.get(role, _LINE["before"])
        for start, end in figure_breaks.runs([one.segment for one in known]):
            is_last = role == "now" and end == len(known)
            lines.append(_line_trace(known[start:end], name, line, unit, decimals, is_last, lang))
            if start:
                gaps[(known[start - 1].place + known[start].place) / 2] = known[start].segment
        newest = max(known, key=lambda one: one.place)
        figure = number(newest.value, decimals=decimals, lang=lang)
        text = f"<b>{name}: {figure}</b>" if role == "now" else wrapped(name, 16)
        ends.append((newest.place, newest.value, text, str(line["color"]) if role == "now" else MUTED))
    last_place = max(len(axis) - 1, 0)
    written = [line for place, _, text, _ in ends if place >= last_place - 0.5 for line in text.split("<br>")]
    room = max((len(line.replace("<b>", "").replace("</b>", "")) for line in written), default=0)
    places_named = _thinned(axis)
    layout = {
        "template": TEMPLATE,
        "separators": ".," if lang == "en" else ",.",
        "meta": {"axis": axis, "unit": unit},  # every place by name, for whoever takes the figures away
        "xaxis": {
            "tickvals": places_named,
            "ticktext": [axis[place] for place in places_named],
            "range": [-0.25, last_place + 0.1],
        },
        "yaxis": {"rangemode": "tozero"} if from_zero else {},
        "margin": {"r": 18 + round(7.2 * room)},
        "annotations": [*_end_labels(lines, ends, len(axis) - 1), *figure_breaks.labels(gaps, marks)],
        "shapes": [figure_breaks.line(place) for place in gaps],
    }
    return {"data": lines, "layout": layout}


class _Point(NamedTuple):
    place: int
    value: float
    status: str
    segment: int


def _points_by_series(frame: pd.DataFrame, places: Mapping[str, int]) -> dict[str, list[_Point]]:
    """The known values of each series in the order of the frame."""
    found: dict[str, list[_Point]] = {}
    statuses = frame["status"].tolist() if "status" in frame else [""] * len(frame)
    segments = frame["segment"].tolist() if "segment" in frame else [0] * len(frame)
    columns = (frame["series"].tolist(), frame["period"].astype(str).tolist(), frame["value"].tolist())
    for series, period, value, status, segment in zip(*columns, statuses, segments, strict=True):
        if not pd.isna(value):
            found.setdefault(series, []).append(_Point(places[period], float(value), str(status), int(segment)))
    return found


def graph(
    figure: Figure,
    graph_id: str | dict[str, str],
    title: str,
    *,
    description: str = "",
    fill: bool = True,
    class_name: str = "",
) -> html.Div:
    """The figure on a page, named for screen readers by ``title`` and ``description``.

    ``fill`` lets it grow with its panel; otherwise it keeps ``layout.height``.  No mode bar, and nothing that offers to
    send the chart anywhere: downloads are made by ``exports.export_bar``.
    """
    plot = dcc.Graph(
        id=graph_id,
        figure=figure,
        responsive=True,
        config={
            "locale": "vi",
            "displayModeBar": False,
            "displaylogo": False,
            "plotlyServerURL": "",
            "modeBarButtonsToRemove": ["sendChartToCloud"],
            "responsive": True,
        },
        className="graph-plot",
        style={} if fill else {"height": f"{figure['layout'].get('height', 240) / 16:.2f}rem"},
    )
    names = " ".join(part for part in ("graph", "graph-fill" if fill else "", class_name) if part)
    spoken = f"{title}. {description}".strip(". ") + "."
    return html.Div(plot, className=names, role="img", **attrs({"aria-label": spoken}))


def _line_trace(
    points: Sequence[_Point],
    name: str,
    line: dict[str, Any],
    unit: str,
    decimals: int | None,
    is_now: bool,
    lang: str,
) -> dict[str, Any]:
    hollow = [one.status in _HOLLOW for one in points]
    newest = max(one.place for one in points)
    marker = {
        "size": [
            8 if is_now and one.place == newest else 5 if empty else 0.1
            for one, empty in zip(points, hollow, strict=True)
        ],
        "color": [PAPER if empty else line["color"] for empty in hollow],
        "line": {"color": line["color"], "width": 1.6},
    }
    return {
        "type": "scatter",
        "x": [one.place for one in points],
        "y": [one.value for one in points],
        "mode": "lines+markers",
        "name": name,
        "line": line,
        "marker": marker,
        "cliponaxis": False,
        "customdata": [number(one.value, decimals=decimals, lang=lang) for one in points],
        "hovertemplate": f"{name}: %{{customdata}} {unit}<extra></extra>",
    }


def _thinned(axis: Sequence[str]) -> list[int]:
    """Places that get a label: all of up to fourteen, fewer of a long axis but always the newest."""
    step = max(1, -(-len(axis) // 14))
    return sorted(range(len(axis) - 1, -1, -step))


def _end_labels(
    lines: Sequence[Mapping[str, Any]], ends: list[tuple[float, float, str, str]], right: int
) -> list[dict[str, Any]]:
    """Each line's name at its end, moved apart where two would overlap."""
    if not ends:
        return []
    values = [float(value) for line in lines for value in line["y"]]
    span = (max(values) - min(values)) or abs(max(values)) or 1.0
    placed: list[tuple[float, int]] = []  # middle and lines of each label
    labels = []
    for place, value, text, color in sorted(ends, key=lambda end: end[1]):
        y, height = value, text.count("<br>") + 1
        if placed:
            below, its_height = placed[-1]
            y = max(y, below + span * _LABEL_LINE * (height + its_height) / 2)
        placed.append((y, height))
        at_edge = place >= right - 0.5
        labels.append({
            "x": place,
            "y": y,
            "text": text,
            "font": {"color": color},
            "align": "left",
            "showarrow": False,
            "bgcolor": "rgba(255,255,255,0.8)",  # a line behind the words steps back
            "borderpad": 0,
            "xanchor": "left" if at_edge or place <= right / 2 else "right",
            "yanchor": "middle" if at_edge else "bottom",
            "xshift": 10 if at_edge else 0,
            "yshift": 0 if at_edge else 10,
        })  # fmt: skip
    return labels
