"""A file that speaks of a state secret is refused as a whole: neither its values nor the file itself may stay here."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.rights.secrecy import OF_TABLES, REGISTER, SecretError, refuse_secret
from loaders.errors import SourceError
from loaders.headers import Header
from loaders.reading import Findings


@contextmanager
def kept_out(file: str) -> Iterator[None]:
    """Turns what is said of a secret into the refusal of ``file``.  Raises SourceError."""
    try:
        yield
    except SecretError as error:
        raise SourceError(
            file,
            f"có số liệu thuộc bí mật nhà nước: {error}. Hệ thống này không lưu giữ bí mật nhà nước, nên tệp không "
            "được nhận và không có gì được lưu.",
            remedy="Bỏ các dòng, cột ấy rồi gửi lại; số liệu mật gửi theo đường văn bản mật.",
        ) from error


def require_none(headers: tuple[Header, ...], findings: Findings) -> None:
    """Raises SecretError when a column, a value or a refused cell of a file speaks of a secret."""
    refuse_secret(_subjects(headers, findings))


def _subjects(headers: tuple[Header, ...], findings: Findings) -> Iterator[str]:
    for header in headers:
        yield from (found.column.indicator for found in header.found if found.column.indicator)
    yield from {reading.indicator_code for reading in findings.readings}
    yield from {one.about.indicator_code for one in findings.refusals if one.about.indicator_code}
    yield from {f"{REGISTER}{entry.register}" for entry in findings.entries}
    yield from (subject for table, subject in OF_TABLES.items() if table in findings.records)
    if findings.scores:
        yield OF_TABLES["score_item"]
