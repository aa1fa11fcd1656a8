"""What staff do to an outline: worded, added to, moved; whatever is typed stays text."""

import pytest

from briefings import editing, kinds
from briefings.context import Context
from briefings.outline import Part
from components import sentences
from exports.briefing.model import Chart, Map, Table
from tests.briefings.shelf import COMMUNES, TODAY, composed, fill, outline
from tests.shelf import reading

BASE = outline(Part("economy", "group", "economy", shows=("text",)))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("kho"))


def test_the_usual_text_and_an_empty_one_follow_the_rules_and_others_are_kept():
    usual = "- {câu:a}"
    assert editing.worded(BASE, "economy", "Kinh tế", f" {usual} ", ["text"], usual).part("economy").text is None
    assert editing.worded(BASE, "economy", "Kinh tế", "  ", ["text"], usual).part("economy").text is None
    changed = editing.worded(BASE, "economy", "Kinh tế", "Khác.", ["table", "strange"], usual).part("economy")
    assert (changed.text, changed.shows, changed.title) == ("Khác.", ("table",), "Kinh tế")
    assert editing.worded(BASE, "nowhere", "", "x", [], "") == BASE


@pytest.mark.parametrize(("typed", "kept_as"), [("a\x00b\x1b", "ab"), ("Kỳ", "Kỳ"), ("=1+2 <b> 😀", "=1+2 <b> 😀")])
def test_what_is_typed_is_text_that_every_file_can_hold(typed, kept_as):
    assert editing.clean(typed) == kept_as


def test_the_letterhead_is_what_stands_in_the_form():
    typed = {"office": " VĂN PHÒNG UBND ", "signer": "Trần Văn Bình", "receivers": "Như trên; | Lưu: VT. |"}
    head = editing.headed(BASE, typed).letterhead
    assert (head.office, head.signer, head.receivers) == ("VĂN PHÒNG UBND", "Trần Văn Bình", ("Như trên;", "Lưu: VT."))
    assert head.above == BASE.letterhead.above
    assert editing.headed(BASE, {}) == BASE


def test_a_name_is_cut_at_three_hundred_letters():
    assert len(editing.worded(BASE, "economy", "x" * 999, "", [], "").part("economy").title) == 300


def test_sections_are_added_with_keys_of_their_own():
    twice = editing.added(editing.added(BASE, "economy"), "words")
    assert [one.key for one in twice.parts] == ["economy", "economy-2", "words"]
    assert editing.added(BASE, "nothing-like-it") == BASE


@pytest.mark.parametrize(
    ("what", "drawn"), [("group.map", [Map]), ("group.chart", [Chart]), ("group.communes", [Chart, Table])]
)
def test_a_map_or_chart_of_a_page_becomes_a_section(kept, what, drawn):
    wanted = editing.pinned(BASE, {"them": what, "chi-so": COMMUNES, "the-hien": "value"})
    section = composed(kept, wanted).briefing.sections[-1]
    assert section.title == "Thu ngân sách trên địa bàn xã, phường"
    assert [type(block) for block in section.blocks if not hasattr(block, "words")] == drawn


def test_a_quantity_that_nobody_knows_is_drawn_as_usual(kept):
    wanted = editing.pinned(BASE, {"them": "group.map", "chi-so": COMMUNES, "the-hien": "xyz", "so-voi": "'; drop"})
    (drawn,) = [block for block in composed(kept, wanted).briefing.sections[-1].blocks if isinstance(block, Map)]
    assert drawn.places


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"them": "group.map", "chi-so": "xx"},
        {"them": "group.all", "chi-so": COMMUNES},
        {"them": "late.table"},
        {"them": "group.text", "chi-so": COMMUNES},
        {"them": "map", "chi-so": COMMUNES},
    ],
)
def test_what_is_not_understood_adds_nothing(asked):
    assert editing.pinned(BASE, asked) == BASE
    assert editing.named(asked) == ""


def test_the_slots_of_a_section_are_offered_with_what_they_say_now(kept):
    with reading(kept) as conn:
        context = Context(conn, BASE, kinds.of_store(kept)["thang"], TODAY, kept)
        offer = editing.offered(context, BASE.parts[0])
    slots = dict(offer.slots)
    told = {name: sentences.plain([sentence]) for name, sentence in slots.items()}
    assert told["{số:tq_budget_revenue}"].replace("\u00a0", " ") == "1.350,5 tỷ đồng"
    assert told["{kỳ}"] == "tháng 2 năm 2026"
    assert any(piece.key.startswith("tq_budget_revenue|") for piece in slots["{số:tq_budget_revenue}"])
    assert all(line in offer.usual for line in ("- {câu:tq_budget_revenue}",))


@pytest.mark.parametrize(("so", "number"), [("3", 3), ("", 0), ("3; drop", 0), ("٣", 0), ("9" * 20, 0)])
def test_the_number_in_a_link_is_a_number(so, number):
    assert editing.understood({"so": so}) == number
