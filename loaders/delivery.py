"""One file as it was understood, kept in a folder that is there whole or not at all."""

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Boolean, Column, Date, DateTime, Double, Table

from data import paths, reasons, tables
from loaders import quarantine
from loaders.errors import SourceError
from loaders.reading import Note, Refusal

OBSERVATION_COLUMNS = tuple(
    c.name for c in tables.observation.columns if c.name not in ("indicator_id", "superseded_at")
)
ENTRY_COLUMNS = tuple(c.name for c in tables.register_entry.columns if c.name != "superseded_at")
SCORE_COLUMNS = tuple(c.name for c in tables.score_item.columns if c.name != "superseded_at")
REFUSAL_COLUMNS = tuple(column.name for column in tables.refusal.columns)
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Delivery:
    """What a file says: the fields of ``tables.delivery``, the accepted values, the refused cells, and remarks.

    ``observations`` has OBSERVATION_COLUMNS, ``refusals`` REFUSAL_COLUMNS, ``entries`` ENTRY_COLUMNS, ``scores``
    SCORE_COLUMNS (a file is a table of values, a register, or scores of units); ``content`` is the file as it was sent.
    """

    delivery_id: str
    received_at: datetime
    published_at: datetime
    file_name: str
    file_hash: str
    layout: str
    layout_version: str
    agency: str
    province_code: str
    period: str
    simulated: bool
    source: str
    observations: pd.DataFrame
    refusals: pd.DataFrame
    notes: tuple[Note, ...]
    content: bytes
    entries: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(ENTRY_COLUMNS)))
    scores: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(SCORE_COLUMNS)))

    records: Mapping[str, pd.DataFrame] = field(default_factory=dict)  # of bulletins and stations, by name of the table

    @property
    def rows_accepted(self) -> int:
        others = sum(map(len, self.records.values()))
        return len(self.observations) + len(self.entries) + len(self.scores) + others

    @property
    def rows_refused(self) -> int:
        return len(self.refusals)

    def noting(self, more: Iterable[Note]) -> "Delivery":
        """The delivery with more remarks."""
        return replace(self, notes=(*self.notes, *more))

    def questions(self) -> Iterator[pd.DataFrame]:
        """What a preview asks the store for, a part at a time: ``indicator_code`` and ``period`` at least."""
        yield self.observations

    def sharing(self, known: pd.DataFrame) -> pd.DataFrame:
        """The accepted values, at least those whose key is among the known ones."""
        return self.observations

    def lacking(self, known: pd.DataFrame) -> pd.DataFrame:
        """The known values whose key none of the accepted ones has."""
        return without(known, self.observations, list(tables.OBSERVATION_KEY))

    def write_original(self, file: Path) -> None:
        """Writes the file as it was sent."""
        file.write_bytes(self.content)

    def write_observations(self, file: Path) -> None:
        """Writes the accepted values as Parquet, with the types of ``tables.observation``."""
        pq.write_table(_table(self.observations, tables.observation), file)

    def record(self) -> dict[str, object]:
        """The row of ``tables.delivery``; times as ISO text, all with microseconds so that they parse alike."""
        values = {column.name: getattr(self, column.name) for column in tables.delivery.columns}
        times = {name: v.isoformat(timespec="microseconds") for name, v in values.items() if isinstance(v, datetime)}
        return values | times


