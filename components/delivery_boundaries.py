"""The boundaries that the maps of a province are drawn from: which file, and which pages it feeds."""

from datetime import date
from urllib.parse import urlencode

from dash import dcc, html

from components import formats, panels
from components.page_words import say
from data import catalogue
from geo.boundaries import BoundarySet

MAPS = ("economy", "emergency", "health")  # pages of groups with a map of their own


def panel(shapes: BoundarySet, province_name: str, lang: str = "vi") -> html.Section:
    """The set in use: what it is, who made it, its hash; and the maps that are drawn from it."""
    facts = (
        ("boundaries_set", shapes.label),
        ("boundaries_source", shapes.source),
        ("boundaries_vintage", formats.date(date.fromisoformat(shapes.vintage))),
        ("boundaries_file", shapes.path.parent.name + "/" + shapes.path.name),
        ("boundaries_hash", shapes.version),
    )
    told = [part for name, fact in facts if fact for part in (html.Dt(say(name, lang)), html.Dd(fact))]
    asked = urlencode({"tinh": shapes.province_code})
    links = [dcc.Link(say("boundaries_explorer", lang), href=f"/ban-do?{asked}")]
    links += [
        dcc.Link(page.name_en if lang == "en" else page.name, href=f"{page.path}?{asked}")
        for code, page in catalogue.pages().items()
        if code in MAPS
    ]
    fed = html.Ul([html.Li(link) for link in links], className="feeds-list")
    title = say("boundaries_title", lang, province=province_name)
    body = [html.Dl(told, className="lineage-facts"), html.H3(say("boundaries_feed", lang)), fed]
    return panels.panel(title, body, panel_id="boundaries")
