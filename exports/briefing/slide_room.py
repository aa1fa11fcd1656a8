"""How much stands on one slide: letters of text, rows of a table, and whether few words lead to the table below."""

from collections.abc import Sequence

from exports.briefing.model import Block, Cell, Chart, Column, Paragraph, Table

ROWS, LETTERS = 12, 1150  # of a table on one slide at most, of text on one slide
SAID, FEW = 0.125, 2  # inches: a letter of text; lines of text that stand above a table
SIZES = (20, 18, 16, 14, 12)  # points: letters of a table
SIGN, LINE, PADDING = 0.09, 0.2, 0.1  # inches: the smallest letter of a table, a line, what is above and below it
LONGEST = 140  # letters of a cell


def leads(said: Sequence[Paragraph], rest: Sequence[Block], wide: float) -> bool:
    """Whether all that a section says is a sentence or two that stand above its first table, on one slide with it.

    A chart has room for one line above it; a map wants a slide of its own.
    """
    if len(said) != 1 or not rest:
        return False
    lines = len(said[0].text) * SAID / wide
    if isinstance(rest[0], Table):
        return lines <= FEW and bool(rest[0].rows)
    return lines <= 1 and isinstance(rest[0], Chart)


def by_room(said: Sequence[Paragraph]) -> Sequence[list[Paragraph]]:
    """The paragraphs in portions that fit on a slide, on as few as can hold them and even: none has one last line."""
    whole = sum(len(one.text) for one in said)
    slides = max(1, -(-whole // LETTERS))
    rooms = (whole / slides * (1 + step / 10) for step in range(1, 11))
    tried = [_filled(said, room) for room in rooms if room <= LETTERS or slides == 1]
    return next((one for one in tried if len(one) <= slides), _filled(said, LETTERS))


def _filled(said: Sequence[Paragraph], room: float) -> list[list[Paragraph]]:
    parts: list[list[Paragraph]] = []
    for one in said:
        if parts and sum(len(other.text) for other in parts[-1]) + len(one.text) <= room:
            parts[-1].append(one)
        else:
            parts.append([one])
    return parts


def portions(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], wide: float, first: float, later: float
) -> tuple[int, list[list[Sequence[Cell]]]]:
    """The size of the letters in points, and the rows of each slide, even; ``wide`` the table, ``first`` and ``later``
    the room it has, in inches.

    The letters are the largest with which the table needs no more slides than with the smallest, is no less even, and
    breaks no word.
    """
    widths = [wide * one.width / sum(each.width for each in columns) for one in columns]
    texts = [[one.name for one in columns], *([cell.text for cell in cells] for cells in rows)]
    smallest = _even(rows, texts, widths, (first, later), 1)
    for size in SIZES[:-1]:
        scale = size / SIZES[-1]
        if _has_words_whole(texts, widths, scale):
            parts = _even(rows, texts, widths, (first, later), scale)
            if len(parts) == len(smallest) and min(map(len, parts)) >= min(map(len, smallest)):
                return size, parts
    return SIZES[-1], smallest


def _has_words_whole(texts: Sequence[Sequence[str]], widths: Sequence[float], scale: float) -> bool:
    cells = ((text, width) for row in texts for text, width in zip(row, widths, strict=True))
    return all(len(word) * SIGN * scale <= width - 2 * PADDING for text, width in cells for word in text.split(" "))


def _even(
    rows: Sequence[Sequence[Cell]],
    texts: Sequence[Sequence[str]],
    widths: Sequence[float],
    rooms: tuple[float, float],
    scale: float,
) -> list[list[Sequence[Cell]]]:
    """The rows of each slide: as many on each as let them be even; the first of ``texts`` are the headings."""
    head, *heights = (_height(row, widths, scale) for row in texts)
    rooms = (rooms[0] - head, rooms[1] - head)
    slides = len(_stacked(rows, heights, rooms, ROWS))
    tried = (_stacked(rows, heights, rooms, most) for most in range(max(1, -(-len(rows) // slides)), ROWS + 1))
    return next(one for one in tried if len(one) == slides)


def _stacked(
    rows: Sequence[Sequence[Cell]], heights: Sequence[float], rooms: tuple[float, float], most: int
) -> list[list[Sequence[Cell]]]:
    """Rows from slide to slide, at most so many on each and as high as there is room: on the first, on later ones."""
    parts: list[list[Sequence[Cell]]] = [[]]
    left = rooms[0]
    for cells, height in zip(rows, heights, strict=True):
        if parts[-1] and (height > left or len(parts[-1]) == most):
            parts.append([])
            left = rooms[1]
        parts[-1].append(cells)
        left -= height
    return parts


def _height(texts: Sequence[str], widths: Sequence[float], scale: float) -> float:
    """How high a row of these texts is, in inches."""
    sign = SIGN * scale
    rooms = (max(width - 2 * PADDING, sign) // sign for width in widths)  # in letters
    lines = [1.0, *(-(-min(len(text), LONGEST) // room) for text, room in zip(texts, rooms, strict=True))]
    return PADDING + LINE * scale * max(lines)
