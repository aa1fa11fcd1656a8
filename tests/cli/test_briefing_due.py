"""A running server makes what is due by itself: no publication, no schedule, no restart, nobody who opens a page."""

from pathlib import Path

import pytest

from tests.browser.serving import serving
from tests.cli.test_briefing import CLOSED, begin, load, made, until, until_made

pytestmark = pytest.mark.takes(75)


def test_a_running_server_sees_by_itself_that_a_briefing_is_due(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_DUE_SECONDS", "1")
    assert load(tmp_path, CLOSED) == 0
    with serving(store, log=tmp_path / "server.log"):
        begin()  # behind the back of the server: nothing is published, nobody opens a page
        assert [state for state, _ in until_made()] == ["done"]


def test_a_store_that_cannot_be_asked_does_not_end_the_looking(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_DUE_SECONDS", "1")
    log = tmp_path / "server.log"
    away = store / "briefings-away"
    assert load(tmp_path, CLOSED) == 0
    begin()
    with serving(store, log=log):
        assert [state for state, _ in until_made()] == ["done"]
        (store / "briefings").rename(away)
        (store / "briefings").write_text("in the way")
        until(lambda: "briefings.waking could not look whether a worker is needed" in log.read_text())
        (store / "briefings").unlink()
        away.rename(store / "briefings")
        begin()
        until(lambda: made(2) and made(2)[0][0] == "done")
