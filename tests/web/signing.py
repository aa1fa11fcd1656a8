"""Somebody who is signed in: an account of a role, and requests as its browser sends them."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from data import clock
from data.state import accounts, sessions
from data.state import store as state
from data.state.accounts import Holder
from data.state.journal import Person
from web import signed_in
from web.doors import TOKEN_HEADER

PASSWORD = "nắng sớm trên đèo Mã Pí Lèng"  # noqa: S105
USUAL_AREAS = {"commune_officer": ("00691",)}
USUAL_AGENCIES = {"department_officer": ("Sở Tài chính",)}
FAR = {"REMOTE_ADDR": "10.0.0.7"}


@dataclass(frozen=True)
class Signed:
    """A browser far from the server, over TLS, whose cookie is the session of one account."""

    client: FlaskClient
    cookie: str
    csrf: str

    def get(self, path: str, **more: Any) -> TestResponse:
        return self._ask("GET", path, **more)

    def post(self, path: str, body: object, *, csrf: str | None = None, **headers: str) -> TestResponse:
        token = self.csrf if csrf is None else csrf
        return self._ask("POST", path, json=body, headers={TOKEN_HEADER: token, **headers})

    def _ask(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        sent = {"Cookie": f"{signed_in.SECURE}={self.cookie}", **(headers or {})} if self.cookie else headers
        return self.client.open(
            path, method=method, headers=sent, base_url="https://localhost", environ_overrides=FAR, **more
        )


def sign_in(
    client: FlaskClient, role: str, *areas: str, agencies: tuple[str, ...] = (), province: str = "08"
) -> Signed:
    """An account of a role with one living session."""
    areas = areas or USUAL_AREAS.get(role, (province,))
    agencies = agencies or USUAL_AGENCIES.get(role, ())
    login = f"{role}{len(areas)}{'-'.join(areas)}".replace("_", "")[:40].lower()
    one = Holder(login, "Trần Văn Nam", "Văn phòng UBND tỉnh", role, province, areas, agencies)
    with state.writing() as conn:
        known = accounts.known(conn, login)
        made = (
            known.account_id
            if known
            else accounts.create(conn, Person("Quản trị"), one, clock.now(), password=PASSWORD)
        )
        token = sessions.begin(conn, made, "full", "10.0.0.7", "Firefox", clock.now())
        found = sessions.find(conn, token, clock.now())
    assert found is not None
    with client.application.app_context():
        return Signed(client, signed_in.sealed(token), found.csrf)


def nobody(client: FlaskClient) -> Signed:
    return Signed(client, "", "")
