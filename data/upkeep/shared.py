"""What is shared over Redis: whether it answers, and whether others could read along."""

from collections.abc import Iterator

from redis import Redis

from data import redis_server, settings
from data.upkeep.findings import Finding, danger, fine, notice, warning

SUBJECT = "Redis"


def of_address() -> Iterator[Finding]:
    """Only what is wrong with the address: the server does not start with it."""
    try:
        redis_server.address()
    except settings.SettingError as error:
        yield danger(SUBJECT, str(error), "Sửa hoặc bỏ biến môi trường này.", stops=True)


def found() -> Iterator[Finding]:
    """Asked once; nothing is written."""
    if wrong := list(of_address()):
        yield from wrong
        return
    address = redis_server.address()
    if not address:
        yield notice(SUBJECT, "Không dùng: mỗi tiến trình tự đếm số yêu cầu và tự nhớ kết quả.")
        return
    if redis_server.is_open_to_others(address):
        told = "Ở máy khác mà thiếu mật khẩu hoặc TLS: ai vào được mạng đó đọc được số liệu đã tính."
        yield warning(SUBJECT, told, f"Đặt {redis_server.SETTING}=rediss://:MẬT_KHẨU@MÁY:6379/0.")
    yield _answering(address)


def _answering(address: str) -> Finding:
    try:
        with Redis.from_url(address, **redis_server.options()) as server:
            server.ping()
    except redis_server.TROUBLES as error:
        told = f"Không trả lời ({type(error).__name__}); mỗi tiến trình đang tự đếm và tự nhớ."
        return warning(SUBJECT, told, "Xem Redis còn chạy không, địa chỉ và mật khẩu có đúng không.")
    return fine(SUBJECT, "Đang trả lời.")
