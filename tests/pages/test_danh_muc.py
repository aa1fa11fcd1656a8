"""The catalogue page: search, filters, the card, deep links, the download."""

import base64
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from components import formats
from data import catalogue
from tests.pages.reading import links, main, part, words

REVENUE = "tq_budget_revenue"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def danh_muc(store: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    """The page over an empty store: it has no need of data."""
    return page("danh_muc")


def asked(danh_muc: ModuleType, text: str = "", set_code: str = "", clicks: int = 0, **more: str) -> tuple:
    """What the list says to these values of the controls."""
    fields = {"page": "", "agency": "", "frequency": "", "open_field": "", "flagged": ""} | more
    before = {key: value for key, value in {"q": text, "bo": set_code}.items() if value}
    return danh_muc.find(text, set_code, *fields.values(), clicks, before, "")


def codes(rows: object) -> list[str]:
    return [href.split("ma=")[1] for href in links(rows)]


def test_the_bare_page_lists_the_first_hundred_and_says_of_how_many(danh_muc: ModuleType) -> None:
    tree = danh_muc.layout()
    assert len(codes(part(tree, "catalogue-list"))) == 100
    assert (
        words(part(tree, "catalogue-count")) == f"{formats.number(len(catalogue.indicators()))} chỉ số, đang hiện 100"
    )
    assert "968 dòng in" in words(main(tree))


@pytest.mark.parametrize("text", ["thu ngan sach nha nuoc", "Thu Ngân Sách Nhà Nước", "tnsnn"])
def test_search_needs_no_diacritics_and_knows_initials(danh_muc: ModuleType, text: str) -> None:
    rows, *_ = asked(danh_muc, text)
    assert REVENUE in codes(rows)


def test_filters_narrow_the_list_together(danh_muc: ModuleType) -> None:
    rows, counted, *_ = asked(danh_muc, set_code="tuyen-quang", page="economy", agency="Thuế tỉnh", frequency="quarter")
    found = [catalogue.get(code) for code in codes(rows)]
    assert found
    assert all(one.set_code == "tuyen-quang" and one.page == "economy" for one in found)
    assert all("Thuế tỉnh" in one.provider and "quarter" in one.frequencies for one in found)
    assert counted.startswith(f"{len(found)} trong ")


def test_indicators_whose_unit_is_open_can_be_found(danh_muc: ModuleType) -> None:
    rows, *_ = asked(danh_muc, set_code="ha-tinh", open_field="unit")
    assert codes(rows)
    assert all(catalogue.get(code).unit == "" for code in codes(rows))


def test_indicators_that_need_checking_can_be_found_and_say_so(danh_muc: ModuleType) -> None:
    rows, *_ = asked(danh_muc, flagged="1")
    assert all(catalogue.get(code).flag for code in codes(rows))
    assert "cần xác minh" in words(rows)


def test_more_is_shown_in_steps_and_a_new_question_begins_at_the_top(danh_muc: ModuleType) -> None:
    rows, _, _, is_last, clicks, wanted = asked(danh_muc, clicks=1)
    assert (len(codes(rows)), is_last, clicks, wanted) == (200, False, 1, {})
    rows, _, _, _, clicks, _ = danh_muc.find("", "lao-cai", "", "", "", "", "", 1, {}, "")
    assert (len(codes(rows)), clicks) == (100, 0)


def test_nothing_found_is_a_sentence_that_names_what_to_drop(danh_muc: ModuleType) -> None:
    rows, counted, _, nothing_more, *_ = asked(danh_muc, "xyzzy", set_code="kon-tum")
    assert "Không có chỉ số nào hợp" in words(rows)
    assert "chữ đang tìm, Bộ chỉ số" in words(rows)
    assert counted.startswith("0 trong ")
    assert nothing_more


def test_a_link_opens_a_card_beside_its_list(danh_muc: ModuleType) -> None:
    tree = danh_muc.layout(ma=REVENUE, q="ngan sach", bo="tuyen-quang")
    card = words(part(tree, "catalogue-card"))
    assert "Thu ngân sách nhà nước trên địa bàn tỉnh" in card
    assert part(tree, "catalogue-text").value == "ngan sach"
    assert part(tree, "catalogue-set").value == "tuyen-quang"
    assert all(code.startswith("tq_") for code in codes(part(tree, "catalogue-list")))


def test_the_card_sets_the_print_beside_what_is_used(danh_muc: ModuleType) -> None:
    printed = catalogue.printed_by_row("tuyen-quang")[catalogue.get(REVENUE).row]
    card = words(danh_muc.show(REVENUE, {}))
    for text in (printed.name, printed.group_path, printed.unit_printed, printed.source_agency, "tỷ đồng"):
        assert text in card
    assert "Quyết định của Chủ tịch UBND tỉnh Tuyên Quang" in card


def test_the_card_counts_and_names_what_is_left_open(danh_muc: ModuleType) -> None:
    card = words(danh_muc.show(REVENUE, {}))
    left = catalogue.get(REVENUE).open_fields
    assert f"Còn để ngỏ: {len(left)} trên 8 điều" in card
    assert "Hạn gửi sau khi hết kỳ" in card
    assert "chưa quy định" in card


def test_the_card_links_the_same_concept_in_other_sets_and_the_page_of_figures(danh_muc: ModuleType) -> None:
    to = links(danh_muc.show(REVENUE, {"q": "thu"}))
    others = [one.code for one in catalogue.linked(catalogue.get(REVENUE))]
    assert others
    assert all(f"/danh-muc?q=thu&ma={code}" in to for code in others)
    assert any(href.startswith("/kinh-te?bo=tuyen-quang") for href in to)


def test_any_indicator_has_a_card(danh_muc: ModuleType) -> None:
    for code, indicator in list(catalogue.indicators().items())[::7]:
        assert indicator.name in words(danh_muc.show(code, {}))


def test_hostile_and_unknown_parameters_give_the_nearest_view_and_one_sentence(danh_muc: ModuleType) -> None:
    tree = danh_muc.layout(ma=HOSTILE, bo=HOSTILE, nhom="nope", la="?", **{"co-quan": ["a", "b"]})
    told = words(main(tree))
    assert told.count("Danh mục không có «") == 1
    assert f"Không có chỉ số nào mang mã «{HOSTILE}»" in told  # as text: Dash escapes it
    assert len(codes(part(tree, "catalogue-list"))) == 100


def test_a_very_long_question_is_cut_and_answered(danh_muc: ModuleType) -> None:
    rows, *_ = asked(danh_muc, "đ" * 100_000)
    assert "Không có chỉ số nào hợp" in words(rows)


def test_the_download_is_the_whole_catalogue(danh_muc: ModuleType) -> None:
    sent = danh_muc.download(1)
    text = base64.b64decode(sent["content"]).decode("utf-8-sig")
    assert sent["filename"] == "danh-muc-chi-so.csv"
    assert text.startswith("set,row,group_path")
    assert text.count("\ntuyen-quang,") == len(catalogue.printed_rows("tuyen-quang"))


def test_the_page_speaks_english_when_asked(danh_muc: ModuleType, app: object) -> None:
    with app.server.test_request_context("/danh-muc", headers={"Cookie": "chiso_lang=en"}):
        told = words(main(danh_muc.layout(ma=REVENUE)))
    assert "As printed" in told
    assert "State budget revenue in the province" in told
