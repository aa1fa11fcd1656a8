"""What buys a point, as a panel: every item with the cases it needs, and the cheapest way to a target."""

from typing import Any

from dash import dcc, html

from components import messages
from components.attributes import attrs
from components.tthc_parts import figure, listed, name_of, points, table, whole
from components.tthc_words import say
from data import scoring_rules
from data.score_answers import ScoreView
from data.scoring_advice import Lever, Plan


def target_field(field_id: str, value: float | None, lang: str = "vi") -> html.Div:
    """The score to be reached; empty: that of the unit one place higher."""
    control = dcc.Input(
        id=field_id, type="number", min=0, max=100, step=0.01, value=value, debounce=True,
        inputMode="decimal",
    )  # fmt: skip
    return html.Div(
        [html.Label(say("target", lang), htmlFor=field_id, className="filter-label"), control],
        className="target-field",
    )


def advice(view: ScoreView, lang: str = "vi") -> Any:
    """The two tables; a sentence where the capture has no counts of the unit."""
    if view.plan is None:
        return messages.message(say("no_advice", lang, unit=view.ask.unit.unit_name))
    return html.Div([_way(view.plan, view, lang), _levers(view, lang)], className="advice")


def _levers(view: ScoreView, lang: str) -> html.Div:
    heads = [say(key, lang) for key in ("item", "now_counts", "available", "one_point", "to_full")]
    ordered = sorted(view.levers, key=lambda one: (bool(one.reason), -one.per_case))
    rows = [_lever(one, view, lang) for one in ordered]
    return table(heads, rows, say("advice_title", lang))


def _lever(one: Lever, view: ScoreView, lang: str) -> list[Any]:
    name = name_of(one.item, lang)
    if one.reason:
        return [name, "", "", say(f"reason_{one.reason}", lang), ""]
    now = f"{whole(one.numerator, lang)} / {whole(one.denominator, lang)}"
    first = say("less_than_one", lang) if one.for_one_point is None else _cases(one.item, one.for_one_point, lang)
    worked = (now, points(float(one.available), lang), first, _cases(one.item, one.for_all, lang))
    return [name, *(figure(told, view, one.item, lang, at=f"advice-{n}") for n, told in enumerate(worked))]


def _cases(item: str, cases: int, lang: str) -> str:
    counted = scoring_rules.item(item).counted
    return f"{whole(cases, lang)}\u00a0{say(counted, lang)}"


def _way(plan: Plan, view: ScoreView, lang: str) -> html.Div:
    target = points(plan.target, lang)
    if not plan.steps and plan.reached:
        return messages.message(say("plan_done", lang, target=target))
    heads = [say(key, lang) for key in ("item", "work", "win", "after", "place_then")]
    rows = [
        [
            f"{number}. {name_of(step.item, lang)}",
            html.B(figure(_cases(step.item, step.cases, lang), view, step.item, lang, at="work")),
            figure(f"+{points(step.points, lang)}", view, step.item, lang, at="win"),
            figure(points(step.total, lang), view, scoring_rules.TOTAL, lang, at=f"after-{number}"),
            listed(whole(step.place, lang), view, scoring_rules.TOTAL, lang),
        ]
        for number, step in enumerate(plan.steps, start=1)
    ]
    title = say("plan_title", lang, target=target)
    short = [] if plan.reached else [messages.message(say("plan_short", lang, total=points(plan.total, lang)))]
    note = html.P(say("rank_note", lang), className="muted panel-note")
    return html.Div([html.H3(title), *short, table(heads, rows, title), note], **attrs({"aria-live": "polite"}))
