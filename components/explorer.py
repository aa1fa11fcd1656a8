"""The map explorer's answers made visible: values store, titles and sentences of one ``MapView``.

What a map shows, why it shows it so and how its classes came about is worded here once, for the page, its downloads and
its table.
"""

import pandas as pd

from components import formats, map_quantity, maps, naming
from components.map_words import say
from components.shading import Shades
from components.words import word
from data import catalogue, periods
from data.map_answers import MapAsk, MapView, counts

DECIMALS = {"value": None, "per_km2": None, "per_capita": None, "rank": 0}


def name(asked: MapAsk, lang: str = "vi") -> str:
    """The indicator, and the member of the breakdown where one is shown."""
    own = naming.name_of(asked.ask.indicator, lang)
    if asked.ask.breakdown == "total":
        return own
    pairs = (pair.partition("=") for pair in asked.ask.breakdown.split(";"))
    return f"{own} ({', '.join(catalogue.member_name(axis, member, lang) for axis, _, member in pairs)})"


def against(comparison: str, lang: str = "vi") -> str:
    """The other side of a comparison in words; it may be a period."""
    return naming.AGAINST[lang].get(comparison) or periods.label(comparison, lang)


def is_normalised(asked: MapAsk) -> bool:
    """Whether what is shown may be coloured: it does not grow only because an area is larger."""
    return asked.shown != "value" or not counts(asked.ask.indicator)


def unit(asked: MapAsk, lang: str = "vi") -> str:
    """The unit of what the map shows."""
    own = naming.unit_of(asked.ask.indicator, lang)
    grounded = {
        "per_capita": say("per_people", lang, unit=own),
        "per_km2": say("per_land", lang, unit=own),
        "rank": "",
    }
    return grounded.get(asked.shown, map_quantity.unit(asked.ask.indicator, asked.shown, lang))


def measure(view: MapView, lang: str = "vi") -> str:
    """Heading of the legend."""
    asked = view.asked
    if asked.shown == "plan_share":
        return f"% {naming.basis_name(asked.ask.basis, asked.ask.indicator, lang)}"
    if asked.shown in ("change", "rank"):
        told = say(f"shown_{asked.shown}", lang)
        return f"{told} ({unit(asked, lang)})" if asked.shown == "change" else told
    return unit(asked, lang)


def question(view: MapView, lang: str = "vi") -> str:
    """The title of the map: the question that it answers."""
    asked = view.asked
    if not asked.by_areas:
        return name(asked, lang)
    words = {
        "name": name(asked, lang),
        "basis": naming.basis_name(asked.ask.basis, asked.ask.indicator, lang),
        "against": against(asked.ask.comparison, lang),
        "other": naming.name_of(asked.second, lang) if asked.second else "",
    }
    if asked.mode in ("two", "spots"):
        return say(f"ask_{asked.mode}", lang, **words)
    return say("ask_symbols" if not is_normalised(asked) else f"ask_{asked.shown}", lang, **words)


def subtitle(view: MapView, lang: str = "vi") -> str:
    """Measure, period, how many areas have a value, and where this is."""
    asked = view.asked
    told = [measure(view, lang), naming.period_words(asked.ask.period, asked.ask.measure, lang)]
    if asked.by_areas:
        known = formats.number(int(view.frame["shown"].notna().sum()), lang=lang)
        of = formats.number(len(view.frame), lang=lang)
        told.append(say("reported", lang, known=known, of=of, areas=say(f"areas_{asked.level}", lang)))
    return " · ".join(part for part in (*told, view.area_name) if part)


def foot(view: MapView, lang: str = "vi") -> str:
    """Who published what is shown, and whose boundaries these are."""
    return f"{word('source', lang)}: {'; '.join(view.sources) or '–'}. {view.boundary_note}"


