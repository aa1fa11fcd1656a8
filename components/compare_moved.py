"""How two indicators moved in the provinces, where no commune reports one of them."""

from collections.abc import Sequence
from typing import Any

from dash import html

from components import formats, messages, naming, panels
from components.compare import cells_of, table, unit_of_moves
from components.compare_words import say
from components.number_link import number_link
from components.wire import Element, element
from data import catalogue, periods
from data.analyst import Move, ProvinceMoves
from data.answers import NumberKey


def provinces_moved(
    found: Sequence[ProvinceMoves], x: str, y: str, of_provinces: Sequence[str], lang: str = "vi"
) -> list[Any]:
    """Province by province what both were, are, and how they moved; ``of_provinces``: what no commune reports."""
    names = {"x": _name(x, lang), "y": _name(y, lang)}
    alone = ", ".join(f"«{_name(code, lang)}»" for code in of_provinces)
    title = say("two_changes", lang, **names)
    heads = [(names["x"], True), (names["y"], True), (say("moved", lang), False)]
    rows = [
        element("Tr", [element("Th", one.province_name, scope="row"), *cells_of(heads, _cells(one, lang))])
        for one in found
    ]
    body = (
        table([(say("province", lang), False), *heads], rows, title) if rows else html.P(say("read_none_moved", lang))
    )
    note = messages.message(say("only_province", lang, names=alone))
    return [note, panels.panel(title, body, subtitle=_reading(found, names, lang), panel_id="compare-moved")]


def _name(code: str, lang: str) -> str:
    return naming.name_of(catalogue.get(code), lang)


def _reading(found: Sequence[ProvinceMoves], names: dict[str, str], lang: str) -> str:
    """Of the provinces that told both: where one fell and where it rose, in how many the other rose."""
    both = [(one.x.told, one.y.told) for one in found if one.x and one.y]
    known = [(x, y) for x, y in both if x is not None and y is not None]
    if not known:
        return say("read_none_moved", lang)
    fell, rose = [y for x, y in known if x < 0], [y for x, y in known if x > 0]
    counts = {"fell": len(fell), "rose": len(rose)}
    better = {"fell_up": sum(y > 0 for y in fell), "rose_up": sum(y > 0 for y in rose)}
    return say("read_moved", lang, **names, **counts, **better)


def _cells(one: ProvinceMoves, lang: str) -> list[Any]:
    cells = [_cell(move, one.province_code, lang) for move in (one.x, one.y)]
    words = [say(_way(move), lang) if move else "–" for move in (one.x, one.y)]
    return [*cells, " · ".join(words)]


def _way(move: Move) -> str:
    if move.told is None:
        return "way_unknown"
    return "way_up" if move.told > 0 else "way_down" if move.told < 0 else "way_same"


def _cell(move: Move | None, province_code: str, lang: str) -> Any:
    if move is None:
        return html.Span(say("no_figure", lang), className="muted")
    now = NumberKey(move.indicator.code, province_code, move.period, move.measure)
    numbers: list[Element | str] = [number_link(formats.number(move.value, lang=lang), now, "moved", lang)]
    if move.told is not None:
        before = number_link(formats.number(move.before, lang=lang), now.at(move.then), "moved", lang)
        told = formats.signed(move.told, 1, unit_of_moves(move.indicator, lang), lang)
        numbers = [before, " → ", *numbers, f" ({told})"]
    years = " → ".join(periods.label(period, lang) for period in (move.then, move.period))
    return [*numbers, html.Div(f"{years} {naming.bracketed_unit(move.indicator, lang)}", className="muted")]
