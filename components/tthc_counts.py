"""What a score counts: shares with their counts, the sum of the dossiers checked, form II.06a."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html

from components import formats, messages
from components.attributes import attrs, valued
from components.tthc_parts import counts, figure, name_of, points, sourced, whole
from components.tthc_words import say
from data import periods
from data.score_answers import Dossiers, ScoreView

SHARES = (
    "TDGQ", "PAY_DOSSIER", "PAY_FORMALITY", "ORIGINAL_RESULT_AVAILABLE", "SO_HOA_GIAY_TO_GIAI_QUYET",
    "REUSED_DIGITIZED_DATA", "DOSSIER_RECEIVING_SATISFACTION", "PETITION_PROCESSING_ON_TIME",
    "PETITION_HANDLING_SATISFACTION",
)  # fmt: skip
FORMS = {
    "form_title": (
        ("FORM_RECEIVED", ("FORM_ONLINE", "FORM_DIRECT", "FORM_CARRIED")),
        ("FORM_SETTLED", ("FORM_SETTLED_EARLY", "FORM_SETTLED_ON_TIME", "FORM_SETTLED_LATE")),
        ("FORM_OPEN", ("FORM_OPEN_IN_TIME", "FORM_OPEN_LATE")),
    ),
    "form_digital": (
        ("FORM_DIGITAL_RECEIVED", ("FORM_DIGITAL_FILED", "FORM_DIGITAL_REUSED")),
        ("FORM_DIGITAL_SETTLED", ("FORM_DIGITAL_RESULT",)),
    ),
    "form_payment": (("FORM_PAYABLE", ("FORM_PAID",)),),
}  # words of the title → counts and their parts


def facts(view: ScoreView, lang: str = "vi") -> Any:
    """Shares with their counts, the sum of the dossiers checked, the average time, and form II.06a."""
    known = view.items[view.items["denominator"].notna()]
    bars = [_share(code, known.loc[[code]].iloc[0], view, lang) for code in SHARES if code in known.index]
    lines = {"TDGQ": _received(view, lang), "AVERAGE_DAYS": _days(view, lang)}
    told = [html.Li(figure(text, view, item, lang, at="facts-line")) for item, text in lines.items() if text]
    none = [html.P(say("no_parts", lang, unit=view.ask.unit.unit_name), className="muted")] if not bars else []
    return html.Div(
        [
            html.Ul(bars, className="shares", **attrs({"data-unit": "%"})),
            *none,
            html.Ul(told, className="plain-list"),
            _form(view, lang),
        ]
    )


def _share(code: str, row: pd.Series, view: ScoreView, lang: str) -> html.Li:
    share = 100 * row["numerator"] / row["denominator"] if row["denominator"] else 0.0
    return html.Li(
        [
            html.Span(name_of(code, lang), className="share-name"),
            figure(counts(row, lang), view, code, lang, at="facts"),
            html.Span(className="share-bar", style={"--length": f"{min(share, 100):.1f}%"}),
        ],
        **valued(name_of(code, lang), share),
    )


def _received(view: ScoreView, lang: str) -> str:
    late = view.counted.get("DOSSIER_OVERDUE")
    if late is None or "TDGQ" not in view.items.index:
        return ""
    row = view.items.loc[["TDGQ"]].iloc[0]
    holds = row["numerator"] + late == row["denominator"]
    numbers = {"good": whole(row["numerator"], lang), "late": whole(late, lang)}
    key = "received_check" if holds else "received_wrong"
    return say(key, lang, received=whole(row["denominator"], lang), **numbers)


def _days(view: ScoreView, lang: str) -> str:
    days = view.counted.get("AVERAGE_DAYS")
    return "" if days is None else f"{say('average_days', lang)}: {points(days, lang)}"


def _form(view: ScoreView, lang: str) -> Any:
    """Forms II.06a, digitisation and payment, as far as they were received; sums of the first checked."""
    form = view.dossiers
    if form is None:
        return html.P(say("form_none", lang), className="muted")
    made: list[Any] = []
    for title, lines in FORMS.items():
        known = [line for line in lines if line[0] in form.counts]
        if known:
            period = periods.label(form.periods[known[0][0]], lang)
            counted = [_line(total, own, form, lang) for total, own in known]
            mark = [" ", messages.simulated(lang=lang)] if form.simulated else []
            made += [html.H3([say(title, lang, period=period), *mark]), html.Ul(counted, className="plain-list")]
    checks = [
        say("form_broken", lang, total=name_of(one.total, lang), value=whole(one.value, lang),
            expected=whole(one.expected, lang))
        for one in form.broken
    ] or ([say("form_holds", lang)] if "FORM_RECEIVED" in form.counts else [])  # fmt: skip
    return html.Div([*made, *(html.P(text) for text in checks)])


def _line(total: str, own: Sequence[str], form: Dossiers, lang: str) -> html.Li:
    """A count and its parts, each leading to its cell: "Đang giải quyết: 20 · trong hạn 15 (75,0 %) …"."""
    of = form.counts[total]
    known = {total: f"{name_of(total, lang)}: {whole(of, lang)}"}
    for part in (part for part in own if part in form.counts):
        share = f" ({formats.percent(100 * form.counts[part] / of, lang=lang)})" if of else ""
        known[part] = f"{name_of(part, lang).lower()} {whole(form.counts[part], lang)}{share}"
    told = [sourced(words, form.keys[item], name_of(item, lang), "form", lang) for item, words in known.items()]
    return html.Li([html.B(told[0]), *(piece for one in told[1:] for piece in (" · ", one))])
