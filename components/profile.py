"""The page of one commune made visible: where it lies, what deserves attention, and every figure in one table."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from dash import html

from components import formats, messages, naming, panels, profile_alike
from components.analyst_words import say
from components.attributes import attrs
from components.catalogue_list import set_name
from components.frame import group_name
from components.odd import short_words
from components.plain import plain
from components.sparkline import sparkline
from components.wire import Element, element, labelled
from components.words import word
from data import arithmetic, catalogue, periods
from data.analyst import Line, Profile
from data.answers import NumberKey
from data.keys import Key, MadeKey

SHOWN = 6  # of what deserves attention
COLUMNS = ("indicator", "newest_value", "course", "change", "rank", "of_province", "of_alike", "remarks")


def page(found: Profile, picture: str, province_name: str, province_code: str, lang: str = "vi") -> list[Any]:
    """What stands under the head of the page; ``picture`` is the SVG of ``geo.locator``."""
    if not any(line.period for line in found.lines):
        told = say("no_values_yet", lang, name=found.area_name, set=set_name(found.set_code, lang))
        return [messages.message(told, tone="warn"), _facts(found, picture, province_name, lang)]
    table = panels.panel(
        say("all_values", lang, name=found.area_name),
        values(found, province_code, lang),
        subtitle=say("all_values_note", lang),
        foot=f"{word('source', lang)}: {'; '.join(found.sources) or '–'}",
        panel_id="profile-values",
        class_name="panel-profile",
    )
    return [_facts(found, picture, province_name, lang), table]


def _facts(found: Profile, picture: str, province_name: str, lang: str) -> html.Div:
    shown = [
        panels.panel(say("attention", lang), attention(found, lang), panel_id="profile-attention"),
        panels.panel(say("alike", lang), profile_alike.alike(found, lang), panel_id="profile-alike"),
        panels.panel(say("former", lang), _former(found, lang), panel_id="profile-former"),
    ]
    if picture:
        marked = {"data-area-code": found.area_code, "data-area-name": found.area_name}
        alt = say("where_alt", lang, name=found.area_name, province=province_name)
        image = html.Img(src=f"data:image/svg+xml,{quote(picture)}", alt=alt, className="locator", **attrs(marked))
        shown.insert(0, panels.panel(say("where", lang), image, panel_id="profile-where"))
    return html.Div(shown, className="profile-facts")


def attention(found: Profile, lang: str = "vi") -> Any:
    """What is unusual, what is late, and where the commune is first or last."""
    odd = [line for line in found.lines if line.odd]
    late = [line for line in found.lines if line.late_period]
    parts: list[Any] = []
    if odd:
        rows = [
            html.Li([html.B(naming.name_of(line.indicator, lang)), ": ", short_words(line.odd, line.indicator, lang)])
            for line in sorted(odd, key=lambda line: -(line.odd.score if line.odd else 0))[:SHOWN]
        ]
        parts += [html.H3(say("odd_count", lang, count=len(odd))), html.Ul(rows, className="plain-list")]
    if late:
        names = [naming.name_of(line.indicator, lang) for line in late[:SHOWN]]
        more = [f"+{len(late) - SHOWN}"] if len(late) > SHOWN else []
        parts += [html.H3(say("late_count", lang, count=len(late))), html.P("; ".join([*names, *more]))]
    if not parts:
        parts.append(html.P(say("attention_none", lang)))
    for key, chosen in (("best", _at_end(found.lines, first=True)), ("worst", _at_end(found.lines, first=False))):
        if chosen:
            parts += [html.H3(say(key, lang)), html.P("; ".join(naming.name_of(one.indicator, lang) for one in chosen))]
    if found.unheard:
        parts.append(html.P(say("unheard", lang, count=found.unheard), className="muted"))
    return html.Div(parts, className="profile-words")


def _at_end(lines: Sequence[Line], *, first: bool) -> list[Line]:
    """Where the commune alone is first or last of at least ten, on indicators that have a good side."""
    return [
        line
        for line in lines
        if line.rank == (1 if first else line.ranked)
        and line.level_with == 1
        and line.ranked >= 10
        and line.indicator.polarity != "neutral"
        and line.indicator.kind != "yes_no"
    ][:SHOWN]


def _former(found: Profile, lang: str) -> html.Div:
    one = found.former[0] if len(found.former) == 1 else None
    if not found.former:
        return html.Div(html.P(say("former_none", lang)), className="profile-words")
    if one and one.whole and one.name == found.area_name:
        return html.Div(html.P(say("former_same", lang, name=one.name)), className="profile-words")
    rows = []
    for (district, province), wards in groupby(found.former, key=lambda ward: (ward.district, ward.province)):
        names = [ward.name if ward.whole else say("part_of", lang, name=ward.name) for ward in wards]
        rows.append(html.Li([", ".join(names), html.Span(f" ({district}, {province})", className="muted")]))
    parts = [html.P(say("former_since", lang)), html.Ul(rows, className="plain-list")]
    return html.Div([*parts, html.P(say("former_note", lang), className="muted")], className="profile-words")


def values(found: Profile, province_code: str, lang: str = "vi") -> Element:
    """Every indicator, by page group; on a phone each row is a block that says its columns."""
    labels = {name: _head(name, lang) for name in COLUMNS}
    heads = [html.Th(labels[name], scope="col", className="figure" if name in COLUMNS[4:7] else "") for name in COLUMNS]
    bodies = []
    in_order = sorted(found.lines, key=lambda line: catalogue.pages()[line.indicator.page].order)
    for code, lines in groupby(in_order, key=lambda line: line.indicator.page):
        name = group_name(catalogue.pages()[code], lang)
        head = element("Tr", element("Th", name, colSpan=len(COLUMNS), scope="rowgroup"), "group-row")
        bodies.append(html.Tbody([head, *(_row(line, found, province_code, labels, lang) for line in lines)]))
    named = attrs({"aria-label": say("all_values", lang, name=found.area_name)})
    table = html.Table([html.Thead(html.Tr(heads)), *bodies], className="stacked-table profile-table")
    return plain(html.Div(table, role="region", tabIndex=0, **named))


def _head(name: str, lang: str) -> str:
    return "" if name == "indicator" else say(name, lang)


def _row(line: Line, found: Profile, province_code: str, labels: dict[str, str], lang: str) -> Element:
    one = line.indicator
    day = f"&biet-den={found.known_to}" if found.known_to else ""  # codes and days need no quoting in an address
    link = f"{catalogue.pages()[one.page].path}?bo={one.set_code}&chi-so={one.code}&xa={found.area_code}{day}"
    cells = (
        ("newest_value", _value(line, found.area_code, lang), ""),
        ("course", _course(line, lang), "cell-spark"),
        ("change", _change(line, found.area_code, lang), ""),
        ("rank", _rank(line, link, lang), "figure"),
        ("of_province", _province(line, province_code, lang), "figure"),
        ("of_alike", _alike_value(line, found, lang), "figure"),
        ("remarks", _remarks(line, found.area_code, lang), "cell-remarks"),
    )
    name = element("Th", element("A", naming.name_of(one, lang), href=link), scope="row")
    return element("Tr", [name, *(labelled("Td", told, labels[key], kind) for key, told, kind in cells)])


def _course(line: Line, lang: str) -> Any:
    if line.indicator.kind == "yes_no":
        return ""
    return sparkline(line.recent, f"{say('course', lang)}: {naming.name_of(line.indicator, lang)}")


def figure(value: float | None, line: Line, lang: str = "vi") -> str:
    """The number in words of its kind: yes and no are no numbers."""
    if line.indicator.kind == "yes_no" and value is not None:
        return say("yes" if value else "no", lang)
    return formats.number(value, lang=lang)


def source_button(shown: Any, key: Key, at: str, title: str) -> Element:
    """A number that opens its source."""
    told = {"type": "source", "key": key.text(), "at": at}
    return element("Button", shown, "source-link", id=told, type="button", n_clicks=0, title=title)


def _value(line: Line, area_code: str, lang: str) -> Any:
    if line.value is None:
        return say("never_sent", lang, period=_within(periods.label(line.newest, lang), lang))
    one = line.indicator
    unit = "" if one.kind == "yes_no" else f" {naming.unit_of(one, lang)}"
    shown = [element("B", figure(line.value, line, lang)), unit]
    key = NumberKey(one.code, area_code, line.period, line.measure)
    told = naming.period_words(line.period, line.measure, lang)
    return [source_button(shown, key, "profile", told), element("Div", told, "muted")]


def _change(line: Line, area_code: str, lang: str) -> Any:
    """How it moved, as a button to both numbers that it is of."""
    move = line.change
    if move is None or move.told is None or line.indicator.kind == "yes_no":
        return ""
    unit = "%" if move.points is None else naming.POINTS[lang] if move.in_percentage_points else ""
    if not formats.is_shown(move):
        return "="
    judged = {"better": "is-good", "worse": "is-bad"}.get(arithmetic.judgement(move, line.indicator.polarity), "")
    arrow = "▲" if move.told > 0 else "▼"
    shown = element("Span", f"{arrow} {formats.number(abs(move.told), 1, unit, lang)}", judged)
    now = NumberKey(line.indicator.code, area_code, line.period, line.measure)
    both = MadeKey("change", (now, now.at(periods.same_last_year(line.period))))
    return source_button(shown, both, "change", say("change", lang))


def _rank(line: Line, link: str, lang: str) -> Any:
    """The rank, leading to the list of all communes in that period that it was counted in."""
    if not line.rank or line.indicator.kind == "yes_no":
        return ""
    told = f"{line.rank}/{line.ranked}"
    name = attrs({"aria-label": say("rank_list", lang, rank=told, name=naming.name_of(line.indicator, lang))})
    return element("A", told, "source-link", href=f"{link}&ky={line.newest}&the-hien=value", **name)


def _province(line: Line, province_code: str, lang: str) -> Any:
    """An amount is told as a share of the province, a rate beside that of the province."""
    one = line.indicator
    if line.province is None or line.value is None:
        return ""
    key = NumberKey(one.code, province_code, line.newest, line.measure)
    told = [source_button(figure(line.province, line, lang), key, "province", say("of_province", lang))]
    if one.over_areas == "sum" and line.province > 0 and line.value >= 0:
        share = formats.number(line.value / line.province * 100, 2, "%", lang)
        return [*told, element("Div", say("share_of_province", lang, share=share), "muted")]
    return [*told, element("Div", _apart(line, line.province, lang), "muted")]


def _alike_value(line: Line, found: Profile, lang: str) -> Any:
    """The median of the similar communes, as a button to the number of each."""
    if line.alike is None or line.value is None:
        return ""
    one = line.indicator
    theirs = tuple(NumberKey(one.code, code, line.newest, line.measure) for code in found.alike.area_codes)
    shown = source_button(figure(line.alike, line, lang), MadeKey("median", theirs), "alike", say("of_alike", lang))
    return [shown, element("Div", _apart(line, line.alike, lang), "muted")]


def _apart(line: Line, other: float, lang: str) -> str:
    """How far the commune is from another figure: in points, or in percent of it."""
    one = line.indicator
    if one.kind == "yes_no":
        return ""
    move = arithmetic.change(one.kind, one.unit, line.value, other)
    if move.told is None:
        return ""
    unit = "%" if move.points is None else naming.POINTS[lang] if move.in_percentage_points else ""
    return formats.signed(move.told, 1, unit, lang)


def _remarks(line: Line, area_code: str, lang: str) -> list[Any]:
    told: list[Any] = []
    if line.odd:
        told.append(element("Div", short_words(line.odd, line.indicator, lang), "is-odd"))
    if line.late_period and line.due_on:
        period = _within(periods.label(line.late_period, lang), lang)
        key = "late_due" if line.indicator.deadline_days else "late_usual"
        words = say(key, lang, period=period, date=formats.date(line.due_on))
        told.append(element("Div", words, "state-late"))
    elif line.period and line.period != line.newest:
        words = say("older", lang, period=_within(periods.label(line.newest, lang), lang))
        told.append(element("Div", words, "state-late"))
    if line.period and line.measure == "actual" and line.indicator.kind == "flow" and len(line.period) == 7:
        told.append(element("Div", say("month_alone", lang), "muted"))
    if line.plan_share is not None:
        share = formats.percent(line.plan_share, lang=lang)
        now = NumberKey(line.indicator.code, area_code, line.newest, line.measure)
        both = MadeKey("plan_share", (now, replace(now, period=line.newest[:4], measure="plan")))
        words = say("of_plan", lang, share=share)
        told.append(element("Div", source_button(words, both, "plan", words), "muted"))
    if line.status not in ("final", "simulated", "missing"):
        told.append(element("Div", naming.status_words(line.status, lang), "muted"))
    return told


def _within(label: str, lang: str) -> str:
    """As within a sentence: only English keeps the capital of a month."""
    return label if lang == "en" else f"{label[0].lower()}{label[1:]}"
