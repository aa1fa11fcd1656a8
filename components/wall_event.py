"""The tile of what is happening: the communes by legal risk level, since when, and how far its tasks are."""

from datetime import date

from markupsafe import Markup

from components import emergency_map, formats, wall_map
from components.wall_lists import framed, mark
from components.wall_words import say
from data.emergency_answers import EmergencyView
from data.wall_answers import Tally, TileView
from geo.boundaries import BoundarySet


def event(told: TileView, _today: date, shapes: BoundarySet | None, _scale: float, lang: str) -> Markup:
    """The event that began last with its map; others that are active by name below it."""
    day = say("data_to", lang, day=formats.date(told.as_of)) if told.as_of else ""
    if not told.tallies or told.emergency is None:
        return framed("event", say("event_none", lang), Markup(""), day)
    first, view = told.tallies[0], told.emergency
    about = " · ".join(
        [say("from_day", lang, day=formats.date(first.since)), _official(view, lang), _tasks(first, lang)]
    )
    words = Markup('<p class="about">{}</p>{}').format(about, _others(told, lang))
    if shapes is None or not view.communes["level"].notna().any():
        return framed("event", first.name, words, _read_at(view, lang) or day)
    message = _message(first.name, view, lang)
    sheet = emergency_map.sheet(view, lang)
    body = Markup('{}<div class="map-body" style="{}">{}{}</div>').format(
        words, wall_map.colours(sheet), wall_map.picture(shapes, sheet, message), wall_map.legend(sheet, lang)
    )
    boundary = shapes.label if shapes.approximate else ""
    return framed("map", message, body, " · ".join(part for part in (_read_at(view, lang) or day, boundary) if part))


def _message(name: str, view: EmergencyView, lang: str) -> str:
    """How many communes stand at the highest level that any stands at."""
    level = int(view.communes["level"].max())
    if level == 0:
        return say("event_calm", lang, name=name)
    return say("event_level", lang, name=name, level=level, count=int((view.communes["level"] == level).sum()))


def _official(view: EmergencyView, lang: str) -> str:
    """What the bulletins say of the whole province; where they say nothing, that levels are proposals."""
    if view.official is None:
        return say("proposed", lang)
    return say("official", lang, level=view.official[0])


def _tasks(first: Tally, lang: str) -> str:
    if not first.whole:
        return say("no_playbook", lang)
    return f"{first.part}/{first.whole} {say('tasks_done', lang)}"


def _read_at(view: EmergencyView, lang: str) -> str:
    """Up to which hour stations were read."""
    return say("data_to", lang, day=f"{view.read_at:%H:%M %d/%m/%Y}") if view.read_at else ""


def _others(told: TileView, lang: str) -> Markup:
    items = [
        Markup('<li><span class="label">{}{}</span><b>{}</b></li>').format(
            mark(one.tone), one.name, say("from_day", lang, day=formats.date(one.since))
        )
        for one in told.tallies[1:]
    ]
    return Markup('<ul class="lines">{}</ul>').format(Markup("").join(items)) if items else Markup("")
