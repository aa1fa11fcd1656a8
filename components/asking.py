"""What a view asks of the archive, in words: every filter's meaning, written once.

The line under the map's title, the list of what is shown and the sentences that are copied all take their words here.
"""

from typing import Any, NamedTuple

from components import formats, group, map_quantity, naming
from components.number_link import source_button
from components.shading import AREA
from components.words import word
from data import periods
from data.answers import GroupView, Headline


class Meaning(NamedTuple):
    """One filter: what it is called, and what it did."""

    name: str
    meaning: str


def meanings(view: GroupView, shown: str, lang: str = "vi") -> list[Meaning]:
    """Every filter of the view and what it means for the numbers that are shown."""
    ask = view.ask
    name = f"{naming.name_of(ask.indicator, lang)} {naming.bracketed_unit(ask.indicator, lang)}"
    return [
        Meaning(word("link_chi-so", lang), name),
        Meaning(word("link_the-hien", lang), group.map_measure(view, shown, lang)),
        Meaning(word("link_ky", lang), naming.period_words(ask.period, ask.measure, lang)),
        Meaning(word("link_so-voi", lang), compared(view, lang)),
        Meaning(word("link_phan-to", lang), naming.breakdown_label(ask.breakdown, lang)),
        Meaning(word("link_nhom", lang), view.place_name),
        Meaning(word("known", lang).lower(), known(view, lang)),
    ]


def against(view: GroupView, period: str, lang: str = "vi") -> str:
    """The other side of the comparison: "cùng kỳ năm trước"; a year is always held against the year before."""
    if periods.parse(period).frequency == "year":
        return "last year" if lang == "en" else "năm trước"
    return naming.AGAINST[lang][view.ask.comparison]


def compared(view: GroupView, lang: str = "vi") -> str:
    """The other side, and which period that is."""
    then = naming.period_words(view.then_period, view.ask.measure, lang)
    return f"{against(view, view.ask.period, lang)} ({then})"


def known(view: GroupView, lang: str = "vi") -> str:
    """As of when the values are told."""
    if view.ask.as_of:
        return word("known_to", lang, day=formats.date(view.ask.as_of))
    return f"{word('newest', lang).lower()} ({view.as_of})"


def reporting(view: GroupView, lang: str = "vi") -> str:
    """How many communes have a value: "118/124 xã, phường có số liệu"."""
    there, of = int(view.communes["value"].notna().sum()), len(view.communes)
    return f"{there} of {of} communes reported" if lang == "en" else f"{there}/{of} xã, phường có số liệu"


def subtitle(view: GroupView, shown: str, at: str, lang: str = "vi") -> list[Any]:
    """Measure, period, breakdown, how many communes, and the province's own figure beside them, with its source.

    ``at`` tells the places apart where it stands twice on a page.
    """
    ask = view.ask
    told = [group.map_measure(view, shown, lang), naming.period_words(ask.period, ask.measure, lang)]
    if ask.breakdown != "total":
        told.append(naming.breakdown_label(ask.breakdown, lang))
    if view.reported_by_communes:
        told.append(reporting(view, lang))
    if line := headline(view):
        figure = line.plan_share if shown == "plan_share" else line.value if shown == "value" else None
        if figure is not None:
            decimals = 1 if shown == "plan_share" else None
            number = formats.number(figure, decimals, lang=lang)
            key = map_quantity.source(ask, shown, view.then_period).replace(AREA, line.area_code)
            name = f"{naming.name_of(ask.indicator, lang)}, {_whole(line, view, lang)}"
            whole = source_button(number, key, at, name, lang, "sentence-number source-link")
            return [" · ".join(told), f" · {_whole(line, view, lang)} ", whole]
    return [" · ".join(told)]


def headline(view: GroupView) -> Headline | None:
    """What the whole province or group says of the indicator; None where only a part of it is looked at."""
    if view.ask.breakdown != "total":
        return None
    return next((one for one in view.headlines if one.indicator.code == view.ask.indicator.code), None)


def _whole(line: Headline, view: GroupView, lang: str) -> str:
    if line.area_code == view.ask.province_code:
        return "cả tỉnh" if lang == "vi" else "province"
    return view.place_name
