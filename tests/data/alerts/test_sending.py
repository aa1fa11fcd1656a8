"""The outbox against real servers: nothing is sent twice, nothing is lost, and every refusal is explained."""

import json
import socket
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data import clock
from data.alerts import messages, outbox, sending
from data.alerts.channels import Channel
from data.alerts.sending import Round
from data.state import store as state
from data.state.tables import outbox as table
from tests.data.alerts.mail_server import certificate, mail_server, tls
from tests.loaders.sources.server import Reply, answers, hangs_up, says_nothing, serving

pytestmark = pytest.mark.usefixtures("both_databases")
MONDAY = datetime(2026, 3, 23, 8)
MAIL = Channel("thu", "mail", to="a@vi.du, b@vi.du", sender="chiso@vi.du", host="127.0.0.1", seconds=2)


@pytest.fixture
def home(store: Path) -> Path:
    store.mkdir()
    return store


@pytest.fixture
def made(home: Path) -> tuple[Path, Path]:
    return certificate(home)


def put(key: str = "digest/2026-03-23/thu") -> bool:
    with state.writing() as conn:
        return outbox.put(conn, key, "thu", messages.trial())


def kept() -> list[tuple[str, str]]:
    with state.reading() as conn:
        return [(row.state, row.told) for row in conn.execute(sa.select(table.c.state, table.c.told))]


def trusted(port: int) -> Channel:
    return replace(MAIL, port=port, ca_file="chung-thu.pem")


def test_a_letter_arrives_once_however_often_it_is_put_in_and_sent(home: Path, made: tuple[Path, Path]) -> None:
    with mail_server(made) as server:
        assert (put(), put()) == (True, False)
        assert sending.send_all([trusted(server.port)], home) == Round(sent=1)
        assert sending.send_all([trusted(server.port)], home) == Round()
        assert len(server.letters) == 1
        assert "Message-ID: <digest.2026-03-23.thu@vi.du>" in server.letters[0]
    assert kept() == [("sent", "")]


def test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_said(
    home: Path, made: tuple[Path, Path]
) -> None:
    put()
    with mail_server(made) as server:
        assert sending.send_all([replace(MAIL, port=server.port)], home) == Round(failed=1)
        assert server.letters == []
    assert kept() == [("waiting", "Kênh «thu»: chứng thư của máy chủ không hợp lệ.")]


def test_a_certificate_of_another_machine_is_refused(home: Path) -> None:
    put()
    with mail_server(certificate(home, "DNS:khac.vi.du")) as server:
        assert sending.send_all([trusted(server.port)], home) == Round(failed=1)
        assert server.letters == []


def test_what_is_refused_waits_and_is_sent_later(home: Path, made: tuple[Path, Path]) -> None:
    put()
    with mail_server(made, receiver="550 unknown") as server:
        assert sending.send_all([trusted(server.port)], home) == Round(failed=1)
    assert "không nhận người nhận nào (550 unknown)" in kept()[0][1]
    with mail_server(made) as server:
        assert sending.send_all([trusted(server.port)], home) == Round(), "the pause is not over"
        with state.writing() as conn:
            conn.execute(sa.update(table).values(next_at=clock.now() - timedelta(minutes=1)))
        assert sending.send_all([trusted(server.port)], home) == Round(sent=1)


def test_a_server_that_is_silent_after_the_content_leaves_it_doubtful_and_not_repeated(
    home: Path, made: tuple[Path, Path]
) -> None:
    put()
    with mail_server(made, after_content=None) as server:
        assert sending.send_all([trusted(server.port)], home) == Round(doubtful=1)
        with state.writing() as conn:
            conn.execute(sa.update(table).values(next_at=clock.now() - timedelta(days=1)))
        assert sending.send_all([trusted(server.port)], home) == Round()
        assert len(server.letters) == 1
    assert "không rõ đã đến hay chưa" in kept()[0][1]


def test_who_was_stopped_while_handing_over_leaves_it_doubtful_until_somebody_asks(home: Path) -> None:
    put()
    with state.writing() as conn:
        conn.execute(sa.update(table).values(state=outbox.HANDING_OVER, next_at=clock.now() - timedelta(hours=1)))
        assert outbox.doubt(conn, clock.now()) == 1
        assert outbox.take(conn, ["thu"], clock.now()) is None
        assert outbox.again(conn, 1)
        assert outbox.take(conn, ["thu"], clock.now() + timedelta(seconds=1)) is not None


@pytest.mark.parametrize(("listens", "word"), [(False, "không nối được"), (True, "quá 1 giây")])
def test_a_closed_and_a_silent_server_are_told_apart(home: Path, listens: bool, word: str) -> None:
    put()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if listens:
            silent.listen()
        channel = replace(MAIL, port=silent.getsockname()[1], seconds=1)
        assert sending.send_all([channel], home) == Round(failed=1)
    assert word in kept()[0][1]


def hook(url: str, **more: str) -> Channel:
    return Channel("thu", "webhook", url=url, seconds=1, ca_file="chung-thu.pem", **more)


def ripe() -> None:
    """Lets what waits be sent at once."""
    with state.writing() as conn:
        conn.execute(sa.update(table).values(next_at=clock.now() - timedelta(days=1)))


def test_a_letter_goes_through_a_server_that_is_safe_from_the_first_byte(home: Path, made: tuple[Path, Path]) -> None:
    put()
    with mail_server(made, is_safe=True) as server:
        assert sending.send_all([replace(trusted(server.port), security="tls")], home) == Round(sent=1)
        assert len(server.letters) == 1


