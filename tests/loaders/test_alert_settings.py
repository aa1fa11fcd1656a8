"""What a province writes in ``alerts.toml``: what holds, and what is told of the rest."""

from pathlib import Path

import pytest

from data.alerts.rules import of_catalogue
from loaders.alert_settings import FILE, Settings, read
from loaders.errors import SourceError

OUTSIDE = "ngoai.example.vn"
OWN = """
[[rule]]
code = "thu-ngan-sach-xa"
name = "Thu ngân sách xã chậm tiến độ"
kind = "pace"
indicator = "tq_commune_budget_revenue"
margin = 10
"""
MAIL = """
[[channel]]
name = "thu-lanh-dao"
kind = "mail"
host = "mail.example.vn"
sender = "chiso@example.vn"
to = "chanhvanphong@example.vn"
"""


def settings(home: Path, text: str) -> Settings:
    (home / FILE).write_text(text, encoding="utf-8")
    return read(home)


def test_without_a_file_the_rules_of_the_catalogue_hold(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.rules, found.channels, found.troubles) == (of_catalogue(), (), ())


def test_an_own_rule_comes_after_those_of_the_catalogue_and_one_of_the_same_code_replaces(tmp_path: Path) -> None:
    first = of_catalogue()[0]
    found = settings(tmp_path, OWN + OWN.replace("thu-ngan-sach-xa", first.code) + MAIL)
    assert found.troubles == ()
    assert [one.code for one in found.rules] == [*(one.code for one in of_catalogue()), "thu-ngan-sach-xa"]
    assert (found.rules[0].name, found.rules[-1].margin) == ("Thu ngân sách xã chậm tiến độ", 10)
    assert [one.host for one in found.channels] == ["mail.example.vn"]


def test_a_rule_of_the_catalogue_is_switched_off_by_its_code_alone(tmp_path: Path) -> None:
    first, *others = of_catalogue()
    found = settings(tmp_path, f'[[rule]]\ncode = "{first.code}"\noff = true\n')
    assert found.troubles == ()
    assert found.rules[0].off
    assert (found.rules[0].name, found.rules[0].kind) == (first.name, first.kind)
    assert found.rules[1:] == tuple(others)


def test_a_code_that_no_rule_bears_cannot_be_switched_off(tmp_path: Path) -> None:
    found = settings(tmp_path, '[[rule]]\ncode = "khong-co"\noff = true\n')
    assert found.rules == of_catalogue()
    assert [(one.rule_code, "«name»" in one.sentence) for one in found.troubles] == [("khong-co", True)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OWN.replace("margin = 10", 'margin = "mười"'), "margin"),
        (OWN.replace("margin = 10", "le = 10"), "le"),
        (OWN.replace("thu-ngan-sach-xa", "thu ngân sách"), "code"),
        (OWN + OWN, "dùng hai lần"),
        ('[quy-tac]\ncode = "a"\n', "không có mục «quy-tac»"),
        (MAIL.replace("mail.example.vn", "", 1), "thiếu trường «host»"),
        (MAIL.replace("chanhvanphong@example.vn", "chánh văn phòng"), "phải là địa chỉ thư"),
        (MAIL + 'user = "chiso"\n', "password_file"),
        (MAIL + 'digest_at = "7 giờ"\n', "digest_at"),
        (f'[[channel]]\nname = "w"\nkind = "webhook"\nurl = "http://{OUTSIDE}"\n', "https://"),
    ],
)
def test_what_is_wrong_is_told_in_words_with_the_file_and_the_rest_holds(
    tmp_path: Path, text: str, sentence: str
) -> None:
    found = settings(tmp_path, text + f'[[channel]]\nname = "dung"\nkind = "webhook"\nurl = "https://{OUTSIDE}"\n')
    assert len(found.troubles) == 1, found.troubles
    assert sentence in found.troubles[0].sentence
    assert FILE in found.troubles[0].sentence
    assert "dung" in [one.name for one in found.channels]
    assert set(of_catalogue()) <= set(found.rules)


def test_a_file_that_is_no_toml_stops_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=FILE):
        settings(tmp_path, '[[rule]]\ncode = "a\n')
