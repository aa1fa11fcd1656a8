"""The headline cards of a group page."""

from datetime import date
from typing import Any

from dash import html

from components import cards, formats, naming
from components.words import word
from data import arithmetic, periods, units
from data.answers import Ask, GroupView, Headline, NumberKey
from data.catalogue import vocabulary
from geo import areas


def card_row(view: GroupView, lang: str = "vi") -> html.Div:
    """The headline cards, the one on the map outlined."""
    return cards.cards(
        [headline_card(one, view.ask, view.today, lang) for one in view.headlines],
        selected=view.ask.indicator.code,
        lang=lang,
    )


def headline_card(one: Headline, ask: Ask, today: date, lang: str = "vi") -> cards.Headline:
    """What a card shows of a headline, in words: change, plan, note, whose report is awaited."""
    late = (today - one.due_on).days if one.due_on and one.late_period else None
    agency = one.indicator.provider or one.indicator.lead_agency
    common: dict[str, Any] = {
        "code": one.indicator.code,
        "name": naming.name_of(one.indicator, lang),
        "unit": naming.unit_of(one.indicator, lang),
    }
    if one.value is None:
        due = formats.date(one.due_on) if one.due_on else ""
        binding = bool(one.indicator.deadline_days)
        return cards.Headline(
            **common, value=None, late_days=late, is_deadline_set=binding, waiting_for=agency, due_on=due
        )
    change, judgement = _change_words(one, ask.comparison, lang)
    value, unit = units.readable(one.value, one.indicator.unit)
    if unit != one.indicator.unit:
        common["unit"] = vocabulary("units")[unit][1 if lang == "en" else 0]
    return cards.Headline(
        **common,
        value=value,
        series=one.recent,
        change=change,
        judgement=judgement,
        plan=_plan_bar(one, lang),
        note=_note(one, late, bool(ask.group), lang),
        source_key=NumberKey(one.indicator.code, one.area_code, one.period, one.measure).text(),
        simulated=one.status == "simulated",
    )


def _change_words(one: Headline, comparison: str, lang: str) -> tuple[str, cards.Judgement]:
    if one.change is None or one.change.absolute is None:
        return "", "neutral"
    yearly = periods.parse(one.period).frequency == "year"
    against = ("năm trước" if lang == "vi" else "last year") if yearly else naming.AGAINST[lang][comparison]
    words = formats.change_words(one.change, against, lang)
    if not formats.is_shown(one.change):  # what reads "unchanged" is not coloured as a move
        return words, "neutral"
    judged = arithmetic.judgement(one.change, one.indicator.polarity)
    judgements: dict[str, cards.Judgement] = {"better": "good", "worse": "bad"}
    return words, judgements.get(judged, "neutral")


def _plan_bar(one: Headline, lang: str) -> cards.PlanShare | None:
    if one.plan_share is None:
        return None
    elapsed = one.elapsed if one.indicator.kind == "flow" else None  # only what adds up grows with the year
    judged: cards.Judgement = "neutral"
    if one.indicator.polarity == "higher" and elapsed is not None:
        judged = "bad" if one.plan_share < elapsed - 5 else "good"
    return cards.PlanShare(one.plan_share, elapsed, naming.basis_name(one.plan_basis, one.indicator, lang), judged)


def _note(one: Headline, late: int | None, in_group: bool, lang: str) -> str:
    told = [naming.period_words(one.period, one.measure, lang)]
    if (commune := areas.communes_by_code().get(one.area_code)) is not None:
        told.insert(0, str(commune["full_name"]))
    elif in_group and not one.summed:
        told.insert(0, "toàn tỉnh" if lang == "vi" else "whole province")
    if one.status != "simulated":
        told.append(naming.status_words(one.status, lang))
    if one.summed:
        part, whole = one.summed
        told.append(f"cộng {part}/{whole} xã, phường" if lang == "vi" else f"sum of {part} of {whole} communes")
    if one.published_at is not None:
        told.append(f"{'nhận' if lang == 'vi' else 'received'} {formats.date(one.published_at)}")
    if late and late > 0:
        why = word("late_by" if one.indicator.deadline_days else "past_usual", lang, days=late)
        told.append(f"{periods.short_label(one.late_period, lang)}: {why[0].lower()}{why[1:]}")
    return " · ".join(told)
