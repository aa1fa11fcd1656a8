"""A small binary workbook (.xlsb), written record by record: no library of Python writes this format."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.bin" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
)
ERRORS = {"#N/A": 42, "#REF!": 23, "#DIV/0!": 7}


def packed(number: int) -> bytes:
    groups = []
    while True:
        number, group = number >> 7, number & 0x7F
        groups.append(group | (0x80 if number else 0))
        if not number:
            return bytes(groups)


def record(kind: int, content: bytes = b"") -> bytes:
    return packed(kind) + packed(len(content)) + content


def text(written: str) -> bytes:
    return struct.pack("<I", len(written)) + written.encode("utf-16-le")


def cell(column: int, value: object, look: int) -> bytes:
    """A text as a shared one, a whole number in four bytes, a float in eight, an error as a formula's result."""
    head = struct.pack("<II", column, look)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, int):
        return record(2, head + struct.pack("<i", value << 2 | 2))
    if isinstance(value, float):
        return record(5, head + struct.pack("<d", value))
    if value in ERRORS:
        return record(11, head + bytes([ERRORS[str(value)]]) + b"\0" * 6)
    return record(7, head + struct.pack("<I", int(str(value).removeprefix("shared "))))


def save_xlsb(
    path: Path,
    rows: Sequence[Sequence[object]],
    *,
    formats: Mapping[tuple[int, int], str] | None = None,
    merges: Sequence[tuple[int, int, int, int]] = (),
    hidden_row: int = 0,
    hidden_column: int = 0,
    since_1904: bool = False,
) -> Path:
    """One sheet "Biểu 1"; ``formats`` by (row, column) from 1, ``merges`` as top, bottom, left, right from 1."""
    own = list(dict.fromkeys((formats or {}).values()))
    texts = list(dict.fromkeys(v for row in rows for v in row if isinstance(v, str) and v not in ERRORS))
    bounds = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = record(129) + record(148, bounds)
    if hidden_column:
        place = struct.pack("<II", hidden_column - 1, hidden_column - 1)
        sheet += record(390) + record(60, place + struct.pack("<IIH", 2048, 0, 1)) + record(391)
    sheet += record(145)
    for number, row in enumerate(rows, start=1):
        flags = bytes([0, 0x10 if number == hidden_row else 0, 0])
        sheet += record(0, struct.pack("<IIH", number - 1, 0, 300) + flags + struct.pack("<I", 0))
        for column, value in enumerate(row, start=1):
            shown = (formats or {}).get((number, column))
            look = own.index(shown) + 1 if shown else 0
            shared = value if not isinstance(value, str) or value in ERRORS else f"shared {texts.index(value)}"
            sheet += cell(column - 1, shared, look) if value is not None else b""
    sheet += record(146)
    if merges:
        ranges = (record(176, struct.pack("<IIII", *(bound - 1 for bound in merge))) for merge in merges)
        sheet += record(177, struct.pack("<I", len(merges))) + b"".join(ranges) + record(178)
    shown = b"".join(record(44, struct.pack("<H", 164 + i) + text(f)) for i, f in enumerate(own))
    looks = b"".join(
        record(47, struct.pack("<HH", 0, c) + b"\0" * 12) for c in (0, *(164 + i for i in range(len(own))))
    )
    count = struct.pack("<I", len(own))
    styles = record(278) + record(615, count) + shown + record(616)
    styles += record(617, struct.pack("<I", len(own) + 1)) + looks + record(618) + record(279)
    book = record(131) + record(153, struct.pack("<II", int(since_1904), 0) + text(""))
    book += record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Biểu 1")) + record(144)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.bin", sheet + record(130))
        archive.writestr("xl/sharedStrings.bin", record(159, struct.pack("<II", len(texts), len(texts)))
                         + b"".join(record(19, b"\0" + text(t)) for t in texts) + record(160))  # fmt: skip
        archive.writestr("xl/styles.bin", styles)
    return path
