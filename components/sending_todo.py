"""The tables of figures that wait for a reader, as lines that lead to them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dash import html

from components import approval_page, formats, sending_page
from components.plain import plain
from components.sending_words import say
from components.wire import Element
from data.submission_answers import FILE

SHOWN = 6  # overdue tables; the rest is counted


def waiting(
    returned: Sequence[Mapping[str, Any]], overdue: Sequence[tuple[str, str, str, date]], to_decide: int, lang: str
) -> Element:
    """``returned``: submissions; ``overdue``: kind, agency, period and day of each table."""
    lines = [_returned(one, lang) for one in returned]
    if to_decide:
        lines.append(_line(approval_page.PATH, say("todo_decide", lang, count=to_decide), ""))
    lines += [_overdue(*one, lang) for one in overdue[:SHOWN]]
    if len(overdue) > SHOWN:
        lines.append(_line(sending_page.PATH, say("todo_more", lang, count=len(overdue) - SHOWN), ""))
    return plain(html.Ul(lines, className="todo-list"))


def _returned(one: Mapping[str, Any], lang: str) -> html.Li:
    path = sending_page.PATH
    if one["kind"] != FILE:
        path = sending_page.address_of(one["kind"], one["period"], one["agency"])
    told = f"{say('returned', lang)}: {one['words']}" if one["words"] else say("returned", lang)
    return _line(path, sending_page.title_of(one, lang), told)


def _overdue(kind: str, agency: str, period: str, day: date, lang: str) -> html.Li:
    name = sending_page.table_name(kind, agency, period, lang)
    address = sending_page.address_of(kind, period, agency)
    return _line(address, name, say("overdue", lang, day=formats.date(day)))


def _line(path: str, name: str, told: str) -> html.Li:
    return html.Li([html.A(name, href=path), *([html.Span(f" · {told}")] if told else [])])
