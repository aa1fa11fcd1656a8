"""What the province's single sign-on says of somebody, read as an account: ``oidc.toml`` of the store.

province = "08"

[claims]                      # where the provider writes what; a dot goes one level down
login = "preferred_username"
name = "name"
agency = "department"

[[rule]]                      # the first that fits gives the role, all that fit give areas and agencies
claim = "realm_access.roles"
value = "ioc-lanh-dao"
role = "leader"
areas = ["08"]
agencies = []
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from data import paths
from data.rights.reader import HOUSE, acting
from data.state import accounts, journal
from data.state.account_settings import AccountSettingsError
from data.state.accounts import Account
from data.state.holders import LOGIN, LONGEST_AGENCY, LONGEST_NAME, Holder, key_of

FILE = "oidc.toml"
USUAL = {"login": "preferred_username", "name": "name", "agency": "department"}
OF_A_RULE = {"claim": str, "value": str, "role": str, "areas": list, "agencies": list}


@dataclass(frozen=True)
class Rule:
    """Whoever has ``value`` among what ``claim`` says gets this."""

    claim: str
    value: str
    role: str = ""
    areas: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapped:
    """The file, read."""

    province: str
    claims: Mapping[str, str]
    rules: tuple[Rule, ...]


def mapped() -> Mapped:
    """The mapping of the store.  Raises AccountSettingsError with what to mend."""
    file = paths.home() / FILE
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise AccountSettingsError(f"Chưa có tệp {file}: đăng nhập một cửa cần biết ai được vai trò nào.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AccountSettingsError(f"Tệp {FILE} không phải TOML: {error}.") from error
    claims, rules, province = raw.get("claims", {}), raw.get("rule", []), raw.get("province", "")
    if not isinstance(province, str) or not isinstance(claims, dict) or not isinstance(rules, list):
        raise AccountSettingsError(f"Tệp {FILE}: cần «province» là mã tỉnh, mục [claims] và các mục [[rule]].")
    if strange := set(claims) - set(USUAL):
        raise AccountSettingsError(f"Tệp {FILE}, mục [claims]: không có dòng «{min(strange)}».")
    return Mapped(province, USUAL | claims, tuple(_rule(one) for one in rules))


def _rule(raw: Mapping[str, Any]) -> Rule:
    for name, value in raw.items():
        if name not in OF_A_RULE or not isinstance(value, OF_A_RULE[name]):
            raise AccountSettingsError(f"Tệp {FILE}, mục [[rule]]: dòng «{name}» không dùng được.")
    if "claim" not in raw or "value" not in raw:
        raise AccountSettingsError(f"Tệp {FILE}, mục [[rule]]: cần «claim» và «value».")
    lists = {name: tuple(str(one) for one in raw.get(name, [])) for name in ("areas", "agencies")}
    return Rule(raw["claim"], raw["value"], raw.get("role", ""), **lists)


def holder(claims: Mapping[str, Any], subject: str, by: Mapped) -> Holder | None:
    """Who somebody is by what the provider says; None for whom no rule gives a role."""
    fitting = [rule for rule in by.rules if rule.value in _listed(_claim(claims, rule.claim))]
    roles = [rule.role for rule in fitting if rule.role]
    if not roles:
        return None
    login = key_of(_text(_claim(claims, by.claims["login"]), LONGEST_NAME))
    return Holder(
        login=login if LOGIN.fullmatch(login) else _drawn(subject),
        name=_text(_claim(claims, by.claims["name"]), LONGEST_NAME) or login or _drawn(subject),
        agency=_text(_claim(claims, by.claims["agency"]), LONGEST_AGENCY),
        role=roles[0],
        province_code=by.province,
        areas=tuple(dict.fromkeys(code for rule in fitting for code in rule.areas)),
        agencies=tuple(dict.fromkeys(name for rule in fitting for name in rule.agencies)),
    )


def admit(conn: Connection, issuer: str, subject: str, one: Holder, now: datetime) -> Account:
    """The account of somebody from elsewhere: made at the first visit, and brought up to what is said of them now.

    A name that a local account has is not theirs: nobody becomes another by being called the same elsewhere.
    The house does so, by the word of the province's own provider: nobody is signed in yet who could.
    Raises AccountError for what cannot be, such as a role that does not exist.
    """
    with acting(HOUSE):
        return _admitted(conn, issuer, subject, one, now)


def _admitted(conn: Connection, issuer: str, subject: str, one: Holder, now: datetime) -> Account:
    known = accounts.from_elsewhere(conn, issuer, subject)
    if known is None:
        if accounts.known(conn, one.login) is not None:
            one = replace(one, login=_drawn(f"{issuer} {subject}"))
        number = accounts.create(conn, journal.THE_SYSTEM, one, now, elsewhere=(issuer, subject))
    else:
        number = known.account_id
        wanted = replace(one, login=known.holder.login)
        if wanted != known.holder and known.disabled_at is None:
            accounts.change(conn, journal.THE_SYSTEM, known, wanted, now)
    found = accounts.by_id(conn, number)
    if found is None:
        raise LookupError(f"account {number} is gone")
    return found


def _drawn(subject: str) -> str:
    return f"sso-{hashlib.sha256(subject.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _text(found: Any, longest: int) -> str:
    if not isinstance(found, str):
        return ""
    return " ".join("".join(one for one in found if one.isprintable()).split())[:longest]
