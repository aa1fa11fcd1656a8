"""What a link asks of the catalogue, and what was changed in it since."""

from pathlib import Path

import pytest

from data import catalogue, catalogue_history, catalogue_search
from data.catalogue import CatalogueError
from data.catalogue_search import Wanted


def test_a_link_is_read_back_as_it_was_made() -> None:
    wanted = Wanted("thu ngân sách", "ha-tinh", "economy", "Sở Tài chính", "month", "unit", "1")
    assert catalogue_search.understand(wanted.link()) == (wanted, ())


def test_values_that_the_catalogue_does_not_have_are_left_out_and_named() -> None:
    wanted, strange = catalogue_search.understand({"bo": "nowhere", "nhom": "economy", "tan-suat": "fortnight"})
    assert wanted == Wanted(page="economy")
    assert strange == ("nowhere", "fortnight")


def test_an_agency_is_found_on_its_own_where_several_provide() -> None:
    found = catalogue_search.matching(Wanted(agency="Thuế tỉnh", set_code="tuyen-quang"))
    assert "Sở Tài chính; Thuế tỉnh" in {one.provider for one in found}
    assert not any(";" in name for name in catalogue_search.agencies())


def test_open_fields_are_counted_over_the_whole_catalogue() -> None:
    counts = catalogue_search.open_counts()
    assert counts["deadline_days"] == len(catalogue.indicators())  # no decision sets a deadline
    assert counts["unit"] == sum(not one.unit for one in catalogue.indicators().values())


def history(folder: Path, *lines: str) -> Path:
    """The folder with a history file of these lines."""
    text = "\n".join(["date,code,field,before,after,reason", *lines])
    (folder / "history.csv").write_text(text, encoding="utf-8")
    return folder


def test_changes_of_a_definition_are_told_newest_first(tmp_path: Path) -> None:
    older = "2026-03-01,tq_budget_revenue,deadline_days,,5,Công văn của Sở Tài chính."
    newer = "2026-06-01,tq_budget_revenue,deadline_days,5,3,Công văn của Sở Tài chính."
    folder = history(tmp_path, older, newer, "2026-06-02,tq_other,unit,,%,Sửa.")
    found = catalogue_history.changes_of(catalogue.get("tq_budget_revenue"), folder)
    assert [(change.before, change.after) for change in found] == [("5", "3"), ("", "5")]


def test_a_history_line_without_a_date_is_refused_with_its_place(tmp_path: Path) -> None:
    folder = history(tmp_path, "hôm qua,tq_budget_revenue,unit,,%,Sửa.")
    with pytest.raises(CatalogueError, match=r"history\.csv:2"):
        catalogue_history.changes(folder)


def test_what_a_form_says_is_not_cut_where_a_search_would_end() -> None:
    assert catalogue_search.as_text("đ" * 2_000) == "đ" * 2_000
    assert catalogue_search.understand({"q": "đ" * 2_000})[0].text == "đ" * 120
