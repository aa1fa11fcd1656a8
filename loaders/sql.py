"""The answer of a database as a sheet: the columns are its header, "row 1"; the records follow."""

from collections.abc import Mapping

import sqlalchemy as sa

from loaders.errors import SourceError
from loaders.guards import MAX_CELLS
from loaders.sheet import Cell, CellValue, Sheet


def read_query(url: str, query: str, parameters: Mapping[str, CellValue] | None = None) -> Sheet:
    """Runs one question with bound parameters (``:name``) on any SQLAlchemy URL.

    Numbers stay numbers; nothing is written, the transaction is rolled back.

    Raises:
        SourceError: the URL cannot be read, the database does not answer, refuses the query or answers too much.
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
        with engine.connect() as conn:
            result = conn.execute(sa.text(query), dict(parameters or {}))
            header = tuple(result.keys())
            records = result.fetchmany(MAX_CELLS // max(len(header), 1) + 1)
            conn.rollback()
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        problem = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise SourceError(
            shown,
            "cơ sở dữ liệu không trả lời được truy vấn.",
            f"({problem}).",
            "Kiểm tra địa chỉ, quyền đọc, tên bảng và các tham số.",
        ) from error
    if len(records) * len(header) > MAX_CELLS:
        raise SourceError(shown, f"truy vấn trả về hơn {MAX_CELLS} ô.", remedy="Thêm điều kiện theo kỳ.")
    rows = [header, *(tuple(record) for record in records)]
    cells = {
        (number, column): Cell(value)
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row, start=1)
        if value is not None
    }
    return Sheet(name="", cells=cells, by_row=True)
