"""What stands behind a score: its parts, the portal beside our recomputation, counts of dossiers, units in order."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from components import formats, messages, panels, ranking
from components.attributes import attrs, valued
from components.shading import Shades
from components.tthc_parts import (
    counts,
    figure,
    item_button,
    key_of,
    listed,
    movement_words,
    name_of,
    points,
    signed,
    sourced,
    table,
    whole,
)
from components.tthc_words import say
from data import periods, scoring_rules
from data.score_answers import Dossiers, ScoreKey, ScoreView
from data.scoring_rules import Formula

TOLERANCE = 0.011
RANKED = {"ranking_communes": 6, "ranking_agencies": 7}  # how many of each list
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


def subject(view: ScoreView) -> str:
    """The item whose parts are shown: the chosen one, or the component that a chosen part belongs to."""
    about = scoring_rules.item(view.ask.item)
    return about.parent if about.level == "sub" else about.code


def detail(view: ScoreView, lang: str = "vi") -> Any:
    """The parts of the chosen item, those that lose most first."""
    code = subject(view)
    own = [part.code for part in scoring_rules.parts(code) if part.code in view.items.index]
    if not own:
        own = [code] if code in view.items.index else []
    rows = view.items.loc[own].sort_values("lost", ascending=False, kind="stable")
    heads = [say(key, lang) for key in ("item", "score", "lost_column", "to_median", "to_best", "place_column")]
    body = [_detail_row(str(item), row, view, lang) for item, row in rows.iterrows()]
    made = table(heads, body, say("detail_title", lang, item=name_of(code, lang)))
    parts = scoring_rules.parts(code)
    is_bare = parts and parts[0].level == "sub" and len(own) <= 1
    note = [html.P(say("no_parts", lang, unit=view.ask.unit.unit_name), className="muted panel-note")]
    return html.Div([made, *(note if is_bare else [])])


def _detail_row(item: str, row: pd.Series, view: ScoreView, lang: str) -> list[Any]:
    under = [
        figure(told, view, item, lang, at=f"detail-{place}")
        for place, told in enumerate((counts(row, lang), movement_words(row, item, lang)))
        if told
    ]
    pieces = [piece for one in under for piece in (" · ", one)][1:]
    name = html.Div([item_button(item, view.ask.item, lang), html.Div(pieces, className="muted")])
    score = f"{points(row['score'], lang)} / {whole(row['max_score'], lang)}"
    place = (
        f"{whole(row['place'], lang)}/{whole(row['of'], lang)}" if pd.notna(row["place"]) and view.ranks(item) else "–"
    )
    return [
        name,
        figure(score, view, item, lang, at="detail"),
        figure(points(row["lost"], lang), view, item, lang, at="lost"),
        listed(signed(row["to_median"], lang), view, item, lang),
        listed(signed(row["to_best"], lang), view, item, lang),
        listed(place, view, item, lang),
    ]


def comparison(view: ScoreView, lang: str = "vi") -> html.Section:
    """Every item of the unit: formula, the portal's score, ours, and why they differ."""
    heads = [say(key, lang) for key in ("item", "formula", "score", "ours", "difference", "verdict")]
    body = [
        [
            _indented(str(item), lang),
            _formula_words(view.formulas.get(str(item)), lang),
            figure(points(row["score"], lang), view, str(item), lang, at="compare"),
            _worked(points(row["recomputed"], lang), view, str(item), lang, "ours"),
            _worked(_difference(row["difference"], lang), view, str(item), lang, "difference"),
            _verdict(str(item), row, view, lang),
        ]
        for item, row in view.items.iterrows()
    ]
    return panels.panel(
        say("compare_title", lang),
        table(heads, body, say("compare_title", lang), words=(0, 1, 5)),
        subtitle=say("compare_subtitle", lang, tolerance=points(TOLERANCE, lang)),
        class_name="panel-wide compare-panel",
    )


