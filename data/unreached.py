"""Why another machine gave no answer, in words for whoever looks after it."""

import http.client
import smtplib
import socket
import ssl

import urllib3

WRONG_CERTIFICATE = "chứng thư của máy chủ không hợp lệ"


def reason(error: Exception, seconds: float) -> str:
    """The first kind that fits, because a failed connection is a time-out, too; ``seconds`` is what was waited."""
    late = f"quá {seconds:g} giây không trả lời xong"
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, TimeoutError):
        return late  # what smtplib makes of silence
    kinds: dict[type[Exception], str] = {
        urllib3.exceptions.NameResolutionError: "không tìm thấy máy chủ",
        socket.gaierror: "không tìm thấy máy chủ",
        urllib3.exceptions.NewConnectionError: "không nối được tới máy chủ",
        ConnectionRefusedError: "không nối được tới máy chủ",
        urllib3.exceptions.TimeoutError: late,
        TimeoutError: late,
        urllib3.exceptions.SSLError: WRONG_CERTIFICATE,
        ssl.SSLCertVerificationError: WRONG_CERTIFICATE,
        ssl.SSLError: "máy chủ không nói TLS ở cổng này",
        urllib3.exceptions.IncompleteRead: "câu trả lời bị đứt giữa chừng",
        urllib3.exceptions.ProtocolError: "máy chủ ngắt kết nối giữa chừng",
        smtplib.SMTPAuthenticationError: "máy chủ không nhận tên đăng nhập hoặc mật khẩu",
        smtplib.SMTPServerDisconnected: "máy chủ ngắt kết nối giữa chừng",
        smtplib.SMTPNotSupportedError: "máy chủ không hỗ trợ TLS (STARTTLS)",
        ConnectionError: "máy chủ ngắt kết nối giữa chừng",
        http.client.HTTPException: "máy chủ không nói HTTP ở cổng này",
        OSError: "không nối được tới máy chủ",
    }
    return next((words for kind, words in kinds.items() if isinstance(error, kind)), type(error).__name__)
