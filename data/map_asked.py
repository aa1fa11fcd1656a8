"""What a link to the map explorer asks for, understood as far as it can be; see ``data.asked`` for what both share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from data import about, asked, catalogue, comparing, country, grounds, periods, remembered, reported, views
from data.answers import COMPARISONS, METHODS, Ask
from data.asked import Reader
from data.catalogue import Indicator
from data.map_answers import CLASSES, LEVELS, LIMITS, MODES, SHOWN, SWITCH, MapAsk, counts
from data.reported import Offer, Reported

UNMAPPED = ("text", "register")
MOST_PERIODS = 400  # that a list can offer
MOST_CHOSEN = 3321


def understand(conn: Connection, params: Mapping[str, str | None], today: date) -> MapAsk:
    """The view that ``params`` of a link mean.

    Keys beside those of ``data.asked.understand``: ``cap`` level of the areas, ``kieu`` kind of map, ``so-lop`` number
    of classes, ``moc`` limits of the period or of all, ``chi-so-2`` second indicator, ``chon`` chosen areas (codes
    joined by commas), ``xa-cu`` former communes, ``nhan`` names on the map.  ``so-voi`` may name a period.
    """
    reader = Reader(params)
    set_code = reader.choice("bo", list(catalogue.sets()), usual=_set_of(params) or about.set_of(about.home(conn)))
    province = catalogue.sets()[set_code].province_code
    level = reader.choice("cap", LEVELS)
    as_of = reader.end_of_day("biet-den", remembered.publication_days(conn, province), today)
    offer = reported.offer(conn, province, tuple(one.code for one in catalogue.of_set(set_code)))
    offered = _offered(offer, level)
    code = reader.choice("chi-so", [one.code for one in offered])
    own = offer[code]
    months = _periods(own, today)
    breakdowns = country.breakdowns(conn, code, province, level)
    wanted = Ask(
        indicator=catalogue.get(code),
        province_code=province,
        period=_period(reader, params, own, months),
        breakdown=reader.choice("phan-to", breakdowns),
        group=_group(conn, reader, set_code, level),
        as_of=as_of,
    )
    settled = views.settle(wanted, own)
    same = [one for one in months if periods.parse(one).frequency == periods.parse(settled.period).frequency]
    ask = replace(settled, comparison=reader.choice("so-voi", (*COMPARISONS, *same)))
    partners = [one for one in offered if one.code != code and _is_there(offer[one.code], level)]
    modes = _modes(breakdowns, partners)
    has_people = grounds.has_people(conn, ask.indicator, province, level)
    shown = _shown(own, ask.indicator, has_people)
    inside = set(country.names(conn, province, level)["area_code"])
    return MapAsk(
        set_code=set_code,
        ask=replace(ask, area_code=reader.commune(sorted(inside), inside)),
        level=level,
        mode=reader.choice("kieu", modes),
        shown=reader.choice("the-hien", shown, usual=shown[0]),
        method=reader.choice("lop", METHODS),
        classes=int(reader.choice("so-lop", CLASSES, usual="5")),
        pooled=reader.choice("moc", LIMITS) == "all",
        second=catalogue.get(reader.choice("chi-so-2", [one.code for one in partners])) if partners else None,
        chosen=_chosen(reader, params, inside),
        former=bool(reader.choice("xa-cu", SWITCH)),
        labels=bool(reader.choice("nhan", SWITCH)),
        shown_choices=shown,
        modes=modes,
        periods=months,
        breakdowns=breakdowns,
        indicators=offered,
        partners=partners,
        axis=_axis(breakdowns),
        by_areas=_is_there(own, level),
        reason="" if has_people or not counts(ask.indicator) else "no_people",
        strange=tuple(reader.strange),
    )


def _set_of(params: Mapping[str, str | None]) -> str:
    """The set that an indicator of a link belongs to, when the link names no set."""
    code = params.get("chi-so") or ""
    return catalogue.get(code).set_code if code in catalogue.indicators() else ""


def _offered(offer: Offer, level: str) -> list[Indicator]:
    """Those with values for the areas of the map first; what is text or a list has no place on a map."""
    mapped = [one for one in offer.ordered if one.kind not in UNMAPPED] or list(offer.ordered)
    return sorted(mapped, key=lambda one: not _is_there(offer[one.code], level))


def _is_there(own: Reported, level: str) -> bool:
    return bool(own.spans) if level == "province" else own.by_communes


def _periods(own: Reported, today: date) -> tuple[str, ...]:
    """That an indicator speaks of, newest first; the last closed month of one that awaits its first data."""
    spoken = sorted(own.span, key=lambda one: (periods.parse(one).end, -periods.rank(periods.parse(one).frequency)))
    return tuple(reversed(spoken[-MOST_PERIODS:])) or (periods.latest_closed("month", None, today),)


def _period(reader: Reader, params: Mapping[str, str | None], own: Reported, choices: Sequence[str]) -> str:
    """The asked period; one of a frequency that the indicator does not have is answered by the newest until then, and
    where nothing had come by then the reader is told, as of any other period that is not offered."""
    asked_for = params.get("ky") or ""
    usual = own.newest if own.newest in choices else choices[0]
    if asked_for in choices or not periods.is_period(asked_for):
        return reader.choice("ky", choices, usual=usual)
    if periods.parse(asked_for).frequency not in own.frequencies:
        answer = comparing.newest_period(own.span, asked_for)
        if answer:
            return answer
    reader.note("ky", asked_for)
    return usual


def _group(conn: Connection, reader: Reader, set_code: str, level: str) -> str:
    if level != "commune":
        return ""
    groups = remembered.groups(conn, catalogue.sets()[set_code].province_code)
    return reader.choice("nhom", ("", *groups), usual=asked.part_of(groups, catalogue.sets()[set_code].area_group))


def _modes(breakdowns: Sequence[str], partners: Sequence[Indicator]) -> list[str]:
    impossible = {"two"} if not partners else set()
    return [one for one in MODES if one not in impossible | (set() if _axis(breakdowns) else {"by_member"})]


def _axis(breakdowns: Sequence[str]) -> str:
    """The first axis along which the indicator is reported by single members."""
    single = [one for one in breakdowns if "=" in one and ";" not in one]
    return single[0].partition("=")[0] if single else ""


def _shown(own: Reported, indicator: Indicator, has_people: bool) -> list[str]:
    """The quantities that mean something for the indicator."""
    per_head = {"per_capita", "per_km2"} if counts(indicator) else set()
    possible = {"value", "change", "rank"} | per_head
    possible -= set() if has_people else {"per_capita"}
    return [one for one in SHOWN if one in possible or (one == "plan_share" and own.has_plan)]


def _chosen(reader: Reader, params: Mapping[str, str | None], inside: set[str]) -> tuple[str, ...]:
    """The chosen areas, each once; codes of elsewhere are told."""
    given = [one for one in (params.get("chon") or "").split(",") if one]
    if strange := [one for one in given if one not in inside]:
        reader.note("chon", strange[0])
    return tuple(dict.fromkeys(one for one in given if one in inside))[:MOST_CHOSEN]
