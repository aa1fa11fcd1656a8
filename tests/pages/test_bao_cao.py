"""The page of briefings: older texts, the text under a code, and links that name nothing."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from briefings import worker
from briefings.outline import Outline, Part, to_json
from data.state import briefings, store
from data.state.journal import Person
from tests.briefings import shelf
from tests.pages.reading import links, main, part, words

LAN, BINH = Person("Nguyễn Thị Lan"), Person("Trần Văn Bình")


def written(text: str) -> Outline:
    return shelf.outline(Part("a", "words", title="Kiến nghị", text=text, shows=("text",)))


@pytest.fixture
def home(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CHISO_STATE_URL", raising=False)
    return shelf.fill(store)


@pytest.fixture
def room(home: Path, page: Callable[[str], ModuleType]) -> ModuleType:
    """A briefing of two revisions, the first of which was issued."""
    with store.writing() as conn:
        number = briefings.begin(conn, LAN, shelf.PROVINCE, "Báo cáo tháng", to_json(written("Lời đầu.")))
        briefings.submit(conn, LAN, number, to_json(written("Lời đầu.")), shelf.TODAY, "a")
        briefings.save(conn, BINH, number, "Báo cáo tháng", to_json(written("Lời sau.")), 1)
    return page("bao_cao")


def told(room: ModuleType, **params: str) -> str:
    return words(main(room.layout(**params)))


def revision(room: ModuleType, **params: str) -> int:
    return int(part(room.layout(**params), "briefings-revision").data)


def test_the_newest_text_is_open_and_the_older_ones_are_a_link_away(room):
    page = room.layout(so="1")
    assert "Lời sau." in words(main(page))
    assert "Bản 1 · " in words(main(page))
    assert "/bao-cao?so=1&ban=1" in links(main(page))


def test_what_is_wrong_with_a_text_is_told_as_soon_as_it_is_opened(room):
    bare = shelf.outline(Part("a", "words", title="Kiến nghị", shows=("text",)))
    with store.writing() as conn:
        number = briefings.begin(conn, LAN, shelf.PROVINCE, "Báo cáo tháng", to_json(bare))
    troubles = words(part(room.layout(so=str(number)), "briefings-troubles"))
    assert troubles == "Mục «Kiến nghị» chưa có lời văn: khi phát hành, mục này không in."


def test_an_older_text_says_that_it_is_one_and_is_saved_as_the_newest(room):
    found = told(room, so="1", ban="1")
    assert "Lời đầu." in found
    assert "Lời sau." not in found
    assert "Đang mở bản 1, Nguyễn Thị Lan lưu lúc" in found
    assert revision(room, so="1", ban="1") == 2  # what is saved follows the newest


@pytest.mark.parametrize("asked", ["9", "-1", "x", "1; drop", "٢"])
def test_a_revision_that_is_not_there_is_told(room, asked):
    found = told(room, so="1", ban=asked)
    assert f"Không có bản «{asked}» của báo cáo này; đang mở bản mới nhất, bản 2." in found
    assert "Lời sau." in found


def test_a_code_opens_the_text_that_was_issued_under_it(home, room, page):
    (code,) = worker.run(home)
    checked = page("kiem_tra").layout(code)
    (link,) = [one for one in links(main(checked)) if "ma=" in one]
    assert link == f"/bao-cao?so=1&ma={code}"
    found = told(room, so="1", ma=code)
    assert "Lời đầu." in found
    assert f"Đang mở lời văn đã phát hành dưới mã {code}" in found
    assert "không phát hành dưới mã «ABC»" in told(room, so="1", ma="ABC")


@pytest.mark.parametrize("asked", ["999", "x", "-1"])
def test_a_briefing_that_is_not_there_is_told(room, asked):
    assert f"Không có báo cáo số «{asked}»" in told(room, so=asked)


def test_a_briefing_whose_kind_is_gone_says_what_to_do(home, room):
    gone = to_json(written("Lời.")) | {"kind": "khong-con"}
    with store.writing() as conn:
        number = briefings.begin(conn, LAN, shelf.PROVINCE, "Báo cáo", gone)
    assert "Không còn loại báo cáo «khong-con»" in told(room, so=str(number))


def test_a_broken_kind_of_the_province_is_named_on_the_page(home, room):
    folder = home / "briefings" / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hong.toml").write_text('name = "Thiếu"', encoding="utf-8")
    assert "hong.toml không đọc được" in told(room)
