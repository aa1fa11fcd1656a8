"""The inbox of alerts: counts, what one rule found together, the rules and the journal."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isnan
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import dcc, html

from components import formats, grid, messages, naming
from components.alert_words import WORDS, say
from components.attributes import attrs
from components.icons import icon
from components.number_link import number_link
from components.plain import plain
from components.shell import ALERTS
from components.wire import Element
from data import alert_evidence, catalogue, health_rules, periods
from data.alert_answers import SEVERITIES, rule_name
from data.arithmetic import in_points

PICTURES = {"critical": "exclamation-triangle", "warning": "hourglass-split", "notice": "info-circle"}
LETTERS = 5  # that are told of those that could not be sent
AREAS = 12  # of one rule that are listed before the rest is folded


def badge(severity: str, lang: str) -> html.Span:
    """The severity as word, picture and colour."""
    return html.Span([icon(PICTURES[severity]), say(severity, lang)], className=f"alert-badge is-{severity}")


def tiles(standing: pd.DataFrame, lang: str) -> html.Ul:
    """How many alert by severity, and how many are only watched."""
    loud = standing[standing["state"].isin(["alerting", "recovering"])]
    counts = [(one, int((loud["severity"] == one).sum())) for one in SEVERITIES]
    counts.append(("pending", int((standing["state"] == "pending").sum())))
    items = [
        html.Li(
            [html.B(formats.number(count, lang=lang)), html.Span(say(name, lang))],
            className=f"alert-tile is-{name}" + ("" if count else " is-none"),
        )
        for name, count in counts
    ]
    return html.Ul(items, className="alert-tiles")


def gravest(standing: pd.DataFrame, definitions: Mapping[str, Mapping[str, Any]], rules: int, lang: str) -> Element:
    """The rules that found most worth doing something about, each with where and a link to its cases."""
    items = []
    for code, own in list(standing.groupby("rule_code", sort=False))[:rules]:
        first = own.iloc[0]
        name = rule_name(definitions.get(str(code), {}), str(code), lang)
        since = say("since", lang, period=periods.label(str(own["first_period"].min()), lang))
        told = html.Span(f"{say('areas', lang, count=len(own))} · {since}", className="muted")
        link = dcc.Link(name, href=f"{ALERTS}?{urlencode({'quy-tac': code})}")
        items.append(html.Li([badge(str(first["severity"]), lang), link, told]))
    return plain(html.Ul(items, className="alert-gravest"))


def letters(stuck: pd.DataFrame, lang: str) -> list[html.Div]:
    """One message about what could not be sent, with the reasons; none when everything went out.

    ``stuck``: ``state``, ``channel``, ``subject``, ``told``, ``attempts``, ``made_at``, ``message_id``.
    """
    if stuck.empty:
        return []
    doubtful = int((stuck["state"] == "doubtful").sum())
    lines = [_letter(one, lang) for one in stuck.head(LETTERS).to_dict("records")]
    if len(stuck) > LETTERS:
        lines.append(html.Li(say("letters_more", lang, count=len(stuck) - LETTERS)))
    said = say("letters_stuck", lang, count=len(stuck), doubtful=doubtful)
    remedy = say("letters_remedy", lang)
    return [messages.message(said, tone="warn", remedy=remedy, actions=html.Ul(lines, className="alert-letters"))]


def _letter(one: Mapping[Any, Any], lang: str) -> html.Li:
    why = one["told"] or say("letter_waits", lang, channel=one["channel"])
    name = html.B(f"{say('letter', lang, number=one['message_id'])} · {one['subject']}")
    return html.Li([name, f" · {formats.datetime(one['made_at'])} · {why}"])


def inbox(
    shown: pd.DataFrame,
    definitions: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, str],
    chosen: int,
    address: Mapping[str, str],
    lang: str,
) -> Any:
    """What stands, a section per rule in the order given; ``address`` are the filters that its links keep."""
    if shown.empty:
        return messages.message(say("nothing", lang))
    groups = [
        _group(own, definitions.get(str(code), {}), names, chosen, address, lang)
        for code, own in shown.groupby("rule_code", sort=False)
    ]
    return plain(html.Div(groups, className="alert-groups"))


def _group(
    own: pd.DataFrame,
    definition: Mapping[str, Any],
    names: Mapping[str, str],
    chosen: int,
    address: Mapping[str, str],
    lang: str,
) -> html.Section:
    first = own.iloc[0]
    since = periods.label(str(own["first_period"].min()), lang)
    told = [say("areas", lang, count=len(own)), say("since", lang, period=since)]
    head = [
        badge(str(first["severity"]), lang),
        html.H3(rule_name(definition, str(first["rule_code"]), lang)),
        html.Span(" · ".join(told), className="muted"),
    ]
    rows = [_row(one, definition, names, chosen, address, lang) for one in own.to_dict("records")]
    parts: list[Any] = [html.Div(head, className="alert-head"), html.Ul(rows[:AREAS], className="alert-list")]
    if len(rows) > AREAS:
        more = say("areas", lang, count=len(rows) - AREAS)
        open_ = any(int(number) == chosen for number in own["alert_id"][AREAS:])
        parts.append(
            html.Details([html.Summary(f"+ {more}"), html.Ul(rows[AREAS:], className="alert-list")], open=open_)
        )
    return html.Section(parts, className=f"alert-group is-{first['severity']}")


def _row(
    one: Mapping[Any, Any],
    definition: Mapping[str, Any],
    names: Mapping[str, str],
    chosen: int,
    address: Mapping[str, str],
    lang: str,
) -> html.Li:
    number = int(one["alert_id"])
    is_open = number == chosen
    link = dcc.Link(
        names.get(str(one["area_code"]), str(one["area_code"])),
        href=f"{ALERTS}?{urlencode({**address, 'mo': number})}",
    )
    marks = [say(str(one["state"]), lang)] if one["state"] != "alerting" else []
    if not one["is_firm"]:
        marks.append(say("soft", lang))
    if one["in_house"]:
        marks.append(say("in_house", lang))
    if one["handling"] != "new":
        marks.append(say(str(one["handling"]), lang))
    parts = [link, html.Span(found(one, definition, "list", lang), className="alert-found")]
    parts += [html.Span(mark, className="alert-mark") for mark in marks]
    state = attrs({"aria-current": "true"} if is_open else {})
    return html.Li(parts, className="is-chosen" if is_open else "", **state)


def found(one: Mapping[Any, Any], definition: Mapping[str, Any], at: str, lang: str) -> Any:
    """What the rule found, leading to the numbers that it found it in."""
    words, key = found_words(one, definition, lang), alert_evidence.key(one, definition)
    if words and definition.get("kind") == "risk_level":
        return dcc.Link(words, href=why_level(one), className="source-link", title=say("why_level", lang))
    return number_link(words, key, f"{at}-{one['alert_id']}", lang) if words and key else words


def why_level(one: Mapping[Any, Any]) -> str:
    """Where the page of emergencies tells which readings and which article make the level of a commune."""
    asked = {"tinh": one["province_code"], "xa": one["area_code"]}
    return f"{catalogue.pages()['emergency'].path}?{urlencode(asked)}#emergency-why-panel"


def found_words(one: Mapping[Any, Any], definition: Mapping[str, Any], lang: str) -> str:
    """What the rule found, with its numbers in their units."""
    indicator = catalogue.indicators().get(str(one["indicator_code"]))
    kind = str(definition.get("kind", ""))
    if (indicator is None and kind != "risk_level") or f"found_{kind}" not in WORDS:
        return ""
    unit = naming.unit_in_text(indicator, lang) if indicator is not None else ""
    own = "%" if kind in ("pace", "identity") else unit
    if kind == "change" and indicator is not None:
        own = unit if in_points(indicator.kind, indicator.unit) else "%"
    counted = "" if kind in ("trend", "no_data") else own
    beds = health_rules.BEDS.get(health_rules.measures().get(str(one["indicator_code"]), ""), "")
    return say(
        "found_overload_icu" if kind == "overload" and beds == "icu" else f"found_{kind}",
        lang,
        value=_number(one["value"], unit, lang),
        beside=_number(one["beside"], "" if kind == "overload" else unit, lang),
        measured=_number(one["measured"], counted, lang),
        bound=_number(one["bound"], counted, lang),
    )


def _number(value: Any, unit: str, lang: str) -> str:
    if value is None or isnan(value):
        return "–"
    decimals = next((places for places in (0, 1) if round(float(value), places) == value), None)
    return formats.number(float(value), 1 if abs(value) >= 100 and decimals is None else decimals, unit, lang=lang)


def rules_table(rules: pd.DataFrame, told: grid.Told, lang: str) -> html.Div:
    """Every rule with what came of it, and why it was not judged; columns of ``inbox.rules``."""
    rows = [
        {
            "rule_code": one["rule_code"],
            "name": rule_name(one["definition"], str(one["rule_code"]), lang),
            "severity": say(one["definition"]["severity"], lang) if one["definition"] else "",
            **{
                name: one[name] if one["definition"] else None for name in ("areas", "broken", "without_data", "errors")
            },
            "problem": one["problem"],
        }
        for one in rules.to_dict("records")
    ]
    columns = [
        grid.Column("name", say("rule", lang), width=26, pinned=True),
        grid.Column("severity", say("severity", lang), may_group=True, width=8),
        grid.Column("areas", say("judged", lang), "number", width=6),
        grid.Column("broken", say("broken", lang), "number", width=6),
        grid.Column("without_data", say("without", lang), "number", width=8),
        grid.Column("errors", say("errors", lang), "number", width=8),
        grid.Column("problem", say("problem", lang)),
    ]
    return grid.grid("alerts-rules", rows, columns, told, key="rule_code", lang=lang)


def journal_table(
    entries: pd.DataFrame, subjects: Mapping[int, tuple[str, str]], told: grid.Told, lang: str
) -> html.Div:
    """Every step that was taken; ``subjects`` are rule and area by the number of the alert."""
    rows = []
    for one in entries.to_dict("records"):
        number = int(str(one["subject"]).partition(":")[2])
        rule, area = subjects.get(number, ("", ""))
        rows.append(
            {
                "entry_id": one["entry_id"],
                "at": one["at"].isoformat(),
                "who": who(one, lang),
                "number": number,
                "rule": rule,
                "area": area,
                "step": step_words(str(one["action"]), lang),
                "detail": detail_words(one["detail"], lang),
            }
        )
    columns = [
        grid.Column("at", say("at", lang), "moment", width=10),
        grid.Column("who", say("who", lang), may_group=True, width=12),
        grid.Column("number", say("number", lang), "number", width=4),
        grid.Column("rule", say("rule", lang), may_group=True, width=18),
        grid.Column("area", say("area", lang), may_group=True, width=10),
        grid.Column("step", say("step", lang), may_group=True, width=10),
        grid.Column("detail", say("detail", lang)),
    ]
    return grid.grid("alerts-journal", rows, columns, told, key="entry_id", lang=lang)


def who(entry: Mapping[Any, Any], lang: str) -> str:
    """Who took a step: name and agency, or the system."""
    if entry["actor"] == "chiso":
        return say("by_system", lang)
    return ", ".join(part for part in (str(entry["actor"]), str(entry["agency"])) if part)


def step_words(action: str, lang: str) -> str:
    """ "alert.acknowledged" in words."""
    name = action.partition(".")[2]
    return say(name, lang) if name in WORDS else name


def detail_words(detail: Mapping[str, Any], lang: str) -> str:
    """What an entry holds besides who and when, for people."""
    parts: list[str] = []
    if detail.get("period"):
        parts.append(periods.label(str(detail["period"]), lang))
    if detail.get("value") is not None:
        parts.append(formats.number(float(detail["value"]), lang=lang))
    if detail.get("firm") is False:
        parts.append(say("soft", lang))
    if detail.get("corrected"):
        parts.append(say("corrected", lang))
    assigned: Sequence[str] = [str(detail[name]) for name in ("agency", "person") if detail.get(name)]
    parts += assigned
    if detail.get("day"):
        parts.append(formats.date(date.fromisoformat(str(detail["day"]))))
    if detail.get("reason"):
        parts.append(str(detail["reason"]))
    return " · ".join(parts)
