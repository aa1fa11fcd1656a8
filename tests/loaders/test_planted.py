"""A workbook with planted errors gets the right message for each; sound rows load, and mended ones load too."""

from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from cli.main import app
from data import known, paths, versions
from loaders import quarantine
from loaders.delivery import Delivery, keep
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED, save
from tests.shelf import GROWTH, deliver, observed

HEADER = [
    "Mã chỉ tiêu", "Mã địa bàn", "Tên địa bàn", "Kỳ", "Phân tổ", "Loại số liệu", "Cấp giao", "ĐVT", "Giá trị",
    "Trạng thái",
]  # fmt: skip
EXPORTS, COVERAGE = "tq_exports", "tq_commune_social_insurance_coverage"
SOUND = ["tq_budget_revenue", "08", "Tỉnh Tuyên Quang", "2026-09", "", "", "", "tỷ đồng", 510.5, ""]
OTHER_SOUND = [COVERAGE, "00829", "Xã Thắng Mố", "2026-09", "", "", "", "%", 97.5, ""]


def row(base: list[object], **changed: object) -> list[object]:
    places = dict(zip(("code", "area", "name", "period", "breakdown", "measure", "basis", "unit", "value", "status"),
                      range(10), strict=True))  # fmt: skip
    made = list(base)
    for key, value in changed.items():
        made[places[key]] = value
    return made


# Each row breaks one rule; what stands beside it is the check, and words that its message or remedy must contain.
PLANTED: list[tuple[str, list[object], str]] = [
    ("unknown_indicator", row(SOUND, code="tq_budget_revenu"), "tq_budget_revenue"),
    ("unknown_area", row(OTHER_SOUND, area="99999", name=""), "99999"),
    ("former_area", row(OTHER_SOUND, area="00697", name=""), "Phường Hà Giang 2"),
    ("other_province", row(OTHER_SOUND, area="01273", name=""), "Cao Bằng"),
    ("area_mismatch", row(OTHER_SOUND, name="Xã Lũng Cú"), "Lũng Cú"),
    ("bad_period", row(SOUND, period="2026-13"), "2026-09"),
    ("wrong_frequency", row(SOUND, code="tq_grdp_growth", unit="%", value=7.1), "quý"),
    ("future_period", row(SOUND, period="2027-01"), "Tháng 1/2027"),
    ("bad_breakdown", row(SOUND, breakdown="sex"), "trục=giá_trị"),
    ("unknown_axis", row(SOUND, breakdown="sex=female"), "không có phân tổ"),
    ("unknown_member", row(SOUND, code="tq_tthc_received", breakdown="channel=onlin", unit=""), "online"),
    ("unknown_word", row(SOUND, measure="thực thu"), "actual"),
    ("no_basis", row(SOUND, measure="kế hoạch", period="2026"), "hdnd_tinh"),
    ("wrong_level", row(SOUND, area="00829", name="Xã Thắng Mố"), "chung toàn tỉnh"),
    ("wrong_unit", row(SOUND, unit="tấn"), "tỷ đồng"),
    ("ambiguous_number", row(SOUND, value="1.234"), "hai cách"),
    ("not_a_number", row(SOUND, value="khoảng 500"), "không phải số"),
    ("formula", row(SOUND, value="#REF!"), "#REF!"),
    ("share_range", row(OTHER_SOUND, area="00715", name="Xã Lũng Cú", value=975), "0–100"),
    ("unit_slip", row(SOUND, code=EXPORTS, unit="triệu USD", value=41_000), "tệp ghi đơn vị «triệu USD»"),
    ("index_or_growth", row(SOUND, code=GROWTH, period="2026-Q3", unit="%", value=107.1), "107,1"),
    ("weak_over_final", row(SOUND, period="2026-08", status="ước tính", value=480), "chính thức"),
    ("no_period", row(SOUND, period=""), "không có kỳ"),
    ("bad_basis", row(SOUND, measure="kế hoạch", period="2026", basis="hội đồng?"), "«hội đồng?»"),
    ("needless_basis", row(SOUND, basis="hdnd_tinh"), "Để trống cột cấp giao"),
    ("not_a_percent", row(SOUND, value="50%"), "phần trăm (50 %)"),
    ("no_area", row(OTHER_SOUND, area="", name=""), "không có mã và tên"),
    ("misspelt_area", row(OTHER_SOUND, area="", name="Xã Lung Cus"), "Xã Lũng Cú (00715)"),
    ("unknown_unit", row(SOUND, unit="thúng"), "«thúng»"),
    ("duplicate", row(SOUND, code="tq_imports", unit="triệu USD", value=12), "13 (ô I35)"),
]


@pytest.fixture
def history(store: Path) -> partial[pd.DataFrame]:
    """A store that knows exports, growth and revenue of earlier periods."""
    exports = [observed(40.0 + n, f"2026-{n:02d}", indicator_code=EXPORTS) for n in range(1, 9)]
    growth = [observed(7.0 + n / 10, f"2025-Q{n}", indicator_code=GROWTH) for n in range(1, 5)]
    deliver(store, "earlier", *exports, *growth, observed(500.0, "2026-08"), on=datetime(2026, 9, 5))
    versions.publish(store, "thử")
    return partial(known.history, store)


def book(path: Path, rows: list[list[object]]) -> Path:
    return save(path, [["BÁO CÁO"], [], HEADER, *rows])


def load(path: Path, history: partial[pd.DataFrame]) -> Delivery:
    return read_delivery(path, "long-table", province="08", received_at=RECEIVED, known=history)


