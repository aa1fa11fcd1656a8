"""Comparisons made visible: two communes, two periods, two indicators."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from components import figures, formats, messages, naming, panels
from components.attributes import attrs, valued
from components.compare_words import say
from components.number_link import number_link
from components.plain import plain
from components.profile import figure, source_button
from components.profile_links import path_of
from components.scatter import scatter
from components.wire import Element, element, labelled
from components.words import word
from data import arithmetic, catalogue, periods
from data.analyst import Line, Pairing, Profile, Side
from data.answers import NumberKey
from data.keys import MadeKey

NAMED = 6


def table(heads: Sequence[tuple[str, bool]], rows: Sequence[Element], label: str) -> Element:
    """A table; of each head its words and whether figures stand under it."""
    head = [html.Th(words, scope="col", className="figure" if is_figure else "") for words, is_figure in heads]
    whole = html.Table([html.Thead(html.Tr(head)), html.Tbody(list(rows))], className="stacked-table compare-table")
    return plain(html.Div(whole, role="region", tabIndex=0, **attrs({"aria-label": label})))


def cells_of(heads: Sequence[tuple[str, bool]], cells: Sequence[Any]) -> list[Element]:
    return [
        labelled("Td", cell, words, "figure" if is_figure else "")
        for (words, is_figure), cell in zip(heads, cells, strict=True)
    ]


def two_communes(one: Profile, other: Profile, lang: str = "vi") -> html.Section:
    """Every indicator of both, side by side."""
    title = say("two_communes", lang, one=one.area_name, other=other.area_name)
    heads = [(one.area_name, True), (other.area_name, True), (say("difference", lang), True)]
    rows = []
    for mine, theirs in zip(one.lines, other.lines, strict=True):
        cells = [
            _own(mine, one, lang),
            _own(theirs, other, lang),
            _difference(mine, theirs, (one.area_code, other.area_code), lang),
        ]
        name = naming.name_of(mine.indicator, lang)
        unit = html.Span(f" {naming.bracketed_unit(mine.indicator, lang)}", className="muted")
        rows.append(element("Tr", [element("Th", [name, unit], scope="row"), *cells_of(heads, cells)]))
    body = table([(say("chi-so", lang), False), *heads], rows, title)
    sources = "; ".join(sorted({*one.sources, *other.sources})) or "–"
    foot = f"{word('source', lang)}: {sources}"
    return panels.panel(title, body, subtitle=say("two_communes_note", lang), foot=foot, panel_id="compare-communes")


def _own(line: Line, found: Profile, lang: str) -> Any:
    if line.value is None:
        return html.Span(say("no_figure", lang), className="muted")
    key = NumberKey(line.indicator.code, found.area_code, line.period, line.measure)
    told = [naming.period_words(line.period, line.measure, lang)]
    if line.rank and line.indicator.kind != "yes_no":
        told.append(say("rank_of", lang, rank=line.rank, ranked=line.ranked))
    button = source_button(html.B(figure(line.value, line, lang)), key, found.area_code, told[0])
    return [button, html.Div(" · ".join(told), className="muted")]


def _difference(mine: Line, theirs: Line, areas: tuple[str, str], lang: str) -> Any:
    """How far both are apart, as a button to the two numbers."""
    same = (mine.period, mine.measure) == (theirs.period, theirs.measure)
    if not same or mine.indicator.kind == "yes_no":
        return ""
    move = arithmetic.change(mine.indicator.kind, mine.indicator.unit, mine.value, theirs.value)
    if move.told is None:
        return ""
    shown = formats.signed(move.told, 1, unit_of_moves(mine.indicator, lang), lang)
    both = (NumberKey(mine.indicator.code, area, mine.period, mine.measure) for area in areas)
    return source_button(shown, MadeKey("between", tuple(both)), "between", say("difference", lang))


def unit_of_moves(one: catalogue.Indicator, lang: str) -> str:
    if not arithmetic.in_points(one.kind, one.unit):
        return "%"
    return naming.POINTS[lang] if one.unit in arithmetic.PERCENT_UNITS else ""


def _axis(side: Side, lang: str) -> str:
    told = naming.period_words(side.period, side.measure, lang) if side.period else ""
    if side.then:
        unit, then = unit_of_moves(side.indicator, lang), periods.label(side.then, lang)
        return say("axis_moved", lang, name=naming.name_of(side.indicator, lang), period=told, then=then, unit=unit)
    return f"{naming.name_of(side.indicator, lang)}, {told} {naming.bracketed_unit(side.indicator, lang)}"


def two_indicators(found: Pairing, set_code: str, lang: str = "vi") -> list[Any]:
    """The scatter with its line, what r says, the warnings, and who is far from the line."""
    names = {"x": naming.name_of(found.x.indicator, lang), "y": naming.name_of(found.y.indicator, lang)}
    moved = bool(found.x.then and found.y.then)
    title = say("two_changes" if moved else "two_indicators", lang, **names)
    told = f"{reading_of_moves(found, lang)} {reading(found, lang)}" if moved else reading(found, lang)
    far = found.communes[found.communes["is_labelled"]]
    side = panels.panel(
        say("far_heading", lang),
        _named(far, found, set_code, lang) if len(far) else html.P(say("far_none", lang)),
        panel_id="compare-far",
    )
    return [
        *_warnings(found, lang),
        panels.board(_chart(found, title, [told], say("fit", lang), lang), side),
    ]


def reading_of_moves(found: Pairing, lang: str = "vi") -> str:
    """Of the communes where one fell and where it rose: in how many the other rose."""
    names = {"x": naming.name_of(found.x.indicator, lang), "y": naming.name_of(found.y.indicator, lang)}
    fell, rose = (found.communes[side] for side in (found.communes["x"] < 0, found.communes["x"] > 0))
    counts = {"fell": len(fell), "rose": len(rose)}
    better = {"fell_up": int((fell["y"] > 0).sum()), "rose_up": int((rose["y"] > 0).sum())}
    return say("read_moved", lang, **names, **counts, **better)


def reading(found: Pairing, lang: str = "vi") -> str:
    """What the picture says, in one sentence that claims no cause."""
    n = len(found.communes)
    if found.r is None:
        return say("read_none", lang, n=n, of=found.of)
    size = abs(found.r)
    key = "none" if size < 0.2 else "weak" if size < 0.4 else "some" if size < 0.7 else "strong"
    way = "" if key == "none" else f" {say('together' if found.r > 0 else 'against', lang)}"
    r, strength = formats.number(found.r, 2, lang=lang), say(f"strength_{key}", lang)
    return say("read", lang, n=n, of=found.of, r=r, strength=strength, way=way)


def _warnings(found: Pairing, lang: str) -> list[html.Div]:
    told = {
        "n": len(found.communes),
        "r": formats.number(found.r, 2, lang=lang),
        "rho": formats.number(found.rho, 2, lang=lang),
        "x": periods.label(found.x.period, lang) if found.x.period else "–",
        "y": periods.label(found.y.period, lang) if found.y.period else "–",
    }
    shown = [say(f"warn_{one}", lang, **told) for one in found.warnings]
    for code, names in found.tiny:
        listed = ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
        name = naming.name_of(catalogue.get(code), lang)
        shown.append(say("warn_tiny", lang, name=name, count=len(names), names=listed))
    if found.unknown_denominators:
        rates = ", ".join(f"«{naming.name_of(catalogue.get(code), lang)}»" for code in found.unknown_denominators)
        shown.append(say("warn_unknown_denominator", lang, names=rates))
    return [messages.message(one, tone="warn") for one in shown]


def _chart(found: Pairing, title: str, told: Sequence[Any], line: str, lang: str) -> html.Section:
    """``told``: one sentence, its numbers as links."""
    x, y = _axis(found.x, lang), _axis(found.y, lang)
    if found.communes.empty:
        return panels.panel(title, messages.message(_plain_words(told)), panel_id="compare-chart")
    drawn = scatter(found.communes, fit=found.fit, fit_name=line, axes=(x, y), lang=lang)
    graph = figures.graph(drawn, "compare-graph", title, description=_plain_words(told), fill=False)
    foot = f"{word('source', lang)}: {'; '.join(found.sources) or '–'}"
    upright = html.P(f"↑ {say('upright', lang)}: {y}", className="axis-name")
    level = html.P(f"→ {say('level', lang)}: {x}", className="axis-name is-level")
    body = [upright, graph, level, _as_table(found, x, y, lang)]
    return panels.panel(title, body, subtitle=list(told), foot=foot, panel_id="compare-chart")


def _plain_words(told: Sequence[Any]) -> str:
    """The sentence as text: what is no text is a link, whose only child is."""
    return "".join(one if isinstance(one, str) else str(one["props"]["children"]) for one in told)


def _as_table(found: Pairing, x: str, y: str, lang: str) -> html.Details:
    heads = [(x, True), (y, True)]
    rows = [
        element("Tr", [element("Th", row["area_name"], scope="row"), *cells_of(heads, _pair(row, found, lang))])
        for row in found.communes.to_dict("records")
    ]
    inside = table([(say("commune", lang), False), *heads], rows, say("table", lang))
    return html.Details(
        [html.Summary(say("table", lang)), html.Div(inside, className="table-scroll")], className="map-table"
    )


def _pair(row: dict[Any, Any], found: Pairing, lang: str) -> list[Any]:
    return [_told(row, name, side, "pair", lang) for name, side in (("x", found.x), ("y", found.y))]


def _told(row: dict[Any, Any], name: str, side: Side, at: str, lang: str) -> list[Any]:
    """What a commune has on one side, every number with its source: a change with the two that it is of."""
    key = NumberKey(side.indicator.code, row["area_code"], side.period, side.measure)
    if not side.then:
        return [number_link(formats.number(row[name], lang=lang), key, at, lang)]
    moved = formats.signed(row[name], 1, unit_of_moves(side.indicator, lang), lang)
    change = number_link(moved, MadeKey("change", (key, key.at(side.then))), at, lang)
    return [change, *_from_to(row[f"{name}_then"], row[f"{name}_now"], key.at(side.then), key, at, lang)]


def _from_to(then: float, now: float, before: NumberKey, after: NumberKey, at: str, lang: str) -> list[Any]:
    numbers = [(then, before), (now, after)]
    links = [number_link(formats.number(value, lang=lang), key, at, lang) for value, key in numbers]
    return [" (", links[0], " → ", links[1], ")"]


def _named(rows: pd.DataFrame, found: Pairing, set_code: str, lang: str) -> Element:
    return _list("Ul", rows, set_code, lambda row: [": ", *_both(row, found, lang)])


def _both(row: dict[Any, Any], found: Pairing, lang: str) -> list[Any]:
    return [*_told(row, "x", found.x, "far", lang), " · ", *_told(row, "y", found.y, "far", lang)]


def _list(
    kind: str, rows: pd.DataFrame, set_code: str, told: Callable[[dict[Any, Any]], list[Any]], moved_in: str = ""
) -> Element:
    """Communes with what is told of each; by their moves, in order, where these have a unit."""
    lines = []
    for row in rows.to_dict("records"):
        name = dcc.Link(row["area_name"], href=path_of(row["area_code"], set_code))
        moved = valued(row["area_name"], row["move"]) if moved_in else {}
        lines.append(element("Li", [name, *told(row)], **moved))
    unit = attrs({"data-unit": moved_in}) if moved_in else {}
    return plain(element(kind, lines, "plain-list", **unit))


def two_periods(
    found: Pairing, moved: tuple[int, int, int, float | None], set_code: str, lang: str = "vi"
) -> list[Any]:
    """The scatter of both periods, how many rose and fell, and who moved most."""
    rose, fell, stayed, middle = moved
    one = found.x.indicator
    title = say("two_periods", lang, name=naming.name_of(one, lang))
    words = say(
        "moves",
        lang,
        n=len(found.communes),
        rose=rose,
        fell=fell,
        stayed=stayed,
        middle="\0",
    )
    before, _, after = words.partition("\0")
    shown = formats.signed(middle, 1, unit_of_moves(one, lang), lang)
    both = (
        NumberKey(one.code, code, side.period, side.measure)
        for code in found.communes["area_code"]
        for side in (found.y, found.x)
    )
    all_of_them = MadeKey("median_change", tuple(both))
    told = [before, number_link(shown, all_of_them, "middle", lang) if middle is not None else shown, after]
    frame = found.communes.rename(columns={"x": "then", "y": "value"})
    changes = arithmetic.changes(frame, one.kind, one.unit)
    column = "points" if arithmetic.in_points(one.kind, one.unit) else "relative"
    ranked = found.communes.assign(move=changes[column]).dropna(subset="move").sort_values("move", kind="stable")
    lists = (("rose_most", ranked[ranked["move"] > 0].iloc[::-1]), ("fell_most", ranked[ranked["move"] < 0]))
    side = [
        panels.panel(say(key, lang), _movers(rows.head(8), found, key, set_code, lang), panel_id=f"compare-{key}")
        for key, rows in lists
        if len(rows)
    ]
    few = [messages.message(say("warn_too_few", lang), tone="warn")] if len(found.communes) < 3 else []
    return [*few, panels.board(_chart(found, title, told, say("no_change_line", lang), lang), side)]


def _movers(rows: pd.DataFrame, found: Pairing, at: str, set_code: str, lang: str) -> Element:
    one = found.x.indicator

    def told(row: dict[Any, Any]) -> list[Any]:
        keys = [NumberKey(one.code, row["area_code"], side.period, side.measure) for side in (found.x, found.y)]
        moved = formats.signed(row["move"], 1, unit_of_moves(one, lang), lang)
        change = number_link(moved, MadeKey("change", (keys[1], keys[0])), at, lang)
        return [" ", change, *_from_to(row["x"], row["y"], keys[0], keys[1], at, lang)]

    return _list("Ol", rows, set_code, told, unit_of_moves(one, lang))
