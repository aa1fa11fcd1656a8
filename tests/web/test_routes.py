"""Addresses beside Dash's."""

from pathlib import Path

import pytest

from app import create_app
from components import frame
from data import paths

WORKBOOK = b"PK of a workbook with what was refused"  # nothing that a page may happen to hold


@pytest.fixture
def kept(store: Path) -> Path:
    """The folder of a delivery with a workbook to mend."""
    folder = paths.deliveries(store) / "00112233445566aa"
    folder.mkdir(parents=True)
    (folder / paths.MARKED).write_bytes(WORKBOOK)
    return folder


def test_the_workbook_to_mend_is_handed_out_under_a_name_of_its_own(kept: Path) -> None:
    answer = create_app(check_ids=False).server.test_client().get(f"/lan-gui/{kept.name}/o-bi-tu-choi.xlsx")
    assert answer.data == WORKBOOK
    assert "o-bi-tu-choi-00112233445566aa.xlsx" in answer.headers["Content-Disposition"]
    answer.close()


@pytest.mark.parametrize("asked", ["ffff", "..", "%2e%2e", "..%2f..", "00112233445566aa%2f..%2f00112233445566aa"])
def test_nothing_else_of_the_store_is_handed_out(kept: Path, asked: str) -> None:
    answer = create_app(check_ids=False).server.test_client().get(f"/lan-gui/{asked}/o-bi-tu-choi.xlsx")
    assert WORKBOOK not in answer.data


def test_a_group_that_has_got_a_room_of_its_own_is_found_from_its_old_address() -> None:
    client = create_app(check_ids=False).server.test_client()
    answer = client.get("/nhom/kinh-te?ky=2026-01&bo=cao-bang")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/kinh-te?ky=2026-01&bo=cao-bang")
    assert client.get("/nhom/giao-duc").status_code == 200


def test_what_can_be_found_is_kept_by_the_browser_as_long_as_it_is_the_same() -> None:
    client = create_app(check_ids=False).server.test_client()
    kept, old = client.get(frame.ways("vi").address), client.get("/tim/vi.000000000000.json")
    assert "immutable" in kept.headers["Cache-Control"]
    assert old.headers["Cache-Control"] == "no-cache"
    assert old.json == kept.json
    assert client.get("/tim/xx.000000000000.json").status_code == 404


TABLE = {"told": {"title": "Tàu cá"}, "columns": [{"name": "Số hiệu", "kind": "text"}], "rows": [["HT-1"]]}


@pytest.mark.parametrize(("kind", "start"), [("csv", "\ufeffTàu cá".encode()), ("xlsx", b"PK")])
def test_a_table_that_is_seen_comes_back_as_a_file(kind: str, start: bytes) -> None:
    answer = create_app(check_ids=False).server.test_client().post(f"/bang/{kind}", json=TABLE)
    assert answer.data.startswith(start)
    assert f"tau-ca.{kind}" in answer.headers["Content-Disposition"]


def test_what_is_no_table_is_no_file() -> None:
    client = create_app(check_ids=False).server.test_client()
    assert client.post("/bang/xlsx", json={"rows": 1}).status_code == 400
    assert client.post("/bang/pdf", json=TABLE).status_code == 405
