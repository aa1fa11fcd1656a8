"""Answers of a version that machines share, in Redis where one is given: what one worked out no other works out again.

A version never changes, so neither does an answer; it is forgotten an hour after it was worked out, or when Redis needs
the room.  An answer travels as a pickle, and a pickle may do anything when it is opened: each is sealed under its name
with a key drawn from the secret of the installation, and what bears no seal of ours is never opened.
"""

import hashlib
import hmac
import logging
import pickle
import struct
import sys
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
from redis import Redis

from data import redis_server, settings
from data.state import secret

log = logging.getLogger("chiso")

Answer = TypeVar("Answer")
KEPT = 3600  # seconds
WORTH = 0.01  # seconds: what is worked out sooner is not worth a way over the network
LARGEST = 4 << 20  # bytes of an answer that travels
CODEC, LENGTH = "zstd", struct.Struct("<Q")
SEAL = 32
SOURCES = (".py", ".csv", ".toml")
UNPACKABLE = (pickle.PicklingError, TypeError, AttributeError)  # what an answer that cannot travel raises
PLAIN = (str, int, float, bool, bytes, date, type(None))


class Answers:
    """The answers to questions of one version."""

    def __init__(self, server: Redis, key: bytes, version: str, *, worth: float = WORTH) -> None:
        """``worth``: how many seconds it must take to work out an answer that is shared."""
        self._server, self._version, self._worth = server, version, worth
        self._key = hmac.digest(key, b"answers of versions", "sha256")
        self._standing = redis_server.Standing("mỗi tiến trình đang tự nhớ")

    def recall(self, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
        """What any machine answered; otherwise what ``ask`` answers, from now on known to all."""
        return self.recall_each({"": asked}, lambda _: {"": ask()})[""]

    def recall_each(
        self, asked: Mapping[str, Hashable], ask: Callable[[list[str]], Mapping[str, Answer]]
    ) -> dict[str, Answer]:
        """The same of several, by name; what no machine knows is asked for together."""
        known = self._find(asked.values())
        answers: dict[str, Answer] = {name: known[one] for name, one in asked.items() if one in known}
        new = [name for name in asked if name not in answers]
        if new:
            started = time.perf_counter()
            fetched = ask(new)
            answers.update(fetched)
            if time.perf_counter() - started >= self._worth:
                self._keep({asked[name]: fetched[name] for name in new})
        return answers

    def _find(self, asked: Iterable[Hashable]) -> dict[Hashable, Any]:
        """Those of the answers that are known."""
        names = {name: one for one in asked if (name := self._name(one))}
        if not names or not self._standing.is_asked:
            return {}
        try:
            kept: Any = self._server.mget(names)
        except redis_server.TROUBLES as error:
            self._standing.failed(error)
            return {}
        self._standing.answered()
        return {
            names[name]: _unpacked(whole[SEAL:])
            for name, whole in zip(names, kept, strict=True)
            if whole and self._is_ours(name, whole)
        }

    def _keep(self, answers: Mapping[Hashable, Any]) -> None:
        """Makes answers known to all, as far as they may travel."""
        if not self._standing.is_asked:
            return
        packed = {name: _packed(answer) for asked, answer in answers.items() if (name := self._name(asked))}
        try:
            for name, whole in packed.items():
                if 0 < len(whole) <= LARGEST:
                    self._server.set(name, self._seal(name, whole) + whole, ex=KEPT)
        except redis_server.TROUBLES as error:
            self._standing.failed(error)

    def _name(self, asked: Hashable) -> str:
        """Under which an answer is kept: tells nothing to whoever reads along; empty for what may not travel."""
        try:
            told = _told((_program(), self._version, asked))
        except UntoldError:
            return ""
        return "chiso:answer:" + hmac.new(self._key, told.encode(), "sha256").hexdigest()

    def _seal(self, name: str, packed: bytes) -> bytes:
        return hmac.digest(self._key, name.encode() + packed, "sha256")

    def _is_ours(self, name: str, whole: Any) -> bool:
        return hmac.compare_digest(whole[:SEAL], self._seal(name, whole[SEAL:]))


def _packed(answer: Any) -> bytes:
    """Its length and itself, pressed: tables repeat themselves.  Nothing for what cannot travel."""
    try:
        plain = pickle.dumps(answer)
    except UNPACKABLE as error:
        log.warning("an answer stays in its process: %s", error)
        return b""
    pressed: bytes = pa.compress(plain, codec=CODEC, asbytes=True)
    return LENGTH.pack(len(plain)) + pressed


def _unpacked(packed: bytes) -> Any:
    """Only of what bears our seal."""
    plain = pa.decompress(packed[LENGTH.size :], *LENGTH.unpack_from(packed), codec=CODEC, asbytes=True)
    return pickle.loads(plain)  # noqa: S301  # sealed by us


class UntoldError(Exception):
    """Something in a question has no name that every process knows."""


def _told(part: Any) -> str:
    """A part of a question in words that are the same in every process."""
    if isinstance(part, Enum):
        return f"{_named(type(part))}.{part.name}"
    if isinstance(part, PLAIN):
        return f"{type(part).__name__} {part!r}"
    if isinstance(part, tuple | list):
        return f"[{','.join(map(_told, part))}]"
    if isinstance(part, set | frozenset):
        return f"{{{','.join(sorted(map(_told, part)))}}}"
    if isinstance(part, FunctionType):
        return _named(part)
    if is_dataclass(part) and not isinstance(part, type):
        return f"{_named(type(part))}{_told([getattr(part, one.name) for one in fields(part) if one.compare])}"
    raise UntoldError(type(part).__name__)


def _named(what: Any) -> str:
    if "<" in what.__qualname__:  # made inside a function: others may bear the name
        raise UntoldError(what.__qualname__)
    return f"{what.__module__}.{what.__qualname__}"


@cache
def _program() -> str:
    """What questions and answers are made of, catalogue and libraries too: another program may answer otherwise."""
    home = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{sys.version} {pd.__version__} {np.__version__}".encode())
    files = [file for name in ("data", "geo") for file in (home / name).rglob("*.*") if file.suffix in SOURCES]
    for file in sorted(files):
        digest.update(f"{file.relative_to(home)}\n".encode() + file.read_bytes())
    return digest.hexdigest()


@cache
def _server(address: str) -> Redis:
    return Redis.from_url(address, **redis_server.options())


def of_version(name: str) -> Answers | None:
    """What machines share of a version; None where there is no Redis, or an address that is none.

    Raises:
        SecretError: the installation has no key that can be trusted.
    """
    try:
        address = redis_server.address()
    except settings.SettingError as error:  # no server starts with it; commands go on
        log.warning("%s", error)
        return None
    return Answers(_server(address), secret.key().encode(), name) if address else None
