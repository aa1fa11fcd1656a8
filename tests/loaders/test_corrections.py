"""The correction register: what it changes, what it says of it, and that it fails loudly once the source was mended."""

from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from data import known, versions
from loaders import corrections
from loaders.delivery import Delivery, keep
from loaders.errors import SourceError
from loaders.pipeline import read_delivery
from tests.loaders.books import RECEIVED

WHO = 'who = "Nguyễn Văn A, Sở Công Thương"\non = 2026-10-12\nwhy = "Cộng nhầm đơn vị."\n'
EXPORTS = 'id = "2026-03"\nindicator = "tq_exports"\narea = "08"\nperiod = "2026-09"\n'


def register(home: Path, *entries: str) -> tuple[corrections.Correction, ...]:
    home.mkdir(exist_ok=True)
    text = "\n".join(f"[[corrections]]\n{entry}" for entry in entries)
    (home / corrections.FILE_NAME).write_text(text, encoding="utf-8")
    return corrections.register(home)


def sent(folder: Path, value: str = "1500", name: str = "thang-9.csv") -> Path:
    path = folder / name
    path.write_text(f"Mã chỉ tiêu,Mã địa bàn,Kỳ,Giá trị\ntq_exports,08,2026-09,{value}\n", encoding="utf-8")
    return path


def load(path: Path, store: Path, entries: tuple[corrections.Correction, ...]) -> Delivery:
    history = partial(known.history, store)
    return read_delivery(path, province="08", received_at=RECEIVED, known=history, corrections=entries)


@pytest.mark.parametrize(
    ("action", "value"), [('action = "override"\nvalue = 1.25\n', 1.25), ('action = "scale"\nfactor = 0.001\n', 1.5)]
)
def test_an_override_or_a_scale_changes_the_value_and_says_so(
    tmp_path: Path, store: Path, action: str, value: float
) -> None:
    entries = register(store, f"{EXPORTS}expected = 1500\n{action}{WHO}")
    delivery = load(sent(tmp_path), store, entries)
    assert delivery.observations["value"].tolist() == [value]
    note = delivery.notes[0]
    assert (note.code, note.cell) == ("corrected", "row 2")
    assert "2026-03 (Nguyễn Văn A, Sở Công Thương, 12/10/2026): từ 1.500 thành" in note.text
    assert "Cộng nhầm đơn vị." in note.text


def test_a_corrected_reading_of_the_same_file_is_another_delivery(tmp_path: Path, store: Path) -> None:
    path = sent(tmp_path)
    plain = load(path, store, ())
    entries = register(store, f'{EXPORTS}expected = 1500\naction = "override"\nvalue = 1.5\n{WHO}')
    assert load(path, store, entries).delivery_id != plain.delivery_id
    assert load(sent(tmp_path, name="khac.csv"), store, ()).delivery_id == plain.delivery_id


def test_a_dropped_value_is_refused_with_who_and_why(tmp_path: Path, store: Path) -> None:
    entries = register(store, f'{EXPORTS}expected = 1500\naction = "drop"\n{WHO}')
    delivery = load(sent(tmp_path), store, entries)
    assert delivery.observations.empty
    assert delivery.refusals["reason_code"].tolist() == ["corrected_drop"]
    assert "Nguyễn Văn A" in delivery.refusals["reason"].iloc[0]


def test_a_dropped_value_that_is_shown_already_is_superseded_by_nothing(tmp_path: Path, store: Path) -> None:
    keep(load(sent(tmp_path), store, ()), store)
    versions.publish(store, "thử")
    entries = register(store, f'{EXPORTS}expected = 1500\naction = "drop"\n{WHO}')
    delivery = load(sent(tmp_path), store, entries)
    assert delivery.observations[["status"]].to_dict("list") == {"status": ["missing"]}
    assert delivery.observations["value"].isna().all()
    assert delivery.refusals.empty


def test_a_flag_leaves_the_value_and_marks_it(tmp_path: Path, store: Path) -> None:
    entries = register(store, f'{EXPORTS}expected = 1500\naction = "flag"\n{WHO}')
    delivery = load(sent(tmp_path), store, entries)
    assert delivery.observations["value"].tolist() == [1500]
    assert [(note.code, note.severity) for note in delivery.notes] == [("corrected_flag", "flag")]


def test_a_mended_source_stops_the_load_and_names_the_entry(tmp_path: Path, store: Path) -> None:
    entries = register(store, f'{EXPORTS}expected = 1500\naction = "scale"\nfactor = 0.001\n{WHO}')
    with pytest.raises(SourceError, match=r"mục đính chính 2026-03.*chờ 1\.500, tệp nay ghi 1,5.*gỡ mục 2026-03"):
        load(sent(tmp_path, "1.5"), store, entries)


