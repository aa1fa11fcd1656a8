"""A watched folder: each complete file is taken once, and nothing in it is touched."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from loaders.errors import SourceError
from loaders.sources import folder as watched
from loaders.sources.folder import Memory

NOW = datetime(2026, 11, 20, 8, 30)


def drop(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def names(folder: Path, memory: Memory) -> list[str]:
    return [found.name for found in watched.look(folder, memory)]


def take(folder: Path, memory: Memory, outcome: str = "kept") -> list[str]:
    found = watched.look(folder, memory)
    for one in found:
        watched.settle(memory, one, outcome, NOW)
    return [one.name for one in found]


def test_a_file_is_complete_when_two_looks_find_it_the_same(tmp_path: Path) -> None:
    memory = Memory()
    path = drop(tmp_path, "bao-cao.csv", "a,b\n1")
    assert names(tmp_path, memory) == []
    path.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    assert names(tmp_path, memory) == []  # still being written
    assert watched.waiting(memory) == 1
    assert names(tmp_path, memory) == ["bao-cao.csv"]


def test_a_file_is_taken_once_and_again_when_it_was_corrected(tmp_path: Path) -> None:
    memory = Memory()
    path = drop(tmp_path, "bao-cao.csv", "a")
    taken = [take(tmp_path, memory) for _ in range(4)]
    path.write_text("ab", encoding="utf-8")
    taken += [take(tmp_path, memory) for _ in range(3)]
    assert taken == [[], ["bao-cao.csv"], [], [], [], ["bao-cao.csv"], []]
    assert watched.waiting(memory) == 0


def test_a_copy_under_another_name_and_a_new_date_are_no_new_content(tmp_path: Path) -> None:
    memory = Memory()
    path = drop(tmp_path, "bao-cao.csv", "a")
    take(tmp_path, memory)
    assert take(tmp_path, memory) == ["bao-cao.csv"]
    drop(tmp_path, "ban-sao.csv", "a")
    os.utime(path, (1, 1))
    assert [take(tmp_path, memory) for _ in range(2)] == [[], []]


def test_folders_inside_are_looked_at_and_hidden_locked_and_unfinished_files_are_not(tmp_path: Path) -> None:
    memory = Memory()
    for name in ("so-y-te/thang-9.xlsx", ".an.csv", "~$so.xlsx", "tai.csv.part", ".cu/x.csv", "anh.png"):
        drop(tmp_path, name, name)
    (tmp_path / "lien-ket.csv").symlink_to(tmp_path / "so-y-te" / "thang-9.xlsx")
    names(tmp_path, memory)
    assert names(tmp_path, memory) == ["anh.png", "so-y-te/thang-9.xlsx"]  # what is no report is refused aloud


def test_what_was_refused_is_tried_again_only_when_asked(tmp_path: Path) -> None:
    memory = Memory()
    drop(tmp_path, "bao-cao.csv", "a")
    drop(tmp_path, "tot.csv", "b")
    take(tmp_path, memory)
    found = watched.look(tmp_path, memory)
    watched.settle(memory, found[0], "refused", NOW)
    watched.settle(memory, found[1], "kept", NOW)
    assert names(tmp_path, memory) == []
    watched.forget_refused(memory)
    assert names(tmp_path, memory) == ["bao-cao.csv"]


def test_the_memory_survives_a_restart(tmp_path: Path) -> None:
    folder, home = tmp_path / "den", tmp_path / "kho"
    drop(folder, "bao-cao.csv", "a")
    file = watched.memory_file(home, folder)
    taken = []
    for _ in range(3):
        memory = watched.remembered(file)
        taken.append(take(folder, memory))
        watched.remember(file, memory)
    assert taken == [[], ["bao-cao.csv"], []]
    assert watched.memory_file(home, folder / ".." / "den") == file


def test_looking_changes_nothing_in_the_folder(tmp_path: Path) -> None:
    path = drop(tmp_path, "bao-cao.csv", "a")
    before = path.stat()
    memory = Memory()
    take(tmp_path, memory)
    take(tmp_path, memory)
    assert [p.name for p in tmp_path.iterdir()] == ["bao-cao.csv"]
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="không xem được thư mục"):
        watched.look(tmp_path / "khong-co", Memory())
