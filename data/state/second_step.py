"""The second step of a sign-in: codes of an authenticator app (TOTP, RFC 6238), and codes on paper for a lost phone.

A code is good for its half minute and the one before and after, because clocks differ, and never twice.
"""

import hashlib
import secrets
from datetime import datetime

import pyotp
import sqlalchemy as sa
from pyotp.utils import strings_equal
from sqlalchemy import Connection

from data import clock
from data.state import journal, passwords
from data.state.account_settings import settings
from data.state.account_tables import account, recovery_code
from data.state.account_words import AccountError
from data.state.accounts import Account, person
from data.state.passwords import LETTERS

STEP = 30  # seconds
AROUND = (0, -1, 1)  # steps
HOW_MANY = 10


def draw() -> str:
    """A secret for an authenticator app, of 160 bits."""
    return pyotp.random_base32()


def address(secret: str, login: str) -> str:
    """What an authenticator app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="Chiso")


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step that a code belongs to; None for a wrong one."""
    app = pyotp.TOTP(secret)
    current = int(now.replace(tzinfo=clock.VIETNAM).timestamp()) // STEP
    typed = code.replace(" ", "")
    return next((current + by for by in AROUND if strings_equal(app.generate_otp(current + by), typed)), None)


def use(conn: Connection, account_id: int, code: str, now: datetime) -> bool:
    """Whether a code of the app or of the paper is good; it is used up then, whoever else tries it at this moment."""
    own = account.c.account_id == account_id
    secret = conn.execute(sa.select(account.c.totp_secret).where(own)).scalar()
    if not secret:
        return False
    step = step_of(str(secret), code, now)
    if step is None:
        on_paper = (recovery_code.c.account_id == account_id, recovery_code.c.code_hash == _hash(code))
        return bool(conn.execute(sa.delete(recovery_code).where(*on_paper)).rowcount)
    newer = sa.update(account).where(own, account.c.totp_step < step)
    return bool(conn.execute(newer.values(totp_step=step)).rowcount)


def switch_on(conn: Connection, one: Account, secret: str, code: str, now: datetime) -> list[str]:
    """Keeps a secret once its app has shown a code for it; gives the codes for the paper, which are told only now.

    Raises AccountError for a wrong code.
    """
    step = step_of(secret, code, now)
    if step is None:
        raise AccountError("code_wrong")
    own = account.c.account_id == one.account_id
    conn.execute(sa.update(account).where(own).values(totp_secret=secret, totp_step=step))
    journal.write(conn, person(one), "account.second_step_on", f"account:{one.holder.login}", at=now)
    return _new_paper(conn, one.account_id)


def switch_off(conn: Connection, one: Account, password: str, now: datetime) -> None:
    """Raises AccountError for a wrong password, and where the province asks for codes."""
    if one.holder.role in settings().second_step_roles:
        raise AccountError("second_step_required")
    if not passwords.fits(password, one.password_hash):
        raise AccountError("password_wrong")
    conn.execute(sa.update(account).where(account.c.account_id == one.account_id).values(totp_secret="", totp_step=0))
    conn.execute(sa.delete(recovery_code).where(recovery_code.c.account_id == one.account_id))
    journal.write(conn, person(one), "account.second_step_off", f"account:{one.holder.login}", at=now)


def left(conn: Connection, account_id: int) -> int:
    """How many codes on paper are left."""
    own = recovery_code.c.account_id == account_id
    return int(conn.execute(sa.select(sa.func.count()).select_from(recovery_code).where(own)).scalar_one())


def _new_paper(conn: Connection, account_id: int) -> list[str]:
    conn.execute(sa.delete(recovery_code).where(recovery_code.c.account_id == account_id))
    told = ["-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3)) for _ in range(HOW_MANY)]
    conn.execute(sa.insert(recovery_code), [{"account_id": account_id, "code_hash": _hash(one)} for one in told])
    return told


def _hash(code: str) -> str:
    bare = "".join(one for one in code.casefold() if one.isalnum())
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()
