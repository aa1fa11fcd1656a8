"""Whom to call, by role: the book of contacts and the form that keeps it."""

import json
from typing import Any

from dash import html

from components import filters
from components.attributes import attrs
from components.emergency_forms import button, text_field
from components.emergency_parts import row, table
from components.emergency_words import say
from components.ids import Ids
from data.emergency_answers import EmergencyView
from data.playbooks.contacts import Contact
from geo import alphabet, areas


def book(ids: Ids, view: EmergencyView, lang: str = "vi") -> html.Details:
    """The contacts of the province as a table, and under it the form to add, change or remove one."""
    fields = [
        filters.field(ids.contact, say("contact_which", lang), people(view, lang), "", lang=lang),
        filters.field(ids.contact_role, say("contact_role", lang), roles(view), None, lang=lang),
        filters.field(ids.contact_area, say("area", lang), places(view), None, lang=lang),
        text_field(ids.contact_name, say("contact_name", lang)),
        text_field(ids.contact_phone, say("phone", lang), kind="tel"),
        button(ids.contact_keep, say("contact_keep", lang)),
        button(ids.contact_remove, say("contact_remove", lang)),
    ]
    form = html.Div(
        fields, className="emergency-form", role="group", **attrs({"aria-label": say("contact_form", lang)})
    )
    listed = html.Div(listing(view, lang), id=ids.contacts)
    return html.Details([html.Summary(say("contacts_title", lang)), listed, form], className="map-table")


def listing(view: EmergencyView, lang: str = "vi") -> Any:
    known = view.contacts
    if not known.people:
        return html.P(say("contacts_none", lang), className="subtitle")
    shown = in_sight(view)
    rows = [row([one.role, one.area_name, one.name, one.phone]) for one in shown]
    heads = [say(name, lang) for name in ("role", "area", "contact_name", "phone")]
    made = [table(heads, rows, say("contacts_title", lang))]
    if others := len(known.people) - len(shown):
        made.append(html.P(say("contacts_others", lang, count=others), className="subtitle"))
    return made


def in_sight(view: EmergencyView) -> list[Contact]:
    """The people of the province and of the chosen commune: those of all communes can be a thousand."""
    return [one for one in view.contacts.people if one.area_code in (view.ask.province_code, view.ask.area_code)]


def people(view: EmergencyView, lang: str = "vi") -> dict[str, str]:
    """Whom the form can change, by what ``as_contact`` understands; first somebody new."""
    known = {as_value(one): f"{one.name} · {one.role} · {one.area_name}" for one in in_sight(view)}
    return {"": say("contact_new", lang)} | alphabet.in_order(known)


def roles(view: EmergencyView) -> dict[str, str]:
    """Roles of the playbooks, and those that contacts stand under already."""
    told = {one: one for one in (*view.contacts.roles, *(one.role for one in view.contacts.people))}
    return alphabet.in_order(told)


def places(view: EmergencyView) -> dict[str, str]:
    province = view.ask.province_code
    communes = areas.communes(province)
    own = alphabet.in_order(dict(zip(communes["area_code"], communes["area_name"], strict=True)))
    return {province: view.province_name} | {code: areas.names()[code] for code in own}


def as_value(one: Contact) -> str:
    """A contact on its way through the form; ``assets/emergency.js`` fills the fields from it."""
    return json.dumps([one.role, one.area_code, one.name, one.phone], ensure_ascii=False)


def as_contact(value: str) -> Contact | None:
    """The contact that a value of the form names; None of somebody new, and of what is none."""
    try:
        role, code, name, phone = (str(one) for one in json.loads(value))
    except (TypeError, ValueError):
        return None
    return Contact(role, code, areas.names().get(code, ""), name, phone)
