"""The duty officer's page: orders for a group of screens, which screens live, playlists and their mistakes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from dash import dcc, html

from components import filters, formats, messages
from components.attributes import attrs
from components.signer import signer
from components.wall_words import say
from data.wall_answers import ALL_GROUPS, Playlist, Problem, Scene, Slot

ORDERS = ("previous", "next", "pause", "resume", "pin", "blank")
SKEWED = 120  # seconds from which a clock is called wrong


@dataclass(frozen=True)
class Ids:
    """The ids of the page."""

    who: str = "wall-who"
    group: str = "wall-group"
    scene: str = "wall-scene"
    told: str = "wall-told"
    now: str = "wall-now"
    screens: str = "wall-screens"
    tick: str = "wall-tick"
    name: str = "wall-list-name"
    scenes: str = "wall-list-scenes"
    groups: str = "wall-list-groups"
    begins: str = "wall-list-from"
    ends: str = "wall-list-to"
    dwell: str = "wall-list-dwell"
    save: str = "wall-list-save"
    saved: str = "wall-list-saved"
    lists: str = "wall-lists"


def orders(ids: Ids, groups: Sequence[str], scenes: Mapping[str, Scene], lang: str = "vi") -> html.Div:
    """Who gives which order to which screens; a button is ``{"type": "wall-order", "order": …}``."""
    buttons = [
        html.Button(
            say(f"order_{order}", lang), id={"type": "wall-order", "order": order}, type="button", n_clicks=0,
            className="button" if order != "next" else "button is-primary",
        )
        for order in ORDERS
    ]  # fmt: skip
    return html.Div(
        [
            filters.bar(
                [
                    text_field(ids.who, say("who", lang), say("who_hint", lang)),
                    filters.field(ids.group, say("group", lang), [(one, one) for one in groups], groups[0], lang=lang),
                    filters.field(
                        ids.scene, say("scene", lang), titles(scenes, lang), next(iter(scenes), None), lang=lang
                    ),
                ],
                lang=lang,
            ),
            html.Div(buttons, className="wall-orders", role="group", **attrs({"aria-label": say("control", lang)})),
            html.P(say("orders_hint", lang), className="muted"),
            html.Div(id=ids.told, role="status"),
        ]
    )


def titles(scenes: Mapping[str, Scene], lang: str = "vi") -> list[tuple[str, str]]:
    """Each scene's name and title, in the order of titles."""
    named = [(name, one.title_en if lang == "en" else one.title) for name, one in scenes.items()]
    return sorted(named, key=lambda one: one[1])


def text_field(field_id: str, label: str, hint: str = "", keys: Literal["text", "numeric"] = "text") -> html.Div:
    """A labelled line to write in; one of them is the duty officer's name."""
    field = dcc.Input(
        id=field_id, type="text", inputMode=keys, placeholder=hint, debounce=True, className="wall-input",
        autoComplete="off", **signer("name" if field_id == Ids.who else ""),
    )  # fmt: skip
    return html.Div([html.Label(label, htmlFor=field_id, className="filter-label"), field], className="filter")


def now_showing(slots: Sequence[Slot], scenes: Mapping[str, Scene], actor: str, lang: str = "vi") -> html.P:
    """What a group shows at this moment, why, and what comes next."""
    if not slots:
        return html.P(say("no_scene", lang))
    names = dict(titles(scenes, lang))
    first = slots[0]
    mode = say(f"mode_{first.why}", lang) + (f" ({actor})" if actor and first.why != "run" else "")
    told = [html.B(names.get(first.scene, say("blank", lang))), f" · {mode}"]
    if first.of and first.place:
        told.append(f" · {say('scene_of', lang, place=first.place, of=first.of)}")
    if len(slots) > 1:
        told.append(f" · {say('next', lang, title=names[slots[1].scene])} ({slots[1].begins:%H:%M:%S})")
    return html.P(told, className="wall-now")


