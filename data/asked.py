"""What a link asks for, understood as far as it can be: the nearest sensible view, and a sentence for the rest."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache

from sqlalchemy import Connection

from data import about, annex, catalogue, periods, remembered, reported
from data.answers import COMPARISONS, METHODS, SHOWN, Ask, NumberKey, Understood
from data.catalogue import Indicator
from data.catalogue_search import as_text
from data.remembered import AreaGroup
from data.rights.reach import home_commune
from data.rights.reader import current

COMMUNE = "xa"  # the parameter


@cache
def scope(set_code: str, pages: tuple[str, ...]) -> tuple[Indicator, ...]:
    """The indicators of a page: those of its page groups, and the same concepts reported at another level."""
    own = [i for i in catalogue.of_set(set_code) if i.page in pages]
    concepts = {i.concept for i in own if i.concept}
    related = [i for i in catalogue.of_set(set_code) if i.concept in concepts and i not in own]
    return (*own, *related)


@cache
def annex_headings(set_code: str, pages: tuple[str, ...]) -> tuple[annex.AnnexGroup, ...]:
    """The headings of the annex that the indicators of a page stand under."""
    return tuple(annex.headings(scope(set_code, pages)))


@cache
def under(set_code: str, pages: tuple[str, ...], heading: str) -> tuple[Indicator, ...]:
    """The indicators of a page that stand under a heading; under "" all of them."""
    return tuple(one for one in scope(set_code, pages) if annex.stands_under(one, heading))


def understand(
    conn: Connection, params: Mapping[str, str | None], pages: tuple[str, ...], cards: int, today: date
) -> Understood:
    """The view that ``params`` of a link mean.

    Keys: ``bo`` set, ``chi-so`` indicator, ``ky`` period, ``so-voi`` comparison, ``phan-to`` breakdown, ``the-hien``
    what the map shows, ``lop`` class method, ``nhom`` area group, ``xa`` commune, ``muc`` heading of the annex,
    ``biet-den`` the day (2026-03-10) as of which values are wanted as they were known.  Absent keys take their
    defaults; unknown, contradictory and hostile values too, and ``strange`` says so.
    """
    reader = Reader(params)
    usual = about.set_of(about.home(conn))
    set_code = reader.choice("bo", list(catalogue.sets()), usual=usual)
    province = catalogue.sets()[set_code].province_code
    whole = scope(set_code, pages)
    headings = annex_headings(set_code, pages)
    heading = reader.choice("muc", ("", *(one.key for one in headings)))
    inside = under(set_code, pages, heading)
    offer = reported.offer(conn, province, tuple(i.code for i in whole))
    codes = {one.code for one in inside}
    ordered = [one for one in offer.ordered if one.code in codes]
    as_of = reader.end_of_day("biet-den", remembered.publication_days(conn, province), today)
    # An indicator of the page that stands under another heading is left without a word: the heading was chosen since.
    left = params.get("chi-so") in {one.code for one in whole} - codes
    code = ordered[0].code if left else reader.choice("chi-so", [i.code for i in ordered])
    indicator = catalogue.get(code)
    own = offer[code]
    months = offer.months_by(as_of) or (periods.latest_closed("month", None, as_of.date() if as_of else today),)
    newest = _newest_known(conn, indicator, province, as_of) if as_of else own.newest_month
    period = reader.choice("ky", months, usual=newest if newest in months else months[0])
    groups = remembered.groups(conn, province)
    own_part = part_of(groups, catalogue.sets()[set_code].area_group)
    group = reader.choice("nhom", ("", *groups), usual=own_part)
    communes = remembered.commune_codes(conn, province)
    among = groups[group].area_codes if group else communes
    commune = reader.commune(communes, among)
    if (source := params.get("nguon")) and NumberKey.parse(source) is None:
        reader.note("nguon", source)
    ask = Ask(
        indicator=indicator,
        province_code=province,
        period=period,
        comparison=reader.choice("so-voi", list(COMPARISONS)),
        breakdown=reader.choice("phan-to", own.breakdowns),
        group=group,
        area_code=commune if commune in among else "",
        as_of=as_of,
    )
    return Understood(
        set_code=set_code,
        ask=ask,
        shown=reader.choice("the-hien", list(SHOWN), usual="plan_share" if own.has_plan else "value"),
        method=reader.choice("lop", list(METHODS)),
        scope=inside,
        annex_group=heading,
        annex_groups={one.key: f"{one.key} {one.name}" for one in headings},
        cards=_cards(ordered, indicator, cards),
        strange=tuple(reader.strange),
    )


def _newest_known(conn: Connection, indicator: Indicator, province_code: str, as_of: datetime) -> str:
    """The newest month that communes or the province had spoken of by then; "" when there was none."""
    levels = [
        remembered.in_communes(conn, indicator.code, province_code, "total", as_of),
        remembered.courses(conn, [indicator], province_code, "total", as_of)[indicator.code],
    ]
    spoken = (period for level in levels for period in level.spoken)
    return max((period for period in spoken if periods.parse(period).frequency == "month"), default="")


def part_of(groups: Mapping[str, AreaGroup], name: str) -> str:
    """The key of the former province that a set was made for; "" when it was made for the whole province."""
    former = (key for key, group in groups.items() if group.kind == "former_province" and group.name == name)
    return next(former, "")


def _cards(ordered: Sequence[Indicator], chosen: Indicator, count: int) -> list[Indicator]:
    """The first ``count`` that are told in numbers; the chosen one is among them where it is."""
    first = [one for one in ordered if one.kind not in reported.LISTED][:count]
    return first if chosen in first or chosen.kind in reported.LISTED else [chosen, *first[: count - 1]]


def plain(params: Mapping[str, object]) -> dict[str, str]:
    """The parameters of a link as text, without the empty ones; but no commune (``xa=``) is a choice: all of them."""
    return {key: as_text(value) for key, value in params.items() if value or (key == COMMUNE and value == "")}


def own_commune() -> str:
    """The commune that pages open on for who reads now; "" for whoever answers for more."""
    return home_commune(current())


def whole() -> tuple[str, ...]:
    """The parameters that a link has to bear even when they are empty: unasked, the page would open on less."""
    return (COMMUNE,) if own_commune() else ()


class Reader:
    """Takes choices out of a link one by one and remembers what was not understood."""

    def __init__(self, params: Mapping[str, str | None]) -> None:
        self._params = params
        self.strange: list[tuple[str, str]] = []

    def choice(self, key: str, choices: Sequence[str], usual: str | None = None) -> str:
        """The asked choice; else ``usual``, else the first."""
        asked = self._params.get(key)
        default = usual if usual is not None else choices[0]
        if asked is None or asked in choices:
            return default if asked is None else asked
        self.note(key, asked)
        return default

    def commune(self, known: Sequence[str], among: Collection[str]) -> str:
        """The asked one of the ``known`` communes, "" for none; unasked the reader's own, where it is in ``among``."""
        own = own_commune()
        return self.choice("xa", ("", *known), usual=own if own in among else "")

    def end_of_day(self, key: str, publications: Sequence[date], today: date) -> datetime | None:
        """The last moment of the asked day; None when none is asked, or it is still to come.

        Before the first of ``publications`` (newest first) nothing was known: such a day is not understood.
        """
        asked = self._params.get(key)
        if not asked:
            return None
        try:
            day = date.fromisoformat(asked)
        except ValueError:
            self.note(key, asked)
            return None
        if publications and day < publications[-1]:
            self.note(key, asked)
            return None
        return datetime.combine(day, time.max) if day < today else None

    def note(self, key: str, asked: str) -> None:
        """Remembers that a value was not understood, shortened."""
        self.strange.append((key, asked if len(asked) <= 40 else asked[:40] + "…"))
