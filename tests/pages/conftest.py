"""The pages as the app knows them; a page can only be imported once there is an app."""

import importlib
from collections.abc import Callable
from types import ModuleType

import pytest
from dash import Dash

from tests.apps import fresh


@pytest.fixture(scope="session")
def app() -> Dash:
    from web.signed_in import REHEARSAL

    built = fresh()
    # The first request takes over the callbacks that were registered; another app's must not come before it.
    built.server.test_client().get("/_dash-dependencies", environ_overrides={REHEARSAL: True})
    return built


@pytest.fixture
def page(app: Dash) -> Callable[[str], ModuleType]:
    """A page module by its name."""
    return lambda name: importlib.import_module(f"pages.{name}")
