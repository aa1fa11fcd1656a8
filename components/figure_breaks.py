"""Where a line of a chart breaks: the runs that may be joined, the mark between them and its words."""

from collections.abc import Mapping, Sequence
from typing import Any

from components.palettes import MUTED


def runs(segments: Sequence[int]) -> list[tuple[int, int]]:
    """First and last place (exclusive) of each run of equal numbers."""
    starts = [place for place, one in enumerate(segments) if place == 0 or one != segments[place - 1]]
    return list(zip(starts, [*starts[1:], len(segments)], strict=True))


def line(place: float) -> dict[str, Any]:
    """A dotted line over the whole height between two places of the axis."""
    dotted = {"color": MUTED, "width": 1.2, "dash": "2px,4px"}
    return {"type": "line", "x0": place, "x1": place, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": dotted}


def labels(gaps: Mapping[float, int], marks: Sequence[str]) -> list[dict[str, Any]]:
    """What changed, at the top of each mark; ``gaps`` gives the segment that begins at a place."""
    return [
        {
            "x": place, "y": 1, "yref": "paper", "yanchor": "top", "xanchor": "left", "xshift": 4, "showarrow": False,
            "text": wrapped(marks[segment - 1], 14), "align": "left", "font": {"size": 11, "color": MUTED},
            "bgcolor": "rgba(255,255,255,0.8)", "borderpad": 0,
        }
        for place, segment in gaps.items()
        if 0 < segment <= len(marks)
    ]  # fmt: skip


def wrapped(text: str, width: int = 30) -> str:
    """``text`` broken at blanks into lines of about ``width`` letters."""
    lines = [""]
    for part in text.split(" "):  # not at no-break blanks: a number stays with its unit
        joined = f"{lines[-1]} {part}".strip()
        if len(joined) > width and lines[-1]:
            lines.append(part)
        else:
            lines[-1] = joined
    return "<br>".join(lines)
