"""The five annexes are all there, word for word, and every row that carries a value can be loaded and shown."""

import csv
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest

from data import catalogue, catalogue_check, catalogue_export, catalogue_search
from data.catalogue import FREQUENCIES

PRINTED = {"tuyen-quang": 191, "lao-cai": 356, "cao-bang": 195, "ha-tinh": 126, "kon-tum": 100}
LEAVES = {"tuyen-quang": 171, "lao-cai": 288, "cao-bang": 170, "ha-tinh": 122, "kon-tum": 100}
PROMISED_COLUMNS = [
    *("set", "row", "group_path", "stt", "name", "parent", "is_leaf", "unit_printed", "unit", "scope"),
    *("frequency_printed", "frequencies", "breakdown_printed", "breakdowns", "source_agency", "method"),
    *("database", "database_owner", "data_source", "note"),
]


def leaves(set_code: str) -> list[catalogue.PrintedRow]:
    return [row for row in catalogue.printed_rows(set_code) if row.is_leaf]


def test_all_968_printed_rows_are_there_and_851_carry_a_value():
    assert {code: len(catalogue.printed_rows(code)) for code in catalogue.sets()} == PRINTED
    assert {code: len(leaves(code)) for code in catalogue.sets()} == LEAVES
    assert (sum(PRINTED.values()), sum(LEAVES.values())) == (968, 851)


def test_the_files_contradict_each_other_nowhere():
    assert [str(problem) for problem in catalogue_check.problems()] == []


def test_every_row_with_a_value_has_an_indicator_and_headings_have_none():
    for code in catalogue.sets():
        assert {i.row for i in catalogue.of_set(code)} == {row.row for row in leaves(code)}


def test_every_indicator_has_a_name_a_page_and_a_kind():
    for indicator in catalogue.indicators().values():
        assert indicator.name
        assert indicator.name_en
        assert indicator.page in catalogue.pages()
        assert indicator.kind in catalogue.KINDS
        assert indicator.frequencies


@pytest.mark.parametrize(
    ("set_code", "rows"),
    [
        ("tuyen-quang", (0, 25, 25, 98, 31, 0, 3, 0, 89)),
        ("lao-cai", (18, 65, 14, 155, 96, 0, 0, 0, 111)),
        ("cao-bang", (0, 6, 22, 123, 58, 0, 0, 0, 102)),
        ("ha-tinh", (4, 5, 2, 95, 20, 2, 0, 1, 39)),
        ("kon-tum", (6, 12, 0, 78, 21, 2, 0, 0, 31)),
    ],
)
def test_the_printed_frequencies_are_read_as_sets(set_code, rows):
    by_row: dict[int, set[str]] = {}
    for indicator in catalogue.of_set(set_code):
        by_row.setdefault(indicator.row, set()).update(indicator.frequencies)
    counted = Counter(frequency for frequencies in by_row.values() for frequency in frequencies)
    assert tuple(counted[frequency] for frequency in FREQUENCIES) == rows


@pytest.mark.parametrize(
    ("printed", "counts"),
    [
        ("Tháng", {"tuyen-quang": 56, "lao-cai": 94, "cao-bang": 66, "ha-tinh": 75, "kon-tum": 55}),
        ("Hàng năm", {"tuyen-quang": 30}),
        ("Quý/ Năm", {"lao-cai": 77}),
        ("Tháng/quý /năm", {"cao-bang": 12}),
        ("Giờ/Ngày/ Tháng", {"kon-tum": 6}),
        ("Tháng 7 và 11 hằng năm", {"ha-tinh": 1, "kon-tum": 1}),
        ("", {}),
    ],
)
def test_frequencies_are_kept_in_the_spelling_of_the_print(printed, counts):
    found = Counter(
        row.set_code for code in catalogue.sets() for row in leaves(code) if row.frequency_printed == printed
    )
    assert found == counts


@pytest.mark.parametrize(
    ("printed", "counts"),
    [
        ("%", {"tuyen-quang": 53, "lao-cai": 81, "cao-bang": 34}),
        ("Tỷ đồng", {"tuyen-quang": 8, "lao-cai": 16, "cao-bang": 5}),
        ("Triệu đồng", {"tuyen-quang": 1, "lao-cai": 6, "cao-bang": 22}),
        ("Người", {"lao-cai": 46, "cao-bang": 49}),
        ("Ha", {"tuyen-quang": 4, "lao-cai": 9, "cao-bang": 2}),
        ("ha", {"lao-cai": 3}),
        ("Vạn tấn", {"tuyen-quang": 1}),
        ("Xử lý", {"lao-cai": 2}),
        ("", {"tuyen-quang": 73, "lao-cai": 5, "ha-tinh": 122, "kon-tum": 100}),
    ],
)
def test_units_are_kept_in_the_spelling_of_the_print(printed, counts):
    rows = [row for code in catalogue.sets() for row in leaves(code)]
    assert Counter(row.set_code for row in rows if row.unit_printed == printed) == counts


def test_no_unit_is_invented_where_none_is_printed():
    for indicator in catalogue.indicators().values():
        if not catalogue.printed_by_row(indicator.set_code)[indicator.row].unit_printed:
            assert indicator.unit == "", indicator.code


def test_open_fields_stay_open_and_are_counted():
    counts = catalogue_check.open_counts()
    for code in catalogue.sets():
        own = catalogue.of_set(code)
        assert counts[code]["total"] == len(own)
        assert counts[code]["deadline_days"] == len(own), "no decision sets a deadline"
    assert counts["ha-tinh"]["unit"] == counts["ha-tinh"]["total"]
    assert counts["kon-tum"]["unit"] == counts["kon-tum"]["total"]
    assert counts["cao-bang"]["unit"] == 0


