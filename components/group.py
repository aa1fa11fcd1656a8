"""A group page's answers made visible: cards, map, trend, ranking and breakdown of one ``GroupView``.

Frames in, Dash out.  What the words of a view are (its question, its subtitle, what it is compared with) is decided
here once, so that the page, its downloads and its table say the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from components import cards, definition, figures, formats, maps, messages, ranking
from components.shading import Shades
from components.words import word
from data import arithmetic, catalogue, periods, units
from data.answers import GroupView, Headline, NumberKey
from data.catalogue import Indicator, unit_label, vocabulary

POINTS = {"vi": "điểm %", "en": "pp"}
BASES = {"hdnd_tinh": "{plan} HĐND tỉnh giao", "trung_uong": "{plan} Trung ương giao", "ke_hoach": "kế hoạch năm"}
BASES_EN = {"hdnd_tinh": "provincial council's plan", "trung_uong": "central government's plan", "ke_hoach": "plan"}
AGAINST = {
    "vi": {"same_last_year": "cùng kỳ năm trước", "previous": "kỳ trước", "december": "tháng 12 năm trước"},
    "en": {"same_last_year": "same period last year", "previous": "previous period", "december": "December last year"},
}
MEMBERS = 14


def unit_of(indicator: Indicator, lang: str = "vi") -> str:
    """The unit as read by people; says so when the decision leaves it open.  Lists are counted by their entries."""
    if indicator.kind == "register":
        return "entries" if lang == "en" else "mục"
    if not indicator.unit:
        return f"({word('open', lang)})" if lang == "en" else "(đơn vị chưa quy định)"
    return vocabulary("units")[indicator.unit][1] if lang == "en" else unit_label(indicator.unit)


def name_of(indicator: Indicator, lang: str = "vi") -> str:
    return indicator.name_en if lang == "en" and indicator.name_en else indicator.name


def basis_name(basis: str, indicator: Indicator, lang: str = "vi") -> str:
    """Who set a plan, in words; a plan without a named setter is the plan of the year.

    Money is planned by a "dự toán", everything else by a "chỉ tiêu".
    """
    if lang == "en":
        return BASES_EN.get(basis or "ke_hoach", basis)
    plan = "dự toán" if "VND" in indicator.unit else "chỉ tiêu"
    return BASES.get(basis or "ke_hoach", basis).format(plan=plan)


def period_words(period: str, measure: str, lang: str = "vi") -> str:
    """The period as it was measured: "Lũy kế 10 tháng năm 2026" or "Tháng 10/2026"."""
    return periods.label_to_date(period, lang) if measure == "cumulative" else periods.label(period, lang)


def breakdown_label(key: str, lang: str) -> str:
    """ "Tổng số", or the members: "Thu nội địa"."""
    if key == "total":
        return "Total" if lang == "en" else "Tổng số"
    return " · ".join(_member(pair, lang) for pair in key.split(";"))


def _member(pair: str, lang: str) -> str:
    axis, _, member = pair.partition("=")
    return catalogue.member_name(axis, member, lang)


def shown_frame(view: GroupView, shown: str) -> pd.DataFrame:
    """The communes with the shown quantity in ``value``: share of plan, level, or change."""
    column = {"plan_share": "plan_share", "value": "value", "change": _change_column(view)}[shown]
    frame = view.communes
    return frame[["area_code", "area_name", "status"]].assign(value=frame[column])


def _change_column(view: GroupView) -> str:
    return "points" if arithmetic.in_points(view.ask.indicator.kind, view.ask.indicator.unit) else "relative"


def shown_unit(view: GroupView, shown: str, lang: str = "vi") -> str:
    """The unit of what the map shows."""
    if shown == "value":
        return unit_of(view.ask.indicator, lang)
    if shown == "change" and _change_column(view) == "points":
        return POINTS[lang]
    return "%"


def _tooltip(row: Mapping[Any, Any], view: GroupView, shown: str, lang: str = "vi") -> list[str]:
    lines = []
    if shown != "value" and pd.notna(row["value"]):
        lines.append(f"{formats.number(row['value'], lang=lang)} {unit_of(view.ask.indicator, lang)}")
    change = row[_change_column(view)]
    if shown != "change" and pd.notna(change):
        unit = POINTS[lang] if _change_column(view) == "points" else "%"
        lines.append(f"{arrow(change)} {formats.number(abs(change), 1, lang=lang)} {unit} {_against(view, lang)}")
    lines += tooltip_of_absence(row, lang)
    if pd.notna(row["published_at"]):
        told = "Nhận" if lang == "vi" else "Received"
        lines.append(f"{told} {formats.date(row['published_at'])} · {status_words(row['status'], lang)}")
    return lines


def tooltip_of_absence(row: Mapping[Any, Any], lang: str = "vi") -> list[str]:
    """What the sender wrote where a number should be, or why it was not taken; nothing where there is a number."""
    words = row.get("words")
    if pd.notna(row["value"]) or not isinstance(words, str) or not words:
        return []
    if row["status"] == "refused":
        return [words]
    return [f"{'Đơn vị ghi' if lang == 'vi' else 'The sender wrote'} «{words}»"]


def _against(view: GroupView, lang: str) -> str:
    text = AGAINST[lang][view.ask.comparison]
    return f"so với {text}" if lang == "vi" else f"on {text}"


def arrow(change: float) -> str:
    return "▲" if change > 0 else "▼" if change < 0 else "="


def status_words(status: str, lang: str = "vi") -> str:
    """A status as read by people."""
    return word("simulated_status" if status == "simulated" else status, lang)


def paint(view: GroupView, shown: str, method: str, inside: Sequence[str] | None, lang: str = "vi") -> Shades:
    """The values store of the map; an indicator that communes do not report is not painted, and the map says so."""
    names = dict(zip(view.communes["area_code"], view.communes["area_name"], strict=True))
    if not view.reported_by_communes:
        return maps.unpainted(_not_by_communes(view, lang), names, lang=lang)
    lines = [_tooltip(row, view, shown, lang) for row in view.communes.to_dict("records")]
    frame = shown_frame(view, shown).assign(text=pd.Series(lines, index=view.communes.index, dtype=object))
    diverging = shown == "change"
    fixed = fixed_limits(view, shown)
    return maps.shades(
        frame,
        unit=shown_unit(view, shown, lang),
        title=map_measure(view, shown, lang),
        method=class_method(view, shown, method),
        limits=fixed,
        classes=6 if diverging else 5,
        palette="diverging" if diverging else "sequential",
        reverse=diverging and view.ask.indicator.polarity == "lower",
        lower_is_better=view.ask.indicator.polarity == "lower",
        decimals=1 if shown != "value" else None,
        inside=inside,
        lang=lang,
    )


def fixed_limits(view: GroupView, shown: str) -> tuple[float, ...]:
    """The limits that hold in every period, for what the map shows; empty when nobody has set any."""
    moved = "pp" if _change_column(view) == "points" else "%"
    unit = {"value": view.ask.indicator.unit, "change": moved, "plan_share": "%"}[shown]
    return catalogue.fixed_limits(view.ask.indicator.code, shown, unit)


def class_method(view: GroupView, shown: str, method: str) -> str:
    """The way classes are made: fixed limits only where there are some, and nothing else for a yes or no."""
    if view.ask.indicator.kind == "yes_no":
        return "fixed"
    return "quantile" if method == "fixed" and not fixed_limits(view, shown) else method


def _not_by_communes(view: GroupView, lang: str) -> str:
    name = name_of(view.ask.indicator, lang)
    if view.ask.indicator.kind == "text":
        return (
            f"“{name}” is told in words." if lang == "en" else f"«{name}» được báo cáo bằng lời, không tô màu bản đồ."
        )
    if lang == "en":
        return f"“{name}” is reported for the province only; communes are not coloured."
    return f"«{name}» chỉ được báo cáo cho toàn tỉnh, nên không tô màu cho xã, phường."


def map_measure(view: GroupView, shown: str, lang: str = "vi") -> str:
    """Heading of the legend: what the colours measure."""
    if shown == "plan_share":
        basis = basis_name(view.ask.basis, view.ask.indicator, lang)
        return f"% {basis}"
    if shown == "change":
        unit = shown_unit(view, shown, lang)
        return f"{'Thay đổi' if lang == 'vi' else 'Change'} ({unit})"
    return unit_of(view.ask.indicator, lang)


def question(view: GroupView, shown: str, lang: str = "vi") -> str:
    """The title of the map: the question that it answers."""
    name = name_of(view.ask.indicator, lang)
    if not view.reported_by_communes:
        return name
    if view.listing.register is not None:
        return f"{name}: where?" if lang == "en" else f"{name}: nằm ở đâu?"
    if view.ask.indicator.kind == "yes_no":
        return f"{name}: where met, where not?" if lang == "en" else f"{name}: nơi nào đạt, nơi nào chưa?"
    if lang == "en":
        asked = {"plan_share": "what share of plan was reached?", "value": "where is it high, where low?"}
        return f"{name}: {asked.get(shown, 'where did it rise, where did it fall?')}"
    asked = {
        "plan_share": f"{name} đạt bao nhiêu phần trăm {basis_name(view.ask.basis, view.ask.indicator, lang)}?",
        "value": f"{name}: nơi nào cao, nơi nào thấp?",
        "change": f"{name} tăng, giảm ở đâu so với {AGAINST['vi'][view.ask.comparison]}?",
    }
    return asked[shown]


def card_row(view: GroupView, lang: str = "vi") -> html.Div:
    """The headline cards, the one on the map outlined."""
    return cards.cards(
        [headline_card(one, view, lang) for one in view.headlines], selected=view.ask.indicator.code, lang=lang
    )


def headline_card(one: Headline, view: GroupView, lang: str = "vi") -> cards.Headline:
    """What a card shows of a headline, in words: change, plan, note, whose report is awaited."""
    late = (view.today - one.due_on).days if one.due_on and one.late_period else None
    agency = one.indicator.provider or one.indicator.lead_agency
    common: dict[str, Any] = {
        "code": one.indicator.code,
        "name": name_of(one.indicator, lang),
        "unit": unit_of(one.indicator, lang),
    }
    if one.value is None:
        due = formats.date(one.due_on) if one.due_on else ""
        binding = bool(one.indicator.deadline_days)
        return cards.Headline(
            **common, value=None, late_days=late, is_deadline_set=binding, waiting_for=agency, due_on=due
        )
    change, judgement = _change_words(one, view, lang)
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
        note=_note(one, late, bool(view.ask.group), lang),
        source_key=NumberKey(one.indicator.code, one.area_code, one.period, one.measure).text(),
        simulated=one.status == "simulated",
    )


def _change_words(one: Headline, view: GroupView, lang: str) -> tuple[str, cards.Judgement]:
    if one.change is None or one.change.absolute is None:
        return "", "neutral"
    yearly = periods.parse(one.period).frequency == "year"
    against = ("năm trước" if lang == "vi" else "last year") if yearly else AGAINST[lang][view.ask.comparison]
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
    return cards.PlanShare(one.plan_share, elapsed, basis_name(one.plan_basis, one.indicator, lang), judged)


def _note(one: Headline, late: int | None, in_group: bool, lang: str) -> str:
    told = [period_words(one.period, one.measure, lang)]
    if in_group and not one.summed:
        told.insert(0, "toàn tỉnh" if lang == "vi" else "whole province")
    if one.status != "simulated":
        told.append(status_words(one.status, lang))
    if one.summed:
        part, whole = one.summed
        told.append(f"cộng {part}/{whole} xã, phường" if lang == "vi" else f"sum of {part} of {whole} communes")
    if one.published_at is not None:
        told.append(f"{'nhận' if lang == 'vi' else 'received'} {formats.date(one.published_at)}")
    if late and late > 0:
        why = word("late_by" if one.indicator.deadline_days else "past_usual", lang, days=late)
        told.append(f"{periods.short_label(one.late_period, lang)}: {why[0].lower()}{why[1:]}")
    return " · ".join(told)


def trend_chart(view: GroupView, lang: str = "vi") -> Any:
    """The figure of the trend, or a sentence when there is nothing to draw."""
    if view.trend.empty:
        return None
    ask, roles = view.ask, {"current": "now", "last_year": "before", "plan": "plan"}
    frame = view.trend.assign(series=view.trend["series"].map(roles))
    by_month = "plan" in set(frame["series"]) or all(
        periods.parse(period).frequency == "month" for period in frame["period"]
    )
    frame["period"] = (
        frame["position"].astype(str)
        if by_month
        else frame["period"].map(lambda period: periods.short_label(period, lang))
    )
    year = int(ask.period[:4])
    labels = {"now": str(year), "before": str(year - 1), "plan": _capital(basis_name(ask.basis, ask.indicator, lang))}
    if not by_month:
        labels["now"] = unit_of(ask.indicator, lang)
    return figures.trend(
        frame,
        unit=unit_of(ask.indicator, lang),
        labels=labels,
        ticks=[str(month) for month in range(1, 13)] if by_month else None,
        from_zero=ask.measure == "cumulative",
        marks=[definition.break_mark(one, lang) for one in view.breaks],
        lang=lang,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def trend_title(view: GroupView, lang: str = "vi") -> tuple[str, str]:
    """Title and subtitle of the trend."""
    name = name_of(view.ask.indicator, lang)
    monthly = any(periods.parse(period).frequency == "month" for period in view.trend["period"].head(1))
    cumulative = view.ask.measure == "cumulative" and monthly
    if lang == "en":
        return (
            f"{name}, {'cumulative' if cumulative else 'by period'}",
            f"{unit_of(view.ask.indicator, lang)} · {view.area_name}",
        )
    title = (
        f"Lũy kế theo tháng: {name[0].lower()}{name[1:]}" if cumulative else f"Diễn biến: {name[0].lower()}{name[1:]}"
    )
    return title, f"{unit_of(view.ask.indicator, lang)} · {view.area_name}"


def ranked(view: GroupView, shown: str, sheet: Shades, selected: str, lang: str = "vi") -> html.Div:
    """The ten highest and ten lowest communes of what the map shows."""
    if not view.reported_by_communes:
        return html.Div(messages.message(_not_by_communes(view, lang)))
    return ranking.ranking(
        shown_frame(view, shown),
        sheet=sheet,
        selected=selected or None,
        decimals=None if shown == "value" else 1,
        set_code=view.ask.indicator.set_code,
        lang=lang,
    )


def breakdown_chart(view: GroupView, members: Mapping[str, str], lang: str = "vi") -> Any:
    """Bars along the axis, largest first; None when the indicator is not broken down here."""
    if view.breakdown.empty:
        return None
    frame = view.breakdown.head(MEMBERS)
    frame = frame.assign(member=[members.get(member, member) for member in frame["member"]])
    return figures.breakdown_bars(
        frame,
        unit=unit_of(view.ask.indicator, lang),
        now_label=periods.label(view.ask.period, lang),
        then_label=AGAINST[lang][view.ask.comparison],
        lang=lang,
    )


def commune_facts(view: GroupView, row: pd.Series, lang: str = "vi") -> list[tuple[str, str, NumberKey | None]]:
    """Figure, its words, and the key of its source (None where it was worked out), of one commune."""
    ask, unit = view.ask, unit_of(view.ask.indicator, lang)
    key = NumberKey(ask.indicator.code, ask.area_code, ask.period, ask.measure, ask.breakdown)
    period = period_words(ask.period, ask.measure, lang)
    if pd.isna(row["value"]):
        return [("–", f"{period} · {status_words(row['status'], lang)}", None)]
    facts: list[tuple[str, str, NumberKey | None]] = [
        (f"{formats.number(row['value'], lang=lang)} {unit}", f"{period} · {status_words(row['status'], lang)}", key)
    ]
    if pd.notna(row["plan_share"]):
        plan = NumberKey(ask.indicator.code, ask.area_code, ask.period[:4], "plan", ask.breakdown, ask.basis)
        of = f"{basis_name(ask.basis, ask.indicator, lang)} ({formats.number(row['plan'], lang=lang)} {unit})"
        facts.append((f"{formats.number(row['plan_share'], 1, lang=lang)} %", of, plan))
    change = row[_change_column(view)]
    if pd.notna(change):
        move = POINTS[lang] if _change_column(view) == "points" else "%"
        then = NumberKey(ask.indicator.code, ask.area_code, view.then_period, ask.measure, ask.breakdown)
        facts.append(
            (f"{arrow(change)} {formats.number(abs(change), 1, lang=lang)} {move}", _against(view, lang), then)
        )
    return facts


def foot(view: GroupView, lang: str = "vi") -> str:
    """Who published what is shown, and whose boundaries these are."""
    sources = "; ".join(view.sources) or "–"
    return f"{word('source', lang)}: {sources}. {view.boundary_note}"
