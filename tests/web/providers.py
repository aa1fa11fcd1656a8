"""Providers of single sign-on that the tests start: an honest one of its own, and one that says whatever it is told."""

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from flask import Flask, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT = "chiso"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def honest(*people: dict[str, Any]) -> Iterator[str]:
    """The address of a provider that knows these people, by their claims."""
    port = free_port()
    words = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    for one in people:
        words += ["--user-claims", json.dumps(one)]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while not answers(address):
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(0.1)
                raise RuntimeError("the provider ended")
        yield address
    finally:
        running.terminate()
        running.wait(20)


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/.well-known/openid-configuration", timeout=5).ok
    except requests.ConnectionError:
        return False


def let_in(at: str, subject: str) -> str:
    """What a person does at the honest provider: says who they are; gives the address that leads back."""
    answer = requests.post(at, data={"sub": subject}, timeout=10, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


class Liar:
    """A provider whose word is what a test makes of it."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "1", "use": "sig"}, auto_kid=False)
        self.sent: dict[str, str] = {}
        self.word: Callable[[], dict[str, Any]] = dict
        self.issuer = f"http://127.0.0.1:{free_port()}"

    def claims(self, nonce: str, **other: Any) -> dict[str, Any]:
        """Sound claims, but for ``other``; None takes one away."""
        now = int(time.time())
        sound = {
            "iss": self.issuer, "aud": CLIENT, "sub": "u1", "iat": now, "exp": now + 300, "nonce": nonce,
            "preferred_username": "lan.pt", "name": "Phạm Thị Lan", "groups": ["ioc-chuyen-vien"],
        }  # fmt: skip
        return {name: value for name, value in (sound | other).items() if value is not None}

    def token(self, claims: dict[str, Any], key: Any = None, **header: str) -> str:
        head = {"alg": "RS256", "kid": "1", **header}
        return jwt.encode(head, claims, key or self.key, algorithms=[head["alg"]])

    def app(self) -> Flask:
        app = Flask("liar")

        @app.get("/.well-known/openid-configuration")
        def about() -> Any:
            paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            return jsonify(issuer=self.issuer, **{name: f"{self.issuer}/{path}" for name, path in paths.items()})

        @app.get("/jwks")
        def keys() -> Any:
            return jsonify(keys=[self.key.as_dict(private=False)])

        @app.post("/token")
        def token() -> Any:
            self.sent = request.form.to_dict()
            return jsonify({"access_token": "a", "token_type": "Bearer", **self.word()})

        return app


@contextlib.contextmanager
def liar() -> Iterator[Liar]:
    made = Liar()
    server = make_server("127.0.0.1", int(made.issuer.rsplit(":", 1)[1]), made.app(), threaded=True)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    try:
        yield made
    finally:
        server.shutdown()
        running.join()
        server.server_close()


def asked_with(address: str) -> dict[str, str]:
    """What a browser was sent to a provider with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
