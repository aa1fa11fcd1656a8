import pandas as pd
import pytest

from components import exports, filters, lineage, messages, ranking
from components.shading import AREA, shades
from components.shell import NavGroup, NavItem, shell
from components.words import WORDS, word
from data.alert_answers import Tally
from tests.components import reading


def communes(size: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": [f"{place:05d}" for place in range(size)],
            "area_name": [f"Xã {place}" for place in range(size)],
            "value": [float(place) for place in range(size)],
            "status": "final",
        }
    )


def ranked(node) -> list[str]:
    return [row.id["code"] for row in reading.classed(node, "rank-name")]


def test_the_ranking_lists_the_highest_down_and_the_lowest_up():
    assert ranked(ranking.ranking(communes(30), count=2)) == ["00029", "00028", "00000", "00001"]


def test_few_communes_are_never_listed_twice():
    assert sorted(ranked(ranking.ranking(communes(13), count=10))) == [f"{place:05d}" for place in range(13)]
    assert ranked(ranking.ranking(communes(3), count=10)) == ["00002", "00001", "00000"]


def test_communes_without_value_are_not_ranked():
    frame = communes(3)
    frame.loc[2, "value"] = None
    assert ranked(ranking.ranking(frame)) == ["00001", "00000"]


def test_a_ranking_of_nothing_is_a_sentence():
    assert reading.text(ranking.ranking(communes(0))) == "Chưa có xã nào có số liệu."


def test_bars_wear_the_colour_of_their_class_on_the_map():
    frame = communes(4)
    sheet = shades(frame, unit="%", method="fixed", limits=[2])
    top = reading.classed(ranking.ranking(frame, sheet=sheet), "rank-row")[0]
    assert top.style == {"--length": "100.0%", "--swatch": sheet["colors"][1], "--swatch-dark": sheet["colors_dark"][1]}


def test_bars_of_negative_values_have_a_length():
    frame = communes(2)
    frame["value"] = [-10.0, 5.0]
    made = ranking.ranking(frame)
    bars = [row.style["--length"] for row in reading.classed(made, "rank-row")]
    assert dict(zip(ranked(made), bars, strict=True)) == {"00001": "50.0%", "00000": "100.0%"}


def test_a_value_of_a_ranking_leads_to_the_source_that_the_map_names_and_its_name_chooses_the_commune():
    frame = communes(3)
    sheet = shades(frame, unit="%", method="fixed", limits=[2])
    sheet["source"] = f"tq_budget_revenue|{AREA}|2026-10|actual|total|"
    sheet["sources"] = {"00001": "another"}
    values = reading.classed(ranking.ranking(frame, sheet=sheet), "rank-value")
    keys = ["tq_budget_revenue|00002|2026-10|actual|total|", "another", "tq_budget_revenue|00000|2026-10|actual|total|"]
    assert [one.id["key"] for one in values] == keys
    assert [one.id["type"] for one in values] == ["source"] * 3


def test_a_value_without_any_source_is_no_button():
    assert not [one for one in reading.classed(ranking.ranking(communes(2)), "rank-value") if hasattr(one, "id")]


@pytest.fixture
def framed():
    rooms = [
        NavItem("/kinh-te", "Kinh tế", "graph-up-arrow"),
        NavItem("/nhom/y-te", "Y tế", "heart-pulse"),
    ]

    def frame(**told):
        known = {
            "simulated": True,
            "as_of": "03/11/2026",
            "version": "v1",
            "active": "/kinh-te",
            "alarm": Tally(),
        } | told
        return shell("Nội dung", province_name="Tỉnh Tuyên Quang", groups=[NavGroup("", rooms)], **known)

    return frame


def test_the_shell_says_province_as_of_and_version(framed):
    said = reading.text(framed())
    assert "Tỉnh Tuyên Quang" in said
    assert "Số liệu đến 03/11/2026 · phiên bản v1" in said


def test_the_open_room_alone_is_marked_in_the_navigation(framed):
    links = {one.href: one.className.split() for one in reading.classed(framed(), "nav-link")}
    assert list(links) == ["/kinh-te", "/nhom/y-te"]
    assert ["is-active" in names for names in links.values()] == [True, False]


