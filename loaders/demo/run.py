"""Makes the demo of one province, loads it through the real loaders, and keeps what they accept."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from data import catalogue, clock, points
from loaders import delivery as store
from loaders.demo import hospitals, linked, published, scores, storm
from loaders.demo.figures import Figures
from loaders.demo.schedule import Schedule, Sending
from loaders.demo.world import World
from loaders.pipeline import read_delivery

FIRST_MONTH = "2021-01"
DETAILED_MONTHS = 13  # for which communes report everything: the same month of last year can be compared
WORKERS = 2
WORTH_SHARING = 80  # files; fewer are loaded sooner than a second process has started


@dataclass(frozen=True)
class Loaded:
    """What became of one file."""

    file_name: str
    accepted: int
    refused: int
    reasons: Counter[str]
    is_new: bool


def last_month(today: date) -> str:
    """The month before today's."""
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def months_until(last: str, first: str = FIRST_MONTH) -> list[str]:
    """Months from first to last, both included."""
    years = range(int(first[:4]), int(last[:4]) + 1)
    return [month for y in years for m in range(1, 13) if first <= (month := f"{y}-{m:02d}") <= last]


def set_of(province: str) -> str:
    """The set whose indicators are reported in a province; KeyError when there is none."""
    return {about.province_code: code for code, about in catalogue.sets().items()}[province]


def write(province: str, months: list[str], today: date, seed: int, folder: Path) -> list[Sending]:
    """Writes all files of the demo into a folder: the really published figures first, then the simulated reports; last
    what the other provinces tell that is linked with indicators of this one."""
    world = World(set_of(province), int(months[-1][:4]) + 1, seed, published.anchors())
    figures = Figures(world, published.keys(), detailed_since=months[-DETAILED_MONTHS:][0])
    schedule = Schedule(figures, months, today, seed, folder)
    health = hospitals.Hospitals(schedule.moments, world.land, today, seed, folder).write()
    sendings = [*published.write(folder), *scores.write(province, today, seed, folder), *schedule.write(), *health]
    sendings += [*storm.write(province, today, seed, folder), *linked.write(province, months[-1], today, seed, folder)]
    return [sending for sending in sendings if sending.as_of <= today]


def take_in(sendings: list[Sending], home: Path, workers: int = WORKERS) -> Iterator[Loaded]:
    """Loads and keeps each file, in so many processes; lists of points go first.  Yields what became of each."""
    lists = {f"register-{register.replace('_', '-')}" for register in points.reporting()}
    yield from (_take_in_one(sending, home) for sending in sendings if sending.layout in lists)
    sendings = [sending for sending in sendings if sending.layout not in lists]
    if workers == 1:
        yield from (_take_in_one(sending, home) for sending in sendings)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_take_in_one, sendings, [home] * len(sendings), chunksize=8)


def _take_in_one(sending: Sending, home: Path) -> Loaded:
    delivery = read_delivery(
        sending.path,
        sending.layout,
        province=sending.province,
        as_of=sending.as_of,
        simulated=sending.simulated,
        source=sending.source,
        received_at=datetime.combine(sending.as_of, time(8)),
        points=partial(points.known, home),
    )
    is_new = not store.is_kept(delivery, home)
    store.keep(delivery, home)
    reasons = Counter(delivery.refusals["reason_code"])
    return Loaded(delivery.file_name, delivery.rows_accepted, delivery.rows_refused, reasons, is_new)


def demo(province: str, home: Path, *, months: int = 0, seed: int = 1) -> Iterator[Loaded | int]:
    """Makes and loads the demo of a province; yields the number of files first, then what became of each.

    Args:
        months: how many months back from the last one; 0 for all since FIRST_MONTH.
    """
    today = clock.today()
    named = months_until(last_month(today))
    with tempfile.TemporaryDirectory(prefix="chiso-demo-") as folder:
        sendings = write(province, named[-months:] if months else named, today, seed, Path(folder))
        yield len(sendings)
        yield from take_in(sendings, home, WORKERS if len(sendings) >= WORTH_SHARING else 1)
