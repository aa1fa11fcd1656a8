"""A briefing as JSON and back, and the code that is made of its content: the same figures have the same code."""

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from exports.briefing import model

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is mistaken for another when it is read aloud
LENGTH, GROUP = 12, 4
_BLOCKS = {"paragraph": model.Paragraph, "chart": model.Chart, "map": model.Map, "table": model.Table}
_NAMES = {cls: name for name, cls in _BLOCKS.items()}


def to_json(briefing: model.Briefing) -> dict[str, Any]:
    """Plain JSON of all that a briefing holds."""
    told = asdict(briefing) | {"on": briefing.on.isoformat()}
    for section, written in zip(briefing.sections, told["sections"], strict=True):
        kinds = [_NAMES[type(block)] for block in section.blocks]
        written["blocks"] = [{"is": kind} | _named(block) for kind, block in zip(kinds, written["blocks"], strict=True)]
    plain: dict[str, Any] = json.loads(json.dumps(told))
    return plain


def _named(block: dict[str, Any]) -> dict[str, Any]:
    """Circles and frames are named only where there are some: a map of old is still the same, with the same code."""
    return {name: value for name, value in block.items() if name not in ("symbols", "frames") or value}


def from_json(told: dict[str, Any]) -> model.Briefing:
    """The briefing that ``to_json`` told."""
    more = {
        "letterhead": model.Letterhead(**_tuples(told["letterhead"])),
        "on": date.fromisoformat(told["on"]),
        "sections": tuple(_section(one) for one in told["sections"]),
        "origins": tuple(model.Origin(**one) for one in told["origins"]),
    }
    return model.Briefing(**_tuples(told) | more)


def code_of(briefing: model.Briefing) -> str:
    """ "7KQ2-M9XD-4RTE", from everything but the code itself."""
    told = json.dumps(to_json(replace(briefing, code="")), sort_keys=True, ensure_ascii=False)
    number = int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "-".join("".join(signs[start : start + GROUP]) for start in range(0, LENGTH, GROUP))


def tidied(code: str) -> str:
    """A code as it is kept, from how somebody typed it; "" when it can be none."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return ""
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _section(told: dict[str, Any]) -> model.Section:
    return model.Section(told["key"], told["title"], tuple(_block(one) for one in told["blocks"]))


def _block(told: dict[str, Any]) -> model.Block:
    kind, told = told["is"], {name: value for name, value in told.items() if name != "is"}
    if kind == "paragraph":
        return model.Paragraph(tuple(model.Words(**one) for one in told["words"]), told["is_item"])
    if kind == "chart":
        lines = tuple(model.Line(**_tuples(one)) for one in told["lines"])
        return model.Chart(**_tuples(told) | {"lines": lines})
    if kind == "map":
        frames = tuple(model.Frame(one["label"], _places(one["places"])) for one in told.get("frames", ()))
        return model.Map(**_tuples(told) | {"places": _places(told["places"]), "frames": frames})
    columns = tuple(model.Column(**one) for one in told["columns"])
    rows = tuple(tuple(model.Cell(**cell) for cell in row) for row in told["rows"])
    return model.Table(told["title"], columns, rows, told["note"])


def _places(told: list[dict[str, Any]]) -> tuple[model.Place, ...]:
    return tuple(model.Place(**one) for one in told)


def _tuples(told: dict[str, Any]) -> dict[str, Any]:
    return {name: _tuple(value) for name, value in told.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(one) for one in value) if isinstance(value, list) else value
