"""The book of contacts of the room of emergencies: one step of the form, written with its entry of the journal."""

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Input, Output, State, callback, clientside_callback, ctx, no_update

from components import emergency_contacts, messages
from components.emergency_words import say
from components.ids import Ids
from data import clock, paths
from data.playbooks import contact_book
from data.playbooks.contact_book import ContactError
from data.playbooks.contacts import Contact, Contacts
from data.rights.signature import signature
from data.state import store
from data.state.journal import Person

Known = Callable[[str], Contacts]


def connect(ids: Ids, known: Known) -> None:
    """Registers what the form does; ``known`` answers with the contacts of a province."""
    fields = [ids.contact_role, ids.contact_area, ids.contact_name, ids.contact_phone]
    clientside_callback(
        ClientsideFunction("chiso_contacts", "fill"),
        *(Output(one, "value") for one in fields),
        Input(ids.contact, "value"),
        prevent_initial_call=True,
    )

    @callback(
        Output(ids.said, "children", allow_duplicate=True),
        Output(ids.stamp, "data", allow_duplicate=True),
        Output(ids.contact, "value"),
        Input(ids.contact_keep, "n_clicks"),
        Input(ids.contact_remove, "n_clicks"),
        State(ids.contact, "value"),
        *(State(one, "value") for one in fields),
        State(ids.person, "value"),
        State(ids.agency, "value"),
        State(ids.province, "value"),
        prevent_initial_call=True,
    )
    def act(_keep: int, _remove: int, chosen: str, role: str, area: str, name: str, phone: str, *rest: str) -> Any:
        person, agency, province = rest
        who, old = signature(person, agency), emergency_contacts.as_contact(chosen)
        removes = ctx.triggered_id == ids.contact_remove
        new = Contact(role or "", area or "", "", name or "", phone or "")
        try:
            said = step(who, known(province), new, old, removes=removes)
        except ContactError as error:
            return messages.message(str(error), tone="bad"), no_update, no_update
        stamp = {"at": f"{clock.now():%H:%M:%S.%f}", "event": "", "step": "contact"}
        return messages.message(said), stamp, ""


def step(who: Person, known: Contacts, new: Contact, old: Contact | None, *, removes: bool) -> str:
    """Keeps or removes a contact and says so.  Raises ``ContactError``."""
    with store.writing() as conn:
        if not removes:
            contact_book.keep(paths.home(), conn, who, known, new, old)
            return say("contact_kept", name=new.name.strip())
        if old is None:
            raise ContactError(say("contact_choose_first"))
        contact_book.remove(paths.home(), conn, who, known, old)
        return say("contact_gone", name=old.name)
