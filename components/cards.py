"""Headline cards: what an indicator says now, how it has moved, how far it is on its plan, and how fresh it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from components.formats import number
from components.plain import plain
from components.sparkline import sparkline
from components.wire import Element, element
from components.words import word

Judgement = Literal["good", "bad", "neutral"]


@dataclass(frozen=True)
class PlanShare:
    """How much of a plan is done beside how much of its year has passed; both in percent."""

    done: float
    elapsed: float | None
    basis: str  # "dự toán HĐND tỉnh", "kế hoạch vốn"
    judgement: Judgement = "neutral"


@dataclass(frozen=True)
class Headline:
    """What one card shows.  Words come ready from the page; the card only arranges them.

    ``value`` is None when nothing was received; then ``late_days`` and ``waiting_for`` say who owes it and since when.
    """

    code: str  # indicator_code
    name: str
    unit: str
    value: float | None
    decimals: int | None = None
    text_value: str = ""  # for indicators of kind text
    series: Sequence[float | None] = ()  # for the sparkline, oldest first
    change: str = ""  # "▲ 8,4 % so với cùng kỳ", sign and words
    judgement: Judgement = "neutral"  # by polarity
    plan: PlanShare | None = None
    note: str = ""  # "Lũy kế 10 tháng · ước thực hiện · 31/10/2026"
    source_key: str = ""  # key of the source panel, "" when there is nothing to open
    simulated: bool = False
    late_days: int | None = None
    is_deadline_set: bool = True  # somebody has set it; our usual deadlines make nobody late
    waiting_for: str = ""  # the agency that has to report
    due_on: str = ""  # as shown, "05/11/2026"


def card(headline: Headline, *, selected: bool = False, lang: str = "vi") -> Element:
    """One card.  ``{"type": "card", "code": …}`` selects the indicator, ``{"type": "source", "key": …}`` its source."""
    absent = headline.value is None and not headline.text_value
    names = ["card", *(["is-absent"] if absent else []), *(["is-selected"] if selected else [])]
    body = _absent(headline, lang) if absent else _present(headline, lang)
    return element("Article", [_select_button(headline, selected), *body], " ".join(names))


def cards(headlines: Sequence[Headline], *, selected: str = "", lang: str = "vi") -> Element:
    """A row of cards, the one whose code is ``selected`` outlined."""
    return plain(element("Div", [card(one, selected=one.code == selected, lang=lang) for one in headlines], "cards"))


def _select_button(headline: Headline, selected: bool) -> Element:
    # The button's hit area is stretched over the whole card by CSS; the value lies above it as a button of its own.
    button = element(
        "Button",
        headline.name,
        "card-select",
        type="button",
        id={"type": "card", "code": headline.code},
        **{"aria-pressed": str(selected).lower()},
    )
    return element("H2", button, "card-name")


def _present(headline: Headline, lang: str) -> list[Element]:
    shown = headline.text_value or number(headline.value, decimals=headline.decimals, lang=lang)
    figure = [element("Span", shown, "card-value"), element("Span", f"\u00a0{headline.unit}", "card-unit")]
    if headline.source_key:
        value = element(
            "Button",
            figure,
            "card-figure source-link",
            type="button",
            id={"type": "source", "key": headline.source_key},
            title=word("source_of", lang, name=headline.name),
        )
    else:
        value = element("Span", figure, "card-figure")
    line = sparkline(headline.series, f"{word('trend_of', lang)}: {headline.name}")
    parts = [element("Div", [value, line], "card-top")]
    if headline.change:
        parts.append(element("Div", headline.change, f"card-change is-{headline.judgement}"))
    if headline.plan is not None:
        parts.append(_plan(headline.plan, lang))
    parts.append(_note(headline, lang))
    return parts


def _absent(headline: Headline, lang: str) -> list[Element]:
    figure = [element("Span", "–", "card-value"), element("Span", f"\u00a0{headline.unit}", "card-unit")]
    if headline.late_days is None or headline.late_days < 0:
        why = word("missing", lang).capitalize()
    elif headline.late_days == 0:
        why = word("due_today", lang)
    else:
        why = word("late_by" if headline.is_deadline_set else "past_usual", lang, days=headline.late_days)
    sentence = " · ".join(part for part in (why, headline.waiting_for) if part)
    due = [word("due_on", lang, date=headline.due_on)] if headline.due_on else []
    note = headline.note or " · ".join([*due, word("not_received", lang)])
    return [
        element("Div", element("Span", figure, "card-figure"), "card-top"),
        element("Div", sentence, "card-change is-late"),
        element("Div", note, "card-note"),
    ]


def _plan(plan: PlanShare, lang: str) -> Element:
    """The bar runs to 100 % of the plan; what exceeds it fills the bar, and the words give the true share."""
    done = f"{number(plan.done, decimals=1, lang=lang)}\u00a0% {plan.basis}"
    elapsed = ""
    tick = []
    if plan.elapsed is not None:
        share = f"{number(plan.elapsed, decimals=1, lang=lang)}\u00a0%"
        elapsed = f" · {word('year_elapsed', lang, share=share)}"
        tick = [element("Span", None, "plan-tick", style={"left": _percent(plan.elapsed)})]
    fill = element("Span", None, f"plan-done is-{plan.judgement}", style={"width": _percent(plan.done)})
    bar = element("Div", [fill, *tick], "plan-bar", **{"aria-hidden": "true"})
    return element("Div", [bar, element("Div", done + elapsed, "plan-words")], "plan")


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 100.0):.1f}%"


def _note(headline: Headline, lang: str) -> Element:
    mark = [element("Span", word("simulated_status", lang), "mark-simulated")] if headline.simulated else []
    return element("Div", [element("Span", headline.note), *mark], "card-note")
