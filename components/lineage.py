"""The source panel: where one number came from, how it was worked out, and how it has changed."""

from collections.abc import Sequence
from typing import Any, NotRequired, TypedDict

from dash import dcc, html

from components.attributes import attrs
from components.icons import icon
from components.words import word


class Revision(TypedDict):
    """One change of the number; all ready to be read."""

    date: str
    before: str
    after: str
    what: NotRequired[str]  # of an entry the field that changed
    remarks: NotRequired[Sequence[str]]  # what was remarked on the number before


class PartLine(TypedDict):
    """One of the numbers that this one was made of; ``key`` opens its own source."""

    name: str
    value: str
    where: str  # "giuong.csv, ô D5"; "" where only its own source tells
    key: str


class Lineage(TypedDict, total=False):
    """What is known of one number, every entry ready to be read; an entry that is missing or empty is left out."""

    title: str  # "Thu ngân sách trên địa bàn, xã Thắng Mố, tháng 10/2026"
    value: str  # "12,8 tỷ đồng"
    status: str
    agency: str
    source: str
    file: str
    sheet: str
    cell: str
    hash: str
    delivery: str
    received: str
    published: str
    formula: str  # "Thu ngân sách ÷ dự toán × 100"
    worked: str  # "12,8 ÷ 24,3 × 100 = 52,7"
    parts: Sequence[PartLine]
    checks: Sequence[str]  # what the number went through when it was loaded, and what was remarked
    revisions: Sequence[Revision]
    competing: Sequence[str]  # figures that were sent too but do not stand
    notes: Sequence[str]
    feeds: str  # where the page of the delivery tells all that it feeds
    direct: str  # where a task is given about the number; "" for whoever gives none


PARTS_SHOWN = 12
_FACTS = ("agency", "source", "file", "sheet", "cell", "received", "published", "delivery", "hash")


def lineage_panel(lineage: Lineage | None, *, panel_id: str = "source-panel", lang: str = "vi") -> html.Div:
    """A dialog at the side of the page, closed when ``lineage`` is None; ``body`` fills ``<panel_id>-body``.

    The close button has the id ``<panel_id>-close``; Esc closes too.  Open and shut by ``hidden`` of ``panel_id``.
    """
    return html.Div(
        [
            html.Div(
                [
                    html.H2(word("lineage", lang), id=f"{panel_id}-title"),
                    html.Button(
                        icon("x-lg"),
                        id=f"{panel_id}-close",
                        type="button",
                        n_clicks=0,
                        className="icon-button offcanvas-close",
                        **attrs({"aria-label": word("close", lang)}),
                    ),
                ],
                className="offcanvas-head",
            ),
            html.Div(body(lineage, lang=lang), id=f"{panel_id}-body", className="offcanvas-body"),
        ],
        id=panel_id,
        className="offcanvas",
        hidden=lineage is None,
        role="dialog",
        tabIndex=-1,
        **attrs({"aria-labelledby": f"{panel_id}-title", "data-chiso-panel": "source"}),
    )


def body(lineage: Lineage | None, *, lang: str = "vi") -> list[Any]:
    """What stands in the panel."""
    if lineage is None:
        return [html.P(word("no_lineage", lang))]
    facts: list[tuple[str, Any]] = [(word(key, lang), str(fact)) for key in _FACTS if (fact := lineage.get(key))]
    if lineage.get("feeds"):
        facts.append((word("way_back", lang), dcc.Link(word("feeds_all", lang), href=lineage["feeds"])))
    parts: list[Any] = [
        html.P(lineage.get("title", ""), className="lineage-title"),
    ]
    value = lineage.get("value", "–")
    if value:
        parts.append(html.P([html.B(value), html.Span(lineage.get("status", ""))], className="lineage-value"))
    if lineage.get("direct"):
        link = dcc.Link(word("give_task", lang), href=lineage["direct"], className="action")
        parts.append(html.P(link, className="lineage-direct"))
    if lineage.get("formula") or lineage.get("worked"):
        steps = [lineage.get("formula", ""), lineage.get("worked", "")]
        parts += [
            html.H3(word("formula", lang)),
            *[html.P(step, className="lineage-formula") for step in steps if step],
        ]
    parts += _made_of(lineage.get("parts", ()), lang)
    if facts:
        pairs = [part for name, fact in facts for part in (html.Dt(name), html.Dd(fact))]
        parts += [html.H3(word("source", lang)), html.Dl(pairs, className="lineage-facts")]
    parts += _listed("checks", lineage.get("checks", ()), lang)
    if value:  # what is made of others, or an entry, has no number of its own that could be revised
        parts += [html.H3(word("revisions", lang)), _revisions(lineage.get("revisions", ()), lang)]
    parts += _listed("competing", lineage.get("competing", ()), lang)
    parts += [html.P(note, className="lineage-note") for note in lineage.get("notes", ())]
    return parts


def _made_of(lines: Sequence[PartLine], lang: str) -> list[Any]:
    """The parts, each a button to where it came from; of many the first, the others folded away."""
    if not lines:
        return []
    items = [html.Li(_part(number, one, lang)) for number, one in enumerate(lines)]
    rest = items[PARTS_SHOWN:]
    made: list[Any] = [
        html.H3(word("made_of", lang, count=len(lines))),
        html.Ul(items[:PARTS_SHOWN], className="lineage-parts"),
    ]
    if rest:
        summary = html.Summary(word("more_parts", lang, count=len(rest)))
        made.append(html.Details([summary, html.Ul(rest, className="lineage-parts")]))
    return made


def _part(number: int, one: PartLine, lang: str) -> list[Any]:
    button = html.Button(
        one["value"],
        id={"type": "source", "key": one["key"], "at": f"part-{number}"},
        type="button",
        className="source-link",
        title=word("source_of", lang, name=one["name"]),
    )
    return [html.Span(one["name"]), button, html.Small(one["where"], className="muted")]


def _listed(heading: str, lines: Sequence[str], lang: str) -> list[Any]:
    if not lines:
        return []
    return [html.H3(word(heading, lang)), html.Ul([html.Li(line) for line in lines], className="lineage-list")]


def _revisions(revisions: Sequence[Revision], lang: str) -> html.Ol | html.P:
    if not revisions:
        return html.P(word("no_revisions", lang), className="muted")
    return html.Ol(
        [
            html.Li(
                [
                    html.Span(revision["date"], className="revision-date"),
                    f"{revision.get('what', '')} ".lstrip(),
                    word("revised_from_to", lang, before=revision["before"], after=revision["after"]),
                    *_remarks(revision.get("remarks", ()), lang),
                ]
            )
            for revision in revisions
        ],
        className="revisions",
    )


def _remarks(remarks: Sequence[str], lang: str) -> list[Any]:
    return [html.Small(word("remarked_before", lang, text=" ".join(remarks)), className="muted")] if remarks else []
