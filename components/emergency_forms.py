"""What a duty officer does: say who they are, set a level with a reason, activate a playbook, open an event."""

from typing import Literal

from dash import dcc, html

from components import filters, panels
from components.emergency_words import KINDS, kind_name, say
from components.ids import Ids
from components.signer import Part, signer
from data.emergency_answers import EmergencyView
from data.risk import rules

STATES = ("forming", "active", "recovery", "closed")


def text_field(field_id: str, label: str, *, signs: Part = "", kind: Literal["text", "tel"] = "text") -> html.Label:
    """A labelled line; ``signs`` says which part of who acts it is."""
    return html.Label([label, dcc.Input(id=field_id, type=kind, debounce=True, maxLength=300, **signer(signs))])


def _levels(lang: str, *, from_zero: bool) -> dict[str, str]:
    named = {str(n): f"{n} · {one.name_en if lang == 'en' else one.name}" for n, one in rules.levels().items()}
    return ({"0": say("level_0", lang)} | named) if from_zero else named


def button(button_id: str, words: str) -> html.Button:
    return html.Button(words, id=button_id, type="button", className="action", n_clicks=0)


def person_form(ids: Ids, view: EmergencyView, lang: str = "vi") -> html.Section:
    """Who acts, and the stage of the event."""
    state = str(view.event["state"]) if view.event else None
    stages = {state: say(state, lang) for state in STATES}
    return panels.panel(
        say("person", lang),
        html.Div(
            [
                text_field(ids.person, say("person_name", lang), signs="name"),
                text_field(ids.agency, say("person_agency", lang), signs="agency"),
                filters.field(
                    ids.state, f"{say('state', lang)} ({say('event', lang).lower()})", stages, state, lang=lang
                ),
            ],
            className="emergency-form",
        ),
        subtitle=say("person_why", lang),
        class_name="is-wide",
    )


def decide_form(ids: Ids, lang: str = "vi") -> html.Details:
    """The level that holds for the chosen commune, with the reason."""
    fields = [
        filters.field(ids.decide_level, say("decide_level", lang), _levels(lang, from_zero=True), None, lang=lang),
        text_field(ids.reason, say("reason", lang)),
        button(ids.decide, say("decide", lang)),
    ]
    return html.Details(
        [html.Summary(say("decide_title", lang)), html.Div(fields, className="emergency-form")], className="map-table"
    )


def playbook_form(ids: Ids, view: EmergencyView, lang: str = "vi") -> html.Div:
    """Up to which level the playbook's steps become tasks; first the highest in force anywhere."""
    levels = [1.0, *view.communes["level"].dropna(), *([view.official[0]] if view.official else [])]
    upto = str(int(max(levels)))
    fields = [
        filters.field(ids.activate_level, say("activate", lang), _levels(lang, from_zero=False), upto, lang=lang),
        button(ids.activate, say("activate_button", lang)),
    ]
    return html.Div(fields, className="emergency-form")


def new_form(ids: Ids, lang: str = "vi") -> html.Section:
    """A new event of the province."""
    kinds = {kind: kind_name(kind, lang) for kind in KINDS}
    fields = [
        text_field(ids.new_name, say("new_name", lang)),
        filters.field(ids.new_kind, say("new_kind", lang), kinds, "storm", lang=lang),
        button(ids.open, say("open", lang)),
    ]
    return panels.panel(say("new_title", lang), html.Div(fields, className="emergency-form"))
