"""HTML attributes that Dash takes by any name: ``aria-*`` and ``data-*``."""

from collections.abc import Mapping
from typing import Any


def attrs(values: Mapping[str, str]) -> dict[str, Any]:
    """``values`` for ``**``: Dash types its other arguments one by one, and a dict of str would fit none of them."""
    return dict(values)


def valued(name: str, value: float) -> dict[str, Any]:
    """Who and how much a line of a list is of: a briefing draws such lines as bars (``assets/take-seen.js``)."""
    return attrs({"data-name": name, "data-value": f"{value:.2f}"})
