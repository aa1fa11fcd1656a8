"""Sources on the web: asked again when they falter, checked against their declaration, remembered when they fail."""

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import SourceError
from loaders.sources import answers as sources
from loaders.sources import last_good, records, web
from loaders.sources.declared import Source, read_source
from tests.loaders.sources.server import answers, breaks_off, goes_on, says_nothing, serving

NOW = datetime(2026, 11, 20, 8, 30)
SOURCE = Source(
    "kho-bac",
    "web",
    "http://127.0.0.1:9/",
    records="data.items",
    fields={"maChiTieu": "indicator_code", "ky": "period", "so.giaTri": "value"},
    constants={"area_code": "08"},
    attempts=3,
)
ROW = {"maChiTieu": "tq_budget_revenue", "ky": "2026-09", "so": {"giaTri": 412.5}}
GOOD = json.dumps({"data": {"items": [ROW]}})


def complaint(content: bytes | str, source: Source = SOURCE) -> str:
    with pytest.raises(SourceError) as caught:
        records.as_sheet(source, content.encode() if isinstance(content, str) else content)
    return str(caught.value)


def of(*rows: object) -> str:
    return json.dumps({"data": {"items": list(rows)}})


def failure(url: str, seconds: float = 5, attempts: int = 3) -> str:
    with pytest.raises(SourceError) as caught:
        web.fetch("kho-bac", url, {}, timeout_seconds=seconds, attempts=attempts, pause=0)
    return str(caught.value)


def test_records_become_rows_under_the_declared_columns_with_exact_numbers() -> None:
    sheet = records.as_sheet(
        SOURCE, of({**ROW, "so": {"giaTri": 0.1}}, ROW).replace("0.1", "0.10000000000000001").encode()
    )
    assert [sheet.text(1, column) for column in range(1, 5)] == ["indicator_code", "period", "value", "area_code"]
    assert sheet.value(2, 3) == Decimal("0.10000000000000001")
    assert [sheet.text(3, column) for column in range(1, 5)] == ["tq_budget_revenue", "2026-09", "412.5", "08"]


def test_a_field_that_one_record_lacks_is_a_blank_cell() -> None:
    sheet = records.as_sheet(SOURCE, of(ROW, {"maChiTieu": "tq_budget_revenue", "so": None}).encode())
    assert (sheet.value(3, 2), sheet.value(3, 3)) == (None, None)


def test_a_field_that_was_renamed_is_named_with_a_proposal() -> None:
    text = complaint(of({"ma_chi_tieu": "x", "ky": "2026-09", "so": {"giaTri": 1}}))
    assert "cấu trúc của nguồn đã đổi" in text
    assert "«maChiTieu»; gần giống: «ma_chi_tieu»" in text


def test_fields_that_nobody_declared_are_told_and_not_read() -> None:
    assert "«ghiChu»" in records.as_sheet(SOURCE, of({**ROW, "ghiChu": "x"}).encode()).remarks[0]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("<html>Đăng nhập</html>", "không phải JSON hợp lệ"),
        ('{"data": {"items": [{"maChiTieu": "a", "ky"', "không phải JSON hợp lệ"),
        ('{"data": {"items": [NaN]}}', "không phải JSON hợp lệ"),
        ("[" * 100_000, "không phải JSON hợp lệ"),
        (b"\xff\xfe\xff", "không phải JSON hợp lệ"),
        ('{"data": {"rows": []}}', "không có «items»"),
        ('{"data": null}', "không có «items»"),
        ('{"data": {"items": {}}}', "không phải danh sách"),
        ('{"data": {"items": []}}', "0 bản ghi"),
        ('{"data": {"items": [1]}}', "bản ghi 1 không phải một đối tượng"),
        (of({**ROW, "ky": ["2026-09"]}), "bản ghi 1: trường «ky» là một danh sách"),
        (of({**ROW, "ky": "2026\ud800"}), "U+D800"),
        (of({**ROW, "ky": "2026\0"}), "ký tự NUL"),
    ],
)
def test_an_answer_that_breaks_its_declaration_is_refused_in_a_sentence(content: str | bytes, named: str) -> None:
    assert named in complaint(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["data", "items", "ky", "so"]), inner),
    max_leaves=8,
)


@given(JSON)
def test_any_json_gives_a_sheet_or_a_sentence(answer: object) -> None:
    try:
        read = records.as_sheet(SOURCE, json.dumps(answer).encode()).name
    except SourceError as error:
        read = error.what
    assert isinstance(read, str)


def test_a_busy_source_is_asked_again() -> None:
    with serving(answers("", 503), breaks_off, answers(GOOD)) as server:
        assert web.fetch("x", server.url, {"Khoa": "1"}, timeout_seconds=5, attempts=3, pause=0) == GOOD.encode()
        assert [headers["Khoa"] for headers in server.asked] == ["1", "1", "1"]


