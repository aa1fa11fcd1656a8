"""The log of an event as it is taken away."""

import pandas as pd

from components.emergency_parts import figure, moment
from components.emergency_tasks import action, told
from components.emergency_words import kind_name, say
from data.bulletin_items import items
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
        tables=(_tasks(view), _figures(view)),
    )


def _tasks(view: EmergencyView) -> Table:
    rows = [
        (
            one["title"], one["role"], moment(pd.Timestamp(one["due_at"])),
            moment(pd.Timestamp(one["done_at"])) if pd.notna(one["done_at"]) else "", one["done_by"],
        )
        for one in view.tasks.to_dict("records")
    ]  # fmt: skip
    return Table(say("tasks_title"), (say("step"), say("role"), say("due"), "Xong lúc", "Người xong"), rows)


def _figures(view: EmergencyView) -> Table:
    """Every figure of every bulletin, oldest first."""
    rows = [
        (
            moment(one["issued_at"], bool(one["has_hour"])), one["issuing_body"] or say("unnamed"), one["area_name"],
            items()[one["item"]].name, figure(float(one["value"])), one["source"],
        )
        for one in view.figures.to_dict("records")
    ]  # fmt: skip
    heads = (say("issued"), say("body"), say("area"), "Mục", "Giá trị", say("source"))
    return Table(say("bulletins_title"), heads, rows)
