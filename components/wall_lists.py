"""The tiles of a wall scene that list: whose reports are awaited, what has come, scores by component, words."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from components import formats
from components.tthc_parts import name_of
from components.wall_words import say
from data import catalogue, scoring_rules
from data.wall_answers import Tally, TileView

PLACES = 3  # that a line names


def framed(kind: str, message: str, body: Markup, foot: str) -> Markup:
    """A tile of lines under one message."""
    head = Markup('<h2 class="message">{}</h2>').format(message)
    return Markup('<section class="tile tile-{}">{}{}<p class="foot">{}</p></section>').format(kind, head, body, foot)


def _day(told: TileView, lang: str) -> str:
    return say("data_to", lang, day=formats.date(told.as_of)) if told.as_of else ""


def late(told: TileView, lang: str) -> Markup:
    """Who owes most, and since when."""
    if not told.tallies:
        figure = Markup('<p class="figure is-good">0<span class="unit">\u00a0{}</span></p>').format(
            say("overdue", lang)
        )
        return framed("late", say("late_none", lang), figure, _day(told, lang))
    lines = [
        Markup('<li><span class="label">{}</span><span class="note is-late">{}</span><b>{}</b></li>').format(
            one.name or say("no_agency", lang),
            say("since", lang, day=formats.date(one.since)) if one.since else "",
            say("late_line", lang, count=one.part),
        )
        for one in told.tallies
    ]
    if told.total > len(told.tallies):
        more = say("and_more", lang, count=told.total - len(told.tallies))
        lines.append(Markup('<li class="more">{}</li>').format(more))
    message = say("late_headline", lang, count=told.total)
    return framed("late", message, Markup('<ul class="lines">{}</ul>').format(Markup("").join(lines)), _day(told, lang))


def tasks(told: TileView, lang: str) -> Markup:
    """Tasks that are past their day, by who was given them."""
    if not told.tallies:
        return framed("late tile-tasks", say("tasks_none", lang), Markup(""), _day(told, lang))
    lines = [
        Markup('<li><span class="label">{}</span><span class="note is-late">{}</span><b>{}</b></li>').format(
            one.name,
            say("since", lang, day=formats.date(one.since)) if one.since else "",
            say("tasks_line", lang, count=one.part),
        )
        for one in told.tallies
    ]
    if rest := told.total - sum(one.part for one in told.tallies):
        lines.append(Markup('<li class="more">{}</li>').format(say("tasks_more", lang, count=rest)))
    body = Markup('<ul class="lines">{}</ul>').format(Markup("").join(lines))
    return framed("late tile-tasks", say("tasks_headline", lang, count=told.total), body, _day(told, lang))


def alerts(told: TileView, lang: str) -> Markup:
    """The gravest alerts that stand, and since when."""
    if not told.tallies:
        return framed("alerts", say("alerts_none", lang), Markup(""), _day(told, lang))
    lines = [
        Markup('<li class="whole"><span class="label">{}{}</span><small>{}</small></li>').format(
            mark(one.tone), one.name, _places(one, lang)
        )
        for one in told.tallies
    ]
    if rest := told.total - sum(one.part for one in told.tallies):
        lines.append(Markup('<li class="more">{}</li>').format(say("more", lang, count=rest)))
    body = Markup('<ul class="lines">{}</ul>').format(Markup("").join(lines))
    return framed("alerts", say("alerts_headline", lang, count=told.total), body, _day(told, lang))


def _places(one: Tally, lang: str) -> str:
    """Since when, in how many places, and the first few by name: the line may be cut off at its end."""
    names, count = ", ".join(one.places[:PLACES]), len(one.places)
    told = say("places", lang, count=count, names=names) + ("…" if count > PLACES else "") if count > 1 else names
    return f"{say('from_day', lang, day=formats.date(one.since))} · {told}"


def mark(tone: str) -> Markup:
    """The gravity as a sign: full, half, none."""
    signs = {"bad": "●", "warn": "▲"}
    return Markup('<i class="is-{}">{}</i> ').format(tone, signs[tone]) if tone in signs else Markup("")


def groups(told: TileView, lang: str) -> Markup:
    """How much of the set has data, and of the groups that lack most how much."""
    part, whole = sum(one.part for one in told.tallies), sum(one.whole for one in told.tallies)
    pages = catalogue.pages()
    shown = told.tallies[: told.tile.rows]
    names = {one.name: pages[one.name].name_en if lang == "en" else pages[one.name].name for one in shown}
    message = say("groups_headline", lang, part=part, whole=whole)
    rows = [(names[one.name], one.part / max(one.whole, 1), f"{one.part}/{one.whole}") for one in shown]
    rest = len(told.tallies) - len(shown)
    more = say("more_groups", lang, count=rest) if rest else ""
    return framed("groups", message, _bars(rows, more), _day(told, lang))


def scores(told: TileView, lang: str) -> Markup:
    """The total of the index, its place, and every component against its highest score."""
    view = told.scores
    if view is None or view.total is None:
        return framed("scores", say("no_scores", lang), Markup(""), _day(told, lang))
    total = view.total
    points = {
        "score": formats.number(total["score"], 2, lang=lang),
        "max": formats.number(total["max_score"], lang=lang),
    }
    told_parts = [say("points_of", lang, **points)]
    if pd.notna(total["place"]) and total["of"] > 1:
        told_parts.append(say("place", lang, place=int(total["place"]), of=int(total["of"])))
    if pd.notna(total["movement"]) and total["movement"]:
        told_parts.append(say("moved", lang, change=formats.signed(total["movement"], 2, lang=lang)))
    components = view.items.drop(index="total")
    first = [str(code) for code in components.index if scoring_rules.item(str(code)).parent == scoring_rules.TOTAL]
    components = components.loc[first].sort_values("lost", ascending=False).head(told.tile.rows)
    rows = [
        (
            name_of(str(code), lang),
            float(one["score"] / one["max_score"]) if pd.notna(one["score"]) else 0.0,
            f"{formats.number(one['score'], 2, lang=lang)}/{formats.number(one['max_score'], lang=lang)}",
        )
        for code, one in components.iterrows()
    ]
    return framed("scores", f"{view.ask.unit.unit_name}: {' · '.join(told_parts)}", _bars(rows), _day(told, lang))


def text(told: TileView, lang: str) -> Markup:
    """Words of the province's own."""
    return framed("text", told.tile.text, Markup(""), _day(told, lang))


def _bars(rows: Sequence[tuple[str, float, str]], more: str = "") -> Markup:
    lines = [
        Markup(
            '<li><span class="label">{}</span><span class="bar"><i style="width:{}%"></i></span><b>{}</b></li>'
        ).format(name, f"{min(max(share, 0.0), 1.0) * 100:.1f}", figure)
        for name, share, figure in rows
    ]
    lines += [Markup('<li class="more">{}</li>').format(more)] if more else []
    return Markup('<ul class="bars">{}</ul>').format(Markup("").join(lines))
