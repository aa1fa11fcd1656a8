"""What sections are numbered with, and what stands above each table, chart and map, the same in every format."""

from exports.briefing.model import Briefing, Chart, Map, Table

_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def roman(number: int) -> str:
    """ "XII"; as many hundreds as are wanted."""
    return "C" * (number // 100) + _TENS[number // 10 % 10] + _ONES[number % 10]


def captions(briefing: Briefing) -> dict[int, str]:
    """ "Bảng 2. Chỉ tiêu chủ yếu" by the ``id`` of each block: equal blocks may stand twice."""
    counts = {"Bảng": 0, "Hình": 0}
    found: dict[int, str] = {}
    for block in briefing.blocks():
        if isinstance(block, Table | Chart | Map):
            kind = "Bảng" if isinstance(block, Table) else "Hình"
            counts[kind] += 1
            found[id(block)] = f"{kind} {counts[kind]}. {block.title}"
    return found
