"""Buttons that take a chart or a map away: pictures are drawn in the browser, data comes from the page's callback."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

from dash import dcc, html

from components.attributes import attrs
from components.briefing_words import say
from components.formats import file_name
from components.icons import icon
from components.words import word

Kind = Literal["chart", "map"]
PATH = "/bao-cao"


def export_bar(
    target_id: str,
    kind: Kind = "chart",
    *,
    name: str,
    title: str = "",
    unit: str = "",
    period: str = "",
    source: str = "",
    as_of: str = "",
    simulated: bool = False,
    briefing: str = "",
    drawn: bool = True,
    lang: str = "vi",
) -> html.Div:
    """PNG, SVG, pictures by size, CSV, XLSX for the chart or map ``target_id``; ``name`` becomes the file name.

    ``assets/export.js`` draws ``title``, ``unit``, ``period``, ``source``, ``as_of`` (ready to be read) and the mark of
    simulated data into the picture.  CSV and XLSX are buttons with the id ``{"type": "download", "what":
    "csv"|"xlsx", "target": target_id}`` for a callback.  When the words change with a filter, replace the whole bar.
    Without ``drawn`` there are no pictures: a table has none.  ``briefing`` is the address at which it is added to a
    briefing; "" where it cannot.
    """
    what = word("map_word" if kind == "map" else "chart", lang)
    pictures = [
        _button(label, word("download_as", lang, what=what, format=label), {"data-chiso-export": label.lower()})
        for label in ("PNG", "SVG")
    ]
    pictures.append(_button("…", word("picture_sizes", lang, what=what), {"data-chiso-pictures": ""}))
    tables = [
        html.Button(
            label,
            type="button",
            n_clicks=0,
            className="export-button",
            id={"type": "download", "what": label.lower(), "target": target_id},
            **attrs({"aria-label": word("download_as", lang, what=what, format=label)}),
        )
        for label in ("CSV", "XLSX")
    ]
    added = [briefing_link(briefing, lang)] if briefing else []
    mark = word("simulated", lang) if simulated else ""
    caption = " · ".join(part for part in (unit, period) if part)
    foot = " · ".join(
        part
        for part in (
            f"{word('source', lang)}: {source}" if source else "",
            f"{word('as_of', lang)} {as_of}" if as_of else "",
        )
        if part
    )
    return html.Div(
        [icon("download"), *(pictures if drawn else []), *tables, *added],
        className="export-bar",
        role="group",
        **attrs(
            {
                "aria-label": f"{word('download', lang)}: {title or name}",
                "data-target": target_id,
                "data-kind": kind,
                "data-file": file_name(name),
                "data-title": title or name,
                "data-caption": caption,
                "data-foot": foot,
                "data-mark": mark,
            }
        ),
    )


def to_briefing(what: str, asked: Mapping[str, str]) -> str:
    """The address at which ``what`` ("group.map": kind of section, and what of it) is added to a briefing."""
    return f"{PATH}?{urlencode({'them': what} | {key: told for key, told in asked.items() if told})}"


def briefing_link(address: str, lang: str = "vi") -> dcc.Link:
    """ "Thêm vào báo cáo", to an address that ``to_briefing`` told."""
    return dcc.Link(say("add_to", lang), href=address, className="export-button to-briefing")


def _button(label: str, name: str, data: dict[str, str]) -> html.Button:
    return html.Button(label, type="button", className="export-button", **attrs({"aria-label": name, **data}))
