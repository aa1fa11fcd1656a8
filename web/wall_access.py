"""Who may see the wall: a screen with its key, or whoever sits at the server itself."""

from dataclasses import dataclass
from ipaddress import ip_address

from flask import request
from sqlalchemy import Connection

from data.wall import screens
from data.wall.screens import Screen

COOKIE = "chiso_man_hinh"
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
TEN_YEARS = 10 * 365 * 86400


@dataclass(frozen=True)
class Visitor:
    """Who asks: ``state`` is open (at the server itself), paired, revoked or unknown."""

    state: str
    screen: Screen | None = None

    @property
    def may_see(self) -> bool:
        return self.state in ("open", "paired")


def visitor(conn: Connection) -> Visitor:
    """Who the request comes from.  A revoked key shows nothing, also at the server itself."""
    screen = screens.by_key(conn, request.cookies.get(COOKIE, ""))
    if screen is not None:
        return Visitor("revoked" if screen.revoked else "paired", screen)
    return Visitor("open" if _at_the_server() else "unknown")


def _at_the_server() -> bool:
    """Whether the request comes from this machine; one that a proxy handed on comes from elsewhere."""
    if any(request.headers.get(name) for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
