"""What is watched: one rule about one indicator, as a line of ``data/catalogue/alert_rules.csv`` or of the province.

A rule that cannot be judged (unknown indicator, impossible band) is told in ``problems`` and left out; the others run.
"""

import math
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, get_args

from data import catalogue, health_rules, rules
from data.alert_answers import SEVERITIES
from data.catalogue import CatalogueError, Indicator
from data.risk.rules import HIGHEST
from geo import areas

FILE = catalogue.FOLDER / "alert_rules.csv"
RISK_LEVEL, OVERLOAD = "risk_level", "overload"
LEGAL = (RISK_LEVEL, OVERLOAD)  # kinds of ``data.alerts.legal``
KINDS = ("threshold", "change", "pace", "trend", "seasonal", "missed", "identity", "no_data", *LEGAL)
AGAINST = ("previous", "same_last_year")
MEASURES = ("", "actual", "cumulative")
COMMUNES, PROVINCE = "communes", "province"
LONGEST_GRACE = 366  # days
LEVELS = tuple(str(level) for level in range(1, HIGHEST + 1))
RISK_NAME = "Cấp độ rủi ro thiên tai (Quyết định 18/2021/QĐ-TTg)"


@dataclass(frozen=True)
class AlertRule:
    """One rule; which fields a kind needs is said in ``NEEDS``.

    ``limit`` is a bound on the side that the indicator's polarity calls worse; ``low`` and ``high`` are a band that
    must be kept; ``margin`` what is allowed: points behind the pace, days after the deadline, percent of an identity.
    Units are the indicator's, of a change percent, or points where the indicator is told in points.
    """

    code: str
    name: str
    kind: str
    indicator: str = ""  # only a rule about levels of risk has none
    name_en: str = ""
    area: str = COMMUNES  # or PROVINCE, or the code of one commune
    breakdown: str = "total"
    measure: str = ""  # "": of the period where that is reported, else since January
    against: str = "previous"
    province: str = ""  # of a rule without an indicator: the only one it looks at; "": every one that has a set
    reaches: str = ""  # a level of risk (1 to 5), or a band of occupancy
    limit: float | None = None
    low: float | None = None
    high: float | None = None
    margin: float = 0.0
    length: int = 3  # periods of a trend, or without data
    periods: int = 1  # in breach one after the other before it alerts
    calm: int = 2  # kept one after the other before it is over
    severity: str = "warning"
    weight: int = 50  # 1 to 100: what comes first among those of a severity
    advice: str = ""
    advice_en: str = ""
    source: str = ""  # who set the limit
    off: bool = False

    @property
    def about(self) -> Indicator:
        return catalogue.get(self.indicator)

    @property
    def measured_name(self) -> str:
        """What it looks at, in words."""
        return self.about.name if self.indicator else RISK_NAME

    @property
    def province_code(self) -> str:
        """The province of its indicator."""
        return catalogue.sets()[self.about.set_code].province_code

    @property
    def provinces(self) -> tuple[str, ...]:
        """Every province that it looks at, by code."""
        if self.indicator:
            return (self.province_code,)
        return (self.province,) if self.province else provinces_with_sets()

    def band(self) -> tuple[float | None, float | None]:
        """The least and the greatest that is allowed; None where there is no bound."""
        low, high = self.low, self.high
        if self.limit is not None:
            if self.about.polarity == "lower":
                high = self.limit
            else:
                low = self.limit
        return low, high


def provinces_with_sets() -> tuple[str, ...]:
    """The provinces that rules may look at."""
    return tuple(sorted({one.province_code for one in catalogue.sets().values()}))


@dataclass(frozen=True)
class Trouble:
    """A rule that is not judged, and why: a Vietnamese sentence with its remedy."""

    rule_code: str
    sentence: str


def problems(rule: AlertRule) -> list[str]:
    """What is wrong with a rule, each a Vietnamese sentence; none when it can be judged."""
    found = _unknown_words(rule)
    if rule.kind == RISK_LEVEL:
        return found + _wrong_level(rule)
    if rule.indicator not in catalogue.indicators():
        return [*found, f"không có chỉ số «{rule.indicator}» trong danh mục. Sửa mã chỉ số."]
    if unreal := [name for name in ("limit", "low", "high", "margin") if not _is_real(getattr(rule, name))]:
        return [*found, f"trường «{unreal[0]}» không phải là số hữu hạn. Sửa số này."]
    found += _unknown_place(rule)
    low, high = rule.band()
    if rule.kind == OVERLOAD:
        found += _wrong_band(rule)
    if rule.kind in ("threshold", "change") and low is None and high is None:
        found.append("không có ngưỡng. Ghi «limit», «low» hoặc «high».")
    if low is not None and high is not None and low >= high:
        found.append(f"khoảng cho phép không thể có: thấp nhất {low:g}, cao nhất {high:g}. Sửa «low», «high».")
    if rule.limit is not None and rule.about.polarity == "neutral":
        found.append("chỉ số không có chiều tốt, xấu nên «limit» vô nghĩa. Dùng «low» hoặc «high».")
    if rule.kind == "trend" and rule.about.polarity == "neutral":
        found.append("chỉ số không có chiều tốt, xấu nên không có xu hướng xấu. Bỏ quy tắc này.")
    if rule.kind == "pace" and rule.about.kind != "flow":
        found.append("tiến độ kế hoạch chỉ tính cho chỉ số cộng dồn trong năm. Dùng «threshold».")
    if rule.kind == "identity" and not any(one.total == rule.indicator for one in rules.identities()):
        found.append("không có phép cộng nào trong identities.csv cho chỉ số này. Thêm phép cộng hoặc bỏ quy tắc.")
    return found


