"""The log of an event as it is taken away."""

import pandas as pd

from components.emergency_parts import figure, moment
from components.emergency_tasks import action, reached, told
from components.emergency_words import kind_name, say
from data.bulletin_items import items
from data.catalogue import vocabulary
from data.emergency_answers import EmergencyView
from exports.event_log import EventLog, Table


def event_log(view: EmergencyView) -> EventLog:
    """The journal oldest first, then tasks, decisions of levels and the newest figures; ``view.event`` is there."""
    event = view.event or {}
    steps = [
        (moment(one["at"]), one["actor"], one["agency"], action(one["action"]), told(one["detail"]))
        for one in view.log.iloc[::-1].to_dict("records")
    ]
    return EventLog(
        name=str(event["name"]),
        about=f"{kind_name(str(event['kind']))} · {say(str(event['state']))}",
        province_name=view.province_name,
        written_at=view.now,
        simulated=view.simulated,
        lines=steps,
        tables=(tasks(view), _contacts(view), figures(view)),
    )


def tasks(view: EmergencyView, *, called: bool = True) -> Table:
    """Every task with its deadline and who did it; ``called`` says whom to call, too."""
    rows = [
        (
            one["title"], one["role"], *((_reached(one["role"], view),) if called else ()),
            moment(pd.Timestamp(one["due_at"])),
            moment(pd.Timestamp(one["done_at"])) if pd.notna(one["done_at"]) else "", one["done_by"],
        )
        for one in view.tasks.to_dict("records")
    ]  # fmt: skip
    contacts = (say("contacts"),) if called else ()
    heads = (say("step"), say("role"), *contacts, say("due"), "Xong lúc", "Người xong")
    return Table(say("tasks_title"), heads, rows)


def _reached(role: str, view: EmergencyView) -> str:
    """Whom to call for a task; the communes' people are listed below."""
    known = view.contacts
    lines = [reached(one) for one in known.of_province(role)]
    if count := len(known.of_communes(role)):
        lines.append(say("contact_communes", count=count))
    return "; ".join(lines) or say("contact_missing")


def _contacts(view: EmergencyView) -> Table:
    """Everyone behind a role of the tasks."""
    roles = "; ".join(dict.fromkeys(view.tasks["role"]))
    rows = [(one.role, one.area_name, one.name, one.phone) for one in view.contacts.of(roles)]
    return Table(say("contacts_title"), (say("role"), say("area"), "Họ và tên", say("phone")), rows)


def figures(view: EmergencyView) -> Table:
    """Every figure of every bulletin, oldest first."""
    rows = [
        (
            moment(one["issued_at"], bool(one["has_hour"])), one["issuing_body"] or say("unnamed"), one["area_name"],
            items()[one["item"]].name, figure(float(one["value"])), _unit(one["item"]), one["source"],
        )
        for one in view.figures.to_dict("records")
    ]  # fmt: skip
    heads = (say("issued"), say("body"), say("area"), "Mục", "Giá trị", "Đơn vị", say("source"))
    return Table(say("bulletins_title"), heads, rows)


def _unit(item: str) -> str:
    return vocabulary("units").get(items()[item].unit, ("",))[0]
