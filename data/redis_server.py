"""Redis, which machines share where ``CHISO_REDIS_URL`` names one.  While it is away everybody goes on alone."""

import logging
import threading
import time
from typing import Any

from redis.backoff import NoBackoff
from redis.connection import parse_url
from redis.exceptions import RedisError
from redis.retry import Retry

from data import settings

log = logging.getLogger("chiso")

SETTING = "CHISO_REDIS_URL"
PATIENCE = 0.2  # seconds for an answer
PAUSE = 5.0  # seconds until a server that did not answer is asked again
TROUBLES = (RedisError, OSError)  # what a server that is away, full or slow answers


def address() -> str:
    """Where it is; empty where none is named.

    Raises:
        SettingError: ``CHISO_REDIS_URL`` is no address of a Redis server.
    """
    named = settings.text(SETTING)
    if not named:
        return ""
    told = f"{SETTING} phải có dạng redis://máy:6379/0 (hoặc rediss:// khi có TLS)."
    if not named.startswith(("redis://", "rediss://")):
        raise settings.SettingError(told)
    try:
        _parsed(named)
    except ValueError as error:  # as of a port that is no number
        raise settings.SettingError(told) from error
    return named


def is_open_to_others(address: str) -> bool:
    """Whether others than this machine may read along."""
    asked = _parsed(address)
    is_guarded = address.startswith("rediss://") and asked.get("password")
    return not is_guarded and not settings.is_loopback(asked.get("host", "localhost"))


def options() -> dict[str, Any]:
    """How it is asked: whoever waits for the answer is a reader."""
    return {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}


def _parsed(address: str) -> dict[str, Any]:
    return dict(parse_url(address))  # type: ignore[no-untyped-call]


class Standing:
    """Whether it is asked at all just now.  ``trouble`` says why it is not."""

    def __init__(self, without: str) -> None:
        """``without``: what happens while it is away, the second half of a Vietnamese sentence."""
        self._without = without
        self._away_until = 0.0
        self._lock = threading.Lock()
        self.trouble = ""

    @property
    def is_asked(self) -> bool:
        return time.monotonic() >= self._away_until

    def failed(self, error: Exception) -> None:
        """It is left alone for a while."""
        with self._lock:
            self._away_until = time.monotonic() + PAUSE
            if not self.trouble:
                log.warning("redis is away, this process goes on alone: %s", type(error).__name__)
            self.trouble = f"Redis không trả lời ({type(error).__name__}); {self._without}."

    def answered(self) -> None:
        if self.trouble:
            with self._lock:
                self.trouble = ""
            log.info("redis is back")
