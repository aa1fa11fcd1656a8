"""What every command shares: the console, number formats, and how an error is told."""

import json
import secrets
import traceback
from dataclasses import dataclass
from typing import Self

import typer
from rich.console import Console
from rich.markup import escape
from typer.exceptions import TyperException

from briefings.kinds import KindError
from cli.logs import without_secrets
from data import clock, paths, reasons, rotation
from data.alerts.sending import NotSentError
from data.catalogue import CatalogueError
from data.engine import WarehouseError
from data.reminders import ReminderError
from data.settings import SettingError
from data.state.account_settings import AccountSettingsError
from data.state.account_words import AccountError
from data.state.secret import SecretError
from data.state.store import StateError
from data.upkeep.manifest import CopyError
from data.wall.screens import ScreenError
from geo.boundaries import BoundaryError
from loaders.errors import LayoutError, SourceError, printable

console = Console(highlight=False)
stderr = Console(stderr=True, highlight=False)

OF_THE_STORE = (CatalogueError, WarehouseError, StateError)  # nothing else will go better
TOLD = (
    *OF_THE_STORE,
    BoundaryError,
    SourceError,
    LayoutError,
    ReminderError,
    ScreenError,
    NotSentError,
    KindError,
    SettingError,
    CopyError,
    AccountError,
    AccountSettingsError,
    SecretError,
)
PASSED = (TyperException, typer.Exit, typer.Abort, BrokenPipeError)  # typer tells them; a reader who has left
LOG = "errors.jsonl"


def number(value: object) -> str:
    """A whole number with the dots of Vietnamese: 1.234.567."""
    return f"{value:,}".replace(",", ".")


def sentence(error: Exception) -> str:
    """What the operator is told of an error: its own words, what to check, or a reference to the log."""
    if isinstance(error, TOLD):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return (
            f"Không đọc hoặc không ghi được «{error.filename}» ({reasons.why(error)}). Kiểm tra đường dẫn, quyền và "
            "chỗ trống trên đĩa."
        )
    return _unforeseen(error)


def _unforeseen(error: Exception) -> str:
    reference = secrets.token_hex(4)
    told = {
        "time": clock.now().isoformat(timespec="seconds"),
        "reference": reference,
        "trace": traceback.format_exception(error),
    }
    log = paths.home() / LOG
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        rotation.make_room(log)
        with log.open("a", encoding="utf-8") as file:
            file.write(without_secrets(json.dumps(told, ensure_ascii=False)) + "\n")
    except OSError as unwritten:
        kept = f"không ghi được vào {log} ({unwritten.strerror}); lỗi là {type(error).__name__}"
    else:
        kept = f"đã ghi vào {log}"
    return f"Lỗi ngoài dự kiến, mã {reference}. Chi tiết {kept}. Chạy lại; nếu vẫn lỗi, báo quản trị viên mã này."


def complain(told: str) -> None:
    """Tells on standard error what went wrong."""
    stderr.print(f"[red]✗[/red] {escape(printable(told))}", soft_wrap=True)


@dataclass
class Tried:
    """The last resort: ``with Tried() as tried`` goes on after whatever goes wrong inside, ``told`` says what it was.

    ``about`` is what it befalls, where the words of the error cannot say it; ``passes`` are errors to stop for.
    """

    about: str = ""
    passes: tuple[type[Exception], ...] = ()
    told: str = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, Exception) or isinstance(error, (*PASSED, *self.passes)):
            return False
        befallen = f"{self.about}: " if self.about and not isinstance(error, TOLD) else ""
        self.told = befallen + sentence(error)
        return True
