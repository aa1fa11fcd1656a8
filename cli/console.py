"""What every command shares: the console, number formats, and how an error is told."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import typer
from rich.console import Console

from data.catalogue import CatalogueError
from data.engine import WarehouseError
from data.reminders import ReminderError
from data.state.store import StateError
from data.wall.screens import ScreenError
from geo.boundaries import BoundaryError
from loaders.errors import LayoutError
from loaders.readers import SourceError

console = Console(highlight=False)
stderr = Console(stderr=True, highlight=False)

TOLD = (
    CatalogueError,
    WarehouseError,
    BoundaryError,
    SourceError,
    LayoutError,
    ReminderError,
    ScreenError,
    StateError,
)
P = ParamSpec("P")
R = TypeVar("R")


def number(value: object) -> str:
    """A whole number with the dots of Vietnamese: 1.234.567."""
    return f"{value:,}".replace(",", ".")


def refuse_politely(command: Callable[P, R]) -> Callable[P, R]:
    """An error that we can name becomes its sentence and exit code 1; any other is our fault and is shown whole."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> R:
        try:
            return command(*args, **kwargs)
        except TOLD as error:
            stderr.print(f"[red]✗[/red] {error}", soft_wrap=True)
            raise typer.Exit(1) from error

    return run
