"""A briefing says what the pages say, and every number of it leads to the row it stands in."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from briefings import kinds
from briefings.outline import Part, from_json, parted, to_json
from components import asking, formats
from data import asked, origins, periods, trace, versions, views
from data.answers import NumberKey
from exports.briefing import frozen, numbering, word
from exports.briefing.model import Briefing, Chart, Map, Table
from tests.briefings.shelf import COMMUNES, PERIOD, PROVINCE, SET, TODAY, composed, fill, outline
from tests.shelf import REVENUE, deliver, observed, reading


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kho"))


@pytest.fixture(scope="module")
def briefing(kept: Path) -> Briefing:
    return composed(kept, outline()).briefing


def texts(briefing: Briefing) -> list[str]:
    return [block.text for block in briefing.blocks() if hasattr(block, "words")]


def test_it_says_the_sentence_of_the_page_with_every_number_linked(briefing):
    assert (
        "Lũy kế 2 tháng năm 2026, thu ngân sách nhà nước trên địa bàn tỉnh đạt 1.350,5 tỷ đồng, tăng 7,6 % so với cùng "
        "kỳ năm trước, đạt 16,9 % dự toán HĐND tỉnh giao." in texts(briefing)
    )
    keys = [NumberKey.parse(key) for key in briefing.numbers()]
    assert {key.period for key in keys if key.code == REVENUE} == {"2026-02", "2025-02", "2026"}


def test_what_it_shows_is_what_the_page_asks_of_the_archive(kept, briefing):
    with reading(kept) as conn:
        understood = asked.understand(conn, {"ky": PERIOD, "chi-so": COMMUNES}, ("economy",), 6, TODAY)
        view = views.group_view(conn, understood, TODAY, prefix="group", boundary_note="")
    line = asking.headline(view)
    (table,) = (block for block in briefing.blocks() if isinstance(block, Table))
    row = next(row for row in table.rows if row[1].text == line.indicator.name)
    assert (row[4].text, row[4].value) == (formats.number(line.value), line.value)
    (drawn,) = (block for block in briefing.blocks() if isinstance(block, Map))
    shown = view.communes.set_index("area_code")["value"].dropna()
    assert {one.code: one.value for one in drawn.places if one.value is not None} == shown.to_dict()
    chart = next(block for block in briefing.blocks() if isinstance(block, Chart))
    assert [value for value in chart.lines[0].values if value is not None] == [20.0, 43.0]


def test_the_appendix_names_file_sheet_and_cell_or_what_was_added(briefing):
    rows = {one.key: one for one in briefing.origins}
    assert set(rows) == set(briefing.numbers())
    plan = next(one for key, one in rows.items() if "|plan|" in key)
    assert (plan.figure, plan.file, plan.source) == (
        "8.000", "bieu-thang.xlsx (Biểu 1, F7)", "Sở Tài chính tỉnh Tuyên Quang",
    )  # fmt: skip
    summed = rows[f"{REVENUE}|08|2026-02|cumulative|total|"]
    assert summed.figure == "1.350,5"
    assert summed.file.startswith("cộng từ 2 tháng")


def test_the_same_figures_have_the_same_code_and_survive_being_kept(briefing):
    again = frozen.from_json(frozen.to_json(briefing))
    assert again == briefing
    assert frozen.code_of(again) == frozen.code_of(replace(briefing, code="ABC"))
    assert frozen.code_of(replace(briefing, on=TODAY.replace(day=1))) != frozen.code_of(briefing)


@pytest.mark.parametrize(
    ("typed", "kept_as"), [(" 7kq2 m9xd 4rte", "7KQ2-M9XD-4RTE"), ("7KQ2-M9XD", ""), ("<script>", "")]
)
def test_a_code_is_understood_however_it_is_typed(typed, kept_as):
    assert frozen.tidied(typed) == kept_as


def test_staff_move_drop_and_word_sections(kept):
    wanted = outline(
        Part("a", "group", "economy", shows=("text",)), Part("b", "words", title="Kiến nghị", text="Không.")
    )
    swapped = wanted.moved("b", -1)
    assert [one.title for one in composed(kept, swapped).briefing.sections] == ["Kiến nghị", "Kinh tế"]
    assert [one.key for one in swapped.without("a").parts] == ["b"]
    worded = wanted.with_part(replace(wanted.part("a"), text="Tóm lại, thu {số:tq_budget_revenue} trong {kỳ}."))
    assert texts(composed(kept, worded).briefing)[0] == "Tóm lại, thu 1.350,5 tỷ đồng trong tháng 2 năm 2026."
    assert from_json(to_json(worded)) == worded


def test_an_unknown_slot_is_reported_with_its_section(kept):
    wanted = outline(Part("a", "group", "economy", text="Đạt {số:khong_co}.", shows=("text",)))
    ((key, sentence),) = composed(kept, wanted).troubles
    assert key == "a"
    assert "{số:khong_co}" in sentence


@pytest.mark.parametrize("code", kinds.of_store(Path("none")))
def test_what_staff_write_is_unwritten_when_a_briefing_begins_and_the_editor_says_that_it_is_not_printed(kept, code):
    begun = kinds.start(kinds.of_store(kept)[code], SET, PERIOD, "Tuyên Quang", of="economy", area=PROVINCE)
    (bare,) = parted(begun)[1]
    ((_, sentence),) = composed(kept, outline(bare)).troubles
    assert sentence == f"Mục «{bare.title}» chưa có lời văn: khi phát hành, mục này không in."


def test_a_section_without_data_says_so(kept):
    wanted = outline(Part("a", "group", "education", shows=("text", "map", "chart", "parts")))
    assert texts(composed(kept, wanted).briefing) == [
        "Chưa có số liệu của tháng 2 năm 2026 về các chỉ tiêu trong mục này."
    ]
    assert texts(composed(kept, outline(Part("b", "group", "nothing-like-it"))).briefing)[0].startswith("Không có nhóm")


def test_what_only_came_after_the_period_is_not_shown_unless_it_was_asked_for(store):
    """A series by the day stands at its newest day where it has none in the month that is asked for."""
    kinds_of = ("total", "disease=polio", "disease=plague")
    rows = [
        observed(5.0, "2026-02-10", indicator_code="tq_new_cases", breakdown=one, area_code=area)
        for one in kinds_of
        for area in (PROVINCE, "00721", "00829", "00715")
    ]
    deliver(store, "ngay", *rows)
    versions.publish(store, "thử")
    shown = ("text", "map", "chart", "parts", "communes")
    before = replace(outline(Part("a", "group", "tq_new_cases", shows=shown)), period="2026-01")
    told = composed(store, before).briefing
    assert [block for block in told.blocks() if isinstance(block, Chart | Map | Table)] == []
    assert "cao nhất" not in " ".join(texts(told))
    asked_for = replace(before, parts=(Part("a", "group", "tq_new_cases", shows=shown, asked={"ky": "2026-02"}),))
    assert {type(block) for block in composed(store, asked_for).briefing.blocks()} >= {Chart, Map, Table}


def test_simulated_values_mark_the_whole_briefing(store):
    rows = [observed(5, month, status="simulated") for month in ("2026-01", "2026-02")]
    deliver(store, "mo-phong", *rows, simulated=True)
    versions.publish(store, "thử")
    assert composed(store, outline()).briefing.mark == "SỐ LIỆU MÔ PHỎNG - KHÔNG DÙNG ĐỂ BÁO CÁO"


@pytest.mark.parametrize("code", list(kinds.of_store(Path("/nowhere"))))
def test_every_kind_begins_with_sections_that_can_be_built(kept, code):
    kind = kinds.of_store(kept)[code]
    period = kinds.period_of(kind, PERIOD)
    assert periods.parse(period).frequency == kind.frequency
    started = kinds.start(kind, SET, period, "Tỉnh Tuyên Quang", of="economy" if kind.needs == "group" else "")
    assert composed(kept, started).briefing.sections


def test_a_kind_of_the_province_comes_before_ours_and_a_broken_one_is_named(store):
    folder = store / "briefings" / "kinds"
    folder.mkdir(parents=True)
    (folder / "thang.toml").write_text(
        'name = "Báo cáo của tỉnh"\nheading = "BÁO CÁO"\nsubject = "Thử"\nfrequency = "month"\n'
        '[[section]]\nkind = "words"\ntitle = "Một"\n',
        encoding="utf-8",
    )
    assert kinds.of_store(store)["thang"].name == "Báo cáo của tỉnh"
    (folder / "hong.toml").write_text('name = "Thiếu"', encoding="utf-8")
    with pytest.raises(kinds.KindError, match=r"hong\.toml không đọc được"):
        kinds.of_store(store)


def test_the_appendix_says_of_every_number_what_the_source_panel_says(kept, briefing):
    keys = [NumberKey.parse(one.key) for one in briefing.origins]
    with reading(kept) as conn:
        panel = [trace.trace(conn, key, PROVINCE).value for key in keys]
    assert len(keys) > 5
    assert [one.value for one in briefing.origins] == panel


def test_a_sum_of_some_months_is_no_origin_of_the_months_to_date(kept):
    key = NumberKey(REVENUE, PROVINCE, "2026-03", "cumulative")
    with reading(kept) as conn:
        assert trace.trace(conn, key, PROVINCE).value is None
        assert [one.value for one in origins.standings(conn, [key], PROVINCE)] == [None]


def test_a_briefing_of_a_hundred_sections_is_numbered_to_the_last(kept):
    many = outline(*(Part(f"{place}", "words", title="Mục", text="Không.") for place in range(100)))
    briefing = composed(kept, many).briefing
    assert "C. MỤC" in "".join(one.text for one in docx.Document(io.BytesIO(word.to_docx(briefing))).paragraphs)
    assert [numbering.roman(number) for number in (1, 4, 49, 90, 99, 100)] == ["I", "IV", "XLIX", "XC", "XCIX", "C"]
