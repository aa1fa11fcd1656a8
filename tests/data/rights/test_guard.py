"""What a reader may not see is in no answer, whichever way it is asked for."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from briefings.archive import archive
from data import clock, engine, memory, queries, registers, tables, versions
from data.rights import reach, reader, sharing, visible
from data.rights.guard import NotGuardedError
from data.rights.reader import NOBODY, Reader, acting
from data.state import accounts, briefings
from data.state import store as state
from data.state import tables as state_tables
from data.state.accounts import Holder
from data.state.journal import Person
from geo import areas
from tests.shelf import GROWTH, REVENUE, deliver, listed, observed, refused

GOOD = "nắng sớm trên đèo Mã Pí Lèng"
OWN, OTHER, ELSEWHERE = "00691", "00694", "06325"  # two communes of 08, one of 20
PLACES = ("08", OWN, OTHER, "20", ELSEWHERE, "VN")


@pytest.fixture
def kept(store: Path) -> Path:
    """Revenue (restricted) and growth (public) in two provinces and three communes, and a cell that nobody placed."""
    store.mkdir(parents=True, exist_ok=True)
    (store / sharing.FILE).write_text(
        f"subject,level,source\n{REVENUE},restricted,QĐ thử\n{GROWTH},public,QĐ thử\n", encoding="utf-8"
    )
    rows = [
        observed(float(place), indicator_code=code, area_code=area)
        for code in (REVENUE, GROWTH)
        for place, area in enumerate(PLACES)
    ]
    cells = (
        refused("x", indicator_code=REVENUE, area_code=OTHER, period="2026-01"),
        refused("y", indicator_code="", area_code="", period=""),
    )
    deliver(store, "a" * 16, *rows, refusals=cells, province_code="08")
    versions.publish(store, "thử")
    return store


def person(role: str, *areas: str, province: str = "08", agencies: tuple[str, ...] = ()) -> Reader:
    return Reader(1, "Nguyễn Văn A", "Sở", role, province, areas, agencies)


def seen(conn: Connection) -> set[tuple[str, str]]:
    """Indicator and area of all that can be read."""
    rows = conn.execute(sa.select(tables.observation.c.indicator_code, tables.observation.c.area_code))
    return {(row[0], row[1]) for row in rows}


def all_of(code: str, *areas: str) -> set[tuple[str, str]]:
    return {(code, area) for area in areas}


@pytest.mark.parametrize(
    ("who", "revenue", "growth"),
    [
        (person("leader", "08"), ("08", OWN, OTHER, "VN"), PLACES),
        (person("leader", "VN", province="VN"), PLACES, PLACES),
        (person("analyst", "08"), (), PLACES),
        (person("analyst", "08", agencies=("Sở Tài chính",)), ("08", OWN, OTHER, "VN"), PLACES),
        (person("analyst", "08", agencies=("Sở Y tế",)), (), PLACES),
        (person("commune_officer", OWN), (OWN,), ("08", OWN, OTHER, "VN")),
        (person("screen", "08"), (), ("08", OWN, OTHER, "VN")),
        (person("administrator", "08"), (), ("08", OWN, OTHER, "VN")),
        (NOBODY, (), ()),
    ],
    ids=lambda one: f"{one.role} {'+'.join(one.areas + one.agencies)}" if isinstance(one, Reader) else "",
)
def test_each_role_reads_what_its_reach_allows(
    kept: Path, who: Reader, revenue: tuple[str, ...], growth: tuple[str, ...]
) -> None:
    with acting(who), engine.connect() as conn:
        assert seen(conn) == all_of(REVENUE, *revenue) | all_of(GROWTH, *growth)


def test_no_join_alias_union_or_nested_question_gets_around_the_reach(kept: Path) -> None:
    obs = tables.observation
    other = obs.alias("other")
    hidden = sa.and_(obs.c.indicator_code == REVENUE, obs.c.area_code == OTHER)
    beside = sa.select(sa.func.count()).select_from(obs.join(other, other.c.indicator_id == obs.c.indicator_id))
    questions = [
        sa.select(sa.func.count()).select_from(obs).where(hidden),
        sa.select(sa.func.count())
        .select_from(other)
        .where(other.c.indicator_code == REVENUE, other.c.area_code == OTHER),
        beside.where(other.c.indicator_code == REVENUE, other.c.area_code == OTHER),
        sa.select(sa.func.count()).select_from(sa.union_all(sa.select(obs.c.value).where(hidden)).subquery()),
        sa.select(sa.func.count()).select_from(sa.select(obs).where(hidden).cte("kept")),
        sa.select(sa.func.count()).where(sa.exists(sa.select(obs.c.value).where(hidden))),
        sa.select(sa.func.count()).where(sa.literal(2.0).in_(sa.select(obs.c.value).where(hidden))),
    ]
    with engine.connect() as conn:
        assert all(conn.execute(one).scalar_one() for one in questions), "the house finds the row by each of them"
    with acting(person("commune_officer", OWN)), engine.connect() as conn:
        assert [conn.execute(one).scalar_one() for one in questions] == [0] * len(questions)


def test_what_cannot_be_limited_is_not_asked_at_all(kept: Path) -> None:
    text = "SELECT * FROM observation"
    with acting(person("leader", "08")), engine.connect() as conn:
        with pytest.raises(NotGuardedError):
            conn.exec_driver_sql(text)
        with pytest.raises(NotGuardedError):
            conn.execute(sa.text(text))


def test_refused_cells_of_others_are_not_told(kept: Path) -> None:
    def told(who: Reader) -> set[str]:
        with acting(who), engine.connect() as conn:
            return set(conn.execute(sa.select(tables.refusal.c.value)).scalars())

    assert told(person("leader", "08")) == {"x", "y"}
    assert told(person("commune_officer", OTHER)) == {"x"}
    assert told(person("commune_officer", OWN)) == set()
    assert told(person("analyst", "08")) == {"y"}
    assert told(person("leader", "20", province="20")) == set()


def test_readers_of_another_reach_are_not_given_what_is_remembered(kept: Path) -> None:
    asked = memory.per_version(queries.provinces_with_data)
    with engine.connect() as conn:
        assert asked(conn) == ["08", "20", "VN"]
    with acting(person("commune_officer", OWN)), engine.connect() as conn:
        assert asked(conn) == ["08", "VN"]
    with engine.connect() as conn:
        assert asked(conn) == ["08", "20", "VN"]


def test_readers_who_see_the_same_share_what_is_remembered_whatever_their_role_or_office(kept: Path) -> None:
    asked_by: list[str] = []

    @memory.per_version
    def question(_conn: Connection) -> int:
        asked_by.append(who.name)
        return len(asked_by)

    tax, money, health = ("Cục Thuế",), ("Sở Tài chính",), ("Sở Y tế",)
    people = {
        "an analyst of another office": person("analyst", "08", agencies=health),
        "staff": person("staff", "08", agencies=health),
        "who answers for revenue": person("analyst", "08", agencies=money),
        "who answers for it too": person("department_officer", "08", agencies=(*health, *money)),
        "an analyst without office": person("analyst", "08"),
        "a leader": person("leader", "08"),
        "of another province": person("analyst", "20", province="20", agencies=health),
        "an officer of a tax office": person("department_officer", "08", agencies=tax),
    }
    told = {}
    for name, one in people.items():
        who = replace(one, name=name)
        with acting(who), engine.connect() as conn:
            told[name] = (question(conn), frozenset(seen(conn)))
    for (_, (first, sees)), (_, (second, sees_too)) in itertools.combinations(told.items(), 2):
        assert first != second or sees == sees_too
    assert asked_by == [
        "an analyst of another office",
        "who answers for revenue",
        "an analyst without office",
        "a leader",
        "of another province",
    ]


def test_every_second_commune_of_a_province_is_exactly_what_its_officer_reads(store: Path) -> None:
    codes = list(areas.communes("08")["area_code"])
    deliver(store, "b" * 16, *(observed(1.0, area_code=code) for code in codes), province_code="08")
    versions.publish(store, "thử")
    for own in (codes[::2], codes[10:40]):
        with acting(person("commune_officer", *own)), engine.connect() as conn:
            assert {area for _, area in seen(conn)} == set(own)


def test_a_changed_level_holds_at_once(kept: Path) -> None:
    leader = person("commune_officer", OWN)
    with acting(leader), engine.connect() as conn:
        assert (GROWTH, OTHER) in seen(conn)
    (kept / sharing.FILE).write_text(f"subject,level,source\n{GROWTH},secret,QĐ thử\n", encoding="utf-8")
    with acting(leader), engine.connect() as conn:
        assert {code for code, _ in seen(conn)} == {REVENUE}, "the rest is internal: the own commune's"


def test_every_table_has_a_rule_or_is_named_as_open() -> None:
    known = set(visible.WAREHOUSE) | set(visible.OPEN_IN_WAREHOUSE)
    assert known == set(tables.metadata.tables.values())
    known = set(visible.STATE) | set(visible.OPEN_IN_STATE)
    assert known == set(state_tables.metadata.tables.values())


def test_alerts_of_other_places_are_not_in_the_state_either(kept: Path, both_databases: None) -> None:
    with state.writing() as conn:
        for area in (OWN, OTHER, ELSEWHERE):
            conn.execute(sa.insert(state_tables.alert).values(**an_alert(area)))

    def told(who: Reader) -> set[str]:
        with acting(who), state.reading() as conn:
            return set(conn.execute(sa.select(state_tables.alert.c.area_code)).scalars())

    assert told(person("leader", "08")) == {OWN, OTHER}
    assert told(person("commune_officer", OWN)) == {OWN}
    assert told(person("analyst", "08")) == set()
    assert told(NOBODY) == set()


def an_alert(area: str) -> dict[str, object]:
    filled: dict[str, object] = {}
    for column in state_tables.alert.columns:
        if column.nullable or column.autoincrement is True:
            continue
        filled[column.name] = {str: "", int: 1, bool: False, dict: {}}.get(column.type.python_type)
    moment = engine_moment()
    province = "20" if area == ELSEWHERE else "08"
    return filled | {"area_code": area, "province_code": province, "indicator_code": REVENUE, "opened_at": moment}


def engine_moment() -> object:
    with engine.connect() as conn:
        return queries.version(conn)["published_at"]


def test_nobody_is_whoever_has_not_come_in() -> None:
    with acting(NOBODY):
        assert reader.current() == NOBODY
        assert reach.of(reader.current()).by_place([]) == {}
    assert reader.current() == reader.HOUSE


@pytest.mark.parametrize(
    "line",
    [
        "khong_co,public,QĐ thử",
        f"{REVENUE},open,QĐ thử",
        f"{REVENUE},public,",
        "register:khong_co,public,QĐ thử",
    ],
)
def test_a_line_of_levels_that_means_nothing_is_told(store: Path, line: str) -> None:
    store.mkdir(parents=True)
    (store / sharing.FILE).write_text(f"subject,level,source\n{line}\n", encoding="utf-8")
    with pytest.raises(sharing.CatalogueError, match=r"sharing\.csv:2"):
        sharing.sharing(store)


def test_owners_are_told_to_those_who_may_see_what_is_restricted_there(store: Path) -> None:
    vessels = [
        listed(code, "at_sea", register="fishing_vessel", area_code=area, owner="Nguyễn Thị Hoa")
        for code, area in (("a", OWN), ("b", OTHER))
    ]
    deliver(store, "a" * 16, entries=tuple(vessels))
    versions.publish(store, "thử")

    def told(who: Reader) -> dict[str, str]:
        with acting(who), engine.connect() as conn:
            found = registers.entries(conn, "fishing_vessel", "08")
        return dict(zip(found["entry_code"], found["owner"], strict=True))

    assert told(person("leader", "08")) == {"a": "Nguyễn Thị Hoa", "b": "Nguyễn Thị Hoa"}
    assert told(person("commune_officer", OWN)) == {"a": "Nguyễn Thị Hoa"}
    assert told(person("analyst", "08", agencies=("Sở Tài chính",))) == {"a": "", "b": ""}


def test_a_briefing_tells_nothing_restricted_and_belongs_to_the_offices_of_its_province(
    kept: Path, both_databases: None
) -> None:
    leader = person("leader", "08")
    with state.writing() as conn:
        accounts.create(
            conn, Person("Quản trị"), Holder("a.b", "A", "Sở", "staff", "08", ("08",)), clock.now(), password=GOOD
        )
    with acting(leader), state.writing() as conn:
        number = briefings.begin(conn, Person("A", "Sở"), "08", "Báo cáo tuần", {"set_code": "tuyen-quang"})
    with acting(leader), state.writing() as conn:  # two savers take turns, whoever they are
        assert briefings.save(conn, Person("A", "Sở"), number, "Báo cáo", {"set_code": "tuyen-quang", "x": 1}, 1) == 2
    for stranger in (person("leader", "20", province="20"), person("commune_officer", OWN), NOBODY):
        with acting(stranger), state.reading() as conn:
            assert briefings.about(conn, number) is None
        with acting(stranger), state.writing() as conn, pytest.raises(briefings.BriefingError):
            briefings.remove(conn, Person("B", "Sở"), number)
        with acting(stranger), archive("tuyen-quang") as conn:
            assert seen(conn) == set()
    with acting(leader), archive("tuyen-quang") as conn:
        assert {code for code, _ in seen(conn)} == {GROWTH}
    with archive("tuyen-quang") as conn:  # the worker, which has no account
        assert {code for code, _ in seen(conn)} == {GROWTH}
