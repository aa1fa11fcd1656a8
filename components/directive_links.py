"""Addresses at which a task is given about something; shown to those who give tasks."""

from collections.abc import Sequence
from urllib.parse import urlencode

from data.answers import NumberKey
from data.directive_answers import MOST_PARTS
from data.keys import CellKey, Key, numbers_of
from data.rights.reader import current
from data.rights.roles import may
from data.score_answers import ScoreKey

PATH = "/giao-viec"
COUNTRY = "VN"


def of_number(key: NumberKey) -> str:
    """For the source panel of a number; "" where no task can be given, or not by this reader."""
    is_area = key.area_code != COUNTRY and not key.area_code.startswith("former_")
    return _address(so=key.text()) if is_area else ""


def of_source(key: Key | ScoreKey) -> str:
    """For the source panel of a score, or of what a page made of numbers of one indicator; "" as ``of_number``."""
    is_able = isinstance(key, ScoreKey | CellKey) or 0 < len(numbers_of(key)) <= MOST_PARTS
    return _address(so=key.text()) if is_able else ""


def of_alert(alert_id: int) -> str:
    """For an alert."""
    return _address(cb=str(alert_id))


def of_communes(key: NumberKey, codes: Sequence[str]) -> str:
    """For communes chosen on a map of a number of their province."""
    return _address(so=key.text(), xa=",".join(codes)) if codes else ""


def _address(**named: str) -> str:
    return f"{PATH}?{urlencode(named)}" if may(current(), "direct") else ""