def test_an_entry_for_one_file_leaves_others_alone(tmp_path: Path, store: Path) -> None:
    entries = register(store, f'{EXPORTS}expected = 1500\naction = "override"\nvalue = 1.5\nfile = "thang-9*"\n{WHO}')
    assert load(sent(tmp_path, "2", "thang-10.csv"), store, entries).observations["value"].tolist() == [2]
    assert load(sent(tmp_path), store, entries).observations["value"].tolist() == [1.5]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (f'{EXPORTS}action = "drop"\n{WHO}', "thiếu trường «expected»"),
        (f'{EXPORTS}expected = 1\naction = "halve"\n{WHO}', "«halve», phải là một trong: drop"),
        (f'{EXPORTS}expected = 1\naction = "scale"\n{WHO}', "cần factor"),
        (f'{EXPORTS}expected = 1\naction = "drop"\nvalue = 3\n{WHO}', "cần không trường value, factor nào"),
        (f'{EXPORTS}expected = true\naction = "drop"\n{WHO}', "«expected» ghi «True», phải là số hoặc chữ"),
        (f'{EXPORTS}expected = "a"\naction = "scale"\nfactor = 2\n{WHO}', "«expected» ghi «a», phải là số"),
        (f'{EXPORTS}expected = 1\naction = "drop"\nreason = "x"\n{WHO}', "không có trường «reason»"),
        (f'{EXPORTS.replace("tq_exports", "tq_nothing")}expected = 1\naction = "drop"\n{WHO}', "«tq_nothing»"),
        (
            f'{EXPORTS}expected = 1\naction = "drop"\n{WHO.replace("2026-10-12", "1")}',
            "«on» ghi «1», phải là ngày như",
        ),
        ("id = ", "không đọc được"),
    ],
)
def test_an_entry_that_says_too_little_is_refused_by_name(store: Path, entry: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        register(store, entry)


def test_the_same_id_twice_is_refused(store: Path) -> None:
    entry = f'{EXPORTS}expected = 1\naction = "drop"\n{WHO}'
    with pytest.raises(SourceError, match="«2026-03» được dùng hai lần"):
        register(store, entry, entry)


def test_the_register_is_listed_with_the_state_of_every_entry(tmp_path: Path, store: Path) -> None:
    scale = f'{EXPORTS}expected = 1500\naction = "scale"\nfactor = 0.001\n{WHO}'
    later = scale.replace("2026-03", "2026-04").replace("2026-09", "2026-10")
    entries = register(store, scale, later)
    assert [state for _, state in corrections.states(store, entries)] == ["chưa gặp", "chưa gặp"]
    keep(load(sent(tmp_path), store, ()), store)
    assert corrections.states(store, entries)[0][1].startswith("chưa áp dụng")
    keep(load(sent(tmp_path), store, entries), store)
    assert corrections.states(store, entries)[0][1] == "đang dùng ở 1 lần nhận"
    keep(load(sent(tmp_path, "2", "khac.csv"), store, ()), store)
    other = register(store, scale.replace("expected = 1500", "expected = 7").replace("2026-03", "2026-05"))
    assert corrections.states(store, other)[0][1].startswith("nguồn ghi khác số chờ")


def test_the_command_line_applies_and_lists_the_register(tmp_path: Path, store: Path) -> None:
    register(store, f'{EXPORTS}expected = 1500\naction = "scale"\nfactor = 0.001\n{WHO}')
    loaded = CliRunner().invoke(app, ["load", str(sent(tmp_path)), "--province", "08"])
    assert loaded.exit_code == 0, loaded.output
    assert "Mục đính chính 2026-03" in " ".join(loaded.output.split())
    listed = CliRunner().invoke(app, ["corrections"], terminal_width=200, env={"COLUMNS": "250"})
    assert listed.exit_code == 0, listed.output
    assert "2026-03" in listed.output
    mended = CliRunner().invoke(app, ["load", str(sent(tmp_path, "1.5")), "--province", "08"])
    assert mended.exit_code == 1


def test_refused_cells_are_written_by_the_command_line(tmp_path: Path, store: Path) -> None:
    CliRunner().invoke(app, ["load", str(sent(tmp_path, "abc")), "--province", "08", "--no-publish"])
    (folder,) = (store / "deliveries").iterdir()
    target = tmp_path / "can-sua.xlsx"
    told = CliRunner().invoke(app, ["refused", folder.name[:6], "-o", str(target)])
    assert told.exit_code == 0, told.output
    assert target.stat().st_size > 0
    unknown = CliRunner().invoke(app, ["refused", "zzzz", "-o", str(target)])
    assert unknown.exit_code == 1
    assert "không có lần nhận nào mang mã này" in " ".join(unknown.output.split())
