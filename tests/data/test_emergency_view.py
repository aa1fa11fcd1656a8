"""What is told of a station's water: nothing is called calm that cannot be judged."""

import pytest

from data.emergency_layers import _water_told

NONE = float("nan")


def station(*alarms: float | None) -> dict[str, float | None]:
    return {f"alarm_{step}": alarm for step, alarm in zip((1, 2, 3), alarms, strict=True)}


@pytest.mark.parametrize(
    ("level", "alarms", "state", "told"),
    [
        (12.5, (10, 12, 14), "alarm_2", "12,50 m, trên báo động 2"),
        (9.0, (10, 12, 14), "calm", "9,00 m, dưới báo động 1"),
        (9.0, (NONE, NONE, NONE), "unknown", "9,00 m, chưa có mức báo động trong danh sách trạm"),
        (9.0, (None, None, None), "unknown", "9,00 m, chưa có mức báo động trong danh sách trạm"),
        (13.0, (NONE, 12, NONE), "alarm_2", "13,00 m, trên báo động 2"),
        (11.0, (NONE, 12, NONE), "unknown", "11,00 m, dưới báo động 2"),
    ],
)
def test_water_is_told_against_the_alarm_levels_that_are_known(level, alarms, state, told):
    assert _water_told(level, station(*alarms)) == (state, told)