def screens(found: pd.DataFrame, scenes: Mapping[str, Scene], lang: str = "vi") -> Any:
    """Which screens live, what they show, and what is odd about them; columns of ``data.wall.screens.alive``."""
    if found.empty:
        return messages.message(say("screens_none", lang))
    names = dict(titles(scenes, lang))
    columns = ("screens", "group", "state", "scene", "seen", "size")
    head = html.Thead(html.Tr([html.Th(say(key, lang), scope="col") for key in columns]))
    rows = [_screen(row, names, lang) for row in found.to_dict("records")]
    return html.Table([head, html.Tbody(rows)], className="stacked-table")


def _screen(row: Mapping[Any, Any], names: Mapping[str, str], lang: str) -> html.Tr:
    marks = {"alive": "●", "away": "▲", "unpaired": "○", "revoked": "×"}
    state = [f"{marks[row['state']]} {say(row['state'], lang)}"]
    if row["copies"] > 1:
        state.append(say("copied", lang, count=row["copies"]))
    if pd.notna(row["skew"]) and abs(row["skew"]) > SKEWED:
        state.append(say("clock_off", lang, words=skew_words(int(row["skew"]), lang)))
    tone = "is-late" if len(state) > 1 or row["state"] == "away" else ""
    name = row["name"] or say("this_machine", lang)
    part = f" · {row['part']}" if isinstance(row["part"], str) and row["part"] else ""
    cells = [
        ("screens", name + part),
        ("group", row["screen_group"]),
        ("state", html.Span("; ".join(state), className=tone)),
        ("scene", names.get(str(row["scene"]), "–")),
        ("seen", formats.datetime(row["seen_at"])),
        ("size", row["viewport"] if isinstance(row["viewport"], str) else "–"),
    ]
    return html.Tr([html.Td(words, **attrs({"data-label": say(key, lang)})) for key, words in cells])


def skew_words(seconds: int, lang: str = "vi") -> str:
    """ "+3 giờ", "−12 phút"."""
    size = abs(seconds)
    count, unit = (round(size / 3600), "hours") if size >= 5400 else (max(1, round(size / 60)), "minutes")
    return ("+" if seconds > 0 else formats.MINUS) + say(unit, lang, count=count)


def playlists(found: Sequence[Playlist], scenes: Mapping[str, Scene], lang: str = "vi") -> html.Ul:
    """The lists with when and where they are played."""
    names = dict(titles(scenes, lang))
    items = []
    for one in found:
        when = say("all_day", lang) if one.begins == one.ends else f"{one.begins:%H:%M} – {one.ends:%H:%M}"
        where = say("all_groups", lang) if ALL_GROUPS in one.groups else ", ".join(one.groups)
        order = " → ".join(names[entry.scene] for entry in one.entries)
        items.append(html.Li([html.B(one.title), f" · {when} · {where}", html.Br(), order]))
    return html.Ul(items, className="wall-lists")


def problems(found: Sequence[Problem], lang: str = "vi") -> list[html.Div]:
    """What is wrong with the files, a sentence each."""
    return [messages.message(f"{one.file}: {one.sentence}", tone="warn") for one in found]


def form(ids: Ids, scenes: Mapping[str, Scene], lang: str = "vi") -> html.Div:
    """A playlist to write or to write anew."""
    chosen = filters.field(
        ids.scenes,
        say("playlist_scenes", lang),
        titles(scenes, lang),
        [],
        multi=True,
        class_name="wall-scenes",
        lang=lang,
    )
    fields = [
        text_field(ids.name, say("playlist_name", lang)),
        chosen,
        text_field(ids.groups, say("playlist_groups", lang)),
        text_field(ids.begins, say("from", lang), "07:30"),
        text_field(ids.ends, say("to", lang), "17:00"),
        text_field(ids.dwell, say("dwell", lang), keys="numeric"),
    ]
    button = html.Button(say("save", lang), id=ids.save, type="button", n_clicks=0, className="button")
    return html.Div([filters.bar(fields, lang=lang), button, html.Div(id=ids.saved, role="status")])
