"""The records inside a binary workbook (.xlsb): what they are called, and the few shapes that their fields have."""

import struct
from collections.abc import Iterator

ROW, BLANK, RK, ERROR, BOOL, REAL, TEXT, SHARED = 0, 1, 2, 3, 4, 5, 6, 7
FORMULA_TEXT, FORMULA_REAL, FORMULA_BOOL, FORMULA_ERROR = 8, 9, 10, 11
SHARED_ITEM, FORMAT, LOOK, COLUMNS = 19, 44, 47, 60
WORKBOOK_FLAGS, SHEET, MERGE = 153, 156, 176
LOOKS_BEGIN, LOOKS_END = 617, 618
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
NO_TEXT = 0xFFFFFFFF


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of every record of a part, in order.  Raises ``ValueError`` when the part ends inside one."""
    at = 0
    while at < len(part):
        kind, at = _packed(part, at, 2)
        size, at = _packed(part, at, 4)
        if at + size > len(part):
            raise ValueError(f"record {kind} at byte {at} ends after its part")
        yield kind, part[at : at + size]
        at += size


def _packed(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends."""
    number = 0
    for place in range(most):
        if at + place >= len(part):
            raise ValueError(f"part ends at byte {at} inside a record")
        byte = part[at + place]
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at + place + 1


def text(content: bytes, at: int) -> tuple[str, int]:
    """A text with its length in front, and where it ends."""
    (length,) = struct.unpack_from("<I", content, at)
    if length == NO_TEXT:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(content):
        raise ValueError("a text ends after its record")
    return content[at + 4 : end].decode("utf-16-le", "surrogatepass"), end


def compact_number(content: bytes, at: int) -> float:
    """A number in four bytes: the upper thirty bits of a whole or of a floating one, perhaps times a hundred."""
    (packed,) = struct.unpack_from("<i", content, at)
    whole = float(packed >> 2)
    number = whole if packed & 2 else struct.unpack("<d", struct.pack("<q", (packed & ~3) << 32))[0]
    return float(number / 100 if packed & 1 else number)
