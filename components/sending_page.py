"""The pages of whoever sends figures: what is due, a grid to fill in, a file, and what became of it all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from components import formats
from components.account_parts import NOTHING, Look, field, join, lead, page, section, table, told
from components.sending_words import SCRIPT, WORDS, say
from data import catalogue, periods
from data.catalogue import Indicator

PATH = "/gui-so-lieu"


@dataclass(frozen=True)
class DueRow:
    """One table to be sent."""

    agency: str
    period: str
    due_on: date
    by_default: bool
    came: int
    wanted: int
    is_late: bool


@dataclass(frozen=True)
class Grid:
    """A table to be filled in: indicators by areas, in one period; ``written``, ``known``, ``words`` by both codes."""

    set_code: str
    agency: str
    period: str
    indicators: Sequence[Indicator]
    areas: Mapping[str, str]
    written: Mapping[tuple[str, str], str]
    known: Mapping[tuple[str, str], float]
    words: Mapping[tuple[str, str], str]
    whole: str  # what was said of the whole when it was returned
    owner: str  # tells the drafts of two accounts in one browser apart


def front(
    look: Look, due: Sequence[DueRow], sent: Sequence[Mapping[str, Any]], name: str, problem: str = "", done: str = ""
) -> str:
    """What is to be sent, and what was; ``done`` says what just happened."""
    lang = look.lang
    cards = join(_due(one, lang) for one in due) if due else lead(say("nothing_due", lang))
    return page(
        look,
        say("title", lang),
        told(problem),
        told(done, "good"),
        lead(say("lead", lang)),
        section(say("due", lang), Markup('<ul class="due">{}</ul>').format(cards) if due else cards),
        section(say("file", lang), _file(look, name)),
        section(say("sent", lang), _sent(sent, lang)),
        _words(lang),
        signed=name,
        wide=True,
    )


def entry(look: Look, grid: Grid, name: str) -> str:
    """The table of one agency and period, a field per value."""
    lang = look.lang
    body = join(_line(one, grid, lang) for one in grid.indicators)
    heads = join(Markup('<th scope="col">{}</th>').format(one) for one in grid.areas.values())
    about = {"set": grid.set_code, "period": grid.period, "agency": grid.agency, "owner": grid.owner}
    return page(
        look,
        f"{grid.agency or say('office', lang)} · {periods.label(grid.period, lang)}",
        Markup('<p><a href="{}">{}</a></p>').format(PATH, say("back", lang)),
        told(grid.whole and f"{say('returned', lang)}: {grid.whole}"),
        lead(say("entry_lead", lang)),
        Markup("<noscript>{}</noscript>").format(told(say("no_script", lang))),
        Markup(
            '<form class="is-long entry" data-entry="{}">{}<table class="grid"><thead><tr><th scope="col">{}</th>{}'
            '</tr></thead><tbody>{}</tbody></table><p class="status" role="status" aria-live="polite"></p>'
            '<div class="answers" aria-live="polite"></div><button class="button" type="submit">{}</button></form>'
        ).format(json.dumps(about), signature(look, name), say("indicator", lang), heads, body, say("send", lang)),
        _words(lang),
        signed=name,
        wide=True,
    )


def missing(look: Look, name: str) -> str:
    """There is no such table."""
    back = Markup('<p><a href="{}">{}</a></p>').format(PATH, say("back", look.lang))
    return page(look, say("title", look.lang), told(say("unknown", look.lang)), back, signed=name)


def signature(look: Look, name: str) -> Markup:
    """Fields for who signs, where nobody has an account."""
    if name:
        return NOTHING
    agency = field("unit", say("your_agency", look.lang), required=False)
    return field("name", say("your_name", look.lang), longest=120) + agency


def state_of(one: Mapping[str, Any], lang: str) -> str:
    return say(f"state_{one['state']}", lang)


def _due(one: DueRow, lang: str) -> Markup:
    day = formats.date(one.due_on)
    when = say("overdue" if one.is_late else "due_on", lang, day=day)
    return Markup('<li><a href="{}?{}"><b>{}</b> <span>{}</span></a><small class="{}">{}{} · {}</small></li>').format(
        PATH, urlencode({"ky": one.period, "cq": one.agency}), one.agency or say("office", lang),
        periods.label(one.period, lang), "is-late" if one.is_late else "", when,
        f" ({say('by_default', lang)})" if one.by_default else "",
        say("came", lang, came=one.came, wanted=one.wanted),
    )  # fmt: skip


def _line(one: Indicator, grid: Grid, lang: str) -> Markup:
    unit = catalogue.unit_label(one.unit)
    cells = join(_cell(one, code, name, grid, lang) for code, name in grid.areas.items())
    shown = one.name_en if lang == "en" and one.name_en else one.name
    return Markup('<tr><th scope="row">{}<small>{}</small></th>{}</tr>').format(shown, unit, cells)


def _cell(one: Indicator, area: str, area_name: str, grid: Grid, lang: str) -> Markup:
    key = (one.code, area)
    known = formats.number(grid.known[key], lang="vi") if key in grid.known else ""
    below = Markup("<small>{}</small>").format(say("before", lang, value=known)) if known else NOTHING
    return Markup(
        '<td data-of="{}"><input data-indicator="{}" data-area="{}" value="{}" inputmode="decimal" autocomplete="off" '
        'maxlength="200" aria-label="{}, {}" aria-describedby="{}-{}">{}<p class="answer" id="{}-{}">{}</p></td>'
    ).format(
        area_name, *key, grid.written.get(key, ""), one.name, area_name, *key, below, *key, grid.words.get(key, "")
    )


def _file(look: Look, name: str) -> Markup:
    lang = look.lang
    return Markup(
        '<form class="file-entry"><p class="lead">{}</p>{}<div class="field"><label for="tep">{}</label>'
        '<input id="tep" name="tep" type="file" accept=".xlsx,.xls,.xlsb,.ods,.csv" required></div>{}'
        '<button class="button is-quiet">{}</button><p class="status" role="status" aria-live="polite"></p>'
        '<div class="answers" aria-live="polite"></div>'
        "</form>"
    ).format(
        say("file_lead", lang), signature(look, name), say("file_field", lang),
        field("ky", say("file_period", lang), required=False, longest=20), say("file_check", lang),
    )  # fmt: skip


def _sent(sent: Sequence[Mapping[str, Any]], lang: str) -> Markup:
    if not sent:
        return lead(say("none_sent", lang))
    heads = [say(key, lang) for key in ("table", "state", "when", "words")]
    rows = [[_link(one, lang), state_of(one, lang), _at(one["updated_at"]), one["words"]] for one in sent]
    return table(heads, rows, say("sent", lang))


def _link(one: Mapping[str, Any], lang: str) -> str | Markup:
    name = title_of(one, lang)
    if one["kind"] != "grid" or one["state"] not in ("draft", "returned"):
        return name
    return Markup('<a href="{}?{}">{}</a>').format(PATH, urlencode({"ky": one["period"], "cq": one["agency"]}), name)


def title_of(one: Mapping[str, Any], lang: str) -> str:
    """A submission by what it is about."""
    about = one["file_name"] or one["agency"] or say("office", lang)
    return f"{one['submission_id']} · {about} · {periods.label(one['period'], lang)}"


def _at(moment: datetime) -> str:
    return formats.datetime(moment)


def _words(lang: str) -> Markup:
    texts = {key: WORDS[key][1 if lang == "en" else 0] for key in SCRIPT}
    return Markup('<template id="sending-words" data-words="{}"></template>').format(
        json.dumps(texts, ensure_ascii=False)
    )


words_for_script = _words
