"""What a task is about: the number, alert or communes that a link names, as the reader sees them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from data import catalogue, remembered, trace
from data.alerts import inbox
from data.answers import NumberKey
from data.directive_answers import Number, Origin
from geo import areas

SIMULATED = "simulated"
MOST_AREAS = 200


class OriginError(Exception):
    """Nothing that a task could be about; the message is a Vietnamese sentence."""


def of_number(conn: Connection, text: str) -> Origin:
    """A number by its key.  Raises ``OriginError``: nothing was published there, or not for this reader."""
    key = _key(text)
    province = _province_of(key.area_code)
    told = _number(conn, key, province)
    if told.value is None:
        raise OriginError("Chưa có số liệu ở đây, hoặc tài khoản này không được xem; chọn con số khác.")
    return _origin("number", text, province, key, [told])


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
        raise OriginError("Liên kết giao việc không nêu đúng một con số; mở lại nguồn của con số rồi bấm «Giao việc».")
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
    version = str(remembered.version(conn)["version"])
    return Number(key.area_code, found.area_name, key.period, key.measure, key.breakdown, value, found.status, version)


def _origin(kind: str, text: str, province: str, key: NumberKey, found: Sequence[Number]) -> Origin:
    simulated = any(one.status == SIMULATED for one in found)
    code = catalogue.get(key.code).code
    return Origin(kind, text, province, code, key.area_code, "", found, simulated)
