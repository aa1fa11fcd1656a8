"""Tables of accounts and what they are signed in with, in the shape of ``data.state.tables``.

Of everything that opens a door only a hash is kept; what an authenticator app shares with us cannot be one.
"""

from sqlalchemy import JSON, Boolean, Column, DateTime, Index, Integer, String, Table

from data.state.tables import metadata

account = Table(
    "account",
    metadata,
    Column("account_id", Integer, primary_key=True, autoincrement=True),
    Column("login", String, nullable=False),  # as it was written
    Column("login_key", String, nullable=False, unique=True),  # as it is compared, see ``accounts.key_of``
    Column("name", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("role", String, nullable=False),  # see data.rights.roles
    Column("province_code", String, nullable=False),
    Column("areas", JSON, nullable=False),
    Column("agencies", JSON, nullable=False),
    Column("password_hash", String, nullable=False),  # argon2id; "" of whoever signs in elsewhere
    Column("password_at", DateTime, nullable=False),  # Vietnam time, without zone
    Column("must_change", Boolean, nullable=False),  # the password was given by somebody else
    Column("totp_secret", String, nullable=False),  # "" without a second step
    Column("totp_step", Integer, nullable=False),  # of the last code that was used: no code works twice
    Column("issuer", String),  # of whoever signs in elsewhere: whose word we take, and their name there
    Column("subject", String),
    Column("language", String, nullable=False),  # "" until one is chosen
    Column("made_at", DateTime, nullable=False),
    Column("disabled_at", DateTime),
    Index("account_elsewhere", "issuer", "subject", unique=True),
)

# Codes on paper, for whoever has lost the phone: each works once.
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("code_hash", String, primary_key=True),
)

session = Table(
    "session",
    metadata,
    Column("session_id", Integer, primary_key=True, autoincrement=True),
    Column("token_hash", String, nullable=False, unique=True),
    Column("account_id", Integer, nullable=False),
    Column("stage", String, nullable=False),  # see data.state.sessions.STAGES
    Column("csrf", String, nullable=False),
    Column("began_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("address", String, nullable=False),
    Column("agent", String, nullable=False),  # what the browser calls itself
    Index("session_account", "account_id"),
    Index("session_began", "began_at"),
)

# How often somebody tried in vain; ``key`` is a hash, because people type passwords where names belong.
attempt = Table(
    "attempt",
    metadata,
    Column("key", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", DateTime, nullable=False),
    Column("locked_until", DateTime),
    Index("attempt_last", "last_at"),
)
