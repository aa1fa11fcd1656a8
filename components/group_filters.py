"""The filters of a group page: what can be chosen, and what is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dash import html

from components import (
    filters,
    naming,
)
from components.ids import Ids
from components.page_words import say as say_of_page
from components.words import word
from data import catalogue, periods
from data.answers import COMPARISONS, SHOWN, GroupView


@dataclass(frozen=True)
class Choices:
    """The state of the filters beside the view: what is chosen, and the groups that can be."""

    set_code: str
    shown: str
    method: str
    group: str
    groups: Mapping[str, str]  # key → label, without the whole province
    inside: Sequence[str] | None
    annex_group: str = ""
    annex_groups: Mapping[str, str] = field(default_factory=dict)


SHOWN_WORDS = {
    "vi": {"plan_share": "% kế hoạch", "value": "Giá trị", "change": "Thay đổi"},
    "en": {"plan_share": "% of plan", "value": "Value", "change": "Change"},
}


def filter_bar(ids: Ids, view: GroupView, chosen: Choices, lang: str) -> html.Div:
    """All filters of the page in one line."""
    sets = {code: (s.name_en if lang == "en" else s.name) for code, s in catalogue.sets().items()}
    whole = word("whole_province", lang)
    fields = [
        filters.indicator_set(ids.set, sets, chosen.set_code, lang=lang),
        filters.period(ids.period, period_options(view, lang), shown_period(view), lang=lang),
        filters.comparison(ids.comparison, against_options(lang), view.ask.comparison, lang=lang),
        filters.breakdown(ids.breakdown, breakdown_options(view, lang), view.ask.breakdown, lang=lang),
        filters.group(ids.group, {"": whole, **chosen.groups}, chosen.group, lang=lang),
        filters.field(
            ids.annex,
            say_of_page("annex_group", lang),
            {"": say_of_page("whole_annex", lang), **chosen.annex_groups},
            chosen.annex_group,
            class_name="filter-annex" if chosen.annex_groups else "is-hidden",
            lang=lang,
        ),
        filters.known_on(ids.known_on, view.days, view.ask.as_of and view.ask.as_of.date(), lang=lang),
    ]
    return filters.bar(fields, lang=lang)


def shown_period(view: GroupView) -> str:
    """The month that the page stands at; a yearly indicator is answered by its year and leaves the month as it was."""
    return view.page_period


def period_options(view: GroupView, lang: str) -> dict[str, str]:
    return {period: periods.label(period, lang) for period in view.periods or (view.page_period,)}


def against_options(lang: str) -> dict[str, str]:
    return {key: naming.AGAINST[lang][key].capitalize() for key in COMPARISONS}


def breakdown_options(view: GroupView, lang: str) -> dict[str, str]:
    return {key: naming.breakdown_label(key, lang) for key in view.breakdowns}


def map_controls(ids: Ids, view: GroupView, chosen: Choices, lang: str) -> html.Div:
    """What the map shows and how its classes are made."""
    words = SHOWN_WORDS[lang]
    label = "Thể hiện" if lang == "vi" else "Show"
    return html.Div(
        [
            filters.field(ids.shown, label, {key: words[key] for key in SHOWN}, chosen.shown, lang=lang),
            filters.class_method(ids.method, chosen.method, lang=lang),
        ],
        className="map-options",
    )