def _difference(value: float, lang: str) -> str:
    return signed(value, lang) if abs(value) >= 0.00005 else points(value, lang)


def _worked(text: str, view: ScoreView, item: str, lang: str, at: str) -> Any:
    """What we worked out of an item, leading to the counts or parts that its source tells; a dash leads nowhere."""
    return figure(text, view, item, lang, at=at) if any(letter.isdigit() for letter in text) else text


def _indented(item: str, lang: str) -> html.Span:
    return html.Span(name_of(item, lang), className=f"level-{scoring_rules.item(item).level}")


def _formula_words(rule: Formula | None, lang: str) -> Any:
    if rule is None or rule.kind == "published":
        return say("f_published", lang)
    if rule.kind == "sum":
        return say("f_sum", lang)
    highest = whole(scoring_rules.item(rule.item).max_score, lang)
    facts = {"max": highest, "n": rule.numerator, "d": rule.denominator, "full": whole(100 * float(rule.full_at), lang)}
    told = say("f_full_at" if rule.full_at != 1 else "f_ratio", lang, **facts)
    mark = "" if rule.verified else f", {say('unverified', lang)}"
    return html.Span([told, html.Small(f" ({say(rule.provenance, lang)}{mark})", className="muted")], title=rule.source)


def _verdict(item: str, row: pd.Series, view: ScoreView, lang: str) -> Any:
    rule = view.formulas.get(item)
    if pd.notna(row["difference"]):
        return say("agrees" if abs(row["difference"]) <= TOLERANCE else "differs", lang)
    if rule is None or rule.kind == "published":
        return say("not_established", lang)
    if rule.on_zero == "null" and row["denominator"] == 0:
        return say("null_by_rule", lang)
    if pd.notna(row["recomputed"]):
        return say("not_printed", lang)
    if item == "TTTT" and {"PAY_DOSSIER", "PAY_FORMALITY"} <= set(view.items.index):
        known = float(view.items.loc[["PAY_DOSSIER", "PAY_FORMALITY"], "recomputed"].sum())
        rest = {"known": points(known, lang), "rest": points(row["score"] - known, lang)}
        told = say("rest", lang, item=name_of("PAY_FEE_FORMALITY", lang), **rest)
        return figure(told, view, item, lang, at="rest")
    return say("no_counts", lang)


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


def rankings(view: ScoreView, sheet: Shades, lang: str = "vi") -> Any:
    """Communes and departments by the chosen item."""
    known = view.communes.dropna(subset=["value"])
    made: list[Any] = []
    if not known.empty:
        mark = [" ", messages.simulated(lang=lang)] if view.communes_simulated else []
        made += [html.H3([say("ranking_communes", lang), *mark]), _ranked(known, sheet, view, "ranking_communes", lang)]
    if view.agencies.empty:
        made.append(html.P(say("ranking_none", lang), className="muted"))
    else:
        agencies = view.agencies.rename(columns={"key": "area_code", "unit_name": "area_name"})
        marked = [" ", messages.simulated(lang=lang)] if (view.agencies["status"] == "simulated").any() else []
        made += [
            html.H3([say("ranking_agencies", lang), *marked]),
            _ranked(agencies, None, view, "ranking_agencies", lang),
        ]
    return html.Div(made)


def _ranked(rows: pd.DataFrame, sheet: Shades | None, view: ScoreView, whose: str, lang: str) -> html.Div:
    name = f"{name_of(view.ask.item, lang)} · {say(whose, lang)}"
    return ranking.ranking(
        rows, count=RANKED[whose], sheet=sheet, selected=view.ask.unit.key, decimals=2, name=name, lang=lang,
        sources=None if sheet else _agency_keys(view),
    )  # fmt: skip


def _agency_keys(view: ScoreView) -> dict[str, str]:
    day = view.agency_day or view.ask.day
    units = zip(view.agencies["key"], view.agencies["unit_code"], strict=True)
    return {str(key): ScoreKey(str(unit), day, view.ask.item).text() for key, unit in units}


