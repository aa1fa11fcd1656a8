"""The answer of a database as a sheet: the columns are its header, "row 1"; the records follow."""

from collections.abc import Mapping

import sqlalchemy as sa

from data import reasons
from loaders.errors import SourceError
from loaders.guards import MAX_CELLS
from loaders.sheet import Cell, CellValue, Sheet
from loaders.texts import sound


def read_query(url: str, query: str, parameters: Mapping[str, CellValue] | None = None) -> Sheet:
    """Runs one question with bound parameters (``:name``) on any SQLAlchemy URL.

    Numbers stay numbers; nothing is written, the transaction is rolled back.

    Raises:
        SourceError: the URL cannot be read, the database does not answer, refuses the query, breaks off in the middle,
            or answers with nothing, too much, or values that are no texts, numbers or dates.
    """
    try:
        target = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise SourceError(
            "truy vấn",
            "địa chỉ cơ sở dữ liệu không đúng dạng.",
            remedy="Ghi theo mẫu loại://người_dùng:mật_khẩu@máy_chủ/cơ_sở_dữ_liệu.",
        ) from error
    shown = target.render_as_string(hide_password=True)
    try:
        engine = sa.create_engine(target, poolclass=sa.pool.NullPool)
        # Streamed: what is beyond the limit is never fetched.
        with engine.connect().execution_options(stream_results=True) as conn:
            result = conn.execute(sa.text(query), dict(parameters or {}))
            header = tuple(result.keys())
            records = result.fetchmany(MAX_CELLS // max(len(header), 1) + 1)
            conn.rollback()
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        problem = reasons.of_database(getattr(error, "orig", None) or error)
        raise SourceError(
            shown,
            "cơ sở dữ liệu không trả lời được truy vấn.",
            f"Nguyên nhân: {problem}." if problem else "Nguyên nhân ghi trong nhật ký.",
            "Kiểm tra địa chỉ, quyền đọc, tên bảng và các tham số.",
        ) from error
    if len(records) * len(header) > MAX_CELLS:
        raise SourceError(shown, f"truy vấn trả về hơn {MAX_CELLS} ô.", remedy="Thêm điều kiện theo kỳ.")
    if not records:
        raise SourceError(
            shown,
            "truy vấn trả về 0 dòng; không có gì thay đổi.",
            remedy="Kiểm tra điều kiện của truy vấn (kỳ, đơn vị); nếu kỳ này chưa có số liệu thì không cần làm gì.",
        )
    rows = [header, *(tuple(record) for record in records)]
    cells = {
        (number, column): Cell(_value(shown, header[column - 1], number, value))
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row, start=1)
        if value is not None
    }
    return sound(shown, [Sheet(name="", cells=cells, by_row=True)])[0]


def _value(shown: str, column: str, row: int, value: object) -> CellValue:
    """What a driver gives as a cell: its own kinds of numbers and ids as text, but never raw bytes."""
    if isinstance(value, (bytes, memoryview)):
        raise SourceError(
            shown,
            f"cột «{column}», dòng {row}, là dữ liệu nhị phân.",
            remedy="Chọn cột khác, hoặc đổi sang chữ trong truy vấn (CAST).",
        )
    return value if isinstance(value, CellValue) else str(value)
