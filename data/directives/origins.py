"""What a task is about: the number, score, figure, alert or communes that a link names, as the reader sees them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from data import catalogue, cell_trace, deliveries, keys, remembered, score_view, scores, scoring_rules, trace
from data.alerts import inbox
from data.answers import NumberKey
from data.bulletin_items import items
from data.directive_answers import MOST_PARTS, Number, Origin
from data.keys import CellKey
from data.score_answers import ScoreKey
from geo import areas

SIMULATED = "simulated"
MOST_AREAS = 200
POINTS = "điểm"


NOTHING = "Chưa có số liệu ở đây, hoặc tài khoản này không được xem; chọn con số khác."
UNCLEAR = "Liên kết giao việc không nêu đúng một con số; mở lại nguồn của con số rồi bấm «Giao việc»."


class OriginError(Exception):
    """Nothing that a task could be about; the message is a Vietnamese sentence."""


def of_number(conn: Connection, text: str) -> Origin:
    """A number, a score, a figure of a bulletin, or what a page made of numbers of one indicator, by its key.

    Raises ``OriginError``: nothing was published there, or not for this reader.
    """
    if score := ScoreKey.parse(text):
        return _of_score(conn, text, score)
    key = keys.parse(text)
    if isinstance(key, CellKey):
        return _of_cell(conn, text, key)
    numbers = keys.numbers_of(key)
    if not 0 < len(numbers) <= MOST_PARTS:
        raise OriginError(UNCLEAR)
    province = _province_of(numbers[0].area_code)
    if any(_province_of(one.area_code) != province for one in numbers):
        raise OriginError(UNCLEAR)
    told = [_number(conn, one, province) for one in numbers]
    if all(one.value is None for one in told):
        raise OriginError(NOTHING)
    whose = numbers[0].area_code if len({one.area_code for one in numbers}) == 1 else province
    return _origin("number", text, province, replace(numbers[0], area_code=whose), told)


def _of_score(conn: Connection, text: str, key: ScoreKey) -> Origin:
    """The newest word on a score; of a unit of a commune it speaks of the commune."""
    row = scores.standings(conn, [key]).get(key)
    if row is None or row["score"] != row["score"]:
        raise OriginError(NOTHING)
    province = str(row["province_code"])
    area = str(row["area_code"]) if _is_in(str(row["area_code"]), province) else province
    name, item = score_view.short(str(row["unit_name"])), scoring_rules.items()[key.item]
    told = (f"{key.day:%Y-%m-%d}", "", "total", float(row["score"]), str(row["status"]), _version(conn), POINTS)
    return _about_one(text, province, item.name, Number(area, name, *told))


def _of_cell(conn: Connection, text: str, key: CellKey) -> Origin:
    """A figure of a bulletin, as its cell says it."""
    found, sent = cell_trace.of_cell(conn, key), deliveries.one(conn, key.delivery_id)
    if found is None or sent is None or found.what not in items():
        raise OriginError(NOTHING)
    own, province = found.revisions.iloc[found.shown], str(sent["province_code"])
    told = (f"{found.at:%Y-%m-%d}", "", "total", float(own["value"]), str(own["status"]), _version(conn), found.unit)
    return _about_one(text, province, items()[found.what].name, Number(province, found.place, *told))


def _about_one(text: str, province: str, title: str, number: Number) -> Origin:
    return Origin("number", text, province, "", number.area_code, title, [number], number.status == SIMULATED)


def of_communes(conn: Connection, text: str, codes: Sequence[str]) -> Origin:
    """The same number in several communes of a province; one that has none is told so.  Raises ``OriginError``."""
    key = _key(text)
    province = _province_of(key.area_code)
    own = [code for code in dict.fromkeys(codes) if _is_in(code, province)]
    if not own or len(own) > MOST_AREAS:
        raise OriginError(f"Chọn từ 1 đến {MOST_AREAS} xã, phường của tỉnh trên bản đồ rồi giao việc.")
    found = [_number(conn, replace(key, area_code=code), province) for code in own]
    return _origin("map", text, province, replace(key, area_code=province), found)


def of_alert(conn: Connection | None, state: Connection, alert_id: int, today: date) -> Origin:
    """An alert by its number, with the value that it was judged by.  Raises ``OriginError``."""
    found = inbox.one(state, alert_id, today)
    if found is None:
        raise OriginError("Không có cảnh báo này, hoặc tài khoản này không được xem.")
    version = str(remembered.version(conn)["version"]) if conn is not None else ""
    simulated = bool(found["is_simulated"])
    value = None if found["value"] != found["value"] or found["value"] is None else float(found["value"])
    number = Number(
        area_code=str(found["area_code"]),
        area_name=str(found["area_name"]),
        period=str(found["period"]),
        measure="",
        breakdown="total",
        value=value,
        status=SIMULATED if simulated else ("final" if found["is_firm"] else "provisional"),
        version=version,
    )
    return Origin(
        kind="alert",
        key=str(alert_id),
        province_code=str(found["province_code"]),
        indicator_code=str(found["indicator_code"]),
        area_code=str(found["area_code"]),
        title=str(found["rule_name"]),
        numbers=[number],
        is_simulated=simulated,
    )


def _key(text: str) -> NumberKey:
    key = NumberKey.parse(text)
    if key is None:
        raise OriginError(UNCLEAR)
    return key


def _province_of(area_code: str) -> str:
    """The province of an area of any kind; a point that reports bears its province in its code."""
    known = areas.communes_by_code().get(area_code)
    code = str(known["province_code"]) if known else area_code.partition(":")[2].partition("-")[0] or area_code
    if code not in set(areas.provinces()["area_code"]):
        raise OriginError("Việc chỉ giao được về số liệu của một tỉnh hoặc xã, phường trong tỉnh.")
    return code


def _is_in(code: str, province: str) -> bool:
    known = areas.communes_by_code().get(code)
    return known is not None and str(known["province_code"]) == province


def _number(conn: Connection, key: NumberKey, province: str) -> Number:
    found = trace.trace(conn, key, province)
    value = None if found.value is None or found.value != found.value else float(found.value)
    version = _version(conn)
    return Number(key.area_code, found.area_name, key.period, key.measure, key.breakdown, value, found.status, version)


def _version(conn: Connection) -> str:
    return str(remembered.version(conn)["version"])


def _origin(kind: str, text: str, province: str, key: NumberKey, found: Sequence[Number]) -> Origin:
    simulated = any(one.status == SIMULATED for one in found)
    code = catalogue.get(key.code).code
    return Origin(kind, text, province, code, key.area_code, "", found, simulated)