def peers(view: ScoreView, lang: str = "vi") -> Any:
    """All units of the level in order; a province opens its own page."""
    item = name_of(view.ask.item, lang)
    title = say("peers_title", lang, count=len(view.peers), item=item[:1].lower() + item[1:])
    heads = [say("place_column", lang), say("unit", lang), say("score", lang)]
    rows = [
        [_place(row, view, lang), _peer(row, view), _peer_score(row, view, lang)]
        for row in view.peers.to_dict("records")
    ]
    return panels.panel(title, table(heads, rows, title, words=(0, 1)), class_name="peers")


def _peer(row: Mapping[Any, Any], view: ScoreView) -> Any:
    if row["unit_code"] == view.ask.unit.unit_code:
        return html.B(row["unit_name"])
    unit = "" if view.ask.unit.unit_kind == "province" else f"&don-vi={row['key']}"
    return dcc.Link(row["unit_name"], href=f"/tthc?tinh={row['province_code']}{unit}&muc={view.ask.item}")


def _place(row: Mapping[Any, Any], view: ScoreView, lang: str) -> Any:
    """The place in this list; it leads to the score that it was given by."""
    key = key_of(view, view.ask.item, str(row["unit_code"]))
    return sourced(whole(row["place"], lang), key, str(row["unit_name"]), "place", lang)


def _peer_score(row: Mapping[Any, Any], view: ScoreView, lang: str) -> html.Button:
    key, name = key_of(view, view.ask.item, str(row["unit_code"])), str(row["unit_name"])
    return sourced(points(row["value"], lang), key, name, "peers", lang)


def communes(view: ScoreView, lang: str = "vi") -> pd.DataFrame:
    """The map as a table: one row per commune."""
    heads = ("Mã xã", "Xã, phường", "Mã trên Cổng") if lang == "vi" else ("Code", "Commune", "Portal code")
    columns = dict(zip(heads, (view.communes[name] for name in ("area_code", "area_name", "unit_code")), strict=True))
    return pd.DataFrame(columns | {name_of(view.ask.item, lang): view.communes["value"]})


def captures(view: ScoreView, lang: str = "vi") -> pd.DataFrame:
    """The trend as a table: one row per capture."""
    rows = view.trend.sort_values("captured_on")
    day = "Ngày lấy điểm" if lang == "vi" else "Captured on"
    return pd.DataFrame({day: rows["captured_on"].dt.date, name_of(view.ask.item, lang): rows["score"]})


def items(view: ScoreView, lang: str = "vi") -> pd.DataFrame:
    """Every item of the unit: counts, the portal's score, ours, points lost, place, gaps."""
    frame = view.items.reset_index()
    words = {
        "score": "score", "max_score": "max_column", "lost": "lost_column", "recomputed": "ours",
        "difference": "difference", "place": "place_column", "to_median": "to_median", "to_best": "to_best",
        "movement": "moved",
    }  # fmt: skip
    counted = {say("numerator", lang): frame["numerator"], say("denominator", lang): frame["denominator"]}
    named = {say("item", lang): frame["item_code"].map(lambda code: name_of(code, lang))}
    return pd.DataFrame(named | counted | {say(key, lang): frame[name] for name, key in words.items()})


def notes(view: ScoreView, lang: str = "vi") -> list[Any]:
    """What must be known before the map is read."""
    told = []
    if view.ask.item in ("CKMB", *(part.code for part in scoring_rules.parts("CKMB"))):
        told.append(say("inherited", lang))
    if view.unmatched:
        told.append(say("unmatched", lang, count=len(view.unmatched), names=", ".join(view.unmatched)))
    return [html.P(text, className="muted panel-note") for text in told]


def nothing(name: str, lang: str = "vi") -> html.Div:
    """What is awaited when there is no capture at all."""
    return messages.message(say("awaited", lang, name=name), tone="warn", remedy=say("awaited_remedy", lang))