def test_every_planted_error_gets_its_own_message_and_the_sound_rows_load(
    tmp_path: Path, history: partial[pd.DataFrame]
) -> None:
    twin = row(SOUND, code="tq_imports", unit="triệu USD", value=13)
    delivery = load(book(tmp_path / "loi.xlsx", [SOUND, *(r for _, r, _ in PLANTED), twin, OTHER_SOUND]), history)
    assert sorted(delivery.observations["value"]) == [97.5, 510.5]
    refusals = delivery.refusals.set_index("cell")
    assert len(refusals) == len(PLANTED) + 1
    for number, (code, planted, said) in enumerate(PLANTED, start=5):
        refused = refusals.loc[f"I{number}"]
        assert (number, refused["reason_code"]) == (number, code)
        assert said in f"{refused['reason']} {refused['remedy']}"
        assert refused["remedy"]
        assert refused["sheet"] == "Biểu 1"
        assert refused["value"] == str(planted[8])
    assert refusals.loc["I35", "reason_code"] == "duplicate"
    assert len({code for code, _, _ in PLANTED}) == len(PLANTED) == 30


def test_refused_cells_come_back_marked_in_the_same_workbook_and_load_once_mended(
    tmp_path: Path, history: partial[pd.DataFrame], store: Path
) -> None:
    wrong = row(OTHER_SOUND, area="00715", name="Xã Lũng Cú", value=975)
    folder = keep(load(book(tmp_path / "loi.xlsx", [SOUND, wrong]), history), store)
    marked = paths.marked_workbook(store, folder.name)
    assert marked is not None
    sheet = openpyxl.load_workbook(marked)["Biểu 1"]
    assert "0–100" in sheet["I5"].comment.text
    assert sheet["I5"].fill.start_color.rgb == quarantine.MARKED.start_color.rgb
    assert sheet["I4"].comment is None
    assert [cell.value for cell in sheet[4]][:4] == SOUND[:4]
    sheet["I5"] = 97.5
    mended = tmp_path / "da-sua.xlsx"
    sheet.parent.save(mended)
    again = load(mended, history)
    assert (again.rows_accepted, again.rows_refused) == (2, 0)


def test_a_text_file_comes_back_as_a_workbook_and_its_formulas_stay_text(tmp_path: Path, store: Path) -> None:
    file = tmp_path / "loi.csv"
    lines = ["Mã chỉ tiêu,Mã địa bàn,Kỳ,Giá trị,Ghi chú", "tq_exports,08,2026-09,abc,=1+1", "tq_imports,08,2026-09,5,"]
    file.write_text("\n".join(lines), encoding="utf-8")
    folder = keep(read_delivery(file, province="08", received_at=RECEIVED), store)
    page = openpyxl.load_workbook(BytesIO(quarantine.marked_workbook(folder))).worksheets[0]
    assert isinstance(page, Worksheet)
    assert "không phải số" in page["D2"].comment.text
    assert (page["E2"].value, page["E2"].data_type) == ("=1+1", "s")


def test_a_delivery_without_refusals_has_nothing_to_mend(tmp_path: Path, store: Path) -> None:
    delivery = read_delivery(book(tmp_path / "dung.xlsx", [SOUND]), "long-table", province="08", received_at=RECEIVED)
    folder = keep(delivery, store)
    assert paths.marked_workbook(store, folder.name) is None
    assert paths.marked_workbook(store, "../" + folder.name) is None


def test_simulated_values_prove_nothing_about_real_ones(tmp_path: Path, store: Path) -> None:
    simulated = [observed(40.0 + n, f"2026-{n:02d}", indicator_code=EXPORTS, status="simulated") for n in range(1, 9)]
    deliver(store, "demo", *simulated, on=datetime(2026, 9, 5))
    exports = row(SOUND, code=EXPORTS, unit="triệu USD", value=41_000)
    assert load(book(tmp_path / "that.xlsx", [exports]), partial(known.history, store)).rows_refused == 0


def test_two_files_in_one_go_know_of_each_other(tmp_path: Path, store: Path) -> None:
    history = partial(known.history, store)
    keep(load(book(tmp_path / "chot.xlsx", [SOUND]), history), store)
    estimate = row(SOUND, value=480, status="ước tính")
    refused = load(book(tmp_path / "uoc.xlsx", [estimate]), history).refusals
    assert refused["reason_code"].tolist() == ["weak_over_final"]


def test_a_person_may_overrule_a_check_for_one_load(tmp_path: Path, history: partial[pd.DataFrame]) -> None:
    path = book(tmp_path / "that.xlsx", [row(SOUND, code=EXPORTS, unit="triệu USD", value=41_000)])
    refused = load(path, history)
    assert refused.refusals["reason_code"].tolist() == ["unit_slip"]
    taken = read_delivery(path, "long-table", province="08", received_at=RECEIVED, known=history, accept=("unit_slip",))
    assert taken.observations["value"].tolist() == [41_000]
    flagged = [note for note in taken.notes if note.severity == "flag"]
    assert [note.code for note in flagged] == ["unit_slip"]
    assert "theo lệnh của người nạp" in flagged[0].text
    assert taken.delivery_id != refused.delivery_id


def test_the_command_line_overrules_checks_of_values_only(tmp_path: Path, store: Path) -> None:
    path = book(tmp_path / "b.xlsx", [row(OTHER_SOUND, value=101)])
    refused = CliRunner().invoke(app, ["load", str(path), "--province", "08", "--accept", "unknown_area"])
    assert refused.exit_code == 2
    taken = CliRunner().invoke(app, ["load", str(path), "--province", "08", "--accept", "share_range", "--no-publish"])
    assert taken.exit_code == 0, taken.output
    assert known.history(store, pd.DataFrame([observed(1.0, "2026-09", indicator_code=COVERAGE)]))[
        "value"
    ].tolist() == [101]