def paint(view: MapView, lang: str = "vi") -> Shades:
    """The values store of the map; what no area reports is not painted, and the map says so."""
    asked, frame = view.asked, view.frame
    if not asked.by_areas:
        names = dict(zip(frame["area_code"], frame["area_name"], strict=True))
        return maps.unpainted(_unreported(asked, lang), names, lang=lang)
    than = against(asked.ask.comparison, lang)
    lines = map_quantity.tooltips(frame, asked.ask.indicator, asked.shown, than, lang)
    diverging, fixed = asked.shown == "change", fixed_limits(asked)
    lower = asked.ask.indicator.polarity == "lower"
    sheet = maps.shades(
        frame[["area_code", "area_name", "status"]].assign(
            value=frame["shown"], text=pd.Series(lines, index=frame.index, dtype=object)
        ),
        unit=unit(asked, lang),
        title=measure(view, lang),
        method="quantile" if asked.method == "fixed" and not fixed else asked.method,
        limits=fixed,
        classes=asked.classes,
        palette="diverging" if diverging else "sequential",
        reverse=(diverging and lower) or asked.shown == "rank",
        lower_is_better=lower or asked.shown == "rank",
        decimals=DECIMALS.get(asked.shown, 1),
        inside=frame["area_code"].tolist() if asked.ask.group else None,
        pool=None if view.course is None else view.course.values.ravel().tolist(),
        symbols=not is_normalised(asked),
        lang=lang,
    )
    if asked.level == "commune" and asked.shown in ("value", "change", "plan_share"):
        sheet["source"] = map_quantity.source(asked.ask, asked.shown, view.then_period)
    return sheet


def fixed_limits(asked: MapAsk) -> tuple[float, ...]:
    """The limits that hold in every period, for what the map shows; empty when nobody has set any."""
    return map_quantity.fixed_limits(asked.ask.indicator, asked.shown)


def notes(view: MapView, lang: str = "vi") -> list[str]:
    """What must be known before reading: choices that could not be followed, values of another day."""
    asked = view.asked
    told = [word("strange", lang, what=word(f"link_{key}", lang), asked=said) for key, said in asked.strange]
    if asked.ask.as_of:
        told.append(word("known_on_long", lang, day=formats.date(asked.ask.as_of)))
    if asked.method == "fixed" and not fixed_limits(asked):
        told.append(word("no_fixed_limits", lang))
    return told


def reasons(view: MapView, lang: str = "vi") -> list[str]:
    """Why the map looks as it does, a sentence each."""
    asked, told = view.asked, []
    if not asked.by_areas:
        return [_unreported(asked, lang)]
    if asked.mode not in ("two", "spots"):
        told.append(say("plain", lang))
    if not is_normalised(asked) and asked.mode not in ("two", "spots"):
        told.append(say("why_symbols", lang))
    if asked.shown == "per_km2":
        told.append(say("why_land", lang, count=int(view.frame["km2_estimated"].sum())))
    if asked.shown == "rank":
        best = say(f"best_{'lower' if asked.ask.indicator.polarity == 'lower' else 'higher'}", lang)
        told.append(say("why_rank", lang, best=best))
    if view.people_source:
        told.append(say("why_people", lang, name=naming.name_of(catalogue.get(view.people_source), lang)))
    if asked.reason and asked.shown == "value" and asked.mode == "single":
        told.append(say(asked.reason, lang))
    if view.former is not None:
        known = int(view.former["lon"].notna().sum())
        told.append(say("former_why", lang, known=known, lost=len(view.former) - known))
    if asked.pooled:
        told.append(say("why_pooled", lang))
    if asked.level != "commune":
        told.append(say("across", lang))
    values = view.frame["shown"].dropna()
    if len(values) > 1 and values.nunique() == 1:
        told.append(say("all_equal", lang))
    return told


def _unreported(asked: MapAsk, lang: str) -> str:
    key = "only_province" if asked.level == "commune" else "not_linked"
    return say(key, lang, name=naming.name_of(asked.ask.indicator, lang))
