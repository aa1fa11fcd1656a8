"""What was found when a number was loaded is told with the number."""

from datetime import datetime
from pathlib import Path

from components.group_source import lineage
from data import checked, trace, versions
from data.answers import NumberKey, Trace
from loaders import rules
from loaders.reading import Note
from tests.shelf import PROVINCE, REVENUE, deliver, observed, reading

DOUBT = Note("Biểu 1", "C7", "seasonal_outlier", "Ô C7: khác xa cùng kỳ.", "flag")
OTHERS = (Note("Biểu 1", "C8", "negative_flow", "Ô C8: số âm.", "flag"), Note("", "", "blanks", "2 ô trống."))


def traced(store: Path, *notes: Note) -> Trace:
    deliver(store, "d1", observed(800.0, cell="C7"), notes=notes)
    versions.publish(store, "thử")
    with reading(store) as conn:
        return trace.trace(conn, NumberKey(REVENUE, PROVINCE, "2026-01", "actual"), PROVINCE, None, store)


def test_a_doubt_is_told_and_its_check_does_not_count_as_passed(store: Path) -> None:
    found = traced(store, DOUBT, *OTHERS).checks
    every = list(checked.stage_of().values())
    assert found is not None
    assert [remark.text for remark in found.remarks] == ["Ô C7: khác xa cùng kỳ."]
    assert found.passed == {stage: every.count(stage) - (stage == "history") for stage in checked.STAGES}


def test_the_panel_counts_what_was_passed_and_names_what_was_doubted(store: Path) -> None:
    told = lineage(traced(store, DOUBT))["checks"]
    assert len(told) == len(checked.STAGES) + 1
    assert told[-1] == "Nghi ngờ: Ô C7: khác xa cùng kỳ."


def test_where_the_remarks_are_not_at_hand_nothing_is_claimed(store: Path) -> None:
    found = traced(store)
    assert lineage(Trace(found.key, found.indicator, "", 1.0, "final", found.revisions, (), ""))["checks"] == []
    assert checked.of_cell(store, "not-there", "", "C7") is None


def test_every_check_of_a_stage_refuses_or_flags(store: Path) -> None:
    assert {rules.rule(code).severity for code in checked.stage_of()} == {"refuse", "flag"}
    assert set(checked.stage_of().values()) == set(checked.STAGES)


def test_an_estimate_behind_a_final_value_is_told_with_its_file(store: Path) -> None:
    deliver(store, "estimate", observed(790.0, status="estimated", cell="J12"), on=datetime(2026, 3, 5))
    (only,) = lineage(traced(store))["competing"]
    assert only.startswith("790 tỷ đồng (ước thực hiện, Sở Tài chính tỉnh Tuyên Quang, công bố 05/03/2026; estimate")
    assert "J12" in only


def test_two_sources_of_the_same_day_stand_side_by_side_and_a_correction_of_one_is_a_revision(store: Path) -> None:
    deliver(store, "press", observed(655.0), on=datetime(2026, 2, 4), source="Cổng thông tin tỉnh")
    deliver(store, "survey", observed(660.0), on=datetime(2026, 2, 4), received=datetime(2026, 2, 5))
    deliver(store, "again", observed(661.0), on=datetime(2026, 2, 4), received=datetime(2026, 2, 6))
    (only,) = lineage(traced(store))["competing"]
    assert only.startswith("655 tỷ đồng (")
    assert "Cổng thông tin tỉnh" in only
    assert "nguồn khác nói khác trong cùng ngày" in only


def test_of_two_estimates_of_one_day_neither_is_called_official(store: Path) -> None:
    day = datetime(2026, 2, 4)
    deliver(store, "press", observed(655.0, status="estimated", cell="row 7"), on=day, source="Cổng thông tin tỉnh")
    deliver(store, "survey", observed(660.0, status="estimated"), on=day, received=datetime(2026, 2, 5))
    versions.publish(store, "thử")
    with reading(store) as conn:
        told = lineage(trace.trace(conn, NumberKey(REVENUE, PROVINCE, "2026-01", "actual"), PROVINCE, None, store))
    (only,) = told["competing"]
    assert "nguồn khác nói khác trong cùng ngày" in only
    assert "dòng 7" in only
