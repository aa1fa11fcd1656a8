"""Remarks on what a file holds beside its values."""

from loaders.reading import Findings, Note
from loaders.recognise import Recognised
from loaders.sheet import letter


def left_out(found: Recognised, findings: Findings) -> list[Note]:
    """Remarks on sheets that were not read, on hidden rows, columns and old fonts that were, and on empty cells."""
    notes = [
        Note(sheet.name, "", "sheet_skipped", f"Trang «{sheet.name}» không có biểu của mẫu: không đọc.")
        for sheet in found.skipped
    ]
    for header in found.headers:
        hidden = [row for row in header.sheet.by_rows if row > header.bottom and row in header.sheet.hidden_rows]
        if hidden:
            text = f"Trang «{header.sheet.name}» có {len(hidden)} dòng ẩn có nội dung; chúng cũng được đọc."
            notes.append(Note(header.sheet.name, f"A{hidden[0]}", "hidden_rows", text))
        if unseen := [f for f in header.found if f.index in header.sheet.hidden_columns]:
            named = ", ".join(f"{letter(f.index)} «{f.text}»" for f in unseen)
            text = f"Trang «{header.sheet.name}» có cột ẩn: {named}; chúng cũng được đọc."
            notes.append(Note(header.sheet.name, f"{letter(unseen[0].index)}{header.top}", "hidden_columns", text))
        notes += [Note(header.sheet.name, "", "as_read", text) for text in header.sheet.remarks]
    if findings.blanks:
        text = f"{findings.blanks} ô trống hoặc ghi không áp dụng: không có giá trị nào được nhận từ các ô này."
        notes.append(Note("", "", "blanks", text))
    return notes
