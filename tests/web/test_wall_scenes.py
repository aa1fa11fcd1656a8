"""Scenes for many screens: made once, however many ask at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from data import versions
from tests import shelf
from web import wall_scenes

SCREENS = 8


@pytest.fixture
def server(store: Path) -> Flask:
    shelf.deliver(store, "first", *[shelf.observed(410.5 + month, f"2026-{month:02d}") for month in range(1, 4)])
    versions.publish(store, "thử")
    return create_app(check_ids=False).server


@pytest.mark.parametrize("name", ["tong-quan", "cham-bao-cao"])
def test_screens_that_turn_together_share_a_scene_that_was_made_once(server: Flask, name: str) -> None:
    begin = threading.Barrier(SCREENS)

    def ask(_screen: int) -> str:
        with server.app_context():
            begin.wait(60)
            return wall_scenes.as_json(name, 1.0, "vi")

    with ThreadPoolExecutor(SCREENS) as screens:
        told = list(screens.map(ask, range(SCREENS)))
    assert all(one is told[0] for one in told)  # the same answer, not one that is alike
