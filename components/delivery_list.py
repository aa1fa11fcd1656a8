"""What was sent: the deliveries with what was accepted and refused, and the refusals of one delivery explained."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from components import formats, grid, messages
from components.attributes import attrs
from components.page_words import say
from components.plain import plain
from components.wire import Element
from components.words import word
from data import periods

PATH = "/nhan-du-lieu"
SHOWN = 200  # refused cells; the rest is counted


def province_links(provinces: Mapping[str, str], chosen: str, lang: str = "vi") -> html.Nav:
    """One link per province (code → name) that has data; nothing to choose when there is but one."""
    links = [
        dcc.Link(name, href=f"{PATH}?tinh={code}", className="pill is-chosen" if code == chosen else "pill")
        for code, name in (provinces.items() if len(provinces) > 1 else ())
    ]
    return html.Nav(links, className="pills", hidden=not links, **attrs({"aria-label": say("province", lang)}))


def listed(
    deliveries: pd.DataFrame, table_id: str, told: grid.Told, *, province: str = "", lang: str = "vi"
) -> html.Div:
    """One row per delivery (columns of ``tables.delivery``), to sort, filter and take away; its name leads to it."""
    columns = [
        grid.Column("received", say("received", lang), "moment", width=11),
        grid.Column("file", say("file", lang), "link", pinned=True, width=20),
        grid.Column("sender", say("sender", lang), may_group=True),
        grid.Column("period", say("period", lang), may_group=True, width=11),
        grid.Column("accepted", say("accepted", lang), "number", decimals=0, width=9),
        grid.Column("refused", say("refused", lang), "number", decimals=0, width=9),
        grid.Column("mark", say("data_kind", lang), may_group=True, width=9),
    ]
    rows = [_grid_row(one, province, lang) for one in deliveries.to_dict("records")]
    return grid.grid(table_id, rows, columns, told, key="delivery", height=38, lang=lang)


def _grid_row(one: Mapping[Any, Any], province: str, lang: str) -> dict[str, Any]:
    return {
        "delivery": one["delivery_id"],
        "received": one["received_at"].isoformat(timespec="minutes"),
        "file": one["file_name"],
        "file_href": _address(one, province),
        "sender": one["agency"] or "–",
        "period": one["period"],
        "period_shown": period_words(one["period"], lang),
        "accepted": int(one["rows_accepted"]),
        "refused": int(one["rows_refused"]),
        "mark": word("simulated_status", lang) if one["simulated"] else say("reported_data", lang),
    }


def _address(one: Mapping[Any, Any], province: str) -> str:
    return f"{PATH}?{urlencode({'lan': one['delivery_id'], **({'tinh': province} if province else {})})}"


def table(deliveries: pd.DataFrame, *, province: str = "", lang: str = "vi") -> Element:
    """The few newest deliveries, a row each, with a link to its refusals where there are any."""
    columns = ("received", "file", "sender", "period", "accepted", "refused")
    right = {"accepted", "refused"}
    head = [html.Th(say(key, lang), scope="col", className="figure" if key in right else "") for key in columns]
    rows = [_row(one, province, lang) for one in deliveries.to_dict("records")]
    return plain(html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="stacked-table deliveries"))


def _row(one: Mapping[Any, Any], province: str, lang: str) -> html.Tr:
    name: list[Any] = [dcc.Link(one["file_name"], href=_address(one, province))]
    name += [" ", messages.simulated(lang=lang)] if one["simulated"] else []
    cells = [
        html.Th(name, scope="row"),
        _cell("sender", one["agency"] or "–", lang),
        _cell("period", period_words(one["period"], lang), lang),
        _cell("accepted", formats.number(int(one["rows_accepted"]), lang=lang), lang, "figure"),
        _cell("refused", _refused(one, province, lang), lang, "figure"),
    ]
    received = _cell("received", formats.datetime(one["received_at"]), lang)
    return html.Tr([received, *cells])


def _cell(key: str, content: Any, lang: str, class_name: str = "") -> html.Td:
    return html.Td(content, className=class_name, **attrs({"data-label": say(key, lang)}))


def _refused(one: Mapping[Any, Any], province: str, lang: str) -> Any:
    count = int(one["rows_refused"])
    if not count:
        return "0"
    spoken = html.Span(f" {one['file_name']}", className="visually-hidden")
    return [
        f"{formats.number(count, lang=lang)} · ",
        dcc.Link([say("why", lang), spoken], href=_address(one, province)),
    ]


def period_words(period: str, lang: str = "vi") -> str:
    """The period in words; a delivery over several periods has none."""
    return periods.label(period, lang) if period else "–"


def refusals(frame: pd.DataFrame, file_name: str, lang: str = "vi", *, marked: bool = False) -> html.Section:
    """Why cells of a file were refused (columns of ``tables.refusal``): how many want which remedy, then each cell.

    ``marked``: the file can be had with these cells marked.
    """
    if frame.empty:
        return html.Section(messages.message(say("refusals_none", lang, file=file_name)), className="panel")
    title = say("refusals_title", lang, count=formats.number(len(frame), lang=lang), file=file_name)
    shown = sorted(frame.to_dict("records"), key=_order)[:SHOWN]
    more = [html.P(say("refusals_more", lang, shown=SHOWN), className="muted")] if len(frame) > SHOWN else []
    link = marked_link(str(frame["delivery_id"].iloc[0]))
    mended = [html.A(say("marked_file", lang), href=link, className="action")] if marked else []
    return html.Section(
        [html.H2(title, id="refusals-title"), _reasons(frame, lang), *mended, _cells(shown, lang), *more],
        className="panel",
        **attrs({"aria-labelledby": "refusals-title"}),
    )


def marked_link(delivery_id: str) -> str:
    """Where the workbook with its refused cells marked is handed out."""
    return f"/lan-gui/{delivery_id}/o-bi-tu-choi.xlsx"


def _order(one: Mapping[Any, Any]) -> tuple[str, int, int, str]:
    """Sorts cells as they are read in the file: by sheet, row, column ("B9" before "J9" before "AA9" before "B10")."""
    cell = str(one["cell"])
    digits, letters = "".join(filter(str.isdigit, cell)), "".join(filter(str.isalpha, cell))
    return str(one["sheet"]), int(digits or 0), len(letters), letters


def _reasons(frame: pd.DataFrame, lang: str) -> html.Ul:
    """The remedies, the most frequent first: what has to be done to the file."""
    counted = frame.groupby("remedy", sort=False).size().sort_values(ascending=False, kind="stable").head(8)
    items = [
        html.Li([html.B(formats.number(int(count), lang=lang)), f" · {remedy}"])
        for remedy, count in counted.items()
        if remedy
    ]
    return html.Ul(items, className="refusal-reasons")


def _cells(refused: Sequence[Mapping[Any, Any]], lang: str) -> Element:
    columns = ("place", "value", "reason", "remedy")
    rows = [
        html.Tr(
            [
                html.Th(_place(one, lang), scope="row"),
                _cell("value", html.Code(one["value"]) if one["value"] else "–", lang),
                _cell("reason", one["reason"], lang),
                _cell("remedy", one["remedy"], lang),
            ]
        )
        for one in refused
    ]
    head = html.Tr([html.Th(say(key, lang), scope="col") for key in columns])
    return plain(html.Table([html.Thead(head), html.Tbody(rows)], className="stacked-table"))


def _place(one: Mapping[Any, Any], lang: str) -> list[Any]:
    """The cell, and beside it the row and column as the file names them."""
    known: Sequence[str] = [text for text in (one["row_label"], one["column_label"]) if text]
    number = one["cell"].removeprefix("row ")
    cell = say("row_number", lang, row=number) if number != one["cell"] else say("cell", lang, cell=number)
    where = f"{say('sheet', lang, sheet=one['sheet'])}, {cell}" if one["sheet"] else cell if one["cell"] else "–"
    return [html.Div(where), html.Div(" · ".join(known), className="muted")]


def none_received(province_name: str, lang: str = "vi") -> html.Div:
    """No file has come for this province yet."""
    sentence = say("no_deliveries", lang, province=province_name)
    return messages.message(sentence, remedy=say("no_deliveries_remedy", lang))
