"""Sends what the outbox holds: e-mail over TLS, webhooks over HTTPS.  Nothing is sent twice, nothing is forgotten.

Until a server is handed the content nothing has happened, and whatever fails is tried again later.  Just before, the
message is marked; whoever is stopped between that mark and the answer leaves it doubtful.
"""

import http.client
import json
import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

from data import clock, unreached
from data.alerts import outbox
from data.alerts.channels import Channel
from data.alerts.outbox import DOUBTFUL, HANDING_OVER, SENT, Message
from data.state import store

HandOver = Callable[[], None]
MOST = 200  # messages of one round
OK = 250


class NotSentError(Exception):
    """A server that did not take a message; the message is a Vietnamese sentence."""


class DoubtfulError(NotSentError):
    """The content was handed over, but there was no answer."""


@dataclass
class Round:
    """What one round of sending did."""

    sent: int = 0
    failed: int = 0
    doubtful: int = 0


def send_all(channels: Sequence[Channel], home: Path) -> Round:
    """Sends everything that may be sent now; what fails waits for a later round.

    Raises:
        StateError: the state database cannot be used.
    """
    by_name, done = {one.name: one for one in channels}, Round()
    with store.writing() as conn:
        done.doubtful = outbox.doubt(conn, clock.now())
    for _ in range(MOST):
        with store.writing() as conn:
            message = outbox.take(conn, list(by_name), clock.now())
        if message is None:
            break
        _send_one(by_name[message.channel], message, home, done)
    return done


def _send_one(channel: Channel, message: Message, home: Path, done: Round) -> None:
    def hand_over() -> None:
        _mark(message, HANDING_OVER)

    try:
        told = send(channel, message.key, message.subject, message.content, home, hand_over)
    except DoubtfulError as error:
        done.doubtful += 1
        _mark(message, DOUBTFUL, str(error))
    except NotSentError as error:
        done.failed += 1
        with store.writing() as conn:
            outbox.put_off(conn, message, str(error))
    else:
        done.sent += 1
        _mark(message, SENT, told)


def _mark(message: Message, state: str, told: str = "") -> None:
    with store.writing() as conn:
        outbox.mark(conn, message.message_id, state, told, clock.now() if state == SENT else None)


def send(channel: Channel, key: str, subject: str, content: dict[str, object], home: Path, hand_over: HandOver) -> str:
    """Sends one message; ``hand_over`` is called just before the server gets the content.

    Returns:
        What should be known although it was sent (receivers that were refused), else "".

    Raises:
        NotSentError: it was not sent, and why; DoubtfulError: it may have been.
    """
    way = _mail if channel.kind == "mail" else _webhook
    context, secret = _trusted(channel, home), _secret(channel, home)
    try:
        return way(channel, key, " ".join(subject.split()), content, context, secret, hand_over)
    except UnicodeError as error:  # an address or a password in letters that the way out does not know
        raise NotSentError(_told(channel, "địa chỉ hoặc mật khẩu có chữ mà máy chủ không nhận được")) from error


def _trusted(channel: Channel, home: Path) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if channel.ca_file:
        try:
            context.load_verify_locations(home / channel.ca_file)
        except OSError as error:  # it is not there, may not be read, or holds no certificate
            raise NotSentError(_told(channel, f"không đọc được chứng thư trong tệp «{channel.ca_file}»")) from error
    return context


def _secret(channel: Channel, home: Path) -> str:
    """The password or the token of a channel, one line of its file; "" without a file."""
    if not channel.password_file:
        return ""
    try:
        return (home / channel.password_file).read_text(encoding="ascii").strip().partition("\n")[0].strip()
    except (OSError, UnicodeError) as error:
        raise NotSentError(_told(channel, f"không đọc được mật khẩu trong tệp «{channel.password_file}»")) from error


def _mail(
    channel: Channel,
    key: str,
    subject: str,
    content: dict[str, object],
    context: ssl.SSLContext,
    password: str,
    hand_over: HandOver,
) -> str:
    receivers = [one.strip() for one in channel.to.split(",") if one.strip()]
    letter = _letter(channel, key, subject, str(content["text"]), receivers)
    try:
        with _connected(channel, context, password) as server:
            refused = _envelope(server, channel, receivers)
            hand_over()
            _content(server, channel, letter)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSentError(_told(channel, unreached.reason(error, channel.seconds))) from error
    return f"Máy chủ không nhận: {', '.join(refused)}." if refused else ""


