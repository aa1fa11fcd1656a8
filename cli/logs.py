"""Structured logs: one JSON object a line on standard error, without a secret in them."""

import json
import logging
import re
from datetime import UTC, datetime

from data.upkeep.surroundings import secrets

HIDDEN = "•••"
SHORTEST = 6  # characters; a shorter value would blot out ordinary words
PASSWORD = re.compile(r"(?P<before>[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s@/]+(?=@)", re.IGNORECASE)
NAMED = re.compile(
    r"(?P<before>\b(?:authorization|cookie|set-cookie|x-csrftoken|\w*(?:password|passwd|mat_khau|secret|token|api_?key))"
    r"[\"']?\s*[:=]\s*[\"']?(?:bearer |basic )?)[^\s\"'&,;}]+",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """``text`` with every password, token and key blotted out: those of the environment, and what looks like one."""
    for value in sorted(secrets().values(), key=len, reverse=True):
        if len(value) >= SHORTEST:
            text = text.replace(value, HIDDEN)
    return NAMED.sub(rf"\g<before>{HIDDEN}", PASSWORD.sub(rf"\g<before>{HIDDEN}", text))


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": record.levelname.lower()}
        told |= {"logger": record.name, "message": record.getMessage(), **getattr(record, "fields", {})}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        clean = {key: without_secrets(value) if isinstance(value, str) else value for key, value in told.items()}
        return json.dumps(clean, ensure_ascii=False)


def configure(level: str = "INFO") -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
