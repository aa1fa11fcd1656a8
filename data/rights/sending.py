"""Whose figures somebody may send, and who may approve them."""

from collections.abc import Iterable

from data.catalogue import Indicator
from data.rights.reach import answers_for
from data.rights.reader import COUNTRY, Reader
from data.rights.roles import may
from data.rights.sharing import SECRET, sharing
from geo import areas

OFFICE = "staff"  # answers for whatever no single agency answers for


def areas_of(reader: Reader) -> tuple[str, ...]:
    """The areas that a reader answers for: own communes, or the province itself."""
    communes = tuple(area for area in reader.areas if len(area) > len("08"))
    return communes or ((reader.province_code,) if reader.province_code else ())


def communes_of(reader: Reader) -> tuple[str, ...]:
    """The communes of whoever answers for a whole province, for tables that are filled in commune by commune."""
    own = areas_of(reader)
    return tuple(code for code, one in areas.communes_by_code().items() if one["province_code"] in own)


def may_send(reader: Reader, about: Indicator, area_code: str, province_code: str) -> bool:
    """Whether a reader may send values of an indicator in an area of a province."""
    if not may(reader, "send") or sharing().of_indicator(about) == SECRET:
        return False
    if reader.role == "house":
        return True
    own = area_code in reader.areas or {province_code, COUNTRY} & set(reader.areas)
    if not own:
        return False
    return reader.role != "department_officer" or answers_for(reader.agencies, about)


def may_approve(reader: Reader, indicators: Iterable[Indicator], province_code: str, author_id: int | None) -> bool:
    """Whether a reader may decide on values: of the own province, of indicators that the own agencies all answer for.

    Nobody approves what they sent themselves; the office may decide on everybody else's.
    """
    if not may(reader, "approve") or (author_id is not None and author_id == reader.account_id):
        return False
    if reader.role == "house":
        return True
    if not {province_code, COUNTRY} & set(reader.areas):
        return False
    return reader.role == OFFICE or all(answers_for(reader.agencies, one) for one in indicators)
