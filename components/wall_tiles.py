"""The tiles of a wall scene: one message each, legible from four metres, never without the date of its data."""

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
from markupsafe import Markup

from components import formats, group, group_cards, naming, wall_map, wall_trend
from components.cards import Headline as Card
from components.sparkline import mask
from components.wall_event import event
from components.wall_lists import alerts, groups, late, scores, tasks, text
from components.wall_words import say
from data import periods
from data.answers import GroupView, Headline
from data.wall_answers import TileView
from geo.boundaries import BoundarySet

OF_VIEW = ("headline", "map", "trend", "ranking")  # kinds that tell of a page group


def tile(told: TileView, today: date, shapes: BoundarySet | None, scale: float = 1.0, lang: str = "vi") -> Markup:
    """One tile as HTML; ``shapes`` are the boundaries of the province, None where they cannot be read.

    ``scale`` is that of the type, for the letters within pictures.
    """
    if told.tile.kind in OF_VIEW and told.view is None:
        words = Markup('<h2 class="message">{}</h2>').format(say("no_group", lang))
        return _framed("missing", words, say("as_at", lang, day=formats.date(today)))
    return _DRAWN[told.tile.kind](told, today, shapes, scale, lang)


def _framed(kind: str, body: Markup, foot: Markup | str = "") -> Markup:
    return Markup('<section class="tile tile-{}">{}<p class="foot">{}</p></section>').format(kind, body, foot)


def data_to(period: str, today: date, lang: str = "vi") -> str:
    """ "Số liệu đến 31/10/2026"; of a period that still runs its name."""
    end = periods.parse(period).end
    if end <= today:
        return say("data_to", lang, day=formats.date(end))
    name = periods.label(period, lang)
    return say("data_of", lang, period=name[:1].lower() + name[1:] if lang == "vi" else name)


def _headline(told: TileView, today: date, _shapes: BoundarySet | None, _scale: float, lang: str) -> Markup:
    view = _view(told)
    one = next((each for each in view.headlines if each.indicator == view.ask.indicator), None)
    if one is None:  # told in words or as a list: the group's page has it
        name = naming.name_of(view.ask.indicator, lang)
        return _framed(
            "headline", Markup('<h2 class="name">{}</h2>').format(name), data_to(view.ask.period, today, lang)
        )
    card = group_cards.headline_card(one, view.ask, view.today, lang)
    name = Markup('<h2 class="name">{}</h2>').format(card.name)
    if one.value is None:
        figure = Markup('<p class="figure is-late">{}</p>').format(say("not_received", lang))
        return _framed("headline is-absent", name + figure + _awaited(card, lang), _due(card, today, lang))
    value = formats.number(card.value, decimals=card.decimals, lang=lang)
    line = (
        Markup('<span class="spark" style="--spark:{}"></span>').format(picture)
        if (picture := mask(card.series))
        else ""
    )
    figure = Markup('<p class="figure">{}<span class="unit">\u00a0{}</span>{}</p>').format(value, card.unit, line)
    return _framed("headline", name + figure + _judged(card, lang), _freshness(one, view, today, lang))


def _judged(card: Card, lang: str) -> Markup:
    """How far on its plan, else how it moved."""
    parts = []
    if card.plan is not None:
        share = formats.percent(card.plan.done, lang=lang)
        parts.append(Markup('<span class="is-{}">{} {}</span>').format(card.plan.judgement, share, card.plan.basis))
    if card.change:
        parts.append(Markup('<span class="is-{}">{}</span>').format(card.judgement, card.change))
    return Markup('<p class="judged">{}</p>').format(Markup("<br>").join(parts[:2]))


def _awaited(card: Card, lang: str) -> Markup:
    if not card.late_days or card.late_days < 0:
        return Markup("")
    key = "late_days" if card.is_deadline_set else "behind_usual"
    return Markup('<p class="judged is-late">{}</p>').format(say(key, lang, days=card.late_days))


def _due(card: Card, today: date, lang: str) -> str:
    """When the figure was due; where nobody set a day, the day on which it was still missing."""
    due = say("due_on", lang, day=card.due_on) if card.due_on else say("as_at", lang, day=formats.date(today))
    return " · ".join(part for part in (due, card.waiting_for) if part)


def _freshness(one: Headline, view: GroupView, today: date, lang: str) -> Markup:
    """Up to when the figure speaks, and how late the next one is."""
    told = Markup("{}").format(data_to(one.period, today, lang))
    if one.status not in ("simulated", "final"):
        told += f" · {naming.status_words(one.status, lang)}"
    days = (view.today - one.due_on).days if one.due_on and one.late_period else 0
    if days > 0:
        key = "late_days" if one.indicator.deadline_days else "behind_usual"
        late_words = f"{periods.short_label(one.late_period, lang)} {say(key, lang, days=days)}"
        told += Markup(' · <b class="is-late">{}</b>').format(late_words)
    return told


def _map(told: TileView, today: date, shapes: BoundarySet | None, scale: float, lang: str) -> Markup:
    """The communes; what only the province reports is told by its course."""
    view = _view(told)
    if not view.reported_by_communes or shapes is None or group.shown_frame(view, told.shown)["value"].isna().all():
        return _trend(told, today, shapes, scale, lang)
    sheet = group.paint(view, told.shown, "quantile", None, lang)
    message = map_message(view, told.shown, lang)
    period = naming.period_words(view.ask.period, view.ask.measure, lang)
    name = naming.name_of(view.ask.indicator, lang)
    about = f"{name} · {group.map_measure(view, told.shown, lang)} · {period}"
    head = Markup('<h2 class="message">{}</h2><p class="about">{}</p>').format(message, about)
    body = Markup('<div class="map-body" style="{}">{}{}</div>').format(
        wall_map.colours(sheet), wall_map.picture(shapes, sheet, f"{message}. {about}"), wall_map.legend(sheet, lang)
    )
    boundary = shapes.label if shapes.approximate else ""
    foot = " · ".join(part for part in (data_to(view.ask.period, today, lang), boundary) if part)
    return _framed("map", head + body, foot)


