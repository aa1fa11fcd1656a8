"""The overview of a province: the figure that each page group opens with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from data import asked
from data.answers import Ask, Headline
from data.headlines import headlines

LONGEST_PAGE = 100  # indicators


@dataclass(frozen=True)
class Leading:
    """The headline of the indicator that the page of a group opens with, and what it was asked with."""

    headline: Headline
    ask: Ask


def leading(conn: Connection | None, set_code: str, pages: Iterable[str], today: date) -> dict[str, Leading]:
    """By page group; groups that tell nothing in numbers are left out, and without a connection all."""
    if conn is None:
        return {}
    found = {page: _leading(conn, set_code, page, today) for page in pages}
    return {page: one for page, one in found.items() if one is not None}


def _leading(conn: Connection, set_code: str, page: str, today: date) -> Leading | None:
    understood = asked.understand(conn, {"bo": set_code}, (page,), LONGEST_PAGE, today)
    own = [one for one in understood.cards if one.page == page][:1]  # before what others report of the same concepts
    ask = replace(understood.ask, breakdown="total", area_code="")
    return next((Leading(told, ask) for told in headlines(conn, own, ask, today) if told.value is not None), None)
