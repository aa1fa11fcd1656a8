"""Who an account may be of: what an administrator says of somebody, and what of that can be."""

import re
import unicodedata
from dataclasses import dataclass, replace

from data import catalogue_search
from data.rights.reader import COUNTRY
from data.rights.roles import ROLES, permissions
from data.state.account_words import AccountError
from geo import areas

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,59}")
LONGEST_NAME, LONGEST_AGENCY = 120, 200


@dataclass(frozen=True)
class Holder:
    """What an administrator says of an account: who somebody is, and as what they may sign in."""

    login: str
    name: str
    agency: str
    role: str
    province_code: str
    areas: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


def key_of(login: str) -> str:
    """How names are compared: «Nam.TV» is «nam.tv»."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def sound(one: Holder) -> Holder:
    """The same without stray spaces.  Raises AccountError with what cannot be."""
    one = replace(
        one, login=one.login.strip(), name=" ".join(one.name.split()), agency=" ".join(one.agency.split()),
        areas=tuple(dict.fromkeys(one.areas)), agencies=tuple(dict.fromkeys(one.agencies)),
    )  # fmt: skip
    if not LOGIN.fullmatch(key_of(one.login)):
        raise AccountError("login_bad")
    if not one.name.isprintable() or not 0 < len(one.name) <= LONGEST_NAME:
        raise AccountError("name_bad")
    if not one.agency.isprintable() or len(one.agency) > LONGEST_AGENCY:
        raise AccountError("agency_bad")
    if one.role not in ROLES:
        raise AccountError("role_bad", role=one.role[:40], roles=", ".join(ROLES))
    _require_places(one)
    if strange := [name for name in one.agencies if name not in catalogue_search.agencies()]:
        raise AccountError("agency_unknown", agency=strange[0][:100])
    if one.role == "department_officer" and not one.agencies:
        raise AccountError("needs_agency")
    return one


def _require_places(one: Holder) -> None:
    names = areas.names()
    if one.province_code == COUNTRY:
        _require_country(one)
    elif len(one.province_code) != 2 or one.province_code not in names:
        raise AccountError("province_bad", code=one.province_code[:10])
    for code in one.areas:
        if not _is_inside(code, one.province_code):
            raise AccountError("area_bad", code=code[:10], province=names.get(one.province_code, COUNTRY))
    if one.role == "commune_officer" and not any(len(code) == 5 for code in one.areas):
        raise AccountError("needs_area")
    if one.role != "administrator" and not one.areas:  # who looks after accounts need see no figures
        raise AccountError("needs_place", code=one.province_code)


def _require_country(one: Holder) -> None:
    """Raises AccountError for a role that is one of a province only, as ``permissions.csv`` says."""
    if one.role not in permissions()["country"]:
        raise AccountError("role_of_a_province", roles=", ".join(sorted(permissions()["country"])))


def _is_inside(code: str, province_code: str) -> bool:
    """Whether an area is a province or one of its communes; of the country, whether it is any of today's."""
    if province_code == COUNTRY:
        return code == COUNTRY or code in areas.names()
    return code == province_code or areas.communes_by_code().get(code, {}).get("province_code") == province_code
