"""A figure that somebody may not see is in no answer that they can get: page, callback, download, source or error.

The forbidden figures are written with digits that nothing else has; every page is opened as its browser would open it,
and every callback of it is sent with what the page holds, then with what a thief would put in its place.
"""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import dash
import pytest
from dash import Dash
from werkzeug.test import TestResponse

from data import catalogue, versions
from data.rights import sharing
from data.state import store as state
from tests import shelf
from tests.apps import fresh
from tests.web.signing import Signed, sign_in
from web.files import STATIC

pytestmark = pytest.mark.takes(150)

OWN, OTHER = "00691", "00694"
RESTRICTED = "tq_commune_budget_revenue"
FORBIDDEN = 9876543.0  # every other value is under a hundred
# It, its sums over two and three months, and these with what is open added: in whichever way thousands are parted.
PLANTED = re.compile(r"(?<!\d)(?:9[.,  ]?876|19[.,  ]?753|29[.,  ]?629)[.,  ]?\d")
ADDRESSES = (
    "/", "/canh-bao", "/kinh-te", f"/kinh-te?bo=tuyen-quang&chi-so={RESTRICTED}&ky=2026-02&xa={OTHER}",
    f"/ban-do?bo=tuyen-quang&chi-so={RESTRICTED}&ky=2026-02&cap=commune",
    f"/ban-do?bo=tuyen-quang&chi-so={RESTRICTED}&the-hien=change",
    "/tthc", "/y-te", "/khan-cap", f"/xa/{OTHER}", f"/xa/{OTHER}?bo=tuyen-quang",
    f"/so-sanh?bo=tuyen-quang&a={OWN}&b={OTHER}",
    "/bat-thuong?bo=tuyen-quang", "/danh-muc", "/du-lieu", "/nhom/xa-hoi", "/nhan-du-lieu", "/kiem-tra",
)  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    home = tmp_path_factory.mktemp("kin")
    rows = []
    for month in range(1, 4):
        period = f"2026-{month:02d}"
        for area in (OWN, "00721", "00829"):
            rows.append(shelf.observed(10.0 + month, period, indicator_code=RESTRICTED, area_code=area))
        rows.append(shelf.observed(FORBIDDEN, period, indicator_code=RESTRICTED, area_code=OTHER))
    refusals = (
        shelf.refused(str(FORBIDDEN), indicator_code=RESTRICTED, area_code=OTHER, period="2026-02", row_label="Xã"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHISO_HOME", str(home))
        home.mkdir(exist_ok=True)
        line = f"subject,level,source\n{RESTRICTED},restricted,QĐ thử\n"
        (home / sharing.FILE).write_text(line, encoding="utf-8")
        shelf.deliver(home, "a" * 16, *rows, refusals=refusals, province_code="08")
        versions.publish(home, "thử")
        made = fresh(check_ids=False)
        made.server.test_client().get("/")
        yield made
        state.close()


def test_a_leader_is_answered_the_figure_in_many_places(app: Dash) -> None:
    """Else nobody could find out whether the others are kept from it."""
    found = [where for where, text in everything(app, sign_in(client(app), "leader")) if PLANTED.search(text)]
    assert len({where.split(" ")[0] for where in found}) >= 4, found
    assert any("download" in where for where in found), "in a file"
    assert any("source" in where for where in found), "in the way that a number came"


@pytest.mark.parametrize(
    ("role", "areas", "province"),
    [("commune_officer", (OWN,), "08"), ("analyst", ("08",), "08"), ("leader", ("20",), "20")],
)
def test_nobody_else_is_answered_it_anywhere(app: Dash, role: str, areas: tuple[str, ...], province: str) -> None:
    who = sign_in(client(app), role, *areas, province=province)
    told = list(everything(app, who))
    assert len(told) > 100, "nearly nothing was asked"
    assert [where for where, text in told if PLANTED.search(text)] == []


def client(app: Dash) -> Any:
    return app.server.test_client(use_cookies=False)


def everything(app: Dash, who: Signed) -> Iterator[tuple[str, str]]:
    """Where something was asked, and all text of the answer."""
    for address in (*ADDRESSES, *(one for one in pages() if one not in ADDRESSES)):
        answer = who.get("/_dash-layout", headers={"Referer": f"https://localhost{address}"})
        layout = answer.get_json()
        yield f"{address} page", readable(answer)
        props = dict(held(layout))
        wanted = [one for one in dicts(layout) if one.get("type") in ("download", "source")]
        for output, spec in app.callback_map.items():
            ends = [one for one in (*spec["inputs"], *spec["state"]) if isinstance(one["id"], str)]
            if spec.get("callback") is None or not ends or not all(one["id"] in props for one in ends):
                continue
            for name, values in variants(ends, props, wanted):
                body = request(output, spec, values)
                yield f"{address} {output[:40]} {name}", readable(who.post("/_dash-update-component", body))
    for path in (
        f"/lan-gui/{'a' * 16}/o-bi-tu-choi.xlsx",
        "/readyz",
        "/metrics",
        "/tim/vi.x.json",
        f"/khong-co/{OTHER}",
    ):
        yield path, readable(who.get(path))
    for rule in app.server.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and not str(rule).startswith(STATIC):
            yield str(rule), readable(who.get(str(rule)))


def pages() -> list[str]:
    return [str(page["path"]) for page in dash.page_registry.values()]


def variants(
    ends: list[dict[str, Any]], props: Mapping[str, Mapping[str, Any]], wanted: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[tuple[str, str], Any]]]:
    """What a page holds, then the same with another's area, numbers and files asked for."""
    usual = {(one["id"], one["property"]): props[one["id"]].get(one["property"]) for one in ends}
    yield "as it stands", usual
    of_areas = {end: OTHER for end in usual if end[0].endswith("-area")}
    yield "another area", usual | of_areas
    empty = [end for end in usual if end[1] == "data" and end[0].endswith(("-wanted", "-key"))]
    forged = [{"type": "source", "key": f"{RESTRICTED}|{OTHER}|2026-02|actual|total|"}]
    for end in empty:
        for one in (*wanted[:6], *(one for one in wanted if one.get("what") == "csv"), *forged):
            yield str(one.get("type", "source")), usual | of_areas | {end: one}


def request(output: str, spec: Mapping[str, Any], values: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    ends = [one.rsplit(".", 1) for one in output.strip(".").split("...")]

    def filled(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**one, "value": values.get((str(one["id"]), one["property"]))} for one in listed]

    outputs = [{"id": name, "property": prop.split("@")[0]} for name, prop in ends]
    first = spec["inputs"][0]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": filled(spec["inputs"]),
        "state": filled(spec["state"]),
        "changedPropIds": [f"{first['id']}.{first['property']}"],
    }


def held(part: object) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in dicts(part):
        props = one.get("props")
        if isinstance(props, dict) and isinstance(props.get("id"), str):
            yield props["id"], props


def dicts(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from dicts(value)
    elif isinstance(part, list):
        for value in part:
            yield from dicts(value)


def readable(answer: TestResponse) -> str:
    """All text of an answer, that of files within it as well."""
    told = [answer.get_data(as_text=True)]
    if answer.is_json:
        found = answer.get_json()
        told.append(json.dumps(found, ensure_ascii=False))
        told += [unpacked(base64.b64decode(one["content"])) for one in dicts(found) if one.get("base64") is True]
    elif answer.data[:2] == b"PK":
        told.append(unpacked(answer.data))
    return "\n".join(told)


def unpacked(content: bytes) -> str:
    if content[:2] != b"PK":
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_what_is_planted_is_found_however_it_is_written() -> None:
    for text in ("9.876.543", "9,876,543", "9876543.0", "9876576", "19 753 086", "29.629,6"):
        assert PLANTED.search(text), text
    for text in ("109876543", "1,9876", "9.87"):
        assert not PLANTED.search(text), text
    assert RESTRICTED in catalogue.indicators()
