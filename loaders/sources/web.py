"""Asks an address for its newest answer; ``urllib3`` does, because it repeats attempts and keeps to time-outs.

Attempts are repeated when the other side is silent, breaks off, or says that it is busy or failing; each waits twice
as long as the one before.  A clear refusal (401, 404) is not repeated.
"""

import time
from collections.abc import Mapping
from contextlib import closing
from urllib.parse import urlsplit

import urllib3

from data import unreached
from loaders.errors import SourceError
from loaders.guards import MAX_BYTES, megabytes

GOOD = (200, 201)
BUSY = (429, 500, 502, 503, 504)
LONGEST_WAIT = 30  # seconds between two attempts, whatever the other side asks for
PIECE = 65_536
MEANINGS = {
    301: "máy chủ chuyển sang địa chỉ khác: ghi thẳng địa chỉ mới vào khai báo nguồn",
    302: "máy chủ chuyển sang địa chỉ khác, có thể là trang đăng nhập",
    401: "máy chủ đòi đăng nhập",
    403: "máy chủ không cho phép",
    404: "không có địa chỉ này",
    429: "máy chủ báo quá nhiều lượt hỏi",
}


def fetch(
    name: str,
    url: str,
    headers: Mapping[str, str],
    *,
    timeout_seconds: float,
    attempts: int,
    pause: float = 1.0,
    body: str = "",
) -> bytes:
    """The answer of an address, asked by POST when there is a JSON ``body``.

    Args:
        name: of the source, for messages; the address may hold secrets and is shown without its query.
        timeout_seconds: how long one attempt may take altogether.
        pause: seconds before the second attempt; doubled before each further one.

    Raises:
        SourceError: no usable answer after all attempts, or one that is too large.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(name, "địa chỉ nguồn không đúng dạng.", remedy="Ghi địa chỉ bắt đầu bằng http hoặc https.")
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    problem = ""
    for attempt in range(attempts):
        if attempt:
            time.sleep(min(pause * 2 ** (attempt - 1), LONGEST_WAIT))
        status, content, problem = _attempt(name, url, headers, timeout_seconds, body)
        if status in GOOD:
            return content
        if status and status not in BUSY:
            break
    raise SourceError(
        name,
        f"nguồn {shown} không trả lời được sau {attempt + 1} lần hỏi.",
        f"({problem}).",
        "Kiểm tra địa chỉ, khóa truy cập và đường mạng; hỏi đơn vị quản lý nguồn nếu vẫn lỗi.",
    )


def _attempt(name: str, url: str, headers: Mapping[str, str], seconds: float, body: str) -> tuple[int, bytes, str]:
    """Status (0 without one), content and problem of one attempt."""
    deadline = time.monotonic() + seconds
    timeout = urllib3.Timeout(connect=seconds, read=seconds)
    with urllib3.PoolManager(retries=False) as pool:
        try:
            sent = dict(headers) | ({"Content-Type": "application/json"} if body else {})
            answer = pool.request(
                "POST" if body else "GET", url, body=body.encode() or None, headers=sent, timeout=timeout,
                preload_content=False,
            )  # fmt: skip
            with closing(answer):
                if answer.status not in GOOD:
                    return answer.status, b"", f"mã {answer.status}: {MEANINGS.get(answer.status, 'máy chủ báo lỗi')}"
                return answer.status, _content(name, answer, deadline), ""
        except (urllib3.exceptions.HTTPError, TimeoutError) as error:
            return 0, b"", unreached.reason(error, seconds)


def _content(name: str, answer: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """All of an answer, piece by piece, so that neither a slow nor an endless one is waited for."""
    pieces, size = [], 0
    for piece in answer.stream(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise SourceError(
                name,
                f"câu trả lời lớn hơn {megabytes(MAX_BYTES)}.",
                remedy="Thêm điều kiện theo kỳ vào địa chỉ nguồn.",
            )
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)
