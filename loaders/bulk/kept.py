"""A delivery whose values are never held as Python objects: its observations are a file from the beginning."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from data.tables import OBSERVATION_KEY
from loaders.bulk.outcome import JOINED, SPELLED, TOGETHER, Outcome, name_tables
from loaders.bulk.plain import Folder
from loaders.bulk.survey import Survey
from loaders.delivery import ENTRY_COLUMNS, OBSERVATION_COLUMNS, SCORE_COLUMNS, Delivery
from loaders.reading import Note

# The few texts that stand in millions of rows.
WORDS = (
    ("about", "code"),
    ("spots", "code"),
    ("times", "text"),
    ("frequencies", "text"),
    ("members", "text"),
    ("measured", "measure"),
    ("measured", "basis"),
    ("statuses", "text"),
)


class BulkDelivery(Delivery):
    """A delivery like any other, but for its weight.

    ``observations`` and ``content`` are read from disk when somebody asks for them; ``keep`` copies the files.
    """

    @classmethod
    def of(cls, outcome: Outcome, **fields: object) -> "BulkDelivery":
        """The delivery that an outcome is; ``fields``: those of ``Delivery`` without observations and content."""
        made = object.__new__(cls)
        for name, value in {**fields, "about": outcome.about, "folder": outcome.folder}.items():
            object.__setattr__(made, name, value)
        _write(outcome, made.file, made.delivery_id, made.published_at)
        outcome.conn.close()
        made.about.require_unchanged()
        return made

    about: ClassVar[Survey]  # set on each
    folder: ClassVar[Folder]

    @property
    def file(self) -> Path:
        """Where the observations are until they are kept."""
        return self.folder.path / "observations.parquet"

    @cached_property
    def observations(self) -> pd.DataFrame:
        frame: pd.DataFrame = pq.read_table(self.file, columns=list(OBSERVATION_COLUMNS)).to_pandas()
        return frame

    @cached_property
    def entries(self) -> pd.DataFrame:
        """None: registers are never read by sets."""
        return pd.DataFrame(columns=list(ENTRY_COLUMNS))

    @cached_property
    def scores(self) -> pd.DataFrame:
        """None: captures of scores are never read by sets."""
        return pd.DataFrame(columns=list(SCORE_COLUMNS))

    @cached_property
    def records(self) -> Mapping[str, pd.DataFrame]:
        """None, either."""
        return {}

    @property
    def content(self) -> bytes:
        return self.about.path.read_bytes()

    @cached_property
    def rows_accepted(self) -> int:
        return int(pq.read_metadata(self.file).num_rows)

    def noting(self, more: Iterable[Note]) -> "BulkDelivery":
        object.__setattr__(self, "notes", (*self.notes, *more))  # its files are its own: there is no second one
        return self

    def questions(self) -> Iterator[pd.DataFrame]:
        with duckdb.connect() as conn:
            query = "SELECT DISTINCT indicator_code, period FROM read_parquet($file) ORDER BY ALL"
            spoken = conn.execute(query, {"file": str(self.file)}).df()
        codes = spoken["indicator_code"].unique()
        for start in range(0, len(codes), TOGETHER):
            yield spoken[spoken["indicator_code"].isin(codes[start : start + TOGETHER])]

    def sharing(self, known: pd.DataFrame) -> pd.DataFrame:
        with duckdb.connect() as conn:
            conn.register("known", known[list(OBSERVATION_KEY)])
            query = f"FROM read_parquet($file) SEMI JOIN known USING ({', '.join(OBSERVATION_KEY)})"
            return conn.execute(query, {"file": str(self.file)}).df()

    def lacking(self, known: pd.DataFrame) -> pd.DataFrame:
        with duckdb.connect() as conn:
            conn.register("known", known)
            said = "FROM read_parquet($file) WHERE indicator_code IN (SELECT DISTINCT indicator_code FROM known)"
            query = f"FROM known ANTI JOIN ({said}) USING ({', '.join(OBSERVATION_KEY)})"
            return conn.execute(query, {"file": str(self.file)}).df()

    def write_original(self, file: Path) -> None:
        """Copies the file as it was sent.  Raises ``SourceError`` when it is no longer what was read."""
        shutil.copyfile(self.about.path, file)
        self.about.require_unchanged()

    def write_observations(self, file: Path) -> None:
        shutil.copyfile(self.file, file)


def _write(outcome: Outcome, file: Path, identity: str, published: datetime) -> None:
    """The accepted values as OBSERVATION_COLUMNS, in a Parquet file."""
    name_tables(outcome)
    _enumerate(outcome.conn)
    columns = ", ".join(OBSERVATION_COLUMNS)
    target = str(file).replace("'", "''")
    outcome.conn.execute(
        f"COPY (SELECT {columns} FROM (SELECT {SPELLED}, TIMESTAMP '{published.isoformat(sep=' ')}' AS published_at, "
        f"'{identity}' AS delivery_id FROM ({JOINED.format(rows='accepted')}))) TO '{target}' (FORMAT parquet)"
    )


def _enumerate(conn: duckdb.DuckDBPyConnection) -> None:
    """Makes the words enumerations: their dictionaries are known, those of texts would be gathered row by row."""
    for table, column in WORDS:
        conn.execute(f"CREATE TYPE {table}_{column} AS ENUM (SELECT DISTINCT {column} FROM {table})")
        conn.execute(f"ALTER TABLE {table} ALTER {column} TYPE {table}_{column}")
