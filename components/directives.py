"""Tasks: the list, one with its figure and steps, the table of all."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from components import formats, grid, messages, naming
from components.attributes import attrs
from components.directive_links import PATH
from components.directive_words import say
from components.plain import plain
from data import catalogue, periods
from data.answers import NumberKey
from data.directive_answers import STANDINGS, Case, Number
from data.score_answers import ScoreKey

SHOWN = 12  # communes of a task whose figures are listed
OPENED = 60  # tasks of the list before the table takes over


def tiles(found: pd.DataFrame, lang: str) -> html.Ul:
    """How many tasks stand where."""
    counts = [(one, int((found["standing"] == one).sum())) for one in STANDINGS]
    items = [
        html.Li(
            [html.B(formats.number(count, lang=lang)), html.Span(say(name, lang))],
            className=f"alert-tile is-{'critical' if name == 'overdue' else name}" + ("" if count else " is-none"),
        )
        for name, count in counts
    ]
    return html.Ul(items, className="alert-tiles")


def listed(found: pd.DataFrame, chosen: int, address: Mapping[str, str], lang: str) -> Any:
    """The tasks in the order given, each a link to itself; ``address`` are the filters that its links keep."""
    if found.empty:
        return messages.message(say("nothing", lang))
    items = [_line(one, chosen, address, lang) for one in found.head(OPENED).to_dict("records")]
    return plain(html.Ul(items, className="alert-list directive-list"))


def _line(one: Mapping[Any, Any], chosen: int, address: Mapping[str, str], lang: str) -> html.Li:
    number = int(one["directive_id"])
    link = dcc.Link(f"{number}. {_short(str(one['words']))}", href=f"{PATH}?{urlencode({**address, 'mo': number})}")
    told = f"{one['agency']} · {say('due', lang, day=formats.date(one['due_on']))}"
    marks = [html.Span(say(str(one["standing"]), lang), className=f"alert-mark is-{one['standing']}")]
    marks += [html.Span(say("late", lang), className="alert-mark")] if one["late"] else []
    is_open = number == chosen
    return html.Li(
        [link, html.Span(told, className="alert-found"), *marks],
        className="is-chosen" if is_open else "",
        **attrs({"aria-current": "true"} if is_open else {}),
    )


def _short(words: str, most: int = 90) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def title_of(row: Mapping[Any, Any], lang: str) -> str:
    """What a task is about: an indicator, or the rule of an alert."""
    known = catalogue.indicators().get(str(row["indicator_code"]))
    name = naming.name_of(known, lang) if known else ""
    return " · ".join(part for part in (str(row["title"]), name) if part)


def figures(numbers: Sequence[Number], indicator_code: str, lang: str) -> list[Any]:
    """The figures as they were, one a line; of many communes the rest is counted."""
    known = catalogue.indicators().get(indicator_code)
    unit = naming.unit_in_text(known, lang) if known else ""
    lines = [html.Li(_figure(one, unit, lang)) for one in numbers[:SHOWN]]
    if len(numbers) > SHOWN:
        lines.append(html.Li(say("more_areas", lang, count=len(numbers) - SHOWN)))
    return [html.Ul(lines, className="directive-figures")]


def _figure(one: Number, unit: str, lang: str) -> list[Any]:
    value = say("no_value", lang) if one.value is None else formats.number(one.value, unit=one.unit or unit, lang=lang)
    told = [one.area_name, periods.label(one.period, lang)] if periods.is_period(one.period) else [one.area_name]
    if one.status:
        told.append(naming.status_words(one.status, lang))
    if one.version:
        told.append(say("version", lang, version=one.version))
    return [html.B(value), f" · {' · '.join(told)}"]


def facts(found: Case, lang: str) -> html.Dl:
    """What was given, by whom, until when, and what came of it."""
    row = found.row
    who = ", ".join(part for part in (str(row["given_by"]), str(row["given_agency"])) if part)
    state = say(str(row["standing"]), lang) + (f" · {say('late', lang)}" if row["late"] else "")
    pairs: list[tuple[str, Any]] = [
        ("words", str(row["words"])),
        ("about", title_of(row, lang)),
        ("then", figures(found.numbers, str(row["indicator_code"]), lang)),
        ("state", f"{state} · {say('due', lang, day=formats.date(row['due_on']))}"),
        ("given_by", f"{who} · {formats.datetime(row['given_at'])}"),
        ("report", _signed(str(row["report"]), str(row["reported_by"]))),
        ("verdict", str(row["verdict"])),
    ]
    rows = [[html.Dt(say(name, lang)), html.Dd(told)] for name, told in pairs if told]
    return html.Dl([part for one in rows for part in one], className="alert-facts")


def _signed(words: str, name: str) -> str:
    return f"{words} ({name})" if words else ""


def way_back(row: Mapping[str, Any], lang: str) -> Any:
    """A link to the alert, or to the page of the number with its source open."""
    if row["origin"] == "alert":
        return dcc.Link(say("source", lang), href=f"/canh-bao?{urlencode({'mo': row['origin_key']})}")
    text, known = str(row["origin_key"]), catalogue.indicators().get(str(row["indicator_code"]))
    page = known.page if known else "tthc" if ScoreKey.parse(text) else "emergency"
    asked = {"tinh": row["province_code"]} if page == "tthc" else {}
    asked |= {"bo": known.set_code, "chi-so": known.code} if known and NumberKey.parse(text) else {}
    href = f"{catalogue.pages()[page].path}?{urlencode({**asked, 'nguon': text})}"
    return dcc.Link(say("source_number", lang), href=href)


def table(found: pd.DataFrame, told: grid.Told, lang: str) -> html.Div:
    """Every task of the filters."""
    rows = [
        {
            "row": str(one["directive_id"]),
            "directive_id": int(one["directive_id"]),
            "agency": one["agency"],
            "words": one["words"],
            "words_href": f"{PATH}?{urlencode({'mo': int(one['directive_id'])})}",
            "about": title_of(one, lang),
            "state": say(str(one["standing"]), lang),
            "due_on": one["due_on"].isoformat(),
            "given_at": one["given_at"].isoformat(),
            "given_by": f"{one['given_by']}, {one['given_agency']}",
            "report": one["report"],
        }
        for one in found.to_dict("records")
    ]
    columns = [
        grid.Column("directive_id", say("number", lang), "number", width=5),
        grid.Column("words", say("words", lang), "link", width=20, pinned=False),
        grid.Column("agency", say("agency", lang), may_group=True, width=12),
        grid.Column("state", say("state", lang), may_group=True, width=9),
        grid.Column("due_on", say("due_day", lang), "date", width=9),
        grid.Column("about", say("about", lang), may_group=True, width=16),
        grid.Column("given_at", say("given_at", lang), "moment", width=10),
        grid.Column("given_by", say("given_by", lang), may_group=True, width=14),
        grid.Column("report", say("report", lang), width=20),
    ]
    return grid.grid("directives-table", rows, columns, told, key="row", lang=lang)


def history(found: Case, lang: str) -> Any:
    """What was done, newest first."""
    items = [
        html.Li(
            [
                html.Span(formats.datetime(one["at"]), className="muted"),
                html.B(say(str(one["action"]).partition(".")[2], lang)),
                html.Span(str(one["detail"].get("words", ""))),
                html.Span(", ".join(part for part in (one["actor"], one["agency"]) if part), className="muted"),
            ]
        )
        for one in found.history.to_dict("records")
    ]
    return html.Ol(items, className="alert-history")
