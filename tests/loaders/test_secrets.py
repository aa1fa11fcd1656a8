"""State secrets are not kept here: a file that speaks of one leaves nothing behind, and no version shows one."""

from pathlib import Path

import pytest

from data import queries, tables, versions
from data.rights import sharing
from loaders.errors import SourceError
from loaders.pipeline import Options, read_answer_delivery, read_delivery
from loaders.readers import read
from tests.shelf import GROWTH, PROVINCE, REVENUE, deliver, observed, reading, refused

HEADER = "indicator_code,area_code,period,value\n"


@pytest.fixture
def secret(store: Path) -> Path:
    """A store in which revenue is a state secret."""
    store.mkdir(parents=True, exist_ok=True)
    (store / sharing.FILE).write_text(f"subject,level,source\n{REVENUE},secret,QĐ mật\n", encoding="utf-8")
    return store


def written(folder: Path, rows: str) -> Path:
    file = folder / "gui.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "row", [f"{REVENUE},08,2026-01,12\n", f"{REVENUE},08,không rõ,12\n", f"{REVENUE},?,2026-01,a\n"]
)
@pytest.mark.parametrize("large", [0, 10**9])
def test_a_file_that_speaks_of_a_secret_is_refused_as_a_whole(secret, tmp_path, row, large):
    file = written(tmp_path, f"{GROWTH},08,2026,7.1\n{row}")
    with pytest.raises(SourceError, match=r"bí mật nhà nước: .*không được nhận và không có gì được lưu"):
        read_delivery(file, province="08", large=large)


def test_the_answer_of_a_source_that_speaks_of_a_secret_is_refused(secret, tmp_path):
    sheet = read(written(tmp_path, f"{REVENUE},08,2026-01,12\n"))[0]
    with pytest.raises(SourceError, match="bí mật nhà nước"):
        read_answer_delivery(sheet, "nguon.csv", Options(province="08"))


def test_the_same_file_is_taken_where_nothing_of_it_is_secret(store, tmp_path):
    file = written(tmp_path, f"{REVENUE},08,2026-01,12\n")
    assert read_delivery(file, province="08").rows_accepted == 1


def test_a_version_leaves_out_what_became_secret_later(store, both_warehouses):
    bad = refused("x", indicator_code=REVENUE, area_code=PROVINCE, period="2026-01")
    deliver(store, "d1", observed(812.5), observed(7.1, "2026", indicator_code=GROWTH), refusals=(bad,))
    versions.publish(store, "chưa mật")
    (store / sharing.FILE).write_text(f"subject,level,source\n{REVENUE},secret,QĐ mật\n", encoding="utf-8")
    versions.publish(store, "đã mật")
    with reading(store) as conn:
        assert queries.history(conn, [REVENUE, GROWTH], PROVINCE)["value"].tolist() == [7.1]
        assert conn.execute(tables.refusal.select()).all() == []
