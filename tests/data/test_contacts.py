"""Whom to call: the people behind the roles of playbooks."""

from pathlib import Path

from data.playbooks import playbooks
from data.playbooks.contacts import NOT_TEXT, contacts
from geo import areas

ROLES = {"Chủ tịch UBND xã (Trưởng Ban Chỉ huy PTDS cấp xã)", "Dân quân; Công an xã; Trạm y tế", "Sở Y tế"}
COMMUNE, NAME = areas.communes("15").iloc[0][["area_code", "full_name"]]


def named(home: Path, *lines: str, province: str = "15"):
    (home / "contacts.csv").write_text("\n".join(["role,area_code,name,phone", *lines]), encoding="utf-8-sig")
    return contacts(home, province, ROLES)


def test_without_a_file_there_is_nobody_and_nothing_wrong(tmp_path):
    assert contacts(tmp_path, "15", ROLES).people == ()
    assert contacts(tmp_path, "15", ROLES).troubles == ()


def test_a_task_of_several_roles_finds_the_province_first_and_then_the_communes(tmp_path):
    known = named(tmp_path, f"Công an xã,{COMMUNE},Bà B,091", "trạm y tế,15,Ông A,090", "Sở Y tế,15,Ông C,092")
    task = "Dân quân; Công an xã; Trạm y tế"
    assert [(one.name, one.area_code) for one in known.of(task)] == [("Ông A", "15"), ("Bà B", COMMUNE)]
    assert [one.name for one in known.of_province(task)] == ["Ông A"]
    assert [(one.name, one.area_name) for one in known.of_commune(COMMUNE)] == [("Bà B", NAME)]


def test_what_is_bracketed_in_a_role_may_be_left_out(tmp_path):
    known = named(tmp_path, f"Chủ tịch UBND xã,{COMMUNE},Ông D,093")
    assert [one.name for one in known.of("Chủ tịch UBND xã (Trưởng Ban Chỉ huy PTDS cấp xã)")] == ["Ông D"]


def test_a_line_that_cannot_be_used_is_told_and_takes_no_other_with_it(tmp_path):
    known = named(
        tmp_path, "Sở Y tế,15,Ông C,", "Sở Y tế,99999,Ông C,1", "Thủ kho,15,Ông C,1", "", "Sở Y tế,15,Ông C,2"
    )
    assert [one.phone for one in known.people] == ["2"]
    assert known.troubles == (
        "Tệp contacts.csv, dòng 2: thiếu vai, họ tên hoặc điện thoại.",
        "Tệp contacts.csv, dòng 3: «99999» không phải mã tỉnh hay mã xã, phường hiện hành.",
        "Tệp contacts.csv, dòng 4: không kịch bản nào giao việc cho «Thủ kho»; ghi vai đúng như trong kịch bản.",
    )


def test_contacts_of_another_province_are_not_ours(tmp_path):
    assert named(tmp_path, "Sở Y tế,15,Ông C,2", province="08").people == ()


def test_semicolons_and_lost_zeros_of_a_spreadsheet_are_understood(tmp_path):
    (tmp_path / "contacts.csv").write_text("phone;name;role;area_code\n091;Bà B;Sở Y tế;8\n", encoding="utf-8")
    assert [one.area_code for one in contacts(tmp_path, "08", ROLES).people] == ["08"]


def test_a_file_that_is_no_table_is_told(tmp_path):
    (tmp_path / "contacts.csv").write_bytes("Sở Y tế".encode("utf-16"))
    assert contacts(tmp_path, "15", ROLES).troubles == (NOT_TEXT,)
    (tmp_path / "contacts.csv").write_text("vai,tên\nSở Y tế,A\n", encoding="utf-8")
    assert "dòng đầu phải có các cột role, area_code, name, phone" in contacts(tmp_path, "15", ROLES).troubles[0]


def test_every_step_of_every_playbook_names_its_role():
    assert all(step.role.strip() for book in playbooks().values() for step in book.steps)