def _wrong_level(rule: AlertRule) -> list[str]:
    """What is wrong with a rule about levels of risk."""
    found = []
    if rule.reaches not in LEVELS:
        found.append(f"trường «reaches» ghi «{rule.reaches}», phải là cấp độ rủi ro: {', '.join(LEVELS)}.")
    if rule.indicator or rule.area != COMMUNES or rule.breakdown != "total":
        found.append("cấp độ rủi ro được xét cho mọi xã của tỉnh. Bỏ «indicator», «area» và «breakdown».")
    if rule.province and rule.province not in provinces_with_sets():
        known = ", ".join(provinces_with_sets())
        found.append(f"trường «province» ghi «{rule.province}», phải là một trong: {known}; bỏ trống là mọi tỉnh.")
    return found


def _wrong_band(rule: AlertRule) -> list[str]:
    """What is wrong with a rule about facilities that are too full."""
    found = []
    if health_rules.measures().get(rule.indicator) not in health_rules.BEDS:
        found.append(f"chỉ số «{rule.indicator}» không phải là công suất giường bệnh. Sửa mã chỉ số.")
    if rule.limit is None and rule.reaches not in health_rules.BANDS[1:]:
        found.append(f"trường «reaches» ghi «{rule.reaches}», phải là một trong: {', '.join(health_rules.BANDS[1:])}.")
    if rule.limit is not None and (rule.reaches or rule.limit <= 0):
        found.append("ghi «limit» lớn hơn 0 của tỉnh, hoặc «reaches», không ghi cả hai.")
    return found


def _unknown_place(rule: AlertRule) -> list[str]:
    """What a rule looks at that there is not: a commune of another province, an axis, a member of an axis."""
    found = []
    if rule.area not in (COMMUNES, PROVINCE) and rule.area not in set(areas.communes(rule.province_code)["area_code"]):
        found.append(f"trường «area» ghi «{rule.area}», phải là communes, province hoặc mã xã năm chữ số của tỉnh.")
    for pair in [] if rule.breakdown == "total" else rule.breakdown.split(";"):
        axis, _, member = pair.partition("=")
        members = catalogue.members(axis)  # none where they come with the data
        if axis not in rule.about.breakdowns or not member or (members and member not in members):
            known = ", ".join(rule.about.breakdowns) or "không có"
            found.append(f"trường «breakdown» ghi «{pair}», chỉ số không có phân tổ này (các trục: {known}).")
    return found


def _is_real(number: float | None) -> bool:
    return number is None or math.isfinite(number)


def _unknown_words(rule: AlertRule) -> list[str]:
    known = {"kind": KINDS, "severity": SEVERITIES, "against": AGAINST, "measure": MEASURES}
    found = [
        f"trường «{name}» ghi «{getattr(rule, name)}», phải là một trong: {', '.join(filter(None, words))}."
        for name, words in known.items()
        if getattr(rule, name) not in words
    ]
    bounds = {"weight": (1, 100), "length": (2, 12), "periods": (1, 12), "calm": (1, 12)}
    found += [
        f"trường «{name}» ghi {getattr(rule, name)}, phải từ {low} đến {high}."
        for name, (low, high) in bounds.items()
        if not low <= getattr(rule, name) <= high
    ]
    if rule.kind == "missed" and rule.margin > LONGEST_GRACE:
        found.append(f"trường «margin» ghi {rule.margin:g} ngày, nhiều nhất là {LONGEST_GRACE}.")
    if rule.margin < 0:
        found.append(f"trường «margin» ghi {rule.margin:g}, không được âm.")
    return found


def sound(asked: Iterable[AlertRule]) -> tuple[list[AlertRule], list[Trouble]]:
    """The rules that can be judged, and why the others cannot."""
    able, troubles = [], []
    for rule in asked:
        if wrong := problems(rule):
            told = " ".join(one[:1].upper() + one[1:] for one in wrong)
            troubles.append(Trouble(rule.code, f"Quy tắc «{rule.name or rule.code}»: {told}"))
        elif not rule.off:
            able.append(rule)
    return able, troubles


@cache
def of_catalogue(file: Path = FILE) -> tuple[AlertRule, ...]:
    """The rules that come with the catalogue.  Raises ``CatalogueError`` naming file, line and remedy."""
    made = [_parsed(cells, f"{file.name}:{line}") for line, cells in catalogue.records(file)]
    if twice := sorted({rule.code for rule in made if sum(one.code == rule.code for one in made) > 1}):
        raise CatalogueError(f"{file.name}: code {twice[0]} occurs twice; keep one line.")
    return tuple(made)


def _parsed(cells: dict[str, str], where: str) -> AlertRule:
    given: dict[str, Any] = {}
    for field in fields(AlertRule):
        text = cells.get(field.name, "")
        kinds: tuple[Any, ...] = get_args(field.type) if isinstance(field.type, types.UnionType) else (field.type,)
        if text:
            try:
                given[field.name] = text == "yes" if bool in kinds else kinds[0](text)
            except ValueError as error:
                raise CatalogueError(f"{where}: {field.name} is {text!r}, not a number; correct the cell.") from error
    return AlertRule(**given)


def merged(own: Sequence[AlertRule]) -> list[AlertRule]:
    """The rules of the catalogue, each replaced by the province's own of the same code, then the others of those."""
    by_code = {rule.code: rule for rule in of_catalogue()} | {rule.code: rule for rule in own}
    return list(by_code.values())
