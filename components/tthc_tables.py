"""What stands behind a score: its parts, the portal beside our recomputation, and the tables that are handed out."""

from typing import Any

import pandas as pd
from dash import html

from components import messages, panels
from components.tthc_parts import (
    counts,
    figure,
    item_button,
    listed,
    movement_words,
    name_of,
    points,
    signed,
    table,
    whole,
)
from components.tthc_words import say
from data import scoring_rules
from data.score_answers import ScoreView
from data.scoring_rules import Formula

TOLERANCE = 0.011


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
