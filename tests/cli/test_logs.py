"""No secret is in a log, and no log grows for ever."""

import json
import logging
import os
import time
from pathlib import Path

import pytest

from cli.console import LOG, sentence
from cli.logs import JsonFormatter, without_secrets
from data import rotation

ADDRESS = "postgresql+psycopg:" + 2 * "/" + "chiso:{}@db/chiso"
PASSWORD = "k7-Rt2-pqX"  # noqa: S105


def written(message: str, **fields: str) -> str:
    record = logging.LogRecord("chiso", logging.INFO, "", 0, message, None, None)
    record.fields = fields
    return JsonFormatter().format(record)


@pytest.mark.parametrize(
    "text",
    [
        f"cannot connect to {ADDRESS.format(PASSWORD)}",
        f"Authorization: Bearer {PASSWORD}",
        f'{{"password": "{PASSWORD}", "user": "a"}}',
        f"/dang-nhap?token={PASSWORD}&next=1",
        f"Cookie: {PASSWORD}",
        f"CLIENT_SECRET={PASSWORD}",
    ],
)
def test_what_looks_like_a_secret_is_blotted_out_wherever_it_stands(text: str) -> None:
    for line in (written(text), written("x", path=text), without_secrets(text)):
        assert PASSWORD not in line
        assert "•••" in line


def test_secrets_of_the_environment_are_blotted_out_in_any_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_METRICS_TOKEN", PASSWORD)
    monkeypatch.setenv("CHISO_STATE_URL", ADDRESS.format("Hoa-phuong-9"))
    try:
        raise ValueError(f"{PASSWORD} and Hoa-phuong-9")
    except ValueError as error:
        record = logging.LogRecord("chiso", logging.ERROR, "", 0, "failed", None, (ValueError, error, None))
        line = JsonFormatter().format(record)
    assert "ValueError" in line
    assert PASSWORD not in line
    assert "Hoa-phuong-9" not in line


def test_a_trace_of_an_unforeseen_error_is_kept_without_the_secret(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_METRICS_TOKEN", PASSWORD)
    sentence(ZeroDivisionError(f"bad {PASSWORD}"))
    (line,) = (store / LOG).read_text(encoding="utf-8").splitlines()
    assert "ZeroDivisionError: bad •••" in str(json.loads(line)["trace"])


def test_ordinary_words_are_left_as_they_are() -> None:
    told = "Đã nhận 3 tệp từ https:" + 2 * "/" + "127.0.0.1/a?b=c; lúc 10:30"
    assert without_secrets(told) == told


def test_a_log_that_has_grown_too_long_is_put_aside_and_the_oldest_are_forgotten(store: Path) -> None:
    store.mkdir()
    log = store / LOG
    for number in range(5):
        log.write_bytes(bytes([48 + number]) * rotation.LARGEST)
        sentence(ZeroDivisionError())
        assert len(log.read_text(encoding="utf-8").splitlines()) == 1
    aside = sorted(store.glob(f"{LOG}.*"))
    assert [file.read_bytes()[:1] for file in aside] == [b"4", b"3", b"2"]
    old = time.time() - rotation.OLDEST - 60
    os.utime(aside[-1], (old, old))
    sentence(ZeroDivisionError())
    assert sorted(store.glob(f"{LOG}.*")) == aside[:-1]