def _connected(channel: Channel, context: ssl.SSLContext, password: str) -> smtplib.SMTP:
    """A server that has shown its certificate and let us in."""
    if channel.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(channel.host, channel.port, timeout=channel.seconds, context=context)
    else:
        server = smtplib.SMTP(channel.host, channel.port, timeout=channel.seconds)
    try:
        if channel.security != "tls":
            server.starttls(context=context)
        server.ehlo()
        if channel.user:
            server.login(channel.user, password)
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _envelope(server: smtplib.SMTP, channel: Channel, receivers: Sequence[str]) -> list[str]:
    """Says from whom and to whom; the receivers that were refused, if not all were."""
    code, answer = server.mail(channel.sender)
    if code != OK:
        raise NotSentError(_told(channel, f"máy chủ không nhận người gửi {channel.sender} ({_said(code, answer)})"))
    answers = {one: server.rcpt(one) for one in receivers}
    refused = [one for one, (code, _) in answers.items() if code not in (OK, 251)]
    if len(refused) == len(receivers):
        code, answer = answers[refused[0]] if refused else (0, b"")
        raise NotSentError(_told(channel, f"máy chủ không nhận người nhận nào ({_said(code, answer)})"))
    return refused


def _content(server: smtplib.SMTP, channel: Channel, letter: EmailMessage) -> None:
    try:
        code, answer = server.data(letter.as_bytes())
    except smtplib.SMTPDataError as error:  # it refused before it got anything
        said = _said(error.smtp_code, error.smtp_error)
        raise NotSentError(_told(channel, f"máy chủ từ chối thư ({said})")) from error
    except (smtplib.SMTPException, OSError) as error:
        why = unreached.reason(error, channel.seconds)
        raise DoubtfulError(_told(channel, f"đã chuyển thư nhưng {why}; không rõ đã đến hay chưa")) from error
    if code != OK:
        raise NotSentError(_told(channel, f"máy chủ từ chối thư ({_said(code, answer)})"))


def _letter(channel: Channel, key: str, subject: str, text: str, receivers: Sequence[str]) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = channel.sender, ", ".join(receivers), subject
    letter["Date"] = format_datetime(clock.now().replace(tzinfo=clock.VIETNAM))
    domain = channel.sender.rpartition("@")[2]
    letter["Message-ID"] = f"<{key.replace('/', '.')}@{domain}>"  # the same for the same message
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter


def _webhook(
    channel: Channel,
    key: str,
    subject: str,
    content: dict[str, object],
    context: ssl.SSLContext,
    token: str,
    hand_over: HandOver,
) -> str:
    body = json.dumps({"key": key, "subject": subject, **content}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    where = urlsplit(channel.url)
    with closing(_server(where.scheme, where.hostname or "", where.port, channel.seconds, context)) as server:
        try:
            server.connect()
        except OSError as error:
            raise NotSentError(_told(channel, unreached.reason(error, channel.seconds))) from error
        hand_over()
        try:
            server.request("POST", f"{where.path or '/'}{'?' if where.query else ''}{where.query}", body, headers)
            status = server.getresponse().status
        except (http.client.HTTPException, OSError) as error:
            why = unreached.reason(error, channel.seconds)
            raise DoubtfulError(_told(channel, f"đã chuyển nội dung nhưng {why}; không rõ đã nhận hay chưa")) from error
    if not 200 <= status < 300:
        raise NotSentError(_told(channel, f"máy chủ không nhận (mã {status})"))
    return ""


def _server(
    scheme: str, host: str, port: int | None, seconds: int, context: ssl.SSLContext
) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=context)
    return http.client.HTTPConnection(host, port, timeout=seconds)


def _told(channel: Channel, why: str) -> str:
    return f"Kênh «{channel.name}»: {why}."


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {text}"[:120].strip()
