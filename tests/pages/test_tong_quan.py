"""The overview, the deliveries and the page that is not there."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import dash
import pytest

from components import frame
from data import about, catalogue, versions
from data.rights.doors import PLAIN_PAGES
from data.rights.reader import Reader, acting
from data.state.journal import Person
from data.state.submissions import Target
from submissions import steps
from tests import shelf
from tests.pages.reading import links, main, part, words

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def filled(store: Path) -> Path:
    """A store with one simulated delivery of Tuyên Quang, of which one cell was refused."""
    shelf.deliver(
        store,
        "first",
        shelf.observed(410.5, status="simulated"),
        refusals=(shelf.refused("chưa có", row_label="Xã Thắng Mố", column_label="Thu ngân sách"),),
        simulated=True,
    )
    versions.publish(store, "thử")
    return store


def test_without_a_warehouse_every_page_says_what_to_do(store: Path, page: Callable[[str], ModuleType]) -> None:
    for name in ("tong_quan", "nhan_du_lieu"):
        told = words(main(page(name).layout()))
        assert "Chưa có số liệu nào được công bố. Chạy «chiso demo»" in told


def test_the_overview_counts_the_groups_and_leads_to_the_economy(
    filled: Path, page: Callable[[str], ModuleType]
) -> None:
    tree = main(page("tong_quan").layout())
    economy = len(catalogue.of_set("tuyen-quang", "economy"))
    assert f"1/{economy}" in words(tree)
    assert "/kinh-te?bo=tuyen-quang" in links(tree)
    assert "first.xlsx" in words(tree)


def test_each_group_opens_with_its_first_figure_marked_where_it_is_simulated(
    filled: Path, page: Callable[[str], ModuleType]
) -> None:
    told = words(part(page("tong_quan").layout(), "overview-groups"))
    assert "410,5 tỷ đồng" in told
    assert "Số liệu mô phỏng" in told


def test_before_any_rule_was_judged_the_overview_says_so(filled: Path, page: Callable[[str], ModuleType]) -> None:
    assert "Chưa xét quy tắc nào." in words(main(page("tong_quan").layout()))


def test_the_banner_of_simulated_data_shows_where_simulated_data_are_in_view(
    filled: Path, page: Callable[[str], ModuleType]
) -> None:
    assert part(page("tong_quan").layout(), "shell-simulated").hidden is False
    assert part(page("danh_muc").layout(), "shell-simulated").hidden is True


@pytest.mark.parametrize("params", [{"bo": HOSTILE}, {"bo": "khong-co", "x": "1"}, {"bo": ["a", "b"]}])
def test_the_overview_takes_a_strange_link_with_one_sentence(
    filled: Path, page: Callable[[str], ModuleType], params: dict[str, object]
) -> None:
    assert words(main(page("tong_quan").layout(**params))).count("Danh mục không có «") == 1


def listed(tree: Any) -> list[dict[str, Any]]:
    """The rows of the table of deliveries."""
    return list(part(tree, "deliveries-table").rowData)


def test_deliveries_are_listed_with_what_was_accepted_and_refused(
    filled: Path, page: Callable[[str], ModuleType]
) -> None:
    (row,) = listed(page("nhan_du_lieu").layout())
    assert row["file_href"] == "/nhan-du-lieu?lan=first&tinh=08"
    assert (row["file"], row["sender"], row["period_shown"]) == ("first.xlsx", "Sở Tài chính", "Tháng 1/2026")
    assert (row["received"], row["accepted"], row["refused"]) == ("2026-02-05T00:00", 1, 1)
    assert row["mark"] == "số mô phỏng"


def test_a_refused_cell_is_told_with_place_value_reason_and_remedy(
    filled: Path, page: Callable[[str], ModuleType]
) -> None:
    told = words(main(page("nhan_du_lieu").layout(lan="first")))
    assert "Vì sao 1 ô của first.xlsx bị từ chối?" in told
    assert "trang Biểu 1, ô C9 Xã Thắng Mố · Thu ngân sách chưa có Ô không phải là số. Sửa ô rồi gửi lại." in told


def test_a_file_names_the_indicators_that_it_feeds_and_what_still_holds(
    store: Path, page: Callable[[str], ModuleType]
) -> None:
    both = (shelf.observed(1.0, "2026-01"), shelf.observed(2.0, "2026-02"))
    shelf.deliver(store, "first", *both, on=datetime(2026, 3, 1))
    shelf.deliver(store, "second", shelf.observed(3.0, "2026-02"), on=datetime(2026, 3, 2))
    versions.publish(store, "thử")
    told = words(main(page("nhan_du_lieu").layout(lan="first")))
    assert "first.xlsx nuôi những con số nào?" in told
    assert "Tháng 1/2026 – Tháng 2/2026 1 2 1" in told
    assert "Mọi ô của first.xlsx đều được nhận" in told


def test_refused_cells_are_told_in_the_order_of_the_file(store: Path, page: Callable[[str], ModuleType]) -> None:
    cells = ("C10", "AA9", "C9", "row 8")
    refusals = tuple(shelf.refused("x", cell=cell, sheet="Biểu 1") for cell in cells)
    shelf.deliver(store, "first", shelf.observed(1.0), refusals=refusals)
    versions.publish(store, "thử")
    told = words(main(page("nhan_du_lieu").layout(lan="first")))
    places = [told.index(place) for place in ("dòng 8", "ô C9", "ô AA9", "ô C10")]
    assert places == sorted(places)


@pytest.mark.parametrize("params", [{"lan": HOSTILE}, {"tinh": HOSTILE}, {"tinh": "99"}, {"tinh": ["08", "15"]}])
def test_strange_links_to_deliveries_still_list_them(
    filled: Path, page: Callable[[str], ModuleType], params: dict[str, object]
) -> None:
    assert [row["file"] for row in listed(page("nhan_du_lieu").layout(**params))] == ["first.xlsx"]


def test_a_province_without_deliveries_is_told_so(filled: Path, page: Callable[[str], ModuleType]) -> None:
    told = words(main(page("nhan_du_lieu").layout(tinh="15")))
    assert "Chưa nhận được tệp nào của Tỉnh Lào Cai" in told


def test_an_address_without_a_page_shows_ways_on(store: Path, page: Callable[[str], ModuleType]) -> None:
    tree = main(page("not_found_404").layout(any_thing=HOSTILE))
    assert "Không tìm thấy trang" in words(tree)
    assert {"/", "/danh-muc", "/kinh-te"} <= set(links(tree))


def test_the_navigation_has_no_dead_links(app: object) -> None:
    items = [item for group in frame.navigation() for item in group.items]
    built = {entry["path"] for entry in dash.page_registry.values()} | set(PLAIN_PAGES)
    assert {item.path for item in items} >= {"/", "/kinh-te", "/danh-muc", "/nhan-du-lieu", "/du-lieu", "/y-te"}
    assert [item.path for item in items if item.path not in built and not item.path.startswith("/nhom/")] == []


def test_about_chooses_the_province_with_most_data(filled: Path) -> None:
    known = about.about()
    assert (known.province_code, known.province_name, known.simulated) == ("08", "Tỉnh Tuyên Quang", True)
    assert known.as_of is not None


def test_about_says_what_is_wrong_with_the_archive_instead_of_failing(store: Path) -> None:
    known = about.about("15")
    assert (known.province_name, known.version, known.as_of) == ("Tỉnh Lào Cai", "", None)
    assert "chiso demo" in known.problem


def test_an_unknown_language_in_the_cookie_means_vietnamese(app: object) -> None:
    with app.server.test_request_context("/", headers={"Cookie": f"chiso_lang={HOSTILE}"}):
        assert frame.language() == "vi"


def test_the_overview_says_whose_reports_are_awaited(filled: Path, page: Callable[[str], ModuleType]) -> None:
    tree = main(page("tong_quan").layout())
    assert "Đang chờ báo cáo của ai?" in words(tree)
    assert any(href.startswith("/danh-muc?bo=tuyen-quang&co-quan=") for href in links(tree))


def test_a_table_that_was_returned_stands_first_on_the_page_of_its_author_alone(
    filled: Path, page: Callable[[str], ModuleType]
) -> None:
    area, target = "00691", Target("08", "tuyen-quang", "2026-01", "UBND các xã, phường")
    author = Reader(1, "Lò Thị Mai", "UBND phường", "commune_officer", "08", (area,), ())
    office = Reader(2, "Trần Văn Nam", "Văn phòng", "staff", "08", ("08",), ())
    cells = [("tq_commune_budget_revenue", area, "5")]
    with acting(author):
        number = int(steps.write(author, Person(author.name), target, cells)["number"])
        steps.send(author, Person(author.name), number)
    with acting(office):
        assert "1 bảng số liệu chờ duyệt" in words(part(page("tong_quan").layout(), "overview-sending"))
        steps.decide(office, Person(office.name), number, approves=False, words="Xem lại", remarks={})
        assert "Xem lại" not in words(main(page("tong_quan").layout()))
    with acting(author):
        told = part(page("tong_quan").layout(), "overview-sending")
    assert "Bị trả lại: Xem lại" in words(told)
    assert any(one.startswith("/gui-so-lieu?ky=2026-01") for one in links(told))
