"""What the environment tells of this installation, each setting read in one place."""

import os
from ipaddress import ip_address
from pathlib import Path

PROXIES = "CHISO_TRUSTED_PROXIES"
BACKUP_DAYS = "CHISO_BACKUP_DAYS"
DUE_SECONDS = "CHISO_DUE_SECONDS"
MOST_PROXIES = 5


class SettingError(Exception):
    """A setting cannot be understood; the message is a Vietnamese sentence that says what to write."""


def text(name: str) -> str:
    """A setting as it stands, without blanks around it; empty where it is not given."""
    return os.environ.get(name, "").strip()


def whole(name: str, default: int, most: int) -> int:
    """A setting that counts something.

    Raises:
        SettingError: it is no whole number, or not between 0 and ``most``.
    """
    told = text(name)
    if not told:
        return default
    if not told.isdecimal() or int(told) > most:
        raise SettingError(f"{name} là «{told[:60]}»; phải là số nguyên từ 0 đến {most}.")
    return int(told)


def trusted_proxies() -> int:
    """How many proxies of ours stand before the server; only then is believed what they say of a visitor."""
    return whole(PROXIES, 0, MOST_PROXIES)


def backup_days() -> int:
    """How old the newest backup may become."""
    return whole(BACKUP_DAYS, 2, 365)


def due_seconds() -> int:
    """How often a running server looks whether a briefing is due; 0 never."""
    return whole(DUE_SECONDS, 600, 86_400)


def host() -> str:
    """Where the server listens; ``chiso serve`` says it to its workers."""
    return text("HOST") or "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def lock_file() -> Path:
    """The versions that this program was tested with, beside the code."""
    return Path(__file__).resolve().parent.parent / "requirements.lock"
