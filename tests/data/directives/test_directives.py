"""Tasks with the figure that they are about: given, received, reported, judged; hidden from who may not see it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import clock, engine, remembered, versions
from data.alerts import inbox, running
from data.alerts.channels import Channel
from data.alerts.rules import AlertRule
from data.answers import NumberKey
from data.directive_answers import OVERDUE, Origin, Recipient
from data.directives import asking, giving, origins, reminding, steps
from data.directives.giving import DirectiveError
from data.directives.origins import OriginError
from data.rights import sharing
from data.rights.reader import HOUSE, Reader, acting
from data.state import journal
from data.state import store as state
from data.state.directive_tables import directive
from data.state.journal import Person
from data.state.tables import outbox
from data.wall import urgent
from data.wall_answers import Tile
from tests import shelf
from tests.shelf import GROWTH, REVENUE

OWN, OTHER = "00691", "00694"
CHIEF = Person("Lê Thị Hoa", "Văn phòng UBND tỉnh")
FINANCE = Recipient("Sở Tài chính")
TODAY = clock.today()
SOON = TODAY + timedelta(days=10)


def reader(role: str, *areas: str, number: int = 1, agency: str = "", agencies: tuple[str, ...] = ()) -> Reader:
    return Reader(number, "Người thử", agency, role, "08", areas, agencies)


LEADER = reader("leader", "08", agency="UBND tỉnh")
OFFICER = reader("department_officer", "08", number=2, agency="Sở Tài chính", agencies=("Sở Tài chính",))
HEALTH = reader("department_officer", "08", number=3, agency="Sở Y tế", agencies=("Sở Y tế",))
COMMUNE = reader("commune_officer", OWN, number=4, agency="UBND xã")
NEIGHBOUR = reader("commune_officer", OTHER, number=5, agency="UBND xã khác")


@pytest.fixture(autouse=True)
def kept(both_databases: None, store: Path) -> Path:
    """Revenue is restricted, growth public; two communes have revenue."""
    store.mkdir(parents=True, exist_ok=True)
    (store / sharing.FILE).write_text(
        f"subject,level,source\n{REVENUE},restricted,QĐ thử\n{GROWTH},public,QĐ thử\n", encoding="utf-8"
    )
    rows = [shelf.observed(value, area_code=area) for area, value in (("08", 410.5), (OWN, 3.5), (OTHER, 4.5))]
    shelf.deliver(store, "a" * 16, *rows, shelf.observed(8.2, indicator_code=GROWTH), province_code="08")
    versions.publish(store, "thử")
    return store


def key(code: str = REVENUE, area: str = "08") -> str:
    return NumberKey(code, area, "2026-01", "actual").text()


def about(store: Path, text: str = "", codes: tuple[str, ...] = ()) -> Origin:
    with shelf.reading(store) as conn:
        return origins.of_communes(conn, text or key(), codes) if codes else origins.of_number(conn, text or key())


def given(origin: Origin, *recipients: Recipient, who: Reader = LEADER, due: date = SOON) -> list[int]:
    with acting(who), state.writing() as conn:
        return giving.give(conn, CHIEF, origin, recipients or (FINANCE,), "Rà soát nguồn thu.", due)


def take(who: Reader, step: str, number: int, words: str = "") -> None:
    with acting(who), state.writing() as conn:
        steps.act(conn, Person(who.name or "Người thử", who.agency or "Cơ quan"), step, number, words)


def seen_by(who: Reader) -> list[int]:
    with acting(who), state.reading() as conn:
        return sorted(int(one) for one in asking.standing(conn, "08", TODAY)["directive_id"])


def state_of(number: int) -> str:
    with state.reading() as conn:
        found = asking.one(conn, number, TODAY)
    assert found is not None
    return str(found.row["state"])


def backdate(number: int, days: int) -> None:
    """As if it had been due some days ago."""
    with state.writing() as conn:
        own = directive.c.directive_id == number
        conn.execute(sa.update(directive).where(own).values(due_on=TODAY - timedelta(days=days)))


def test_the_figure_its_value_and_version_stay_as_they_were_when_the_task_was_given(kept: Path) -> None:
    [number] = given(about(kept))
    shelf.deliver(kept, "b" * 16, shelf.observed(999.0), on=clock.now(), province_code="08")
    versions.publish(kept, "sửa")
    with state.reading() as conn:
        found = asking.one(conn, number, TODAY)
    assert found is not None
    [figure] = found.numbers
    assert (figure.value, figure.period, figure.area_code) == (410.5, "2026-01", "08")
    with shelf.reading(kept) as conn:
        assert figure.version != remembered.version(conn)["version"]
    assert about(kept).numbers[0].value == 999.0


def test_a_task_goes_from_given_to_accepted_and_every_step_is_signed_in_the_journal(kept: Path) -> None:
    [number] = given(about(kept))
    take(OFFICER, "receive", number)
    take(OFFICER, "report", number, "Đã rà soát.")
    take(LEADER, "return", number, "Bổ sung nguyên nhân.")
    take(OFFICER, "report", number, "Đã bổ sung.")
    take(LEADER, "accept", number)
    assert state_of(number) == "accepted"
    with state.reading() as conn:
        told = journal.entries(conn, giving.subject(number))
        assert journal.first_broken(conn) is None
    done = ["accepted", "reported", "returned", "reported", "received", "given"]
    assert told["action"].tolist() == [f"directive.{one}" for one in done]
    assert told["actor"].tolist()[-1] == CHIEF.name


@pytest.mark.parametrize(
    ("before", "step"),
    [((), "accept"), ((), "return"), (("receive",), "receive"), (("report",), "receive"), (("report",), "report")],
)
def test_a_step_that_does_not_follow_is_refused_and_changes_nothing(
    kept: Path, before: tuple[str, ...], step: str
) -> None:
    [number] = given(about(kept))
    for one in before:
        take(OFFICER, one, number, "Kết quả.")
    was = state_of(number)
    with pytest.raises(DirectiveError, match="bước khác"):
        take(HOUSE, step, number, "Lời.")
    assert state_of(number) == was


def test_only_who_was_told_reports_and_only_others_judge(kept: Path) -> None:
    [number] = given(about(kept, key(GROWTH)))  # public: everybody may see the figure
    with pytest.raises(DirectiveError, match="không được xem"):
        take(HEALTH, "report", number, "Của người khác.")
    duty = reader("duty_officer", "08", number=9, agency="Văn phòng UBND tỉnh")
    with pytest.raises(DirectiveError, match="chỉ nơi được giao"):
        take(duty, "report", number, "Của người khác.")
    take(OFFICER, "report", number, "Xong.")
    with pytest.raises(DirectiveError, match="không tự chấp nhận"):
        take(OFFICER, "accept", number)
    office = reader("staff", "08", number=7, agency="Sở Tài chính")
    [second] = given(about(kept, key(GROWTH)))
    take(office, "report", second, "Xong.")
    with pytest.raises(DirectiveError, match="không tự chấp nhận"):
        take(office, "accept", second)
    with pytest.raises(DirectiveError, match="không được giao việc"):
        given(about(kept, key(GROWTH)), who=OFFICER)


def test_who_may_not_see_the_figure_sees_no_task_about_it(kept: Path) -> None:
    whole = given(about(kept))
    public = given(about(kept, key(GROWTH)))
    assert seen_by(LEADER) == seen_by(OFFICER) == sorted(whole + public)
    staff = reader("staff", "08", number=6, agency="Văn phòng UBND tỉnh")  # gives tasks, reads no restricted figure
    assert seen_by(staff) == public
    assert seen_by(HEALTH) == seen_by(COMMUNE) == []
    for who in (staff, HEALTH, COMMUNE):
        with acting(who), state.reading() as conn:
            assert asking.one(conn, whole[0], TODAY) is None


def test_communes_are_told_their_own_figure_and_nothing_of_their_neighbours(kept: Path) -> None:
    to = (Recipient("Xã Một", OWN), Recipient("Xã Hai", OTHER), FINANCE)
    first, second, all_ = given(about(kept, codes=(OWN, OTHER)), *to)
    assert seen_by(COMMUNE) == [first]
    assert seen_by(NEIGHBOUR) == [second]
    assert seen_by(OFFICER) == [all_]
    with state.reading() as conn:
        values = {n: [one.value for one in asking.one(conn, n, TODAY).numbers] for n in (first, second, all_)}  # type: ignore[union-attr]
    assert values == {first: [3.5], second: [4.5], all_: [3.5, 4.5]}


def test_nobody_is_given_a_task_that_they_could_not_see(kept: Path) -> None:
    with pytest.raises(DirectiveError, match="Xã Một không được xem"):
        given(about(kept), Recipient("Xã Một", OWN))
    with pytest.raises(DirectiveError, match="Sở Y tế không được xem"):
        given(about(kept), Recipient("Sở Y tế"))
    assert seen_by(HOUSE) == []


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"who": Person("", "")}, "người ký"),
        ({"recipients": ()}, "Chọn cơ quan"),
        ({"words": " "}, "việc cần làm"),
        ({"words": "x" * 2001}, "quá dài"),
        ({"due_on": None}, "31/03/2026"),
        ({"due_on": TODAY - timedelta(days=1)}, "đã qua"),
    ],
)
def test_what_is_missing_is_told_in_vietnamese(kept: Path, how: dict[str, object], told: str) -> None:
    usual = {"who": CHIEF, "origin": about(kept), "recipients": (FINANCE,), "words": "Việc.", "due_on": SOON}
    with acting(LEADER), state.writing() as conn, pytest.raises(DirectiveError, match=told):
        giving.give(conn, **(usual | how))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "x", "a|b|c|d|e|f", f"{REVENUE}|xx|2026-01|actual|total|", "|" * 900])
def test_a_link_to_no_number_is_told_so(kept: Path, text: str) -> None:
    with shelf.reading(kept) as conn, pytest.raises(OriginError):
        origins.of_number(conn, text)


def test_a_number_that_was_never_published_or_may_not_be_read_is_no_origin(kept: Path) -> None:
    with shelf.reading(kept) as conn, pytest.raises(OriginError, match="Chưa có số liệu"):
        origins.of_number(conn, NumberKey(REVENUE, "08", "2025-01", "actual").text())
    with acting(HEALTH), engine.connect() as conn, pytest.raises(OriginError, match="Chưa có số liệu"):
        origins.of_number(conn, key())


def test_an_alert_gives_its_rule_area_and_value(kept: Path) -> None:
    rule = AlertRule("thu-thap", "Thu thấp", "threshold", REVENUE, limit=90, area=OWN, severity="critical")
    with shelf.reading(kept) as conn:
        running.run(conn, [AlertRule(**{**rule.__dict__, "low": 100, "limit": None})], TODAY)
        with state.reading() as kept_state:
            alert_id = int(inbox.standing(kept_state, "08", TODAY)["alert_id"].iloc[0])
            origin = origins.of_alert(conn, kept_state, alert_id, TODAY)
            with pytest.raises(OriginError):
                origins.of_alert(conn, kept_state, 999, TODAY)
    assert (origin.title, origin.area_code, origin.numbers[0].value) == ("Thu thấp", OWN, 3.5)
    [number] = given(origin, Recipient("Xã Một", OWN))
    assert seen_by(COMMUNE) == [number]


def test_past_its_day_a_task_is_overdue_until_it_is_reported(kept: Path) -> None:
    [number] = given(about(kept))
    backdate(number, 3)
    with state.reading() as conn:
        assert asking.standing(conn, "08", TODAY)["standing"].tolist() == [OVERDUE]
        late = asking.overdue_by_agency(conn, "08", TODAY)
        told = urgent.told(conn, conn, Tile("tasks"), "08", datetime.combine(TODAY, time()))
    assert late[["agency", "count"]].to_numpy().tolist() == [["Sở Tài chính", 1]]
    assert [(one.name, one.part, one.since) for one in told.tallies] == [("Sở Tài chính", 1, TODAY - timedelta(days=3))]
    take(OFFICER, "report", number, "Xong.")
    with state.reading() as conn:
        found = asking.standing(conn, "08", TODAY)
        assert asking.overdue_by_agency(conn, "08", TODAY).empty
    assert found[["standing", "late"]].to_numpy().tolist() == [["reported", "late"]]


def test_what_waits_is_counted_for_whom_it_waits(kept: Path) -> None:
    [number] = given(about(kept))

    def counts() -> list[int]:
        found = []
        for who in (OFFICER, LEADER, HEALTH):
            with acting(who):
                found.append(asking.waiting("08"))
        return found

    assert counts() == [1, 0, 0]
    take(OFFICER, "report", number, "Xong.")
    assert counts() == [0, 1, 0]
    take(LEADER, "accept", number)
    assert counts() == [0, 0, 0]


def test_reminders_go_out_once_for_what_is_near_and_once_for_what_is_past(kept: Path) -> None:
    channel = Channel("thu", "mail")
    [near] = given(about(kept), due=TODAY)
    [past] = given(about(kept))
    given(about(kept), due=TODAY + timedelta(days=60))
    backdate(past, 2)
    with state.writing() as conn:
        assert reminding.put(conn, [channel], TODAY) == 2
        assert reminding.put(conn, [channel], TODAY) == 0
        subjects = list(conn.execute(sa.select(outbox.c.subject).order_by(outbox.c.message_id)).scalars())
    assert subjects == [
        f"[Chiso] Việc được giao đến hạn {TODAY:%d/%m/%Y}: Sở Tài chính",
        "[Chiso] Việc được giao quá hạn 2 ngày: Sở Tài chính",
    ]
    take(OFFICER, "report", near, "Xong.")
    take(LEADER, "return", near, "Chưa đủ.")
    with state.writing() as conn:  # what came back is told of anew
        assert reminding.put(conn, [channel], TODAY) == 1
