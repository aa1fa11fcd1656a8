"""What a view shows, as sentences that can be pasted into a report; every number knows its source.

Pure: a ``GroupView`` in, pieces of text out.  A briefing takes the same sentences.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NamedTuple

import pandas as pd

from components import asking, formats, group, map_quantity, naming
from components.sentence_words import say
from data import arithmetic, comparing, periods, units
from data.answers import GroupView, Headline, NumberKey
from data.arithmetic import Change
from data.catalogue import Indicator, vocabulary

NAMED = 3  # as many communes with the same figure are named; more are counted


class Piece(NamedTuple):
    """Words, or a number with the ``NumberKey`` of its source as text."""

    text: str
    key: str = ""


Sentence = tuple[Piece, ...]


def plain(sentences: Sequence[Sentence]) -> str:
    """The sentences as text, a blank between them."""
    return " ".join("".join(piece.text for piece in one) for one in sentences)


def of_view(view: GroupView, shown: str, lang: str = "vi") -> list[Sentence]:
    """The whole, the highest and lowest communes, the selected one, and what must not be forgotten about them."""
    told = []
    if line := asking.headline(view):
        told.append(of_headline(line, view, lang))
    if view.reported_by_communes:
        told.append(of_communes(view, shown, lang))
        rows = view.communes[view.communes["area_code"] == view.ask.area_code]
        told += [of_commune(view, row, shown, lang) for row in rows.to_dict("records")]
    if view.ask.as_of:
        told.append((Piece(say("known_on", lang, day=formats.date(view.ask.as_of))),))
    if view.simulated:
        told.append((Piece(say("simulated", lang)),))
    return told


def of_headline(line: Headline, view: GroupView, lang: str = "vi", *, placed: bool = True) -> Sentence:
    """How the whole stands, how it moved, and how far it is on its plan; not ``placed`` where the place is known."""
    one, place = line.indicator, _within(_place(line, view), lang)
    period = naming.period_words(line.period or view.ask.period, line.measure, lang)
    if line.value is None:
        key = "withheld" if line.status == "suppressed" else "none_yet"
        return (Piece(say(key, lang, name=lowered(naming.name_of(one, lang)), place=place, period=lowered(period))),)
    own = NumberKey(one.code, line.area_code, line.period, line.measure)
    words = {"period": period, "name": lowered(naming.name_of(one, lang)), "place": place}
    start = say("start" if placed else "start_unplaced", lang, **words)
    pieces = [Piece(f"{start} {_verb(one, line.value, lang)} "), _number(line.value, one, own, lang)]
    if line.status not in ("final", "simulated"):
        pieces.append(Piece(f" ({naming.status_words(line.status, lang)})"))
    if line.summed:
        pieces.append(Piece(say("summed", lang, part=line.summed[0], of=line.summed[1])))
    return (*pieces, *move_of(line, view, lang), *plan_of(line, lang), Piece("."))


def number_of(line: Headline, lang: str = "vi") -> Sentence:
    """The number alone, with its unit; nothing where there is none."""
    if line.value is None:
        return ()
    own = NumberKey(line.indicator.code, line.area_code, line.period, line.measure)
    return (_number(line.value, line.indicator, own, lang),)


def move_of(line: Headline, view: GroupView, lang: str = "vi") -> Sentence:
    """ ", tăng 5,2 % so với cùng kỳ năm trước"; nothing where there is no number."""
    if line.value is None:
        return ()
    own = NumberKey(line.indicator.code, line.area_code, line.period, line.measure)
    against = asking.against(view, line.period, lang)
    return tuple(_move(line.change, line.indicator, against, view.ask.comparison, own, lang))


def plan_of(line: Headline, lang: str = "vi") -> Sentence:
    """ ", đạt 74,4 % dự toán HĐND tỉnh giao"; nothing where there is no plan."""
    own = NumberKey(line.indicator.code, line.area_code, line.period, line.measure)
    return tuple(_plan(line.plan_share, line.plan_basis, line.indicator, own, lang))


def of_communes(view: GroupView, shown: str, lang: str = "vi") -> Sentence:
    """Where the shown quantity is highest and where it is lowest."""
    frame = group.shown_frame(view, shown)
    rows = list(map_quantity.rows(frame, ("area_code", "area_name", "status", "value")))
    pieces = _extremes(view, [row for row in rows if pd.notna(row["value"])], shown, lang)
    withheld = sum(row["status"] == "suppressed" and pd.isna(row["value"]) for row in rows)
    if withheld:
        pieces.append(Piece(say("some_withheld", lang, count=withheld)))
    return (*pieces, Piece("."))


def _extremes(view: GroupView, there: Sequence[dict[str, Any]], shown: str, lang: str) -> list[Piece]:
    what = _what(view, shown, lang)
    if not there:
        return [Piece(say("no_commune_at_all", lang) if shown == "value" else say("no_commune", lang, what=what))]
    rows = sorted(there, key=lambda row: (-float(row["value"]), str(row["area_name"])))
    parts = {"reporting": asking.reporting(view, lang), "count": len(rows), "what": what}
    if len(rows) == 1:
        start = say("only_one", lang, name=_within(str(rows[0]["area_name"]), lang), what=what)
        return [Piece(start + " "), _of(view, rows[0], shown, lang)]
    if _figure(rows[0]["value"], view, shown, lang) == _figure(rows[-1]["value"], view, shown, lang):
        return [Piece(say("all_equal", lang, **parts) + " "), _of(view, rows[0], shown, lang)]
    if naming.is_rank(view.ask.indicator) and shown == "value":
        start, ends = "among_ranked", (("first", rows[::-1]), ("last", rows))
    else:
        start, ends = "among", (("highest", rows), ("lowest", rows[::-1]))
    one, other = (_end(word, own, view, shown, lang) for word, own in ends)
    return [Piece(say(start, lang, **parts) + " "), *one, Piece(", "), *other]


def _end(word: str, rows: Sequence[dict[str, Any]], view: GroupView, shown: str, lang: str) -> list[Piece]:
    """The end of the order that ``rows`` begin with: whoever has the same figure is named, too many are counted."""
    figure = _figure(rows[0]["value"], view, shown, lang)
    same = [*takewhile(lambda one: _figure(one["value"], view, shown, lang) == figure, rows)]
    names = (
        ", ".join(sorted(_within(str(one["area_name"]), lang) for one in same))
        if len(same) <= NAMED
        else say("communes", lang, count=len(same))
    )
    return [Piece(f"{say(word, lang)} {names} ("), _of(view, rows[0], shown, lang), Piece(")")]


def of_commune(view: GroupView, row: dict[Any, Any], shown: str, lang: str = "vi") -> Sentence:
    """How the selected commune stands, moved, is on its plan, and ranks among the others."""
    ask, one, name = view.ask, view.ask.indicator, str(row["area_name"])
    if pd.isna(row["value"]):
        return (Piece(f"{name}: {naming.status_words(str(row['status']), lang)}."),)
    own = NumberKey(one.code, str(row["area_code"]), ask.period, ask.measure, ask.breakdown)
    pieces = [Piece(f"{name} {_verb(one, row['value'], lang)} "), _number(row["value"], one, own, lang)]
    change = arithmetic.change(one.kind, one.unit, row["value"], row["then"])
    pieces += _move(change, one, asking.against(view, ask.period, lang), ask.comparison, own, lang)
    share = None if pd.isna(row["plan_share"]) else float(row["plan_share"])
    pieces += _plan(share, ask.basis, one, own, lang)
    frame = group.shown_frame(view, shown)
    values = frame["value"].dropna()
    place = frame.loc[frame["area_code"] == row["area_code"], "value"].iloc[0]
    if len(values) > 1 and pd.notna(place):
        above = values < place if one.polarity == "lower" else values > place
        facts = {"rank": int(above.sum()) + 1, "of": len(values), "what": _what(view, shown, lang)}
        pieces.append(Piece(say("ranks_low" if one.polarity == "lower" else "ranks_high", lang, **facts)))
    return (*pieces, Piece("."))


def _move(
    change: Change | None, one: Indicator, against: str, comparison: str, own: NumberKey, lang: str
) -> list[Piece]:
    """How it moved; a rise from nothing is told in the unit, because no percentage has a meaning there."""
    if change is None or change.absolute is None:
        return [Piece(say("no_base", lang, against=against))]
    other = own.at(comparing.compared_with(own.period, comparison)).text()
    if change.told is None:
        if change.absolute == 0:
            return [Piece(say("unchanged", lang, against=against))]
        amount = f"{formats.number(abs(change.absolute), lang=lang)} {naming.unit_in_text(one, lang)}".rstrip()
        up = change.absolute > 0
    elif not formats.is_shown(change):
        return [Piece(say("unchanged" if change.told == 0 else "hardly_changed", lang, against=against))]
    else:
        unit = "%" if change.points is None else say("points" if change.in_percentage_points else "score", lang)
        amount, up = f"{formats.number(abs(change.told), 1, lang=lang)} {unit}", change.told > 0
    return [
        Piece(f", {say('up' if up else 'down', lang)} "),
        Piece(amount, other),
        Piece(" " + say("against", lang, against=against)),
    ]


def _plan(share: float | None, basis: str, one: Indicator, own: NumberKey, lang: str) -> list[Piece]:
    if share is None:
        return []
    key = NumberKey(own.code, own.area_code, own.period[:4], "plan", own.breakdown, basis)
    start = say("reaches" if one.polarity == "higher" else "equals", lang)
    if one.kind == "flow" and own.measure != "cumulative" and periods.parse(own.period).frequency != "year":
        start = f"{say('since_january', lang)} {start}"  # the plan is one of the year, the number one of its period
    figure = f"{formats.number(share, 1, lang=lang)} %"
    return [Piece(f", {start} "), Piece(figure, key.text()), Piece(" " + naming.basis_name(basis, one, lang))]


def _of(view: GroupView, row: dict[str, Any], shown: str, lang: str) -> Piece:
    ask = view.ask
    key = NumberKey(ask.indicator.code, str(row["area_code"]), ask.period, ask.measure, ask.breakdown)
    return Piece(_figure(row["value"], view, shown, lang), key.text())


def _figure(value: float, view: GroupView, shown: str, lang: str) -> str:
    told = formats.signed if shown == "change" else formats.number
    figure = told(value, None if shown == "value" else 1, lang=lang)
    if shown == "change" and group.shown_unit(view, shown, lang) != "%":
        return f"{figure} {say('points', lang)}"
    unit = naming.unit_in_text(view.ask.indicator, lang) if shown == "value" else group.shown_unit(view, shown, lang)
    return f"{figure} {unit}".rstrip()


def _what(view: GroupView, shown: str, lang: str) -> str:
    basis = naming.basis_name(view.ask.basis, view.ask.indicator, lang)
    against = asking.against(view, view.ask.period, lang)
    told = say(f"what_{shown}", lang, basis=basis, against=against)
    label = naming.breakdown_label(view.ask.breakdown, lang)
    return told if view.ask.breakdown == "total" else f"{told} ({label})"


def _number(value: float, one: Indicator, key: NumberKey, lang: str) -> Piece:
    readable, unit = units.readable(value, one.unit)
    label = naming.unit_in_text(one, lang) if unit == one.unit else vocabulary("units")[unit][lang == "en"]
    return Piece(f"{formats.number(readable, lang=lang)} {label}".rstrip(), key.text())


def _verb(one: Indicator, value: float, lang: str) -> str:
    """ "đạt" praises: it is said only where more is better, and there is any."""
    return say("reached" if one.polarity == "higher" and value > 0 else "is", lang)


def _place(line: Headline, view: GroupView) -> str:
    return view.place_name if line.area_code == view.ask.group or not view.ask.group else view.province_name


def _within(place: str, lang: str) -> str:
    """The name of a place inside a sentence: "xã Thắng Mố", "tỉnh Tuyên Quang"."""
    is_unit = lang != "en" and place.startswith(
        ("Xã ", "Phường ", "Đặc khu ", "Tỉnh ", "Thành phố ", "Huyện ", "Thị xã ")
    )
    return place[:1].lower() + place[1:] if is_unit else place


def lowered(name: str) -> str:
    """The name within a sentence; "GRDP" stays as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
