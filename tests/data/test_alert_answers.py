"""What rules are called."""

import pytest

from data.alert_answers import rule_name


@pytest.mark.parametrize(
    ("definition", "lang", "name"),
    [
        ({"name": "Đúng hạn", "name_en": "On time"}, "vi", "Đúng hạn"),
        ({"name": "Đúng hạn", "name_en": "On time"}, "en", "On time"),
        ({"name": "Đúng hạn"}, "en", "Đúng hạn"),
        ({}, "vi", "dung-han"),
    ],
)
def test_a_rule_is_called_by_the_readers_name_for_it(definition: dict[str, str], lang: str, name: str) -> None:
    assert rule_name(definition, "dung-han", lang) == name
