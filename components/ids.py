"""The ids of a page: every one begins with its prefix."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ids:
    """The ids of one group page."""

    prefix: str

    def __getattr__(self, name: str) -> str:
        return f"{self.prefix}-{name.replace('_', '-')}"
