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
from components.words import word
from data import catalogue, periods
from data.catalogue import Indicator
from data.submission_answers import BY_COMMUNE, FILE, OPEN, RETURNED

PATH = "/gui-so-lieu"
COMMUNES = "xa"  # of «theo»: a table that is filled in commune by commune
# Where the script says what became of a step, and what the checks found.
ANSWERS = Markup(
    '<p class="status" role="status" aria-live="polite"></p><div class="answers" aria-live="polite"></div>'
)


@dataclass(frozen=True)
class DueRow:
    """One table to be sent."""

    kind: str
    agency: str
    period: str
    due_on: date
    by_default: bool
    came: int
    wanted: int
    is_late: bool

    @property
    def is_complete(self) -> bool:
        return self.came >= self.wanted


@dataclass(frozen=True)
class Grid:
    """A table to be filled in: indicators by areas, in one period; ``written``, ``known``, ``words`` by both codes."""

    set_code: str
    kind: str
    agency: str
    period: str
    indicators: Sequence[Indicator]
    areas: Mapping[str, str]
    written: Mapping[tuple[str, str], str]
    known: Mapping[tuple[str, str], float]
    words: Mapping[tuple[str, str], str]
    whole: str  # what was said of the whole when it was returned
    owner: str  # tells the drafts of two accounts in one browser apart
    simulated: bool  # whether what is published is for demonstration


def front(
    look: Look, due: Sequence[DueRow], sent: Sequence[Mapping[str, Any]], name: str, problem: str = "", done: str = ""
) -> str:
    """What is to be sent, and what was; ``done`` says what just happened."""
    lang = look.lang
    open_ones, complete = ([one for one in due if one.is_complete is is_it] for is_it in (False, True))
    returned = [one for one in sent if one["state"] == RETURNED]
    return page(
        look,
        say("title", lang),
        told(problem),
        told(done, "good"),
        lead(say("lead", lang)),
        section(say("returned_tables", lang), _sent(returned, lang)) if returned else NOTHING,
        section(say("due", lang), _cards(open_ones, lang), _complete(complete, lang)),
        section(say("file", lang), _file(look, name)),
        section(say("sent", lang), _sent(sent, lang)),
        _words(lang),
        signed=name,
        wide=True,
    )


def entry(look: Look, grid: Grid, name: str) -> str:
    """The table of one agency and period, a field per value."""
    lang = look.lang
    how = " by-areas" if grid.kind == BY_COMMUNE else ""
    head, body = _by_areas(grid, lang) if grid.kind == BY_COMMUNE else _by_indicators(grid, lang)
    about = {"set": grid.set_code, "kind": grid.kind, "period": grid.period, "agency": grid.agency, "owner": grid.owner}
    return page(
        look,
        table_name(grid.kind, grid.agency, grid.period, lang),
        _back(lang),
        told(grid.whole and f"{say('returned', lang)}: {grid.whole}"),
        simulated_mark(lang) if grid.simulated else NOTHING,
        lead(say("entry_lead", lang)),
        Markup("<noscript>{}</noscript>").format(told(say("no_script", lang))),
        Markup(
            '<form class="is-long entry" data-entry="{}">{}<div class="across"><table class="grid{}"><thead><tr>{}</tr>'
            '</thead><tbody>{}</tbody></table></div>{}<button class="button" type="submit">{}</button></form>'
        ).format(json.dumps(about), signature(look, name), how, head, body, ANSWERS, say("send", lang)),
        _words(lang),
        signed=name,
        wide=True,
    )


def taken_file(look: Look, found: Mapping[str, Any], name: str) -> str:
    """A file that was checked before: what was found in it, and a button that sends it."""
    answers = {key: value for key, value in found.items() if key != "about"}
    form = Markup('<form class="file-entry" data-told="{}">{}{}</form>').format(
        json.dumps(answers, ensure_ascii=False), signature(look, name), ANSWERS
    )
    title = title_of(found["about"], look.lang)
    return page(look, title, _back(look.lang), told(found["about"]["words"]), lead(say("taken_lead", look.lang)), form,
                _words(look.lang), signed=name, wide=True)  # fmt: skip


def missing(look: Look, name: str, why: str = "") -> str:
    """There is no such table."""
    return page(look, say("title", look.lang), told(why or say("unknown", look.lang)), _back(look.lang), signed=name)


def _back(lang: str) -> Markup:
    return Markup('<p><a href="{}">{}</a></p>').format(PATH, say("back", lang))


def simulated_mark(lang: str) -> Markup:
    """Says that published figures beside the typed ones are for demonstration."""
    return Markup('<p class="told" role="note"><b>{}</b> {}</p>').format(
        word("simulated", lang), word("simulated_long", lang)
    )


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
    by_commune = f" · {say('by_commune', lang)}" if one.kind == BY_COMMUNE else ""
    return Markup('<li><a href="{}"><b>{}</b> <span>{}{}</span></a><small class="{}">{}{} · {}</small></li>').format(
        address_of(one.kind, one.period, one.agency), one.agency or say("office", lang),
        periods.label(one.period, lang), by_commune, "is-late" if one.is_late else "", when,
        f" ({say('by_default', lang)})" if one.by_default else "",
        say("came", lang, came=formats.number(one.came, lang=lang), wanted=formats.number(one.wanted, lang=lang)),
    )  # fmt: skip


