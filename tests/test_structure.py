"""The stairs of docs/architecture.md go down only, and nothing reaches for the internet."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app", "briefings", "cli", "components", "data", "exports", "geo", "loaders", "pages", "submissions", "web")
MAY_IMPORT = {
    "geo": set(),
    "data": {"geo"},
    "loaders": {"data", "geo"},
    "exports": {"data", "geo"},
    "components": {"data", "exports", "geo"},  # of data only WORDS_AND_RULES
    "briefings": {"components", "data", "exports", "geo"},
    "pages": {"briefings", "components", "data", "exports", "geo"},
    "submissions": {"data", "geo", "loaders"},
    "web": {"briefings", "components", "data", "exports", "geo", "submissions"},
    "app": {"components", "data", "web"},
    "cli": {"app", "briefings", "components", "data", "exports", "geo", "loaders", "submissions"},
}
# What furniture may know of the archive: words, rules and shapes of answers, nothing that asks a database.
WORDS_AND_RULES = {
    "data.epidemics",
    "data.health_answers",
    "data.health_asked",
    "data.health_rules",
    "data.keys",
    "data.hospitals",
    "data.alert_answers",
    "data.alert_evidence",
    "data.analyst",
    "data.annex",
    "data.answers",
    "data.breaks",
    "data.bulletin_items",
    "data.arithmetic",
    "data.catalogue",
    "data.catalogue_history",
    "data.catalogue_registers",
    "data.catalogue_search",
    "data.comparing",
    "data.directive_answers",
    "data.formats",
    "data.emergency_answers",
    "data.map_answers",
    "data.period_ids",
    "data.periods",
    "data.score_answers",
    "data.submission_answers",
    "data.playbooks",
    "data.rights.reader",
    "data.rights.roles",
    "data.risk",
    "data.scoring_advice",
    "data.scoring_rules",
    "data.units",
    "data.wall_answers",
}
KEPT_OUT = {
    "geo": {"dash", "dash_leaflet", "dash_bootstrap_components", "dash_ag_grid", "plotly", "flask", "sqlalchemy"},
    "data": {"dash", "dash_leaflet", "dash_bootstrap_components", "dash_ag_grid", "plotly", "flask"},
    "loaders": {"dash", "dash_leaflet", "dash_bootstrap_components", "dash_ag_grid", "plotly", "flask"},
    "submissions": {
        "dash",
        "dash_leaflet",
        "dash_bootstrap_components",
        "dash_ag_grid",
        "plotly",
        "flask",
        "sqlalchemy",
    },
    "components": {"sqlalchemy", "duckdb"},
    "exports": {"dash", "dash_leaflet", "dash_bootstrap_components", "dash_ag_grid", "plotly", "flask", "sqlalchemy"},
    "pages": {"sqlalchemy", "duckdb"},
}
ADDRESS = re.compile(r"(?:https?:)?//[A-Za-z0-9.\[\]-]+\.[A-Za-z0-9][^\s\"'`)<>]*|https?://[^\s\"'`)<>]+")
HARMLESS = re.compile(
    r"^https?://(?:www\.w3\.org/|127\.0\.0\.1\b|localhost\b|\[::1\]|\{|schemas\.(?:openxmlformats|microsoft)\.)"
)


def tracked(*patterns: str) -> list[Path]:
    """The files of ours that git keeps or would keep, by pattern."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Full names of everything that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files_of(room: str) -> list[Path]:
    return [path for path in tracked("*.py") if room_of(path) == room]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_stairs_go_down_only(room):
    climbing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(room)
        for name in imported(path)
        if (other := name.split(".")[0]) in ROOMS and other not in MAY_IMPORT[room] | {room}
    ]
    assert climbing == []


@pytest.mark.parametrize("room", KEPT_OUT)
def test_no_room_holds_tools_of_another(room):
    strangers = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(room)
        for name in imported(path)
        if name.split(".")[0] in KEPT_OUT[room]
    ]
    assert strangers == []


def test_nothing_imports_a_page_or_the_command_line():
    importing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in tracked("*.py")
        for name in imported(path)
        if name.split(".")[0] in {"pages", "cli"} and room_of(path) not in {name.split(".")[0], "tests"}
    ]
    assert importing == []


def test_furniture_knows_only_the_words_and_rules_of_the_archive():
    asking = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of("components")
        for name in imported(path)
        if name.split(".")[0] == "data" and not any(f"{name}.".startswith(f"{one}.") for one in WORDS_AND_RULES)
    ]
    assert asking == []


@pytest.mark.parametrize("module", sorted(WORDS_AND_RULES))
def test_the_words_and_rules_ask_no_database(module):
    path = ROOT / f"{module.replace('.', '/')}.py"
    asking = [] if not path.exists() else [n for n in imported(path) if n.split(".")[0] in {"sqlalchemy", "duckdb"}]
    assert asking == []


def test_nothing_of_ours_names_an_address_on_the_internet():
    ours = [p for p in tracked("*.py", "*.css", "*.js", "*.toml", "Makefile", ".ci/*") if not is_vendored(p)]
    assert len(ours) > 50
    named = [
        f"{path.relative_to(ROOT)}:{number}: {address}"
        for path in ours
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for address in ADDRESS.findall(line)
        if not HARMLESS.match(address) and address.startswith(("http", "//"))
    ]
    assert named == []


def is_vendored(path: Path) -> bool:
    """Libraries of others that we serve as they are: they name their homes in comments."""
    return bool({"vendor", "lazy"} & set(path.relative_to(ROOT).parts)) and "assets" in path.parts


def test_nobody_catches_everything():
    caught = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in tracked("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert caught == []
