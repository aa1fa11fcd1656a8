"""One alert with its evidence: rule, numbers, chart and map, the form in which people sign steps, and what was done."""

from typing import Any

import pandas as pd
from dash import dcc, html

from components import (
    alerts,
    directive_links,
    directive_words,
    figures,
    filters,
    formats,
    maps,
    messages,
    naming,
    panels,
    profile_links,
)
from components.alert_words import say
from components.frame import page_link
from components.ids import Ids
from components.shading import AREA, Shades
from components.signer import Part, signer
from data import alert_evidence, periods
from data.alert_answers import ACTIONS, Case, rule_name

BOUNDED = ("threshold", "overload", "risk_level")  # kinds whose numbers are held against one limit
SHOWN_AS = "threshold"  # the map shows the number itself, whatever the rule makes of it


def case(ids: Ids, found: Case, map_of: tuple[str, Any, str] | None, lang: str) -> list[Any]:
    """The panels of an alert; ``map_of`` is the address, the bounds and the label of the boundaries."""
    return [
        panels.panel(
            rule_name(found.rule, str(found.alert["rule_code"]), lang),
            _facts(found, lang),
            subtitle=[alerts.badge(str(found.alert["severity"]), lang), f" {found.area_name}"],
            foot=_links(ids, found, lang),
            panel_id=ids.why,
            class_name="alert-case",
        ),
        panels.panel(say("act_title", lang), form(ids, found, lang), panel_id=ids.act),
        panels.panel(
            say("chart", lang, area=found.area_name),
            _chart(ids, found, lang),
            subtitle=say("hourly", lang) if found.rule.get("kind") == "risk_level" else _measured(found, lang),
            panel_id=ids.chart,
        ),
        *([_map(ids, found, map_of, lang)] if map_of and not found.communes.empty else []),
        panels.panel(say("history", lang), _history(found, lang), panel_id=ids.history),
    ]


def _facts(found: Case, lang: str) -> html.Dl:
    one, rule = found.alert, found.rule
    period = periods.label(str(one["period"]), lang) + ("" if one["is_firm"] else f" ({say('soft', lang)})")
    advice = str((rule.get("advice_en") if lang == "en" else "") or rule.get("advice", ""))
    handled = say(str(one["handling"]), lang)
    whom = ", ".join(part for part in (str(one["agency"]), str(one["person"])) if part)
    due = say("due", lang, date=formats.date(one["due_on"])) if one["due_on"] else ""
    house = f" · {say('in_house', lang)}" if one["in_house"] else ""
    since = say("since", lang, period=periods.label(str(one["first_period"]), lang))
    facts = [
        ("state", f"{say(str(one['state']), lang)}, {since}{house}"),
        ("period", period),
        ("found", alerts.found(one, rule, "case", lang)),
        ("handling", " · ".join(part for part in (handled, whom, due) if part)),
        ("source", str(rule.get("source", ""))),
        ("advice", advice),
    ]
    rows = [[html.Dt(say(name, lang)), html.Dd(told)] for name, told in facts if told]
    return html.Dl([part for row in rows for part in row], className="alert-facts")


def _links(ids: Ids, found: Case, lang: str) -> list[Any]:
    links: list[Any] = []
    if found.rule.get("kind") == "risk_level":
        links.append(dcc.Link(say("emergency", lang), href=alerts.why_level(found.alert)))
    if found.indicator is not None:
        more = f"&xa={found.alert['area_code']}" if len(str(found.alert["area_code"])) == 5 else ""
        links.append(dcc.Link(say("view", lang), href=f"{page_link(found.indicator)}{more}"))
        if more:
            path = profile_links.path_of(str(found.alert["area_code"]), found.indicator.set_code)
            links += [" · ", dcc.Link(say("profile", lang), href=path)]
    if address := directive_links.of_alert(int(found.alert["alert_id"])):
        links += [" · ", dcc.Link(directive_words.say("give", lang), href=address, id=ids.direct)]
    return links


def _measured(found: Case, lang: str) -> str:
    if found.indicator is None:
        return str(found.rule.get("name", "")) if found.rule.get("kind") == "risk_level" else ""
    unit = f" {naming.bracketed_unit(found.indicator, lang)}" if found.indicator.unit else ""
    return naming.name_of(found.indicator, lang) + unit