@pytest.mark.parametrize(
    ("set_code", "row", "as_printed"),
    [
        ("tuyen-quang", 21, "Tỷ lệ số thôn, bản, tổ dân số đạt danh hiệu văn hóa"),
        ("tuyen-quang", 56, "Đầu tư trong"),
        ("lao-cai", 100, "Số bị trường hợp xử lý vi phạm hành chính"),
    ],
)
def test_mistakes_of_the_print_are_kept_and_the_name_that_is_shown_is_mended(set_code, row, as_printed):
    assert catalogue.printed_by_row(set_code)[row].name == as_printed
    shown = [indicator for indicator in catalogue.of_set(set_code) if indicator.row == row]
    assert shown
    assert all(indicator.name != as_printed and indicator.flag for indicator in shown)


@pytest.mark.parametrize(
    ("code", "printed", "unit"),
    [
        ("tq_tthc_satisfaction", "Hồ sơ", "{dossier}"),
        ("tq_teachers_per_class", "%", "%"),
        ("cb_new_rural_disbursed_rate", "Triệu đồng", "10*6.VND"),
        ("cb_doctors_per_10k", "Người", "{person}"),
    ],
)
def test_a_unit_that_contradicts_its_name_is_kept_and_flagged(code, printed, unit):
    indicator = catalogue.get(code)
    assert catalogue.printed_by_row(indicator.set_code)[indicator.row].unit_printed == printed
    assert indicator.unit == unit
    assert printed in indicator.flag


def test_a_doubted_unit_is_so_until_the_province_corrects_it():
    printed = catalogue.get("tq_tthc_satisfaction")
    assert catalogue.is_unit_doubted(printed)
    assert not catalogue.is_unit_doubted(replace(printed, unit="%"))
    assert not catalogue.is_unit_doubted(catalogue.get("tq_poverty_reduction"))


def test_a_compound_row_becomes_one_indicator_per_measure():
    codes = [indicator.code for indicator in catalogue.of_set("kon-tum") if indicator.row == 1]
    assert codes == ["kt_cpi_month", "kt_cpi_december", "kt_cpi_year"]


def test_the_same_concept_is_linked_between_sets():
    found = {indicator.code for indicator in catalogue.linked(catalogue.get("tq_doctors_per_10k"))}
    assert found == {"cb_doctors_per_10k", "ht_doctors_per_10k", "kt_doctors_per_10k"}


@pytest.mark.parametrize("text", ["thu ngan sach", "Thu ngân sách", "  THU   NGÂN SÁCH ", "tnsnn", "TNSNN"])
def test_search_needs_neither_diacritics_nor_case_nor_whole_words(text):
    assert catalogue_search.search(text)[0].code == "tq_budget_revenue"


def test_search_reads_composed_and_decomposed_letters_alike():
    composed = catalogue_search.search("đường bộ")
    assert composed
    assert catalogue_search.search(unicodedata.normalize("NFD", "đường bộ")) == composed


@pytest.mark.parametrize("text", ["qwzx", "thu ngân sách qwzx", "zzzz zzzz"])
def test_search_finds_nothing_for_nonsense(text):
    assert catalogue_search.search(text) == []


@pytest.mark.parametrize("text", ["", "   ", "%", "…"])
def test_search_for_nothing_shows_everything(text):
    assert len(catalogue_search.search(text)) == len(catalogue.indicators())


def test_a_printed_name_is_found_in_its_own_set_only():
    assert {i.code for i in catalogue.find("cao-bang", "số bác sĩ trên 10.000 dân")} == {"cb_doctors_per_10k"}
    assert catalogue.find("tuyen-quang", "số bác sĩ trên 10.000 dân") == []


def test_the_export_has_one_record_per_printed_row_with_the_promised_columns_first(tmp_path):
    file = tmp_path / "danh-muc.csv"
    assert catalogue_export.export(file) == 968
    assert file.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel needs the mark to show the accents"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        records = list(reader)
    assert list(reader.fieldnames or [])[: len(PROMISED_COLUMNS)] == PROMISED_COLUMNS
    keys = [(record["set"], int(record["row"])) for record in records]
    assert keys == [(code, row.row) for code in catalogue.sets() for row in catalogue.printed_rows(code)]
    assert Counter(record["is_leaf"] for record in records) == {"true": 851, "false": 117}


def test_the_export_keeps_the_print_and_adds_what_the_system_needs():
    records = {(record["set"], record["row"]): record for record in catalogue_export.export_rows()}
    for code in catalogue.sets():
        for row in catalogue.printed_rows(code):
            record = records[code, str(row.row)]
            assert (record["name"], record["unit_printed"]) == (row.name, row.unit_printed)
            assert bool(record["codes"]) == row.is_leaf
    compound = records["cao-bang", "195"]
    assert compound["codes"] == "cb_households_food_aid | cb_people_food_aid"
    assert (compound["unit_printed"], compound["unit"]) == ("Hộ/ người", "{household} | {person}")
    assert (compound["frequency_printed"], compound["frequencies"]) == ("Ngày/tuần/tháng", "day;week;month")
    assert "deadline_days" in compound["open"]


def test_a_missing_file_is_named_with_the_way_out(tmp_path):
    with pytest.raises(catalogue.CatalogueError, match=r"sets\.csv is missing.*README"):
        catalogue.sets(tmp_path)
