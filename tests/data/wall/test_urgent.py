"""What comes before the lists: where it happens decides which screens tell it, and an order ends it only afterwards."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data import catalogue
from data.state import events, store
from data.state.journal import Person
from data.wall import control, programme, scenes
from data.wall_answers import Interruption
from tests.shelf import PROVINCE

pytestmark = pytest.mark.usefixtures("both_databases")
DUTY, NOW = Person("Trần Thị B"), datetime(2026, 3, 2, 8)
OTHER = next(one for one in catalogue.sets().values() if one.province_code != PROVINCE)
SCENE = f'set = "{OTHER.set_code}"\n[[tiles]]\nkind = "event"\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    return tmp_path


def storm(province: str, state: str = "active", at: datetime = NOW) -> None:
    with store.writing() as conn:
        events.open_event(
            conn, DUTY, province_code=province, event_code="bao-3", kind="storm", name="Bão số 3", state=state, at=at
        )  # fmt: skip


def found(home: Path, group: str = "chung", province: str | None = PROVINCE) -> list[Interruption]:
    with store.reading() as conn:
        return control.interruptions(
            conn, scenes.shelf(home, province or PROVINCE), group, NOW + timedelta(hours=1), province
        )


def test_an_event_interrupts_only_the_screens_that_speak_of_its_province(home: Path) -> None:
    storm(OTHER.province_code)
    assert found(home) == []
    assert [one.scene for one in found(home, province=OTHER.province_code)] == ["su-kien"]


def test_a_scene_of_another_province_is_told_and_neither_played_nor_interrupted_for_it(home: Path) -> None:
    for folder, name, text in (
        ("scenes", "bao-cua-ho", SCENE),
        ("playlists", "cua-ho", 'groups = ["ho"]\nscenes = ["bao-cua-ho"]'),
    ):
        (home / folder / PROVINCE).mkdir(parents=True)
        (home / folder / PROVINCE / f"{name}.toml").write_text(text, encoding="utf-8")
    shelf = scenes.shelf(home, PROVINCE)
    assert "bao-cua-ho" not in shelf.scenes
    assert [one.file for one in shelf.problems if "tỉnh khác" in one.sentence] == ["bao-cua-ho"]
    storm(OTHER.province_code)
    assert found(home, "ho") == []
    assert [one.scene for one in found(home, "ho", OTHER.province_code)] == ["su-kien"]


def test_while_the_store_is_away_nothing_urgent_is_kept_back(home: Path) -> None:
    storm(PROVINCE)
    assert [one.words for one in found(home, province=None)] == ["Bão số 3"]


def test_an_event_that_becomes_active_interrupts_though_an_order_was_given_since_it_was_opened(home: Path) -> None:
    storm(PROVINCE, "forming")
    shelf = scenes.shelf(home, PROVINCE)
    with store.writing() as conn:
        control.order(conn, DUTY, shelf, "08", "chung", "pin", "nhom-y-te", NOW + timedelta(minutes=10))
        events.change_state(conn, DUTY, PROVINCE, "bao-3", "active", NOW + timedelta(minutes=20))
        held = control.of_group(conn, "08", "chung")
    shown = programme.slots(shelf, "chung", held, found(home), NOW + timedelta(hours=1))[0]
    assert (shown.scene, shown.why) == ("su-kien", "interrupt")
    with store.writing() as conn:
        control.order(conn, DUTY, shelf, "08", "chung", "resume", "", NOW + timedelta(minutes=30))
        held = control.of_group(conn, "08", "chung")
    assert programme.slots(shelf, "chung", held, found(home), NOW + timedelta(hours=1))[0].why == "run"
