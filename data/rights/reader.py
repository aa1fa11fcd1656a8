"""Who reads now.  The server says so at the start of each request; outside of requests it is the house itself.

A request begins as ``NOBODY``, to whom every question answers nothing, until the server knows better: what forgets to
ask who reads shows too little, never too much.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

COUNTRY = "VN"


@dataclass(frozen=True)
class Reader:
    """Somebody with a role, as far as it goes: in which areas, for which agencies."""

    account_id: int | None  # None of the house, of a screen, and where nobody has an account
    name: str
    agency: str  # of the person, as signatures write it
    role: str  # see data.rights.roles
    province_code: str  # "VN" of the whole country
    areas: tuple[str, ...]  # a province's code is all of it; else codes of communes
    agencies: tuple[str, ...]  # whose restricted indicators are the reader's too, as the catalogue names them


HOUSE = Reader(None, "", "", "house", "", (), ())  # the server's own work and the command line: everything
NOBODY = Reader(None, "", "", "nobody", "", (), ())

_reader: ContextVar[Reader] = ContextVar("chiso_reader", default=HOUSE)
_address: ContextVar[str] = ContextVar("chiso_address", default="")


def current() -> Reader:
    """Who reads now."""
    return _reader.get()


@contextmanager
def acting(reader: Reader) -> Iterator[None]:
    """Everything within is asked and done by ``reader``."""
    before = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(before)


def enter(reader: Reader) -> None:
    """From now on, in this thread, ``reader`` reads: for a server, whose requests begin and end in different calls."""
    _reader.set(reader)


def address() -> str:
    """From where the reader asks; "" of the house itself and the command line."""
    return _address.get()


def enter_from(where: str) -> None:
    """From now on, in this thread, the reader asks from ``where``; "" once the request is over."""
    _address.set(where)
