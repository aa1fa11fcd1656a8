"""The province's own rules and ways out of alerts: ``alerts.toml`` of the store.

[[rule]]                        # fields of data.alerts.rules.AlertRule; the same code replaces a rule of the catalogue
code = "thu-ngan-sach-xa"
name = "Thu ngân sách xã chậm tiến độ"
kind = "pace"
indicator = "tq_commune_budget_revenue"
margin = 10

[[channel]]                     # fields of data.alerts.channels.Channel
name = "thu-lanh-dao"
kind = "mail"
host = "mail.example.vn"
sender = "chiso@example.vn"
to = "chanhvanphong@example.vn"

A rule that is wrong is told and left out; so is a channel.  Only a file that is no TOML stops everything.
"""

import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from data.alerts.channels import AT_ONCE, KINDS, SECURITIES, Channel
from data.alerts.rules import AlertRule, Trouble, merged, of_catalogue
from loaders import declarations

FILE = "alerts.toml"
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
Named = TypeVar("Named", AlertRule, Channel)
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Settings:
    """Everything that alerts go by, and what in the file cannot be used."""

    rules: tuple[AlertRule, ...]
    channels: tuple[Channel, ...]
    troubles: tuple[Trouble, ...]


def read(home: Path) -> Settings:
    """The rules of the catalogue and of the store, and the channels of the store.

    Raises:
        SourceError: the file is no TOML.  CatalogueError: a line of the catalogue cannot be read.
    """
    file = home / FILE
    raw = declarations.content(file, "quy tắc cảnh báo") if file.exists() else {}
    troubles = [
        Trouble(f"{FILE}:{name}", f"Tệp {FILE}: không có mục «{name}»; tệp chỉ gồm [[rule]] và [[channel]].")
        for name in raw
        if name not in ("rule", "channel")
    ]
    rules = [one for entry in _entries(raw, "rule", troubles) if (one := _rule(entry, troubles))]
    channels = [way for entry in _entries(raw, "channel", troubles) if (way := _channel(entry, troubles))]
    return Settings(tuple(merged(_once(rules, troubles))), tuple(_once(channels, troubles)), tuple(troubles))


def _entries(raw: dict[str, Any], name: str, troubles: list[Trouble]) -> list[tuple[str, dict[str, Any]]]:
    """The tables of a kind with what they are called."""
    found, wrong = declarations.entries({name: raw.get(name, [])}, name)
    troubles += [Trouble(f"{FILE}:{name}", f"Tệp {FILE}: {one}") for one in wrong]
    called = {"rule": "Quy tắc", "channel": "Kênh"}[name]
    return [(f"{called} {place}", one) for place, one in enumerate(found, start=1)]


def _rule(entry: tuple[str, dict[str, Any]], troubles: list[Trouble]) -> AlertRule | None:
    place, raw = entry
    if raw.keys() == {"code", "off"}:  # one that comes along, switched off and nothing else
        raw = {**_of_catalogue(raw["code"]), **raw}
    wrong = declarations.shape(AlertRule, raw) or declarations.code("code", str(raw["code"]))
    if wrong:
        code = str(raw.get("code") or f"{FILE}:{place}")
        troubles.append(_trouble(code, place, raw.get("name"), wrong))
        return None
    return AlertRule(**raw)


def _of_catalogue(code: object) -> dict[str, Any]:
    """The fields of the rule of the catalogue; none where there is no such rule."""
    return next((asdict(rule) for rule in of_catalogue() if rule.code == code), {})


def _channel(entry: tuple[str, dict[str, Any]], troubles: list[Trouble]) -> Channel | None:
    place, raw = entry
    wrong = declarations.shape(Channel, raw) or _wrong_channel(Channel(**raw))
    if wrong:
        troubles.append(_trouble(f"{FILE}:{place}", place, raw.get("name"), wrong))
        return None
    return Channel(**raw)


def _trouble(code: str, place: str, name: object, wrong: list[str]) -> Trouble:
    called = f"{place} («{name}»)" if name else place
    return Trouble(code, " ".join(declarations.each(f"{called} trong {FILE}", wrong)))


def _wrong_channel(one: Channel) -> list[str]:
    wrong = declarations.code("name", one.name)
    wrong += declarations.one_of("kind", one.kind, KINDS)
    wrong += declarations.one_of("at_once", one.at_once, AT_ONCE)
    wrong += declarations.between("seconds", one.seconds, 1, 120)
    if one.digest_at and not TIME.fullmatch(one.digest_at):
        wrong.append(declarations.wrong("digest_at", one.digest_at, "phải là giờ như 07:00, hoặc để trống"))
    return wrong + (_wrong_mail(one) if one.kind == "mail" else _wrong_webhook(one))


def _wrong_mail(one: Channel) -> list[str]:
    wrong = declarations.one_of("security", one.security, SECURITIES)
    wrong += declarations.between("port", one.port, 1, 65535)
    wrong += [f"thiếu trường «{name}»." for name in ("host", "sender", "to") if not getattr(one, name)]
    addresses = [text.strip() for text in f"{one.sender},{one.to}".split(",") if text.strip()]
    wrong += [
        declarations.wrong("to", text, "phải là địa chỉ thư, cách nhau bằng dấu phẩy")
        for text in addresses
        if not ADDRESS.fullmatch(text)
    ]
    if one.user and not one.password_file:
        wrong.append("có «user» thì cần «password_file»: tên tệp trong kho chứa mật khẩu.")
    return wrong


def _wrong_webhook(one: Channel) -> list[str]:
    with suppress(ValueError):  # a port that is no number
        address = urlsplit(one.url)
        is_safe = address.scheme == "https" or (address.scheme == "http" and address.hostname in HERE)
        if is_safe and address.hostname and one.url.isascii() and address.port != 0:
            return []
    return [declarations.wrong("url", one.url, "phải là địa chỉ https://")]


def _once(found: list[Named], troubles: list[Trouble]) -> list[Named]:
    """Of several of the same name the first."""
    kept: dict[str, Named] = {}
    for one in found:
        name = one.code if isinstance(one, AlertRule) else one.name
        if name in kept:
            troubles.append(
                Trouble(f"{FILE}:{name}", f"Tệp {FILE}: tên «{name}» được dùng hai lần; chỉ mục đầu có hiệu lực.")
            )
        kept.setdefault(name, one)
    return list(kept.values())
