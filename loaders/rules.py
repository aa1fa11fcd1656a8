"""The checks of ``data.rules`` as loaders use them, and a refused cell in the words of its check."""

from data.rules import (
    FILE,
    IDENTITIES_FILE,
    IDENTITY_KINDS,
    OVERRULED,
    SEVERITIES,
    Identity,
    Rule,
    identities,
    is_share,
    rule,
    rules,
)
from loaders.errors import CellError

__all__ = [
    "FILE",
    "IDENTITIES_FILE",
    "IDENTITY_KINDS",
    "OVERRULED",
    "SEVERITIES",
    "Identity",
    "Rule",
    "error",
    "identities",
    "is_share",
    "rule",
    "rules",
]


def error(code: str, /, **facts: str) -> CellError:
    """What a cell is refused with, in the words of its check."""
    return CellError(code, *rule(code).tell(facts))
