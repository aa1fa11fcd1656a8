"""The book of contacts kept from the page: checked, signed, and never at the cost of another line of the file."""

from pathlib import Path

import pytest

from data.playbooks import contact_book, playbooks
from data.playbooks.contact_book import ContactError, subject
from data.playbooks.contacts import Contact, Contacts, contacts
from data.state import journal, store
from data.state.journal import Person
from geo import areas
from loaders.demo import storm

ROLES = {"Chủ tịch UBND xã (Trưởng Ban Chỉ huy PTDS cấp xã)", "Dân quân; Công an xã; Trạm y tế", "Sở Y tế"}
DUTY = Person("Nguyễn Văn A", "Văn phòng UBND tỉnh")
COMMUNE = str(areas.communes("15").iloc[0]["area_code"])
HEALTH = Contact("Sở Y tế", "15", "", "Bà Lý Thị Hoa", "0214 000 001")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHISO_HOME", str(tmp_path))
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)
    return tmp_path


def known(home: Path) -> Contacts:
    return contacts(home, "15", ROLES)


def keep(home: Path, new: Contact, old: Contact | None = None, who: Person = DUTY) -> None:
    with store.writing() as conn:
        contact_book.keep(home, conn, who, known(home), new, old)


def steps() -> list[tuple[str, str]]:
    with store.reading() as conn:
        log = journal.entries(conn, subject("15"))
    return [(str(one["action"]), str(one["detail"]["name"])) for one in log.to_dict("records")]


def test_a_contact_is_added_changed_and_removed_and_each_step_is_signed(home: Path) -> None:
    keep(home, HEALTH)
    (first,) = known(home).people
    told = (first.role, first.area_name, first.name, first.phone)
    assert told == ("Sở Y tế", areas.names()["15"], "Bà Lý Thị Hoa", "0214 000 001")
    keep(home, Contact("Công an xã", COMMUNE, "", "Ông Tẩn A", "+84 912 000 111"), first)
    (second,) = known(home).people
    assert (second.role, second.area_code, second.phone) == ("Công an xã", COMMUNE, "+84 912 000 111")
    with store.writing() as conn:
        contact_book.remove(home, conn, DUTY, known(home), second)
    assert known(home).people == ()
    assert steps() == [
        ("contact.removed", "Ông Tẩn A"),
        ("contact.changed", "Ông Tẩn A"),
        ("contact.added", "Bà Lý Thị Hoa"),
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"role": "Thủ kho"}, "Chọn vai"),
        ({"area_code": "99999"}, "Chọn tỉnh"),
        ({"area_code": "00721"}, "Chọn tỉnh"),  # a commune of another province
        ({"name": "   "}, "họ tên"),
        ({"name": "=HYPERLINK(1)"}, "họ tên"),
        ({"name": "A\u202etpircs"}, "họ tên"),
        ({"name": "x" * 10_000}, "họ tên"),
        ({"phone": "gọi tôi"}, "số điện thoại"),
        ({"phone": "-1+2"}, "số điện thoại"),
        ({"phone": "1" * 400}, "số điện thoại"),
    ],
)
def test_what_cannot_be_a_contact_is_refused_in_words_and_nothing_is_written(
    home: Path, wrong: dict[str, str], told: str
) -> None:
    with pytest.raises(ContactError, match=told):
        keep(home, Contact(**{**vars(HEALTH), **wrong}))
    assert not (home / "contacts.csv").exists()
    assert steps() == []


def test_nobody_acts_without_a_name(home: Path) -> None:
    with pytest.raises(ContactError, match="Ghi họ tên người thực hiện"):
        keep(home, HEALTH, who=Person("  "))


def test_lines_that_are_not_ours_or_cannot_be_used_stay_as_they_stand(home: Path) -> None:
    lines = ["name;phone;role;area_code;ghi chú", "Ông B;1;Sở Y tế;8;của tỉnh khác", "Ông C;;Sở Y tế;15;thiếu số"]
    (home / "contacts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    keep(home, HEALTH)
    told = (home / "contacts.csv").read_text(encoding="utf-8-sig").splitlines()
    assert told == [*lines, "Bà Lý Thị Hoa;0214 000 001;Sở Y tế;15;"]


def test_a_name_with_commas_and_quotes_comes_back_as_it_was(home: Path) -> None:
    keep(home, Contact("Sở Y tế", "15", "", 'Bà "Hoa", phó <b>giám đốc</b>', "0214 000 001"))
    assert [one.name for one in known(home).people] == ['Bà "Hoa", phó <b>giám đốc</b>']


def test_the_same_person_is_not_kept_twice_and_who_is_gone_is_not_changed(home: Path) -> None:
    keep(home, HEALTH)
    with pytest.raises(ContactError, match="Danh bạ đã có"):
        keep(home, Contact("sở y tế", "15", "", "Bà Lý Thị Hoa", "0214 000 009"))
    (first,) = known(home).people
    (home / "contacts.csv").unlink()
    with pytest.raises(ContactError, match="vừa được người khác"):
        keep(home, HEALTH, first)


def test_a_file_that_is_no_table_is_left_alone(home: Path) -> None:
    (home / "contacts.csv").write_bytes("Sở Y tế".encode("utf-16"))
    with pytest.raises(ContactError, match="CSV mã UTF-8"):
        keep(home, HEALTH)
    assert (home / "contacts.csv").read_bytes() == "Sở Y tế".encode("utf-16")


def test_the_demo_names_somebody_simulated_behind_every_role_of_the_province_and_spares_what_is_there(
    home: Path,
) -> None:
    storm.name_contacts("15", home)
    steps_of = [step for book in playbooks(home).values() for step in book.steps]
    found = contacts(home, "15", {step.role for step in steps_of})
    assert found.troubles == ()
    assert all("(mô phỏng)" in one.name for one in found.people)
    assert all(found.of_province(step.role) for step in steps_of if step.unit != "commune")
    (home / "contacts.csv").write_text("role,area_code,name,phone\n", encoding="utf-8")
    storm.name_contacts("15", home)
    assert contacts(home, "15", ROLES).people == ()
