"""A group page's answers made visible: cards, map, trend, ranking and breakdown of one ``GroupView``.

Frames in, Dash out.  What the words of a view are (its question, its subtitle, what it is compared with) is decided
here once, so that the page, its downloads and its table say the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html

from components import definition, figure_bars, figures, formats, map_quantity, maps, messages, naming, ranking
from components.shading import Shades
from components.words import word
from data import periods
from data.answers import GroupView, NumberKey

MEMBERS = 14


def shown_frame(view: GroupView, shown: str) -> pd.DataFrame:
    """The communes with the shown quantity in ``value``: share of plan, level, or change."""
    column = {"plan_share": "plan_share", "value": "value", "change": map_quantity.moves_in(view.ask.indicator)}[shown]
    frame = view.communes
    told = {name: frame[name] for name in ("area_code", "area_name", "status")}
    return pd.DataFrame({**told, "value": frame[column]}, copy=False)


def shown_unit(view: GroupView, shown: str, lang: str = "vi") -> str:
    """The unit of what the map shows."""
    return map_quantity.unit(view.ask.indicator, shown, lang)


def _than(view: GroupView, lang: str) -> str:
    return naming.AGAINST[lang][view.ask.comparison]


def paint(view: GroupView, shown: str, method: str, inside: Sequence[str] | None, lang: str = "vi") -> Shades:
    """The values store of the map; an indicator that communes do not report is not painted, and the map says so."""
    names = dict(zip(view.communes["area_code"], view.communes["area_name"], strict=True))
    if not view.reported_by_communes:
        return maps.unpainted(_not_by_communes(view, lang), names, lang=lang)
    lines = map_quantity.tooltips(view.communes, view.ask.indicator, shown, _than(view, lang), lang)
    frame = shown_frame(view, shown).assign(text=pd.Series(lines, index=view.communes.index, dtype=object))
    diverging = shown == "change"
    fixed = fixed_limits(view, shown)
    sheet = maps.shades(
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
    sheet["source"] = map_quantity.source(view.ask, shown, view.then_period)
    return sheet


def fixed_limits(view: GroupView, shown: str) -> tuple[float, ...]:
    """The limits that hold in every period, for what the map shows; empty when nobody has set any."""
    return map_quantity.fixed_limits(view.ask.indicator, shown)


def class_method(view: GroupView, shown: str, method: str) -> str:
    """The way classes are made: fixed limits only where there are some, and nothing else for a yes or no."""
    if view.ask.indicator.kind == "yes_no":
        return "fixed"
    return "quantile" if method == "fixed" and not fixed_limits(view, shown) else method


def _not_by_communes(view: GroupView, lang: str) -> str:
    name = naming.name_of(view.ask.indicator, lang)
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
        basis = naming.basis_name(view.ask.basis, view.ask.indicator, lang)
        return f"% {basis}"
    if shown == "change":
        unit = shown_unit(view, shown, lang)
        return f"{'Thay đổi' if lang == 'vi' else 'Change'} ({unit})"
    return naming.unit_of(view.ask.indicator, lang)


def question(view: GroupView, shown: str, lang: str = "vi") -> str:
    """The title of the map: the question that it answers."""
    name = naming.name_of(view.ask.indicator, lang)
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
        "plan_share": f"{name} đạt bao nhiêu phần trăm {naming.basis_name(view.ask.basis, view.ask.indicator, lang)}?",
        "value": f"{name}: nơi nào cao, nơi nào thấp?",
        "change": f"{name} tăng, giảm ở đâu so với {naming.AGAINST['vi'][view.ask.comparison]}?",
    }
    return asked[shown]


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
    labels = {
        "now": str(year),
        "before": str(year - 1),
        "plan": _capital(naming.basis_name(ask.basis, ask.indicator, lang)),
    }
    if not by_month:
        labels["now"] = naming.unit_of(ask.indicator, lang)
    return figures.trend(
        frame,
        unit=naming.unit_of(ask.indicator, lang),
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
    name = naming.name_of(view.ask.indicator, lang)
    monthly = any(periods.parse(period).frequency == "month" for period in view.trend["period"].head(1))
    cumulative = view.ask.measure == "cumulative" and monthly
    if lang == "en":
        return (
            f"{name}, {'cumulative' if cumulative else 'by period'}",
            f"{naming.unit_of(view.ask.indicator, lang)} · {view.area_name}",
        )
    title = (
        f"Lũy kế theo tháng: {name[0].lower()}{name[1:]}" if cumulative else f"Diễn biến: {name[0].lower()}{name[1:]}"
    )
    return title, f"{naming.unit_of(view.ask.indicator, lang)} · {view.area_name}"


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
        name=naming.name_of(view.ask.indicator, lang),
        lang=lang,
    )


def breakdown_chart(view: GroupView, members: Mapping[str, str], lang: str = "vi") -> Any:
    """Bars along the axis, largest first; None when the indicator is not broken down here."""
    if view.breakdown.empty:
        return None
    frame = view.breakdown.head(MEMBERS)
    frame = frame.assign(member=[members.get(member, member) for member in frame["member"]])
    return figure_bars.bars(
        frame,
        unit=naming.unit_of(view.ask.indicator, lang),
        now_label=periods.label(view.ask.period, lang),
        then_label=naming.AGAINST[lang][view.ask.comparison],
        lang=lang,
    )


def commune_facts(view: GroupView, row: pd.Series, lang: str = "vi") -> list[tuple[str, str, NumberKey | None]]:
    """Figure, its words, and the key of its source (None where it was worked out), of one commune."""
    ask, unit = view.ask, naming.unit_of(view.ask.indicator, lang)
    key = NumberKey(ask.indicator.code, ask.area_code, ask.period, ask.measure, ask.breakdown)
    period = naming.period_words(ask.period, ask.measure, lang)
    status = naming.status_words(row["status"], lang)
    if pd.isna(row["value"]):
        return [("–", f"{period} · {status}", None)]
    figure = f"{formats.number(row['value'], lang=lang)} {unit}"
    facts: list[tuple[str, str, NumberKey | None]] = [(figure, f"{period} · {status}", key)]
    if pd.notna(row["plan_share"]):
        plan = NumberKey(ask.indicator.code, ask.area_code, ask.period[:4], "plan", ask.breakdown, ask.basis)
        of = f"{naming.basis_name(ask.basis, ask.indicator, lang)} ({formats.number(row['plan'], lang=lang)} {unit})"
        facts.append((f"{formats.number(row['plan_share'], 1, lang=lang)} %", of, plan))
    change = row[map_quantity.moves_in(view.ask.indicator)]
    if pd.notna(change):
        move = map_quantity.unit_of_moves(view.ask.indicator, lang)
        then = NumberKey(ask.indicator.code, ask.area_code, view.then_period, ask.measure, ask.breakdown)
        facts.append(
            (
                f"{naming.arrow(change)} {formats.number(abs(change), 1, lang=lang)} {move}",
                map_quantity.versus(_than(view, lang), lang),
                then,
            )
        )
    return facts


def foot(view: GroupView, lang: str = "vi") -> str:
    """Who published what is shown, and whose boundaries these are."""
    sources = "; ".join(view.sources) or "–"
    return f"{word('source', lang)}: {sources}. {view.boundary_note}"
