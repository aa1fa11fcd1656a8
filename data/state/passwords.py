"""Passwords: argon2id, rules that ask for length first, and passwords that are told once and changed at first use."""

import re
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from data.state.account_settings import AccountSettings
from data.state.account_words import AccountError

LONGEST = 256
FEWEST_SIGNS = 5  # different ones
AT_ONCE = 2  # each takes its memory: a crowd of guesses must not take the server's
# Roads that fingers know by heart.
ROADS = ("0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc")
WEAK = ("password", "matkhau", "chiso", "admin", "quantri", "vietnam", "letmein", "welcome", "iloveyou", "anhyeuem")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another

# 46 MiB and two passes: about a tenth of a second, far from the 400 ms that a sign-in may take.
_hasher = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1, hash_len=32, salt_len=16)
_turns = threading.BoundedSemaphore(AT_ONCE)
_NOBODYS = _hasher.hash(secrets.token_hex(16))  # what a name is held against that nobody has


def hashed(password: str) -> str:
    with _turns:
        return _hasher.hash(_same(password))


def fits(password: str, kept: str) -> bool:
    """Whether a password belongs to a hash; takes as long without any hash, so that nobody learns which names exist."""
    with _turns:
        try:
            return _hasher.verify(kept or _NOBODYS, _same(password)) and bool(kept)
        except VerifyMismatchError:
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def one_time() -> str:
    """A drawn password that is told once: 100 bits in groups that can be read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


def require_good(password: str, login: str, rules: AccountSettings) -> None:
    """Raises AccountError with what is wrong with a new password."""
    text = _same(password)
    if len(text) < rules.min_length:
        raise AccountError("password_short", least=rules.min_length)
    if len(text) > LONGEST:
        raise AccountError("password_long", most=LONGEST)
    if len(set(text)) < FEWEST_SIGNS:
        raise AccountError("password_same_signs", least=FEWEST_SIGNS)
    folded = _folded(text)
    own = _folded(login.partition("@")[0])
    rest = folded
    for part in sorted({own, *WEAK, *map(_folded, rules.weak_words)} - {""}, key=len, reverse=True):
        rest = rest.replace(part, "") if len(part) > 2 else rest
    for road in ROADS:
        rest = re.sub("|".join(re.escape(road[i : i + 4]) for i in range(len(road) - 3)), "", rest)
    # What everybody knows counts for nothing; what is left has to be a secret of its own.
    if len(rest) < rules.min_length // 2 and rest != folded:
        raise AccountError("password_known")


def _same(password: str) -> str:
    # One word, however the keyboard composes its accents.
    return unicodedata.normalize("NFKC", password)


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(one for one in bare if one.isalnum())
