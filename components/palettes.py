"""Colours of maps and figures, for a light and a dark ground; colour-blind safe and readable in grey print."""

from typing import Final

ACCENT: Final = "#0B6E75"
INK: Final = "#14202B"
MUTED: Final = "#5B6B7A"
SOFT: Final = "#42525F"
HAIRLINE: Final = "#DDE3E8"
PAPER: Final = "#FFFFFF"
BEFORE: Final = "#7D8B99"  # last year, the comparison
PLAN: Final = "#8A94A0"
GOOD: Final = "#1F6F45"
BAD: Final = "#B3261E"
WARN: Final = "#8A5A00"

SEQUENTIAL: Final = ("#E3EEE9", "#BFDCD3", "#8FC3B8", "#559E98", "#2A7278", "#0C4650")
SEQUENTIAL_DARK: Final = ("#1F3A42", "#245159", "#2F6F73", "#4A918E", "#84BDAF", "#DDF0E4")
# Below the centre brown, above it teal; the outermost first and last.
BELOW: Final = ("#7A4608", "#BC8037", "#E4CB9B")
ABOVE: Final = ("#B9DCD5", "#5DA59C", "#0C5A58")
BELOW_DARK: Final = ("#E9B66B", "#A9783A", "#63492A")
ABOVE_DARK: Final = ("#275054", "#3F8F8B", "#9BD8CC")

# Two indicators at once, three classes each: the first grows to the right (teal), the second upwards (violet).
TWO: Final = ("#E8E8E8", "#ACE4E4", "#5AC8C8", "#DFB0D6", "#A5ADD3", "#5698B9", "#BE64AC", "#8C62AA", "#3B4994")
# Clusters: not significant, low among low, low among high, high among low, high among high.
SPOTS: Final = ("#EEF1F3", "#1F5F8B", "#A8CDE3", "#F0B58A", "#A63A1E")
SPOTS_DARK: Final = ("#22343D", "#6FB3E0", "#2F5872", "#8A5A3C", "#F08A66")

_PICK: Final = {1: (3,), 2: (1, 4), 3: (1, 3, 5), 4: (0, 2, 3, 5), 5: (0, 1, 2, 4, 5), 6: (0, 1, 2, 3, 4, 5)}


def sequential(classes: int, *, dark: bool = False) -> list[str]:
    """``classes`` colours (1 to 6) from little to much; more classes than colours repeat the last."""
    colours = SEQUENTIAL_DARK if dark else SEQUENTIAL
    picked = [colours[place] for place in _PICK[min(max(classes, 1), 6)]]
    return picked + [colours[-1]] * (classes - len(picked))


def diverging(below: int, above: int, *, dark: bool = False, reverse: bool = False) -> list[str]:
    """Colours of ``below`` classes under and ``above`` classes over the centre; ``reverse`` swaps brown and teal."""
    low, high = (BELOW_DARK, ABOVE_DARK) if dark else (BELOW, ABOVE)
    if reverse:
        low, high = high[::-1], low[::-1]
    return [*_towards_centre(low, below), *_towards_centre(high[::-1], above)[::-1]]


def _towards_centre(side: tuple[str, ...], classes: int) -> list[str]:
    if classes <= 1:
        return [side[1]] * classes
    if classes == 2:
        return [side[0], side[2]]
    return [side[0]] * (classes - 3) + list(side)
