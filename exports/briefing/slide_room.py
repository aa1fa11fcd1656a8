"""How much stands on one slide: letters of text, rows of a table, and whether few words lead to the table below."""

from collections.abc import Iterator, Sequence

from exports.briefing.model import Block, Cell, Column, Paragraph, Table

ROWS, LETTERS = 12, 1150  # of a table on one slide at most, of text on one slide
SAID, FEW = 0.125, 2  # inches: a letter of text; lines of text that stand above a table
SIGN, LINE, PADDING = 0.09, 0.2, 0.1  # inches: a letter of a table, a line, what is above and below it
LONGEST = 140  # letters of a cell


def leads(said: Sequence[Paragraph], rest: Sequence[Block], wide: float) -> bool:
    """Whether all that a section says is a sentence or two that stand above its first table, on one slide with it.

    Maps and charts want a slide of their own.
    """
    short = len(said) == 1 and len(said[0].text) <= FEW * wide // SAID
    return short and bool(rest) and isinstance(rest[0], Table) and bool(rest[0].rows)


def by_room(said: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """The paragraphs in portions that fit on a slide."""
    whole = sum(len(one.text) for one in said)
    room = max(whole / max(1, -(-whole // LETTERS)) * 1.1, 1)  # even portions: no slide with one last line
    part: list[Paragraph] = []
    for one in said:
        if part and sum(len(other.text) for other in part) + len(one.text) > room:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def portions(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], wide: float, first: float, later: float
) -> Iterator[list[Sequence[Cell]]]:
    """The rows that stand on each slide, in inches: ``wide`` the table, ``first`` and ``later`` the room it has."""
    widths = [wide * one.width / sum(each.width for each in columns) for one in columns]
    head = _height([one.name for one in columns], widths)
    part: list[Sequence[Cell]] = []
    left = first - head
    for cells in rows:
        height = _height([cell.text for cell in cells], widths)
        if part and (height > left or len(part) == ROWS):
            yield part
            part, left = [], later - head
        part.append(cells)
        left -= height
    yield part


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """How high a row of these texts is, in inches."""
    rooms = (max(width - 2 * PADDING, SIGN) // SIGN for width in widths)  # in letters
    lines = [1.0, *(-(-min(len(text), LONGEST) // room) for text, room in zip(texts, rooms, strict=True))]
    return PADDING + LINE * max(lines)
