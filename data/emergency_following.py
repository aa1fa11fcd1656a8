"""What a page about the events of a province rests on, to tell whether anything has changed since it was drawn."""

from pathlib import Path

from sqlalchemy import Connection

from data import remembered
from data.playbooks.contacts import FILE
from data.state import journal


def standing(conn: Connection, state: Connection, province_code: str, home: Path) -> dict[str, str]:
    """``version`` of the data, ``steps`` taken in the events of the province, and when ``contacts`` were last kept."""
    book = home / FILE
    return {
        "version": str(remembered.version(conn)["version"]),
        "steps": str(journal.count(state, f"event:{province_code}:")),
        "contacts": str(book.stat().st_mtime_ns) if book.exists() else "",
    }