def test_a_refusal_is_not_asked_again_and_no_secret_is_told() -> None:
    with serving(answers("", 401)) as server:
        text = failure(server.url)
        assert "mã 401: máy chủ đòi đăng nhập" in text
        assert "bi-mat" not in text
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("reply", "named"),
    [(answers("", 500), "sau 3 lần hỏi"), (breaks_off, "giữa chừng"), (says_nothing, "quá 0.2 giây")],
)
def test_a_source_that_keeps_failing_is_told_in_a_sentence(reply: object, named: str) -> None:
    with serving(reply) as server:  # type: ignore[arg-type]
        assert named in failure(server.url, seconds=0.2)
        assert len(server.asked) == 3


def test_a_server_that_is_not_there_is_told_in_a_sentence() -> None:
    with serving(answers("")) as server:
        url = server.url
    assert "không nối được" in failure(url, attempts=1)
    assert "http hoặc https" in failure("ftp://may/so")


def test_an_answer_that_is_too_large_is_not_read_to_its_end() -> None:
    with serving(goes_on) as server:
        assert "câu trả lời lớn hơn 60,0 MB" in failure(server.url)
        assert len(server.asked) == 1


def test_the_last_good_answer_speaks_when_the_source_fails(tmp_path: Path) -> None:
    with serving(answers(GOOD), answers(of({"ten": "khac"})), answers("", 404)) as server:
        source = replace(SOURCE, url=server.url)
        first = sources.ask(source, tmp_path, NOW, pause=0)
        changed = sources.ask(source, tmp_path, datetime(2026, 11, 21, 8, 30), pause=0)
        gone = sources.ask(source, tmp_path, datetime(2026, 11, 22, 8, 30), pause=0)
    assert first.problem is None
    for later in (changed, gone):
        assert later.sheet.cells == first.sheet.cells
        assert later.fetched_at == NOW
        assert "câu trả lời tốt gần nhất, lúc 08:30 ngày 20/11/2026" in later.sheet.remarks[0]
    assert "cấu trúc của nguồn đã đổi" in str(changed.problem)
    assert last_good.find(tmp_path, "kho-bac") == last_good.Kept(GOOD.encode(), NOW)


def test_without_an_earlier_answer_the_failure_is_the_answer(tmp_path: Path) -> None:
    with serving(answers("", 404)) as server, pytest.raises(SourceError, match="không có địa chỉ này"):
        sources.ask(replace(SOURCE, url=server.url), tmp_path, NOW, pause=0)


DECLARED = """
code = "kho-bac"
kind = "web"
url = "http://localhost/so-lieu"
[headers]
Khoa = "env:CHISO_KHOA_THU"
[fields]
giaTri = "value"
"""


def test_a_declaration_is_read_and_its_secrets_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nguon.toml").write_text(DECLARED, encoding="utf-8")
    source = read_source(tmp_path / "nguon.toml")
    monkeypatch.delenv("CHISO_KHOA_THU", raising=False)
    with pytest.raises(SourceError, match="biến môi trường «CHISO_KHOA_THU»"):
        sources.ask(source, tmp_path, NOW)
    monkeypatch.setenv("CHISO_KHOA_THU", "42")
    with serving(answers('[{"giaTri": 1}]')) as server:
        sources.ask(replace(source, url=server.url), tmp_path, NOW)
        assert server.asked[0]["Khoa"] == "42"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('kind = "web"', 'kind = "ftp"', "phải là một trong: web, sql"),
        ('kind = "web"', 'kind = "sql"', "cần trường «query»"),
        ('url = "http://localhost/so-lieu"', "", "Thiếu trường «url»"),
        ('url = "http', 'adress = "http', "Không có trường «adress»"),
        ('code = "kho-bac"', 'code = "Kho bạc"', "chữ thường không dấu"),
        ('code = "kho-bac"', 'code = "a"\nattempts = "3"', "«attempts» ghi «3», phải là số nguyên"),
        ('code = "kho-bac"', 'code = "a"\nattempts = 99', "từ 1 đến 10"),
        ('giaTri = "value"', 'giaTri = "gia_tri"', "ghi «gia_tri», phải là một trong"),
        ('giaTri = "value"', 'a = "value"\nb = "value"', "«value» được dùng hai lần"),
        ('giaTri = "value"', "giaTri = 5", "bảng tên = chữ"),
        ("code = ", "code ", "không đọc được khai báo"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_entry(tmp_path: Path, old: str, new: str, named: str) -> None:
    (tmp_path / "nguon.toml").write_text(DECLARED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / "nguon.toml")
    assert named in str(caught.value)
