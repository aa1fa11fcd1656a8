"""The other provinces of the demo: of each, one long table of what is linked with indicators of other sets.

A province can then be held against the others.  Only the whole province is told, and only its recent past; of a set of
a former province the communes, because nobody reports a total of them.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from data import catalogue, periods
from data.catalogue import Indicator
from loaders.demo import published, tables
from loaders.demo.figures import Figures
from loaders.demo.schedule import Sending
from loaders.demo.trouble import sent_on
from loaders.demo.world import World

BACK = {"month": 13, "quarter": 5, "half-year": 3, "year": 3}  # periods that a year's change can be told of
OF_COMMUNES = 1
SENT_ON = 8  # day of the month after


def write(province: str, month: str, today: date, seed: int, folder: Path) -> Iterator[Sending]:
    """The tables of the provinces beside ``province``, up to the end of ``month``."""
    for about in catalogue.sets().values():
        if about.province_code != province:
            yield _write(about.set_code, month, today, seed, folder)


def _write(set_code: str, month: str, today: date, seed: int, folder: Path) -> Sending:
    world = World(set_code, int(month[:4]) + 1, seed, published.anchors())
    figures = Figures(world, published.keys())
    by_period: dict[str, list[Indicator]] = {}
    for indicator in world.reported():
        if catalogue.linked(indicator):
            for period in _told(figures, indicator, month):
                by_period.setdefault(period, []).append(indicator)
    lines = [line for period in sorted(by_period) for line in figures.summary(by_period[period], period)]
    path = folder / f"so-lieu-lien-tinh-{figures.land.province_code}-{month}.csv"
    tables.write(lines, path)
    return Sending(path, "long-table", figures.land.province_code, sent_on(month, SENT_ON, 0, today))


def _told(figures: Figures, indicator: Indicator, month: str) -> list[str]:
    """The newest periods of the finest of ``BACK`` in which an indicator is reported, oldest first."""
    frequency = next((one for one in BACK if one in indicator.frequencies), "")
    if not frequency:
        return []
    last = periods.of(frequency, periods.parse(month).end)
    if f"{periods.parse(last).end:%Y-%m}" > month:
        last = periods.previous(last)
    count = BACK[frequency] if figures.speaks_for_province(indicator.code) else OF_COMMUNES
    found = [last]
    while len(found) < count:
        found.append(periods.previous(found[-1]))
    return found[::-1]
