"""The portal's answers, recorded in the shapes that it gave: what it changes is noticed, what it said last is kept."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from loaders.delivery import Delivery
from loaders.errors import SourceError
from loaders.pipeline import Options, read_answer_delivery
from loaders.sources import answers, portal
from loaders.sources.declared import Source
from tests.loaders.sources.server import answers as replies
from tests.loaders.sources.server import serving

NOW = datetime(2026, 10, 10, 14, 0)
# service-results of 10/10/2026, shortened to two provinces.
SCORES = {
    "code": "OK",
    "data": {
        "overview": {"departmentName": "Cả nước", "departmentCode": None, "totalScore": 62.59},
        "evaluation": [
            {
                "departmentId": "019d2be3-6a88-732b-8b12-58410ba7b5df", "departmentName": "UBND tỉnh Lào Cai",
                "departmentCode": "H38", "totalScore": 61.72, "scoreDelta": 13.39,
                "groupScores": {"CKMB": 8, "TDGQ": 18.54, "CLGQ": 8.44, "TTTT": 6.45, "MDHL": 11.11, "MDSH": 9.18},
            },
            {
                "departmentName": "UBND tỉnh Cao Bằng", "departmentCode": "H14", "totalScore": 62.97,
                "groupScores": {"CKMB": 11.74, "TDGQ": 18.63, "CLGQ": 8.48, "TTTT": 5.7, "MDHL": 9.41, "MDSH": 9.01},
            },
        ],
    },
}  # fmt: skip
PARTS = {
    "code": "OK",
    "data": {
        "overview": {"departmentName": "UBND tỉnh Sơn La", "departmentCode": "H52", "metrics": [
            {"code": "PUBLISH_ON_TIME", "numerator": 0, "denominator": 0, "ratio": None, "score": None, "maxScore": 6},
            {"code": "ELECTRONIC_CERTIFIED_COPY", "numerator": None, "denominator": None, "ratio": 100, "score": 2},
        ]},
        "evaluation": [],
    },
}  # fmt: skip
TREE = {
    "code": "OK",
    "data": {
        "parent": {"departmentName": "UBND tỉnh Lào Cai", "departmentCode": "H38", "totalReceived": 280591,
                   "totalOnTime": 260099, "totalOverdue": 20492, "avgProcessingDays": 3.1, "score": 18.54},
        "children": [],
    },
}  # fmt: skip


def source(url: str = "http://127.0.0.1:9") -> Source:
    return Source("cong-766", "portal", url, province="15", body='{"timeType": "year", "year": 2026}', attempts=1)


def delivered(answer: Any) -> Delivery:
    sheet = portal.as_sheet(source(), json.dumps(answer).encode(), NOW)
    return read_answer_delivery(sheet, "cong-766.csv", Options("portal-metrics", "15", received_at=NOW))


def test_a_listing_of_scores_becomes_items_of_each_unit_on_the_day_of_the_capture() -> None:
    delivery = delivered(SCORES)
    rows = delivery.scores.set_index(["unit_code", "item_code"])["score"]
    assert rows[("H38", "total")] == 61.72
    assert rows[("H38", "ONLINE")] == 8.44
    assert len(rows) == 14
    assert {f"{day:%Y-%m-%d}" for day in delivery.scores["captured_on"]} == {"2026-10-10"}
    assert delivery.rows_refused == 0


def test_nulls_of_the_portal_stay_null() -> None:
    rows = delivered(PARTS).scores.set_index("item_code")
    assert rows.loc["PUBLISH_ON_TIME", ["numerator", "denominator"]].tolist() == [0, 0]
    assert rows["score"].isna().to_dict() == {"PUBLISH_ON_TIME": True, "ELECTRONIC_CERTIFIED_COPY": False}


def test_a_tree_gives_the_counts_of_its_unit() -> None:
    rows = delivered(TREE).scores.set_index("item_code")
    assert rows.loc["TDGQ", ["numerator", "denominator", "score"]].tolist() == [260099, 280591, 18.54]
    assert rows.loc["DOSSIER_OVERDUE", "numerator"] == 20492


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"code": "ERROR", "message": "Hết phiên", "data": None}, "Hết phiên"),
        ({"code": "OK", "data": {"units": []}}, "cấu trúc câu trả lời của Cổng đã đổi"),
        ({"code": "OK", "data": {"evaluation": {"H38": 1}}}, "không còn là danh sách"),
        ({"code": "OK", "data": {"evaluation": [{"departmentCode": "H38", "points": 3}]}}, "đã đổi"),
    ],
)
def test_an_answer_of_another_shape_is_refused_with_the_reason(answer: Any, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        portal.as_sheet(source(), json.dumps(answer).encode(), NOW)


def test_the_last_good_capture_speaks_with_its_day_while_the_portal_is_silent(tmp_path: Path) -> None:
    with serving(replies(json.dumps(SCORES), 201), replies("hỏng", 500)) as server:
        first = answers.ask(source(server.url), tmp_path, NOW, pause=0)
        later = answers.ask(source(server.url), tmp_path, datetime(2026, 10, 12), pause=0)
    assert first.problem is None
    assert later.problem is not None
    assert later.fetched_at == NOW
    assert later.sheet.cells == first.sheet.cells
    assert "10/10/2026" in later.sheet.remarks[0]