def map_message(view: GroupView, shown: str, lang: str = "vi") -> str:
    """What the map says, in one line."""
    frame = group.shown_frame(view, shown)
    known = frame[frame["value"].notna()]
    if known.empty:
        return say("no_values", lang)
    if view.ask.indicator.kind == "yes_no":
        return say("met", lang, count=int((known["value"] > 0).sum()), of=len(known))
    if shown == "change":
        worse = "fallen" if view.ask.indicator.polarity != "lower" else "risen"
        count = (known["value"] < 0) if worse == "fallen" else (known["value"] > 0)
        return say(worse, lang, count=int(count.sum()))
    if shown == "plan_share" and view.ask.indicator.kind == "flow":
        elapsed = periods.share_of_year_elapsed(view.ask.period) * 100
        behind = int((known["value"] < elapsed).sum())
        return say("behind_pace", lang, count=behind) if behind else say("none_behind", lang)
    row = known.sort_values("value").iloc[-1]
    unit = group.shown_unit(view, shown, lang)
    value = formats.number(float(row["value"]), None if shown == "value" else 1, unit, lang)
    return f"{say('highest', lang, name=row['area_name'])}, {value}"


def _trend(told: TileView, today: date, _shapes: BoundarySet | None, scale: float, lang: str) -> Markup:
    view = _view(told)
    frame, ask = view.trend, view.ask
    name = naming.name_of(ask.indicator, lang)
    if frame.empty:
        waiting = Markup('<h2 class="message">{}</h2><p class="figure is-late">{}</p>').format(
            name, say("not_received", lang)
        )
        return _framed("trend", waiting, data_to(ask.period, today, lang))
    by_month = all(periods.parse(period).frequency == "month" for period in frame["period"])
    ticks = [str(month) for month in range(1, 13)]
    if not by_month:
        ticks = [periods.short_label(period, lang) for period in frame["period"]]
    year = int(ask.period[:4])
    current = say("now", lang, year=year) if by_month else ""
    basis = naming.basis_name(ask.basis, ask.indicator, lang)
    labels = {
        "current": current,
        "last_year": say("before", lang, year=year - 1),
        "plan": basis[:1].upper() + basis[1:],
    }
    if len(labels["plan"]) > 14:
        labels["plan"] = say("plan", lang)
    mode = say("cumulative" if by_month and ask.measure == "cumulative" else "course", lang)
    about = f"{mode} · {naming.unit_of(ask.indicator, lang)} · {view.area_name}"
    head = Markup('<h2 class="message">{}</h2><p class="about">{}</p>').format(name, about)
    zero = ask.measure == "cumulative" or ask.indicator.kind == "flow"
    drawn = wall_trend.picture(frame, labels, ticks, zero, f"{name}. {about}", scale, lang)
    newest = frame[frame["series"] == "current"]["period"]
    return _framed("trend", head + drawn, data_to(newest.iloc[-1] if len(newest) else ask.period, today, lang))


def _ranking(told: TileView, today: date, _shapes: BoundarySet | None, _scale: float, lang: str) -> Markup:
    view = _view(told)
    known = group.shown_frame(view, told.shown).dropna(subset="value").sort_values("value", ascending=False)
    unit = group.shown_unit(view, told.shown, lang)
    half = max(1, told.tile.rows // 2)
    top, low = known.head(half), known.iloc[half:].tail(half)
    head = Markup('<h2 class="message">{}</h2><p class="about">{} · {}</p>').format(
        map_message(view, told.shown, lang),
        naming.name_of(view.ask.indicator, lang),
        group.map_measure(view, told.shown, lang),
    )
    longest = float(known["value"].abs().max()) if len(known) else 1.0
    lists = [_bars(rows, title, longest, unit, lang) for rows, title in ((top, "top"), (low, "bottom")) if len(rows)]
    return _framed("ranking", head + Markup("").join(lists), data_to(view.ask.period, today, lang))


def _bars(rows: pd.DataFrame, title: str, longest: float, unit: str, lang: str) -> Markup:
    lines = [
        Markup(
            '<li><span class="label">{}</span><span class="bar"><i style="width:{}%"></i></span><b>{}</b></li>'
        ).format(
            one["area_name"],
            f"{abs(one['value']) / (longest or 1) * 100:.1f}",
            formats.number(one["value"], 1, unit, lang),
        )
        for one in rows.to_dict("records")
    ]
    return Markup('<h3>{}</h3><ul class="bars">{}</ul>').format(say(title, lang), Markup("").join(lines))


def _view(told: TileView) -> GroupView:
    if told.view is None:
        raise ValueError(f"A tile of kind {told.tile.kind} needs a view.")
    return told.view


Drawn = Callable[[TileView, date, BoundarySet | None, float, str], Markup]


def _listed(drawn: Callable[[TileView, str], Markup]) -> Drawn:
    """Lists need neither the day nor the map."""
    return lambda told, _today, _shapes, _scale, lang: drawn(told, lang)


_DRAWN: Mapping[str, Drawn] = {
    "headline": _headline,
    "map": _map,
    "trend": _trend,
    "ranking": _ranking,
    "event": event,
    "late": _listed(late),
    "groups": _listed(groups),
    "scores": _listed(scores),
    "text": _listed(text),
    "alerts": _listed(alerts),
    "tasks": _listed(tasks),
}
