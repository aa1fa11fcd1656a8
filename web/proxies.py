"""What proxies of ours say of a visitor is believed; of anybody else's it is not."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from data import settings


def add(server: Flask) -> None:
    """Takes address and TLS of the visitor from as many proxies as ``CHISO_TRUSTED_PROXIES`` says.

    Raises:
        SettingError: the setting is no number.
    """
    if count := settings.trusted_proxies():
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
