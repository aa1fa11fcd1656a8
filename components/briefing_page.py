"""The furniture of the page of briefings: what is begun, the sections to edit, the files that were made."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from components import filters, formats, messages, panels
from components.attributes import attrs
from components.briefing_words import say
from components.ids import Ids
from components.number_link import source_button
from components.sentences import Sentence
from components.signer import Part, signer

SHOWS = ("text", "map", "chart", "parts", "table", "communes")
HEAD = ("above", "office", "number", "symbol", "place", "signs_as", "signer", "receivers")  # of a document
FILES = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel", "pdf": "PDF"}
PATH = "/bao-cao"


def text_field(field_id: Any, label: str, value: str = "", *, signs: Part = "") -> html.Label:
    """A labelled line; ``signs`` says which part of who writes it is."""
    kept = signer(signs) if signs else {"value": value}
    line = dcc.Input(id=field_id, type="text", debounce=True, maxLength=300, **kept)
    return html.Label([html.Span(label), line], className="briefing-field")


def button(button_id: Any, words: str, *, quiet: bool = False) -> html.Button:
    look = "action is-quiet" if quiet else "action"
    return html.Button(words, id=button_id, type="button", n_clicks=0, className=look)


def person(ids: Ids, lang: str) -> html.Div:
    """Who acts: every step is signed."""
    lines = [
        text_field(ids.person, say("person", lang), signs="name"),
        text_field(ids.agency, say("agency", lang), signs="agency"),
    ]
    return html.Div(lines, className="briefing-form")


def start(
    ids: Ids,
    choices: Mapping[str, Mapping[str, str]],
    chosen: Mapping[str, str],
    needs: Mapping[str, str],
    lang: str,
) -> html.Section:
    """The form that a briefing is begun with; ``needs``: what each kind is of, which only then is asked."""
    fields = [
        filters.field(getattr(ids, key), say(key, lang), choices[key], chosen.get(key), lang=lang)
        for key in ("kind", "month", "area", "group", "event")
    ]
    for place, of, box in ((-2, "group", ids.for_group), (-1, "event", ids.for_event)):
        fields[place] = html.Div(fields[place], id=box, hidden=needs[chosen["kind"]] != of)
    fields.append(dcc.Store(id=ids.needs, data=dict(needs)))
    begin = html.Div(button(ids.begin, say("begin", lang)), className="briefing-steps")
    body = [
        filters.bar(fields, lang=lang),
        begin,
        html.Div(id=ids.begun, role="status"),
    ]
    return panels.panel(say("new", lang), body, panel_id=f"{ids.prefix}-new")


def revisions(number: int, found: pd.DataFrame, lang: str) -> html.Details | None:
    """Every text that was saved, the newest first, each to be opened again; nothing where there is one alone."""
    if len(found) < 2:
        return None
    items = [
        html.Li(dcc.Link(say("one_revision", lang, revision=one["revision"], at=formats.datetime(one["at"]),
                             who=one["actor"]), href=f"{PATH}?so={number}&ban={one['revision']}"))
        for one in found.to_dict("records")
    ]  # fmt: skip
    return html.Details([html.Summary(say("revisions", lang)), html.Ul(items, className="briefing-list")],
                        className="briefing-part")  # fmt: skip


def drafts(found: pd.DataFrame, more: str, lang: str) -> Any:
    """The briefings that are worked on; ``more`` of the link is kept (what is to be added)."""
    if found.empty:
        return messages.message(say("no_drafts", lang))
    items = []
    for one in found.to_dict("records"):
        told = say(
            "revision", lang, revision=one["revision"], who=one["updated_by"], at=formats.datetime(one["updated_at"])
        )
        mark = f" · {say('scheduled_mark', lang)}" if one["is_scheduled"] else ""
        link = dcc.Link(str(one["title"]), href=f"{PATH}?so={one['briefing_id']}{more}")
        items.append(html.Li([link, html.Span(f" · {told}{mark}")]))
    return html.Ul(items, className="briefing-list")


def issued(found: pd.DataFrame, lang: str) -> Any:
    """What was issued, with its code and files."""
    if found.empty:
        return messages.message(say("no_issued", lang))
    items = [
        html.Li([
            dcc.Link(str(one["title"]), href=f"/kiem-tra/{one['code']}"),
            html.Span(f" · {one['code']} · {formats.datetime(one['issued_at'])} · {one['issued_by']} "),
            downloads(str(one["code"])),
        ])
        for one in found.to_dict("records")
    ]  # fmt: skip
    return html.Ul(items, className="briefing-list")


def downloads(code: str) -> html.Span:
    """A link per format."""
    links = [html.A(name, href=f"{PATH}/tep/{code}.{kind}", download="") for kind, name in FILES.items()]
    return html.Span(links, className="briefing-files")


def part(
    one: Mapping[str, Any], usual: str, offered: Sequence[tuple[str, Sentence]], warn: str, lang: str
) -> html.Details:
    """A section to edit: heading, what it shows, its text with the slots that may stand in it."""
    key = str(one["key"])
    text = usual if one["text"] is None else str(one["text"])
    shows = filters.field(
        {"type": "briefing-shows", "key": key},
        say("shows", lang),
        {show: say(show, lang) for show in SHOWS},
        list(one["shows"]),
        multi=True,
        lang=lang,
    )
    area = dcc.Textarea(
        id={"type": "briefing-text", "key": key},
        value=text,
        className="briefing-text",
        rows=min(12, 2 + text.count("\n")),
    )
    known = [html.Li([html.Code(name), " ", *_said(told, f"slot-{key}-{name}", lang)]) for name, told in offered]
    steps = [
        button({"type": "briefing-move", "key": key, "by": -1}, say("up", lang), quiet=True),
        button({"type": "briefing-move", "key": key, "by": 1}, say("down", lang), quiet=True),
        button({"type": "briefing-drop", "key": key}, say("drop", lang), quiet=True),
    ]
    body = [
        text_field({"type": "briefing-title", "key": key}, say("section_title", lang), str(one["title"])),
        shows,
        html.Label([html.Span(say("section_text", lang)), area], className="briefing-field"),
        *([html.P(say("usual", lang), className="subtitle")] if usual else []),
        *([messages.message(warn, tone="warn")] if warn else []),
        html.Details([html.Summary(say("slots", lang)), html.Ul(known, className="briefing-slots")]),
        html.Div(steps, className="briefing-steps"),
    ]
    return html.Details([html.Summary(str(one["heading"])), *body], className="briefing-part")


def _said(told: Sentence, at: str, lang: str) -> list[Any]:
    """What a slot says now, its numbers leading to their sources."""
    return [
        source_button(one.text, one.key, f"{at}-{n}", one.text, lang, "sentence-number source-link")
        if one.key
        else one.text
        for n, one in enumerate(told)
    ]


def editor(
    ids: Ids, outline: Mapping[str, Any], choices: Mapping[str, Mapping[str, str]], parts: Any, troubles: Any, lang: str
) -> Any:
    """Everything that can be changed about a briefing, and what is wrong with its texts."""
    fields = [
        filters.field(ids.period, say("period", lang), choices["period"], outline.get("period"), lang=lang),
        filters.field(ids.place, say("area", lang), choices["area"], outline.get("area", ""), lang=lang),
        filters.field(
            ids.scheduled,
            say("scheduled", lang),
            {"no": say("no", lang), "yes": say("yes", lang)},
            "yes" if outline.get("is_scheduled") else "no",
            lang=lang,
        ),
    ]
    adding = [
        filters.field(ids.adding, say("add_what", lang), choices["add"], None, lang=lang),
        button(ids.add, say("add", lang)),
    ]
    body = [
        filters.bar(fields, lang=lang),
        text_field(ids.subject, say("name", lang), str(outline.get("subject") or "")),
        letterhead(outline.get("letterhead") or {}, lang),
        html.Div(parts, id=ids.parts),
        html.Div(adding, className="briefing-form"),
        html.Div(troubles, id=ids.troubles),
    ]
    return panels.panel(say("edit", lang), body, panel_id=f"{ids.prefix}-edit")


def letterhead(head: Mapping[str, Any], lang: str) -> html.Details:
    """What stands around the text of a document: offices, number, place, who signs, whom it is sent to."""
    told = {key: head.get(key, "") for key in HEAD} | {"receivers": " | ".join(head.get("receivers", ()))}
    lines = [text_field({"type": "briefing-head", "key": key}, say(key, lang), str(told[key])) for key in HEAD]
    return html.Details([html.Summary(say("letterhead", lang)), *lines], className="briefing-part")


def orders(ids: Ids, lang: str) -> html.Div:
    """Save, issue, remove; and what came of it."""
    buttons = [button(ids.save, say("save", lang)), button(ids.issue, say("issue", lang)),
               button(ids.remove, say("remove", lang), quiet=True)]  # fmt: skip
    return html.Div([html.Div(buttons, className="briefing-steps"), html.Div(id=ids.said, role="status")])


def jobs(found: pd.DataFrame, steps: int, lang: str) -> Any:
    """How far each job is, and its files once they are there."""
    if found.empty:
        return html.P(say("no_jobs", lang), className="subtitle")
    items = []
    for one in found.to_dict("records"):
        state = say(str(one["state"]), lang, step=one["step"] + 1, steps=steps)
        told: list[Any] = [f"{formats.datetime(one['asked_at'])} · {one['asked_by']} · {state}"]
        if one["state"] == "running":
            told.append(html.Progress(value=str(one["step"] + 1), max=str(steps), **attrs({"aria-label": state})))
        if one["code"]:
            told += [f" · {one['code']} ", downloads(str(one["code"]))]
        if one["told"]:
            told.append(messages.message(str(one["told"]), tone="bad" if one["state"] == "failed" else "warn"))
        items.append(html.Li(told))
    return html.Ul(items, className="briefing-list")