def address_of(kind: str, period: str, agency: str) -> str:
    """Where a table is filled in."""
    by_commune = {"theo": COMMUNES} if kind == BY_COMMUNE else {}
    return f"{PATH}?{urlencode({'ky': period, 'cq': agency, **by_commune})}"


def _cards(due: Sequence[DueRow], lang: str) -> Markup:
    if not due:
        return lead(say("nothing_due", lang))
    return Markup('<ul class="due">{}</ul>').format(join(_due(one, lang) for one in due))


def _complete(due: Sequence[DueRow], lang: str) -> Markup:
    """What is all published, out of the way but within reach: figures are corrected there."""
    if not due:
        return NOTHING
    return Markup("<details><summary>{}</summary>{}</details>").format(
        say("complete", lang, count=len(due)), _cards(due, lang)
    )


def _by_indicators(grid: Grid, lang: str) -> tuple[Markup, Markup]:
    """Head and body of a table with an indicator per row."""
    heads = join(_head(one) for one in (say("indicator", lang), *grid.areas.values()))
    body = join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            _named(one, lang),
            join(_cell(one, code, name, name, grid, lang) for code, name in grid.areas.items()),
        )
        for one in grid.indicators
    )
    return heads, body


def _by_areas(grid: Grid, lang: str) -> tuple[Markup, Markup]:
    """Head and body of a table with a commune per row, as such a table is kept in Excel."""
    heads = join(_head(one) for one in (say("area", lang), *(_named(one, lang) for one in grid.indicators)))
    body = join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            name, join(_cell(one, code, name, _name(one, lang), grid, lang) for one in grid.indicators)
        )
        for code, name in grid.areas.items()
    )
    return heads, body


def _head(text: str | Markup) -> Markup:
    return Markup('<th scope="col">{}</th>').format(text)


def _named(one: Indicator, lang: str) -> Markup:
    return Markup("{}<small>{}</small>").format(_name(one, lang), catalogue.unit_label(one.unit))


def _name(one: Indicator, lang: str) -> str:
    return one.name_en if lang == "en" and one.name_en else one.name


def _cell(one: Indicator, area: str, area_name: str, of: str, grid: Grid, lang: str) -> Markup:
    """A field; ``of`` is what a phone shows above it, where the heads of columns are hidden."""
    key = (one.code, area)
    known = formats.number(grid.known[key], lang="vi") if key in grid.known else ""
    below = Markup("<small>{}</small>").format(say("before", lang, value=known)) if known else NOTHING
    return Markup(
        '<td data-of="{}"><input data-indicator="{}" data-area="{}" value="{}" inputmode="decimal" autocomplete="off" '
        'maxlength="200" aria-label="{}, {}" aria-describedby="{}-{}">{}<p class="answer" id="{}-{}">{}</p></td>'
    ).format(of, *key, grid.written.get(key, ""), one.name, area_name, *key, below, *key, grid.words.get(key, ""))


def _file(look: Look, name: str) -> Markup:
    lang = look.lang
    return Markup(
        '<form class="file-entry"><p class="lead">{}</p>{}<div class="field"><label for="tep">{}</label>'
        '<input id="tep" name="tep" type="file" accept=".xlsx,.xls,.xlsb,.ods,.csv" required></div>{}'
        '<button class="button is-quiet">{}</button>{}</form>'
    ).format(
        say("file_lead", lang), signature(look, name), say("file_field", lang),
        field("ky", say("file_period", lang), required=False, longest=20), say("file_check", lang), ANSWERS,
    )  # fmt: skip


def _sent(sent: Sequence[Mapping[str, Any]], lang: str) -> Markup:
    if not sent:
        return lead(say("none_sent", lang))
    heads = [say(key, lang) for key in ("table", "state", "when", "words")]
    rows = [[_link(one, lang), state_of(one, lang), _at(one["updated_at"]), one["words"]] for one in sent]
    return table(heads, rows, say("sent", lang))


def _link(one: Mapping[str, Any], lang: str) -> str | Markup:
    name = title_of(one, lang)
    if one["state"] not in OPEN:
        return name
    taken = f"{PATH}?{urlencode({'nhap': one['submission_id']})}"
    address = taken if one["kind"] == FILE else address_of(one["kind"], one["period"], one["agency"])
    return Markup('<a href="{}">{}</a>').format(address, name)


def title_of(one: Mapping[str, Any], lang: str) -> str:
    """A submission by what it is about."""
    about = one["file_name"] or one["agency"] or say("office", lang)
    return f"{one['submission_id']} · {table_name(one['kind'], about, one['period'], lang)}"


def table_name(kind: str, agency: str, period: str, lang: str) -> str:
    """A table by its agency and period, and that it is filled in commune by commune."""
    by_commune = f" · {say('by_commune', lang)}" if kind == BY_COMMUNE else ""
    return f"{agency or say('office', lang)} · {periods.label(period, lang)}{by_commune}"


def _at(moment: datetime) -> str:
    return formats.datetime(moment)


def _words(lang: str) -> Markup:
    texts = {key: WORDS[key][1 if lang == "en" else 0] for key in SCRIPT}
    return Markup('<template id="sending-words" data-words="{}"></template>').format(
        json.dumps(texts, ensure_ascii=False)
    )


words_for_script = _words
