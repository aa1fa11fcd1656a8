"""The tasks that were given in Chiso, as a panel for other pages than their own."""

from dash import dcc, html

from components import directive_links, directives, messages, panels
from components.directive_words import say
from data import clock
from data.directive_answers import ACCEPTED
from data.directives import asking
from data.state import store
from data.state.store import StateError


def panel(province_code: str, lang: str) -> html.Section:
    """The tasks of a province that are not done and that the reader may see; why not, where they cannot be read."""
    try:
        with store.reading() as conn:
            found = asking.standing(conn, province_code, clock.today())
    except StateError as error:
        return panels.panel(say("title", lang), messages.message(str(error), tone="bad"), panel_id="group-directives")
    waiting = found[found["standing"] != ACCEPTED]
    return panels.panel(
        say("title", lang),
        [directives.tiles(found, lang), directives.listed(waiting, 0, {}, lang)],
        subtitle=say("given_here", lang, count=len(waiting)),
        foot=dcc.Link(say("all_tasks", lang), href=directive_links.PATH),
        panel_id="group-directives",
    )
