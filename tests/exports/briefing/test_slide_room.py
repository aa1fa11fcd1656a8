"""Slides are filled evenly: none carries one last line."""

from components.sentences import Piece
from exports.briefing import slide_room
from exports.briefing.model import Cell, Column, Paragraph

COLUMNS = (Column("TT", width=0.5), Column("Nội dung", width=4))


def rows(count: int) -> list[list[Cell]]:
    return [[Cell(str(n)), Cell("Số hộ nghèo")] for n in range(count)]


def sizes(count: int, first: float = 5.0, later: float = 5.0) -> list[int]:
    return [len(part) for part in slide_room.portions(COLUMNS, rows(count), 12, first, later)[1]]


def test_rows_are_shared_among_no_more_slides_than_they_need() -> None:
    assert [sizes(count) for count in (0, 1, 12, 13, 25)] == [[0], [1], [12], [7, 6], [9, 9, 7]]


def test_rows_are_even_where_words_above_them_take_room_of_the_first_slide() -> None:
    assert sizes(10, first=1.0) == [2, 8]


def test_all_rows_stand_somewhere_in_their_order() -> None:
    given = rows(31)
    assert [row for part in slide_room.portions(COLUMNS, given, 12, 3.0, 5.0)[1] for row in part] == given


def test_letters_are_as_large_as_the_slides_that_the_table_needs_let_them_be() -> None:
    assert [slide_room.portions(COLUMNS, rows(count), 12, 5.0, 5.0)[0] for count in (3, 11, 12)] == [20, 18, 16]
    long = [[Cell("1"), Cell("1.234.567.890,12 " * 8)] for _ in range(4)]
    assert slide_room.portions(COLUMNS, long, 4, 5.0, 5.0)[0] == 12


def test_letters_are_no_larger_than_leaves_a_number_on_one_line() -> None:
    narrow = (Column("TT", width=1), Column("Thu", "number", 1))
    assert slide_room.portions(narrow, [[Cell("1"), Cell("1.234.567.890,12")]], 4, 5.0, 5.0)[0] == 14


def said(*lengths: int) -> list[Paragraph]:
    return [Paragraph((Piece("x" * length),)) for length in lengths]


def test_paragraphs_are_shared_evenly_among_as_few_slides_as_can_hold_them() -> None:
    given = said(300, 250, 250, 300, 250, 150)
    assert [len(part) for part in slide_room.by_room(given)] == [3, 3]
    assert [one for part in slide_room.by_room(given) for one in part] == given
    assert [len(part) for part in slide_room.by_room(said(600, 500, 400))] == [1, 2]
    assert slide_room.by_room([]) == []
    assert len(slide_room.by_room(said(5000, 100))) == 2
