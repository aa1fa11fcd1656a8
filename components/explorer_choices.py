"""The choices of every filter of the map explorer, as its link names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components import explorer, formats, naming
from components.map_words import say
from components.naming import breakdown_label
from components.words import word
from data import catalogue, periods
from data.answers import COMPARISONS, METHODS
from data.map_answers import CLASSES, LEVELS, LIMITS, MapView
from geo import alphabet

MANY = 500  # areas of a map


@dataclass(frozen=True)
class Options:
    """One filter: its label, its choices with their words, and what is chosen."""

    label: str
    options: Mapping[str, str]
    value: str | list[str]
    searchable: bool | None = None
    multi: bool = False

    def listed(self) -> list[dict[str, str]]:
        """The choices as Dash wants them."""
        return [{"value": key, "label": text} for key, text in self.options.items()]


def choices(view: MapView, lang: str) -> dict[str, Options]:
    """By parameter of the link; see ``explorer_page.KEYS``."""
    asked, ask = view.asked, view.asked.ask
    switch = {"": word("no", lang), "1": word("yes", lang)}
    day = f"{ask.as_of:%Y-%m-%d}" if ask.as_of else ""
    return {
        "bo": Options(word("set", lang), _sets(lang), asked.set_code),
        "chi-so": Options(say("indicator", lang), _named(asked.indicators, lang), ask.indicator.code),
        "ky": Options(word("period", lang), _periods(_with(asked.periods, ask.period), lang), ask.period),
        "so-voi": Options(word("comparison", lang), _comparisons(view, lang), ask.comparison),
        "phan-to": Options(
            word("breakdown", lang), {one: breakdown_label(one, lang) for one in asked.breakdowns}, ask.breakdown
        ),
        "nhom": Options(word("group", lang), {"": word("whole_province", lang), **view.groups}, ask.group),
        "cap": Options(say("level", lang), {one: say(f"level_{one}", lang) for one in LEVELS}, asked.level),
        "kieu": Options(say("mode", lang), {one: say(f"mode_{one}", lang) for one in asked.modes}, asked.mode),
        "the-hien": Options(
            say("shown", lang), {one: say(f"shown_{one}", lang) for one in asked.shown_choices}, asked.shown
        ),
        "chi-so-2": Options(
            say("second", lang), _named(asked.partners, lang), asked.second.code if asked.second else ""
        ),
        "lop": Options(word("method", lang), {one: word(one, lang) for one in METHODS}, asked.method),
        "so-lop": Options(say("classes", lang), {one: one for one in CLASSES}, str(asked.classes)),
        "moc": Options(
            say("limits", lang),
            {one: say(f"limits_{one}", lang) for one in LIMITS},
            "all" if asked.pooled else "period",
        ),
        "nhan": Options(say("names", lang), switch, "1" if asked.labels else ""),
        "xa-cu": Options(say("former", lang), switch, "1" if asked.former else ""),
        "chon": Options(say("chosen_hint", lang), _areas(view), list(asked.chosen), searchable=True, multi=True),
        "biet-den": Options(word("known", lang), _days(view, day, lang), day),
    }


def _sets(lang: str) -> dict[str, str]:
    return {code: (one.name_en if lang == "en" else one.name) for code, one in catalogue.sets().items()}


def _named(indicators: Sequence[catalogue.Indicator], lang: str) -> dict[str, str]:
    return {one.code: naming.name_of(one, lang) for one in indicators}


def _with(choices: Sequence[str], chosen: str) -> Sequence[str]:
    """The choices, and what is chosen where it is none of them."""
    return choices if chosen in choices else (chosen, *choices)


def _periods(choices: Sequence[str], lang: str) -> dict[str, str]:
    return {one: periods.label(one, lang) for one in choices}


def _comparisons(view: MapView, lang: str) -> dict[str, str]:
    """The usual ones, and every other period of the same frequency: the difference of any two."""
    ask = view.asked.ask
    same = periods.parse(ask.period).frequency
    others = [one for one in view.asked.periods if periods.parse(one).frequency == same and one != ask.period]
    usual = {one: explorer.against(one, lang).capitalize() for one in COMPARISONS}
    return usual | _periods(_with(others, ask.comparison) if ask.comparison not in usual else others, lang)


def _areas(view: MapView) -> dict[str, str]:
    """All areas of the map by name.

    Of more than ``MANY`` only those that are chosen: the list would hold up the map, and ``assets/map-choose.js``
    fills it in from the map's names as soon as the colours are on the screen.
    """
    if len(view.frame) > MANY:
        chosen = view.frame[view.frame["area_code"].isin(view.asked.chosen)]
        return dict(zip(chosen["area_code"], chosen["area_name"], strict=True))
    return alphabet.in_order(dict(zip(view.frame["area_code"], view.frame["area_name"], strict=True)))


def _days(view: MapView, chosen: str, lang: str) -> dict[str, str]:
    known = {f"{day:%Y-%m-%d}": word("known_to", lang, day=formats.date(day)) for day in view.days[1:]}
    asked = view.asked.ask.as_of
    own = {chosen: word("known_to", lang, day=formats.date(asked.date()))} if asked else {}
    return {"": word("newest", lang), **own, **known}