def without(rows: pd.DataFrame, others: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows whose key none of the others has."""
    both = rows.merge(others[key].drop_duplicates(), on=key, how="left", indicator="found")
    return both[both["found"] == "left_only"].drop(columns="found")


def delivery_id(file_hash: str, layout: str, version: str, period: str) -> str:
    """The same file read in the same way has the same id, whoever sends it and whenever."""
    return sha256("\n".join((file_hash, layout, version, period)).encode()).hexdigest()[:16]


def refusal_frame(refusals: list[Refusal], identity: str, file: str) -> pd.DataFrame:
    """Refused cells in REFUSAL_COLUMNS."""
    rows = [
        {"delivery_id": identity, "file_name": file, **asdict(r.place), "reason_code": r.code, "reason": r.reason,
         "remedy": r.remedy, **asdict(r.about)}
        for r in refusals
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(REFUSAL_COLUMNS), dtype="str")


def keep(delivery: Delivery, home: Path) -> Path:
    """Writes the delivery into its folder and returns it; a delivery that is there already changes nothing.

    Everything is written beside, flushed to disk, and moved into place in one step.

    Raises:
        SourceError: the disk is full or may not be written; nothing was kept.
    """
    folder = paths.deliveries(home) / delivery.delivery_id
    if (folder / "delivery.json").exists():
        return folder
    incoming = home / ".incoming"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        incoming.mkdir(exist_ok=True)
        _sweep(incoming)
        draft = Path(tempfile.mkdtemp(prefix=f"{delivery.delivery_id}-", dir=incoming))
        draft.chmod(0o750)
        try:
            _write(delivery, draft)
            return _move(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)  # already moved, or half-written: neither is of use
    except OSError as error:
        raise SourceError(
            delivery.file_name,
            "không lưu được vào kho; không có gì thay đổi.",
            reasons.in_brackets(error),
            "Kiểm tra dung lượng đĩa và quyền ghi của thư mục kho rồi nạp lại.",
        ) from error


def kept(home: Path) -> list[dict[str, object]]:
    """The records of all kept deliveries (columns of ``tables.delivery``, times as ISO text), oldest first."""
    files = paths.deliveries(home).glob("*/delivery.json")
    records = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    return sorted(records, key=lambda record: (record["received_at"], record["delivery_id"]))


def is_kept(delivery: Delivery, home: Path) -> bool:
    """Whether this very file was loaded before in the same way."""
    return (paths.deliveries(home) / delivery.delivery_id / "delivery.json").exists()


def _write(delivery: Delivery, draft: Path) -> None:
    (draft / "original").mkdir()
    delivery.write_original(draft / "original" / delivery.file_name)
    delivery.write_observations(draft / "observations.parquet")
    if len(delivery.entries):
        pq.write_table(_table(delivery.entries, tables.register_entry), draft / "register.parquet")
    if len(delivery.scores):
        pq.write_table(_table(delivery.scores, tables.score_item), draft / "scores.parquet")
    for name, rows in delivery.records.items():
        pq.write_table(_table(rows, tables.metadata.tables[name]), draft / f"{name}.parquet")
    pq.write_table(_table(delivery.refusals, tables.refusal), draft / "refusals.parquet")
    _write_json(draft / "notes.json", [asdict(note) for note in delivery.notes])
    _write_json(draft / "delivery.json", delivery.record())
    quarantine.keep_marked(draft)
    for path in (*draft.rglob("*"), draft):
        _flush(path)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _table(frame: pd.DataFrame, declared: Table) -> pa.Table:
    """The frame with the types of its table, also where a column is empty."""
    schema = pa.schema([(name, _arrow_type(declared.columns[name])) for name in frame.columns])
    return pa.Table.from_pandas(frame, schema, preserve_index=False)


def _arrow_type(column: Column[Any]) -> pa.DataType:
    if isinstance(column.type, Double):
        return pa.float64()
    if isinstance(column.type, Date):
        return pa.date32()
    if isinstance(column.type, Boolean):
        return pa.bool_()
    return pa.timestamp("us") if isinstance(column.type, DateTime) else pa.string()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move(draft: Path, folder: Path) -> Path:
    """Into place; when another load kept the same file in the meantime, that one stays."""
    try:
        os.replace(draft, folder)
    except OSError:
        if (folder / "delivery.json").exists():
            return folder
        raise
    _flush(folder.parent)
    return folder


def _sweep(incoming: Path) -> None:
    """Removes drafts that a killed load left more than a day ago."""
    for path in incoming.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another load has just moved its draft into place
            if time.time() - path.stat().st_mtime > DAY_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
