"""Where the numbers and entries of a file are shown, which areas it speaks of, and what rests on it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from components import emergency_words, formats, frame, messages, panels, profile_links
from components.attributes import attrs
from components.catalogue_list import indicator_name
from components.page_words import say
from components.plain import plain
from data import catalogue, catalogue_registers, periods

COLUMNS = ("feeds_what", "period", "areas", "observations", "in_force")
SHOWN = 30  # areas, alerts, briefings; the rest is folded away


def panel(
    file_name: str,
    fed: pd.DataFrame,
    records: Mapping[str, pd.DataFrame],
    places: pd.DataFrame,
    rests: tuple[pd.DataFrame, pd.DataFrame],
    lang: str = "vi",
) -> html.Section:
    """All of it.

    Args:
        fed: of ``data.deliveries.fed_by``.
        records: of ``data.feeding.records`` by kind.
        places: of ``data.feeding.places``.
        rests: alerts and issued briefings, of ``data.feeding``.
    """
    title = say("feeds_title", lang, file=file_name)
    lines = [_indicator(one, lang) for one in fed.to_dict("records")]
    lines += [_line(kind, one, lang) for kind, found in records.items() for one in found.to_dict("records")]
    if not lines:
        return panels.panel(title, messages.message(say("feeds_none", lang)), panel_id="feeds")
    head = [html.Th(say(key, lang), scope="col", className="figure" if key in COLUMNS[2:] else "") for key in COLUMNS]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(lines)], className="stacked-table")
    alerts, issues = rests
    more = [
        *_listed("feeds_places", [_place(one) for one in places.to_dict("records")], "", lang),
        *_listed("feeds_alerts", [_alert(one) for one in alerts.to_dict("records")], "feeds_no_alerts", lang),
        *_listed("feeds_issues", [_issue(one, lang) for one in issues.to_dict("records")], "feeds_no_issues", lang),
    ]
    return panels.panel(title, plain(html.Div([table, *more])), panel_id="feeds")


def _indicator(one: Mapping[Any, Any], lang: str) -> html.Tr:
    indicator = catalogue.get(one["indicator_code"])
    first, last = (periods.label(one[name], lang) for name in ("first_period", "last_period"))
    address = f"{frame.page_link(indicator)}&{urlencode({'ky': one['last_period']})}"
    when = first if first == last else f"{first} – {last}"
    return _row(
        indicator_name(indicator, lang), address, when, (one["areas"], one["observations"], one["in_force"]), lang
    )


def _line(kind: str, one: Mapping[Any, Any], lang: str) -> html.Tr:
    """What belongs together of a kind of records, leading to its page."""
    first, last = (_moment(str(one[name])) for name in ("first", "last"))
    name, address = _SHOWN_AS[kind](one, lang)
    when = first if first == last else f"{first} – {last}"
    return _row(name, address, when, (one["places"], one["rows"], one["in_force"]), lang)


def _row(name: str, address: str, when: str, counts: tuple[Any, ...], lang: str) -> html.Tr:
    named = html.Th(dcc.Link(name, href=address), scope="row")
    figures = (formats.number(int(count), lang=lang) for count in counts)
    cells = [_cell(key, told, "figure", lang) for key, told in zip(COLUMNS[2:], figures, strict=True)]
    return html.Tr([named, _cell("period", when, "", lang), *cells])


def _cell(key: str, told: str, class_name: str, lang: str) -> html.Td:
    return html.Td(told, className=class_name, **attrs({"data-label": say(key, lang)}))


def _entries(one: Mapping[Any, Any], lang: str) -> tuple[str, str]:
    """A list, shown with the first indicator that it answers, else on the page of its group."""
    register = catalogue_registers.registers()[one["code"]]
    name = register.name_en if lang == "en" else register.name
    own = [
        found
        for code, answer in catalogue_registers.answers().items()
        if answer.register == register
        and catalogue.sets()[(found := catalogue.get(code)).set_code].province_code == one["province_code"]
    ]
    asked = urlencode({"tinh": one["province_code"]})
    return name, frame.page_link(own[0]) if own else f"{catalogue.pages()[register.page].path}?{asked}"


def _figures(one: Mapping[Any, Any], lang: str) -> tuple[str, str]:
    asked = {"tinh": one["province_code"], "su-kien": one["code"]}
    return say("feeds_bulletins", lang, event=one["code"]), _emergency({k: v for k, v in asked.items() if v})


def _readings(one: Mapping[Any, Any], lang: str) -> tuple[str, str]:
    name = say("feeds_readings", lang, quantity=emergency_words.quantity_name(one["code"], lang))
    return name, _emergency({"tinh": one["province_code"]})


def _scores(one: Mapping[Any, Any], lang: str) -> tuple[str, str]:
    asked = {"tinh": one["province_code"], "ngay": str(one["last"])[:10]}
    return say(f"feeds_scores_{one['code']}", lang), f"/tthc?{urlencode(asked)}"


def _emergency(asked: Mapping[str, Any]) -> str:
    return f"{catalogue.pages()['emergency'].path}?{urlencode(asked)}"


_SHOWN_AS = {"entries": _entries, "figures": _figures, "readings": _readings, "scores": _scores}


def _moment(text: str) -> str:
    """A day, or an hour of a day, as read: of "2026-11-23T10" and "2026-11-23 04:00:00" alike."""
    day, hour = text[:10], text[11:13]
    read = "/".join(reversed(day.split("-")))
    return f"{hour}:{text[14:16] or '00'} {read}" if hour and text[11:] != "00:00:00" else read


def _place(one: Mapping[Any, Any]) -> list[Any]:
    if one["area_level"] != "commune":
        return [str(one["area_name"])]
    return [dcc.Link(one["area_name"], href=profile_links.path_of(str(one["area_code"])))]


def _alert(one: Mapping[Any, Any]) -> list[Any]:
    asked = {"tinh": one["province_code"], "mo": int(one["alert_id"])}
    return [dcc.Link(f"{one['rule_name']}: {one['area_name']}", href=f"/canh-bao?{urlencode(asked)}")]


def _issue(one: Mapping[Any, Any], lang: str) -> list[Any]:
    told = say("feeds_issue", lang, count=int(one["figures"]), at=formats.datetime(one["issued_at"]))
    return [dcc.Link(one["title"], href=f"/kiem-tra/{one['code']}"), f" · {told}"]


def _listed(heading: str, lines: list[list[Any]], none: str, lang: str) -> list[Any]:
    """A heading and its lines, of many the first; ``none`` says that there are none, "" leaves the heading out."""
    if not lines:
        return [html.H3(say(heading, lang, count=0)), html.P(say(none, lang), className="muted")] if none else []
    items = [html.Li(line) for line in lines]
    rest = items[SHOWN:]
    told: list[Any] = [html.H3(say(heading, lang, count=len(items))), html.Ul(items[:SHOWN], className="feeds-list")]
    if rest:
        summary = html.Summary(say("feeds_more", lang, count=len(rest)))
        told.append(html.Details([summary, html.Ul(rest, className="feeds-list")]))
    return told
