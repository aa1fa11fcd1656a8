"""A long table read by sets says exactly what it says when it is read cell by cell."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import known, versions
from geo import areas
from loaders import guards, legacy_vietnamese
from loaders.bulk.kept import BulkDelivery
from loaders.delivery import Delivery
from loaders.errors import SourceError
from loaders.pipeline import preview, read_delivery
from tests.loaders.books import RECEIVED
from tests.shelf import deliver, observed

HEADER = [
    "area_code",
    "area_name",
    "indicator_code",
    "period",
    "breakdown",
    "measure",
    "basis",
    "unit",
    "value",
    "status",
]
COMMUNES = list(areas.communes("08")[["area_code", "full_name"]].itertuples(index=False, name=None))
REVENUE, COVERAGE, PLANTED = (
    "tq_commune_budget_revenue",
    "tq_commune_social_insurance_coverage",
    "tq_commune_forest_planted",
)
TONES = "\u0300\u0301\u0303\u0309\u0323"
Line = Sequence[object]


def line(
    area: int = 0, code: str = REVENUE, period: str = "2026-09", value: object = 1500, **more: str
) -> list[object]:
    own = {"breakdown": "", "measure": "", "basis": "", "unit": "", "status": ""} | more
    return [
        *COMMUNES[area],
        code,
        period,
        own["breakdown"],
        own["measure"],
        own["basis"],
        own["unit"],
        value,
        own["status"],
    ]


def written(path: Path, lines: Sequence[Line], delimiter: str = ",") -> Path:
    pd.DataFrame(lines, columns=HEADER, dtype="str").to_csv(path, index=False, sep=delimiter)
    return path


def both(path: Path, **more: Any) -> tuple[Delivery, Delivery]:
    about = {"province": "08", "received_at": RECEIVED} | more
    return read_delivery(path, large=1, **about), read_delivery(path, large=10**9, **about)


def in_order(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows in the order of the file, whatever the order that they come in."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return sorted(({str(k): v for k, v in row.items()} for row in rows), key=str)


def assert_same(path: Path, **more: Any) -> Delivery:
    by_sets, by_cell = both(path, **more)
    assert isinstance(by_sets, BulkDelivery)
    assert not isinstance(by_cell, BulkDelivery)
    assert by_sets.record() == by_cell.record()
    assert in_order(by_sets.observations) == in_order(by_cell.observations)
    assert in_order(by_sets.refusals) == in_order(by_cell.refusals)
    assert sorted(map(str, map(asdict, by_sets.notes))) == sorted(map(str, map(asdict, by_cell.notes)))
    return by_sets


def months(first: int = 1, last: int = 9) -> list[str]:
    return [f"2026-{month:02d}" for month in range(first, last + 1)]


def sound() -> list[list[object]]:
    """Some thousands of rows without a fault: months and what is cumulative, shares, sums of indicators."""
    rows = []
    for area in range(60):
        for number, period in enumerate(months(), start=1):
            rows.append(line(area, period=period, value=1000 + 10 * area))
            rows.append(line(area, period=period, value=number * (1000 + 10 * area), measure="lũy kế"))
            rows.append(line(area, COVERAGE, period, f"{90 + area / 10:.1f}"))
            rows.append(line(area, f"{PLANTED}_households", period, "2,5"))
            rows.append(line(area, f"{PLANTED}_organisations", period, 1.5))
            rows.append(line(area, PLANTED, period, 4))
    return rows


PLANTED_ERRORS: list[list[object]] = [
    line(code="tq_khong_co"),
    ["99999", "", *line()[2:]],
    ["00829", "Xã Lũng Cú", *line()[2:]],
    ["", "", *line()[2:]],
    line(61, period="2026-13"),
    line(61, period=""),
    line(61, period="2026-12"),
    line(61, period="Tháng 9/2026"),
    line(62, breakdown="sex=female"),
    line(62, breakdown="nam"),
    ["08", "", "tq_tthc_received", "2026-09", "channel=fax", "", "", "", 5, ""],
    ["08", "", "tq_tthc_received", "2026-09", "channel=online;agency=so_y_te", "", "", "", 5, ""],
    ["08", "", "tq_tthc_received", "2026-09", "agency=so_y_te;channel=online", "", "", "", 6, ""],
    line(63, value="nhiều"),
    line(64, value="1.500"),
    line(65, value="1.234.567,89"),
    line(66, value="(5)"),
    line(66, value="-0", period="2026-08"),
    line(66, value="1e3", period="2026-07"),
    line(66, value="12345678901234567890", period="2026-06"),
    line(67, unit="tấn"),
    line(67, unit="sải tay"),
    line(67, unit="tỷ đồng", value="1,5"),
    line(68, status="chắc chắn"),
    line(68, status="Sơ bộ"),
    line(69, measure="plan"),
    line(69, basis="hdnd_tinh"),
    line(69, measure="plan", basis="HĐND tỉnh", period="2026"),
    line(70, value="", status="suppressed"),
    line(70, value="", period="2026-08"),
    line(70, value="đang cập nhật", period="2026-07"),
    line(70, value="…", period="2026-06"),
    line(70, value="  77  ", period="2026-05"),
    line(71),
    line(71),
    line(72),
    line(72, value=1600),
    line(3, value=777),
    line(73, code="tq_budget_revenue"),
    ["00829", "", REVENUE, "2025-03", "", "", "", "", 5, ""],
    line(74, COVERAGE, value=175),
    line(75, COVERAGE, value="0.97"),
    line(76, value=-5),
    line(77, value=9_000_000),
    line(78, value=100, measure="cumulative", period="2026-08"),
    line(78, value=90, measure="cumulative"),
    line(79, PLANTED, value=9),
    line(79, f"{PLANTED}_households", value=5),
    line(79, f"{PLANTED}_organisations", value=1),
    line(5, period="2026-05", value="1.050"),
    HEADER,
]


def test_thousands_of_rows_with_faults_of_every_kind(tmp_path: Path) -> None:
    rows: list[list[object]] = sound()
    for place, wrong in enumerate(PLANTED_ERRORS):
        rows.insert(37 * place, wrong)
    found = assert_same(written(tmp_path / "bang.csv", rows))
    assert found.rows_accepted > 3000
    assert len(set(found.refusals["reason_code"])) >= 20


@pytest.mark.parametrize("value", [10**18, 10**12, "0.0000001", "0"])
def test_a_size_that_no_unit_allows(tmp_path: Path, value: object) -> None:
    found = assert_same(written(tmp_path / "bang.csv", [line(value=value)]))
    assert [note.code for note in found.notes] == ([] if value == "0" else ["no_such_size"])


@pytest.mark.parametrize("style", ["vi", "en"])
def test_numbers_in_a_declared_way_of_writing(tmp_path: Path, style: str) -> None:
    texts = ["1.500", "1,500", "1.234.567", "0,5", "0.5", "12,5", "12.5", "7", "-3", "1.5000", "1,5000", "2.500,25"]
    rows = [line(area, value=text) for area, text in enumerate(texts)]
    assert_same(written(tmp_path / "bang.csv", rows), numbers=style)


def test_a_number_with_two_readings_is_proved_by_its_sum_or_refused(tmp_path: Path) -> None:
    grown = [line(4, period=p, value=v) for p, v in (("2026-01", 1200), ("2026-02", "1.300"), ("2026-03", "1.250"))]
    sums = [line(4, period=p, value=v, measure="cumulative") for p, v in (("2026-01", 1200), ("2026-02", 2500))]
    found = assert_same(written(tmp_path / "bang.csv", [*sums, *grown]))
    assert "numbers_proved" in {note.code for note in found.notes}


def test_former_wards_are_added_up_or_refused(tmp_path: Path) -> None:
    links = areas.crosswalk()
    names = areas.former_wards().set_index("former_code")["full_name"]
    here = links[links["area_code"].isin([code for code, _ in COMMUNES[:6]])]
    wards = [
        [code, names[code], REVENUE, "2026-09", "", "", "", "", 100 + n, ""]
        for n, code in enumerate(here["former_code"])
    ]
    assert_same(written(tmp_path / "bang.csv", [*wards, line(0), line(9)]))


def test_what_is_known_already_is_looked_at_as_well(tmp_path: Path) -> None:
    about = {"indicator_code": REVENUE, "published_at": datetime(2026, 8, 5)}
    series = [(code, month) for code, _ in COMMUNES[:20] for month in range(1, 8)]
    past = pd.DataFrame([observed(500.0 + n, f"2026-{n:02d}", area_code=code, **about) for code, n in series])
    rows = [line(area, period="2026-08", value=510) for area in range(30)]
    rows += [line(1, period="2026-09", value=512_000), line(2, period="2026-07", value=500, status="sơ bộ")]
    found = assert_same(written(tmp_path / "bang.csv", rows), known=lambda _: past)
    assert {"unit_slip", "weak_over_final"} <= set(found.refusals["reason_code"])


def test_what_the_store_knows_is_looked_at_in_every_area_and_breakdown(store: Path, tmp_path: Path) -> None:
    about = {"indicator_code": REVENUE, "area_code": COMMUNES[1][0]}
    deliver(store, "earlier", *(observed(500.0 + n, f"2026-{n:02d}", **about) for n in range(1, 8)))
    versions.publish(store, "thử")
    rows = [line(0, period="2026-08", value=510), line(1, period="2026-08", value=512_000)]
    found = assert_same(written(tmp_path / "bang.csv", rows), known=partial(known.history, store))
    assert "unit_slip" in set(found.refusals["reason_code"])


@pytest.mark.parametrize(
    "more", [{"simulated": True}, {"as_of": datetime(2026, 10, 1).date()}, {"accept": ("share_range",)}]
)
def test_whatever_is_said_about_the_file(tmp_path: Path, more: dict[str, Any]) -> None:
    assert_same(written(tmp_path / "bang.csv", [line(), line(1), line(2, COVERAGE, value=130)]), **more)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_a_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "bang.csv", [*sound()[:300], line(61, value="nhiều"), line(62, status="Sơ bộ")])
    text = path.read_text(encoding="utf-8")
    path.write_bytes((marked(text) if encoding == "cp1258" else text).encode(encoding))
    assert assert_same(path).rows_accepted == 301


def test_of_periods_that_end_together_the_same_one_is_the_delivery_s(tmp_path: Path) -> None:
    month, quarter = line(value=-0.0), line(period="Quý 3/2026", value=0)
    assert assert_same(written(tmp_path / "bang.csv", [month, quarter])).period == "2026-Q3"
    assert assert_same(written(tmp_path / "bang.csv", [quarter, month])).period == "2026-Q3"


TYPED = {
    "TCVN3 (ABC)": {letter: sign for sign, letter in legacy_vietnamese.TCVN3_LETTERS.items()},
    "VNI": {letter: signs for signs, letter in legacy_vietnamese.VNI_LETTERS.items()},
}


@pytest.mark.parametrize("font", TYPED)
@pytest.mark.parametrize("above", [0, 60], ids=["from the first line", "below sixty lines without marks"])
def test_a_text_typed_in_an_old_font_is_converted_in_a_stream(tmp_path: Path, font: str, above: int) -> None:
    bare = [[COMMUNES[place][0], "", *line(place, period="2025-08")[2:]] for place in range(above)]
    path = written(tmp_path / "bang.csv", [*bare, *sound()[:300], line(61, value="nhiều"), line(62, status="Sơ bộ")])
    text = path.read_text(encoding="utf-8")
    path.write_bytes("".join(TYPED[font].get(letter, letter) for letter in text).encode("cp1252"))
    made = assert_same(path)
    assert made.rows_accepted == above + 301
    assert isinstance(read_delivery(path, large=1, province="08", received_at=RECEIVED), BulkDelivery)
    assert sum(font in note.text for note in made.notes) == 1


def marked(text: str) -> str:
    """Letters as Windows-1258 has them: with their shape, the tone behind them."""
    apart = [unicodedata.normalize("NFD", letter) for letter in text]
    shapes = [unicodedata.normalize("NFC", "".join(m for m in marks if m not in TONES)) for marks in apart]
    return "".join(shape + "".join(m for m in marks if m in TONES) for shape, marks in zip(shapes, apart, strict=True))


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("Phường Hà Giang 2", '"Phường\nHà Giang 2"'),
        lambda text: re.sub(",+$", "", text, flags=re.MULTILINE),
        lambda text: text.replace("Phường", 'Phường "Hà"'),
        lambda text: text.replace("\n", "\n\n", 3),
    ],
    ids=["returns", "windows", "break in a cell", "short lines", "quotes in a cell", "empty lines"],
)
def test_a_text_that_has_to_be_written_anew(tmp_path: Path, spoilt: Callable[[str], str]) -> None:
    path = written(tmp_path / "bang.csv", [*sound()[:300], line(61, value="nhiều")])
    path.write_bytes(spoilt(path.read_text(encoding="utf-8")).encode())
    assert_same(path)


@pytest.mark.parametrize("wrong", ['"12"3', '""12', '"1,"2'])
def test_quotes_that_end_within_a_cell_refuse_the_file_either_way(tmp_path: Path, wrong: str) -> None:
    path = written(tmp_path / "bang.csv", [line(value=777)])
    path.write_text(path.read_text(encoding="utf-8").replace("777", wrong), encoding="utf-8")
    for large in (1, 10**9):
        with pytest.raises(SourceError, match="không tách được các cột ở dòng 2"):
            read_delivery(path, large=large, province="08", received_at=RECEIVED)


def test_a_file_that_only_cells_could_explain_is_refused_by_its_size_with_the_reason(tmp_path: Path) -> None:
    path = written(tmp_path / "bang.csv", [line(), line(1)])
    filling = ",".join(map(str, line())) + "\n"
    with path.open("a", encoding="utf-8") as file:
        file.write(filling * (guards.MAX_BYTES // len(filling) + 1))
        file.write('"một ô\nhai dòng",' + filling.strip() + ",thừa\n")
    with pytest.raises(SourceError, match="có dấu ngoặc kép không bao trọn một ô, nên không đọc được cả khối"):
        read_delivery(path, province="08", received_at=RECEIVED)


def test_the_preview_of_many_rows_is_that_of_the_same_rows(tmp_path: Path) -> None:
    by_sets, by_cell = both(written(tmp_path / "bang.csv", sound()))
    before = by_cell.observations.iloc[:500].assign(published_at=datetime(2026, 8, 5))
    before["value"] = before["value"].where(before.index % 2 == 0, before["value"] + 1)

    def answer(asked: pd.DataFrame) -> pd.DataFrame:
        return before[before["indicator_code"].isin(asked["indicator_code"])]

    many, same = preview(by_sets, answer), preview(by_cell, answer)
    assert (many.new, many.unchanged, many.older, len(many.changed)) == (by_sets.rows_accepted - 500, 250, 0, 250)
    assert (same.new, same.unchanged, same.older) == (many.new, many.unchanged, many.older)
    assert in_order(same.changed) == in_order(many.changed)


PIECES = st.builds(
    line,
    st.integers(0, 3),
    st.sampled_from([REVENUE, COVERAGE, PLANTED, f"{PLANTED}_households", "tq_khong_co", "tq_budget_revenue"]),
    st.sampled_from(["2026-08", "2026-09", "2026-01", "2026", "2025-03", "Quý 3/2026", ""]),
    st.one_of(
        st.sampled_from(
            ["", " ", "…", "x", "1.500", "2,5", "2.5", "-0", "-7", "(5)", "50%", "1.5e3", '"', "a,b", "không có"]
        ),
        st.integers(-3, 3000),
        st.decimals(0, 200, places=2),
        st.text(st.sampled_from("0123456789.,-+% '"), max_size=9),
    ),
    measure=st.sampled_from(["", "cumulative", "Kế hoạch", "lạ"]),
    basis=st.sampled_from(["", "", "hdnd_tinh"]),
    status=st.sampled_from(["", "missing", "Sơ bộ"]),
    unit=st.sampled_from(["", "", "tỷ đồng", "%"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(PIECES, min_size=1, max_size=25), delimiter=st.sampled_from([",", ";", "\t"]))
def test_any_small_file(tmp_path: Path, rows: list[list[object]], delimiter: str) -> None:
    by_sets, by_cell = both(written(tmp_path / "bang.csv", rows, delimiter))
    assert by_sets.record() == by_cell.record()
    assert in_order(by_sets.observations) == in_order(by_cell.observations)
    assert in_order(by_sets.refusals) == in_order(by_cell.refusals)
    assert sorted(map(str, map(asdict, by_sets.notes))) == sorted(map(str, map(asdict, by_cell.notes)))
