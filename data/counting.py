"""How often something was done lately: counted in Redis where one is given, for all machines alike.

Without one, and while it is away or too slow, this process counts for itself: the server goes on, and says so.
"""

import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter

from data import redis_server

ALONE = "mỗi tiến trình đang tự đếm"


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
        self._standing = redis_server.Standing(ALONE)

    @property
    def trouble(self) -> str:
        return self._standing.trouble

    def count(self, most: int, *whose: str) -> Counted:
        """Counts one more of ``whose``, of which ``most`` are allowed in a minute."""
        item = RateLimitItemPerMinute(most)
        if self._shared is not None and self._standing.is_asked:
            try:
                counted = _count(self._shared, item, whose)
            except redis_server.TROUBLES as error:
                self._standing.failed(error)
            else:
                self._standing.answered()
                return counted
        return _count(self._own, item, whose)


def _count(limiter: FixedWindowRateLimiter, item: RateLimitItemPerMinute, whose: tuple[str, ...]) -> Counted:
    if limiter.hit(item, *whose):
        return Counted(True)
    reset = limiter.get_window_stats(item, *whose).reset_time
    return Counted(False, max(1, round(reset - time.time())))


def _redis(address: str) -> RedisStorage:
    return RedisStorage(address, key_prefix="chiso", **redis_server.options())


def of_environment() -> Counter:
    """The counter that this installation asks for.

    Raises:
        SettingError: ``CHISO_REDIS_URL`` is no address of a Redis server.
    """
    return Counter(redis_server.address())
