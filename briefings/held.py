"""What a reader took from a page as it stood there: a table, a chart or a map, held in the outline of a briefing.

A page's own chart or map of an indicator is asked for anew by each briefing (``sections.group``).  Anything else that
can be seen goes into a briefing as it was seen: its rows, what was said above them, the page, the moment, the version.
It travels through a file of the store (``keep``, ``taken``), because a link is too short for it, and from then on it is
part of the outline.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from briefings import held_blocks
from briefings.appendix import is_key, origins
from briefings.context import Built, Context
from briefings.outline import Part
from components import formats
from components.sentences import Piece
from exports import seen, tables
from exports.briefing import scatter

SHOWS: Final = ("table", "chart", "map")
FORMS: Final = ("line", "column", "bar", scatter.KIND)
ROLES: Final = ("now", "before", "plan")
FOLDER: Final = Path("briefings", "held")
MOST_ROWS: Final = 400  # more is no table that anybody reads in a briefing
MOST_SIGNS: Final = 150_000  # of one, as JSON
MOST_TOGETHER: Final = 500_000  # of all that one outline holds: the editor sends it with every step
MOST_FRAMES: Final = 12  # maps side by side
MOST_KEPT: Final = 200  # files that wait to be taken into a briefing; the oldest go
CHANGED: Final = (
    "số liệu nay trong kho không còn đúng như lúc trích (đã được sửa, hoặc trang đọc ở đơn vị khác): "
    "giữ nguyên như đã thấy và không dẫn tới dòng nguồn."
)
KEY = re.compile(r"[0-9a-f]{20}")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class HeldError(Exception):
    """It cannot be added to a briefing; the message is a Vietnamese sentence."""


def read(sent: object, at: datetime) -> dict[str, Any]:
    """What a browser sent, sound and plain: ``told``, ``page``, ``page_name``, ``at``, ``show``, ``columns``, ``rows``,
    ``keys``, and of a chart ``form``, ``roles`` and ``parted`` (the column by whose words it is several charts, such
    as those of a ranking), whether it is ``ordered`` (a list in its order), of a map ``painted``.

    Raises:
        HeldError: it is nothing that was seen on a page, or too large; the sentence says what to do.
    """
    try:
        frame, about = seen.read(sent)
    except seen.NotATableError as error:
        raise HeldError("Không đọc được phần cần thêm vào báo cáo. Tải lại trang rồi thử lại.") from error
    known: Mapping[str, Any] = sent if isinstance(sent, Mapping) else {}
    if not len(frame):
        raise HeldError("Phần này chưa có số liệu nào nên chưa thêm được vào báo cáo. Bỏ bớt bộ lọc rồi thử lại.")
    if len(frame) > MOST_ROWS:
        raise HeldError(
            f"Bảng có {formats.number(len(frame))} dòng; báo cáo nhận nhiều nhất {MOST_ROWS} dòng. "
            "Lọc hoặc tìm trong bảng cho gọn rồi thêm lại, hoặc tải bảng về dạng XLSX."
        )
    parted = known.get("parted")
    made = {
        "told": vars(about),
        "page": _page(known.get("page")),
        "page_name": str(known.get("page_name") or "")[:300],
        "at": f"{at:%Y-%m-%dT%H:%M}",
        "show": known.get("show") if known.get("show") in SHOWS else "table",
        "columns": [{"name": one["name"][:300], "kind": one["kind"]} for one in known["columns"]],
        "rows": [[_cell(cell) for cell in row] for row in known["rows"]],
        "keys": _keys(known.get("keys"), len(frame), len(frame.columns)),
        "form": known.get("form") if known.get("form") in FORMS else "line",
        "parted": parted if parted in range(len(frame.columns)) else None,
        "ordered": known.get("ordered") is True,
        "roles": [one if one in ROLES else "before" for one in _list(known.get("roles"))],
        "painted": _painted(known.get("painted"), len(frame)) if known.get("show") == "map" else {},
    }
    if len(json.dumps(made, ensure_ascii=False)) > MOST_SIGNS:
        raise HeldError("Bảng này quá dài cho một báo cáo. Lọc cho gọn rồi thêm lại, hoặc tải bảng về dạng XLSX.")
    return made


def _cell(value: object) -> str | float | None:
    return value if value is None or isinstance(value, int | float) else str(value)[:2000]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _page(value: object) -> str:
    """An address of our own, as it stands behind the origin."""
    text = str(value or "")[:1000]
    return text if text.startswith("/") and not text.startswith("//") else "/"


def _keys(value: object, rows: int, columns: int) -> list[list[str]]:
    """The key of each number that has a source; empty texts elsewhere."""
    sent = _list(value)
    if len(sent) != rows or any(len(_list(row)) != columns for row in sent):
        return [[""] * columns for _ in range(rows)]
    return [[str(key) if is_key(str(key)) else "" for key in row] for row in sent]


def _painted(value: object, rows: int) -> dict[str, Any]:
    """Classes and words of a map; without a class where they do not fit the rows."""
    known: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    colours = [str(one) for one in _list(known.get("colours")) if COLOUR.fullmatch(str(one))]
    made = {
        "measure": str(known.get("measure") or "")[:300],
        "colours": colours,
        "labels": [str(one)[:100] for one in _list(known.get("labels"))][: len(colours)],
        **_classed(known, rows, len(colours)),
        "symbols": held_blocks.figure(known.get("symbols")) or 0.0,
    }
    frames = [one for one in _list(known.get("frames")) if isinstance(one, Mapping)][:MOST_FRAMES]
    if frames:
        made["frames"] = [
            {"label": str(one.get("label") or "")[:100], **_classed(one, rows, len(colours))} for one in frames
        ]
    return made


def _classed(known: Mapping[str, Any], rows: int, classes: int) -> dict[str, Any]:
    """The class of each row of one map, and how many are in each."""
    levels = [one if isinstance(one, int) and 0 <= one < classes else None for one in _list(known.get("levels"))]
    return {
        "counts": [int(one) for one in _list(known.get("counts")) if isinstance(one, int)][:classes],
        "levels": levels if len(levels) == rows else [None] * rows,
    }


def laid(home: Path, sent: object, at: datetime) -> tuple[str, str]:
    """Lays what a browser sent where a briefing can take it: the key by which it is taken, and what it shows.

    Raises:
        HeldError: as ``read``.
    """
    made = read(sent, at)
    return keep(home, made), str(made["show"])


def keep(home: Path, made: Mapping[str, Any]) -> str:
    """Writes it whole or not at all; its key."""
    text = json.dumps(made, ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(text.encode()).hexdigest()[:20]
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f".{key}.{os.getpid()}"
    making.write_text(text, encoding="utf-8")
    making.replace(folder / f"{key}.json")
    by_age = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_age[MOST_KEPT:]:
        old.unlink(missing_ok=True)
    return key


def taken(home: Path, key: str) -> dict[str, Any] | None:
    """What was laid ready under a key; None when it is there no more."""
    file = home / FOLDER / f"{key}.json"
    if not KEY.fullmatch(key) or not file.is_file():
        return None
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def held(context: Context, part: Part) -> Built:
    """The section: where it was seen and when, then the table, chart or map as it stood there."""
    one = part.held
    if not one:
        return Built("Phần trích này không còn. Mở trang có bảng, biểu đồ, bản đồ đó rồi thêm lại.", {})
    about = tables.About(**one["told"])
    at = datetime.fromisoformat(one["at"])
    where = f"«{one['page_name']}» ({one['page'].partition('?')[0]})" if one["page_name"] else one["page"]
    said = f"Trích từ trang {where} lúc {at:%H:%M} ngày {at:%d/%m/%Y}"
    said += f", phiên bản số liệu {about.version}." if about.version else "."
    keys = _still_true(context, one)
    if changed := sum(bool(key) for row in one["keys"] for key in row) - sum(bool(key) for row in keys for key in row):
        said += f" {formats.number(changed)} {CHANGED}"
    one = {**one, "keys": keys}
    drawn = held_blocks.DRAWN[one["show"]](context, one, about) if one["show"] in part.shows else []
    lists = held_blocks.table(context, one, about) if "table" in part.shows and one["show"] != "table" else []
    return Built("{nơi trích}", {"nơi trích": (Piece(said),)}, (*drawn, *lists), about.simulated, _sources(about))


def _still_true(context: Context, one: Mapping[str, Any]) -> list[list[str]]:
    """The keys of the numbers that still stand as they were seen: one that was revised leads to no other figure."""
    wanted = [key for row in one["keys"] for key in row if key]
    known = {found.key: found.figure for found in origins(context.conn, wanted, context.province_code, context.as_of)}
    return [
        [key if _read(value) == known.get(key) else "" for value, key in zip(row, keys, strict=True)]
        for row, keys in zip(one["rows"], one["keys"], strict=True)
    ]


def _read(value: Any) -> str:
    return formats.number(value) if isinstance(value, int | float) else str(value)


def _sources(about: tables.About) -> tuple[str, ...]:
    return (about.source,) if about.source else ()
