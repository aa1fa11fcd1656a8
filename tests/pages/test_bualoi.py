"""Bualoi over Lào Cai as it was, bulletin by bulletin: what the room told once each had come, and tells of it later.

The figures are those that were published, with their sources (``data/samples/disaster_bulletins.csv``); the steps that
officers take between them are made up.
"""

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from plotly.utils import PlotlyJSONEncoder

from components import emergency_bulletins, emergency_log
from data import emergency_view, versions
from data.emergency_answers import EmergencyView
from data.playbooks import of_kind
from data.state import events, store
from data.state.journal import Person
from exports import event_log
from loaders import delivery
from loaders.demo.storm import SAMPLE, SOURCE
from loaders.pipeline import read_delivery
from tests import shelf

PROVINCE, EVENT, MUONG_HUM = "15", "bualoi-2025", "02728"
DUTY = Person("Nguyễn Văn A", "Ban Chỉ huy Phòng thủ dân sự tỉnh")
LATER = datetime(2025, 10, 20, 8)

# The hour at which each bulletin about the province was there, and what they say together by then: falls and all.
TOLD = {
    "2025-09-28T20": {"dead": 0, "missing": 0, "injured": 2, "houses_damaged": 250, "crops_ha": 190},
    "2025-09-29T17": {"dead": 0, "missing": 1, "injured": 3, "houses_damaged": 338, "crops_ha": 529},
    "2025-09-30T09": {"dead": 0, "missing": 1, "injured": 5, "houses_damaged": 649, "crops_ha": 801},
    "2025-09-30T13": {"dead": 3, "missing": 1, "injured": 5, "houses_damaged": 482, "crops_ha": 801},
    "2025-10-01T11": {"dead": 3, "missing": 1, "injured": 9, "houses_damaged": 482, "crops_ha": 2300},
    "2025-10-01T17": {"dead": 5, "missing": 5, "injured": 9, "houses_damaged": 8871, "crops_ha": 2357},
}
DECIDED = (None, 2, 3, 3, 3, 1)  # the level of Mường Hum after each
DONE = (0, 0, 1, 1, 2, 3)  # tasks after each
STEPS = (2, 3, 5, 5, 7, 9)  # entries of the log after each


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kho")


