"""The time in Vietnam, without zone, as the store keeps it.  The one place that reads a clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    return datetime.now(VIETNAM).replace(tzinfo=None)


def today() -> date:
    return now().date()
