"""Playbook and log of an event: who has to do what by when, what is done, what is late; every step with its name."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html

from components import messages
from components.emergency_parts import live_table, moment, row, table
from components.emergency_words import ACTIONS, say
from components.number_link import source_button
from components.plain import plain
from components.wire import element
from data.emergency_answers import EmergencyView
from data.keys import MOST_HOURS, MadeKey, ReadingsKey
from data.playbooks.contacts import Contact
from geo import areas

TASK = "emergency-task"


def progress(view: EmergencyView, lang: str = "vi") -> str:
    tasks = view.tasks
    if tasks.empty:
        return say("tasks_none", lang)
    done = tasks["done_at"].notna()
    late = (~done & (pd.to_datetime(tasks["due_at"]) < view.now)).sum()
    return say("progress", lang, done=int(done.sum()), all=len(tasks), late=int(late))


def checklist(view: EmergencyView, lang: str = "vi") -> Any:
    """The tasks by deadline, each with a button; before activation what the playbook would ask."""
    book = view.playbook
    if book is None:
        return ""
    told = [
        element(
            "P",
            [element("B", book.name_en if lang == "en" else book.name), f". {say('draft', lang)}: {book.basis}"],
            "subtitle",
        )
    ]
    told += _contact_troubles(view, lang)
    if view.tasks.empty:
        steps = [
            row(
                [
                    f"{step.title}{_form(step.form, lang)}",
                    say(f"unit_{step.unit}", lang),
                    _who(step.role, view, lang),
                    f"{step.hours:g} h",
                    str(step.level),
                ]
            )
            for step in book.steps
        ]
        heads = [say("step", lang), "", say("role", lang), say("due", lang), say("level", lang, level="")]
        return [*told, table(heads, steps, say("tasks_title", lang))]
    rows = [_task(one, view, lang) for one in view.tasks.to_dict("records")]
    heads = [say("step", lang), "", say("role", lang), say("due", lang), say("status", lang), ""]
    return [*told, live_table(heads, rows, say("tasks_title", lang))]


def _who(role: str, view: EmergencyView, lang: str) -> list[Any]:
    """A role with the people behind it; those of communes are many and stand in the panel of their commune."""
    said = whom(role, view, lang)
    return [role, *(element("Div", line, "task-contact") for line in said)]


def whom(role: str, view: EmergencyView, lang: str = "vi") -> list[str]:
    """A line per contact of the province, then how many communes have one; nothing before any contact is known."""
    known = view.contacts
    if not known.people:
        return []
    lines = [reached(one) for one in known.of_province(role)]
    if count := len(known.of_communes(role)):
        lines.append(f"{say('contact_communes', lang, count=count)} ({say('contact_choose', lang)})")
    return lines or [say("contact_missing", lang)]


def reached(one: Contact) -> str:
    return f"{one.name} · {one.phone}"


def _contact_troubles(view: EmergencyView, lang: str) -> list[Any]:
    """Where contacts are entered while there are none, and every line of the file that cannot be used."""
    known = view.contacts
    said = [messages.message(one, tone="warn") for one in known.troubles]
    if not known.people:
        said.append(messages.message(say("contacts_none", lang), remedy=say("contacts_where", lang)))
    return said


def _form(form: str, lang: str) -> str:
    return f" · {say('form', lang, form=form)}" if form else ""


def _task(one: dict[Any, Any], view: EmergencyView, lang: str) -> dict[str, Any]:
    done = pd.notna(one["done_at"])
    if done:
        status = element(
            "Span", say("task_done", lang, when=moment(pd.Timestamp(one["done_at"])), who=one["done_by"]), "is-done"
        )
    elif pd.Timestamp(one["due_at"]) < view.now:
        status = element("Span", say("task_late", lang), "is-overdue")
    else:
        status = element("Span", say("task_open", lang))
    words = say("untick" if done else "tick", lang)
    button = html.Button(
        words, id={"type": TASK, "task": int(one["task_id"]), "done": int(not done)}, type="button", className="action",
        title=f"{words}: {one['title']}",
    )  # fmt: skip
    return row([
        f"{one['title']}{_form(one['form'], lang)}", say(f"unit_{one['unit']}", lang), _who(one["role"], view, lang),
        moment(pd.Timestamp(one["due_at"])), status, button,
    ])  # fmt: skip


def log(view: EmergencyView, lang: str = "vi") -> Any:
    """The journal of the event, newest first."""
    if view.log.empty:
        return messages.message(say("log_none", lang))
    rows = [
        row(
            [
                moment(one["at"]),
                f"{one['actor']}{', ' + one['agency'] if one['agency'] else ''}",
                action(one["action"], lang),
                told(one["detail"], lang),
            ]
        )
        for one in view.log.to_dict("records")
    ]
    return table([say("issued", lang), say("person", lang), say("step", lang), ""], rows, say("log_title", lang))


def action(code: str, lang: str = "vi") -> str:
    return ACTIONS[code][lang == "en"] if code in ACTIONS else code


def told(detail: dict[str, Any], lang: str = "vi") -> str:
    """What an entry of the journal says, in words."""
    parts = [str(detail[key]) for key in ("name", "title") if detail.get(key)]
    if code := detail.get("area_code"):
        parts.append(areas.names().get(str(code), str(code)))
    if "before" in detail:
        parts.append(f"{say(str(detail['before']), lang)} → {say(str(detail['after']), lang)}")
    if "level" in detail:
        parts.append(say("level", lang, level=detail["level"]))
    if detail.get("proposed") is not None:
        parts.append(f"{say('proposed', lang).lower()} {detail['proposed']}")
    parts += [str(detail[key]) for key in ("reason", "note") if detail.get(key)]
    return " · ".join(parts)


def faults(view: EmergencyView, lang: str = "vi") -> Any:
    """Stations whose readings were set aside, and why."""
    if view.faults.empty:
        return html.P(say("faults_none", lang), className="subtitle")
    return plain(element("Ul", [element("Li", _fault(one, view, lang)) for one in view.faults.to_dict("records")]))


def _fault(one: Mapping[Any, Any], view: EmergencyView, lang: str) -> list[Any]:
    """A line of the list, leading to the readings that were set aside, or to the last before a station fell silent."""
    told = say(
        one["fault"],
        lang,
        since=f"{one['since']:%H:%M %d/%m}",
        hours=one["hours"],
        value=f"{one['value']:g}".replace(".", ","),
    )
    silent = one["fault"] == "silent"
    hours = 1 if silent else min(int(one["hours"]), MOST_HOURS)
    last = one["since"] + pd.Timedelta(hours=-1 if silent else hours - 1)
    key = ReadingsKey(view.ask.province_code, one["entry_code"], one["quantity"], f"{last:%Y-%m-%dT%H}", hours)
    name = f"{one['name']} ({say(str(one['quantity']), lang)})"
    return [f"{name}: ", source_button(told, MadeKey("set_aside", (key,)).text(), "fault", name, lang)]
