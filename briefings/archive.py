"""What a briefing may tell: it goes to many hands, so nothing that is shared with some of the office only.

Whoever writes, opens or makes one reads as the document itself: all that the offices of its province share, and
nothing restricted.  Who may not read that much of the province reads nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from data import catalogue, engine
from data.rights import reach
from data.rights.reader import NOBODY, Reader, acting, current
from data.state import accounts, store


@contextmanager
def archive(set_code: str) -> Iterator[Connection]:
    """The warehouse as the briefings of a set's province may tell it."""
    with acting(document(catalogue.sets()[set_code].province_code)), engine.connect() as conn:
        yield conn


def document(province_code: str) -> Reader:
    """Who reads for a briefing; the house itself as long as nobody has an account, and everybody reads everything."""
    who = current()
    if who.role == "house" and not _has_accounts():
        return who
    where = reach.of(who).offices()
    if not (where.everywhere or province_code in where.provinces):
        return NOBODY
    return Reader(None, who.name, who.agency, "document", province_code, (province_code,), ())


def _has_accounts() -> bool:
    if not store.begun():
        return False
    with store.reading() as conn:
        return accounts.any_account(conn)