def test_the_banner_of_simulated_data_stands_only_where_there_is_some(framed):
    assert reading.classed(framed(), "banner-simulated")[0].hidden is False
    assert reading.classed(framed(simulated=False), "banner-simulated")[0].hidden is True


def test_the_first_link_leads_past_the_menu(framed):
    assert framed().children[0].href == "#main"
    assert "main" in reading.ids(framed())


def test_the_shell_speaks_english_when_asked(framed):
    assert framed(lang="en").lang == "en"
    assert "Data as of" in reading.text(framed(lang="en"))


def test_a_filter_has_a_label_that_belongs_to_it():
    box = filters.period("economy-period", {"2026-10": "Tháng 10/2026"}, "2026-10")
    assert box.children[0].htmlFor == box.children[1].id == "economy-period"


def test_a_filter_with_an_id_of_parts_is_labelled_by_its_id_in_the_page():
    box = filters.field({"type": "axis", "at": "x"}, "Phân tổ", {"a": "A"}, "a")
    assert box.children[0].htmlFor == '{"at":"x","type":"axis"}'


def test_pick_falls_back_to_the_first_choice():
    assert filters.pick("2026-09", {"2026-10": "", "2026-09": ""}) == "2026-09"
    assert filters.pick("<script>", {"2026-10": "", "2026-09": ""}) == "2026-10"
    assert filters.pick(None, {}) is None


def test_an_empty_page_says_what_is_missing_and_where_data_is():
    told = reading.text(messages.empty("Tháng 3/2019", nearest="năm 2020 và 2022"))
    assert told == "Chưa có số liệu của Tháng 3/2019. Kỳ gần nhất có số liệu: năm 2020 và 2022."


def test_late_data_names_who_what_and_how_long():
    told = reading.text(messages.late("biểu 01", "Sở Tài chính", 6, last="Tháng 9/2026"))
    assert told == "Sở Tài chính chậm gửi biểu 01 6 ngày. Số liệu mới nhất đã nhận: Tháng 9/2026."


def test_a_failure_gives_a_reference_and_is_announced():
    box = messages.failed("a1b2c3")
    assert "a1b2c3" in reading.text(box)
    assert box.role == "alert"


def test_the_source_panel_shows_what_is_known_and_nothing_else():
    shown = lineage.body(
        {
            "title": "Thu ngân sách, xã Thắng Mố",
            "value": "12,8 tỷ đồng",
            "file": "bieu-01.xlsx",
            "cell": "J12",
            "formula": "Thu ÷ dự toán × 100",
            "revisions": [{"date": "03/11/2026", "before": "12,1", "after": "12,8"}],
        }
    )
    said = reading.text(shown)
    assert "Tệp bieu-01.xlsx Ô J12" in said
    assert "03/11/2026 từ 12,1 thành 12,8" in said
    assert "Trang tính" not in said


def test_a_number_that_was_never_revised_says_so():
    assert "Chưa sửa đổi lần nào." in reading.text(lineage.body({"value": "1"}))


def test_the_source_panel_is_closed_until_there_is_something_to_show():
    assert lineage.lineage_panel(None).hidden is True
    assert lineage.lineage_panel({"value": "1"}).hidden is False


def test_an_export_bar_carries_all_that_a_picture_has_to_say():
    bar = exports.export_bar(
        "m", "map", name="Thu ngân sách 2026-10", title="Thu đạt bao nhiêu?", unit="%", period="Tháng 10/2026",
        source="Sở Tài chính", as_of="03/11/2026", simulated=True,
    )  # fmt: skip
    said = {name: getattr(bar, f"data-{name}") for name in ("file", "caption", "foot", "mark", "title")}
    assert said == {
        "file": "thu-ngan-sach-2026-10",
        "caption": "% · Tháng 10/2026",
        "foot": "Nguồn: Sở Tài chính · Số liệu đến 03/11/2026",
        "mark": "Số liệu mô phỏng",
        "title": "Thu đạt bao nhiêu?",
    }
    assert {"type": "download", "what": "xlsx", "target": "m"} in reading.ids(bar)


def test_every_word_has_both_languages_with_the_same_places():
    for key, (vietnamese, english) in WORDS.items():
        assert vietnamese, key
        assert english, key
        assert vietnamese.count("{") == english.count("{"), key


def test_an_unknown_word_is_an_error():
    with pytest.raises(KeyError):
        word("không có")
