"""The pages of whoever approves: the inbox, one submission beside what is published, and the locks of periods."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from markupsafe import Markup

from components import formats
from components.account_parts import NOTHING, Look, choice, field, join, lead, page, section, table, told
from components.sending_page import signature, simulated_mark, state_of, title_of, words_for_script
from components.sending_words import say
from data import catalogue, periods

PATH = "/duyet-so-lieu"
CHANGES = CHANGED, NEW, SAME = ("changed", "new", "same")  # against what is published, in the order that is shown
PLACES_SHOWN = 5  # of one remark; the rest is counted


@dataclass(frozen=True)
class Row:
    """One value that was sent: its key, its place in words, the value, what is published, what the checks say."""

    key: tuple[str, ...]
    area_name: str
    written: str
    published: str
    difference: str
    finding: str
    change: str  # one of CHANGES


@dataclass(frozen=True)
class Locks:
    """What can be locked in a set, and what was."""

    set_code: str
    periods: Sequence[str]
    known: pd.DataFrame


def inbox(
    look: Look,
    found: Sequence[Mapping[str, Any]],
    own: Collection[int],
    locks: Locks | None,
    name: str,
    done: str = "",
) -> str:
    """What was sent, what waits for the reader (``own``, by number) first; ``locks`` for whoever may lock."""
    lang = look.lang
    heads = [say(key, lang) for key in ("table", "author", "state", "when", "words")]
    rows = [
        [
            Markup('<a href="{}?so={}">{}</a>').format(PATH, one["submission_id"], title_of(one, lang)),
            f"{one['author']} · {one['author_agency']}",
            Markup("<b>{}</b>").format(say("yours", lang)) if one["submission_id"] in own else state_of(one, lang),
            _at(one["updated_at"]), one["words"],
        ]
        for one in sorted(found, key=lambda one: one["submission_id"] not in own)
    ]  # fmt: skip
    listed = table(heads, rows, say("inbox", lang)) if rows else lead(say("inbox_none", lang))
    return page(
        look,
        say("approving", lang),
        told(say(done, lang), "good") if done else NOTHING,
        section(say("inbox", lang), listed),
        _locks(look, locks, name) if locks else NOTHING,
        words_for_script(lang),
        signed=name,
        wide=True,
    )


def one(
    look: Look, about: Mapping[str, Any], rows: Sequence[Row], *, may_decide: bool, simulated: bool, name: str
) -> str:
    """One submission: each value beside what is published, and the decision."""
    lang = look.lang
    is_open = about["state"] == "sent" and may_decide
    heads = ("indicator", "area", "period", "sent_value", "published_value", "difference", "findings")
    head = join(Markup('<th scope="col">{}</th>').format(say(key, lang)) for key in heads)
    head += Markup('<th scope="col">{}</th>').format(say("cell_words", lang)) if is_open else NOTHING
    ordered = sorted(rows, key=lambda row: (not row.finding, CHANGES.index(row.change)))
    body = join(_row(row, is_open, lang) for row in ordered)
    author = " · ".join(part for part in (about["author"], about["author_agency"]) if part)
    told_of = Markup("<p>{} · <b>{}</b></p>").format(author, state_of(about, lang))
    return page(
        look,
        title_of(about, lang),
        Markup('<p><a href="{}">{}</a></p>').format(PATH, say("back", lang)),
        told_of,
        NOTHING if may_decide else lead(say("not_yours", lang)),
        told(about["words"]),
        simulated_mark(lang) if simulated else NOTHING,
        lead(_compared(rows, lang)),
        _noted(about["findings"].get("doubted", []), lang),
        _refused(about["findings"].get("refused", []), lang),
        Markup(
            '<form class="is-long step-entry" action="{}/quyet-dinh"><input type="hidden" name="number" value="{}">'
            '<table class="review"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}'
            '<p class="status" role="status" aria-live="polite"></p></form>'
        ).format(PATH, about["submission_id"], head, body, _decision(look, name) if is_open else NOTHING),
        words_for_script(lang),
        signed=name,
        wide=True,
    )


def _compared(rows: Sequence[Row], lang: str) -> str:
    """ "1.440 giá trị: 12 thay đổi, 3 mới, 1.425 giữ nguyên so với số đang công bố."."""
    found = Counter(row.change for row in rows)
    counts = {change: formats.number(found[change], lang=lang) for change in CHANGES}
    return say("compared", lang, count=formats.number(len(rows), lang=lang), **counts)


def _row(row: Row, is_open: bool, lang: str) -> Markup:
    about = catalogue.get(row.key[0])
    words = Markup(
        '<td data-of="{}"><textarea rows="1" data-cell="{}" aria-label="{}: {}, {}"></textarea></td>'
    ).format(say("cell_words", lang), json.dumps(list(row.key)), say("cell_words", lang), about.name, row.area_name)
    return Markup(
        '<tr><td data-of="{}"><span>{}<small>{}</small></span></td><td data-of="{}">{}</td><td data-of="{}">{}</td>'
        '<td class="is-number" data-of="{}">{}</td><td class="is-number" data-of="{}">{}</td>'
        '<td class="is-number" data-of="{}">{}</td><td data-of="{}">{}</td>{}</tr>'
    ).format(
        say("indicator", lang), about.name, catalogue.unit_label(about.unit), say("area", lang), row.area_name,
        say("period", lang), periods.label(row.key[2], lang), say("sent_value", lang), row.written,
        say("published_value", lang), row.published, say("difference", lang), row.difference,
        say("findings", lang), row.finding, words if is_open else NOTHING,
    )  # fmt: skip


def _decision(look: Look, name: str) -> Markup:
    lang = look.lang
    return Markup(
        '{}<div class="field"><label for="words">{}</label><textarea id="words" name="words" rows="2"></textarea></div>'
        '<p class="steps"><button class="button" value="approve">{}</button>'
        '<button class="button is-bad" value="return">{}</button></p>'
    ).format(signature(look, name), say("all_words", lang), say("approve", lang), say("give_back", lang))


def _noted(found: Sequence[Mapping[str, Any]], lang: str) -> Markup:
    """What the checks remarked on a file, each once with its places; a remark on a cell of a grid stands beside it."""
    places: dict[str, list[str]] = {}
    for one in found:
        if not one["key"]:
            where = " · ".join(part for part in (one["sheet"], formats.cell(one["cell"], lang)) if part)
            places.setdefault(one["reason"], []).extend([where] if where else [])
    if not places:
        return NOTHING
    lines = join(
        Markup("<li>{}</li>").format(" — ".join(part for part in (_first(where, lang), why) if part))
        for why, where in places.items()
    )
    return section(say("noted_list", lang), Markup("<ul>{}</ul>").format(lines))


def _first(places: Sequence[str], lang: str) -> str:
    rest = len(places) - PLACES_SHOWN
    more = [say("told_more", lang, count=rest)] if rest > 0 else []
    return "; ".join([*places[:PLACES_SHOWN], *more])


def _refused(cells: Sequence[Mapping[str, Any]], lang: str) -> Markup:
    if not cells:
        return NOTHING
    lines = join(
        Markup("<li>{}</li>").format(" · ".join(str(part) for part in (
            one["sheet"], formats.cell(one["cell"], lang), one["value"], one["reason"]) if part))
        for one in cells
    )  # fmt: skip
    return section(say("refused_list", lang), Markup("<ul>{}</ul>").format(lines))


def _locks(look: Look, locks: Locks, name: str) -> Markup:
    lang = look.lang
    options = {period: periods.label(period, lang) for period in locks.periods}
    form = Markup(
        '<form class="step-entry" action="{}/khoa"><input type="hidden" name="set" value="{}">{}{}{}'
        '<p class="steps"><button class="button" value="lock">{}</button>'
        '<button class="button is-quiet" value="reopen">{}</button></p>'
        '<p class="status" role="status" aria-live="polite"></p></form>'
    ).format(
        PATH, locks.set_code, signature(look, name), choice("period", say("period", lang), options, ""),
        field("reason", say("reason", lang), required=False, longest=2000), say("lock", lang), say("reopen", lang),
    )  # fmt: skip
    told_of = [Markup("<li>{}</li>").format(_lock(one, lang)) for one in locks.known.to_dict("records")]
    return section(say("locks", lang), lead(say("locks_lead", lang)), form, Markup("<ul>{}</ul>").format(join(told_of)))


def _lock(one: Mapping[Any, Any], lang: str) -> str:
    parts = [
        periods.label(one["period"], lang),
        say("locked_by", lang, who=one["locked_by"], when=_at(one["locked_at"])),
    ]
    if one["reopened_by"]:
        when = _at(one["reopened_at"])
        parts.append(say("reopened_by", lang, who=one["reopened_by"], when=when, why=one["reason"]))
    return " · ".join(parts)


def _at(moment: datetime) -> str:
    return formats.datetime(moment)
