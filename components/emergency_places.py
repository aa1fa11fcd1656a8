"""Where the parts of the room of emergencies stand, and which of them a choice or a step changes."""

from collections.abc import Iterable, Mapping

from dash import Output

from components.ids import Ids

# Where each part stands: the end of its id, and the property that holds it.
PLACES = {
    "strip": ("strip", "children"),
    "values": ("values", "data"),
    "legend": ("legend", "children"),
    "map_subtitle": ("map-panel-subtitle", "children"),
    "foot": ("map-panel-foot", "children"),
    "exports": ("map-exports", "children"),
    "layers": ("layers-data", "data"),
    "layer_options": ("layer-boxes", "children"),
    "why": ("why", "children"),
    "why_title": ("why-panel-title", "children"),
    "ranked": ("ranked", "children"),
    "bulletins": ("bulletins", "children"),
    "damage": ("damage", "children"),
    "damage_subtitle": ("damage-panel-subtitle", "children"),
    "tasks": ("tasks", "children"),
    "tasks_subtitle": ("tasks-panel-subtitle", "children"),
    "log": ("log", "children"),
    "faults": ("faults", "children"),
    "notes": ("notes", "children"),
    "contacts": ("contacts", "children"),
    "contact_options": ("contact", "options"),
    "contact_roles": ("contact-role", "options"),
    "contact_areas": ("contact-area", "options"),
    "event_options": ("event", "options"),
    "event_value": ("event", "value"),
    "hour_options": ("hour", "options"),
    "colour_options": ("colour", "options"),
    "state_value": ("state", "value"),
    "seen": ("seen", "data"),
}

# What a choice or a step changes; all others change everything.  A part that is sent again is drawn again, piece by
# piece: in the browser that is what takes long.
CHANGED_BY = {
    "hour": (
        "strip",
        "values",
        "legend",
        "map_subtitle",
        "exports",
        "layers",
        "layer_options",
        "why",
        "why_title",
        "ranked",
        "bulletins",
        "damage",
        "damage_subtitle",
        "faults",
        "notes",
        "hour_options",
        "colour_options",
    ),
    "area": ("why", "why_title", "contacts", "contact_options"),
    "colour": ("values", "legend", "map_subtitle", "exports"),
    "task": ("tasks", "tasks_subtitle", "log"),
    "contact": ("tasks", "contacts", "contact_options", "contact_roles", "why"),
    "decision": ("strip", "values", "legend", "why", "ranked", "log"),
}


def outputs(ids: Ids) -> list[Output]:
    """Every part that a choice may change, in the order of ``PLACES``."""
    return [Output(f"{ids.prefix}-{end}", prop) for end, prop in PLACES.values()]


def changed(moved: Iterable[str], known: Mapping[str, str], now: Mapping[str, str], own_steps: int) -> set[str]:
    """The parts to draw again after what was ``moved``: all where others acted, or data came, since the page was drawn.

    Args:
        known, now: what stood when the page was drawn and what stands now, see ``data.emergency_following``.
        own_steps: how many entries of the journal the reader may have made since then.
    """
    by_others = int(now["steps"]) - int(known.get("steps", "0")) > own_steps
    if by_others or now["version"] != known.get("version"):
        return set(PLACES)
    moved = {*moved, *({"contact"} if now["contacts"] != known.get("contacts") else ())}
    return {part for one in moved for part in CHANGED_BY.get(one, PLACES)} | {"seen"}
