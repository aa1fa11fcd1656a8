"""What is taken away from the map explorer: pictures, the numbers behind them, a map of a briefing."""

from dash import html

from components import explorer, exports, naming
from components.ids import Ids
from data.answers import SHOWN
from data.map_answers import MapView


def export_bar(ids: Ids, view: MapView, lang: str) -> html.Div:
    """Downloads of the map with everything that a picture has to say by itself."""
    ask = view.asked.ask
    return exports.export_bar(
        ids.map,
        "map",
        name=f"{ask.indicator.code}-ban-do-{ask.period}",
        title=explorer.question(view, lang),
        unit=explorer.measure(view, lang),
        period=" · ".join(one for one in (naming.period_words(ask.period, ask.measure, lang), view.area_name) if one),
        source="; ".join(view.sources),
        as_of=view.as_of,
        simulated=view.simulated,
        briefing=_briefing(view),
        lang=lang,
    )


def _briefing(view: MapView) -> str:
    """Where the map is added to a briefing; "" for what it holds as seen: other areas, two indicators, circles."""
    asked, ask = view.asked, view.asked.ask
    is_plain = asked.level == "commune" and asked.mode == "single" and asked.by_areas and not asked.former
    if not is_plain or asked.shown not in SHOWN or not explorer.is_normalised(asked):
        return ""
    own = {"chi-so": ask.indicator.code, "the-hien": asked.shown, "so-voi": ask.comparison}
    split = {"phan-to": ask.breakdown} if ask.breakdown != "total" else {}
    return exports.to_briefing("group.map", own | split)