def test_a_server_that_is_safe_from_the_first_byte_needs_a_certificate_too(home: Path, made: tuple[Path, Path]) -> None:
    put()
    with mail_server(made, is_safe=True) as server:
        assert sending.send_all([replace(MAIL, port=server.port, security="tls")], home) == Round(failed=1)
        assert server.letters == []
    assert kept() == [("waiting", "Kênh «thu»: chứng thư của máy chủ không hợp lệ.")]


def test_a_webhook_gets_the_message_once_with_its_key_and_the_token(home: Path, made: tuple[Path, Path]) -> None:
    put()
    (home / "khoa.txt").write_text("bi-mat\n", encoding="utf-8")
    with serving(answers("", 204), context=tls(made)) as server:
        channel = hook(server.url.replace("http:", "https:"), password_file="khoa.txt")  # noqa: S106  # a file's name
        assert sending.send_all([channel], home) == Round(sent=1)
        assert sending.send_all([channel], home) == Round()
    assert [(one["Idempotency-Key"], one["Authorization"]) for one in server.asked] == [
        ("digest/2026-03-23/thu", "Bearer bi-mat")
    ]
    told = json.loads(server.bodies[0])
    assert (told["key"], told["subject"], told["kind"]) == ("digest/2026-03-23/thu", "[Chiso] Thư thử", "trial")


def test_a_webhook_that_refuses_or_leads_elsewhere_is_asked_again_later(home: Path, made: tuple[Path, Path]) -> None:
    put()
    with serving(answers("", 503), answers("", 307), answers("ok"), context=tls(made)) as server:
        channel = hook(server.url.replace("http:", "https:"))
        assert sending.send_all([channel], home) == Round(failed=1)
        assert "máy chủ không nhận (mã 503)" in kept()[0][1]
        ripe()
        assert sending.send_all([channel], home) == Round(failed=1)
        ripe()
        assert sending.send_all([channel], home) == Round(sent=1)
    assert len({one["Idempotency-Key"] for one in server.asked}) == 1


@pytest.mark.parametrize("reply", [hangs_up, says_nothing])
def test_a_webhook_that_took_the_message_and_fell_silent_leaves_it_doubtful(
    home: Path, made: tuple[Path, Path], reply: Reply
) -> None:
    put()
    with serving(reply, context=tls(made)) as server:
        channel = hook(server.url.replace("http:", "https:"))
        assert sending.send_all([channel], home) == Round(doubtful=1)
        ripe()
        assert sending.send_all([channel], home) == Round()
        assert len(server.bodies) == 1
    assert "không rõ đã nhận hay chưa" in kept()[0][1]


def test_a_webhook_that_nobody_vouches_for_gets_nothing(home: Path, made: tuple[Path, Path]) -> None:
    put()
    with serving(answers("ok"), context=tls(made)) as server:
        channel = replace(hook(server.url.replace("http:", "https:")), ca_file="")
        assert sending.send_all([channel], home) == Round(failed=1)
        assert server.bodies == []
    assert kept() == [("waiting", "Kênh «thu»: chứng thư của máy chủ không hợp lệ.")]


def test_a_webhook_that_is_not_there_is_told(home: Path, made: tuple[Path, Path]) -> None:
    put()
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"https://127.0.0.1:{nobody.getsockname()[1]}/"
        assert sending.send_all([hook(address)], home) == Round(failed=1)
    assert "không nối được" in kept()[0][1]


@pytest.mark.parametrize("kind", ["mail", "webhook"])
@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"ca_file": "khong-co.pem"}, "chứng thư trong tệp «khong-co.pem»"),
        ({"ca_file": "rac.txt"}, "chứng thư trong tệp «rac.txt»"),
        ({"password_file": "khong-co.txt"}, "mật khẩu trong tệp «khong-co.txt»"),
        ({"password_file": "rac.txt"}, "mật khẩu trong tệp «rac.txt»"),
    ],
)
def test_files_of_a_channel_that_cannot_be_read_are_named_and_hold_up_nothing_else(
    home: Path, made: tuple[Path, Path], kind: str, more: dict[str, str], word: str
) -> None:
    put()
    with state.writing() as conn:
        outbox.put(conn, "another", "khac", messages.trial())
    (home / "rac.txt").write_bytes("mật khẩu".encode())
    wrong = replace(MAIL, kind=kind, url="https://127.0.0.1:9/", user="chiso", **more)
    with mail_server(made) as server:
        assert sending.send_all([wrong, replace(trusted(server.port), name="khac")], home) == Round(sent=1, failed=1)
    assert word in kept()[0][1]


def test_a_subject_of_several_lines_and_an_address_in_other_letters_stop_nobody(
    home: Path, made: tuple[Path, Path]
) -> None:
    with state.writing() as conn:
        for key in ("one", "two"):
            outbox.put(conn, key, "thu", replace(messages.trial(), subject="Hai\ndòng"))
        outbox.put(conn, "three", "la", messages.trial())
    with mail_server(made) as server:
        channels = [trusted(server.port), replace(trusted(server.port), name="la", to="ông@ví.dụ")]
        assert sending.send_all(channels, home) == Round(sent=2, failed=1)
    assert "có chữ mà máy chủ không nhận được" in kept()[2][1]


def test_a_digest_is_made_once_on_working_days_after_its_hour(home: Path) -> None:
    nothing = pd.DataFrame(columns=["rule_code", "state", "handling", "fired_at", "is_simulated", "in_house"])
    with state.writing() as conn:
        sunday, early = MONDAY - timedelta(days=1), MONDAY.replace(hour=6)
        assert [outbox.put_digests(conn, [MAIL], nothing, at) for at in (sunday, early)] == [0, 0]
        assert [outbox.put_digests(conn, [MAIL], nothing, MONDAY) for _ in range(2)] == [1, 0]
