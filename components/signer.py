"""The fields of who signs: what is typed there is remembered by the browser; of whoever is signed in they only tell."""

from typing import Any, Literal

from data.rights import reader

Part = Literal["", "name", "agency"]


def signer(part: Part) -> dict[str, Any]:
    """What ``dcc.Input`` needs to be a part of who signs; nothing more than an empty line for ""."""
    one = reader.current()
    if not part:
        return {"value": ""}
    if one.account_id is not None:
        return {"value": one.name if part == "name" else one.agency, "readOnly": True}
    return {"value": "", "persistence": True, "persistence_type": "local"}
