"""How often something was done lately: counted in Redis where ``CHISO_REDIS_URL`` names one, for all machines alike.

Without one, and while it is away or too slow, this process counts for itself: the server goes on, and says so.
"""

import logging
import threading
import time
from dataclasses import dataclass
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from data import settings

log = logging.getLogger("chiso")

REDIS = "CHISO_REDIS_URL"
PATIENCE = 0.2  # seconds for an answer
PAUSE = 5.0  # seconds until a server that did not answer is asked again


@dataclass(frozen=True)
class Counted:
    """Whether one more is within the limit; else after how many seconds it is."""

    is_within: bool
    wait: int = 0


class Counter:
    """Counts by minute.  ``trouble`` says why this process counts for itself although it should not."""

    def __init__(self, address: str = "") -> None:
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(_redis(address)) if address else None
        self._away_until = 0.0
        self._lock = threading.Lock()
        self.trouble = ""

    def count(self, most: int, *whose: str) -> Counted:
        """Counts one more of ``whose``, of which ``most`` are allowed in a minute."""
        item = RateLimitItemPerMinute(most)
        if self._shared is not None and time.monotonic() >= self._away_until:
            try:
                counted = _count(self._shared, item, whose)
            except (RedisError, OSError) as error:
                self._stands_in(error)
            else:
                self._is_back()
                return counted
        return _count(self._own, item, whose)

    def _stands_in(self, error: Exception) -> None:
        with self._lock:
            self._away_until = time.monotonic() + PAUSE
            if not self.trouble:
                log.warning("redis is away, this process counts for itself: %s", type(error).__name__)
            self.trouble = f"Redis không trả lời ({type(error).__name__}); mỗi tiến trình đang tự đếm."

    def _is_back(self) -> None:
        if self.trouble:
            with self._lock:
                self.trouble = ""
            log.info("redis is back")


def _count(limiter: FixedWindowRateLimiter, item: RateLimitItemPerMinute, whose: tuple[str, ...]) -> Counted:
    if limiter.hit(item, *whose):
        return Counted(True)
    reset = limiter.get_window_stats(item, *whose).reset_time
    return Counted(False, max(1, round(reset - time.time())))


def _redis(address: str) -> RedisStorage:
    asked: dict[str, Any] = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "key_prefix": "chiso"}
    asked["retry"] = Retry(NoBackoff(), 0)  # whoever waits for the answer is a reader
    return RedisStorage(address, **asked)


def of_environment() -> Counter:
    """The counter that this installation asks for.

    Raises:
        SettingError: ``CHISO_REDIS_URL`` is no address of a Redis server.
    """
    address = settings.text(REDIS)
    if address and not address.startswith(("redis://", "rediss://")):
        raise settings.SettingError(f"{REDIS} phải có dạng redis://máy:6379/0 (hoặc rediss:// khi có TLS).")
    return Counter(address)
