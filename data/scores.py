"""Questions to the captures of scores: which days there are, what a capture says, how a unit has moved.

As in ``data.queries``: ``as_of`` is a moment (Vietnam time), without it the newest word is meant; an empty frame is an
answer.  Frames of scores have COLUMNS; ``captured_on`` is a day (datetime64).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data import scoring_rules
from data.frames import frame
from data.score_answers import ScoreKey
from data.tables import END_OF_TIME, delivery, score_item

COLUMNS = (
    "province_code", "unit_kind", "unit_code", "unit_name", "area_code", "period", "captured_on", "item_code",
    "numerator", "denominator", "score", "rank", "rank_all", "status", "published_at", "delivery_id", "sheet", "cell",
)  # fmt: skip
_score = score_item.c
_IS_CAPTURE = _score.item_code.in_([one.code for one in scoring_rules.scored()])


def captures(conn: Connection, province_code: str, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The captures of a province, newest first.

    Columns: ``captured_on``, ``unit_kind``, ``units`` (int), ``simulated`` (bool: any of them is).
    """
    simulated = sa.func.max(sa.case((_score.status == "simulated", 1), else_=0)) == 1
    query = (
        sa.select(
            _score.captured_on,
            _score.unit_kind,
            sa.func.count(sa.distinct(_score.unit_code)).label("units"),
            simulated.label("simulated"),
        )
        .where(_score.province_code == province_code, _IS_CAPTURE, *_known(as_of))
        .group_by(_score.captured_on, _score.unit_kind)
        .order_by(_score.captured_on.desc(), _score.unit_kind)
    )
    return _dated(frame(conn, query))


def provinces(conn: Connection) -> list[str]:
    """The codes of the provinces with any capture, sorted."""
    query = sa.select(_score.province_code).distinct().where(_IS_CAPTURE).order_by(_score.province_code)
    return [str(code) for code in conn.execute(query).scalars()]


def of_day(
    conn: Connection, day: date, unit_kind: str, province_code: str = "", *, as_of: datetime | None = None
) -> pd.DataFrame:
    """All that a capture says of the units of a kind, of one province or of all; sorted by unit."""
    narrowed = (_score.province_code == province_code,) if province_code else ()
    return _asked(conn, (_score.captured_on == day, _score.unit_kind == unit_kind, *narrowed), as_of)


def history(conn: Connection, unit_code: str, *, as_of: datetime | None = None) -> pd.DataFrame:
    """What every capture says of a unit's scores; sorted by day."""
    return _asked(conn, (_score.unit_code == unit_code, _IS_CAPTURE), as_of)


def dossiers(conn: Connection, province_code: str, *, as_of: datetime | None = None) -> pd.DataFrame:
    """The counts of forms about dossiers (items FORM_…) of the province's units, each of its newest period."""
    found = _asked(conn, (_score.province_code == province_code, _score.item_code.like("FORM_%")), as_of)
    newest = found.groupby(["unit_code", "item_code"])["period"].transform("max")
    return found[found["period"] == newest].reset_index(drop=True)


def revisions(conn: Connection, unit_code: str, day: date, item_code: str) -> pd.DataFrame:
    """Every word on one item of a capture, oldest first, with the delivery that said it.

    Columns: COLUMNS, then ``received_at``, ``file_name``, ``file_hash``, ``agency``, ``source``, ``layout``,
    ``layout_version``.
    """
    about = [delivery.c[name] for name in _OF_DELIVERY]
    query = sa.select(*(_score[name] for name in COLUMNS), *about).select_from(
        score_item.join(delivery, delivery.c.delivery_id == _score.delivery_id)
    )
    query = query.where(_score.unit_code == unit_code, _score.captured_on == day, _score.item_code == item_code)
    return _dated(frame(conn, query.order_by(_score.published_at, delivery.c.received_at)))


def standings(conn: Connection, keys: Sequence[ScoreKey], as_of: datetime | None = None) -> dict[ScoreKey, pd.Series]:
    """The row of each score that is known, with the delivery that said it; columns of ``revisions``."""
    if not keys:
        return {}
    about = [delivery.c[name] for name in _OF_DELIVERY]
    query = sa.select(*(_score[name] for name in COLUMNS), *about).select_from(
        score_item.join(delivery, delivery.c.delivery_id == _score.delivery_id)
    )
    query = query.where(
        _score.unit_code.in_(sorted({one.unit_code for one in keys})),
        _score.captured_on.in_(sorted({one.day for one in keys})),
        _score.item_code.in_(sorted({one.item for one in keys})),
        *_known(as_of),
    )
    found = _dated(frame(conn, query))
    places = zip(found["unit_code"], found["captured_on"], found["item_code"], strict=True)
    rows = {ScoreKey(str(unit), day.date(), str(item)): place for place, (unit, day, item) in enumerate(places)}
    return {key: found.iloc[rows[key]] for key in keys if key in rows}


_OF_DELIVERY = ("received_at", "file_name", "file_hash", "agency", "source", "layout", "layout_version")


def sources(conn: Connection, delivery_ids: Sequence[str]) -> list[str]:
    """Who is named under what came with these deliveries, each once."""
    query = sa.select(delivery.c.source).distinct().where(delivery.c.delivery_id.in_(list(delivery_ids)))
    return sorted(str(source) for source in conn.execute(query).scalars())


def _asked(conn: Connection, about: tuple[ColumnElement[bool], ...], as_of: datetime | None) -> pd.DataFrame:
    query: sa.Select[Any] = sa.select(*(_score[name] for name in COLUMNS)).where(*about, *_known(as_of))
    return _dated(frame(conn, query.order_by(_score.captured_on, _score.unit_code, _score.item_code)))


def _dated(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(captured_on=pd.to_datetime(found["captured_on"]))


def _known(as_of: datetime | None) -> tuple[ColumnElement[bool], ...]:
    if as_of is None:
        return (_score.superseded_at == END_OF_TIME,)
    return (_score.published_at <= as_of, _score.superseded_at > as_of)