@pytest.fixture(scope="module")
def replayed(home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[EmergencyView]:
    """The room after each bulletin: it is taken in and published, officers act, and the page is looked at."""
    sent = tmp_path_factory.mktemp("gui")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        patch.delenv("CHISO_STATE_URL", raising=False)
        return [_after(number, hour, home, sent) for number, hour in enumerate(TOLD)]


def _after(number: int, hour: str, home: Path, sent: Path) -> EmergencyView:
    now = datetime.fromisoformat(f"{hour}:00") + timedelta(minutes=55)
    file = _bulletins(sent / f"ban-tin-{number}.csv", now)
    read = read_delivery(file, "disaster-bulletins", province=PROVINCE, as_of=now.date(), source=SOURCE)
    assert (read.rows_accepted > 0, read.rows_refused) == (True, 0)
    delivery.keep(read, home)
    versions.publish(home, f"bản tin {number + 1}")
    _act(number, now, home)
    return seen(home, now)


def _bulletins(file: Path, until: datetime) -> Path:
    """The bulletins of the event that had been issued by then, as they were published."""
    with SAMPLE.open(encoding="utf-8", newline="") as sample, file.open("w", encoding="utf-8", newline="") as sent:
        rows = csv.DictReader(sample)
        written = csv.DictWriter(sent, rows.fieldnames or ())
        written.writeheader()
        mine = (row for row in rows if row["event"] == EVENT)
        written.writerows(row for row in mine if row["issued_at"][:16] <= f"{until:%Y-%m-%dT%H:%M}")
    return file


def _act(number: int, now: datetime, home: Path) -> None:
    """What officers did when a bulletin had come."""
    book = of_kind("storm", home)
    assert book is not None
    with store.writing() as conn:
        if number == 0:
            events.open_event(
                conn, DUTY, province_code=PROVINCE, event_code=EVENT, kind="storm", name="Bão Bualoi", state="active",
                at=now,
            )  # fmt: skip
            events.activate(conn, DUTY, PROVINCE, EVENT, book, 3, at=now)
        if DECIDED[number] != DECIDED[max(number - 1, 0)]:
            events.decide(
                conn, DUTY, province_code=PROVINCE, event_code=EVENT, area_code=MUONG_HUM, level=DECIDED[number] or 0,
                proposed=None, official=None, reason=f"Theo bản tin {number + 1}", at=now,
            )  # fmt: skip
        tasks = events.tasks(conn, PROVINCE, EVENT)
        for task in tasks["task_id"].tolist()[DONE[max(number - 1, 0)] : DONE[number]]:
            events.complete(conn, DUTY, int(task), at=now)
        if number == 4:
            events.change_state(conn, DUTY, PROVINCE, EVENT, "recovery", at=now)


def seen(home: Path, now: datetime, **link: str) -> EmergencyView:
    with shelf.reading(home) as conn, store.reading() as state:  # the newest version, not a second later
        ask = emergency_view.understand(conn, state, {"su-kien": EVENT} | link, PROVINCE, now=now)
        return emergency_view.view(conn, state, ask, home, now=now)


@pytest.fixture(autouse=True)
def use(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_HOME", str(home))
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)


def totals(view: EmergencyView) -> dict[str, float]:
    latest = view.latest[view.latest["area_level"] == "province"].set_index("item")["value"]
    return {item: latest[item] for item in next(iter(TOLD.values()))}


def decided(view: EmergencyView) -> float | None:
    level = view.communes.set_index("area_code").loc[MUONG_HUM, "decided"]
    return None if level != level else float(level)


def test_each_bulletin_brings_the_totals_that_were_published_falls_included(replayed: list[EmergencyView]) -> None:
    assert [totals(view) for view in replayed] == list(TOLD.values())
    houses = [totals(view)["houses_damaged"] for view in replayed]
    assert houses[3] < houses[2]  # two bodies disagree, and the newest word is the lower


def test_levels_tasks_and_log_are_those_of_the_moment(replayed: list[EmergencyView]) -> None:
    assert [decided(view) for view in replayed] == list(DECIDED)
    assert [int(view.tasks["done_at"].notna().sum()) for view in replayed] == list(DONE)
    assert [len(view.log) for view in replayed] == list(STEPS)
    assert len(replayed[0].tasks) == len(replayed[-1].tasks) > max(DONE)


def test_the_page_tells_the_missing_of_muong_hum_once_it_was_known(replayed: list[EmergencyView]) -> None:
    told = [emergency_bulletins.by_commune(view, view.latest) for view in replayed]
    shown = [json.dumps(part, cls=PlotlyJSONEncoder, ensure_ascii=False) for part in told]
    assert ["Mường Hum" in text for text in shown] == [False, *[True] * 5]


@pytest.mark.parametrize("number", range(len(TOLD)))
def test_an_hour_of_a_link_tells_later_what_it_told_then(
    home: Path, replayed: list[EmergencyView], number: int
) -> None:
    hour = list(TOLD)[number]
    again = seen(home, LATER, luc=hour)
    assert not again.ask.strange
    assert totals(again) == TOLD[hour]
    assert decided(again) == DECIDED[number]


def test_the_log_that_is_taken_away_has_every_figure_of_every_bulletin(
    home: Path, replayed: list[EmergencyView]
) -> None:
    view = seen(home, LATER)
    with SAMPLE.open(encoding="utf-8", newline="") as sample:
        published = [row for row in csv.DictReader(sample) if row["event"] == EVENT and row["issued_at"] < "2025-10-02"]
    assert len(view.figures) == len(published)
    text = event_log.to_csv(emergency_log.event_log(view)).decode("utf-8-sig")
    assert all(figure in text for figure in ("649", "482", "8.871"))
    assert text.count("Theo bản tin") == 3
