"""A store with something of everything, made once."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from data import catalogue, clock
from loaders.demo import run
from loaders.reading import Note
from tests.data.alike.asking import PROVINCE
from tests.shelf import deliver, observed

MANY = ("so-lieu-ngay", "so-lieu-lien-tinh")  # of these files one is enough
VISITORS, KINDS = "tq_visitors", tuple(catalogue.members("visitor_kind"))


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of the demo: numbers, texts, lists, points, scores, bulletins, readings."""
    home = tmp_path_factory.mktemp("kho")
    today = clock.today()
    months = run.months_until(run.last_month(today))[-2:]
    with tempfile.TemporaryDirectory() as folder:
        sendings = run.write(PROVINCE, months, today, 1, Path(folder))
        many = [one for start in MANY for one in sendings if one.path.name.startswith(start)]
        left = {one.path for one in many[1:] if one.path.name.startswith(MANY[0]) or one is not many[-1]}
        loaded = list(run.take_in([one for one in sendings if one.path not in left], home, workers=1))
    assert sum(one.accepted for one in loaded) > 30_000
    deliver_by_hand(home, f"{today:%Y-%m}")
    return home


def deliver_by_hand(home: Path, month: str) -> None:
    """What the demo of two months does not hold.

    Texts, a remark on a cell, members that add up to more than all, and two sources that say different numbers.
    """
    texts = observed(None, month, indicator_code="tq_planning_progress", text_value="Đang rà soát", area_code="00691")
    members = [observed(700.0, month, indicator_code=VISITORS, breakdown=f"visitor_kind={kind}") for kind in KINDS]
    whole = observed(1000.0, month, indicator_code=VISITORS)
    remark = Note("Biểu 1", "C7", "unusual", "Cao hơn mọi tháng trước.", "flag")
    deliver(home, "by-hand", texts, *members, whole, on=clock.now(), notes=(remark,))
    another = observed(900.0, month, indicator_code=VISITORS)
    deliver(home, "another", another, on=clock.now() - timedelta(days=1), source="Cục Du lịch Quốc gia")