def _chart(ids: Ids, found: Case, lang: str) -> Any:
    if found.course.empty:
        return messages.message(say("no_chart", lang))
    frame = found.course
    if found.rule.get("kind") in BOUNDED and not pd.isna(found.alert["bound"]):
        limit = frame.assign(value=float(found.alert["bound"]), series="plan")
        frame = pd.concat([frame, limit], ignore_index=True)
    unit = naming.unit_in_text(found.indicator, lang) if found.indicator is not None else ""
    names = {"now": found.area_name, "plan": say("limit", lang)}
    figure = figures.trend(frame, unit=unit, labels=names, lang=lang)
    title = say("chart", lang, area=found.area_name)
    return figures.graph(figure, ids.figure, title, class_name="alert-chart")


def shades(found: Case, lang: str) -> Shades:
    """The communes in the period of the alert; those that alert stand out, a threshold parts the classes."""
    indicator = found.indicator
    unit = naming.unit_in_text(indicator, lang) if indicator is not None else ""
    bound = found.alert["bound"]
    fixed = [float(bound)] if found.rule.get("kind") in BOUNDED and not pd.isna(bound) else None
    lower = indicator is None or indicator.polarity == "lower"  # of levels of risk too
    sheet = maps.shades(
        found.communes,
        unit=unit,
        title=_measured(found, lang),
        method="fixed" if fixed else "quantile",
        limits=fixed,
        lower_is_better=lower,
        inside=None if fixed else found.broken_codes,
        lang=lang,
    )
    key = alert_evidence.key({**found.alert, "area_code": AREA}, {**found.rule, "kind": SHOWN_AS})
    return sheet if key is None else {**sheet, "source": key.text()}


def _map(ids: Ids, found: Case, map_of: tuple[str, Any, str], lang: str) -> html.Section:
    url, bounds, label = map_of
    sheet = shades(found, lang)
    title = say("map", lang, period=periods.label(str(found.alert["period"]), lang))
    body = [
        maps.choropleth(
            ids.map, ids.values, ids.area, url, bounds, data=sheet, selected=str(found.alert["area_code"]), lang=lang
        ),
        html.Div(maps.legend(sheet), className="map-legend"),
        maps.value_table(ids.map, lang=lang),
    ]
    subtitle = say("map_dimmed", lang) if sheet["inside"] else None
    return panels.panel(title, body, subtitle=subtitle, foot=label, panel_id=ids.map_panel, class_name="panel-map")


def form(ids: Ids, found: Case, lang: str) -> html.Div:
    """The form: who signs, which step, and what it needs.  Name and agency are remembered in this browser."""
    reopened = found.alert["handling"] in ("resolved", "snoozed")
    steps = [one for one in ACTIONS if (one == "reopen") == reopened]
    count = len(found.broken)
    scope = {"": say("this_area", lang)} | ({"whole": say("whole_rule", lang, count=count)} if count > 1 else {})
    return html.Div(
        [
            _text(ids.name, say("signed_by", lang), signs="name"),
            _text(ids.agency, say("signed_agency", lang), signs="agency"),
            filters.field(ids.action, say("step", lang), {one: say(one, lang) for one in steps}, steps[0], lang=lang),
            filters.field(ids.whole, say("scope", lang), scope, "", lang=lang),
            _text(ids.to_agency, say("to_agency", lang)),
            _text(ids.to_person, say("to_person", lang)),
            _text(ids.day, say("day", lang), hint="31/03/2026"),
            _text(ids.reason, say("reason", lang)),
            html.Button(say("do", lang), id=ids.submit, type="button", className="action", n_clicks=0),
        ],
        className="alert-form",
    )


def _text(field_id: str, label: str, *, hint: str = "", signs: Part = "") -> html.Div:
    field = dcc.Input(
        id=field_id,
        type="text",
        placeholder=hint,
        maxLength=500,
        className="alert-input",
        **signer(signs),
    )
    return html.Div([html.Label(label, htmlFor=field_id), field], className="alert-field")


def _history(found: Case, lang: str) -> Any:
    entries = found.history.to_dict("records")
    items = [
        html.Li(
            [
                html.Span(formats.datetime(one["at"]), className="muted"),
                html.B(alerts.step_words(str(one["action"]), lang)),
                html.Span(alerts.detail_words(one["detail"], lang)),
                html.Span(alerts.who(one, lang), className="muted"),
            ]
        )
        for one in entries
    ]
    return html.Ol(items, className="alert-history")
