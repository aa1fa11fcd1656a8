"""From a declared source to a sheet: asked, checked, kept; and the last good answer when the new one is of no use."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from loaders.errors import SourceError
from loaders.sheet import Sheet
from loaders.sources import last_good, portal, records, web
from loaders.sources.declared import Source, secret
from loaders.sql import read_query

PAUSE = 1.0  # seconds before the second attempt


@dataclass(frozen=True)
class Answer:
    """What a source says: its records, since when that is known, and what went wrong when it is not from now."""

    sheet: Sheet
    fetched_at: datetime
    problem: SourceError | None = None


def ask(source: Source, home: Path, now: datetime, *, pause: float = PAUSE) -> Answer:
    """The answer of a source.  Of a web source that fails: its last good answer, with the problem and a remark.

    Raises:
        SourceError: no answer, an answer that breaks the declaration, and nothing kept from before.
    """
    if source.kind == "sql":
        return Answer(read_query(secret(source.code, source.url), source.query), now)
    try:
        content = _fetched(source, pause)
        sheet = _sheet(source, content, now)
    except SourceError as problem:
        return _from_before(source, home, problem)
    last_good.keep(home, source.code, last_good.Kept(content, now))
    return Answer(sheet, now)


def _sheet(source: Source, content: bytes, fetched_at: datetime) -> Sheet:
    if source.kind == "portal":
        return portal.as_sheet(source, content, fetched_at)
    return records.as_sheet(source, content)


def _fetched(source: Source, pause: float) -> bytes:
    headers = {name: secret(source.code, text) for name, text in source.headers.items()}
    return web.fetch(
        source.code,
        secret(source.code, source.url),
        headers,
        timeout_seconds=source.timeout_seconds,
        attempts=source.attempts,
        pause=pause,
        body=source.body,
    )


def _from_before(source: Source, home: Path, problem: SourceError) -> Answer:
    kept = last_good.find(home, source.code)
    if kept is None:
        raise problem
    sheet = _sheet(source, kept.content, kept.fetched_at)
    text = f"{problem} Dùng câu trả lời tốt gần nhất, lúc {kept.fetched_at:%H:%M ngày %d/%m/%Y}."
    return Answer(replace(sheet, remarks=(text, *sheet.remarks)), kept.fetched_at, problem)
