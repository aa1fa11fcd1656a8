"""Small pieces that the panels of an event share: levels as chips, moments, tables, cells that open a commune."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dash import html

from components import formats
from components.attributes import attrs
from components.emergency_words import say
from components.number_link import source_button
from components.plain import plain
from components.wire import Element, element

Cells = Sequence[Any]


def chip(level: float | None, lang: str = "vi", *, weak: bool = False) -> Element:
    """A level with its legal colour and its number; a dash where there is none."""
    if level is None or math.isnan(level):
        return element("Span", "–")
    number = int(level)
    name = f"level-chip level-{number}{' is-weak' if weak else ''}"
    return element("Span", str(number), name, title=say("level", lang, level=number))


def sourced_chip(level: float | None, key: str, at: str, lang: str = "vi") -> Element:
    """A level that leads to the cell in which it stands, where ``key`` names one."""
    made = chip(level, lang)
    return source_button(made, key, at, say("official", lang), lang) if key else made


def moment(at: datetime, has_hour: bool = True, lang: str = "vi") -> str:
    if not has_hour:
        return f"{at:%d/%m/%Y} ({say('no_hour', lang)})"
    return f"{at:%H:%M %d/%m/%Y}"


def figure(value: float, lang: str = "vi") -> str:
    """A number with the decimals that it has, at most one."""
    if math.isnan(value):
        return "–"
    return formats.number(value, decimals=0 if float(value).is_integer() else 1, lang=lang)


def table(heads: Cells, rows: Sequence[Element], label: str) -> Element:
    """A table that scrolls by itself; it takes the focus so that the keyboard can scroll it."""
    return plain(live_table(heads, rows, label))


def live_table(heads: Cells, rows: Sequence[Element], label: str) -> html.Div:
    """The same with buttons whose clicks callbacks count."""
    head = element("Thead", [element("Tr", [element("Th", text, scope="col") for text in heads])])
    return html.Div(
        element("Table", [plain(head), element("Tbody", list(rows))], "emergency-table"),
        className="emergency-scroll", tabIndex=0, role="region", **attrs({"aria-label": label}),
    )  # fmt: skip


def row(cells: Cells, *, numbers_from: int | None = None, class_name: str = "") -> Element:
    """A row of a table; cells from ``numbers_from`` on are figures."""
    made = [
        element("Td", cell, "figure" if numbers_from is not None and place >= numbers_from else "")
        for place, cell in enumerate(cells)
    ]
    return element("Tr", made, class_name)


def pick(code: str, name: str, at: str) -> Element:
    """A button that chooses a commune, see ``assets/view.js``; ``at`` the table that it stands in."""
    return element("Button", name, "commune-pick", id={"type": "rank", "code": code, "at": at}, type="button")
