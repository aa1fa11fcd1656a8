"""Tables of what officers send and what becomes of it, in the shape of ``data.state.tables``."""

from sqlalchemy import JSON, Column, DateTime, Index, Integer, String, Table

from data.state.tables import metadata

# A draft on its way: see ``data.submission_answers.STATES``.
submission = Table(
    "submission",
    metadata,
    Column("submission_id", Integer, primary_key=True, autoincrement=True),
    Column("open_key", String, unique=True),  # account, set, period, agency, kind while it can be changed; then empty
    Column("kind", String, nullable=False),  # see data.submission_answers
    Column("province_code", String, nullable=False),
    Column("set_code", String, nullable=False),
    Column("period", String, nullable=False),
    Column("agency", String, nullable=False),  # that approves; "" where only the office can
    Column("state", String, nullable=False),
    Column("account_id", Integer),  # of the author; none in a house without accounts
    Column("author", String, nullable=False),
    Column("author_agency", String, nullable=False),
    Column("areas", JSON, nullable=False),  # that the author answered for when it was sent
    Column("file_name", String, nullable=False),  # "" of a grid
    Column("asked_period", String, nullable=False, server_default=""),  # chosen for a file; "": as the file says
    Column("findings", JSON, nullable=False),  # see ``submissions.checking``
    Column("revision", Integer, nullable=False),  # grows with every change
    Column("updated_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("sent_at", DateTime),
    Column("decided_at", DateTime),
    Column("decided_by", String, nullable=False),
    Column("words", String, nullable=False),  # why it was returned, or could not be published
    Column("delivery_id", String, nullable=False),
    Index("submission_state", "state", "submission_id"),
    Index("submission_account", "account_id", "submission_id"),
)

# One value of a submission, as it was written.
submission_cell = Table(
    "submission_cell",
    metadata,
    Column("submission_id", Integer, primary_key=True),
    Column("indicator_code", String, primary_key=True),
    Column("area_code", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("breakdown", String, primary_key=True),
    Column("measure", String, primary_key=True),
    Column("province_code", String, nullable=False),
    Column("written", String, nullable=False),
    Column("words", String, nullable=False),  # of whoever returned it
)

# A period of a set of which nothing is taken any more, unless it was reopened.
period_lock = Table(
    "period_lock",
    metadata,
    Column("lock_id", Integer, primary_key=True, autoincrement=True),
    Column("province_code", String, nullable=False),
    Column("set_code", String, nullable=False),
    Column("period", String, nullable=False),
    Column("locked_at", DateTime, nullable=False),
    Column("locked_by", String, nullable=False),
    Column("reopened_at", DateTime),
    Column("reopened_by", String, nullable=False),
    Column("reason", String, nullable=False),  # of reopening
    Index("period_lock_of", "set_code", "period"),
)
