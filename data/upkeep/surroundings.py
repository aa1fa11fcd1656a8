"""Whether the environment that the server is started with is safe: address, proxy, debugging, secrets."""

import os
import re
from collections.abc import Iterator

import sqlalchemy as sa

from data import settings
from data.upkeep.findings import Finding, danger, fine, notice, warning

DEBUGGING = ("FLASK_DEBUG", "DASH_DEBUG", "PYTHONDEVMODE")
OFF = ("", "0", "false", "no", "off")
SECRET = re.compile(r"CHISO_\w*(SECRET|TOKEN|KEY|PASSWORD)")
ADDRESS = re.compile(r"CHISO_\w*(URL|WAREHOUSE)")
SHORTEST = 16  # characters of a key or token; they are made, not remembered
SHORTEST_PASSWORD = 8  # of a database, which only this machine knows
FEWEST = 6  # different characters
KNOWN = re.compile(
    r"(change|replace)[ _-]?(me|this|it)|(my|your|the)?[ _-]?secret([ _-]?key)?|pass(word|wd)?|mat[ _-]?khau|admin|"
    r"root|postgres|redis|chiso|default|example|test|dev|qwerty|letmein|x+|0+|1234567890|1?23456789?|12345",
    re.IGNORECASE,
)
NEEDS = {"CHISO_OIDC_ISSUER": ("CHISO_OIDC_CLIENT_ID", "CHISO_OIDC_CLIENT_SECRET")}


def found(host: str) -> Iterator[Finding]:
    """What is unsafe about listening at ``host`` with this environment."""
    is_public = not settings.is_loopback(host)
    yield _debugging(is_public)
    yield from _proxy(host, is_public)
    yield from _secrets()
    yield from _missing()


def _debugging(is_public: bool) -> Finding:
    on = [name for name in DEBUGGING if settings.text(name).lower() not in OFF]
    subject = "Chế độ gỡ lỗi"
    if not on:
        return fine(subject, "Đang tắt.")
    told, remedy = f"Đang bật ({', '.join(on)}).", f"Bỏ biến môi trường {', '.join(on)} rồi chạy lại."
    if not is_public:
        return warning(subject, told, remedy)
    return danger(subject, f"{told} Địa chỉ mở cho mạng ngoài sẽ lộ mã và số liệu.", remedy, stops=True)


def _proxy(host: str, is_public: bool) -> Iterator[Finding]:
    subject = "Địa chỉ phục vụ"
    try:
        count = settings.trusted_proxies()
    except settings.SettingError as error:
        yield danger(subject, str(error), "Sửa biến môi trường này.", stops=True)
        return
    if not is_public:
        yield fine(subject, f"Chỉ máy này truy cập được ({host}).")
    elif count:
        yield fine(subject, f"Mở cho mạng ngoài ({host}), sau {count} máy chủ chuyển tiếp có TLS.")
    else:
        yield danger(
            subject,
            f"Mở cho mạng ngoài ({host}) mà không có TLS: mật khẩu và số liệu đi qua mạng ở dạng đọc được.",
            f"Đặt nginx có TLS ở trước (mẫu trong deploy/nginx/), nghe ở 127.0.0.1, và đặt {settings.PROXIES}=1.",
        )


def secrets() -> dict[str, str]:
    """Every secret that the environment holds, by the name of its setting; of an address its password."""
    kept = {name: value.strip() for name, value in os.environ.items() if SECRET.fullmatch(name) and value.strip()}
    for name, value in os.environ.items():
        if ADDRESS.fullmatch(name) and (password := password_of(value)):
            kept[name] = password
    return kept


def password_of(address: str) -> str:
    """The password in an address of a server; empty where there is none."""
    try:
        return str(sa.make_url(address.strip()).password or "")
    except (sa.exc.ArgumentError, ValueError):  # a path, or damaged: whoever uses it says so
        return ""


def _secrets() -> Iterator[Finding]:
    subject, kept = "Khóa bí mật", secrets()
    weak = False
    for name, value in sorted(kept.items()):
        shortest = SHORTEST if SECRET.fullmatch(name) else SHORTEST_PASSWORD
        what = f"Mật khẩu trong {name}" if ADDRESS.fullmatch(name) else name
        if KNOWN.fullmatch(value) or len(set(value)) < FEWEST:
            told, weak = f"{what} là một giá trị mặc định hoặc dễ đoán.", True
        elif len(value) < shortest:
            told, weak = f"{what} quá ngắn ({len(value)} ký tự; ít nhất {shortest}).", True
        else:
            continue
        yield danger(subject, told, "Tạo giá trị mới bằng: openssl rand -hex 32", stops=True)
    if kept and not weak:
        yield fine(subject, f"{len(kept)} khóa đủ dài, không phải giá trị mặc định.")
    if not kept:
        yield notice(subject, "Không có khóa nào trong biến môi trường.")


def _missing() -> Iterator[Finding]:
    for name, needed in NEEDS.items():
        lacking = [one for one in needed if not settings.text(one)]
        if settings.text(name) and lacking:
            told = f"Có {name} nhưng thiếu {', '.join(lacking)}."
            yield danger("Khóa bí mật", told, "Đặt đủ các biến này, hoặc bỏ tất cả.", stops=True)
