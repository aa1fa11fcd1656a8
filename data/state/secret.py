"""The key that cookies are signed with: ``CHISO_SECRET_KEY``, or a file of the store that is drawn at first need.

Several machines before one state database need the same key: there it is given in the environment.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from data import paths

FILE = "secret.key"
SHORTEST = 32


class SecretError(Exception):
    """There is no key that can be trusted; the message is a Vietnamese sentence that says what to do."""


def key() -> str:
    """Raises SecretError for a key that is too short, or whose file others may read."""
    given = os.environ.get("CHISO_SECRET_KEY")
    if given is not None:
        return _long_enough(given.strip(), "CHISO_SECRET_KEY")
    file = paths.home() / FILE
    with suppress(FileExistsError):  # another worker was first
        _draw(file)
    if file.stat().st_mode & 0o077:
        raise SecretError(f"Tệp khóa {file} để người khác đọc được. Chạy: chmod 600 {file}")
    return _long_enough(file.read_text(encoding="ascii").strip(), str(file))


def _draw(file: Path) -> None:
    """Writes the key whole under its name or not at all."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_name(f".{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secrets.token_urlsafe(48))
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(made, file)
    finally:
        made.unlink()


def _long_enough(found: str, where: str) -> str:
    if len(found) < SHORTEST:
        raise SecretError(f"Khóa bí mật ở {where} quá ngắn: cần ít nhất {SHORTEST} ký tự ngẫu nhiên.")
    return found
