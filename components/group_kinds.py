"""How each kind of indicator is drawn: what stands beside the map, what stands below it, and what is left out.

Numbers have their trend and their ranking.  A register is a table with points on the map, a count by status is bars of
states with the worst first, a text is dated notes, a yes or no is two classes with the reason.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from components import exports, figure_bars, figures, formats, grid, messages, naming, panels
from components.attributes import attrs
from components.catalogue_list import indicator_name
from components.page_words import say
from components.shading import Shades
from data import catalogue, periods
from data.answers import GroupView
from data.catalogue_registers import Field, Register
from data.keys import EntryKey

NOTES_SHOWN = 8
ENTRIES_SHOWN = 5000
_COLUMN_KINDS: Mapping[str, grid.Kind] = {"number": "number", "coordinate": "number", "date": "date"}
_WIDTHS = {"entry_code": 7.0, "state": 12.0, "area_code": 12.0, "latitude": 7.0, "longitude": 7.0}


def has_trend(view: GroupView) -> bool:
    """Whether the indicator has a course over time to draw."""
    return view.ask.indicator.kind not in ("register", "text", "yes_no") and not view.listing.counted


def has_breakdown(view: GroupView) -> bool:
    """Whether the first axis is drawn; the states of a status count are drawn as such already."""
    return view.listing.states.empty or view.axis != view.listing.state_axis


def has_ranking(view: GroupView) -> bool:
    """Whether communes can be put in an order by it."""
    return view.ask.indicator.kind not in ("text", "yes_no")


def beside(view: GroupView, lang: str = "vi") -> Any:
    """What stands beside the map before the trend: states, notes, or reasons; nothing for a number."""
    kind, listing = view.ask.indicator.kind, view.listing
    if not listing.states.empty:
        return _states(view, lang)
    if kind == "text":
        return _notes(view, lang)
    return _failing(view, lang) if kind == "yes_no" and view.reported_by_communes else None


def below(view: GroupView, lang: str = "vi") -> Any:
    """The entries of a register as a table; nothing for other kinds."""
    if view.ask.indicator.kind != "register":
        return None
    if view.listing.register is None or view.listing.entries.empty:
        return messages.message(say("no_entries", lang, name=indicator_name(view.ask.indicator, lang)))
    return _entries(view, view.listing.register, lang)


def points(view: GroupView, lang: str = "vi") -> list[dict[str, Any]]:
    """Entries with coordinates: ``lat``, ``lon``, ``lines`` to read, ``worst`` (of all states), ``key`` of the row."""
    register, entries = view.listing.register, view.listing.entries
    if register is None or entries.empty or not register.has_places:
        return []
    states = register.state.words(lang)
    worst = next(iter(states), "")
    placed = entries[entries["latitude"].notna() & entries["longitude"].notna()]
    columns = placed[["latitude", "longitude", "name", "state", "area_name", "entry_code"]]
    return [
        {
            "lat": float(latitude),
            "lon": float(longitude),
            "lines": [text for text in (str(name), states.get(state, ""), area, code) if text],
            "worst": state == worst,
            "key": EntryKey(register.register, view.ask.province_code, code).text(),
        }
        for latitude, longitude, name, state, area, code in columns.itertuples(index=False)
    ]


def point_key(view: GroupView, lang: str = "vi") -> Any:
    """What the points on the map are, and which of them stand out."""
    shown, register = points(view, lang), view.listing.register
    if not shown or register is None:
        return None
    worst = next(iter(register.state.words(lang).values()), "")
    return html.P(
        [
            html.Span(className="point-key", **attrs({"aria-hidden": "true"})),
            say("points_key", lang, count=formats.number(len(shown), lang=lang)),
            " ",
            html.Span(className="point-key is-worst", **attrs({"aria-hidden": "true"})),
            say("points_worst", lang, state=worst, count=sum(one["worst"] for one in shown)),
        ],
        className="point-keys",
    )


def two_classes(sheet: Shades, view: GroupView, lang: str = "vi") -> Shades:
    """The sheet of a yes or no: its classes and values in words, with the reason where one was given."""
    words = {0: say("not_met", lang), 1: say("met", lang)}
    reasons = _reasons(view)
    text = dict(sheet["text"])
    for code, value in sheet["values"].items():
        reason = [reasons[code]] if code in reasons else []
        text[code] = [words[int(value >= 0.5)], *reason, *text.get(code, [""])[1:]]
    labels = [words[0], words[1]] if sheet["limits"] else [words[int(max(sheet["values"].values(), default=0) >= 0.5)]]
    return sheet | {"text": text, "labels": labels[: len(sheet["labels"])]}


def _reasons(view: GroupView) -> dict[str, str]:
    notes = view.listing.notes
    own = notes[notes["period"] == view.ask.period]
    return dict(zip(own["area_code"], own["text"], strict=True))


def _states(view: GroupView, lang: str) -> html.Section:
    listing, members = view.listing, catalogue.members(view.listing.state_axis, lang)
    whole = float(listing.states["value"].sum())
    names = [
        _with_share(members.get(state, str(state)), value, whole, lang)
        for state, value in listing.states.itertuples(index=False)
    ]
    unit = naming.unit_of(view.ask.indicator, lang)
    period = periods.label(view.ask.period, lang)
    figure = figure_bars.bars(
        listing.states.assign(member=names)[["member", "value"]], unit=unit, now_label=period, lang=lang
    )
    title = say("by_state", lang)
    when = say("counted_now", lang) if listing.counted else period
    return panels.panel(
        title,
        figures.graph(figure, f"{view.prefix}-states-graph", title, fill=False),
        subtitle=f"{unit} · {view.axis_area_name} · {when}",
        actions=exports.export_bar(
            f"{view.prefix}-states-graph",
            name=f"{view.ask.indicator.code}-states-{view.ask.period}",
            title=f"{naming.name_of(view.ask.indicator, lang)}: {title.lower()}",
            unit=unit,
            period=f"{when} · {view.axis_area_name}",
            source="; ".join(view.sources),
            as_of=view.as_of,
            simulated=view.simulated,
            lang=lang,
        ),
    )


def _with_share(name: str, value: float, whole: float, lang: str) -> str:
    return f"{name} ({formats.percent(value / whole * 100, lang=lang)})" if whole else name


def _notes(view: GroupView, lang: str) -> html.Section:
    notes = view.listing.notes
    title = say("notes_title", lang)
    if notes.empty:
        body: Any = messages.empty(naming.name_of(view.ask.indicator, lang), lang=lang)
    else:
        items = [_note(one, lang) for one in notes.to_dict("records")]
        more = say("older_notes", lang, count=len(items) - NOTES_SHOWN)
        rest = [html.Details([html.Summary(more), html.Ol(items[NOTES_SHOWN:], className="dated-notes")])]
        body = [html.Ol(items[:NOTES_SHOWN], className="dated-notes"), *(rest if len(items) > NOTES_SHOWN else [])]
    return panels.panel(title, body, subtitle=view.place_name, class_name="panel-notes")


def _note(one: Mapping[Any, Any], lang: str) -> html.Li:
    parts = [] if one["breakdown"] == "total" else [naming.breakdown_label(one["breakdown"], lang)]
    told = [periods.label(one["period"], lang), one["area_name"], *parts]
    received = say("note_received", lang, date=formats.date(one["published_at"]))
    marks = [" ", messages.simulated(lang=lang)] if one["status"] == "simulated" else []
    return html.Li(
        [
            html.P([html.B(" · ".join(told)), html.Span(f" · {received}", className="muted"), *marks]),
            *(html.P(paragraph) for paragraph in str(one["text"]).splitlines() if paragraph.strip()),
        ]
    )


def _failing(view: GroupView, lang: str) -> html.Section:
    """Who answered no, and why."""
    reasons = _reasons(view)
    no = view.communes[view.communes["value"] == 0]
    yes = int((view.communes["value"] == 1).sum())
    rows = zip(no["area_code"], no["area_name"], strict=True)
    items = [html.Li([html.B(name), f": {reasons.get(code) or say('no_reason', lang)}"]) for code, name in rows]
    head = html.P(say("yes_no_counts", lang, yes=yes, no=len(items), of=len(view.communes)))
    listed: Sequence[Any] = [html.Ul(items, className="reasons")] if items else []
    return panels.panel(say("not_met_title", lang), [head, *listed], subtitle=periods.label(view.ask.period, lang))


def _entries(view: GroupView, register: Register, lang: str) -> html.Section:
    told_of = view.listing.entries
    shown_fields = [one for one in register.fields if one.sharing != "restricted" or told_of[one.field].ne("").any()]
    entries = view.listing.entries.head(ENTRIES_SHOWN)
    name = naming.name_of(view.ask.indicator, lang)
    told = grid.Told(
        title=name,
        area=view.place_name,
        source="; ".join(view.sources),
        as_of=view.as_of,
        version=view.version,
        simulated=view.simulated,
    )
    table = grid.grid(
        f"{view.prefix}-entries-table",
        _rows(entries, shown_fields, lang),
        [_column(one, lang) for one in shown_fields],
        told,
        key="entry_code",
        height=34,
        lang=lang,
    )
    count = formats.number(len(view.listing.entries), lang=lang)
    more = [html.P(say("entries_more", lang, shown=ENTRIES_SHOWN), className="muted")]
    register_name = register.name_en if lang == "en" else register.name
    return panels.panel(
        name,
        [table, *(more if len(view.listing.entries) > ENTRIES_SHOWN else [])],
        subtitle=say("entries_subtitle", lang, register=register_name, count=count, place=view.place_name),
        class_name="panel-entries",
    )


def _column(one: Field, lang: str) -> grid.Column:
    unit = catalogue.vocabulary("units")[one.unit][lang == "en"] if one.unit else ""
    label = one.label_en if lang == "en" else one.label
    return grid.Column(
        one.field,
        f"{label} ({unit})" if unit else label,
        _COLUMN_KINDS.get(one.kind, "text"),
        decimals=5 if one.kind == "coordinate" else None,
        width=_WIDTHS.get(one.field, 18.0 if one.field == "name" else 9.0),
        pinned=one.field in ("entry_code", "name"),
        may_group=one.kind in ("choice", "state", "area"),
    )


def _rows(entries: pd.DataFrame, fields: Sequence[Field], lang: str) -> list[dict[str, Any]]:
    columns = {}
    for one in fields:
        words = one.words(lang)
        cells = entries["area_name"] if one.kind == "area" else entries[one.field]
        columns[one.field] = cells.map(lambda code, words=words: words.get(code, code)) if words else cells
    frame = pd.DataFrame(columns)
    days = [one.field for one in fields if one.kind == "date"]
    frame[days] = frame[days].apply(lambda column: column.dt.strftime("%Y-%m-%d"))
    return grid.records(frame)
