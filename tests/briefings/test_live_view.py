"""The live view of a briefing: every number is a button of its own."""

import json
import re
from pathlib import Path

from briefings.outline import Part
from components import briefing_view
from tests.briefings.shelf import composed, fill, outline


def test_the_same_number_in_two_places_is_two_buttons(store: Path) -> None:
    parts = (Part("one", "group", "commune", shows=("text", "table")), Part("two", "group", "commune", shows=("text",)))
    shown = briefing_view.view(composed(fill(store), outline(*parts)).briefing)
    told = re.findall(
        r'"id": (\{[^}]*\})', json.dumps(shown.to_plotly_json(), default=lambda one: one.to_plotly_json())
    )
    keys = [json.loads(one)["key"] for one in told]
    assert len(keys) > len(set(keys)) > 0  # some stand twice
    assert len(told) == len(set(told))
