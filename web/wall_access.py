"""Who may see the wall: a screen with its key, or whoever sits at the server itself."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import g, request

from data import about, engine
from data.engine import WarehouseError
from data.rights import reader
from data.rights.reader import Reader
from data.state import store
from data.state.store import StateError
from data.wall import screens
from data.wall.screens import Screen

COOKIE = "chiso_man_hinh"
HANDED_ON = ("forwarded", "via", "x-real-ip")  # what a proxy adds, besides all that begins with x-forwarded-
TEN_YEARS = 10 * 365 * 86400


@dataclass(frozen=True)
class Visitor:
    """Who asks: ``state`` is open (at the server itself), paired, revoked or unknown."""

    state: str
    screen: Screen | None = None

    @property
    def may_see(self) -> bool:
        return self.state in ("open", "paired")


def read_as_screen() -> None:
    """Whoever looks at the wall reads what a screen of its province may show, whatever they may see elsewhere."""
    try:
        screen = asking()
    except StateError:
        screen = None  # told by each address in its own way
    if screen is None and reader.current() == reader.HOUSE:
        return
    home = (screen.province_code if screen else "") or _usual()
    reader.enter(Reader(None, "", "", "screen", home, (home,), ()))


def asking() -> Screen | None:
    """The screen whose key the request carries; the house looks it up, as nobody may see anything yet."""
    if "wall_screen" not in g:
        with reader.acting(reader.HOUSE), store.reading() as conn:
            g.wall_screen = screens.by_key(conn, request.cookies.get(COOKIE, ""))
    found: Screen | None = g.wall_screen
    return found


def _usual() -> str:
    """The province of screens that were made when there was one only; "" while the wall itself says that it waits."""
    try:
        with reader.acting(reader.HOUSE), engine.connect() as conn:
            return about.province_with_most_data(conn)
    except WarehouseError:
        return ""


def visitor() -> Visitor:
    """Who the request comes from.  A revoked key shows nothing, also at the server itself."""
    screen = asking()
    if screen is not None:
        return Visitor("revoked" if screen.revoked else "paired", screen)
    return Visitor("open" if at_the_server() else "unknown")


def at_the_server() -> bool:
    """Whether the request comes from this machine and asks for it by a name that only it understands.

    A proxy on this machine stands at a loopback address too; it is known by what it adds, or by the name that others
    call the server by.
    """
    sent = [name.lower() for name, _ in request.headers]
    if any(name in HANDED_ON or name.startswith("x-forwarded-") for name in sent):
        return False
    try:
        asked = urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return False
    return _is_loopback(request.remote_addr or "") and (asked == "localhost" or _is_loopback(asked))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
