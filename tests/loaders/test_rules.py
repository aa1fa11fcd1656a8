"""The register of checks: every line can be told, and every code that refuses a cell has its words."""

import re
import string
from pathlib import Path

import pytest

from data.catalogue import CatalogueError
from loaders import rules


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(rules.rules()))
def test_every_check_has_a_name_a_message_and_a_remedy_or_is_only_a_note(code: str) -> None:
    rule = rules.rule(code)
    assert rule.name
    assert rule.message
    assert rule.remedy or rule.severity == "note"
    message, _ = rule.tell(dict.fromkeys(fields_of(rule.message) | fields_of(rule.remedy), "x"))
    assert message[0] == message[0].upper()


def test_a_fact_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="written"):
        rules.error("bad_basis")


def test_an_unknown_severity_and_a_repeated_code_are_refused_with_their_line(tmp_path: Path) -> None:
    head = "code,severity,name,message,remedy,parameters\n"
    file = tmp_path / "checks.csv"
    file.write_text(f"{head}a,stop,n,m,r,\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"checks.csv:2: severity 'stop'"):
        rules.rules(file)
    other = tmp_path / "twice.csv"
    other.write_text(f"{head}a,flag,n,m,r,\na,flag,n,m,r,\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"twice.csv:3: code a occurs twice"):
        rules.rules(other)


def test_a_sum_of_an_indicator_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "identities.csv"
    file.write_text("kind,total,parts,why\nsum,tq_exports,tq_nothing,w\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="tq_nothing is no indicator"):
        rules.identities(file)


def test_the_sums_of_the_catalogue_can_be_read() -> None:
    assert {identity.kind for identity in rules.identities()} <= set(rules.IDENTITY_KINDS)


def test_every_code_that_a_cell_is_refused_with_is_in_the_register() -> None:
    folder = Path(rules.__file__).parent
    used = {
        code
        for file in folder.rglob("*.py")
        if file.name != "numbers.py"  # how texts become numbers is told there
        for code in re.findall(r'(?:CellError|rules\.error)\(\s*"([a-z_]+)"', file.read_text(encoding="utf-8"))
    }
    assert used - rules.rules().keys() == set()
    assert len(used) > 20
