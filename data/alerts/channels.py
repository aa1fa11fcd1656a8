"""Where alerts are sent: an e-mail server or a webhook, as the province declares them in ``alerts.toml``."""

from dataclasses import dataclass

KINDS = ("mail", "webhook")
SECURITIES = ("starttls", "tls")
AT_ONCE = ("critical", "warning", "never")


@dataclass(frozen=True)
class Channel:
    """One way out; of a mail ``host``, ``sender`` and ``to`` are needed, of a webhook ``url``."""

    name: str
    kind: str
    to: str = ""  # addresses, joined by commas
    sender: str = ""
    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password_file: str = ""  # beside alerts.toml: passwords stand in no settings
    url: str = ""
    ca_file: str = ""  # whom to trust besides the system's own, as a file of the store
    digest_at: str = "07:00"  # on working days; "": none
    at_once: str = "critical"  # what is told when it first alerts
    seconds: int = 20  # how long a server may take

    def tells_at_once(self, severity: str) -> bool:
        """Whether an alert of this severity is told as soon as it fires."""
        return {"never": (), "critical": ("critical",), "warning": ("critical", "warning")}[self.at_once].__contains__(
            severity
        )
